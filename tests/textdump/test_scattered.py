"""Copies whose heads were taken apart, a piece a line, are read as the page that they were."""

import pytest
from copies import read

from sitegen import textdump
from sitegen.textdump.reading import Reading

HN = """Who turned off the fountain? | Hacker News
Hacker News
new
|
past
|
comments
|
submit
login
Who turned off the fountain?
(
host.example
)
57 points
by
ann
5 hours ago
|
hide
|
past
|
3 comments
It was on yesterday.
bo
4 hours ago
|
next
[–]
The pump
froze
, as it does at night.
Ask the mill.[1]
[1]
https://host.example/mill
reply
cy
3 hours ago
|
parent
|
next
[–]
It did not.
reply
dee_2
1 hour ago
|
prev
[–]
Herons drink it.
reply
"""
OLD = """Who turned off the fountain? | Hacker News
Hacker News
57 points by ann 900 days ago
It was on yesterday.
bo
900 days ago
The pump froze.
-----
cy
899 days ago
It did not.
-----
"""
LOBSTERS = """Who turned off the fountain? | Lobsters
Active
Recent
18
Who turned off the fountain?
authored by
ann
3 years ago
|
2
            comments
It was on yesterday.
7
bo
3 years ago
The pump froze.
-2
cy
edited
2 years ago
It did not.
"""
REDDIT = """submitted
5 hours ago
by
ann
It was on yesterday.
2 comments
[–]
bo
41 points
42 points
43 points
4 hours ago
(1 child)
The pump froze.
permalink
embed
save
reply
[–]
cy
[S]
[score hidden]
3 hours ago
(0 children)
It did not.
permalink
embed
save
parent
reply
"""


def told(reading: Reading) -> list[tuple[str | None, str, str]]:
    """Author, age and body of every comment."""
    posts = list(textdump.posts(reading))[1:]
    return [
        (part.author, part.age, post.body.text)
        for part, post in zip(reading.comments, posts, strict=True)
    ]


def test_the_pieces_of_heads_are_put_together() -> None:
    reading = read(HN, "hn")
    assert told(reading) == [
        (
            "bo",
            "4 hours ago",
            "The pump froze, as it does at night.\n\nAsk the mill.[1]\n\n"
            "[1] https://host.example/mill",
        ),
        ("cy", "3 hours ago", "It did not."),
        ("dee_2", "1 hour ago", "Herons drink it."),
    ]
    assert [part.parent for part in reading.comments] == [0, 1, 0]
    assert (reading.sheet.title, reading.opening.author) == ("Who turned off the fountain?", "ann")
    assert (reading.opening.score, reading.sheet.claimed) == (57, 3)


def test_every_line_keeps_its_number() -> None:
    reading = read(HN, "hn")
    lines = HN.split("\n")
    assert [lines[part.head - 1] for part in reading.comments] == ["bo", "cy", "dee_2"]
    assert [lines[part.first - 1] for part in reading.comments] == [
        "The pump",
        "It did not.",
        "Herons drink it.",
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n \n\n", "\r\n"])
def test_blank_lines_between_the_pieces_change_nothing(gap: str) -> None:
    reading = read(HN.replace("\n", gap), "hn")
    assert [part.author for part in reading.comments] == ["bo", "cy", "dee_2"]
    assert [part.parent for part in reading.comments] == [0, 1, 0]


def test_pages_without_navigation_are_known_by_the_site_above_them() -> None:
    assert told(read(OLD, "hn")) == [
        ("bo", "900 days ago", "The pump froze."),
        ("cy", "899 days ago", "It did not."),
    ]
    below = OLD.split("\n", 3)[3]
    assert textdump.site_of(textdump.split_lines(below)) is None


def test_lobsters() -> None:
    reading = read(LOBSTERS, "lobsters")
    assert told(reading) == [
        ("bo", "3 years ago", "The pump froze."),
        ("cy", "2 years ago", "It did not."),
    ]
    assert [part.score for part in reading.comments] == [7, -2]
    assert reading.opening.author == "ann"


def test_old_reddit_shows_the_middle_one_of_three_scores() -> None:
    reading = read(REDDIT, "reddit")
    assert told(reading) == [
        ("bo", "4 hours ago", "The pump froze."),
        ("cy", "3 hours ago", "It did not."),
    ]
    assert [(part.score, part.direct) for part in reading.comments] == [(42, True), (None, False)]
    assert reading.comments[1].labels == ("submitter",)


def test_a_name_and_an_age_in_a_talk_are_no_head() -> None:
    text = "Notes\n\nann\n3 days ago\nshe said so.\n\nbo\n2 days ago\nhe did, too.\n"
    assert textdump.site_of(textdump.split_lines(text)) is None
