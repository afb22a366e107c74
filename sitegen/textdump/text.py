"""The text of a copy: bytes in, numbered lines out.

Nothing is dropped: the lines, joined by line feeds, are the decoded text with its line ends made
equal.
"""

import codecs
from collections.abc import Iterator

SAMPLE = 10_000  # lines; what a copy is shows in these

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text, and what was wrong with its bytes, in words; nothing was: an empty string.

    The encoding is the one that a byte order mark tells, else UTF-8, else Windows-1252. Never
    raises: bytes that the encoding does not have become U+FFFD.
    """
    encoding = "utf-8"
    for mark, told in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], told
            break
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start} is not {encoding.upper()}"
    if encoding != "utf-8" or _mostly_utf8(data):
        return data.decode(encoding, "replace"), f"{wrong}; such bytes were replaced by U+FFFD"
    return data.decode("cp1252", "replace"), f"{wrong}; all was read as Windows-1252"


def _mostly_utf8(data: bytes) -> bool:
    """A few broken bytes in a UTF-8 text must not turn all of it into mojibake."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 4 < sum(not char.isascii() for char in text) or broken == text[-1:].count(
        "\ufffd"
    )


def split_lines(text: str) -> tuple[str, ...]:
    """Lines without their ends. Only CR, LF and CR LF end a line, as in an editor."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.split("\n"))


def spoken(
    lines: tuple[str, ...], start: int = 1, last: int | None = None
) -> Iterator[tuple[int, str]]:
    """(line number from 1, line) for the lines that are not blank, from line `start` to `last`."""
    if last is not None or start == 1:
        own = lines[start - 1 : last]
        return ((n, line) for n, line in enumerate(own, start) if line and not line.isspace())
    rest = range(start, len(lines) + 1)  # of which but a few may be looked at
    return ((n, line) for n in rest if (line := lines[n - 1]) and not line.isspace())
