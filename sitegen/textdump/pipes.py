"""Copies in which the cells of the page's tables became lines of a single `|`.

    | | | | |  /  by USER  /  N days ago  /  | |  /  the opening post, one line  /  |  /  replies

First paragraphs of replies are lost in such copies, and nothing says where a reply begins; or the
opening post alone stands in a cell `| … |` and everything else is lost.
"""

import re

from sitegen.ages import AGE
from sitegen.textdump.blocks import blocks
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_BY = re.compile(r"(?:(?P<score>\d{1,9}) points? )?by (?P<who>\S{1,40})(?: (?P<age>.+))?")
_AGE = re.compile(AGE)
_HEADER = Known("recorded", 1.0, "header")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when it does not begin with such cells."""
    top = [(n, line.strip()) for _, (n, line) in zip(range(24), spoken(lines), strict=False)]
    if not top or top[0][1][:1] != "|":
        return None
    if top[0][1] != "|":
        return _cell(lines, top)
    words = [(n, line) for n, line in top if line != "|"]
    by = _BY.fullmatch(words[0][1]) if len(words) > 2 else None
    if by is None or not _AGE.fullmatch(words[1][1]):
        return None
    first = words[2][0]
    end = next((n for n, line in spoken(lines, first + 1) if line.strip() == "|"), first + 1)
    opening = Part(
        first=first,
        last=max((n for n, _ in words if first <= n < end), default=first),
        head=words[0][0],
        author=by["who"],
        age=words[1][1],
        score=int(by["score"]) if by["score"] else None,
        border=_HEADER,
    )
    return _below(lines, opening, end)


def _cell(lines: tuple[str, ...], top: list[tuple[int, str]]) -> Sheet | None:
    """A copy that begins with one long cell: the opening post, of an author unknown."""
    if not top[0][1].startswith("| ") or len(top) < 2 or top[1][1].startswith("|"):
        return None
    number, line = top[0]
    if len(line) < 80 or line.count("|") > 2:
        return None  # a Markdown table
    return _below(lines, Part(first=number, last=number, border=_HEADER, indent=2), number + 1)


def _below(lines: tuple[str, ...], opening: Part, start: int) -> Sheet:
    bars = [n for n, line in spoken(lines) if line.strip() == "|"]
    by = [n for n in (opening.head, opening.head + 1) if opening.head]
    found = [b for b in blocks(lines, start) if lines[b.first - 1].strip() != "|"]
    return Sheet(
        site="hn",
        shape="cells",
        lines=lines,
        opening=opening,
        open=tuple(found),
        begins=False,
        rooted=opening.head > 0,
        furniture=tuple(sorted({*bars, *by})),
    )
