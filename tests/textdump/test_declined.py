"""What looks a little like a copy of a page and is none, and claims that no copy bears out."""

import pytest
from copies import read
from test_cards import said

from sitegen import textdump

DISCUSSION = """Skip to content
Who turned off the fountain? #12
Answered by bo ann asked this question in Q&A
ann
Nov 10, 2023
It was on yesterday.
Return to top
2 comments
@bo
bo
Nov 11, 2023 Maintainer
The pump froze.
2 replies
@ann
ann
Nov 12, 2023
Author
It did not.
Write a reply
@cy
cy Nov 12, 2023
Herons.
"""
MAGAZINE = """Who turned off the fountain?
It was on yesterday.
ann, 16 days ago to ponds@ponds.example
boost
4 comments
> bo , 15 days ago
The pump froze.
reply
boost
>>>>>> ann OP , 14 days ago
It did not.
reply
boost
>> cy , 13 days ago
Herons froze it.
reply
boost
> dee , 12 days ago
The pump did not freeze, Herons froze it.
reply
boost
"""
ROW = """bo•15d ago
The pump froze.
UpvoteReplyShare
"""


@pytest.mark.parametrize(
    "text",
    [
        "| Site | Hacker News |\n|---|---|\n| Login | yes |\n| Search | no |\n| Ads | few |\n",
        "| Hacker News | new |\n|---|---|\n| Reddit | old |\n| Lobsters | newer |\n| Ads | few |\n",
        "reboot pts/0 at 10.0.0.1\nFri Nov 10 11:57:00 2023\nstill running\n"
        "ann pts/1 at 10.0.0.2\nFri Nov 10 12:57:00 2023\nlogged out\n",
        "backup run at one.example\nFri Nov 10 02:00:00 CET 2023\nok\n"
        "backup run at two.example\nSat Nov 11 02:00:00 CET 2023\nok\n",
        "Ann ann at ponds.example\nFri Nov 10 11:57:00 2023\nMessages sorted by date of arrival.\n",
        "Parcel\nNov 10, 2023, 11:57:00 AM\nto Berlin\nWeighs 3 kg\n"
        "Parcel\nNov 11, 2023, 11:57:00 AM\nto Rome\nWeighs 4 kg\n",
        "Ride\n11:57 AM (3 hours ago)\nto Airport\n$30\n"
        "Ride\n1:57 PM (1 hour ago)\nto Hotel\n$25\n",
        "ann, 3 days ago\nOpened the valve.\nReply\nbo, 2 days ago\nClosed it.\nReply\n",
        "#1\n10 Nov 2023\nSteel Ltd\n100 kg\nQuote\n#2\n11 Nov 2023\nIron Ltd\n200 kg\nQuote\n",
        "Ann\n10 Nov 2023\nShipped.\n1 reply\nBo\n11 Nov 2023\nGood.\n2 replies\n"
        "Cy\n12 Nov 2023\nOk.\n3 replies\n",
    ],
)
def test_tables_logs_bills_and_notes_are_no_pages(text: str) -> None:
    assert textdump.site_of(textdump.split_lines(text)) is None
    assert textdump.site_of(textdump.split_lines(f"Words.\n\n{text}")) is None


def test_discussions_of_github_have_no_rows_between_comments() -> None:
    reading = read(DISCUSSION, "web")
    assert said(reading) == [
        ("ann", "It was on yesterday."),
        ("bo", "The pump froze."),
        ("ann", "It did not."),
        ("cy", "Herons."),
    ]


def test_nobody_writes_what_stands_in_a_discussion_whose_heads_are_not_read() -> None:
    text = "ann asked this question in Q&A\n" + "".join(
        f"{who} Brook\nNov 1{n}, 2023\nThe pump froze.\nReply\n" for n, who in enumerate("abcd")
    )
    assert textdump.site_of(textdump.split_lines(text)) is None
    assert textdump.site_of(textdump.split_lines(text.split("\n", 1)[1])) == "web"


def test_a_head_stands_behind_any_number_of_signs_of_quotation() -> None:
    reading = read(MAGAZINE, "web")
    assert [who for who, _ in said(reading)][1:] == ["bo", "ann", "cy", "dee"]


def test_in_order_of_time_an_answer_stands_anywhere() -> None:
    by_time = read(MAGAZINE, "web").comments
    tree = read(MAGAZINE.replace("13 days", "15 days"), "web").comments
    assert {part.parent for part in by_time} == {None}
    assert tree[0].parent == 0


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("", [(None, ("DROP",))]),
        ("u/DR avatar\n", [("DR", ())]),
        ("u/DROP avatar\n", [("DROP", ())]),
    ],
)
def test_a_mark_right_behind_a_name_may_be_of_the_name(
    above: str, told: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    text = f"Ponds\n{ROW}{above}DROP•14d ago\nIt did not.\nUpvoteReplyShare\n{ROW}"
    part = read(text, "web").comments[1]
    assert [(part.author, part.labels)] == told


def test_a_name_that_is_there_twice_is_nobodys() -> None:
    names = ["annAnn", "bo_mBo Heron", "cyCy"]
    text = "Ponds\n" + "".join(
        f"{name}\nNov 1{n}\nThe pump froze.\nReply\n" for n, name in enumerate(["dee", *names])
    )
    reading = read(text, "web")
    assert [part.labels for part in reading.comments] == [(name,) for name in names]
    assert {part.author for part in reading.comments} == {None}


def topic(*names: str) -> list[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    text = "Who turned off the fountain?\n" + "".join(
        f"{name}November 1{n}, 2023, 10:02am {n}\nHerons {n}.\n" for n, name in enumerate(names, 1)
    )
    reading = read(text, "discourse")
    return [
        (part.author, part.labels, reading.sheet.lines[part.first - 1 : part.last])
        for part in (reading.opening, *reading.comments)
    ]


def test_a_topic_loses_no_post_whose_name_and_full_name_run_together() -> None:
    assert topic("cy ", "ann(Ann Brook)", "bo_mBo Heron", "dee ") == [
        ("cy", (), ("Herons 1.",)),
        ("ann", (), ("Herons 2.",)),
        (None, ("bo_mBo Heron",), ("Herons 3.",)),
        ("dee", (), ("Herons 4.",)),
    ]
    names = ["annAnn", "bo_mBo", "deeDee"]
    assert [told[:2] for told in topic(*names)] == [(None, (name,)) for name in names]
