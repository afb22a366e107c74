"""Saved pages of Discourse beyond the samples: addresses, sites, and pages beside the JSON."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import discourse_html
from sitegen.sources.source import Dump, Head

PAGE = """<html><head><meta name="generator" content="Discourse 3.2">
<link rel="canonical" href="{}"></head><body><h1>Cones</h1>
<div id="post_{}" class="topic-body crawler-post">
<span class="creator"><a href="/u/ada">ada</a></span><div class="post" itemprop="text">
<p>Slowly.</p></div></div></body></html>"""


def read(page: str, folder: Path, name: str = "x.html") -> list[Record]:
    (folder / "x.html").write_text(page, "utf-8")
    dump = Dump(name, folder / "x.html")
    assert sources.detect(sources.head(dump), {}) is discourse_html.SOURCE
    return list(sources.read(discourse_html.SOURCE, dump))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://kiln.example/t/cones/42", "discourse:kiln.example/42/3"),
        ("https://kiln.example/t/cones/42?page=2", "discourse:kiln.example/42/3"),
        ("https://kiln.example/t/cones/42/17", "discourse:kiln.example/42/3"),
        ("https://kiln.example/t/42", "discourse:kiln.example/42/3"),
        ("https://kiln.example/t/42/17", "discourse:kiln.example/42/3"),
        ("https://kiln.example/t/-/42", "discourse:kiln.example/42/3"),
        ("https://www.kiln.example/talk/t/2024-cones/42", "discourse:www.kiln.example/42/3"),
        ("http://kiln.example:3000/t/cones/42", "discourse:kiln.example:3000/42/3"),
        ("/t/cones/42", "discourse:cones/42/3"),
    ],
)
def test_what_a_page_is_of(address: str, found: str, tmp_path: Path) -> None:
    (post,) = (r for r in read(PAGE.format(address, 3), tmp_path) if isinstance(r, Post))
    assert (post.id, post.author, post.title) == (found, "ada", "Cones")


@pytest.mark.parametrize("address", ["", "/t/", "/t/cones", "/t/cones/x", "/c/cones/42"])
def test_a_page_without_a_topic_is_told(address: str, tmp_path: Path) -> None:
    (problem,) = read(PAGE.format(address, 3) + "<!-- /t/ -->", tmp_path)
    assert isinstance(problem, Problem)
    assert problem.message == "the page does not tell which topic it is of"


def test_the_folder_tells_the_site_of_a_page_that_lost_its_address(tmp_path: Path) -> None:
    (post,) = read(PAGE.format("/t/cones/42", 1), tmp_path, "kiln.example/x.html")
    assert isinstance(post, Post)
    assert (post.id, post.permalink) == (
        "discourse:kiln.example/42/1",
        "https://kiln.example/t/cones/42/1",
    )


@pytest.mark.parametrize("number", ["0", "9" * 12, "9" * 13, "x", "²"])
def test_numbers_that_are_none(number: str, tmp_path: Path) -> None:
    records = read(PAGE.format("https://kiln.example/t/cones/42", number), tmp_path)
    assert len(records) == 1
    assert isinstance(records[0], Post) == (number == "9" * 12)


def test_no_post_is_lost_unseen(tmp_path: Path) -> None:
    page = PAGE.format("https://kiln.example/t/cones/42", 1)
    twice = page[page.index("<div") : page.index("</body>")].replace("Slowly", "Fast")
    page = page.replace("</body>", f'{twice}<div id="post_7" class="crawler-post"></div></body>')
    told = [r.where for r in read(page, tmp_path) if isinstance(r, Problem)]
    assert told == ["x.html: post 1", "x.html: post 7"]


def test_a_page_that_only_speaks_of_discourse_is_none() -> None:
    page = b'<html><meta name="description" content="Discourse on method"><a href="/t/x">x</a>'
    assert not discourse_html.SOURCE.sniff(Head("x.html", page))
