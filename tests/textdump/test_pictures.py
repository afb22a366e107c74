"""Pictures of people, as programs write them before names: no name has them in it."""

import pytest
from copies import read
from test_cards import said

from sitegen import textdump

PEOPLE = ("ann_w", "bo-brook", "cyd")
REDDIT = (
    "r/ponds•10h ago\nmossy\nWho turned off the fountain?\nIt was on.\nUpvote12Downvote8Share\n"
)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("u/{0} avatar{0}", "Upvote2DownvoteReplyAwardShare"),
        ("u/{0} avatar {0}", "Upvote2 (BUTTON) Downvote (BUTTON) Reply (BUTTON) Award Share"),
        ("[u/{0} avatar]{0}", "Upvote 2 Downvote Reply Award Share"),
        ("![u/{0} avatar](a.png){0}", "Upvote2DownvoteReplyAwardShare"),
        ("    {0}", "Upvote 2 Downvote Reply Award Share"),
    ],
)
def test_of_the_new_reddit(name: str, row: str) -> None:
    heads = (f"{name.format(who)}\n•9h ago\n\n{who} saw it.\n\n{row}\n" for who in PEOPLE)
    text = REDDIT + "Sort by: Best\n" + "".join(heads)
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == "reddit"
    reading = read(text, "reddit")
    assert said(reading)[1:] == [(who, f"{who} saw it.") for who in PEOPLE]


@pytest.mark.parametrize("picture", ["{} avatar ", "[{} avatar] ", "![{} avatar](/a/b.png) "])
def test_of_lobsters(picture: str) -> None:
    text = (
        f"1. 12\nWho turned off the fountain?\n{picture.format('dee')}authored by dee 10 hours ago"
        " | 3 comments\n\nIt was on.\n\n"
    )
    for number, who in enumerate(PEOPLE, 1):
        text += f"{number}. 4\n\n{picture.format(who)}{who} 9 hours ago | link\n\n{who} saw it.\n\n"
    reading = read(text, "lobsters")
    assert reading.opening.author == "dee"
    assert said(reading) == [("dee", "It was on.")] + [(who, f"{who} saw it.") for who in PEOPLE]


def test_without_words() -> None:
    text = "3 thoughts on “Ponds”\n" + "".join(
        f"-   []{who} says:\n\n    November 10, 2023 at 1:02 pm\n\n    {who} saw it.\n\n"
        "    Reply\n\n"
        for who in PEOPLE
    )
    reading = read(text, "web")
    assert [who for who, _ in said(reading)[1:]] == [*PEOPLE]


def test_before_a_name_of_cards() -> None:
    text = "Ponds\nComments\n" + "".join(
        f"u/{who} avatar {who}\n3d\n{who} saw it.\nReply\n" for who in PEOPLE
    )
    assert [who for who, _ in said(read(text, "web"))[1:]] == [*PEOPLE]


def test_heads_of_lemmy_on_one_line() -> None:
    text = "Ponds\n\nmossy@ponds.example to ponds@ponds.exampleEnglish • 10 hours ago\n\n"
    text += "It was on.\n\n" + "".join(
        f"* [{who}@ponds.example](/u/{who})English2•9 hours ago\n\n  {who} saw it.\n\n"
        for who in PEOPLE
    )
    reading = read(text, "lemmy")
    assert [who for who, _ in said(reading)[1:]] == [f"{who}@ponds.example" for who in PEOPLE]


def test_a_table_of_which_a_row_is_many_lines_is_no_page() -> None:
    rule = "+" + "-" * 40 + "+\n"
    text = rule + "| Hacker News new | past | comments |\n" + rule
    text += "".join(f"| {who} saw it |\n| at noon |\n{rule}" for who in PEOPLE)
    assert textdump.site_of(textdump.split_lines(text)) is None
