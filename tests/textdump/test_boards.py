"""Boards, lists and front pages of the fediverse, whose heads tell author and time."""

import pytest
from copies import read
from test_cards import said

from sitegen import textdump

BOARD = """Forum
FAQ
Thread: Who turned off the fountain?
11-10-2023, 11:57 AM #1
ann
Senior Member
Join Date Mar 2012
Posts 200
Who turned off the fountain?
It was on yesterday.
Reply With Quote
11-11-2023, 09:02 AM #2
bo
Junior Member
Join Date
Mar 2020
Posts
3
Re: Who turned off the fountain?
The pump froze.
Posts of ice stood around it.
Reply With Quote
Yesterday, 10:02 PM #3
cy
Location: the mill
It did not.
Reply With Quote
"""
GROUP = """Groups
Who turned off the fountain?
12 views
Ann Brook’s profile photo
Ann Brook
unread,
Nov 10, 2023, 11:57:00\u202fAM
to ponds-list
It was on yesterday.
Bo Heron’s profile photo
Bo Heron
unread,
11:57 AM (3 hours ago)
to Ann Brook, ponds-list
The pump froze.
Reply all
Reply to author
Forward
"""
LIST = """[Ponds] Who turned off the fountain?

Ann Brook ann at ponds.example
Fri Nov 10 11:57:00 CET 2023

* Previous message: [Ponds] Herons
* Next message: [Ponds] Who turned off the fountain?
* Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]
________________________________

It was on yesterday.

* Previous message: [Ponds] Herons
* Next message: [Ponds] Who turned off the fountain?
* Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]
________________________________

More information about the Ponds mailing list
"""
REPLY = """
[Ponds] Who turned off the fountain?

Bo Heron bo at herons.example
Sat Nov 11 09:02:10 CET 2023

* Previous message: [Ponds] Who turned off the fountain?
* Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]

The pump froze.

* Previous message: [Ponds] Who turned off the fountain?
* Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]
"""
INBOX = """ponds.example archive mirror
From: Ann Brook @ 2023-11-10 11:57 UTC (permalink / raw)
To: ponds

It was on yesterday.

^ permalink raw reply [flat|nested] 2+ messages in thread
* Re: Who turned off the fountain?
From: Bo Heron @ 2023-11-11  9:02 UTC (permalink / raw)
To: Ann Brook; +Cc: ponds

The pump froze.

^ permalink raw reply [flat|nested] 2+ messages in thread
"""
MAGAZINE = """Mbin
Threads
Who turned off the fountain?
It was on yesterday.

ann, 16 days ago to ponds@ponds.example
57
3 comments
boost
more
Top
Hot
bo , 15 days ago

The pump froze.

31 0
reply
boost (3)
more
ann OP , 14 days ago

It did not.

1
0
reply
boost
more
cy@herons.example , 14 days ago

Herons.

1
0
reply
boost
more
"""
TOOTS = """Back
Ann Brook
@ann@ponds.example

It was on yesterday.

Nov 10, 2023, 11:57
\u00b7
Web
12 boosts
15d
Bo Heron @bo@herons.example

The pump froze.

1
14d
cy @cy@ponds.example
It did not.
0
"""
THREE = ["It was on yesterday.", "The pump froze.", "It did not."]


def test_on_a_board_the_name_stands_below_the_time_and_a_profile_below_the_name() -> None:
    reading = read(BOARD, "web")
    assert said(reading) == [
        ("ann", "It was on yesterday."),
        ("bo", "The pump froze. / Posts of ice stood around it."),
        ("cy", "It did not."),
    ]
    assert [part.age for part in (reading.opening, *reading.comments)] == [
        "11-10-2023, 11:57 AM",
        "11-11-2023, 09:02 AM",
        "Yesterday, 10:02 PM",
    ]


@pytest.mark.parametrize("text", [BOARD.replace(" #", "\n#"), BOARD.replace("\n11-", "\nOld 11-")])
def test_heads_of_boards_in_pieces(text: str) -> None:
    assert [who for who, _ in said(read(text, "web"))] == ["ann", "bo", "cy"]


def test_a_board_of_which_nothing_invites_an_answer_is_a_log() -> None:
    assert textdump.site_of(textdump.split_lines(BOARD.replace("Reply With Quote\n", ""))) is None


@pytest.mark.parametrize("text", [GROUP, GROUP.replace("unread,\n", "")])
def test_a_group_tells_whom_each_message_went_to(text: str) -> None:
    assert said(read(text, "web")) == [("Ann Brook", THREE[0]), ("Bo Heron", THREE[1])]


def test_a_message_of_a_list_is_a_thread_of_its_own() -> None:
    reading = read(LIST, "web")
    assert said(reading) == [("Ann Brook", "It was on yesterday.")]
    assert reading.opening.age == "Fri Nov 10 11:57:00 CET 2023"


@pytest.mark.parametrize(
    "text",
    [LIST + REPLY, (LIST + REPLY).replace(" ann at", "\nann at").replace(" bo at", "\nbo at")],
)
def test_messages_of_a_list_end_above_the_lists_links(text: str) -> None:
    assert [body for _, body in said(read(text, "web"))] == THREE[:2]


def test_an_inbox_names_its_authors_behind_from() -> None:
    assert said(read(INBOX, "web")) == [("Ann Brook", THREE[0]), ("Bo Heron", THREE[1])]


@pytest.mark.parametrize("comma", [" , ", "\n,\n"])
def test_a_magazine_names_the_author_of_the_post_below_it(comma: str) -> None:
    head, rest = MAGAZINE.split("more\n", 1)
    rest = rest.replace(" , ", comma)
    if comma != " , ":
        rest = rest.replace("ann OP", "ann\nOP")
    reading = read(f"{head}more\n{rest}", "web")
    assert said(reading)[1:] == [
        ("bo", THREE[1]),
        ("ann", THREE[2]),
        ("cy@herons.example", "Herons."),
    ]
    assert reading.opening.author == "ann"
    assert reading.sheet.lines[reading.opening.last - 1] == THREE[0]


def test_names_beside_handles() -> None:
    assert [(who, text) for who, text in said(read(TOOTS, "web"))] == [
        ("ann@ponds.example", THREE[0]),
        ("bo@herons.example", THREE[1]),
        ("cy@ponds.example", THREE[2]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "London\nNov 10, 2023, 11:57 AM\nto Paris\nSeat 12\n"
        "Paris\nNov 11, 2023, 9:02 AM\nto Rome\nSeat 3\n",
        "ann@ponds.example\n30 days\nPaid.\nbo@herons.example\n15 days\nNot paid.\n",
        "ann, 3 days ago\nOpened the valve.\nbo, 2 days ago\nClosed the valve.\n",
        "11-10-2023, 11:57 AM #1\nann\nOpened.\n11-11-2023, 09:02 AM #2\nbo\nClosed.\n",
    ],
)
def test_lists_of_journeys_bills_and_deeds_are_no_pages(text: str) -> None:
    assert textdump.site_of(textdump.split_lines(text)) is None


SHREDDIT = """Skip to main content
r/ponds•16d ago
ann
Who turned off the fountain?
It was on yesterday.
Upvote57Downvote3 Go to commentsShare
u/bo avatar
bo•15d ago
The pump froze.
Upvote31DownvoteReplyAwardShare
u/ann avatar
annOP•14d ago
It did not.
Upvote3DownvoteReplyAwardShare
u/cy avatar
cy • 14d ago
Herons.
Upvote1DownvoteReplyAwardShare
"""


def test_heads_around_a_dot_and_rows_that_run_together() -> None:
    reading = read(SHREDDIT, "web")
    assert said(reading)[1:] == [("bo", THREE[1]), ("ann", THREE[2]), ("cy", "Herons.")]
    assert reading.opening.author is None
