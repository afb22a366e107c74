"""XML files cut into their records, before any of them is parsed."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

MAX_RECORD: Final = 16 * 1024 * 1024  # bytes
_CHUNK = 256 * 1024
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})", re.I)


class Cutter:
    """A file, cut into what stands before its first record, and its records."""

    def __init__(self, stream: BinaryIO, names: tuple[str, ...]) -> None:
        self._stream = stream
        name = b"|".join(name.encode() for name in names)
        self._start = re.compile(
            rb"<(?:!\[CDATA\[|!--|((?:[\w.-]{1,40}:)?(?:" + name + rb"))(?=[\s/>]))"
        )
        self._data = b""
        self._line = 1
        self._eof = False
        self.encoding = "utf-8"

    def pieces(self) -> Iterator[tuple[int, bytes, str]]:
        """(line, bytes, what is wrong)."""
        self._more()
        declared = _DECLARED.match(self._data.removeprefix(b"\xef\xbb\xbf").lstrip())
        if declared:
            self.encoding = _codec(declared[1].decode("ascii"))
        start = self._find(0)
        yield self._line, self._data[: start[0] if start else len(self._data)], ""
        while start:
            self._drop(start[0])
            line = self._line
            end = self._end(start[1])
            if end is None:
                over = not self._eof
                yield line, b"", _TOO_LONG if over else "cut off: the file ends inside of it"
                if not over:
                    return
                end = 1
            else:
                yield line, self._data[:end], ""
            start = self._find(end)

    def _more(self) -> bool:
        more = b"" if self._eof else self._stream.read(_CHUNK)
        self._eof = not more
        self._data += more
        return bool(more)

    def _drop(self, count: int) -> None:
        self._line += self._data.count(b"\n", 0, count)
        self._data = self._data[count:]

    def _find(self, at: int) -> tuple[int, bytes] | None:
        """Where the next record begins, and its name."""
        while True:
            found = self._start.search(self._data, at)
            if found and found[1]:
                return found.start(), found[1]
            if found:  # what stands in a comment is no record
                end = self._data.find(_closing(found[0]), found.end())
                if end < 0 and len(self._data) - found.end() < MAX_RECORD and self._more():
                    at = found.start()
                else:
                    at = end if end >= 0 else found.end()
                continue
            if len(self._data) > MAX_RECORD:
                self._drop(len(self._data) - 100)
                at = 0
            at = max(at, len(self._data) - 100)
            if not self._more():
                return None

    def _end(self, name: bytes) -> int | None:
        """Where the record at the beginning ends; None where it is too long, or the file ends."""
        marks = re.compile(rb"<!\[CDATA\[|<!--|</" + re.escape(name) + rb"\s*>|\A<[^>]*/>")
        at = 0
        while True:
            found = marks.search(self._data, at)
            if found is None:
                at = max(at, len(self._data) - 60)
            elif found[0].startswith(b"<!"):
                end = self._data.find(_closing(found[0]), found.end())
                if end >= 0:
                    at = end
                    continue
                at = found.start()
            else:
                return found.end()
            if len(self._data) > MAX_RECORD or not self._more():
                return None


def _closing(opening: bytes) -> bytes:
    """The end of a comment, or of text that is taken as it stands."""
    return b"]]>" if opening.startswith(b"<![") else b"-->"


_TOO_LONG = f"a record is over {MAX_RECORD >> 20} MiB long"


def _codec(name: str) -> str:
    try:
        b"\xff".decode(name, "replace")  # of no bytes at all, any name is taken
        ascii_alike = "<".encode(name) == b"<"
    except (LookupError, ValueError):
        return "utf-8"
    name = "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else name
    return name if ascii_alike else "utf-8"
