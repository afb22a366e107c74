"""Corrections of a reading by hand: the file NAME.fix.toml beside a copy NAME.

A correction holds on to the words at which a paragraph begins, so it outlives a better algorithm
and a change of the lines above; a line number only tells equal beginnings apart. What a person
says overrides everything, and is marked as said by a person. Format: docs/textdump.md.
"""

import tomllib
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

import msgspec

from sitegen.model import Problem
from sitegen.textdump.words import words_of

WHERE = "corrections"
_LONGEST = 80  # characters of an anchor that are compared with other beginnings
_MANY = 2000  # beginnings


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction at the paragraph that begins with `text`.

    It begins a comment unless `joins`. `parent` holds the words at which the parent begins, or
    "opening". An empty `author` says that nobody knows.
    """

    text: str
    line: int = 0
    joins: bool = False
    author: str | None = None
    age: str | None = None
    parent: str | None = None
    parent_line: int = 0


class Fixes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says. `complete`: comments begin at the listed places and nowhere else."""

    title: str | None = None
    source: str | None = None
    link: str | None = None
    community: str | None = None
    author: str | None = None
    captured: Any = None  # date or datetime, as TOML has them
    complete: bool = False
    comment: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        if self.captured is not None and not isinstance(self.captured, date):
            raise ValueError("Invalid `captured`: a date such as 2026-06-20, without quotes")

    def moment(self) -> datetime | None:
        """When the copy was made, in UTC; a date without a time is taken at noon."""
        when = self.captured
        if isinstance(when, datetime):
            return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        return datetime(when.year, when.month, when.day, 12, tzinfo=UTC) if when else None

    def by_day(self) -> bool:
        """Whether all that is known of when the copy was made is its day."""
        return self.captured is not None and not isinstance(self.captured, datetime)

    def over(self, other: "Fixes") -> "Fixes":
        """These corrections, and what `other` says where they say nothing of the whole copy."""
        told = {field: getattr(other, field) for field in _WHOLE if getattr(self, field) is None}
        return msgspec.structs.replace(self, **told)


_WHOLE = ("title", "source", "link", "community", "author", "captured")
NONE = Fixes()


def parse(text: str) -> tuple[Fixes, tuple[Problem, ...]]:
    """What a corrections file says; a file that cannot be understood changes nothing."""
    try:
        told: dict[str, Any] = tomllib.loads(text)
        return msgspec.convert(told, Fixes), ()
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        return NONE, (Problem(WHERE, f"the corrections were not used: {error}", False),)


class Anchored(msgspec.Struct, frozen=True):
    """Corrections by line: where comments begin (True) or do not, and what is said of them."""

    begins: dict[int, bool]
    places: dict[int, Place]
    parents: dict[int, int]  # line of a comment to the line of its parent; 0 the opening post


class Anchors:
    """The beginnings of the paragraphs at which a comment could begin, to find words among."""

    def __init__(self, lines: tuple[str, ...], starts: list[int]) -> None:
        self._lines = lines
        self._said = {n: words_of(lines[n - 1]) or [lines[n - 1].strip()] for n in starts}
        self._by_word: dict[str, list[int]] = {}
        for line, words in self._said.items():
            self._by_word.setdefault(words[0], []).append(line)

    def find(self, text: str, near: int) -> int | None:
        """The line of the paragraph that begins with `text`: the one nearest to line `near`."""
        words = words_of(text) or [text.strip()]
        found = [n for n in self._by_word.get(words[0], ()) if self._said[n][: len(words)] == words]
        return min(found, key=lambda n: (abs(n - near) if near else 0, n), default=None)

    def nowhere(self, text: str, number: int) -> Problem:
        """What to say of words that stand nowhere: the paragraph that begins most like them."""
        words = words_of(text)
        begun = {" ".join(self._said[n][: len(words)]): n for n in reversed(self._said)}
        told = f"no paragraph begins with {text!r}"
        like = get_close_matches(" ".join(words)[:_LONGEST], list(begun)[:_MANY], 1, 0.5)
        if like:
            line = begun[like[0]]
            start = " ".join(self._lines[line - 1].split()[: max(len(words), 3)])
            told += f"; the nearest is line {line}, {start!r}"
        return Problem(f"{WHERE}, comment {number}", told, False)


def anchored(
    fixes: Fixes, lines: tuple[str, ...], starts: list[int]
) -> tuple[Anchored, tuple[Problem, ...]]:
    """The lines that the corrections mean, and a Problem for each that means none.

    `starts` are the lines at which a comment could begin.
    """
    anchors = Anchors(lines, starts if fixes.comment else [])
    problems: list[Problem] = []
    begins: dict[int, bool] = dict.fromkeys(starts, False) if fixes.complete else {}
    places: dict[int, Place] = {}
    parents: dict[int, int] = {}
    for number, place in enumerate(fixes.comment, start=1):
        at = anchors.find(place.text, place.line)
        if at is None:
            problems.append(anchors.nowhere(place.text, number))
            continue
        begins[at] = not place.joins
        places[at] = place
        if place.parent is None:
            continue
        whole = place.parent == "opening"
        parent = 0 if whole else anchors.find(place.parent, place.parent_line)
        if parent is None:
            problems.append(anchors.nowhere(place.parent, number))
        elif parent >= at:
            told = f"its parent at line {parent} does not stand above it, at line {at}"
            problems.append(Problem(f"{WHERE}, comment {number}", told, False))
        else:
            parents[at] = parent
    return Anchored(begins, places, parents), tuple(problems)
