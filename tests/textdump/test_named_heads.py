"""Heads whose names have points, numbers or words of the page in them, and badges behind times."""

from copies import read
from test_cards import said

SAYS = """Who turned off the fountain?
It was on yesterday.
3 thoughts on “Who turned off the fountain?”
ann says:
November 3, 2023 at 10:02 am
The pump froze.
Reply
Jean-Luc P. says:
November 4, 2023 at 10:02 am
It did not.
Reply
Dr. Reed says:
November 5, 2023 at 10:02 am
Herons.
Reply
"""
ISSUE = """Pump stops #57
millrace commented Jan 1, 2023
It stops.
ann commented Jan 2, 2023 Contributor
It froze.
bo commented on Jan 3, 2023 Member edited
It did not.
"""
LEMMY = """Who turned off the fountain?
millrace@ponds.example
link
fedilink
57
·
5 hours ago
It was on.
ann_w
link
fedilink
English
3
·
3 hours ago
The pump froze.
reply
12345
link
fedilink
1
·
2 hours ago
42
reply
bo@herons.examplelinkfedilinkEnglish2·1 hour ago
deleted by creator
reply
"""
TILDES = """−ann
3 hours ago
Link
The pump froze.
2 votes
−
Comment deleted by author
−bo
2 hours ago
Link Parent
It did not.
−cy
1 hour ago
Link
Herons.
"""


def test_initials_and_titles_are_parts_of_names() -> None:
    assert said(read(SAYS, "web"))[1:] == [
        ("ann", "The pump froze."),
        ("Jean-Luc P.", "It did not."),
        ("Dr. Reed", "Herons."),
    ]


def test_badges_behind_the_time_are_the_heads() -> None:
    assert said(read(ISSUE, "web"))[1:] == [("ann", "It froze."), ("bo", "It did not.")]


def test_links_behind_names_of_lemmy_are_no_part_of_them() -> None:
    reading = read(LEMMY, "lemmy")
    lines = reading.sheet.lines
    assert [(part.author, part.state, lines[part.first - 1]) for part in reading.comments] == [
        ("ann_w", "visible", "The pump froze."),
        ("12345", "visible", "42"),
        ("bo@herons.example", "deleted", "deleted by creator"),
    ]


def test_a_comment_of_tildes_that_is_gone_is_its_own() -> None:
    reading = read(TILDES, "web")
    assert [(part.author, part.state) for part in reading.comments] == [
        ("ann", "visible"),
        (None, "deleted"),
        ("bo", "visible"),
        ("cy", "visible"),
    ]
