"""Tildes, and what the word "Parent" tells there and on Slashdot."""

import pytest
from copies import read
from test_cards import said

from sitegen import textdump

POSTS = [("bo", "", "The pump froze."), ("cy_2", "Parent", "It did not."), ("dee", "", "Herons.")]
TOP = "Who turned off the fountain? - ~ponds - Tildes\n\nWho turned off the fountain?\n"


@pytest.mark.parametrize(
    "head",
    [
        "−{who}\n4 hours ago\nLink {parent}",
        "−\n{who}\n4 hours ago\n(edited 3 hours ago)\nLink\n{parent}\n3 votes",
        "{who} (OP) January 3, 2023 (edited 3 hours ago) Link {parent}",
        "1. −[{who}](/user/{who})\n\n   4 hours ago\n\n   [Link](#c1) {parent}\n",
    ],
)
def test_a_topic_with_comments(head: str) -> None:
    text = "".join(
        f"{head.format(who=who, parent=parent).strip()}\n\n{said}\n\n3 votes\n\n"
        for who, parent, said in POSTS
    )
    reading = read(f"{TOP}\nIt stood still.\n\n3 comments\n\n{text}", "web")
    assert said(reading) == [(None, "It stood still."), *((who, text) for who, _, text in POSTS)]
    assert [part.direct for part in reading.comments] == [True, False, True]
    assert [part.parent for part in reading.comments] == [0, 1, 0]
    assert reading.sheet.title == "Who turned off the fountain?"


def test_columns_that_contradict_the_links_are_no_levels() -> None:
    insets = [("bo", 0, "Parent"), ("cy", 3, ""), ("dee", 6, "")]
    text = "".join(
        f"{' ' * inset}−{who}\n{' ' * inset}4 hours ago\n{' ' * inset}Link {parent}\nIce.\n"
        for who, inset, parent in insets
    )
    reading = read(f"{TOP}3 comments\n{text}", "web")
    assert {part.answers.rule for part in reading.comments} <= {"weighed", ""}


def test_without_an_answer_it_is_no_such_page() -> None:
    text = "".join(f"{who}\n4 hours ago\nLink\n{said}\n" for who, _, said in POSTS)
    assert textdump.site_of(textdump.split_lines(text)) is None


def test_comments_of_slashdot_without_parent_answer_the_story() -> None:
    text = "".join(
        f"Re:Ice (Score:2)\nby {who} (12) on Tuesday January 03, 2023 @10:2{n}AM (#6{n})\n"
        f"{said}\nReply to This\n{parent}\n"
        for n, (who, parent, said) in enumerate(POSTS)
    )
    reading = read(f"The fountain\nIt stood still.\nComments\n{text}", "web")
    recorded = [part.answers.tier == "recorded" for part in reading.comments]
    assert recorded == [True, False, True]
    assert [part.parent for part in reading.comments] == [0, None, 0]


def test_a_topic_whose_count_is_cut_off_opens_with_no_comment() -> None:
    text = "".join(f"{who}\n4 hours ago\nLink {parent}\n{said}\n" for who, parent, said in POSTS)
    reading = read(TOP + text, "web")
    assert [part.author for part in reading.comments] == ["bo", "cy_2", "dee"]
    assert reading.opening.author is None
