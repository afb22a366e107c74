"""Whose answer a comment is, told by how far its head is indented.

Columns are levels where they are equally far apart and every step down is one level. Text browsers
stop to indent at some depth; what stands in the deepest column may be deeper then. The numbers of
a page's lists tell more: a list that begins with 1 in the column of the one above is a list in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from sitegen.textdump.heads import Head
from sitegen.textdump.reading import Known, Part

_LADDER = 3  # columns; fewer show nothing yet
_DEEP = 5  # levels, from which on some browsers indent no more
_INDENTED = Known("recorded", 1.0, "indentation")
_MARK = re.compile(r" *(?:(?:[*+•◦○□o#@=-]|(?P<n>\d{1,4})\.) +)+")
_NUMBER = re.compile(r" *(?:\d{1,4}\. +)*(?P<n>\d{1,4})\.(?: |$)")
_NARROW = 3  # columns of a step that is not by a program that leaves empty lists open


class _Lists:
    """The lists that are open in the deepest column: whose each is, and its last item.

    `places` are the lists by their last item, so that none is looked for among all.
    """

    def __init__(self) -> None:
        self.owners: list[int] = []
        self.last: list[int] = []
        self.places: dict[int, list[int]] = {}

    def begin(self, owner: int) -> None:
        self.places.setdefault(1, []).append(len(self.owners))
        self.owners.append(owner)
        self.last.append(1)

    def close(self, size: int) -> None:
        """Leaves the first `size` lists open."""
        while len(self.owners) > size:
            self.owners.pop()
            self.places[self.last.pop()].pop()

    def parent_of(self, item: int | None, number: int) -> int | None:
        """The parent of a comment below another one in the deepest column; None: not told."""
        known = item is not None and item > 1 and self.owners[0] >= 0
        lists = self.places.get(item - 1, []) if known and item else []
        if item == 1:
            self.begin(number - 1)
        elif len(lists) == 1:
            self.close(lists[0] + 1)
            self.places[self.last[-1]].pop()
            self.last[-1] += 1
            self.places.setdefault(self.last[-1], []).append(len(self.last) - 1)
        else:
            self.close(0)
            self.begin(-1)  # which lists are open is not known any more
        return self.owners[-1] if self.owners[-1] >= 0 else None


def nested(
    parts: Sequence[Part], depths: Sequence[int], numbers: Sequence[int | None] = ()
) -> tuple[Part, ...]:
    """The comments with the parents that their depths tell; a level that is skipped is closed.

    `numbers` are those of the items of the page's lists; where some are given, the deepest level
    may hold deeper ones.
    """
    spine: list[int] = []
    found: list[Part] = []
    deepest = max(depths, default=0) if numbers else len(parts)
    counted = any(item and item > 1 for item in numbers)  # some programs write 1 for all
    open_ = _Lists()
    for number, (part, depth) in enumerate(zip(parts, depths, strict=True), start=1):
        del spine[depth:]
        parent: int | None = spine[-1] if spine else 0
        if depth < deepest or not (counted or deepest >= _DEEP):
            open_.close(0)
        elif not open_.owners:
            open_.begin(parent or 0)
        else:
            parent = open_.parent_of(numbers[number - 1] if counted else None, number)
        spine.append(number)
        found.append(
            part
            if parent is None
            else msgspec.structs.replace(part, parent=parent, answers=_INDENTED)
        )
    return tuple(found)


def laddered(
    parts: Sequence[Part], columns: Sequence[int], numbers: Sequence[int | None] = ()
) -> tuple[Part, ...]:
    """The comments with the parents that the columns of their heads tell.

    Empty where columns are no levels: not equally far apart, or only two, for some text browsers
    indent no deeper.
    """
    levels = sorted(set(columns))
    steps = {other - one for one, other in pairwise(levels)}
    if len(levels) < _LADDER or min(steps) < 2 or max(steps) - min(steps) > 1:
        return ()
    level = {column: depth for depth, column in enumerate(levels)}
    return nested(parts, [level[column] for column in columns], numbers)


def numbered(lines: Sequence[str], heads: Sequence[Head]) -> list[int | None]:
    """The number of the item that each head opens in a list of the page's."""
    told = ([_NUMBER.match(line) for line in lines[h.first - 1 : h.body - 1]] for h in heads)
    return [next((int(m["n"]) for m in reversed(ms) if m), None) for ms in told]


def inset(lines: Sequence[str], heads: Sequence[Head], parts: Sequence[Part]) -> tuple[Part, ...]:
    """The comments with the parents that the columns of their heads' first lines tell, or of the
    words behind signs of lists; as they are where neither tells any.
    """
    first = [lines[head.first - 1] for head in heads]
    if not any(line.startswith("  ") for line in first):
        return tuple(parts)
    parts = [msgspec.structs.replace(part, indent=_inner(lines, part)) for part in parts]
    for columns in ([_indent(line) for line in first], [*_worded(first)]):
        levels = sorted(set(columns))
        stepped = all(levels.index(b) <= levels.index(a) + 1 for a, b in pairwise(columns))
        if len(levels) < _LADDER or levels[1] - levels[0] < _NARROW or not stepped:
            continue
        found = laddered(parts, columns, numbered(lines, heads))
        if found and columns[0] == levels[0]:
            return found
    return tuple(parts)


def _inner(lines: Sequence[str], part: Part) -> int:
    """How far most lines of a comment are indented."""
    own = Counter(_indent(line) for line in lines[part.first - 1 : part.last] if line.strip())
    return max(own, key=lambda column: (own[column], -column), default=0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _worded(lines: Sequence[str]) -> Iterator[int]:
    for line in lines:
        mark = _MARK.match(line)
        yield mark.end() if mark else _indent(line)
