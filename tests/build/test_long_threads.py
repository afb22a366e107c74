"""Threads of several pages: each comment on one of them, and every link to a comment good."""

import re
from pathlib import Path

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.model import Thread
from sitegen.pages import parts


def threads(site: SmallSite) -> dict[str, str]:
    return {path: site.page(path) for path in sorted(site.files()) if path.startswith("t/hn/1/")}


def standing(page: str) -> list[str]:
    return re.findall(r"<li id=c-(\d+)", page)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A thread of four top-level comments, the third with a long chain below it."""
    site = SmallSite(tmp_path / "site")
    chain = node(39)
    for number in range(38, 29, -1):
        chain = node(number, chain)
    site.config('[site]\nurl = "https://example.org/"\n[build]\nthread_comments = 4\ntwins = []\n')
    site.dump("a.json", node(1, node(10, node(11)), node(20), chain, node(40), title="Long"))
    return site


def test_pages_go_on_from_one_another(site: SmallSite) -> None:
    site.build()
    pages = threads(site)
    assert {path: standing(page) for path, page in pages.items()} == {
        "t/hn/1/index.html": ["10", "11", "20"],
        "t/hn/1/page-2/index.html": ["30", "31"],
        "t/hn/1/page-3/index.html": ["32", "33"],
        "t/hn/1/page-4/index.html": ["34", "35"],
        "t/hn/1/page-5/index.html": ["36", "37", "38", "39"],
        "t/hn/1/page-6/index.html": ["40"],
    }
    assert list(faults(site.output)) == []


def test_a_page_that_begins_inside_a_thread_says_what_it_answers(site: SmallSite) -> None:
    site.build()
    page = list(threads(site).values())[4]
    above = page.partition("class=above")[2].partition("</section>")[0]
    assert re.findall(r"Text of post (\d+)", above) == ["30", "33", "34", "35"]
    assert "and 2 replies below it" in above
    assert "in reply to user0" in page  # post 36 answers 35


def test_a_page_ends_with_the_way_to_the_replies_of_its_last_comment(site: SmallSite) -> None:
    site.build()
    page = list(threads(site).values())[1]
    assert "8 replies on the next page" in page


def test_the_whole_thread_is_counted_on_each_page_and_each_post_once(site: SmallSite) -> None:
    report = site.build()
    assert report.sums_agree
    assert report.on_pages == report.posts == 15
    assert all("14 comments" in page for page in threads(site).values())


def test_each_page_is_canonical_and_all_have_titles_of_their_own(site: SmallSite) -> None:
    site.build()
    pages = threads(site)
    for path, page in pages.items():
        url = f"https://example.org/{path.removesuffix('index.html')}"
        canonical = LexborHTMLParser(page).css_first("link[rel=canonical]")
        assert canonical.attributes["href"] == url
    titles = [re.search("<title>(.*?)</title>", page)[1] for page in pages.values()]
    assert len(set(titles)) == len(titles)


@pytest.fixture
def large(tmp_path: Path) -> SmallSite:
    """Pages of fifty: 100 answers 2, with forty replies; 200 has 69, forty of them below 210."""
    site = SmallSite(tmp_path / "site")
    site.config('[site]\nurl = "https://example.org/"\n[build]\nthread_comments = 50\n')
    hundred = node(100, *map(node, range(101, 141)))
    inner = [
        node(n, *([node(m) for m in range(300, 340)] if n == 210 else [])) for n in range(201, 230)
    ]
    site.dump("a.json", node(1, node(2, hundred), node(200, *inner), node(3), title="Large"))
    return site


def test_large_discussions_have_a_page_with_what_they_answer(large: SmallSite) -> None:
    report = large.build()
    assert (report.failures, report.sums_agree) == ((), True)
    apart = {path: page for path, page in threads(large).items() if "/c-" in path}
    assert {path: len(standing(page)) for path, page in apart.items()} == {
        "t/hn/1/c-2/index.html": 42,
        "t/hn/1/c-210/index.html": 41,
    }
    page = LexborHTMLParser(apart["t/hn/1/c-210/index.html"])
    above = [li.text(deep=True).strip() for li in page.css(".above li")]
    assert above == ["user4 Text of post 200."]
    assert page.css_first("#c-210 > h3, #c-210 > a > h3").text() == "user0"
    parent = [
        a.attributes["href"] for a in page.css("#c-210 > a") if a.text().startswith("in reply")
    ]
    assert parent[0].endswith("index.html#c-200")
    assert "41 on this page" in page.css_first("#comments").text()
    canonical = page.css_first("link[rel=canonical]").attributes["href"]
    assert canonical.startswith("https://example.org/t/hn/1/page-")
    assert "c-210" in standing_ids(large, canonical)
    assert "c-210/" not in large.page("sitemap.xml")
    assert list(faults(large.output)) == []


def standing_ids(site: SmallSite, url: str) -> set[str]:
    page = site.page(f"{url.removeprefix('https://example.org/')}index.html")
    return {str(li.attributes["id"]) for li in LexborHTMLParser(page).css("li[id]")}


def test_comments_say_that_they_have_a_page_of_their_own(large: SmallSite) -> None:
    large.build()
    links = {
        a.attributes["href"]
        for page in threads(large).values()
        for a in LexborHTMLParser(page).css("li > a")
        if a.text() == "on a page of its own"
    }
    assert {str(href).replace("../", "") for href in links} == {
        "c-2/index.html", "c-210/index.html",
    }  # fmt: skip
    large.config("[build]\nthread_comments = 50\nsubthreads = false\n")
    large.build()
    assert not [path for path in large.files() if "/c-" in path]


def test_a_chain_deeper_than_a_page_has_a_page_for_its_end(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    chain = node(200)
    for number in range(199, 1, -1):
        chain = node(number, chain)
    site.config("[build]\nthread_comments = 50\n")
    site.dump("a.json", node(1, chain, title="Deep"))
    site.build()
    (path,) = (path for path in site.files() if "/c-" in path)
    assert path == "t/hn/1/c-151/index.html"
    assert standing(site.page(path)) == [str(number) for number in range(151, 201)]
    above = site.page(path).partition("class=above")[2].partition("</section>")[0]
    assert re.findall(r"Text of post (\d+)", above) == ["2", "148", "149", "150"]


def test_a_long_thread_is_read_to_be_cut_only_when_it_or_the_cutting_changes(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    divided: list[int] = []
    division = parts.division

    def counted(of: str, thread: Thread, most: int, kilobytes: int) -> parts.Division:
        divided.append(len(thread.comments))
        return division(of, thread, most, kilobytes)

    monkeypatch.setattr(parts, "division", counted)
    site.build()
    assert divided.pop() == 14
    site.dump("b.json", node(3, node(4), title="Another"))
    site.build()
    assert divided == []
    site.dump("a.json", node(1, *(node(number) for number in range(10, 22)), title="Long"))
    site.build()
    assert divided.pop() == 12
    assert len(threads(site)) == 3
    site.config('[site]\nurl = "https://example.org/"\n[build]\nthread_comments = 5\ntwins = []\n')
    site.build()
    assert divided.pop() == 12
    assert site.files() == site.clean_build(site.folder.parent / "clean").files()
