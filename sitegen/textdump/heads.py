"""Copies whose comments have heads: a line or a few that name author and age.

A shape finds the heads; here the text between two heads becomes the body of the first, without
the page's own words at its end ("reply", "permalink").
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from sitegen.model import State
from sitegen.textdump.reading import Known, Part

_GONE: dict[str, State] = {
    "[deleted]": "deleted",
    "[removed]": "removed",
    "[flagged]": "dead",
    "[dead]": "dead",
    "[comment removed by author]": "deleted",
    "[comment removed by moderator]": "removed",
    "comment removed by moderator": "removed",
    "comment deleted by user": "deleted",
    "deleted by creator": "deleted",
    "removed by mod": "removed",
}
_NAMELESS = ("[deleted]", "[removed]", "deleted", "[unavailable]")
# A title of Hacker News with what it points to: "Ponds of the north (host.example)".
DOMAIN = re.compile(r"(?P<title>.+) \((?P<domain>[\w.-]+\.[a-z]{2,}(?:/\S*)?)\)")
HEAD = Known("recorded", 1.0, "head")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST = 2  # comments with words, which show what stands below all
_KEPT, _SHORT = 1 << 12, 60  # lines of which it is known whose they are, and their characters


class Head(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Lines `first` up to, not including, `body` name an author; `depth` counts from 0.

    `words` are what else the head says, for the shape that found it.
    """

    first: int
    body: int
    author: str | None = None
    age: str = ""
    score: int | None = None
    depth: int | None = None
    labels: tuple[str, ...] = ()
    state: State = "visible"
    words: frozenset[str] = frozenset()
    cut: int = 0


class Bodies(msgspec.Struct, frozen=True):
    """The comments of a page, and the lines that are no comment's words."""

    parts: tuple[Part, ...]
    furniture: tuple[int, ...]


def bodies(
    lines: tuple[str, ...],
    heads: Sequence[Head],
    is_furniture: Callable[[str], bool],
    *,
    above: int = 0,
) -> Bodies:
    """What stands below each head, down to the next.

    `above`: lines after a head that are none of the body's when they are furniture.
    """
    furniture: list[int] = []
    said: list[list[int]] = []  # lines of each body
    rows: list[list[int]] = []  # the page's own lines at its end, the lowest first
    known = lru_cache(maxsize=_KEPT)(is_furniture)  # a page's own lines are the same everywhere

    def is_own(number: int) -> bool:
        line = lines[number - 1].strip()
        return known(line) if len(line) <= _SHORT else is_furniture(line)

    ends = [head.first for head in heads[1:]] + [len(lines) + 1]
    for head, end in zip(heads, ends, strict=False):  # without heads there is one end
        furniture += range(head.first, head.body)
        told = [n for n in range(head.body, end) if (line := lines[n - 1]) and not line.isspace()]
        row: list[int] = []
        while told and is_own(told[-1]):
            row.append(told.pop())
        if above:
            start = next((at for at, n in enumerate(told) if not is_own(n)), len(told))
            furniture += told[:start]
            told = told[start:]
        said.append(told)
        rows.append(row)
    _give_back(lines, said, rows)
    furniture += [number for row in rows for number in row]
    parts = [_part(lines, head, told) for head, told in zip(heads, said, strict=False)]
    return Bodies(tuple(parts), tuple(sorted(furniture)))


def _give_back(lines: Sequence[str], said: list[list[int]], rows: list[list[int]]) -> None:
    """Gives a comment of which nothing is left the line that only looked like the page's own: a
    number or a word ("42", "thanks") of which its row has one more than the rows of most others.
    """
    bare = [at for at, told in enumerate(said) if not told and rows[at]]
    if not bare:
        return
    forms = {line: _form(line) for line in {lines[n - 1] for row in rows for n in row}}
    counts = [[forms[lines[n - 1]] for n in row] for row in rows]
    others = [count for count, told in zip(counts, said, strict=True) if told]
    if len(others) < _FEWEST:
        return
    usual: dict[str, int] = {}
    for at in bare:
        form = counts[at][-1]
        if form not in usual:
            often = Counter([count.count(form) for count in others])
            usual[form] = max(often, key=lambda number: (often[number], number))
        if counts[at].count(form) > usual[form]:
            said[at].append(rows[at].pop())


def _form(line: str) -> str:
    """A line of a row, whatever its numbers are."""
    return _DIGITS.sub("0", line.strip().lower())


def closed(
    lines: tuple[str, ...], part: Part, closes: Callable[[str], bool]
) -> tuple[Part, list[int]]:
    """A comment that ends above the page's own line which `closes` it, and the lines from there on:
    what stands below that, in notes into which a page was pasted, is not its author's.
    """
    own = [n for n in range(part.first, part.last + 1) if lines[n - 1].strip()]
    at = next((at for at, n in enumerate(own) if closes(lines[n - 1].strip())), len(own))
    if at == len(own):
        return part, []
    last = own[at - 1] if at else part.first - 1
    return msgspec.structs.replace(part, last=last), own[at:]


def _part(lines: tuple[str, ...], head: Head, told: list[int]) -> Part:
    state = head.state
    if len(told) == 1:
        state = _GONE.get(lines[told[0] - 1].strip().lower(), state)
    return Part(
        first=told[0] if told else head.first,
        last=told[-1] if told else head.first - 1,
        head=head.first,
        border=HEAD,
        author=None if head.author in _NAMELESS else head.author,
        age=head.age,
        score=head.score,
        state="deleted" if head.author in _NAMELESS and state == "visible" else state,
        labels=head.labels,
        cut=head.cut,
    )
