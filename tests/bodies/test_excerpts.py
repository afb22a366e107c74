"""Excerpts: one line of what a body says."""

import pytest

from sitegen.bodies import plain_text
from sitegen.model import Body


@pytest.mark.parametrize(
    ("text", "markup", "line"),
    [
        ("One.\n\nTwo\nthree  four.", "plain", "One. Two three four."),
        ("It&#x27;s <i>so</i> &lt;b&gt;<p>&gt; quoted<p>end", "hn", "It's so <b> quoted end"),
        ("a<b>b</b>c<br>d<div>e</div>f", "html", "abc d e f"),
        (
            "- **one**\n- [two](https://example.org)\n\n|a|b|\n|-|-|\n|c|d|",
            "reddit",
            "one two a b c d",
        ),
        ("It was >!the *gull*!< all along", "reddit", "It was [spoiler] all along"),
        ("```python\nif x:\n    y\n```", "markdown", "if x: y"),
        ("&amp;lt; &nbsp; &amp;#65;", "html", "&lt; &#65;"),
        ("a\ue0001\ue001\x00\u202eb", "plain", "a1b"),
        ('[a](https://example.org "x > y")', "markdown", "a"),
        ("", "plain", ""),
    ],
)
def test_a_line_says_what_the_body_says(text: str, markup: str, line: str) -> None:
    assert plain_text(Body(text, markup), 100) == line  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limit", "line"),
    [
        (100, "The boat (grey), and the gull."),
        (30, "The boat (grey), and the gull."),
        (29, "The boat (grey), and the…"),
        (18, "The boat (grey)…"),
        (17, "The boat (grey)…"),
        (11, "The boat…"),
        (9, "The boat…"),
        (8, "The…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_a_line_is_cut_at_the_end_of_a_word(limit: int, line: str) -> None:
    assert plain_text(Body("The boat (grey), and the gull."), limit) == line
    assert len(line) <= limit


def test_words_that_are_longer_than_the_limit_are_cut() -> None:
    assert plain_text(Body("港" * 50), 10) == "港" * 9 + "…"
    assert plain_text(Body("a " + "x" * 50), 10) == "a xxxxxxx…"
