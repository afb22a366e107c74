"""Lenient JSON for the sources: the values of a stream, typed decoding, records in parts.

The fast path is msgspec's typed decoder; what it refuses but a reader can still mean (NaN, lone
surrogates, byte order marks, bytes that are not UTF-8) takes a slower one. Bad data is always a
ValueError with a short message for people, or a Problem; never a RecursionError.

The usual shape of a source:

    for found in values(stream):
        if isinstance(found, Problem):
            yield found
            continue
        where, data = found
        try:
            item = decode(data, _ITEM)
        except ValueError as error:
            yield Problem(where, str(error))
            continue
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO, TypeVar, cast

import msgspec

from sitegen.model import Problem
from sitegen.sources import _json_scan, _streams
from sitegen.sources._times import utc_iso, utc_unix

__all__ = [
    "MAX_VALUE",
    "TooDeep",
    "decode",
    "elements",
    "inside",
    "members",
    "repair",
    "salvage",
    "utc_iso",
    "utc_unix",
    "values",
]

T = TypeVar("T")

MAX_VALUE = 64 * 1024 * 1024  # bytes; a longer record or document is a problem
_PEEK = 64 * 1024
_CHUNK = 256 * 1024
_BOM = b"\xef\xbb\xbf"
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)", re.DOTALL)
_RAW = msgspec.json.Decoder(msgspec.Raw)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])
_WIDE = re.compile(r"[^\x00-\x7f]+")
_AT = re.compile(r"(.*) - at `(.*)`", re.DOTALL)


class TooDeep(ValueError):
    """The value is nested deeper than typed decoding goes (about 500 levels of comments)."""


# Values of a stream


def values(
    stream: BinaryIO, *, unwrap: bool = True, limit: int = MAX_VALUE
) -> Iterator[tuple[str, bytes] | Problem]:
    """The JSON values of a stream, each with its place, whatever the outer shape.

    One value a line: ("line 12", bytes), blank lines passed over. One array: its elements,
    ("$[5]", bytes); with `unwrap=False` the array itself. One document, pretty-printed or not:
    ("$", bytes), or ("line 1", bytes) when it stands on one line. Several documents in a row:
    ("document 2", bytes), and "document 2, $[5]" for elements.

    The bytes are not checked: a broken or cut-off value comes out as it is and `decode` says what
    is wrong. Only a value over `limit` bytes is a Problem here. Memory is bounded by `limit`.
    """
    first = stream.readline(_PEEK)
    blank = 0
    while first and not first.strip(b"\xef\xbb\xbf \t\r\n"):
        blank += first.endswith(b"\n")
        first = stream.readline(_PEEK)
    first = first.removeprefix(_BOM)
    if not first.lstrip().startswith(b"["):
        if not first.endswith(b"\n"):
            first += stream.readline(max(0, limit + 1 - len(first)))
        by_line, first = _begin(stream, first)
        if by_line:
            begun = [first]
            number = blank + first.count(b"\n")
            del first
            yield from _lines(_read(begun, blank, limit))
            yield from _lines(_streams.lines(stream, limit, number))
            return
    pieces = chain((first,), iter(lambda: stream.read(_CHUNK), b""))
    yield from _json_scan.split(pieces, unwrap, limit)


def _begin(stream: BinaryIO, first: bytes) -> tuple[bool, bytes]:
    """Whether a stream that begins with the line `first` holds a value a line, and what was read.

    A document goes over many lines, but no string does, and two values never follow each other
    inside a document: so damage in the first line does not hide the shape of the rest.
    """
    try:
        _RAW.decode(first)
    except (ValueError, RecursionError):
        shape = _json_scan.shape(first)
    else:
        shape = "whole"
    if shape == "whole" or (shape == "quoted" and first.endswith(b"\n")):
        return True, first
    more = stream.read(_PEEK) + stream.readline(MAX_VALUE)
    values_before = False
    for line in more.splitlines():
        braces = line.startswith(b"{") and line.rstrip().endswith(b"}")
        is_value = braces and _json_scan.shape(line) == "whole"
        if is_value and values_before and first.endswith(b"\n"):
            return True, first + more
        values_before = is_value
    return False, first + more


def _read(begun: list[bytes], before: int, limit: int) -> Iterator[tuple[int, bytes | Problem]]:
    """The numbered lines of what was read already, taken out of its list.

    One that stands alone is not held on to: it may be a document of megabytes, and whoever asked
    for it done with it.
    """
    if begun[0].find(b"\n", 0, -1) < 0 and len(begun[0]) <= limit:
        yield before + 1, begun.pop().rstrip(b"\r\n")
    else:
        yield from _streams.lines(BytesIO(begun.pop()), limit, before)


def _lines(lines: Iterable[tuple[int, bytes | Problem]]) -> Iterator[tuple[str, bytes] | Problem]:
    for number, line in lines:
        if isinstance(line, Problem):
            yield line
        elif line and not line.isspace():
            held = [line.rstrip(b", \t") if line.endswith(b",") else line]
            del line
            yield f"line {number}", held.pop()


# Decoding


def decode(data: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """The value in `data`, of the decoder's type.

    Raises ValueError: what is wrong and its JSON path ("$.children[3].id: expected int, got
    str"), and TooDeep, a ValueError, where the nesting is beyond typed decoding. What the fast
    path refuses is tried again with text repaired (see `repair`), NaN as null, and numbers in
    strings as numbers.
    """
    try:
        return decoder.decode(data)
    except RecursionError:
        raise TooDeep("nested too deep") from None
    except ValueError:
        pass
    try:
        plain = json.loads(repair(data), parse_constant=_no_number, strict=False)
        return msgspec.convert(plain, decoder.type, strict=False)
    except RecursionError:
        raise TooDeep("nested too deep") from None
    except msgspec.ValidationError as error:
        raise ValueError(_told(str(error))) from None
    except json.JSONDecodeError as error:
        raise ValueError(_malformed(error)) from None
    except ValueError:
        raise ValueError("a number has too many digits") from None


def repair(data: bytes) -> str:
    """The text of JSON bytes that are not quite in order, still JSON.

    UTF-8 with or without a byte order mark; bytes that are not UTF-8 become U+FFFD or, where
    they outnumber the sequences that are, the whole is read as Windows-1252. Escapes of lone
    surrogates become U+FFFD too.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        wide = sum(map(len, _WIDE.findall(text)))
        if text.count("\ufffd") > wide - text.count("\ufffd"):
            text = data.decode("cp1252", "replace")
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: _escape(match[0]), text)
    return text


def _escape(escape: str) -> str:
    lone = len(escape) == 6 and escape[2] in "dD" and escape[3] in "89abABcdefCDEF"
    return "\\ufffd" if lone else escape


def _no_number(constant: str) -> None:
    """NaN and the infinities are not JSON: null."""


def _malformed(error: json.JSONDecodeError) -> str:
    end = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
    what = error.msg.removesuffix(": ").removesuffix(" at").removesuffix(" starting")
    return (
        f"{'cut off' if end else 'malformed'} JSON: {what[0].lower()}{what[1:]} "
        f"at character {error.pos + 1}"
    )


def _told(message: str) -> str:
    """msgspec's message with the path first and without marks: "$.id: expected int, got str"."""
    match = _AT.fullmatch(message)
    what = (match[1] if match else message).replace("`", "")[:200]
    what = what[:1].lower() + what[1:]
    return f"{match[2][:200]}: {what}" if match else what


def salvage(fields: Mapping[str, object], kind: type[T]) -> tuple[T, list[str]]:
    """A Struct of `kind` from the fields that are usable, and the names of those that are not.

    For a record that `decode` refused as a whole. Raises ValueError where a field that must be
    there is not usable.
    """
    usable: dict[str, object] = {}
    unusable: list[str] = []
    for field in msgspec.structs.fields(cast(Any, kind)):
        if field.encode_name not in fields:
            if field.required:
                raise ValueError(f"there is no {field.encode_name}")
            continue
        try:
            value = msgspec.convert(fields[field.encode_name], field.type, strict=False)
        except (ValueError, RecursionError):
            if field.required:
                raise ValueError(f"the {field.encode_name} is not usable") from None
            unusable.append(field.encode_name)
        else:
            usable[field.name] = value
    return kind(**usable), unusable


# Parts of a value, undecoded


@lru_cache(maxsize=16)  # every source looks at the same head
def members(data: bytes) -> Mapping[str, bytes]:
    """The members of the object that `data` begins with, as far as `data` goes.

    For a look at a head, and for an object that only wraps records. A byte order mark and one `[`
    before the object are passed over, so that the first element of an array and the first of many
    lines read alike; so is each null, which APIs answer where there is nothing. Values are raw
    bytes, the last perhaps cut; one that begins an object or an array can be given to this function
    again. No object: {}.
    """
    try:
        return {name: bytes(value) for name, value in _MEMBERS.decode(data).items()}
    except (ValueError, RecursionError):
        return _json_scan.members(data)


def elements(data: bytes) -> Iterator[tuple[str, bytes] | Problem]:
    """The elements of an array in memory, ("$[5]", bytes); an object is its own, ("$", bytes)."""
    try:
        array = _ELEMENTS.decode(data)
    except (ValueError, RecursionError):
        yield from _json_scan.split((data,), True, MAX_VALUE)
        return
    for index, element in enumerate(array):
        yield f"$[{index}]", bytes(element)


def inside(where: str, path: str) -> str:
    """A place inside a value of `values`: inside("line 2", ".a[0]") is "line 2, $.a[0]"."""
    return where + path if "$" in where else f"{where}, ${path}"
