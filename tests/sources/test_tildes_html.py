"""Saved pages of Tildes beyond the samples: where the topic is told, other pages, bad comments."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import tildes_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><body><article class="topic-full" {}><h1>Knots</h1>
<div class="topic-full-byline">Posted</div>{}</article></body></html>"""
COMMENT = '<article class="comment" data-comment-id36="{}">{}</article>'
SAID = '<div class="comment-itself"><header>{}</header><div class="comment-text">Yes.</div></div>'


def read(page: str, folder: Path) -> list[Record]:
    (folder / "x.html").write_text(page, "utf-8")
    dump = Dump("x.html", folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is tildes_html.SOURCE
    return list(sources.read(tildes_html.SOURCE, dump))


@pytest.mark.parametrize(
    ("own", "link", "found"),
    [
        ('id="topic-1a"', "", "tildes:1a"),
        ("", "/~comp.adv/2b/knots#comment-c3", "tildes:2b"),
        ("", "https://tildes.net/~comp.adv/2b#comment-c3", "tildes:2b"),
        ("", "https://tiles.example/~comp.adv/2b/knots#comment-c3", "tildes:tiles.example/2b"),
    ],
)  # fmt: skip
def test_what_a_page_is_of(own: str, link: str, found: str, tmp_path: Path) -> None:
    nav = f'<a class="comment-nav-link" href="{link}">Link</a>' if link else ""
    topic, comment = read(PAGE.format(own, COMMENT.format("c3", SAID.format(nav))), tmp_path)
    assert isinstance(topic, Post)
    assert isinstance(comment, Post)
    assert (topic.id, comment.id, comment.parent) == (found, f"{found}/c3", found)


def test_a_page_without_a_number_is_told(tmp_path: Path) -> None:
    (problem,) = read(PAGE.format("", ""), tmp_path)
    assert isinstance(problem, Problem)
    assert problem.message == "the page does not tell which topic it is of"


def test_no_comment_is_lost_unseen(tmp_path: Path) -> None:
    lost = COMMENT.format("c1", "<p>of another form</p>") + COMMENT.format("c2", "")
    inner = COMMENT.format("c3", COMMENT.format("c4", SAID.format("")) + SAID.format(""))
    records = read(PAGE.format('id="topic-1a"', lost + inner), tmp_path)
    told = [r.where for r in records if isinstance(r, Problem)]
    assert told == ["x.html: c1", "x.html: c2"]
    assert [(r.id, r.parent) for r in records if isinstance(r, Post)][1:] == [
        ("tildes:1a/c4", "tildes:1a/c3"),
        ("tildes:1a/c3", "tildes:1a"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        b'<html><ol class="topic-listing"><article id="topic-1a" class="topic"></article></ol>',
        b"<html><p>A topic-full article has a topic-full-byline.</p></html>",
    ],
)
def test_other_pages_are_not_claimed(page: bytes) -> None:
    assert not tildes_html.SOURCE.sniff(Head("x.html", page))


@pytest.mark.parametrize(
    "unit", [COMMENT[:46].format("a"), COMMENT.format("a", SAID), '<a class="comment-nav-link">']
)
def test_hostile_pages_take_linear_time(unit: str, tmp_path: Path) -> None:
    def took(size: int) -> float:
        start = time.perf_counter()
        read(PAGE.format('id="topic-1a"', unit * (size // len(unit))), tmp_path)
        return time.perf_counter() - start

    took(10_000)
    assert took(1_000_000) < 40 * took(100_000) + 1
