"""Copies of discussions of GitHub: the counts of replies tell whose answers comments are."""

from copies import read
from test_cards import said

PAGE = """Skip to content
Who turned off the fountain? #12
ann asked this question in Q&A
ann
on Nov 10, 2023 · 3 comments · 3 replies
Return to top
@ann
ann
on Nov 10, 2023
It was on yesterday.
1
You must be logged in to vote
Answered by
bo
Nov 11, 2023
The pump froze.
View full answer
Replies: 3 comments · 3 replies
Oldest
@bo
bo
on Nov 11, 2023
Maintainer
The pump froze.
2
You must be logged in to vote
2 replies
@ann
ann
on Nov 12, 2023
Author
It did not.
@cy
cy
on Nov 12, 2023
Herons.
Marked as answer
@dee
dee
on Nov 12, 2023
I saw it run.
0 replies
@eve
eve
on Nov 13, 2023
Where?
1 reply
@dee
dee
on Nov 14, 2023
There.
Sign up for free to join this conversation on GitHub.
"""


def test_counts_of_replies_tell_the_tree() -> None:
    reading = read(PAGE, "web")
    assert [part.parent for part in reading.comments] == [0, 1, 1, 0, 0, 5]
    assert {part.answers.rule for part in reading.comments} == {"count of replies"}


def test_what_is_shown_of_the_answer_on_top_is_no_comment() -> None:
    assert said(read(PAGE, "web")) == [
        ("ann", "It was on yesterday."),
        ("bo", "The pump froze."),
        ("ann", "It did not."),
        ("cy", "Herons."),
        ("dee", "I saw it run."),
        ("eve", "Where?"),
        ("dee", "There."),
    ]


def test_more_answers_than_are_counted_tell_nothing() -> None:
    reading = read(PAGE.replace("2 replies\n", "1 reply\n"), "web")
    assert [part.parent for part in reading.comments] == [0, None, None, 0, 0, 5]


def test_answers_that_are_not_shown_are_counted_too() -> None:
    reading = read(PAGE.replace("2 replies\n", "7 replies\n"), "web")
    assert [part.parent for part in reading.comments] == [0, 1, 1, 0, 0, 5]


def test_no_answer_stands_below_the_place_for_the_next() -> None:
    closed = PAGE.replace("It did not.\n", "It did not.\nWrite a reply\n")
    reading = read(closed, "web")
    assert [part.parent for part in reading.comments] == [0, 1, None, 0, 0, 5]


def test_pages_without_counts_are_weighed() -> None:
    text = PAGE.replace("2 replies\n", "").replace("0 replies\n", "").replace("1 reply\n", "")
    parents = [part.answers.rule for part in read(text, "web").comments]
    assert "count of replies" not in parents
