"""Lists of threads by the host that they link to."""

from pathlib import Path

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

LINKS = (
    "https://www.example.com/a",
    "http://example.com/b?c=d",
    "https://example.com",
    "https://example.com?q=1",
    "https://example.com-pany.org/a",
    "https://example.com.evil.test/",
    "https://alone.test/x",
)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config('[site]\nurl = "https://example.org/"\n')
    for number, link in enumerate(LINKS, 1):
        thread = node(number * 10, node(number * 10 + 1), title=f"Thread {number}", url=link)
        site.dump(f"{number}.json", thread)
    return site


def test_threads_that_link_to_one_host_have_a_list(site: SmallSite) -> None:
    report = site.build()
    assert (report.failures, report.sums_agree) == ((), True)
    assert [p for p in site.files() if p.startswith("d/")] == [
        "d/example.com/index.html",
        "d/index.html",
    ]
    tree = LexborHTMLParser(site.page("d/example.com/index.html"))
    titles = [h2.text() for h2 in tree.css(".rows h2")]
    assert titles == ["Thread 4", "Thread 3", "Thread 2", "Thread 1"]
    assert tree.css_first("h1").text() == "example.com"
    assert tree.css_first(".meta").text().startswith("4 threads, 4 comments")
    groups = LexborHTMLParser(site.page("d/index.html")).css_first(".groups").text(deep=True)
    assert groups.split() == ["example.com", "4", "threads"]
    assert "https://example.org/d/example.com/" in site.page("sitemap.xml")
    assert list(faults(site.output)) == []


def test_a_thread_leads_to_the_list_of_its_host_where_there_is_one(site: SmallSite) -> None:
    site.build()
    host = LexborHTMLParser(site.page("t/hn/10/index.html")).css_first("h1 small a")
    assert host.attributes["href"] == "../../../d/example.com/index.html"
    assert LexborHTMLParser(site.page("t/hn/70/index.html")).css_first("h1 small a") is None
    assert LexborHTMLParser(site.page("index.html")).css("a[href='d/index.html']")


def test_a_second_thread_brings_the_list_and_takes_it_away(site: SmallSite) -> None:
    site.build()
    site.dump("8.json", node(80, title="Eight", url="https://alone.test/y"))
    site.build()
    assert (site.output / "d/alone.test/index.html").is_file()
    assert "d/alone.test" in site.page("t/hn/70/index.html")
    assert site.files() == site.clean_build(site.folder.parent / "with").files()
    site.remove("content/8.json")
    site.build()
    assert not (site.output / "d/alone.test").exists()
    assert site.files() == site.clean_build(site.folder.parent / "without").files()


@pytest.mark.parametrize("asked", ["true", "false"])
def test_they_can_be_asked_for(site: SmallSite, asked: str) -> None:
    site.config(f"[build]\ndomains = {asked}\n")
    site.build()
    assert (site.output / "d").exists() == (asked == "true")


def test_an_older_page_says_which_it_is_and_counts_what_it_shows(site: SmallSite) -> None:
    site.config('[site]\nurl = "https://example.org/"\n[build]\nper_page = 5\n')
    for number in range(8, 13):
        comments = (node(number * 10 + 1), node(number * 10 + 2))
        site.dump(f"{number}.json", node(number * 10, *comments, title=f"Thread {number}"))
    site.build()
    older = site.page("page-1/index.html")
    told = [
        (tree.css_first("h1").text(), tree.css_first(".meta").text().split(" · ")[0])
        for tree in map(LexborHTMLParser, (site.page("index.html"), older))
    ]
    assert told == [
        ("Thread archive", "12 threads, 17 comments"),
        ("Thread archive, page 1", "5 threads, 5 comments on this page"),
    ]
    site.dump("13.json", node(130, title="Thread 13"))
    site.build()
    assert site.page("page-1/index.html") == older
