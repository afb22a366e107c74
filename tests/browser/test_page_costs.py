"""What no page may cost: elements and bytes of each comment beside its text, style and script."""

import gzip
import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.conftest import built
from tests.browser.scattered import scattered


def frame_of(page: Path) -> tuple[int, float, float, float]:
    """How many comments a page has, and what each has besides its text: elements, bytes, and
    compressed bytes. Names, links and notes that are read are left out of the bytes, and are not
    of the compressed ones.
    """
    listed = page.read_bytes().partition(b'<ol class="comments">')
    rest = re.split(rb"<section [^>]*(?:people|elsewhere)", b"".join(listed[1:]))[0]
    tree = LexborHTMLParser(rest)
    count = len(tree.css("li[id]"))
    elements = len(tree.css("ol.comments *")) - len(tree.css(".text *"))
    texts = "".join(str(child.html) for node in tree.css(".text") for child in node.iter())
    told = tree.css("li > a, li > h3, li > h4, summary, p.note")
    said = sum(len(node.text(deep=True).encode()) for node in told)
    packed = len(gzip.compress(rest, 9)) - len(gzip.compress(texts.encode(), 9))
    frame = len(rest) - len(texts.encode()) - said
    return count, elements / count, frame / count, packed / count


def test_pages_cost_little_beside_their_text(demo: Path) -> None:
    """In the usual configuration."""
    page = demo / "t/hn/924050318/index.html"
    count, elements, frame, packed = frame_of(page)
    assert count > 350
    assert elements <= 9
    assert frame <= 400
    assert packed <= 40
    assert len(gzip.compress(page.read_bytes().partition(b'<ol class="comments">')[0])) < 4000
    for name, most in (("static/style.*.css", 4000), ("static/js/thread.*.js", 3000)):
        assert len(gzip.compress(next(demo.glob(name)).read_bytes(), 9)) < most
    largest = max(len(gzip.compress(path.read_bytes())) for path in demo.rglob("*.html"))
    assert largest < 150_000


@pytest.mark.parametrize(("form", "most"), [("hn", 48), ("discourse", 45), ("reddit", 55)])
def test_pages_of_many_names_cost_little_too(form: str, most: int, tmp_path: Path) -> None:
    """Ids and times that no compression foresees, and a new name every third comment."""
    content = tmp_path / "dumps"
    content.mkdir()
    (content / "a.ndjson").write_text("\n".join(map(json.dumps, scattered(form))), "utf-8")
    output = built(tmp_path, content)
    (page,) = output.glob("t/*/*/index.html")
    count, _, frame, packed = frame_of(page)
    assert count == 300
    assert frame <= 410
    assert packed <= most
