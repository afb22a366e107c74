"""Links past replies: all where there is room for them, else those that lead further."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from small_site import SmallSite, node


def talk(numbers: Iterator[int], depth: int) -> dict[str, Any]:
    """A comment whose first reply goes on `depth` levels, each with a short one beside it."""
    number = next(numbers)
    if not depth:
        return node(number)
    return node(number, talk(numbers, depth - 1), node(next(numbers)))


def comments(site: SmallSite, path: str = "t/hn/1/index.html") -> list[LexborNode]:
    return LexborHTMLParser(site.page(path)).css("ol.comments li[id]")


def ways(site: SmallSite, name: str) -> dict[int, int]:
    """From where a link of that name leads to where, by the numbers of the comments."""
    there = {}
    for comment in comments(site):
        for child in comment.iter():
            if child.tag == "a" and child.text() == name:
                there[number_of(comment.attributes["id"])] = number_of(child.attributes["href"])
    return there


def number_of(address: str | None) -> int:
    return int((address or "").rpartition("c-")[2])


def weight(site: SmallSite) -> float:
    """Elements a comment, those of the texts not counted."""
    tree = LexborHTMLParser(site.page("t/hn/1/index.html"))
    elements = len(tree.css("ol.comments *")) - len(tree.css("[itemprop=text] *"))
    return elements / len(comments(site))


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config("[build]\nthread_comments = 0\n")
    return site


def test_a_short_thread_has_every_link_that_leads_out_of_sight(site: SmallSite) -> None:
    site.dump("a.json", node(1, talk(count(10), 6), node(90), title="Short"))
    site.build()
    assert ways(site, "root") == {13: 10, 16: 10, 17: 10, 20: 10}
    assert ways(site, "next") == {10: 90, 11: 22, 12: 21, 13: 20, 14: 19}
    assert ways(site, "prev") == {there: here for here, there in ways(site, "next").items()}


def test_a_busy_thread_keeps_the_links_that_lead_furthest(site: SmallSite) -> None:
    numbers = iter(range(10, 210))
    site.dump(
        "a.json", node(1, *(talk(numbers, 12) for _ in range(8)), title="Busy", author="asker")
    )
    site.build()
    shown = comments(site)
    assert len(shown) == 200
    assert weight(site) <= 9
    after, up = ways(site, "next"), ways(site, "root")
    assert all(after[number] == number + 25 for number in range(10, 185, 25))
    assert ways(site, "prev") == {there: here for here, there in after.items()}
    assert 13 not in up  # a way of three steps
    assert up
    assert all(10 + (number - 10) // 25 * 25 == root for number, root in up.items())


def test_what_a_page_has_room_for_is_told_by_its_own_comments(site: SmallSite) -> None:
    """A busy page takes no link from a page of the same thread that has room."""
    site.config("[build]\nthread_comments = 100\n")
    numbers = count(10)
    busy = [talk(numbers, 12) for _ in range(4)]
    calm = [node(next(numbers), *(node(next(numbers)) for _ in range(4))) for _ in range(20)]
    site.dump("a.json", node(1, *busy, *calm, title="Both"))
    site.build()
    assert 13 not in ways(site, "root")
    second = comments(site, "t/hn/1/page-2/index.html")
    assert len(second) == 100
    page = site.page("t/hn/1/page-2/index.html")
    assert page.count(">next<") == 19
    assert page.count(">prev<") == 20  # one of them leads to the page before
    assert page.count(">root<") == 0
