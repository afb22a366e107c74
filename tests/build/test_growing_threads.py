"""Links to comments of a thread that grows: whatever a build gave out leads on in each later one,
without a script."""

import json
import posixpath
import re
from typing import Any

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite

from sitegen.build import parts
from sitegen.model import births

CONFIG = (
    '[site]\nurl = "https://example.org/"\n[build]\nthread_comments = 4\norders = []\n'
    'twins = ["json", "feed"]\nauthors = true\nsubthreads = false\n[search]\nenabled = true\n'
)
FOLDER = "t/hn/1"
Link = tuple[str, str]  # (path of the page, id on it)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small lists, so that few comments fill them."""
    monkeypatch.setattr(births, "FIRST", 8)
    monkeypatch.setattr(births, "INDEX", 6)
    monkeypatch.setattr(births, "SPARE", 2)


@pytest.fixture
def site(tmp_path: Any) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config(CONFIG)
    return site


def item(number: int, parent: int) -> dict[str, Any]:
    return {
        "id": number, "type": "comment", "by": f"user{number % 3}", "parent": parent,
        "time": 1_700_000_000 + 60 * number, "text": f"Comment {number}.",
    }  # fmt: skip


def parent(number: int) -> int:
    """What a comment answers: an older one of an even number, or the opening post."""
    above = number * 2 // 3
    return above if above >= 10 and above % 2 == 0 else 1


def write(site: SmallSite, numbers: list[int]) -> None:
    """A thread of these comments, and one that names them all."""
    story = {"id": 1, "type": "story", "by": "ann", "time": 1_700_000_000, "title": "Grows"}
    site.items("a.ndjson", story, *(item(n, parent(n)) for n in numbers))
    named = " ".join(f"https://news.ycombinator.com/item?id={n}" for n in numbers)
    site.items("b.ndjson", {**story, "id": 900, "title": "Names them", "text": named})


def given(site: SmallSite) -> set[Link]:
    """All links to comments of the thread that do not go by where these stand."""
    files = site.files()
    twin = json.loads(files[f"{FOLDER}/index.json"])
    links = {
        (f"{FOLDER}/{told.get('page', 'index.html')}", told["anchor"]) for told in twin["comments"]
    }
    for url in re.findall(
        rb'href="https://example.org/(t/hn/1/[^"]*#[^"]*)', files[f"{FOLDER}/feed.xml"]
    ):
        path, _, anchor = url.decode().partition("#")
        links.add((f"{path}index.html", anchor))
    for path, data in files.items():
        if path == "t/hn/900/index.html" or path.startswith("u/"):
            for link in LexborHTMLParser(data).css("a[href*='#c-']"):
                to, _, anchor = str(link.attributes["href"]).partition("#")
                links.add((posixpath.normpath(f"{posixpath.dirname(path)}/{to}"), anchor))
        elif path.startswith("search/b-"):
            heads, docs = json.loads(data[data.index(b",") + 1 : data.rindex(b")")])
            for head, place, *_ in docs:
                page, _, anchor = place.rpartition("#")
                if anchor and heads[head][0] == f"{FOLDER}/index.html":
                    links.add((f"{FOLDER}/{page or 'index.html'}", anchor))
    return links


def astray(site: SmallSite, links: set[Link]) -> list[Link]:
    """The links that lead neither to the comment nor to a link to it."""
    pages = {
        path: LexborHTMLParser(data) for path, data in site.files().items() if path.endswith("html")
    }
    standing = {
        path: {li.attributes["id"] for li in page.css("li[id]")} for path, page in pages.items()
    }

    def leads(path: str, anchor: str) -> bool:
        if anchor in standing.get(path, ()):
            return True
        for link in pages[path].css(".elsewhere a[id]") if path in pages else ():
            if link.attributes["id"] == anchor:
                to, _, place = str(link.attributes["href"]).partition("#")
                there = posixpath.normpath(f"{posixpath.dirname(path)}/{to}")
                return place == anchor in standing[there]
        return False

    return sorted(link for link in links if not leads(*link))


def test_links_to_comments_last_while_a_thread_grows(site: SmallSite) -> None:
    links: set[Link] = set()
    for count in (4, 7, 9, 25):
        write(site, list(range(10, 10 + count)))
        report = site.build()
        assert (report.failures, report.sums_agree) == ((), True)
        now = given(site)
        assert len(now) == count  # all that name a comment agree where its link leads
        links |= now
        assert len(links) == count
        assert astray(site, links) == []
    assert {path for path, _ in links} == {
        f"{FOLDER}/{page}index.html" for page in ("", "comments-1/", "comments-2/", "comments-3/")
    }
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()


def test_entries_of_feeds_keep_their_ids_whatever_page_leads_to_the_comment(
    site: SmallSite,
) -> None:
    def ids() -> set[str]:
        return set(re.findall("<id>(.*?)</id>", site.page(f"{FOLDER}/feed.xml")))

    write(site, list(range(10, 35)))
    site.build()
    before = ids()
    assert "https://example.org/t/hn/1/#c-34" in before
    site.config(CONFIG.replace("thread_comments = 4", "thread_comments = 0"))
    site.build()
    assert ids() == before


def test_the_first_page_lists_the_oldest_alone_and_leads_to_lists_of_the_others(
    site: SmallSite,
) -> None:
    site.config("[build]\nthread_comments = 4\ntwins = []\n")
    write(site, list(range(10, 35)))
    site.build()
    assert list(faults(site.output)) == []
    first = LexborHTMLParser(site.page(f"{FOLDER}/index.html"))
    named = {link.text() for link in first.css(".elsewhere a[id]")}
    standing = {str(li.attributes["id"]).removeprefix("c-") for li in first.css("li[id]")}
    assert named == {str(n) for n in range(10, 20)} - standing  # eight, and two to spare
    assert [a.text() for a in first.css(".indexes a")] == ["9 to 14", "15 to 20", "21 to 25"]
    second = LexborHTMLParser(site.page(f"{FOLDER}/comments-2/index.html"))
    assert [a.text() for a in second.css(".elsewhere a[id]")] == [str(n) for n in range(22, 32)]
    assert second.css_first("[data-next]").attributes["data-next"] == "../comments-3/index.html"
    last = LexborHTMLParser(site.page(f"{FOLDER}/comments-3/index.html"))
    assert last.css("[data-next]") == []


def test_links_last_though_some_older_comments_come_to_be_known(site: SmallSite) -> None:
    write(site, [10, *range(12, 35)])
    site.build()
    links = given(site)
    write(site, list(range(9, 35)))
    site.build()
    assert given(site) != links
    assert astray(site, links) == []


def test_links_follow_the_settings(site: SmallSite) -> None:
    write(site, list(range(10, 35)))
    for most in (9, 0):
        site.config(CONFIG.replace("thread_comments = 4", f"thread_comments = {most}"))
        site.build()
        assert astray(site, given(site)) == []
        assert site.files() == site.clean_build(site.folder.parent / f"clean{most}").files()
    assert {path for path, _ in given(site)} == {f"{FOLDER}/index.html"}


def test_an_address_that_was_published_leads_to_the_list_that_names_the_comment(
    site: SmallSite,
) -> None:
    write(site, list(range(10, 35)))
    site.write("urls.lock", "t/hn/30/\n")  # once a thread of its own
    site.build()
    moved = LexborHTMLParser(site.page("t/hn/30/index.html")).css_first("main a")
    assert moved.attributes["href"] == "../1/comments-3/index.html#c-30"


def test_pages_after_the_first_say_without_a_script_where_else_to_look(site: SmallSite) -> None:
    write(site, list(range(10, 35)))
    site.build()
    told = re.search("<noscript>(.*?)</noscript>", site.page(f"{FOLDER}/page-2/index.html"))
    assert told
    link = LexborHTMLParser(told[1]).css_first("a")
    assert link.attributes["href"] == "../index.html#elsewhere"
    assert "<noscript" not in site.page(f"{FOLDER}/index.html")


def test_what_all_pages_of_a_thread_say_is_worked_out_once(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time for a thread would grow with the square of its length."""
    seen: list[str] = []

    def community_of(root: Any, posts: Any) -> None:
        seen.append(root.id)

    monkeypatch.setattr(parts, "community_of", community_of)
    site.config("[build]\nthread_comments = 4\ntwins = []\n")
    write(site, list(range(10, 60)))
    site.build()
    assert f"{FOLDER}/page-10/index.html" in site.files()
    assert sorted(seen) == ["hn:1", "hn:900"]
