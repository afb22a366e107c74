"""Heads of which extractors left little, or to which they added: still those of their sites."""

from copies import read

from sitegen import textdump
from sitegen.model import Post


def test_what_readers_for_people_keep_of_a_page_has_heads_that_lead_to_its_users() -> None:
    reading = read(
        "".join(
            f"| ![](s.gif) | [](vote?for=7{n}&dir=up)|\n[{who}](user?id={who})"
            f" [{n} hours ago](item?id=7{n})  \n{words}\n\n_[reply](reply?id=7{n})_  \n"
            "---|---|---  \n"
            for n, who, words in ((3, "bo", "The pump froze."), (2, "cy", "It did not."))
        ),
        "hn",
    )
    assert [(part.author, part.permalink) for part in reading.comments] == [
        ("bo", "https://news.ycombinator.com/item?id=73"),
        ("cy", "https://news.ycombinator.com/item?id=72"),
    ]
    posts = [post.body.text for post in textdump.posts(reading) if isinstance(post, Post)]
    assert posts[1:] == ["The pump froze.", "It did not."]


def test_heads_of_the_old_reddit_may_have_lost_their_ages_or_have_addresses_behind_them() -> None:
    for text in (
        "submitted 5 hours ago by ann\n[–]bo 4 points  (1 child)\n\nThe pump froze.\n\n"
        "[–]cy [score hidden]  (0 children)\n\nIt did not.\n",
        "submitted 5 hours ago by ann (/user/ann)\n"
        "[–] (javascript:void(0)) bo (/user/bo) 4 points 4 hours ago (1 child)\n\n"
        "The pump froze.\n\n  • permalink (/r/ponds/comments/a1/x/b1)\n  • reply\n\n"
        "[–] (javascript:void(0)) cy (/user/cy)Mill hand [score hidden] 3 hours ago\n\n"
        "It did not.\n",
    ):
        reading = read(text, "reddit")
        assert [(part.author, part.score) for part in reading.comments] == [("bo", 4), ("cy", None)]
        posts = [post.body.text for post in textdump.posts(reading) if isinstance(post, Post)]
        assert posts[1:] == ["The pump froze.", "It did not."]


def test_a_page_of_lobsters_that_was_copied_in_a_window_has_votes_above_its_heads() -> None:
    """Where pictures were are two spaces; printed, "authored by" is a line of its own."""
    page = (
        "Active Recent Comments Search Login\n18\nWho turned off the fountain? ☶\n"
        "authored by {}ann 3 years ago | 2 comments\nIt was on yesterday.\n\n\n"
        "12\n bo 3 years ago\nThe pump froze.\n\n\n3\n cy edited 3 years ago\nIt did not.\n"
    )
    for between in (" ", "\n"):
        reading = read(page.format(between), "lobsters")
        assert (reading.opening.author, reading.sheet.claimed) == ("ann", 2)
        assert reading.sheet.title == "Who turned off the fountain?"
        assert [(part.author, part.score) for part in reading.comments] == [("bo", 12), ("cy", 3)]


def test_of_a_page_of_lobsters_the_votes_alone_may_be_left() -> None:
    reading = read(
        "  1. 18\n    Who turned off the fountain?\n    authored by ann 2 comments\n\n"
        "It was on yesterday.\n\n    1. 7\n\n      The pump froze.\n\n"
        "      So it did last year.\n\n"
        "      1. -2\n\n        It did not.\n",
        "lobsters",
    )
    posts = [post.body.text for post in textdump.posts(reading) if isinstance(post, Post)]
    assert posts == [
        "It was on yesterday.",
        "The pump froze.\n\nSo it did last year.",
        "It did not.",
    ]
    assert [(part.author, part.score) for part in reading.comments] == [(None, 7), (None, -2)]
    assert (reading.opening.author, reading.sheet.claimed) == ("ann", 2)
