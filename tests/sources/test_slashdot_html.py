"""Saved pages of Slashdot beyond the samples: times, names, other pages, comments twice."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import slashdot_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><head><link rel="canonical" href="https://slashdot.org/story/22/05/02/12/x"></head>
<body><a href="//slashdot.org/comments.pl?sid=21&amp;cid=5">5</a><ul id="commentlisting">{}</ul>
</body></html>"""
COMMENT = """<li id="tree_{}"><div class="details">{} <span id="comment_otherdetails_5">{}</span>
</div><div id="comment_body_5">Yes.</div></li>"""


def read(body: str, folder: Path) -> list[Record]:
    (folder / "x.html").write_text(PAGE.format(body), "utf-8")
    dump = Dump("x.html", folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is slashdot_html.SOURCE
    return list(sources.read(slashdot_html.SOURCE, dump))


def one(body: str, folder: Path) -> Post:
    (post,) = read(body, folder)
    assert isinstance(post, Post)
    return post


@pytest.mark.parametrize(
    ("told", "created", "labels"),
    [
        ("on Monday May 02, 2022 @08:20PM (#5)", "2022-05-02T20:20:00+00:00", ()),
        ("on Thursday January 1, 2015 @12:05AM", "2015-01-01T00:05:00+00:00", ()),
        ("on Thursday May 01, @03:06PM (#5)", None, ("Thursday May 01, @03:06PM",)),
        ("on Monday Foo 02, 2022 @08:20PM", None, ()),
        ("", None, ()),
    ],
)
def test_times(told: str, created: str | None, labels: tuple[str, ...], tmp_path: Path) -> None:
    post = one(COMMENT.format(5, "by x", told), tmp_path)
    assert (post.created and post.created.isoformat(), post.labels) == (created, labels)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('by <a href="//slashdot.org/~John+C">John C (101025)</a>', "John C"),
        ('<span class="by">by <a href="//slashdot.org/~ada">ada</a> (<b>12</b>)</span>', "ada"),
        ('<span class="by">by Anonymous Coward</span>', "Anonymous Coward"),
        ("by Anonymous Coward", "Anonymous Coward"),
    ],
)
def test_names(told: str, name: str, tmp_path: Path) -> None:
    assert one(COMMENT.format(5, told, ""), tmp_path).author == name


def test_a_page_of_a_comment_has_no_story(tmp_path: Path) -> None:
    post = one(COMMENT.format(5, "by x", ""), tmp_path)
    assert (post.id, post.parent, post.root) == ("slashdot:c5", "slashdot:21", "slashdot:21")


def test_no_comment_is_lost_unseen(tmp_path: Path) -> None:
    body = COMMENT.format(5, "", "") * 2 + '<li id="tree_6"></li>'
    told = [r.where for r in read(body, tmp_path) if isinstance(r, Problem)]
    assert told == ["x.html: comment 5", "x.html: comment 6"]


@pytest.mark.parametrize(
    "page",
    [
        b'<html><link rel="canonical" href="https://slashdot.org/"><article id="firehose-1">',
        b"<html><p>Read https://slashdot.org/story/22/05/02/12/x and comments.pl?sid=2</p></html>",
        b'<html><link rel="canonical" href="https://blog.example/on-slashdot.org"><p>x</p></html>',
    ],
)
def test_other_pages_are_not_claimed(page: bytes) -> None:
    assert not slashdot_html.SOURCE.sniff(Head("x.html", page))


@pytest.mark.parametrize(
    "unit",
    [
        '<ul><li id="tree_5">',
        '<li id="tree_5"><div id="comment_body_5">',
        '<li id="tree_5"><span class="by"><a href="/~x">x',
    ],
)
def test_hostile_pages_take_linear_time(unit: str, tmp_path: Path) -> None:
    def took(size: int) -> float:
        start = time.perf_counter()
        read(unit * (size // len(unit)), tmp_path)
        return time.perf_counter() - start

    took(10_000)
    assert took(1_000_000) < 40 * took(100_000) + 1
