"""Which pages there are, from summaries alone: lists, feeds, sitemaps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import BuildConfig, Config, SiteConfig
from sitegen.model import ThreadSummary
from sitegen.model.links import host_of, link_key
from sitegen.pages import (
    FeedPage,
    GroupsPage,
    ListPage,
    Page,
    SitemapPage,
    ThreadPage,
    urls,
)
from sitegen.pages.plan import plan
from sitegen.store import Group

START = datetime(2024, 1, 30, tzinfo=UTC)


def summary(number: int, community: str | None = "r/a", dated: bool = True) -> ThreadSummary:
    created = START + timedelta(hours=number) if dated else None
    return ThreadSummary(
        id=f"reddit:t3_{number}", digest=f"{number}", title=f"Thread {number}", link=None,
        community=community, author=None, created=created, last=created, score=None,
        state="visible", count=1, posts=2,
    )  # fmt: skip


class Shelf:
    """What a plan asks of the store, over a list of summaries."""

    def __init__(self, *threads: ThreadSummary) -> None:
        old = datetime.min.replace(tzinfo=UTC)
        self._threads = sorted(threads, key=lambda of: (of.created or old, of.id))

    def summaries(
        self, site: str | None = None, community: str | None = None, month: str | None = None
    ) -> Iterator[ThreadSummary]:
        for of in self._threads:
            if month is not None and self._month(of) != (month or None):
                continue
            if site is None or of.community == community:
                yield of

    def sharing(self, of: ThreadSummary, most: int) -> list[ThreadSummary]:
        return [other for other in self._threads if other.link == of.link != other.id][:most]

    def is_shared(self, host: str) -> bool:
        return len(list(self.of_domain(host))) > 1

    def of_domain(self, host: str) -> Iterator[ThreadSummary]:
        yield from (of for of in self._threads if host_of(link_key(of.link) or "") == host)

    def domains(self) -> Iterator[Group]:
        hosts = sorted({host_of(link_key(of.link) or "") for of in self._threads} - {""})
        yield from (self._group("", h, self.of_domain(h)) for h in hosts if self.is_shared(h))

    def sharers(self) -> Iterator[str]:
        return (of.id for of in self._threads if of.link and self.sharing(of, 1))

    def newest(
        self, count: int, site: str | None = None, community: str | None = None
    ) -> list[ThreadSummary]:
        return [of for of in reversed(list(self.summaries(site, community))) if of.created][:count]

    def communities(self) -> list[Group]:
        names = sorted({of.community or "" for of in self._threads})
        return [
            self._group("reddit", n or None, self.summaries("reddit", n or None)) for n in names
        ]

    def months(self) -> list[Group]:
        names = sorted({self._month(of) or "" for of in self._threads})
        return [self._group("", n or None, self.summaries(month=n)) for n in names]

    def totals(self) -> tuple[int, int, int]:
        return len(self._threads), len(self._threads), 2 * len(self._threads)

    def _group(self, site: str, name: str | None, threads: Iterator[ThreadSummary]) -> Group:
        found = list(threads)
        return Group(site, name, len(found), len(found))

    def _month(self, of: ThreadSummary) -> str | None:
        return f"{of.created:%Y-%m}" if of.created else None


def pages(*threads: ThreadSummary, url: str = "", per_page: int = 5) -> dict[str, Page]:
    config = Config(site=SiteConfig(url=url), build=BuildConfig(per_page=per_page))
    made = list(plan(config, Shelf(*threads)))
    by_path = {page.path: page for page in made}
    assert len(by_path) == len(made)
    return by_path


def front(made: dict[str, Page]) -> list[ListPage]:
    """The pages of the front list, from the newest, as its links lead."""
    found = []
    path = urls.FRONT
    while path:
        page = made[path]
        assert isinstance(page, ListPage)
        found.append(page)
        path = page.older
    return found


@given(st.integers(0, 43))
def test_each_thread_stands_once_in_a_list_newest_first(number: int) -> None:
    lists = front(pages(*map(summary, range(number))))
    assert [row.title for page in lists for row in page.rows] == [
        f"Thread {n}" for n in reversed(range(number))
    ]
    assert all(len(page.rows) == 5 for page in lists[1:])
    assert len(lists[0].rows) < 10
    assert len(lists[0].rows) >= min(number, 5)
    assert [page.newer for page in lists] == ["", *(page.path for page in lists[:-1])]
    assert lists[0].total == number


@given(st.integers(0, 40))
def test_a_new_thread_changes_the_newest_pages_of_its_lists_only(number: int) -> None:
    before = pages(*map(summary, range(number)))
    after = pages(*map(summary, range(number + 1)))
    changed = {path for path, page in after.items() if before.get(path) != page}
    lists = {urls.FRONT, urls.community("reddit", "r/a"), urls.month("2024-01")}
    newest = f"page-{(number + 1) // 5 - 1}"
    for path in changed:
        page = after[path]
        if isinstance(page, ListPage) and page.number:
            # Every fifth thread fills a page, and the one before it links to that one.
            assert (number + 1) % 5 == 0
            assert newest in path or f"page-{page.number + 1}" == newest
        elif isinstance(page, ListPage):
            assert path in lists or path == urls.month("2024-02")
        elif isinstance(page, ThreadPage):
            assert page.id == f"reddit:t3_{number}" or number == 0
    assert len(changed) <= 14 or number == 0


def test_lists_of_communities_and_months() -> None:
    made = pages(summary(0), summary(1, None), summary(2, "r/b"), summary(900, "r/b", dated=False))
    groups = made[urls.COMMUNITIES]
    assert isinstance(groups, GroupsPage)
    assert groups.groups == (
        ("c/reddit/r/b/index.html", "r/b", 2),
        ("c/reddit/index.html", "Reddit", 1),
        ("c/reddit/r/a/index.html", "r/a", 1),
    )
    months = made[urls.MONTHS]
    assert isinstance(months, GroupsPage)
    assert [name for _, name, _ in months.groups] == ["2024-01", ""]
    assert urls.month(None) in made


def test_one_community_and_no_dates_make_no_lists_of_them() -> None:
    made = pages(summary(1, dated=False))
    assert urls.COMMUNITIES not in made
    assert urls.MONTHS not in made
    feed = made[urls.FEED]
    assert isinstance(feed, FeedPage)
    assert feed.rows == ()


def test_an_empty_archive_has_a_front_page() -> None:
    made = pages()
    assert set(made) == {"index.html", "feed.xml", "robots.txt", "llms.txt", "404.html"}


@pytest.mark.parametrize(
    ("limit", "expected"), [(50, [12]), (12, [12]), (11, [11, 1]), (5, [5, 5, 2])]
)
def test_sitemaps_are_split_at_the_limit(
    limit: int, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("sitegen.pages.sitemaps"), "SITEMAP_URLS", limit)
    made = pages(*map(summary, range(10)), url="https://example.org/")
    maps = [page for page in made.values() if isinstance(page, SitemapPage)]
    index = made[urls.SITEMAP]
    assert isinstance(index, SitemapPage)
    assert [len(page.urls) for page in maps if not page.index] == expected
    assert index.index == (len(expected) > 1)
    listed = [path for page in maps if not page.index for path, _ in page.urls]
    assert len(set(listed)) == 12
    assert set(listed) <= set(made)
    if index.index:
        assert [path for path, _ in index.urls] == [p.path for p in maps if not p.index]


def test_no_address_no_sitemap() -> None:
    assert urls.SITEMAP not in pages(summary(1))


def test_lists_in_other_orders_where_threads_differ() -> None:
    change = msgspec.structs.replace
    threads = [change(summary(n), count=n % 4, score=10 - n if n else None) for n in range(8)]
    made = pages(*threads, change(summary(9, "r/b"), count=2))
    most, best = made["most-comments/index.html"], made["most-points/index.html"]
    assert isinstance(most, ListPage)
    assert isinstance(best, ListPage)
    assert [row.count for row in most.rows] == [3, 3, 2, 2, 2]
    assert [row.score for row in best.rows] == [9, 8, 7, 6, 5]
    assert most.orders == best.orders == made[urls.FRONT].orders == ("comments", "points")
    assert most.total == 9
    assert "c/reddit/r/a/most-points/index.html" in made
    assert "c/reddit/r/b/most-points/index.html" not in made
    alike = pages(*map(summary, range(8)))
    assert not [path for path in alike if "most-" in path]


def test_each_community_has_a_feed_of_its_newest_threads() -> None:
    made = pages(*map(summary, range(3)), summary(7, "r/b"), summary(8, dated=False))
    feed = made["c/reddit/r/a/feed.xml"]
    assert isinstance(feed, FeedPage)
    assert [row.title for row in feed.rows] == ["Thread 2", "Thread 1", "Thread 0"]
    assert feed.name == "r/a"
