"""Copies whose heads tell author and age of every comment, but neither depth nor parent.

Each kind is one pattern; parents are weighed afterwards.
"""

import re
from collections.abc import Callable

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken


class Kind(msgspec.Struct, frozen=True):
    """One pattern of heads; `also` are lines after a head that belong to it."""

    name: str
    head: re.Pattern[str]
    also: re.Pattern[str]


KINDS = (
    Kind(
        "brackets",  # [+] alice|4 months ago|reply
        re.compile(rf"\[[+–-]\] ?(?P<who>[\w-]{{1,32}})\|(?P<age>{AGE})\|reply"),
        re.compile(r"(?!)"),
    ),
    Kind(
        "comment-by",  # Comment by alice 5 hours ago, then "0 replies"
        re.compile(rf"Comment by (?P<who>\S{{1,40}}) (?P<age>{AGE})"),
        re.compile(r"(?P<n>\d{1,9}) repl(?:y|ies)"),
    ),
)


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when its first words are no head of either kind."""
    for kind in KINDS:
        found = _heads(lines, kind)
        if len(found) > 1 or (found and found[0].first <= 3):
            return _sheet(lines, kind, found)
    return None


def _heads(lines: tuple[str, ...], kind: Kind) -> list[Head]:
    found: list[Head] = []
    open_head = False
    for number, line in spoken(lines):
        text = line.strip()
        match = kind.head.fullmatch(text) if len(text) < 200 else None
        if match is not None:
            found.append(Head(first=number, body=number + 1, author=match["who"], age=match["age"]))
            open_head = True
        elif open_head and kind.also.fullmatch(text):
            found[-1] = msgspec.structs.replace(found[-1], body=number + 1)
        else:
            open_head = False
    return found


def _sheet(lines: tuple[str, ...], kind: Kind, found: list[Head]) -> Sheet | None:
    told = bodies(lines, found, _furniture(kind))
    top = [n for n, _ in spoken(lines) if n < found[0].first]
    first, *rest = told.parts
    opening = first
    parts: tuple[Part, ...] = tuple(rest)
    if kind.name == "brackets" or any(not kind.head.fullmatch(lines[n - 1]) for n in top[2:]):
        parts = told.parts
        opening = Part(first=top[0] if top else 1, last=top[-1] if top else 0)
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="hn",
        shape=kind.name,
        lines=lines,
        opening=opening,
        comments=parts,
        furniture=(*(n for n in top if n not in own), *told.furniture),
    )


def _furniture(kind: Kind) -> Callable[[str], bool]:
    name = re.compile(r"Comment by \S{1,40}")
    return lambda line: bool(name.fullmatch(line)) if kind.name == "comment-by" else False
