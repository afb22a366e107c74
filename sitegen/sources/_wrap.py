"""What stands around one dump, and where what lies in it is in its file."""

import re
from collections.abc import Callable, Iterator

import msgspec

from sitegen.model import Problem
from sitegen.sources import _json

_PLACE = re.compile(r"(?:(line|document) (\d+))?(?:, )?(\$.*)?", re.DOTALL)

Claims = Callable[[bytes], bool]


class Wrap(msgspec.Struct):
    """What stands around one dump. What is told while it is read: `places` of records, those of
    values that were `parted` first, what was `passed` over by its kind, and `faults`.

    `prefix` bytes are skipped, `inside` says that posts lie inside of other JSON values, and
    `claims` whether the format found reads a value; `apart`: elements of a list that it reads are
    told one by one, as lists of one format stand beside each other. `like` are the keys of the one
    that it was found by: what has half of its own in common with these is read, too, or told to be
    damaged.
    """

    prefix: int = 0
    lines: int = 0
    script: bool = False
    inside: bool = False
    claims: Claims | None = None
    apart: bool = False
    like: frozenset[str] = frozenset()
    places: list[str] = msgspec.field(default_factory=list)
    parted: list[str] = msgspec.field(default_factory=list)
    passed: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)
    faults: list[Problem] = msgspec.field(default_factory=list)

    def place(self, where: str) -> str:
        """A place in what is inside, as one of the file."""
        return self.outside(_at(self.places, where) if self.inside else where)

    def outside(self, where: str) -> str:
        return _at(self.parted, where) if self.parted else self.shifted(where)

    def shifted(self, where: str) -> str:
        match = _PLACE.fullmatch(where)
        if not match or match[1] != "line":
            return where
        return where.replace(match[2], str(int(match[2]) + self.lines), 1)

    def problems(self) -> Iterator[Problem]:
        """What could not be read, and what stood beside the dump, of no part of its format."""
        yield from self.faults
        for where, count in self.passed.values():
            what = "this is" if count == 1 else f"this and {count - 1:,} more such values are"
            told = f"{what} nothing of this format, and passed over"
            yield Problem(self.outside(where), told, lost=False)

    def begin(self) -> None:
        """Forgets what was told: a format may read a dump twice."""
        for told in (self.places, self.parted, self.passed, self.faults):
            told.clear()


def _at(places: list[str], where: str) -> str:
    match = _PLACE.fullmatch(where)
    if not match:
        return where
    index, path = int(match[2] or 1) - 1, match[3]
    before = places[index] if index < len(places) else f"record {index + 1}"
    return _json.inside(before, path[1:]) if path and path != "$" else before
