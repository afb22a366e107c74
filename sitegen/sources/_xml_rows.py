"""XML tables of one element a row, as database dumps are written: rows of any number, streamed.

A parser sees a line at a time, so that damage costs its line and not the rest. Declared entities
are refused with the whole file, nesting is bounded, and no more than a line is held.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from sitegen.model import Problem
from sitegen.sources import _streams

Row = dict[str, str]

_DEEPEST: Final = 16
_MOST_FAULTS: Final = 1000  # lines; a file with more is none of this kind
_MOST_AGAIN: Final = 1 << 24  # bytes of a tag's lines, seen again at each line; texts have few
_UNCLOSED: Final = expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_CHARACTER = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,8})|0*(\d{1,10}));")


class _Refused(Exception):
    """The file asks for what no dump of this kind needs."""


class _Endless(_Refused):
    """A tag has too many lines."""


class _Table:
    """A parser, and the rows that it has found since it was last asked."""

    def __init__(self, resumed: bool) -> None:
        self.rows: list[Row] = []
        self._depth = self._fed = self._again = 0
        self._resumed = resumed
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        if hasattr(self._parser, "SetReparseDeferralEnabled"):  # newer ones tell of damage later
            self._parser.SetReparseDeferralEnabled(False)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity
        if resumed:
            self.feed(b"<resumed>")

    def feed(self, line: bytes) -> list[Row]:
        """The rows that a line ends. Raises ExpatError, _Endless and _Refused.

        The parser goes over all lines of an open tag at each, which takes quadratic time.
        """
        self._parser.Parse(line)
        self._fed += len(line)
        held = self._fed - self._parser.CurrentByteIndex
        self._again = self._again + held if held else 0
        if self._again > _MOST_AGAIN:
            raise _Endless
        rows, self.rows = self.rows, []
        return rows

    def is_cut_off(self) -> bool:
        """Whether the file ends inside a row or, where nothing was given up, before its table."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            return not self._resumed or error.code == _UNCLOSED
        return False

    def _start(self, name: str, attributes: Row) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused("elements are nested too deep")
        if name == "row":
            self.rows.append(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _entity(self, *declared: object) -> None:
        raise _Refused("it declares entities, which could expand without end")


def rows(stream: BinaryIO) -> Iterator[tuple[str, Row] | Problem]:
    """The rows of a table, each with the line it stands on ("line 12")."""
    table, faults, number = _Table(False), 0, 0
    for number, line in _streams.lines(stream):
        where = f"line {number}"
        if faults >= _MOST_FAULTS:
            yield Problem(where, "too many malformed lines; the rest was not read")
            return
        if isinstance(line, Problem):
            yield line
            continue
        try:
            found = table.feed(line + b"\n")
        except expat.ExpatError as error:
            table = _Table(True)
            if line.lstrip().startswith(b"</"):  # the end of what was given up
                continue
            mended = _mended(line)
            try:
                found = table.feed(mended + b"\n")
            except (expat.ExpatError, _Refused):
                table, found = _Table(True), []
                yield Problem(where, f"malformed XML: {_told(error)}")
                if number == 1:  # it is no table at all
                    return
            else:
                if mended == line:  # nothing was wrong with it: what came before never ended
                    yield Problem(f"line {number - 1}", f"malformed XML: {_told(error)}")
            faults += mended == line or not found
        except _Endless:
            table = _Table(True)
            faults += 1
            yield Problem(where, "a row of too many lines, which ends here or below, was not read")
            continue
        except _Refused as error:
            yield Problem(where, f"not read: {error}")
            return
        for row in found:
            yield where, row
    if table.is_cut_off():
        yield Problem(f"line {number}", "cut off: the file ends before its table does")


def _mended(line: bytes) -> bytes:
    """A line without what XML cannot hold: control characters, and bytes that are not UTF-8."""
    line = _CHARACTER.sub(_character, line.translate(None, _CONTROLS))
    return line.decode("utf-8", "replace").encode()


def _character(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return reference[0] if allowed or 0x10000 <= code < 0x110000 else "\ufffd".encode()


def _told(error: expat.ExpatError) -> str:
    return str(error).partition(":")[0]
