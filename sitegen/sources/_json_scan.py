"""Borders of JSON values in bytes: where one ends and the next begins, and a look at the first.

Nothing is parsed and nothing recurses: brackets outside of strings are counted, each byte is
looked at once or twice, and memory is bounded by the longest value that is let through.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from sitegen import possessive
from sitegen.model import Problem

#: How the message of a value begins that is over the limit.
TOO_LONG = "the value is over"

# All are possessive: they never step back, so no input makes them slow.
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_PLAIN = rb'[^"\[\]{}]*+(?:%s[^"\[\]{}]*+)*+' % _STRING
# Up to the next bracket that matters: a bracket that holds no other is run over.
_FLAT = rb"%s(?:(?:\[%s\]|\{%s\})%s)*+" % (_PLAIN, _PLAIN, _PLAIN, _PLAIN)
_RUN = possessive.compiled(_FLAT, re.DOTALL)
_FLAT_OBJECT = possessive.compiled(rb"[\s,]*+(\{%s\})" % _FLAT, re.DOTALL)  # most records
_STRING_REST = possessive.compiled(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_GAP = re.compile(rb"[\s,]*+")
_BARE = re.compile(rb'[^\s,\[\]{}"]*+')
_KEY = possessive.compiled(rb"[\s,]*+(%s)\s*+:\s*+" % _STRING, re.DOTALL)
_OPENING = possessive.compiled(rb"(?:\xef\xbb\xbf)?\s*+(?:\[\s*+)?(?:null\b[\s,]*+)*+\{")

_OPEN, _CLOSE = frozenset(b"[{"), frozenset(b"]}")
_QUOTE, _ARRAY = ord('"'), ord("[")
_LONGEST_BARE = 64 * 1024


class Place(msgspec.Struct):
    """Where the scan stands: `depth` and `quoted` inside a value, the last one counted from 0."""

    elements: bool
    depth: int = 0
    quoted: bool = False
    in_array: bool = False
    document: int = -1
    index: int = -1

    @property
    def inside(self) -> bool:
        return self.depth > 0 or self.quoted

    def __str__(self) -> str:
        document = f"document {self.document + 1}" if self.document > 0 else ""
        if not self.in_array:
            return document or "$"
        return f"{document}, $[{self.index}]" if document else f"$[{self.index}]"


def split(
    pieces: Iterable[bytes], elements: bool, limit: int
) -> Iterator[tuple[str, bytes] | Problem]:
    """The top-level values in `pieces`, each with its place; with `elements`, those of arrays.

    Places are "$" or "document 2" for whole values, "$[5]" for elements. What the end of the
    stream cuts off comes out as it is. A value over `limit` bytes is a Problem, never held whole.
    """
    place = Place(elements)
    data, at = b"", 0
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        data, at, begin = data[at:] + piece, 0, 0
        while at < len(data):
            if not place.inside:
                if place.in_array and (flat := _FLAT_OBJECT.match(data, at)):
                    at = flat.end()
                    yield _value(place, [], flat[1], len(flat[1]), limit)
                    continue
                begin, at, bare = enter(place, data, at)
                if not (bare or place.inside):
                    continue
                if bare and at == len(data) and at - begin < _LONGEST_BARE:
                    at = begin  # it may go on in the next piece
                    break
            at = advance(place, data, at)
            if place.inside:
                break
            size += at - begin
            yield _value(place, held, data[begin:at], size, limit)
            held, size, begin = [], 0, at
        if place.inside:
            size += at - begin
            held = [*held, data[begin:at]] if size <= limit else []
    if place.inside or at < len(data):
        yield _value(place, held, data[at:], size + len(data) - at, limit)


def _value(
    place: Place, held: list[bytes], last: bytes, size: int, limit: int
) -> tuple[str, bytes] | Problem:
    if place.in_array:
        place.index += 1
    else:
        place.document += 1
    if size > limit:
        return Problem(str(place), f"{TOO_LONG} {limit >> 20} MiB long ({size >> 20} MiB)")
    return str(place), b"".join((*held, last)) if held else last


def enter(place: Place, data: bytes, at: int) -> tuple[int, int, bool]:
    """From between two values to the next: its begin, where to go on, and whether it is bare.

    A bare value (a number, true, null) ends where one goes on; others have only been opened.
    """
    begin = _end(_GAP, data, at)
    if begin == len(data):
        return begin, begin, False
    char = data[begin]
    if char in _CLOSE:
        place.in_array = False
        return begin, begin + 1, False
    if char == _ARRAY and place.elements and not place.in_array:
        place.in_array, place.index = True, -1
        place.document += 1
        return begin, begin + 1, False
    if char in _OPEN:
        place.depth = 1
    elif char == _QUOTE:
        place.quoted = True
    else:
        return begin, _end(_BARE, data, begin), True
    return begin, begin + 1, False


def advance(place: Place, data: bytes, at: int) -> int:
    """Goes on inside a value, to its end or to the end of `data`."""
    depth, quoted = place.depth, place.quoted
    while (depth or quoted) and at < len(data):
        if quoted:
            at = _end(_STRING_REST, data, at)
            if at == len(data) or data[at] != _QUOTE:
                break  # data ends, perhaps between a backslash and what it escapes
            quoted = False
        else:
            at = _end(_RUN, data, at)
            if at == len(data):
                break
            char = data[at]
            if char == _QUOTE:
                quoted = True
            else:
                depth += 1 if char in _OPEN else -1
        at += 1
    place.depth, place.quoted = depth, quoted
    return at


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    match = pattern.match(data, at)
    return match.end() if match else at


def shape(data: bytes) -> Literal["whole", "open", "quoted", "several"]:
    """Whether `data` is one value by its brackets, ends inside one (in a string), or goes on."""
    place = Place(False)
    _, at, _ = enter(place, data, 0)
    at = advance(place, data, at)
    if place.inside:
        return "quoted" if place.quoted else "open"
    return "whole" if _end(_GAP, data, at) == len(data) else "several"


def members(data: bytes) -> dict[str, bytes]:
    """The members of the object at the beginning of `data`, even if it is cut or damaged."""
    found: dict[str, bytes] = {}
    opening = _OPENING.match(data)
    at = opening.end() if opening else len(data)
    while key := _KEY.match(data, at):
        place = Place(False)
        begin, at, bare = enter(place, data, key.end())
        if place.inside:
            at = advance(place, data, at)
        elif not bare:
            break
        found[key[1][1:-1].decode("utf-8", "replace")] = data[begin:at]
    return found
