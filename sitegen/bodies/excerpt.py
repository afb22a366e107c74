"""A line of plain text from a body, for descriptions and lists.

It says what the page says and no more: no markup, and nothing of what a spoiler covers.
"""

import re

from sitegen.bodies.code import SPOILER
from sitegen.entities import unescape

_COVERED = re.compile(rf"{SPOILER}.*?</span>", re.S)
_LINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span"
                       r"|strong|sub|sup|u|var)\b[^>]*>")  # fmt: skip
_TAG = re.compile(r"<[^>]*>")
_DANGLING = " ,;:-–—([{«“‘\"'/"


def one_line(html: str) -> str:
    """The text of safe HTML, its blocks and white space parted by single spaces."""
    html = _LINE_TAG.sub("", _COVERED.sub("[spoiler]", html))
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at the end of a word, with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = text[: limit - 1]
    if not text[limit - 1].isspace():
        words, space, _ = cut.rpartition(" ")
        cut = words if space and len(words) >= limit // 3 else cut
    return cut.rstrip(_DANGLING) + "…"
