"""Comments as cards, on pages of any site: a name, a time, the text, and a row of words."""

import pytest
from copies import read

from sitegen import textdump
from sitegen.textdump.reading import Reading

YOUTUBE = """3 Comments
Sort by
Add a comment...

@alice-b
2 years ago
The pump froze in the night.
I saw it.

1.2K


Reply

2 replies

@bob_y
1 year ago (edited)
It did not
Read more

12


Reply
·
1 reply

@carol
3 months ago
Herons.

Reply
"""
NEWSLETTER = """The fountain
ANN BROOK
JAN 03, 2023

The fountain of our town stood still on Monday, and for all we know it had stood still since Sunday.

3 Comments

Bo Brook
Jan 3, 2023
Liked by Ann Brook
It was on yesterday.

Like (3)
Reply
Share
cy
Writes Ponds
Jan 4, 2023
The pump froze.
Like
Reply (1)
Share
dee
Jan 5, 2023
Author
Herons.
Like
Reply
Share
1 more comment...
"""
TOPIC = """Who turned off the fountain?
General
{first}
Jun 2023
It was on yesterday.

2

{reply}
bob
Bob of the Mill
Jun '23
The pump froze.
{reply}
cy

1
May 31
It did not.
{reply}
"""
DISQUS = """2 Comments

ann
3 years ago
It was on yesterday.
4
Reply
Share ›
bo Brook{gap}ann
3 years ago
The pump froze.
Reply
Share ›
ann{gap}bo Brook
2 years ago
It did not.
Reply
Share ›
cy{gap}ann
2 years ago
Herons.
Reply
Share ›
"""


def said(reading: Reading) -> list[tuple[str | None, str]]:
    lines = reading.sheet.lines
    return [
        (part.author, " / ".join(line for line in lines[part.first - 1 : part.last] if line))
        for part in (reading.opening, *reading.comments)
    ]


def test_comments_below_a_video_have_no_opening_post() -> None:
    reading = read(YOUTUBE, "web")
    assert said(reading) == [
        (None, ""),
        ("alice-b", "The pump froze in the night. / I saw it."),
        ("bob_y", "It did not"),
        ("carol", "Herons."),
    ]
    assert [part.age for part in reading.comments] == ["2 years ago", "1 year ago", "3 months ago"]
    assert reading.sheet.claimed == 3


def test_what_stands_below_times_and_above_comments_is_not_theirs() -> None:
    assert said(read(NEWSLETTER, "web")) == [
        ("ANN BROOK", NEWSLETTER.split("\n")[4]),
        ("Bo Brook", "It was on yesterday."),
        ("cy", "The pump froze."),
        ("dee", "Herons."),
    ]


@pytest.mark.parametrize("reply", ["Reply", "Antworten", "Répondre", "Responder", "3 Likes Reply"])
def test_rows_are_known_in_several_languages(reply: str) -> None:
    text = TOPIC.format(first="ann\nAnn Brook", reply=reply)
    authors = ["ann", "bob", "cy"]
    assert [who for who, _ in said(read(text, "web"))][1:] == authors[1:]


def test_nobody_is_named_for_the_opening_post_where_it_is_not_clear_which_line_is_a_name() -> None:
    """One head has a line more than the other, so nothing tells which is the first one's name."""
    reading = read(TOPIC.format(first="ann\nAnn Brook", reply="Reply"), "web")
    assert reading.opening.author is None
    known = read(TOPIC.format(first="cy\nCy of the Lock", reply="Reply"), "web")
    assert known.opening.author == "cy"


def test_cards_without_what_invites_an_answer_are_articles() -> None:
    articles = "".join(
        f"Ponds {n}\nAnn Brook\nJanuary {n}, 2023\nPonds are wide and old.\nRead more\nShare\n"
        for n in range(1, 9)
    )
    talk = "".join(f"ann\nToday at 3:{n} PM\nReply to me when you can\n" for n in range(10, 40))
    changes = "".join(f"Version {n}\nJanuary {n}, 2023\nFixed the pump.\n" for n in range(1, 9))
    for text in (articles, talk, changes):
        assert textdump.site_of(textdump.split_lines(text)) is None


@pytest.mark.parametrize("gap", ["  ", " "])
def test_disqus_names_whom_a_comment_answers(gap: str) -> None:
    """Of the two comments by ann that stand above cy's, nothing tells which one is meant."""
    reading = read(DISQUS.format(gap=gap), "web")
    assert [part.author for part in reading.comments] == ["ann", "bo Brook", "ann", "cy"]
    assert [part.parent for part in reading.comments] == [0, 1, 2, None]
    assert reading.sheet.title is None


def test_times_of_what_forums_know_of_people_are_not_those_of_posts() -> None:
    posts = "".join(
        f"{who}\n{rank}\nJoined\nFeb 1, 2010\nMessages\n{n * 7}\nJan {n}, 2023\n"
        f"Add bookmark\n#{n}\n"
        f"Words of {who}.\nLike Quote Reply\n"
        for n, (who, rank) in enumerate(
            (("ann", "Member"), ("bo", "New member"), ("cy", "Well-known member")), 1
        )
    )
    reading = read(
        f"Who turned off the fountain?\nThread starter ann Start date Jan 1, 2023\n{posts}", "web"
    )
    assert said(reading) == [(who, f"Words of {who}.") for who in ("ann", "bo", "cy")]
    assert [part.age for part in reading.comments] == ["Jan 2, 2023", "Jan 3, 2023"]
