"""What the default theme says in words of a comment and of a thread."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.theme import Theme, cases

from .pages import render


@pytest.mark.parametrize(
    ("fields", "heading", "text"),
    [
        ({"state": "deleted"}, "Deleted comment", "Deleted by its author."),
        ({"state": "removed"}, "Removed comment", "Removed by a moderator."),
        ({"state": "dead"}, "Dead comment", "Killed by the site’s software or by flags."),
        ({"state": "missing", "note": "ghost"}, "Missing comment", "is not in the archive"),
        ({"state": "dead", "author": "ivo", "body": "<p>x</p>"}, "ivo", "or by flags.x"),
        ({}, "Unknown author", "No text was saved."),
        ({"author": "eve", "note": "loop"}, "eve", "lead back to itself"),
        ({"author": "eve", "missing": 1}, "eve", "1\N{NO-BREAK SPACE}more reply not saved"),
        (
            {"author": "eve", "missing": 1234},
            "eve",
            "1,234\N{NO-BREAK SPACE}more replies not saved",
        ),
        ({"author": "eve", "score": 1}, "eve", "1\N{NO-BREAK SPACE}point"),
        ({"author": "eve", "score": 0}, "eve", "0\N{NO-BREAK SPACE}points"),
        ({"author": "eve", "edited": cases.when(0)}, "eve", "edited 19 Feb 2024, 13:41"),
        ({"author": "eve", "labels": ("mod", "sticky")}, "eve", "sticky"),
        ({"author": "eve", "when": None, "age": "3 days ago"}, "eve", "3 days ago"),
    ],
)
def test_a_comment_says_in_words_what_it_is(
    default: Theme, fields: dict[str, object], heading: str, text: str
) -> None:
    context = cases.thread(default, [(0, {"author": "", "body": "", **fields})])
    item = LexborHTMLParser(render(default, "thread.html", context)).css_first("#c1")
    assert item.css_first("h3").text() == heading
    assert text in item.text()


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"state": "missing"}, "The opening post is not in the archive"),
        ({"state": "deleted"}, "was deleted by its author"),
        ({"state": "removed"}, "was removed by a moderator"),
        ({"state": "dead"}, "was killed by the site’s software or by flags"),
        ({"claimed": 1}, "The site counted 1 comment in this thread."),
        ({"ghosts": 1}, "1 post that others reply to is not in the archive."),
        ({"ghosts": 2}, "2 posts that others reply to are not in the archive."),
        ({"missing": 1}, "1 more reply to the opening post was not saved in the dump."),
        ({"count": 2619}, "2,619 comments"),
        ({"count": 1}, "1 comment"),
        ({"count": 0}, "No comments"),
        ({"score": -3}, "−3 points"),
        ({"edited": cases.when(0)}, "edited 19 Feb 2024, 13:41"),
        ({"labels": ("Ask",)}, "Ask"),
    ],
)
def test_a_thread_says_in_words_what_it_is(
    default: Theme, fields: dict[str, object], text: str
) -> None:
    context = cases.thread(default, [], **fields)
    assert (
        text in LexborHTMLParser(render(default, "thread.html", context)).css_first("main").text()
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "by keeper · 19 Feb 2024, 13:41 · 412 points"),
        ({"author": ""}, "19 Feb 2024, 13:41 · 412 points"),
        ({"author": "", "when": None, "age": "3 days ago"}, "3 days ago · 412 points"),
        ({"author": "", "when": None}, "412 points"),
        ({"author": "", "when": None, "score": None}, "original on Hacker News"),
    ],
)
def test_dots_stand_between_what_is_told_of_a_thread(
    default: Theme, fields: dict[str, object], line: str
) -> None:
    page = LexborHTMLParser(render(default, "thread.html", cases.thread(default, [], **fields)))
    told = page.css_first(".meta").text().removesuffix(" · original on Hacker News")
    assert told == line
