"""Submissions that scripts put together: what their addresses say, and what they do not."""

import json
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post
from sitegen.sources.source import Dump


@pytest.mark.parametrize(("linked", "own"), [("ab12", True), ("zz99", False)])
def test_the_thread_that_a_post_links_to_is_not_its_own(
    linked: str, own: bool, tmp_path: Path
) -> None:
    url = f"https://www.reddit.com/r/knots/comments/{linked}/a_hitch/"
    told = {"id": "ab12", "title": "T", "created": 1700000000, "url": url, "comments": []}
    (tmp_path / "x.json").write_text(json.dumps(told), "utf-8")
    source, dump = sources.recognise(Dump("x.json", tmp_path / "x.json"), {})
    (post,) = (r for r in sources.read(source, dump) if isinstance(r, Post))
    assert source.name == "reddit-bdfr"
    assert (post.permalink is not None and linked in post.permalink) == own
