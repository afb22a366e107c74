"""The text of a copy: bytes in, numbered lines out.

Nothing is dropped: the lines, joined by line feeds, are the decoded text with its line ends made
equal.
"""

import codecs
import re
from collections.abc import Iterator

_ENDS = re.compile(r"\r\n|\r|\n")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Text in the encoding that its byte order mark tells, else UTF-8, else Windows-1252.

    Never raises: bytes that the encoding does not have become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data):
            return data.decode("utf-8", "replace")
    text = data.decode("cp1252", "replace")
    return data.decode("utf-8", "replace") if _mostly_utf8(data) else text


def _mostly_utf8(data: bytes) -> bool:
    """A few broken bytes in a UTF-8 text must not turn all of it into mojibake."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 4 < sum(not char.isascii() for char in text)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines without their ends. Only CR, LF and CR LF end a line, as in an editor."""
    return tuple(_ENDS.split(text))


def spoken(lines: tuple[str, ...], start: int = 1) -> Iterator[tuple[int, str]]:
    """(line number from 1, line) for the lines that are not blank, from line `start` on."""
    for number in range(start, len(lines) + 1):
        line = lines[number - 1]
        if line and not line.isspace():
            yield number, line
