"""Heads of comments that are gone or pinned, and heads in another order than most."""

from copies import read

from sitegen.textdump.reading import Reading

OLD_ODD = """[–]bo[M] 12 points 4 hours ago * stickied comment
The pump froze.
permalinkembedsavereport
[–][deleted] 3 hours ago
[removed]
permalinkembedsaveparentreport
[+]cy comment score below threshold-6 points 2 hours ago (3 children)
Herons.
permalinkembedsavereport
"""

NEW_ODD = """r/ponds
•
5d ago
ann

Who turned off the fountain?
Upvote
57
Downvote

u/bo avatar
bo
MOD
•
5d ago
Stickied comment
The pump froze.
Upvote
1.2K
Downvote
Share

[deleted]
•
4d ago
Comment removed by moderator

u/cy avatar
cy
•
4d ago
It did not.
Upvote
3
Downvote
reply
"""

LEMMY_LINKS = """Who turned off the fountain?
5 months ago
ann@ponds.example
link
fedilink
57
It was on.
bo@herons.example
link
fedilink
12
arrow-down
1
·
4 months ago
The pump froze.
link
fedilink
"""


def told(reading: Reading) -> list[tuple[str | None, int | None, str, str]]:
    lines = reading.sheet.lines
    return [(p.author, p.score, p.state, lines[p.first - 1]) for p in reading.comments]


def test_nobody_gets_the_words_of_a_comment_that_is_gone_or_pinned() -> None:
    assert told(read(OLD_ODD, "reddit")) == [
        ("bo", 12, "visible", "The pump froze."),
        (None, None, "removed", "[removed]"),
        ("cy", -6, "visible", "Herons."),
    ]
    assert told(read(NEW_ODD, "reddit")) == [
        ("bo", 1200, "visible", "The pump froze."),
        (None, None, "removed", "Comment removed by moderator"),
        ("cy", 3, "visible", "It did not."),
    ]
    assert all(part.last == part.first for part in read(NEW_ODD, "reddit").comments)


def test_an_age_above_the_name_is_that_of_the_opening_post() -> None:
    reading = read(LEMMY_LINKS, "lemmy")
    assert (reading.sheet.title, reading.opening.author, reading.opening.age) == (
        "Who turned off the fountain?",
        "ann@ponds.example",
        "5 months ago",
    )
    assert told(reading) == [("bo@herons.example", None, "visible", "The pump froze.")]
