"""One array of records inside of a JSON object, element by element, however long it is.

For exports that are one object with all messages of a channel in it. What stands before the array
is read at once, within a bound; what stands behind it is not needed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, cast

from sitegen import possessive
from sitegen.model import Problem
from sitegen.sources import _json_scan
from sitegen.sources._json import members, values

_MOST = 4 * 1024 * 1024  # bytes before the array
_TAIL = 1024  # bytes
# The end of the list, and of the object around it: nothing but plain members stands between, and
# objects of such.
_END = re.compile(rb'\]\s*(?:,\s*"[^"]*"\s*:\s*(?:[^\[\]{}]|\{[^\[\]{}]*\})*)?\}\s*$')
_CHUNK = 256 * 1024
# A string, a bracket, or a quote that no other one follows yet.
_TOKEN = possessive.compiled(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}"]', re.DOTALL)


def array_of(
    stream: BinaryIO, key: str, *, behind: bool = False
) -> tuple[dict[str, bytes], Iterator[tuple[str, bytes] | Problem]] | bytes:
    """The members before the array `key` of the object in a stream, and the array's elements.

    Elements come with their place ("$.messages[5]"), as from `values`. Where there is no such
    array within the bound, what has been read of the stream. `behind`: objects behind that one are
    told like elements, as "document 2", and of other lists in it there are Problems.

    An empty array before one of the same name is passed over, as the last of two counts in JSON:
    Mastodon writes both.
    """
    opening = re.compile(rb'"%s"\s*(?:$|:\s*(?:$|(\[)))' % key.encode())
    empty = re.compile(rb'\[\s*\]\s*,\s*"%s"\s*:\s*(?=\[)' % key.encode())
    head = b""
    at = depth = 0
    while len(head) < _MOST and (more := stream.read(_CHUNK)):
        head += more
        at, depth, found = _opened(head, at, depth, opening)
        if found:
            before = head[: found.start()].removeprefix(b"\xef\xbb\xbf")
            if _json_scan.shape(before + b"}") != "whole":
                break
            start = found.end() - 1
            while len(head) < start + _TAIL and (more := stream.read(_TAIL)):
                head += more
            if passed := empty.match(head, start):
                start = passed.end()
            rest = _After(head[start:], stream)
            told = dict(members(before.rstrip(b", \r\n\t") + b"}"))
            return told, _elements(rest, key, behind)
    return head


def _opened(
    head: bytes, at: int, depth: int, opening: re.Pattern[bytes]
) -> tuple[int, int, re.Match[bytes] | None]:
    """Where `opening` stands in the outermost object, looked for from `at`, so many levels deep.

    Else where to go on, and how deep, when there is more: a string or an opening may be cut there.
    """
    for token in _TOKEN.finditer(head, at):
        sign = token[0]
        if sign == b'"':
            return token.start(), depth, None
        if sign in b"{[":
            depth += 1
        elif sign in b"}]":
            depth -= 1
        elif depth == 1 and (found := opening.match(head, token.start())):
            return found.start(), depth, found if found[1] else None
        at = token.end()
    return at, depth, None


def after(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream with what has been read of it already put back."""
    return cast(BinaryIO, io.BufferedReader(_After(head, stream), _CHUNK))


def _elements(rest: "_After", key: str, behind: bool) -> Iterator[tuple[str, bytes] | Problem]:
    told = values(cast(BinaryIO, io.BufferedReader(rest, _CHUNK)))
    for found in told:
        where = found.where if isinstance(found, Problem) else found[0]
        if not where.startswith("$["):  # behind the array
            if behind:
                yield from _behind(chain((found,), told), key)
            return
        place = f"$.{key}{where[1:]}"
        if isinstance(found, Problem):
            yield Problem(place, found.message, found.lost)
        else:
            yield place, found[1]
    if not _END.search(rest.tail):
        yield Problem(f"$.{key}", "cut off: the end of the list is missing", lost=False)


def _behind(
    told: Iterable[tuple[str, bytes] | Problem], key: str
) -> Iterator[tuple[str, bytes] | Problem]:
    """The objects behind the one that holds the list. Members of that one come as their names,
    colons and values; those that are lists come as their elements."""
    before, place, documents, lists = b"", f"behind $.{key}", 1, 0
    for found in told:
        where, data = (found.where, b"") if isinstance(found, Problem) else found
        if isinstance(found, Problem):
            yield Problem(place, found.message, found.lost)
        elif "$[" in where:
            lists += 1
        elif data.startswith(b"{") and not before.endswith(b":"):
            documents += 1
            yield f"document {documents}", data
        before = data
    if lists:
        yield Problem(place, f"other lists stand there; their elements, {lists:,}, are not read")


class _After(io.RawIOBase):
    """What was read, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream
        self.tail = b""  # what was read last

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        self.tail = (self.tail + data[-_TAIL:])[-_TAIL:]
        return len(data)
