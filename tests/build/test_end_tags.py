"""End tags that HTML implies are left out of comments, and a browser makes the same of them."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite

BODIES = (
    "one",
    "one\n\ntwo",
    "> quoted\n\nanswered",
    "> > inner\n\n> outer\n\nanswered\n\n> last",
    "1. item\n\n   more\n2. item\n\n> x",
    "```\n</p><p>\n```\n\nafter code",
    '[a link](https://example.org/ "</p><p>title</p></div>")',
    "a\n\n* * *\n\nb\n\n| a | b |\n|---|---|\n| c | d |",
)


def page(folder: Path, settings: str) -> str:
    """A thread of comments with these bodies, each an answer to the one before."""
    site = SmallSite(folder)
    rows = [{"id": "a", "title": "T", "selftext": "", "subreddit": "x", "created_utc": 1}]
    for number, body in enumerate(BODIES):
        parent = f"t1_c{number - 1}" if number else "t3_a"
        rows.append(
            {"id": f"c{number}", "parent_id": parent, "link_id": "t3_a", "body": body}
            | {"author": f"n{number}", "subreddit": "x", "created_utc": 2 + number}
        )
    site.write("content/x.ndjson", "".join(json.dumps(row) + "\n" for row in rows))
    site.config(settings)
    site.build()
    (path,) = site.output.glob("t/*/*/index.html")
    return path.read_text("utf-8")


@pytest.mark.parametrize("theme", ["default", "mail"])
def test_pages_without_implied_end_tags_are_the_same_to_a_browser(
    theme: str, tmp_path: Path
) -> None:
    settings = f'[theme]\nname = "{theme}"\n'
    short = page(tmp_path / "short", settings)
    plain = page(tmp_path / "plain", settings + "[build]\nminify = false\n")
    trees = [LexborHTMLParser(text).css_first("ol.comments") for text in (short, plain)]
    assert trees[0]
    assert trees[1]
    assert trees[0].html == trees[1].html
    lists = [text.partition('<ol class="comments">')[2] for text in (short, plain)]
    assert lists[1].count("</p>") > lists[0].count("</p>") + 10
