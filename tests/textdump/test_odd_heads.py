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


XENFORO = """Who turned off the fountain?
ann
Member
Joined
Mar 4, 2012
Nov 10, 2023
#1
It was on yesterday.
Reply
Reactions:
bo and cy
bo
Member
Joined
Mar 4, 2012
Nov 11, 2023
#2
The pump froze.
Reply
Reactions: ann and cy
cy
Member
Joined
Mar 4, 2012
Nov 12, 2023
#3
It did not.
Reply
"""
ARCHIVE = """Who turned off the fountain?
newer
older
Ann Brook
10 Nov 2023
11:57 a.m.

It was on yesterday.

0 / 0
Reply Sign in to reply online Use email software

Show replies by date

Bo Heron
10 Nov 2023
noon

The pump froze.

0 / 0
Reply Sign in to reply online Use email software
[avatar]
cy
1:30 p.m.
It did not.
0 / 0
Reply Sign in to reply online Use email software
"""
DISQUS = """Ponds
The fountain stands still.
3 Comments
Login
Join the discussion…
Ann Brook
•
2 days ago
It was on yesterday.
1
•
Reply
•
Share ›
Bo Heron
Ann Brook
•
a day ago
The pump froze.
2
•
Reply
•
Share ›
cy
•
a day ago
It did not.
•
Reply
•
Share ›
"""
FORUM = """Who turned off the fountain?
ann
Nov 10
It was on yesterday.
Reply
bo_mBo Heron
Nov 11
The pump froze.
Reply
cyCy Vale
Nov 11
It did not.
Reply
dee_xDee Marsh
Nov 12
Herons.
Reply
"""


def words(reading: Reading) -> list[str]:
    lines = reading.sheet.lines
    return [
        line
        for part in (reading.opening, *reading.comments)
        for line in lines[part.first - 1 : part.last]
        if line
    ]


def test_who_liked_a_post_of_a_forum_is_not_who_wrote_the_next() -> None:
    reading = read(XENFORO, "web")
    assert [part.author for part in (reading.opening, *reading.comments)] == ["ann", "bo", "cy"]
    assert words(reading) == ["It was on yesterday.", "The pump froze.", "It did not."]


def test_archives_of_lists_print_a_day_once_and_then_the_time_alone() -> None:
    reading = read(ARCHIVE, "web")
    told = [(part.author, part.age) for part in (reading.opening, *reading.comments)]
    assert told == [
        ("Ann Brook", "10 Nov 2023 11:57 a.m."),
        ("Bo Heron", "10 Nov 2023 noon"),
        ("cy", "10 Nov 2023 1:30 p.m."),
    ]
    assert words(reading) == ["It was on yesterday.", "The pump froze.", "It did not."]


def test_below_an_author_of_disqus_stands_whom_he_answers() -> None:
    reading = read(DISQUS, "web")
    assert [(part.author, part.parent) for part in reading.comments] == [
        ("Ann Brook", 0),
        ("Bo Heron", 1),
        ("cy", 0),
    ]


def test_a_name_into_which_another_runs_is_nobodys() -> None:
    reading = read(FORUM, "web")
    told = [(part.author, part.labels) for part in (reading.opening, *reading.comments)]
    assert told == [
        ("ann", ()),
        (None, ("bo_mBo Heron",)),
        (None, ("cyCy Vale",)),
        (None, ("dee_xDee Marsh",)),
    ]
