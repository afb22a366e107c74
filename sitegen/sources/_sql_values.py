"""What the values of a dump of SQL are, as they are written in it.

Sources: the manuals of MySQL ("String Literals", "Hexadecimal Literals"), PostgreSQL ("Lexical
Structure", "COPY, Text Format"), SQLite ("Literal Values", its shell's .dump) and SQL Server.
"""

import re
from collections.abc import Callable
from functools import partial

from sitegen import possessive
from sitegen.sources._sql_text import Put

Value = str | bytes | int | float | None
Reader = Callable[[Put], list[Value]]

_TEXT = possessive.compiled(
    rb"(?P<kind>_\w{1,20}\s*+|[NnEeBbXx])?(?P<text>'(?:[^'\\]++|\\.|'')*+'|\"(?:[^\"\\]++|\\.|\"\")*+\")",
    re.S,
)
_STANDARD = possessive.compiled(
    rb"(?P<kind>_\w{1,20}\s*+|[NnBbXx])?(?P<text>'(?:[^']++|'')*+')", re.S
)
_INTEGER = possessive.compiled(rb"[+-]?\d{1,18}")
_NUMBER = possessive.compiled(rb"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,4})?")
_HEX = possessive.compiled(rb"0[xX]((?:[0-9a-fA-F]{2})*+)")
_ESCAPE = possessive.compiled(rb"\\(.)|''|\"\"", re.S)
_PLAIN_ESCAPES = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"0": b"\0", b"b": b"\b", b"Z": b"\x1a",
                  b"%": b"\\%", b"_": b"\\_"}  # fmt: skip
_COPIED = possessive.compiled(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))", re.S)
_COPY_ESCAPES = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_WITH_CHAR = possessive.compiled(rb",\s*'([^']{1,8})'\s*,\s*char\((\d{1,3})\)\s*\)")
_UNISTR = possessive.compiled(
    r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4})|(\\))"
)
_WORDS = {b"null": None, b"default": None, b"true": 1, b"false": 0}


def reader(*, has_escapes: bool) -> Reader:
    """A function that tells the values of a row."""
    text = _TEXT if has_escapes else _STANDARD
    one = partial(_value, text=text, has_escapes=has_escapes)

    def values(row: Put) -> list[Value]:
        return [*map(_copied, row.values)] if row.is_copied else [*map(one, row.values)]

    return values


def _copied(written: bytes) -> Value:
    if written == b"\\N":
        return None
    return decoded(_COPIED.sub(_copied_escape, written) if b"\\" in written else written)


def _copied_escape(match: re.Match[bytes]) -> bytes:
    if match[1] or match[2]:
        return bytes([int(match[1], 8) & 255 if match[1] else int(match[2], 16)])
    return _COPY_ESCAPES.get(match[3], match[3])


class Odd(str):
    """A text that is no UTF-8, read as the charset that old dumps of the West are in."""

    __slots__ = ()


def decoded(data: bytes) -> str:
    """The text that bytes are; an `Odd` one where they are no UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return Odd(data.decode("cp1252", "replace"))


def _value(written: bytes, text: re.Pattern[bytes], *, has_escapes: bool) -> Value:
    first = written[:1]
    if first.isdigit() or first in b"-+.":
        if _INTEGER.fullmatch(written):
            return int(written)
        if _NUMBER.fullmatch(written):
            return float(written)
        if found := _HEX.match(written):
            return bytes.fromhex(found[1].decode())
    if first in b"eE" and (found := _TEXT.match(written)):
        return decoded(_unescaped(found["text"][1:-1]))
    if found := text.match(written):
        return _text(found, has_escapes=has_escapes)
    word = written.lower()
    if word in _WORDS:
        return _WORDS[word]
    return _called(written, text, has_escapes=has_escapes)


def _text(found: re.Match[bytes], *, has_escapes: bool) -> Value:
    kind, inner = (found["kind"] or b"").strip().lower(), found["text"][1:-1]
    if kind == b"x":
        try:
            return bytes.fromhex(inner.decode())
        except ValueError:
            return None
    if kind == b"b":
        return int(inner, 2) if re.fullmatch(rb"[01]{1,63}", inner) else None
    return decoded(_unescaped(inner) if has_escapes else inner.replace(b"''", b"'"))


def _unescaped(inner: bytes) -> bytes:
    if b"\\" not in inner and b"''" not in inner and b'""' not in inner:
        return inner
    return _ESCAPE.sub(_escape, inner)


def _escape(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return match[0][:1] if sign is None else _PLAIN_ESCAPES.get(sign, sign)


def _called(written: bytes, text: re.Pattern[bytes], *, has_escapes: bool) -> Value:
    """What a call of a function is about: its first value. Those that sqlite3 writes put line
    breaks into a text."""
    name, _, inside = written.partition(b"(")
    name, found = name.strip().lower(), text.search(inside)
    if found is None:
        number = _NUMBER.match(inside.strip())
        return float(number[0]) if number and name in (b"from_unixtime", b"to_timestamp") else None
    value = _text(found, has_escapes=has_escapes)
    if not isinstance(value, str):
        return value
    if name == b"replace":
        for sign, code in _WITH_CHAR.findall(inside, found.end()):
            value = value.replace(sign.decode("utf-8", "replace"), chr(int(code)))
    return _UNISTR.sub(_character, value) if name == b"unistr" else value


def _character(match: re.Match[str]) -> str:
    if match[5]:
        return "\\"
    code = int(match[1] or match[2] or match[3] or match[4], 16)
    is_one = code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_one else "\ufffd"
