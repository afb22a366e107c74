"""What stands below the last comment of a page and is not its author's: the page's end, and notes
into which a page was pasted.

Below most comments stands the same row of the page's own; the last one ends there, too. Where no
row stands, a wider gap than any within a comment, or a heading or rule such as no comment has, is
where it may end: what follows is a post of nobody.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from sitegen.textdump.actions import is_count
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Known, Part, Sheet

_FEWEST = 3  # comments, which show what stands below all
_LONGEST = 120  # characters of a line of a row
_FIRST = 3  # words of a row, in which all rows of a page are alike
_GAP = 2  # blank lines
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_HEADING = re.compile(r"#{1,6} \S.{0,120}")
_RULE = re.compile(r"[-_*=]{3,}")
_NOBODYS = Known("inferred", 0.9, "below the last comment")


def apart(sheet: Sheet) -> Sheet:
    """The sheet whose last comment ends where it does; the same sheet where that is not told."""
    parts = sheet.comments
    if len(parts) < _FEWEST or not all(part.head for part in parts):
        return sheet
    last = parts[-1]
    own = [n for n in range(last.first, last.last + 1) if sheet.lines[n - 1].strip()]
    if len(own) < _GAP:
        return sheet
    row = _row(sheet.lines, parts)
    if row is not None:
        at = next((at for at, n in enumerate(own) if _form(sheet.lines[n - 1]) == row), 0)
        if at and _is_counted(sheet.lines, parts):
            while at > 1 and is_count(plainly(sheet.lines[own[at - 1] - 1])):
                at -= 1
        if at:
            closed = msgspec.structs.replace(last, last=own[at - 1])
            furniture = (*sheet.furniture, *own[at:])
            return msgspec.structs.replace(
                sheet, comments=(*parts[:-1], closed), furniture=furniture
            )
        if _row_below(sheet.lines, last) == row:
            return sheet
    start = _gap(sheet.lines, parts, own) or _marked(sheet.lines, parts, own)
    if not start:
        return sheet
    closed = msgspec.structs.replace(last, last=max(n for n in own if n < start))
    rest = Part(first=start, last=own[-1], border=_NOBODYS)
    return msgspec.structs.replace(sheet, comments=(*parts[:-1], closed, rest))


def _form(line: str) -> str:
    """How a line of a row begins, whatever its numbers are; "" for what is none."""
    if len(line) > _LONGEST:
        return ""
    text = _DIGITS.sub("0", plainly(line).lower())
    return " ".join(text.split()[:_FIRST]) if _LETTERS.search(text) else ""


def _row_below(lines: Sequence[str], part: Part, end: int | None = None) -> str:
    """The form of the first line with letters below a comment, above line `end`."""
    below = lines[part.last : (end or len(lines) + 1) - 1]
    return next((form for line in below if (form := _form(line))), "")


def _row(lines: Sequence[str], parts: Sequence[Part]) -> str | None:
    """The form of the row that stands below most comments but the last."""
    rows = [
        _row_below(lines, part, other.head)
        for part, other in pairwise(parts)
        if part.last >= part.first
    ]
    common = Counter(row for row in rows if row).most_common(1)
    return common[0][0] if common and common[0][1] * 5 >= len(rows) * 3 else None


def _is_counted(lines: Sequence[str], parts: Sequence[Part]) -> bool:
    """Whether a number stands between the words of comments and their rows."""
    below = (
        next((line for line in lines[part.last : other.head - 1] if line.strip()), "")
        for part, other in pairwise(parts)
    )
    return any(is_count(plainly(line)) for line in below)


def _gaps(lines: Sequence[str], part: Part) -> Iterator[tuple[int, int]]:
    """The lines of a comment above which blank ones stand, and how many."""
    own = [n for n in range(part.first, part.last + 1) if lines[n - 1].strip()]
    return ((other, other - one - 1) for one, other in pairwise(own))


def _gap(lines: Sequence[str], parts: Sequence[Part], own: Sequence[int]) -> int:
    """The line of the last comment above which the gap is wider than any within a comment, and as
    wide as between two; 0 for none.
    """
    within = max((gap for part in parts[:-1] for _, gap in _gaps(lines, part)), default=0)
    between = min(
        (
            other.head - one.last - 1
            for one, other in pairwise(parts)
            if other.head > one.last >= one.first
        ),
        default=len(lines),
    )
    least = max(_GAP, within + 1, between)
    return next((n for n, gap in _gaps(lines, parts[-1]) if gap >= least), 0)


def _marked(lines: Sequence[str], parts: Sequence[Part], own: Sequence[int]) -> int:
    """The heading or rule between blank lines in the last comment, where others have none of its
    kind; 0 for none.
    """
    for mark in (_HEADING, _RULE):
        if any(mark.fullmatch(lines[n - 1]) for part in parts[:-1] for n in _lines(part)):
            continue
        found = (n for n in own[1:] if mark.fullmatch(lines[n - 1]) and _is_alone(lines, n))
        start = next(found, 0)
        if start:
            return start
    return 0


def _lines(part: Part) -> range:
    return range(part.first, part.last + 1)


def _is_alone(lines: Sequence[str], number: int) -> bool:
    above, below = lines[number - 2], lines[number] if number < len(lines) else ""
    return not above.strip() and not below.strip()
