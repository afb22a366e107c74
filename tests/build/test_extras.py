"""A thread in other orders and other forms: JSON, Markdown, a feed."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, item, node

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A thread of ten comments: 2 (3 (4) 5), 6 and so on, each with a score of its own."""
    site = SmallSite(tmp_path / "site")
    site.config('[site]\nurl = "https://example.org/"\n')
    site.dump("a.json", node(
        1,
        node(
            2, node(3, node(4, at=1_800_000_000, points=9), points=1), node(5, points=7), points=2
        ),
        *(node(number, points=20 - number) for number in range(6, 12)),
        title="The <one>", text="Opening <b>words</b>.", url="https://example.com/x",
    ), node(20, node(21), title="Two"))  # fmt: skip
    return site


def order(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"<li id=c-(\d+)", page)]


def test_a_small_site_has_its_threads_in_other_orders_and_forms(site: SmallSite) -> None:
    report = site.build()
    assert report.failures == ()
    assert report.sums_agree
    folder = {path.removeprefix("t/hn/1/") for path in site.files() if path.startswith("t/hn/1/")}
    assert folder == {"index.html", "newest/index.html", "best/index.html", "flat/index.html",
                      "index.json", "index.md", "feed.xml"}  # fmt: skip
    small = {path.removeprefix("t/hn/20/") for path in site.files() if path.startswith("t/hn/20/")}
    assert small == {"index.html"}
    assert list(faults(site.output)) == []


def test_what_is_not_asked_for_is_not_made(site: SmallSite) -> None:
    site.config('[build]\norders = []\ntwins = ["json"]\n')
    site.build()
    folder = {path for path in site.files() if path.startswith("t/")}
    assert folder == {f"t/hn/{n}/{name}" for n in (1, 20) for name in ("index.html", "index.json")}
    assert "flat/" not in site.page("t/hn/1/index.html")


def test_orders_are_what_they_say_and_name_the_thread_as_their_original(site: SmallSite) -> None:
    site.build()
    pages = {name: site.page(f"t/hn/1/{name}/index.html") for name in ("newest", "best", "flat")}
    assert order(pages["newest"]) == [11, 10, 9, 8, 7, 6, 2, 5, 3, 4]
    assert order(pages["flat"]) == [4, 11, 10, 9, 8, 7, 6, 5, 3, 2]
    assert order(pages["best"]) == [6, 7, 8, 9, 10, 11, 2, 5, 3, 4]
    for page in pages.values():
        canonical = LexborHTMLParser(page).css_first("link[rel=canonical]")
        assert canonical.attributes["href"] == "https://example.org/t/hn/1/"
    assert "<q>Text of post 3.</q>" in pages["flat"]
    assert "<details" not in pages["flat"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [("word " * 100, "<q>"), ("مرحبا " * 100, "<q dir=auto>"), ("e\u0301t\u00e9", "<q dir=auto>")],
)
def test_quotes_that_may_turn_find_their_direction_and_no_others(
    tmp_path: Path, text: str, tag: str
) -> None:
    site = SmallSite(tmp_path)
    site.config('[build]\norders = ["flat"]\n')
    answers = [node(number) for number in range(3, 14)]
    site.dump("a.json", node(1, node(2, *answers, text=text), title="One"))
    site.build()
    assert site.page("t/hn/1/flat/index.html").count(tag) == 11


def test_there_is_no_best_without_scores_and_no_newest_without_times(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, *(node(n) for n in range(2, 14)), title="One"),
              node(50, *(node(n, at=None) for n in range(60, 72)), title="Two"))  # fmt: skip
    site.build()
    names = {path.split("/")[3] for path in site.files() if re.match("t/hn/1/.*/", path)}
    assert names == {"newest", "flat"}
    assert not [path for path in site.files() if re.match("t/hn/50/.*/", path)]


def test_the_oldest_first_is_a_page_where_the_site_had_another_order(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    kids = [9, 3, 2, 4, 5, 6, 7, 8, 10, 11]
    comments = [item(number, 1) for number in range(2, 12)]
    site.items("a.ndjson", item(1, title="One", kids=kids), *comments)
    site.build()
    assert order(site.page("t/hn/1/index.html")) == kids
    assert order(site.page("t/hn/1/oldest/index.html")) == list(range(2, 12))
    assert not (site.output / "t/hn/1/dumped").exists()
    site.config('[build]\norder = "oldest"\n')
    site.build()
    assert order(site.page("t/hn/1/index.html")) == list(range(2, 12))
    assert order(site.page("t/hn/1/dumped/index.html")) == kids
    assert not (site.output / "t/hn/1/oldest").exists()
    assert list(faults(site.output)) == []


def test_the_twins_tell_all_of_the_thread(site: SmallSite) -> None:
    site.build()
    told = json.loads(site.page("t/hn/1/index.json"))
    assert (told["title"], told["link"]) == ("The <one>", "https://example.com/x")
    assert told["url"] == "https://example.org/t/hn/1/"
    assert [(c["id"], c["parent"], c["depth"]) for c in told["comments"]][:4] == [
        ("hn:2", "hn:1", 0), ("hn:3", "hn:2", 1), ("hn:4", "hn:3", 2), ("hn:5", "hn:2", 1)
    ]  # fmt: skip
    assert told["comments"][0]["text"] == "Text of post 2."
    text = site.page("t/hn/1/index.md")
    assert text.startswith("# The <one>\n")
    assert "<https://example.com/x>" in text
    assert "Opening words." in text
    places = re.findall(r"^### (\S+) user(\d)", text, re.M)
    assert places[:5] == [("1", "2"), ("1.1", "3"), ("1.1.1", "4"), ("1.2", "5"), ("2", "6")]
    assert "in reply to user3" in text


def test_a_thread_has_a_feed_of_its_newest_comments(site: SmallSite) -> None:
    site.build()
    feed = ElementTree.fromstring(site.page("t/hn/1/feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 10
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == "https://example.org/t/hn/1/#c-4"
    assert entries[0].findtext(f"{ATOM}title") == "user4 on The <one>"
    links = LexborHTMLParser(site.page("t/hn/1/index.html")).css("link[rel=alternate]")
    named = {link.attributes["href"]: link.attributes["type"] for link in links}
    assert named["index.json"] == "application/json"
    assert named["index.md"] == "text/markdown"
    assert named["feed.xml"] == "application/atom+xml"
