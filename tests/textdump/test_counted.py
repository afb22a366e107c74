"""The old Reddit says how many comments stand below each, which tells the tree."""

import pytest
from copies import read

from sitegen.textdump.reading import Reading

TOP = "Who turned off the fountain? (self.ponds)\nsubmitted 5 hours ago by ann\n{count}"


def comment(who: str, below: int, *, parent: bool, more: str = "") -> str:
    row = f"permalinkembedsave{'parent' if parent else ''}reportreply"
    children = "child" if below == 1 else "children"
    return f"[–]{who} 3 points 2 hours ago ({below} {children})\nThe pump froze.\n{row}\n{more}"


def parents(reading: Reading) -> list[int | None]:
    return [part.parent if part.answers.tier == "recorded" else None for part in reading.comments]


def page(*comments: str) -> Reading:
    return read(TOP.format(count="") + "".join(comments), "reddit")


def test_counts_of_all_that_stands_below_are_the_tree() -> None:
    reading = page(
        comment("bo", 3, parent=False),
        comment("cy", 1, parent=True),
        comment("dee", 0, parent=True),
        comment("ed", 0, parent=True),
        comment("fay", 1, parent=False),
        comment("gus", 0, parent=True),
    )
    assert parents(reading) == [0, 1, 2, 1, 0, 5]
    assert {part.answers.rule for part in reading.comments} == {"count of children"}


def test_a_branch_with_hidden_comments_tells_nothing_but_the_others_do() -> None:
    reading = page(
        comment("bo", 3, parent=False),
        comment("cy", 0, parent=True),
        comment("dee", 0, parent=True),
        comment("ed", 1, parent=False),
        comment("fay", 0, parent=True),
    )
    assert parents(reading) == [None, None, None, 0, 4]


@pytest.mark.parametrize(
    ("below", "more", "found"),
    [
        (4, "load more comments (2 replies)\n", [0, 1, 2, 0, 4]),
        (4, "continue this thread\n", [None, None, None, 0, 4]),
        (3, "load more comments (2 replies)\n", [None, None, None, 0, 4]),
    ],
)
def test_what_the_page_leaves_out_counts(below: int, more: str, found: list[int | None]) -> None:
    reading = page(
        comment("bo", below, parent=False),
        comment("cy", 1, parent=True),
        comment("dee", 0, parent=True, more=more),
        comment("ed", 1, parent=False),
        comment("fay", 0, parent=True),
    )
    assert parents(reading) == found


@pytest.mark.parametrize(("count", "found"), [("4 comments", [0, 1, 0, 3]), ("5 comments", None)])
def test_without_rows_the_counts_must_hold_for_all(count: str, found: list[int] | None) -> None:
    heads = [("bo", 1), ("cy", 0), ("dee", 1), ("ed", 0)]
    text = "".join(f"[–]{who} 3 points 2 hours ago ({n} children)\nIce.\n" for who, n in heads)
    reading = read(f"{TOP.format(count='It is dry.')}\n{count}\n{text}", "reddit")
    assert parents(reading) == (found or [None, None, None, None])


def test_two_scores_are_none() -> None:
    text = "[–]bo 3 points4 points  (0 children)\nIt froze.\n[–]cy 3 points  (0 children)\nNo.\n"
    assert [part.score for part in read(text, "reddit").comments] == [None, 3]
