"""Threads about the same page of the web name each other, whatever site they are from."""

from pathlib import Path

import pytest
from html_checks import faults
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite, node

from sitegen.model import link_key


def others(site: SmallSite, number: int) -> list[tuple[str | None, str]]:
    tree = LexborHTMLParser(site.page(f"t/hn/{number}/index.html"))
    said = [p for p in tree.css("p.meta") if "discussed here too" in p.text()]
    return [(a.attributes["href"], a.text()) for p in said for a in p.css("a")]


def test_threads_about_one_page_name_each_other(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.dump("a.json", node(1, node(2), title="One", url="https://www.example.com/a/"),
              node(3, title="Other", url="https://example.com/b"),
              node(4, title="None"))  # fmt: skip
    site.dump("b.json", node(5, node(6), node(7), title="Two", url="http://example.com/a#top"))
    site.build()
    assert others(site, 1) == [("../5/index.html", "Hacker News, 2 comments")]
    assert others(site, 5) == [("../1/index.html", "Hacker News, 1 comment")]
    assert others(site, 3) == others(site, 4) == []
    assert list(faults(site.output)) == []
    site.remove("content/b.json")
    site.build()
    assert others(site, 1) == []


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://www.Example.com/a/", "example.com/a"),
        ("http://example.com:8080/a?b=1#c", "example.com/a?b=1"),
        ("https://example.com", "example.com"),
        ("https://[broken", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_links_to_one_page_have_one_key(link: str | None, key: str | None) -> None:
    assert link_key(link) == key
