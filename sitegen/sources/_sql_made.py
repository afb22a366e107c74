"""Tables as a script of SQL makes them: their columns, keys, and what columns refer to."""

import re
from typing import Final

import msgspec

from sitegen import possessive

NAME: Final = rb'(?:`[^`\n]{1,200}+`|"[^"\n]{1,200}+"|\[[^\]\n]{1,200}+\]|[\w$]{1,200}+)'
NAMED: Final = rb"(%s(?:\.%s){0,2}+)" % (NAME, NAME)

_MOST_COLUMNS: Final = 1000
_IDENTIFIER = re.compile(NAME)
_KEY = possessive.compiled(rb"PRIMARY\s+KEY\s*+(?:\w+\s*+)?\(((?:[^()]|\(\d+\)){1,500}+)\)", re.I)
_OTHER = rb"REFERENCES\s+%s(?:\s*+\(\s*+(%s))?" % (NAMED, NAME)
_FOREIGN = possessive.compiled(
    rb"FOREIGN\s+KEY\s*+(?:%s\s*+)?\(\s*+(%s)\s*+\)\s*+%s" % (NAME, NAME, _OTHER), re.I
)
_REFERS = possessive.compiled(_OTHER, re.I)
_NO_COLUMN = frozenset(
    (
        *(b"primary", b"key", b"unique", b"index", b"constraint", b"foreign", b"fulltext"),
        *(b"spatial", b"check", b"exclude", b"like", b"period"),
    )
)
_IS_KEY = re.compile(rb"\bPRIMARY\s+KEY\b", re.I)
_KIND = re.compile(
    rb"\s*+\[?(?:((?:tiny|small|medium|big)?int(?:eger|2|4|8)?|(?:big|small)?serial)|bool(?:ean)?)\b",
    re.I,
)
_LENGTH = re.compile(rb"\(\d+\)")  # of a text, as far as it is in a key
_ORDERED = frozenset((b"asc", b"desc"))

Refers = dict[str, tuple[str, str]]  #: {column: (table, column there)} of what columns refer to


class Made(msgspec.Struct, frozen=True):
    """A table that a script makes.

    `kinds`: what each column holds, "integer", "boolean" or "" for anything. `key`: the columns
    of its primary key.
    """

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    key: tuple[str, ...]
    refers: Refers


def table(name: str, parts: list[bytes]) -> Made:
    """The table that is made of `parts`, which stand between commas: columns, keys, rules."""
    columns: list[str] = []
    kinds: list[str] = []
    key: tuple[str, ...] = ()
    refers: Refers = {}
    for part in parts:
        first = _IDENTIFIER.match(part.strip())
        if first is None:
            continue
        if first[0].lower() in _NO_COLUMN:
            told, others = keys(part)
            key, refers = told or key, refers | others
        elif len(columns) < _MOST_COLUMNS:
            column = name_of(first[0])
            columns.append(column)
            kinds.append(_kind(part.strip()[first.end() :]))
            if _IS_KEY.search(part):
                key = (column,)
            if other := _REFERS.search(part):
                refers[column] = (name_of(other[1]), name_of(other[2]) if other[2] else "")
    return Made(name, tuple(columns), tuple(kinds), key, refers)


def _kind(told: bytes) -> str:
    found = _KIND.match(told)
    return ("integer" if found[1] else "boolean") if found else ""


def keys(part: bytes) -> tuple[tuple[str, ...], Refers]:
    """The primary key that a part of a table's making tells, and what columns refer to."""
    key = _KEY.search(part)
    refers = {
        name_of(other[1]): (name_of(other[2]), name_of(other[3]) if other[3] else "")
        for other in _FOREIGN.finditer(part)  # phpMyAdmin tells all of a table at once
    }
    return names_in(key[1]) if key else (), refers


def names_in(text: bytes | None) -> tuple[str, ...]:
    """The names that a list of them holds."""
    found = _IDENTIFIER.findall(_LENGTH.sub(b"", text or b""))
    return tuple(name_of(one) for one in found if one.lower() not in _ORDERED)


def name_of(written: bytes) -> str:
    """A name as it is, without what stands around it, and without that of its schema."""
    last: bytes = _IDENTIFIER.findall(written)[-1]
    bare = last[1:-1] if last[:1] in b'`"[' else last
    return bare.decode("utf-8", "replace").replace("\0", "\ufffd")
