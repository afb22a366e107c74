"""Bodies of real dumps: none needs the safety net, none loses a word, none nests deeply."""

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from body_html import Read, words

from sitegen import bodies
from sitegen.bodies.characters import tidy
from sitegen.bodies.sanitize import clean

DUMPS = {
    "hn": (("hn-firebase/*",), ("text",)),
    "reddit": (("reddit-listing/praw_*.json",), ("body", "selftext")),
    "markdown": (("github-archive/*", "github-issues/*"), ("body",)),
    "github": (("github-archive/*", "github-issues/*"), ("body",)),
    "html": (("discourse-json/*", "zulip-json/*"), ("cooked", "content")),
}


def texts(folder: Path, patterns: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[str]:
    """Every text under one of these keys, at any depth of the JSON."""
    for file in sorted(file for pattern in patterns for file in folder.glob(pattern)):
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        try:
            stack = [json.loads(data)]
        except ValueError:
            stack = [json.loads(line) for line in data.splitlines() if line.strip()]
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                for key, value in item.items():
                    if key in keys and isinstance(value, str):
                        yield value
                    else:
                        stack.append(value)
            elif isinstance(item, list):
                stack += item


@pytest.mark.parametrize("markup", DUMPS)
def test_real_bodies_are_rendered_whole(markup: str, shared: Path) -> None:
    found = 0
    for text in texts(shared / "data", *DUMPS[markup]):
        html = bodies.RENDERERS[markup](tidy(text))
        read = Read(html)
        assert read.faults == [], text
        assert clean(html) == html
        assert read.depth <= 12
        found += 1
        if markup == "hn":
            told = unescape(re.sub(r"<[^>]*>", lambda tag: " " * (tag.group() == "<p>"), text))
            assert words(read.text) == words(told), text
            assert words(Read(bodies.RENDERERS["plain"](text)).text) == words(text)
    assert found > 1000
