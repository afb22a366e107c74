"""Quotes that are marked with signs: from paragraphs with a number of signs to nested quotes.

The numbers are compared with each other, not trusted: ">>>" alone is a quote like ">".
"""

from collections.abc import Sequence

_DEEPEST = 6


def nested(parts: Sequence[tuple[int, str]]) -> str:
    """Parts of adjacent quotes, (number of signs, HTML blocks), as blockquotes in each other."""
    ranks = {signs: rank for rank, signs in enumerate(sorted({signs for signs, _ in parts}), 1)}
    out: list[str] = []
    depth = 0
    for signs, html in parts:
        level = min(ranks[signs], _DEEPEST)
        out += ("<blockquote>" * (level - depth), "</blockquote>" * (depth - level), html)
        depth = level
    out.append("</blockquote>" * depth)
    return "".join(out)
