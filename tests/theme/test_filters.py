"""The filters, with literals in and out."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.theme import Theme, cases
from sitegen.theme.filters import chunks, count, hue, initials, number, web, xml


def test_numbers_are_grouped_and_have_a_true_minus() -> None:
    assert [number(0), number(2619), number(-1234567)] == ["0", "2,619", "−1,234,567"]


def test_one_thing_is_said_otherwise_than_many() -> None:
    assert count(1, "comment") == "1 comment"
    assert count(2619, "comment") == "2,619 comments"
    assert count(0, "reply", "replies") == "0 replies"
    assert count(-1, "point") == "−1 points"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x0bc\x1f", "abc"),
        ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
        ("\ufffe\uffff\ud800", ""),
        ("é 漢 😀 \ue000 \ufffd", "é 漢 😀 \ue000 \ufffd"),
    ],
)
def test_xml_holds_no_character_that_xml_forbids(given: str, kept: str) -> None:
    assert xml(given) == kept


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("https://example.org/a b\"<>|[x]{y}^`\\z", "https://example.org/a%20b%22%3C%3E%7C%5Bx%5D%7By%7D%5E%60%5Cz"),
        ("https://[::1]:8080/a[0]", "https://[::1]:8080/a%5B0%5D"),
        ("https://example.org/100%25", "https://example.org/100%25"),
        ("https://example.org/é", "https://example.org/é"),
        ("javascript:alert(1)", ""),
        (" https://example.org", ""),
        ("java\nscript:alert(1)//https://", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_what_leads_to_the_web_is_a_link(address: str, link: str) -> None:
    assert web(address) == link


def _trees() -> st.SearchStrategy[list[int]]:
    """Depths of comments in reading order: no reply is more than one level below the last."""
    steps = st.lists(st.integers(0, 6), max_size=60)

    def walk(steps: Sequence[int]) -> list[int]:
        depths: list[int] = []
        for step in steps:
            depths.append(min(step, depths[-1] + 1) if depths else 0)
        return depths

    return steps.map(walk)


@given(_trees(), st.integers(1, 5), st.integers(1, 24), st.integers(0, 4000))
def test_chunks_never_lie_in_one_another(
    depths: list[int], nesting: int, most: int, length: int
) -> None:
    views = cases.comments([(depth, {"length": length}) for depth in depths], nesting)
    sizes = list(chunks(views, most))
    assert len(sizes) == len(views)
    before = cases.comments([(0, {"length": 9000})], nesting)  # no page that is laid out at once
    end = 0
    for index, (view, size) in enumerate(zip(views, sizes, strict=True)):
        assert 0 <= size <= most
        if size:
            assert index >= end, "a chunk begins inside another"
            end = index + 1 + (view.descendants if view.opens else 0)
        elif index >= end and not view.opens:
            *_, alone = chunks([*before, view], most)
            assert not any(sizes) or not alone, "a comment in no chunk that would have been one"


def test_chunks_are_low_where_a_page_is_seen_first() -> None:
    """All of such a chunk is laid out before anything is shown."""
    branch = [0, 1, *[2] * 9]
    sizes = list(chunks(cases.comments([(depth, {"length": 400}) for depth in branch * 9], 9), 96))
    first, *others = (sizes[at : at + len(branch)] for at in range(0, len(sizes), len(branch)))
    assert first[:2] == [0, 0], "eleven comments before anything is shown"
    assert all(0 < size <= 8 for size in first[2:])
    assert others[-1] == [24, *[0] * 10]
    tall = cases.comments([(0, {"length": 9000})], 9)
    assert list(chunks(tall, 96)) == [48], "one comment is laid out whole in any case"


def test_a_page_of_a_few_comments_is_laid_out_at_once() -> None:
    def sizes(count: int) -> list[int]:
        return list(chunks(cases.comments([(0, {"length": 400})] * count, 9), 96))

    assert sizes(14) == [0] * 14
    assert sizes(15) == [3] * 15


def test_a_limit_of_nothing_makes_no_chunks(default: Theme) -> None:
    assert set(chunks(cases.conversation(default).comments, 0)) == {0}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("ada lovelace byron", "AL"), ("j_ostrander", "JO"), ("王小明", "王"), ("<>", "?"), ("", "?")],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_hue_is_the_same_for_the_same_name_always() -> None:
    assert [hue(name, 12) for name in ("ada", "marit", "wren", "\ud800")] == [0, 6, 2, 0]
    assert {hue(f"name {number}", 12) for number in range(200)} == set(range(12))
