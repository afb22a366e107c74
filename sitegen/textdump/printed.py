r"""Copies of pages that were printed to a file, as pdftotext and its like write them.

A form feed begins each sheet of paper. What browsers print at the edges of every sheet (the date
and the title above, the address and "3/12" below) is told by standing there on most of them; it is
no post's, and of a paragraph that it cuts in two the halves are put together again. With its layout
kept, every sheet has margins of its own, so columns tell nothing of levels.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

_FEED = "\f"
_FEWEST = 2  # form feeds
_EDGE = 3  # lines that are not blank, at either edge of a sheet
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"https?://\S+")
_SHORT = 12  # characters; a shorter line is of an edge only if it counts or dates
_ENDS = (".", "!", "?", ":", "…", '."', ".”", ".)", "]")
_GOES_ON = re.compile(r"[a-z,;)%’”]")
_NARROW = 40  # characters; a line that a sheet's end cut off is longer


class Printed(msgspec.Struct, frozen=True):
    """The lines without what stood at the edges; `breaks` are the indices at which sheets begin."""

    lines: list[str]
    furniture: tuple[int, ...]
    breaks: tuple[int, ...]
    address: str | None


def unprinted(lines: Sequence[str]) -> Printed | None:
    """The page, or None for a text without form feeds."""
    if _FEED not in "".join(lines):  # as in nearly all
        return None
    breaks = tuple(n for n, line in enumerate(lines) if line.startswith(_FEED))
    if len(breaks) < _FEWEST:
        return None
    kept = [line.lstrip("\f ") for line in lines]
    sheets = [
        told
        for start, end in zip((0, *breaks), (*breaks, len(kept)), strict=True)
        if (told := [n for n in range(start, end) if kept[n].strip()])
    ]
    found = sorted({*_edges(kept, sheets), *_edges(kept, [told[::-1] for told in sheets])})
    addresses = (match[0] for n in found if (match := _ADDRESS.search(kept[n])))
    address = next(addresses, None)
    for n in found:
        kept[n] = ""
    return Printed(kept, tuple(n + 1 for n in found), breaks, address)


def _edges(lines: Sequence[str], sheets: Sequence[Sequence[int]]) -> Iterator[int]:
    """The lines that stand at the same place on most sheets, from the edge inwards."""
    for place in range(_EDGE):
        rows = {told[place]: _alike(lines[told[place]]) for told in sheets if len(told) > place}
        if not rows:
            return
        (row, count), *_ = Counter(rows.values()).most_common(1)
        if count < 2 or count * 3 < len(sheets) * 2 or (len(row) < _SHORT and "0" not in row):
            return
        edge = [(at, told[place]) for at, told in enumerate(sheets) if len(told) > place]
        edge = [(at, n) for at, n in edge if rows[n] == row]
        if not _counts(lines, edge):
            return
        yield from (n for _, n in edge)


def _counts(lines: Sequence[str], edge: Sequence[tuple[int, int]]) -> bool:
    """Whether the numbers in lines of sheets are the same on all, or those of the sheets: else they
    are two heads of one person's.
    """
    told = [[(int(number[-9:]), at) for number in _DIGITS.findall(lines[n])] for at, n in edge]
    return all(
        len({number for number, _ in column}) == 1 or len({abs(n - at) for n, at in column}) == 1
        for column in zip(*told, strict=True)
    )


def _alike(line: str) -> str:
    """A line as it is on every sheet: the number of the sheet is another one on each."""
    return _DIGITS.sub("0", " ".join(line.split()))


def healed(lines: list[str], breaks: Sequence[int]) -> None:
    """Puts paragraphs together that a new sheet cut in two."""
    told = [n for n, line in enumerate(lines) if line.strip()]
    for start in breaks:
        at = bisect_left(told, start)
        if not 0 < at < len(told):
            continue
        above, below = told[at - 1], told[at]
        one, other = lines[above].rstrip(), lines[below].strip()
        if len(one) >= _NARROW and not one.endswith(_ENDS) and _GOES_ON.match(other):
            lines[above], lines[below] = f"{one} {other}", ""
            del told[at]
