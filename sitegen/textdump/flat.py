"""Copies that are one paragraph a line and nothing else, opened by "Comment by NAME" and an age.

The named comment comes first and its replies follow without a name or a border. Only where the
page repeats the comment, or cuts a branch with "3 replies", does the text tell more.
"""

import re
from collections.abc import Iterable, Iterator

from sitegen.ages import AGE
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_BY = re.compile(r"Comment by (?P<who>\S{1,40})")
_AGE = re.compile(AGE)
_MORE = re.compile(r"(?P<n>\d{1,9}) repl(?:y|ies) ?(?:→|->)")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The named comment, as far as its end is told, and the open lines below it."""
    top = [
        (number, line.strip()) for _, (number, line) in zip(range(3), spoken(lines), strict=False)
    ]
    if len(top) < 3:
        return None
    match = _BY.fullmatch(top[0][1])
    if match is None or not _AGE.fullmatch(top[1][1]):
        return None
    told = blocks(lines, top[2][0])
    found, known, cuts = _open(lines, told)
    if not found:
        return None
    kept = {block.first for block in found}
    return Sheet(
        site="hn",
        shape="flat",
        lines=lines,
        opening=Part(
            first=found[0].first,
            last=found[0].last,
            head=top[0][0],
            author=match["who"],
            age=top[1][1],
            border=Known("recorded", 1.0, "header"),
            cut=cuts.pop(found[0].last, 0),
        ),
        open=tuple(found[1:]),
        begins=False,
        known=known,
        cuts=cuts,
        furniture=(top[0][0], top[1][0], *_lines(b for b in told if b.first not in kept)),
    )


def _lines(found: Iterable[Block]) -> Iterator[int]:
    return (line for block in found for line in range(block.first, block.last + 1))


def _open(
    lines: tuple[str, ...], told: list[Block]
) -> tuple[list[Block], dict[int, float], dict[int, int]]:
    """The blocks that are somebody's words, the borders that others tell, and what is cut."""
    found: list[Block] = []
    known: dict[int, float] = {}
    cuts: dict[int, int] = {}
    closed = False
    for block in told:
        text = lines[block.first - 1].strip()
        more = _MORE.fullmatch(text)
        if more:
            closed = True
            if found:
                cuts[found[-1].last] = int(more["n"])
        elif not _AGE.fullmatch(text):
            if closed:
                known[block.first] = 1.0
            closed = False
            found.append(block)
    return found, known, cuts
