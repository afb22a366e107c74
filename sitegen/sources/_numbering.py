"""Rows that are numbered as what they answer is: "1", and below that "1-1", "1-2", "1-2-1".

Exporters of comments (exportcomments.com) number so in columns without a name. It is only trusted
where the whole column counts upwards, and each row stands below what it answers.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sitegen.columns import Columns
from sitegen.sources._post_names import NAMES, plain
from sitegen.sources._post_shapes import Row

_NUMBER = re.compile(r"[1-9][0-9]{0,8}(?:-[1-9][0-9]{0,8}){0,63}", re.ASCII)
_SETTLED = frozenset(name for role in ("id", "parent", "thread") for name in NAMES[role])
_OWN, _PARENT = "comment_id", "parent_comment_id"
MOST: Final = 2  # columns


def columns(names: Iterable[str], said: Columns | None = None) -> tuple[str, ...]:
    """The columns of a table that may number its rows: its first one or two, where these have no
    names, and none else holds ids: nor does one that the user names."""
    if said and said.named:
        return ()
    told = list(names)
    found = [name for name in told[:MOST] if not plain(name.partition(", column ")[0])]
    first = not told or not plain(told[0])
    return tuple(found) if first and _SETTLED.isdisjoint(map(plain, told)) else ()


def number(row: Row, named: Sequence[str]) -> str:
    """How a row is numbered, by the last of these columns that holds something; "" for not."""
    told = [str(value).strip() for name in named if (value := row.get(name)) not in (None, "")]
    return told[-1] if told and _NUMBER.fullmatch(told[-1]) else ""


def holds(rows: Iterable[Row], named: Sequence[str]) -> bool:
    """Whether rows count upwards, each below what it answers, and some answer others. The last may
    be cut off."""
    last: list[int] = []
    answers = cut = False
    for row in rows:
        if cut:
            return False
        own = number(row, named)
        parts = [int(part) for part in own.split("-")] if own else []
        above = len(parts) - 1
        if not parts or parts[:above] != last[:above] or parts[above:] <= last[above : above + 1]:
            cut = True
            continue
        answers = answers or above > 0
        last = parts
    return answers


def told(row: Row, named: Sequence[str]) -> Row:
    """The row, with its id and that of what it answers."""
    own = number(row, named)
    rest = {name: value for name, value in row.items() if name not in named}
    return {_OWN: own, _PARENT: own.rpartition("-")[0], **rest}


def all_told(rows: Sequence[Row], said: Columns | None) -> list[Row]:
    """The same of the first rows of a table, where their numbers tell what they answer."""
    named = columns(rows[0], said) if rows else ()
    if not named or not holds(rows, named):
        return list(rows)
    return [told(row, named) for row in rows]
