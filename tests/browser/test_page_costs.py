"""What no page may cost: elements and bytes of each comment beside its text, style and script."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.browser.conftest import built
from tests.browser.scattered import scattered


class Frame(NamedTuple):
    """What a page has for each of its comments besides text.

    Text is what a reader sees, in names, times and links as in bodies. `beside_bodies` is what
    compression makes of all that is no body, names and times too.
    """

    count: int
    elements: float
    bytes: float
    packed: float
    beside_bodies: float


def frame_of(page: Path) -> Frame:
    """What the comments of a page cost, the lists of people and of other pages left out."""
    listed = page.read_bytes().partition(b'<ol class="comments">')
    rest = re.split(rb"<section [^>]*(?:people|elsewhere)", b"".join(listed[1:]))[0]
    tree = LexborHTMLParser(rest)
    assert tree.body
    count = len(tree.css("li[id]"))
    elements = len(tree.css("ol.comments *")) - len(tree.css("[itemprop=text] *"))
    seen = [text.encode() for text in _seen(tree.body)]
    bodies = [text for node in tree.css("[itemprop=text]") for text in _seen(node)]
    text = b"".join(seen)
    return Frame(
        count,
        elements / count,
        (len(rest) - len(text)) / count,
        (_packed(rest) - _packed(text)) / count,
        (_packed(rest) - _packed("".join(bodies).encode())) / count,
    )


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def _seen(node: LexborNode) -> Iterator[str]:
    """The text in an element, bodies with their own markup."""
    if node.attributes.get("itemprop") == "text":
        yield from (str(child.html) for child in node.iter(include_text=True))
        return
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text()
        else:
            yield from _seen(child)


def not_text(page: Path) -> float:
    """Bytes of a page that are not text, for each comment: also in bodies, and around all."""
    data = page.read_bytes()
    tree = LexborHTMLParser(data)
    tree.strip_tags(["script", "style"])
    assert tree.body
    text = " ".join(tree.body.text().split())
    return (len(data) - len(text)) / len(tree.css("ol.comments li[id]"))


def test_pages_cost_little_beside_their_text(demo: Path) -> None:
    """In the usual configuration."""
    page = demo / "t/hn/924050318/index.html"
    frame = frame_of(page)
    assert frame.count > 350
    assert frame.elements <= 9
    assert frame.bytes <= 370
    assert frame.packed <= 25
    assert frame.beside_bodies <= 35
    assert not_text(page) <= 400
    assert len(gzip.compress(page.read_bytes().partition(b'<ol class="comments">')[0])) < 4000
    for name, most in (("static/style.*.css", 4000), ("static/js/thread.*.js", 3000)):
        assert len(gzip.compress(next(demo.glob(name)).read_bytes(), 9)) < most
    largest = max(len(gzip.compress(path.read_bytes())) for path in demo.rglob("*.html"))
    assert largest < 150_000


@pytest.mark.parametrize("theme", ["orange", "aggregator", "forum", "mail", "paper"])
def test_pages_cost_little_in_every_theme(theme: str, tmp_path: Path) -> None:
    content = tmp_path / "dumps"
    content.mkdir()
    (content / "a.ndjson").write_text("\n".join(map(json.dumps, scattered("hn"))), "utf-8")
    output = built(tmp_path, content, f'[theme]\nname = "{theme}"\n')
    (page,) = output.glob("t/*/*/index.html")
    frame = frame_of(page)
    assert frame.elements <= 9
    assert frame.bytes <= 370
    assert frame.packed <= 35
    assert not_text(page) <= 400


def test_comments_of_text_copies_cost_little_too(tmp_path: Path) -> None:
    """With all that is told of how each was read."""
    content = tmp_path / "dumps"
    content.mkdir()
    heads = (f"bo{number} {number + 1} hours ago [-]\n\nAnswer {number}." for number in range(60))
    copy = "One\n\n60 comments\n\n" + "\n\n".join(heads) + "\n"
    (content / "news.ycombinator.com.txt").write_text(copy, "utf-8")
    (page,) = built(tmp_path, content).glob("t/*/*/index.html")
    frame = frame_of(page)
    assert frame.count >= 50
    assert frame.elements <= 9
    assert frame.bytes <= 320
    assert frame.packed <= 20


@pytest.mark.parametrize(("form", "most"), [("hn", 48), ("discourse", 45), ("reddit", 55)])
def test_pages_of_many_names_cost_little_too(form: str, most: int, tmp_path: Path) -> None:
    """Ids and times that no compression foresees, and a new name every third comment."""
    content = tmp_path / "dumps"
    content.mkdir()
    (content / "a.ndjson").write_text("\n".join(map(json.dumps, scattered(form))), "utf-8")
    output = built(tmp_path, content)
    (page,) = output.glob("t/*/*/index.html")
    frame = frame_of(page)
    assert frame.count == 300
    assert frame.elements <= 9  # more than half of these comments have replies to fold
    assert frame.bytes <= 370
    assert frame.packed <= 37
    assert frame.beside_bodies <= most  # names and times among it
