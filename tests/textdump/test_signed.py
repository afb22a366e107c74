"""Heads that say what they are: "ann commented on Jan 3, 2023", "ann says:" above a time."""

import pytest
from copies import read
from test_cards import said

from sitegen import textdump

ISSUE = """Pump freezes in winter
#12
Open
ann
opened on Jan 3, 2023
Contributor
It was on yesterday.

Activity

bo
commented on Jan 4, 2023
More actions
I removed the lid and it froze again 2 days ago.

👍
React with 👍
2
ann and cy
ann added the bug label on Jan 4, 2023
cy
reviewed on Jan 5, 2023
I thawed it.
bo moved this to the mill on Jan 6, 2023
"""
FISH = (
    "of the pond it froze, and below the ice, so they say at the mill, herons keep all the fish "
    "that they will need until spring."
)
FORUM = f"""Board index
Who turned off the fountain?
Postby ann » Tue Jan 03, 2023 10:22 am
It was on yesterday.
ann
Posts: 12
Joined: Sat May 01, 2010 9:00 am
Top
Re: Who turned off the fountain?
Postby Bo Brook » Tue Jan 03, 2023 11:00 am
Top
{FISH}
Bo Brook
Posts: 3
Top
Re: Who turned off the fountain?
by cy » Wed Jan 04, 2023 1:00 pm
Herons.
Top
"""
PRINTED = """Page 1 of 1
Who turned off the fountain?
Posted: Tue Jan 03, 2023 10:22 am
by ann
It was on yesterday.
Posted: Tue Jan 03, 2023 11:00 am
by Bo Brook
The pump froze.
"""
NESTED = """Who Turned Off the Fountain?
The fountain stood still on Monday.
Pumps (Score:5, Insightful)
by bo ( 12345 ) on Tuesday January 03, 2023 @10:25AM (#61234567)
The pump froze.
Reply to This Share
Flag as Inappropriate
Re:Pumps (Score:2)
by Anonymous Coward on Tuesday January 03, 2023 @10:30AM (#61234570)
It did not.
Reply to This Parent Share
"""
BLOG = """The fountain
The fountain of our town stood still on Monday.
{between}
Bo Brook says:
January 3, 2023 at 10:22 am
It was on yesterday.
Reply
cy says:
January 4, 2023 at 9:00 am
The pump froze.
Reply
Leave a Reply
Your email address will not be published.
"""
STATUSES = """Ann Brook
@ann@pond.example
Who turned off the fountain?
Jan 3, 2023, 10:22 AM
·
4
boosts
2d
Bo
@bo@far.example
@ann The pump froze.
1
0
1d
cy
@cy
It did not.
0
"""


def test_issues_end_where_an_event_begins() -> None:
    """What a person says of what he did is no event."""
    reading = read(ISSUE, "web")
    assert said(reading) == [
        ("ann", "It was on yesterday."),
        ("bo", "I removed the lid and it froze again 2 days ago."),
        ("cy", "I thawed it."),
    ]
    assert reading.sheet.title == "Pump freezes in winter"


def test_what_a_forum_knows_of_people_is_not_their_words() -> None:
    """A word that a page has below its posts is somebody's own where his text goes on below it."""
    assert said(read(FORUM, "web")) == [
        ("ann", "It was on yesterday."),
        ("Bo Brook", f"Top / {FISH}"),
        ("cy", "Herons."),
    ]


def test_a_printed_topic_names_authors_below_the_times() -> None:
    assert said(read(PRINTED, "web")) == [
        ("ann", "It was on yesterday."),
        ("Bo Brook", "The pump froze."),
    ]


def test_comments_are_about_what_stands_above_them() -> None:
    assert said(read(NESTED, "web")) == [
        (None, "The fountain stood still on Monday."),
        ("bo", "The pump froze."),
        ("Anonymous Coward", "It did not."),
    ]


@pytest.mark.parametrize(
    ("between", "claimed"), [("2 thoughts on “The fountain”", 2), ("Comments", None), ("", None)]
)
def test_a_blog_may_count_its_comments(between: str, claimed: int | None) -> None:
    reading = read(BLOG.format(between=between), "web")
    assert said(reading) == [
        (None, "The fountain of our town stood still on Monday."),
        ("Bo Brook", "It was on yesterday."),
        ("cy", "The pump froze."),
    ]
    assert (reading.sheet.title, reading.sheet.claimed) == ("The fountain", claimed)


def test_handles_name_authors_and_the_first_post_may_have_its_time_below() -> None:
    assert said(read(STATUSES, "web")) == [
        ("ann@pond.example", "Who turned off the fountain?"),
        ("bo@far.example", "@ann The pump froze."),
        ("cy", "It did not."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He came on Jan 3, 2023\nand said so\nShe came on Jan 4, 2023\nand said nothing\n",
        "Backup done on January 3, 2023 at 10:22 am\nfine\nBackup done on January 4, 2023\nfine\n",
        "bo says:\nhello\nann says:\nhello\n",
        "Ponds • 3 days ago\nWide.\nWells • 4 days ago\nDeep.\n",
        "Ponds\nby ann » Tue Jan 03, 2023 10:22 am\n12\n300\nWells\n"
        "by bo » Tue Jan 03, 2023 11:22 am\n3\n40\n",
        "The mail\n@ann\n3 pages\nThe other\n@bo\n4 pages\n",
    ],
)
def test_lists_logs_and_talks_are_not_claimed(text: str) -> None:
    assert textdump.site_of(textdump.split_lines(text)) is None


@pytest.mark.parametrize(
    "head",
    [
        "{who} commented Jan {n}, 2023",
        "### **[{who}](/{who})** commented [Jan {n}, 2023](#issuecomment-{n})",
        "{who} (/{who}) commented Jan {n}, 2023 (#issuecomment-{n})",
        "* [![@{who}](a.png)](/{who})\n  * **{who}** commented _Jan {n}, 2023_",
        "{who} commented\nJan {n}, 2023",
        "{who}\ncommented\non Jan {n}, 2023",
    ],
)
def test_heads_are_known_as_programs_write_them(head: str) -> None:
    text = "Pump freezes #12\n\n" + "".join(
        f"{head.format(who=who, n=n)}\n\nWords of *{who}*.\n\n"
        for n, who in enumerate(("ann", "bo", "cy-d"), 1)
    )
    reading = read(text, "web")
    assert said(reading) == [(who, f"Words of *{who}*.") for who in ("ann", "bo", "cy-d")]
    assert reading.opening.markup == ("markdown" if head.startswith("###") else "plain")


@pytest.mark.parametrize("says", ["{} says:", "{}says:", "**{}** says:", "1. {} says:"])
def test_a_name_ends_where_says_begins(says: str) -> None:
    head = says.format("Bo Brook")
    text = f"Ponds\n{head}\nMay 3, 2023 at 9:02 am\nOn.\n{head}\nMay 4, 2023 at 9:00 am\nOff.\n"
    assert [part.author for part in read(text, "web").comments] == ["Bo Brook", "Bo Brook"]


def test_a_name_below_words_is_no_profile() -> None:
    said = ["Hello.", "Thank you,\nann\nand the others.\nIce.", "It thawed."]
    text = "[SOLVED] Pump\n" + "".join(
        f"Post by {who} » Tue Jan 0{n}, 2023 10:22 am\n{said[n - 1]}\n"
        for n, who in enumerate(["cy", "bo", "ann"], 1)
    )
    reading = read(text, "web")
    assert reading.sheet.title == "[SOLVED] Pump"
    bodies = [reading.sheet.lines[p.first - 1 : p.last] for p in reading.comments]
    assert ["\n".join(body) for body in bodies] == said[1:]


def test_a_program_has_its_sign_in_brackets() -> None:
    text = "".join(
        f"{who} commented on Jan 3, 2023\nIce.\n" for who in ["ann", "helper[bot]", "bo"]
    )
    assert [part.author for part in read(text, "web").comments] == ["helper[bot]", "bo"]
