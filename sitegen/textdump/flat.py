"""Copies that are one paragraph a line and nothing else, opened by "Comment by NAME" and an age.

The named comment comes first and its replies follow without a name or a border. Only where the
page repeats the comment, or cuts a branch with "3 replies", does the text tell more.
"""

import re

from sitegen.textdump.ages import AGE
from sitegen.textdump.blocks import blocks
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_BY = re.compile(r"Comment by (?P<who>\S{1,40})")
_AGE = re.compile(AGE)


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
    found = blocks(lines, top[2][0])
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
        ),
        open=tuple(found[1:]),
        begins=False,
        furniture=(top[0][0], top[1][0]),
    )
