"""Whose answer a comment is, told by how many comments stand below each: `(3 children)`.

The old Reddit counts all that stands below a comment, at any depth, and prints the tree depth
first: so the counts are the tree. They include comments that are hidden from the page. Hence a
branch counts only where it is exactly as large as its first comment says.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sitegen.textdump.heads import Head
from sitegen.textdump.reading import Known, Part

_SIZE = re.compile(r"\((?P<n>\d{1,6})\s{1,40}[^\W\d_]{1,24}\)")
_COUNTED = Known("recorded", 1.0, "count of children")


def sizes(lines: Sequence[str], heads: Sequence[Head]) -> list[int | None]:
    """How many comments each head says to stand below it."""
    told = (" ".join(lines[head.first - 1 : head.body - 1]) for head in heads)
    found = ([*_SIZE.finditer(head)] for head in told)
    return [int(matches[-1]["n"]) if matches else None for matches in found]


def answering(
    parts: Sequence[Part], sizes: Sequence[int | None], claimed: int | None
) -> tuple[Part, ...]:
    """The comments with the parents that the counts tell; `claimed`: how many the page has.

    Where a branch begins is told by what answers the opening post, or, where a page does not tell
    that, by the counts alone, if they hold for all of it.
    """
    starts = [at for at, part in enumerate(parts) if part.direct]
    if not starts and claimed == len(parts) + sum(part.cut for part in parts):
        return _whole(parts, sizes)
    found = list(parts)
    for start, end in pairwise((*starts, len(parts))):
        branch = _branch(parts, sizes, start)
        if len(branch) == end - start:
            found[start:end] = _below(parts[start:end], branch)
    return tuple(found)


def _whole(parts: Sequence[Part], sizes: Sequence[int | None]) -> tuple[Part, ...]:
    """All comments with parents, or none where the counts do not hold for all."""
    found: list[Part] = []
    while len(found) < len(parts):
        start = len(found)
        branch = _branch(parts, sizes, start)
        if not branch:
            return tuple(parts)
        found += _below(parts[start : start + len(branch)], branch)
    return tuple(found)


def _below(parts: Sequence[Part], branch: Sequence[int]) -> list[Part]:
    return [
        msgspec.structs.replace(part, parent=parent, answers=_COUNTED)
        for part, parent in zip(parts, branch, strict=True)
    ]


def _branch(parts: Sequence[Part], sizes: Sequence[int | None], start: int) -> list[int]:
    """The number of the parent of each comment of the branch that begins at `start`, the first
    one's 0; none where the counts do not hold.

    What the page leaves out ("load more comments") stands below the deepest comment that is not
    complete.
    """
    found: list[int] = []
    open_: list[list[int]] = []  # ancestors: the number, and how many are yet to come below it
    for at in range(start, len(parts)):
        part, size = parts[at], sizes[at]
        if size is None or (open_ and (size >= open_[-1][1] or part.direct)):
            return []
        found.append(open_[-1][0] if open_ else 0)
        if open_:
            open_[-1][1] -= size + 1
        open_.append([at + 1, size])
        _close(open_)
        if part.cut:
            if not open_ or part.cut > open_[-1][1]:
                return []
            open_[-1][1] -= part.cut
            _close(open_)
        if not open_:
            return found
    return []


def _close(open_: list[list[int]]) -> None:
    while open_ and not open_[-1][1]:
        open_.pop()
