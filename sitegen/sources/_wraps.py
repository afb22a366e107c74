"""What scripts and programs leave around a dump: taken off where no format knows the file.

Answers saved with their headers, JSON made into a script, records in `{"data": […]}`, by their ids,
in `_source` of a search engine, in arrays of arrays or in strings. A format's own module knows what
its site and its tools put around posts; this one knows nothing of any site. It looks for what a
format claims, breadth first, and tells where that was found.
"""

import io
import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

from msgspec.structs import replace

from sitegen import possessive
from sitegen.model import Problem
from sitegen.sources import _json, _post_names
from sitegen.sources._json_inside import after
from sitegen.sources._wrap import Wrap

_DEEPEST = 6  # levels of objects and arrays around a dump
_TRIES = 64  # values of a head that formats are asked about
_FIRST = 3  # elements of an array that are looked at
_LATER = 6  # records of which the first one need not be like the others
_KINDS = 1_000  # of values that are passed over, and told apart
_SAID = ("title", "text", "html", "author")  # of a post that holds others
_PLACES = 100_000  # records whose places are kept for problems
_CHUNK = 256 * 1024

# What stands before JSON, or before anything that a server answered. None ever steps back.
_HEADERS = possessive.compiled(
    rb"(?:HTTP/\d(?:\.\d)? \d{3}\b[^\n]*+\n(?:[\w-]++:[^\n]*+\n)*+\r?\n){1,9}"
)  # fmt: skip
_SCRIPT = possessive.compiled(
    rb"(?:\xef\xbb\xbf)?(?:\s*+(?://[^\n]*+\n|\#[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/))*+\s*+"
    rb"(?:\)\]\}'?,?\s|while\s?\(1\);|for\s?\(;;\);)?\s*+"
    rb"(?:(?:(?:var|let|const)\s++)?[\w$][\w$.]*+(?:\[[^\]\n]{1,99}+\])?\s*+[=(]\s*+|export\s++default\s++)?"
    rb"(?=\{\s*+\"|\[\s*+[\[{\"]|\"\s*+[\[{])"
)
_SEQUENCE = b"\x1e"  # before each value (RFC 7464)
_SCRIPT_END = b" \t\r\n\f\v;)"
# Numbers and ids as MongoDB exports them. In a string, a quote after a bracket has a backslash.
_EXTENDED = possessive.compiled(
    rb'\{\s*+"\$(?:(oid|date)|number(?:Int|Long|Double|Decimal))"\s*+:\s*+"([^"\\]*+)"\s*+\}'
)
_EXTENDED_DATE = possessive.compiled(rb'\{\s*+"\$date"\s*+:\s*+(-?\d++)\s*+\}')
_STRINGS = json.JSONDecoder(strict=False)


def is_extended(head: bytes) -> bool:
    """Whether numbers are written as MongoDB exports them."""
    if b"$" not in head or head[:1] not in (b"{", b"["):  # quick, and so for most
        return False
    return (b'"$number' in head or b'"$date' in head) and bool(_EXTENDED.search(head))


def wraps(head: bytes) -> Iterator[tuple[Wrap, bytes]]:
    """The ways in which the beginning of a file may be wrapped, each with the dump's beginning."""
    headers = _HEADERS.match(head)
    begin = headers.end() if headers else 0
    if headers:
        yield Wrap(begin, head.count(b"\n", 0, begin)), head[begin:]
    plain = _plain(head[begin:])
    script = _SCRIPT.match(plain)
    if not script:
        return
    at = script.end()
    outer = Wrap(begin + at, head.count(b"\n", 0, begin + at), script=True)
    if at or plain != head[begin:]:
        yield outer, plain[at:]
    for value in _within(plain[at:]):
        yield replace(outer, inside=True), value


def later(head: bytes) -> Iterator[bytes]:
    """The records of a head behind its first one, which may be a heading, or an odd one."""
    told = (found for found in _json.values(io.BytesIO(head)) if not isinstance(found, Problem))
    for where, value in islice(told, 1, _LATER):
        if where != "$" and value.startswith(b"{"):
            yield value


def open_inside(stream: BinaryIO, wrap: Wrap) -> BinaryIO:
    """The dump in a stream, without what stands around it."""
    wrap.begin()
    stream.read(wrap.prefix)
    if not wrap.script:
        return stream
    bare = cast(BinaryIO, io.BufferedReader(Pieces(stream, _bare(stream, wrap)), _CHUNK))
    if not wrap.inside:
        return bare
    return cast(BinaryIO, io.BufferedReader(Pieces(bare, _records(bare, wrap)), _CHUNK))


def _plain(data: bytes) -> bytes:
    """Without marks between values, and numbers and ids as all others write them."""
    data = data.replace(_SEQUENCE, b"")
    if b'"$' not in data:
        return data
    return _EXTENDED_DATE.sub(rb"\1", _EXTENDED.sub(_number, data))


def _number(match: re.Match[bytes]) -> bytes:
    return b'"%s"' % match[2] if match[1] else match[2]


def _within(head: bytes) -> Iterator[bytes]:
    """Values inside of the first value of a head, the outer ones first."""
    waiting = deque([(head, 0)])
    tries = 0
    while waiting and tries < _TRIES:
        value, depth = waiting.popleft()
        if depth:
            tries += 1
            yield value
        if depth < _DEEPEST:
            parts = islice(_parts(value), _FIRST if value.startswith(b"[") else _TRIES)
            waiting.extend((part, depth + 1) for _, part in parts if _holds(part))


def _parts(value: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an object, an array, or of either in a string, with their places in it."""
    if value.startswith(b'"'):
        if text := _said(value):
            yield "", text.strip().encode("utf-8", "replace")
    elif value.startswith(b"["):
        for found in _json.elements(value):
            if not isinstance(found, Problem):
                yield found[0].removeprefix("$"), found[1]
    else:
        for key, part in _json.members(value).items():
            yield f".{key}" if key.isidentifier() else f"[{json.dumps(key)}]", part


def _said(value: bytes) -> str:
    """What a string says, as far as it goes: it may be cut off, in the middle of an escape."""
    for cut in range(8):
        try:
            told = _json.repair(value[: len(value) - cut]) + '"' * bool(cut)
            return str(_STRINGS.raw_decode(told)[0])
        except (ValueError, RecursionError):
            continue
    return ""


def _holds(value: bytes) -> bool:
    """Whether there is anything in it: an object, an array, or either in a string."""
    return value[:1] in (b"{", b"[") or value[:64].lstrip(b'" \\nrt')[:1] in (b"{", b"[")


def _bare(stream: BinaryIO, wrap: Wrap) -> Iterator[bytes]:
    """The stream in pieces, without marks between values and without the end of a script.

    Dumps are buffered: a read that gives fewer bytes than were asked for is the last.
    """
    held = stream.read(_CHUNK)
    if b'"$' in held:  # a value must not be parted in the middle
        for found in _json.values(after(held, stream)):
            if isinstance(found, Problem):
                wrap.faults.append(replace(found, where=wrap.shifted(found.where)))
            else:
                _note(wrap.parted, wrap.shifted(found[0]))
                yield _line(_plain(found[1]))
        return
    while more := stream.read(_CHUNK):
        if len(more) < _CHUNK:  # the last one: the end of the script may begin before it
            held += more
            break
        yield held.replace(_SEQUENCE, b"")
        held = more
    yield held.replace(_SEQUENCE, b"").rstrip(_SCRIPT_END) + b"\n"


def _note(places: list[str], place: str) -> None:
    if len(places) < _PLACES:
        places.append(place)


def _line(value: bytes) -> bytes:
    return value.replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"


def _records(stream: BinaryIO, wrap: Wrap) -> Iterator[bytes]:
    """What the format claims, a value a line, in the order of the file."""
    for found in _json.values(stream):
        if isinstance(found, Problem):
            wrap.faults.append(replace(found, where=wrap.outside(found.where)))
            continue
        where, data = found
        for place, value in _apart(_claimed(where, data, wrap, _DEEPEST), wrap):
            _note(wrap.places, place)
            yield _line(value)


def _apart(told: Iterator[tuple[str, bytes]], wrap: Wrap) -> Iterator[tuple[str, bytes]]:
    """The same, with the elements of lists one by one where the format reads them so."""
    for place, value in told:
        if not wrap.apart or not value.startswith(b"["):
            yield place, value
            continue
        for found in _json.elements(value):
            if isinstance(found, Problem):
                where = _json.inside(place, found.where.removeprefix("$"))
                wrap.faults.append(replace(found, where=wrap.outside(where)))
            else:
                yield _json.inside(place, found[0].removeprefix("$")), found[1]


def _claimed(where: str, value: bytes, wrap: Wrap, depth: int) -> Iterator[tuple[str, bytes]]:
    assert wrap.claims
    if wrap.claims(value):
        yield where, value
        return
    parts = [(place, part) for place, part in _parts(value) if _holds(part)] if depth else []
    told_alike = (part for _, part in parts if part.startswith(b"{") and wrap.claims(part))
    like = {key for part in told_alike for key in _json.members(part)}
    empty = True
    for path, part in parts:
        place = _json.inside(where, path) if path else where
        # one that lacks what a format is known by, such as a deleted post, is known by its kind
        if part.startswith(b"{") and len(like & _json.members(part).keys()) > 1:
            yield place, part
            empty = False
            continue
        for told in _claimed(place, part, wrap, depth - 1):
            yield told
            empty = False
    if empty and value.startswith(b"{"):
        keys = _json.members(value).keys()
        if len(wrap.like & keys) > 1 and len(wrap.like & keys) * 2 >= len(keys):
            yield where, value
        else:
            _pass(wrap, where)
    elif value.startswith(b"{") and (found := _beside(value)):
        wrap.faults.append(Problem(wrap.outside(where), *found))
    elif empty and not depth and any(_holds(part) for _, part in _parts(value)):
        _pass(wrap, where)  # it lies too deep


def _beside(value: bytes) -> tuple[str, bool] | None:
    """What an object around records says itself, as a story around its comments does, and whether
    it is a post that is lost; None where it says nothing."""
    members = _json.members(value).items()
    said = {name: part for name, part in members if part[:1] == b'"' and not _holds(part)}
    known = [(role, _post_names.NAMES[role]) for role in _SAID]
    bare = {name: _post_names.plain(name) for name in said}
    roles = {name: role for name in said for role, names in known if bare[name] in names}
    told = [name for name, role in roles.items() if role != "author" and b" " in said[name]]
    if not told:
        return None
    shown = ", ".join(name[:40] for name in told[:_FIRST])
    lost = "author" in roles.values()
    return f"this stands beside the posts, is none of this format, and is left out: {shown}", lost


def _pass(wrap: Wrap, where: str) -> None:
    kind = re.sub(r"\d+", "0", where)
    if kind not in wrap.passed and len(wrap.passed) >= _KINDS:
        kind = ""
    first, count = wrap.passed.get(kind, (where, 0))
    wrap.passed[kind] = (first, count + 1)


class Pieces(io.RawIOBase):
    """Pieces of bytes as a stream, then what is left of another."""

    def __init__(self, stream: BinaryIO, pieces: Iterator[bytes]) -> None:
        self._stream, self._pieces = stream, pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                self._left = memoryview(self._stream.read(len(buffer)))
                break
            self._left = memoryview(piece)
        told, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(told)] = told
        return len(told)

    def close(self) -> None:
        super().close()
        self._stream.close()
