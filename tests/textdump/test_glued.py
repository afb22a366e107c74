"""Names and ages that run together are parted where there is one way to do it."""

import pytest
from copies import read

TOP = """Hacker Newsnew | past | comments | ask | show | jobs | submit
Who turned off the fountain?
57 points by ann{opened} | hide | past | favorite | {count} comments
"""


def authors(*heads: str) -> list[str | None]:
    """Of comments with these heads, each with its links below it, and with words that follow."""
    body = "".join(f"{head}\n| parent | next[–]\nWords below {head}.\nreply\n" for head in heads)
    reading = read(TOP.format(opened="5 days ago", count=len(heads)) + body, "hn")
    assert reading.opening.author == "ann"
    assert len(reading.comments) == len(heads)
    return [part.author for part in reading.comments]


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("bo3 hours ago", "bo"),
        ("bo21 hours ago", "bo"),
        ("bo2511 day ago", "bo251"),
        ("bo_y-31 minute ago", "bo_y-3"),
        ("bo99 hours ago", "bo9"),
        ("bo203 hours ago", "bo20"),
        ("boon Jan 27, 2021", "bo"),
        ("simonon Jan 27, 2021", "simon"),
        ("bo23 hours ago", None),
        ("bo592 days ago", None),
    ],
)
def test_one_way_to_part_them_is_taken(head: str, who: str | None) -> None:
    assert authors(head, "cy1 day ago") == [who, "cy"]


def test_of_a_name_that_is_not_known_the_age_is_not_told_either() -> None:
    reading = read(
        TOP.format(opened="1 day ago", count=2) + "bo23 hours ago\nIt froze.\ncy1 hour ago\nNo.\n",
        "hn",
    )
    assert [(part.author, part.age) for part in reading.comments] == [
        (None, ""),
        ("cy", "1 hour ago"),
    ]
    assert [part.state for part in reading.comments] == ["visible", "visible"]


def test_what_nearly_all_heads_end_in_is_their_age() -> None:
    """What is longer than that in one of them may be of its age or of its name."""
    names = ("ann", "bo", "cy", "dee", "ed", "fay7")
    assert authors(*(f"{name}920 days ago" for name in names)) == [
        "ann",
        "bo",
        "cy",
        "dee",
        "ed",
        None,
    ]


def test_a_name_that_stands_apart_keeps_its_digits() -> None:
    text = (
        TOP.format(opened=" 5 hours ago", count=2)
        + "bo23 3 hours ago\nNo.\ncy4 2 hours ago\nYes.\n"
    )
    assert [part.author for part in read(text, "hn").comments] == ["bo23", "cy4"]


def test_an_age_on_a_line_of_its_own_is_no_name() -> None:
    top = TOP.format(opened=" 520 days ago", count=2)
    lines = f"{top}bo\n519 days ago\nNo.\ncy\n518 days ago\nYes.\n"
    assert [part.author for part in read(lines, "hn").comments] == ["bo", "cy"]
