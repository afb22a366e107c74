"""Quotes that are marked with signs: from paragraphs with a number of signs to nested quotes.

The numbers are compared with each other, not trusted: ">>>" alone is a quote like ">".
"""

import re
from collections.abc import Sequence

LONG_QUOTE = 1000  # characters; a longer quote is folded
_DEEPEST = 6
_QUOTE = re.compile("<(/?)blockquote>")
_TAG = re.compile("<[^>]*>")


def nested(parts: Sequence[tuple[int, str]]) -> str:
    """Parts of adjacent quotes, (number of signs, HTML blocks), as blockquotes in each other."""
    if len(parts) < 2:
        return "".join([f"<blockquote>{html}</blockquote>" for _, html in parts])
    ranks = {signs: rank for rank, signs in enumerate(sorted({signs for signs, _ in parts}), 1)}
    out: list[str] = []
    depth = 0
    for signs, html in parts:
        level = min(ranks[signs], _DEEPEST)
        out += ("<blockquote>" * (level - depth), "</blockquote>" * (depth - level), html)
        depth = level
    out.append("</blockquote>" * depth)
    return "".join(out)


def folded(html: str) -> str:
    """Safe HTML in which long quotes are folded: the outermost, where quotes lie in quotes."""
    out: list[str] = []
    depth = start = done = 0
    for found in _QUOTE.finditer(html):
        if not found[1]:
            start = start if depth else found.start()
            depth += 1
        elif depth:
            depth -= 1
            quote = html[start : found.end()]
            if depth == 0 and len(quote) > LONG_QUOTE and _is_long(quote):
                out += (html[done:start], _fold(quote))
                done = found.end()
    out.append(html[done:])
    return "".join(out)


def _is_long(quote: str) -> bool:
    return len(_TAG.sub("", quote)) > LONG_QUOTE and "<details" not in quote


def _fold(quote: str) -> str:
    words = len(_TAG.sub(" ", quote).split())
    summary = f"<summary>Quote of {words:,} words</summary>"
    return f'<details class="quote">{summary}{quote}</details>'
