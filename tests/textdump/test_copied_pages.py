"""Pages as programs copy them, whose names and rows are easily taken for one another."""

import pytest
from copies import read

from sitegen.textdump.printed import unprinted
from sitegen.textdump.titles import signed_title, title_of

NUMBERS = """Who turned off the fountain?
ann
Nov 11, 2023
The pump froze.
Like
Share
Reply
7214
Nov 12, 2023
It did not.
3
Like
Share
Reply
404
Regular
Nov 13, 2023
Herons did it.
Like
Share
Reply
cy
Nov 14, 2023
Ducks.
Like
Share
Reply
bo
Nov 15, 2023
Geese.
Like
Share
Reply
"""
GLUED = """Who turned off the fountain?
[a]
7214Regular
Nov 11, 2023
The pump froze.
3LikeShareReply
[a]
404
Nov 12, 2023
It did not.
LikeShareReply
[a]
boRegular
Nov 13, 2023
Herons did it.
LikeShareReply
[a]
cy
Nov 14, 2023
Ducks.
2LikeShareReply
[a]
dee
Nov 15, 2023
Geese.
LikeShareReply
"""
LEMMY = """opal@ponds.example
to
Water@ponds.example
English
·
7 hours ago
Who turned off the fountain?
Somebody did.
2 comments
ann
English
link
fedilink
arrow-up 10
2 days ago
The pump froze.
reply
more
bo@fen.example
English
link
fedilink
arrow-up 4
1 day ago
It did not.
reply
more
"""
OLD = """Who turned off the fountain? (self.ponds)
submitted 7 hours ago by opal
Somebody did.
9 comments
share
save
all 9 comments
sorted by: best
Want to add to the discussion?
[–]annnovice 3 points 5 hours ago (2 children)
The pump froze.
permalinkembedsavereport
[–]bonovice 4 points 4 hours ago (0
children)
It did not.
permalinkembedsaveparentreport
[–]cybell ringer 4 points 4 hours ago (0 children)
Herons.
permalinkembedsaveparentreport
[–]dee 2 points 1 hour ago (0 children)
Ducks.
permalinkembedsavereport
"""
NEW = """u/bo avatar bo • 3h ago Heronist
The pump froze.
Upvote 3 Downvote Reply
u/cy avatar cy • 2h ago
It did not.
Upvote 3 Downvote Reply
"""
DISCUSSION = """How do you keep the pump warm? #12
ann started this conversation in General
@ann ann Jan 3, 2023 Maintainer
With wool.
@bo bo Jan 4, 2023
With straw.
1 reply
@cy cy Jan 5, 2023
Straw burns.
"""
ISSUE = """Skip to content
ann / pump
Pump stops when the lid is open #41
ann
ann
opened on Jan 3, 2023
It stops.
bo
bo
commented on Jan 4, 2023
OwnerMore actions
It does not.
cy
cy
commented on Jan 5, 2023
It did.
"""
MASTODON = """Back
[a]
Ann Brook @ann@ponds.example
The pump froze.
Nov 10, 2023, 10:02 · Web
Nov 11, 2023
[a]
Bo Lind @bo@fen.example
It did not.
1
Nov 12, 2023
[a]
Cy Reed @cy@ponds.example
Herons.
2
ponds.example is part of the decentralized social network powered by Mastodon.
Create account
"""
STORY = """Slashdot
Login Sign up
A short history of bells (ponds.example) 2
Posted by Opal on Friday November 10, 2023 @02:00AM from the cold-water dept.
Bells ring.
A short history of bells
More
Not again (Score:2)
by ann ( 4571 ) on Friday November 10, 2023 @07:44AM (#63991001)
They do not.
Reply to This Share
Re:Not again (Score:2)
by bo ( 4572 ) on Friday November 10, 2023 @08:44AM (#63991002)
They do.
Reply to This Parent Share
"""


@pytest.mark.parametrize(
    ("text", "site", "opening", "told"),
    [
        (
            NUMBERS,
            "web",
            ("ann", ["The pump froze."]),
            [("7214", "It did not."), (None, "Herons did it."), ("cy", "Ducks."), ("bo", "Geese.")],
        ),
        (
            GLUED,
            "web",
            (None, ["The pump froze."]),
            [("404", "It did not."), (None, "Herons did it."), ("cy", "Ducks."), ("dee", "Geese.")],
        ),
        (
            LEMMY,
            "lemmy",
            ("opal@ponds.example", None),
            [("ann", "The pump froze."), ("bo@fen.example", "It did not.")],
        ),
        (
            OLD,
            "reddit",
            ("opal", ["Somebody did."]),
            [
                (None, "The pump froze."),
                (None, "It did not."),
                (None, "Herons."),
                ("dee", "Ducks."),
            ],
        ),
        (NEW, "reddit", None, [("bo", "The pump froze."), ("cy", "It did not.")]),
        (
            DISCUSSION,
            "web",
            ("ann", ["With wool."]),
            [("bo", "With straw."), ("cy", "Straw burns.")],
        ),
        (ISSUE, "web", ("ann", ["It stops."]), [("bo", "It does not."), ("cy", "It did.")]),
        (
            MASTODON,
            "web",
            ("ann@ponds.example", ["The pump froze."]),
            [("bo@fen.example", "It did not."), ("cy@ponds.example", "Herons.")],
        ),
        (STORY, "web", (None, ["Bells ring."]), [("ann", "They do not."), ("bo", "They do.")]),
    ],
    ids=["numbers", "glued", "lemmy", "old", "new", "discussion", "issue", "mastodon", "story"],
)
def test_nobody_gets_words_of_others_or_of_the_page(
    text: str,
    site: str,
    opening: tuple[str | None, list[str] | None] | None,
    told: list[tuple[str | None, str]],
) -> None:
    reading = read(text, site)
    lines = reading.sheet.lines
    own = [
        (part.author, "\n".join(line for line in lines[part.first - 1 : part.last] if line))
        for part in (reading.opening, *reading.comments)
    ]
    assert own[1:] == told
    if opening is not None:
        assert own[0][0] == opening[0]
        assert opening[1] is None or own[0][1].split("\n") == opening[1]


def test_titles_stand_above_who_posted_them_and_before_the_number_of_an_issue() -> None:
    assert read(STORY, "web").sheet.title == "A short history of bells"
    assert read(ISSUE, "web").sheet.title == "Pump stops when the lid is open"
    assert signed_title(["Ponds", "Posted on May 3, 2023", "Posted on May 4, 2023"]) is None
    assert title_of((), ["Pond TalkSign UpLog In", "The old bell rings"]) == "The old bell rings"


def test_two_heads_of_one_person_on_top_of_sheets_are_no_edge() -> None:
    """The sheets count up, and dates are the same on all; other numbers are people's."""
    sheet = "\f11/27/26 Bells\nby ann ( 4571 ) on May {n}, 2023 (#{m})\n{w} sing.\n{n}/3"
    lines = "\n".join(
        sheet.format(n=n, m=n * n * 7, w=w) for n, w in enumerate(("Herons", "Ducks", "Geese"), 1)
    ).split("\n")
    printed = unprinted(lines)
    assert printed is not None
    left = [line for line in printed.lines if line]
    assert left[0].startswith("by ann")
    assert len(left) == 6


def test_a_text_browser_wraps_no_head_behind_its_picture_into_the_comment_above() -> None:
    """The last line of a paragraph is as long as one that a browser wraps."""
    told = "I think the northern bell only rings when somebody has put straw below\nthe pump"
    text = f"""How do you keep the pump warm? #12
    ann started this conversation in General
    @ann ann Jan 3, 2023 Maintainer

    {told}, and that nobody asked whether herons would have liked it.
    @bo bo Jan 4, 2023

    {told}, or so they say who have never had any pump to warm up.
    1 reply
    @cy cy Jan 5, 2023

    {told}.
    """.replace("\n    ", "\n").replace("\n", "\n   ")
    reading = read(f"   {text}", "web")
    assert reading.opening.author == "ann"
    assert [part.author for part in reading.comments] == ["bo", "cy"]
    assert [reading.sheet.lines[part.first - 1][:40] for part in reading.comments] == [
        told[:40]
    ] * 2
