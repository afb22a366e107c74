"""Saved pages of HyperKitty beyond the samples: deep threads, by date, other pages, bad ones."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import hyperkitty_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><body><div class="thread-header"><h3>Re: [Clay] Glaze</h3></div>
<div id="thread-content">{}</div></body></html>"""
MAIL = """<div class="{0}"><div class="email"><div id="{1}" class="email-header">
<div class="email-date"><div class="time"><span title="Sender's time: {2}"></span></div></div></div>
<div class="email-body"><p>x</p></div><div class="messagelink">
<a href="https://l.example/archives/list/clay@l.example/message/{1}/"></a></div></div></div>"""
WHEN = "March 5, 2024, midnight"


def read(inner: str) -> list[Record]:
    dump = Dump("x.html", Path(), PAGE.format(inner).encode())
    source, dump = sources.recognise(dump, {})
    assert source is hyperkitty_html.SOURCE
    return list(sources.read(source, dump))


def answers(kinds: list[str]) -> list[tuple[str, str, bool]]:
    """The last letter of each answer's name and of its parent's, and whether that is a guess."""
    letters = "ABCDEFGHIJKLMNOP"
    inner = "".join(MAIL.format(kind, letters[n] * 32, WHEN) for n, kind in enumerate(["", *kinds]))
    posts = [record for record in read(inner) if isinstance(record, Post)]
    return [
        (post.id[-1], (post.parent or " ")[-1], post.evidence is not None) for post in posts[1:]
    ]


def test_answers_stand_below_the_last_of_the_level_above() -> None:
    kinds = ["odd", "even reply-level-1", "odd reply-level-2", "even reply-level-1", "odd"]
    assert [(own, above) for own, above, _ in answers(kinds)] == [
        ("B", "A"), ("C", "B"), ("D", "C"), ("E", "B"), ("F", "A"),
    ]  # fmt: skip


def test_where_levels_end_a_parent_is_a_guess() -> None:
    kinds = ["odd", *(f"even reply-level-{n}" for n in (1, 2, 3, 4, 5, 5))]
    assert answers(kinds)[-2:] == [("G", "F", False), ("H", "F", True)]


def test_answers_by_date_are_guesses() -> None:
    assert answers(["odd", "even"]) == [("B", "A", False), ("C", "A", True)]


def test_titles_and_lists_are_without_marks() -> None:
    (post,) = read(MAIL.format("", "A" * 32, WHEN))
    assert isinstance(post, Post)
    assert (post.title, post.community) == ("Glaze", "clay")
    assert post.created is not None
    assert post.created.hour == 0


def test_a_page_without_an_archive_is_told() -> None:
    inner = '<img src="/static/hyperkitty/x"><div class="email"><b class="email-header"></b></div>'
    (problem,) = read(inner)
    assert isinstance(problem, Problem)
    assert problem.lost


def test_other_pages_are_not_claimed() -> None:
    for page in ("<p>hyperkitty/ thread-content", '{"thread-content": "email-header hyperkitty/"}'):
        assert not hyperkitty_html.SOURCE.sniff(Head("x.html", page.encode()))


@pytest.mark.parametrize(
    "inner",
    [
        MAIL.format("odd", "A" * 32, WHEN) * 3000,
        MAIL.format("odd", "A" * 32, WHEN) + '<div class="email">' * 40_000,
        MAIL.format("odd", "A" * 32, WHEN) + '<div class="odd reply-level-5">' * 30_000,
        MAIL.format("odd", "A" * 32, WHEN) + MAIL.format("odd", "B" * 32, "1 " * 300_000),
    ],
)
def test_bad_pages_take_no_longer_than_they_are_large(inner: str) -> None:
    begin = time.process_time()
    read(inner)
    assert time.process_time() - begin < 8
