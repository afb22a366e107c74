"""Heads of which every piece has a line of its own, or signs of Markdown, on pages of any site."""

import pytest
from copies import read
from test_cards import said

ASKED = """ponds - Who turned off the fountain? - Ponds
Ponds
Ask Question
31
It was on yesterday.
water
Share
Follow
asked
Jan 3, 2012 at 10:22
ann
3,412
1
It froze?
–
cy
Commented
Jan 3, 2012 at 11:00
Add a comment
|
1 Answer
Sorted by:
Highest score (default)
12
The pump froze.
Share
Follow
answered
Jan 3, 2012 at 12:00
cy
12.3k
Thanks!
–
ann
Commented
Jan 4, 2012 at 9:00
Add a comment
|
"""
ANSWERS = [
    ("ann", "It was on yesterday."),
    ("cy", "It froze?"),
    ("cy", "The pump froze."),
    ("ann", "Thanks!"),
]


def test_answers_in_pieces_are_no_issue() -> None:
    reading = read(ASKED, "web")
    assert said(reading) == ANSWERS
    assert [part.parent for part in reading.comments] == [0, 0, 2]


def test_names_that_lost_the_dash_before_them() -> None:
    whole = ASKED.replace("Commented\n", "Commented ")
    text = whole.replace("–\ncy", '- [cy](/users/3/cy "12,3k reputation")').replace(
        "–\nann", "- ann"
    )
    assert said(read(text, "web")) == ANSWERS


POSTS = [("ann", "It was on."), ("Bo Brook", "The pump froze."), ("cy", "It did not.")]


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("Post\nby\n{who}\n»\nTue Jan 03, 2023 10:22 am", "Top"),
        ("Post by {who} »\nTue Jan 03, 2023 10:22 am", "Top"),
        ('[ __Post](./p#1 "Post") by\n**[{who}](./u)** » Tue Jan 03, 2023 10:22 am', "__Top"),
        ("Post (./p#1) by {who} (./u) » Tue Jan 03, 2023 10:22 am", "Top (#top)"),
        ("{who}\n3 Jan 2023\n10:22 a.m.", "0\nReply\nSign in to reply online\nUse email software"),
    ],
)
def test_posts_of_forums_and_lists(head: str, below: str) -> None:
    pages = [f"{head.format(who=who)}\n\n{text}\n\n{below}\n\n" for who, text in POSTS]
    reading = read("Who turned off the fountain?\n\n" + "".join(pages), "web")
    assert said(reading) == POSTS
    assert "10:22" in reading.comments[0].age


@pytest.mark.parametrize(
    "head",
    [
        "[{who}](https://ponds.example/u/{who}) November 12, 2023, 10:02am  {n}",
        "[{who}](https://p.example/u/{who})\n\n(Full Name)\n\nNovember 12, 2023, 10:02am\n\n{n}",
        "{who} November 12, 2023, 10:02am\n\n{n}",
    ],
)
def test_topics_in_markdown(head: str) -> None:
    posts = [("ann", "It was on."), ("bo_b", "The pump froze."), ("cy", "It did not.")]
    text = "".join(
        f"{head.format(who=who, n=n)}\n\n{said}\n\n3 Likes\n\n"
        for n, (who, said) in enumerate(posts, 1)
    )
    reading = read(f"[Ponds](/)\n\n# [Who turned off the fountain?](/t/1)\n\n{text}", "discourse")
    assert said(reading) == posts
    assert reading.sheet.title == "Who turned off the fountain?"


@pytest.mark.parametrize(
    ("site", "head"),
    [("hn", "{who} 3 hours ago | next [–]"), ("reddit", "[–]{who} 12 points 3 hours ago")],
)
def test_names_in_heads_lose_the_signs_of_markdown(site: str, head: str) -> None:
    names = ["heron\\_k", "\\_bo\\_", "cy"]
    text = "".join(f"{head.format(who=who)}\n\nSee lamp\\_{who}.\n\n" for who in names)
    reading = read(text, site)
    posts = [(part.author, reading.sheet.lines[part.first - 1]) for part in reading.comments]
    assert posts == [
        ("heron_k", "See lamp\\_heron\\_k."),
        ("_bo_", "See lamp\\_\\_bo\\_."),
        ("cy", "See lamp\\_cy."),
    ]


def test_parents_are_counted_below_what_stands_above_the_heads() -> None:
    heads = [("ann", ""), ("bo", "    "), ("cy", "        "), ("dee", "    ")]
    text = "".join(f"{inset}1. [ ]\n{inset}   3\n{inset}   {who} 2 hours ago\n\n{inset}   Ice.\n\n"
                   for who, inset in heads)  # fmt: skip
    reading = read(f"73 points by ed\nIt was on.\n\nThe pump froze.\n\n{text}", "lobsters")
    told = {part.author: part.parent for part in reading.comments if part.author}
    first = next(n for n, part in enumerate(reading.comments, 1) if part.author == "ann")
    assert told == {"ann": 0, "bo": first, "cy": first + 1, "dee": first}


def test_posts_that_lost_their_times_end_where_the_next_name_stands() -> None:
    pages = [
        f"{who}\nMember\nPosts: 26\n\nRe: The fountain\n\nPost by {who} »\n\n{text}\n\n"
        for who, text in POSTS
    ]
    reading = read("Pond Board\n\nThe fountain\n\n" + "".join(pages), "web")
    assert said(reading) == POSTS
    assert reading.sheet.title == "The fountain"


def test_comments_that_lost_their_names_have_none() -> None:
    text = "".join(
        f"Re:Ice {n} (Score:5, Insightful)\n{text}\nReply to This\n{'Parent' * (n == 1)}\n"
        for n, (_, text) in enumerate(POSTS)
    )
    reading = read(f"The fountain\nIt stood still.\nComments\n{text}", "web")
    assert said(reading)[1:] == [(None, text) for _, text in POSTS]
    assert [part.parent for part in reading.comments] == [0, None, 0]


def test_markdown_of_the_old_reddit_escapes_the_sign_before_names() -> None:
    text = "".join(f"\\[–\\]{who} 3 points 2 hours ago\n\nIce.\n\n" for who in ("bo\\_b", "cy"))
    assert [part.author for part in read(text, "reddit").comments] == ["bo_b", "cy"]
