"""Tables as text (RFC 4180): rows as mappings from column to value, one at a time.

Quoted values may go over many lines. A row that cannot be read is a Problem that names its line,
and the rows after it are read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO, cast

from sitegen.model import Problem

_DELIMITERS = ",\t;"
_SAMPLE = 64 * 1024
_LINE_END = re.compile(rb"[\r\n]")
_LONGEST = 1 << 20  # characters of a value; a line may have twice as many
csv.field_size_limit(_LONGEST)  # of all tables there are in the program: else it is an eighth


def header(data: bytes) -> list[str]:
    """The names of the columns in the first row of a head; [] where that is no such row."""
    return list(_header(data))


@lru_cache(maxsize=1)  # a dozen formats ask it of the same head
def _header(data: bytes) -> tuple[str, ...]:
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    end = _LINE_END.search(data)
    line = data[: end.start()] if end else data
    if not line or b"\0" in line or len(line) > 4096:
        return ()
    text = line.decode("utf-8", "replace")
    try:
        names = next(csv.reader([text], delimiter=_delimiter(text)), [])
    except csv.Error:
        return ()
    return tuple([name.strip().lower() for name in names])


def is_table(data: bytes) -> bool:
    """Whether a head begins with a row of names, as tables do and nothing that people write."""
    names = header(data)
    return len(names) > 2 and all(name.isidentifier() for name in names)


def rows(stream: BinaryIO) -> Iterator[tuple[str, Mapping[str, str]] | Problem]:
    """("line 12", {column: value}) for each row below the header; columns in lower case.

    Values that are missing at the end of a row are "", and a Problem besides; a row of more
    values than columns is only a Problem. The second column of a name has a name of its own.
    """
    text = _text(stream)
    lines = _lines(text)
    first = next((line for line in lines if line.strip()), "")
    names, delimiter = apart(header(first.encode())), _delimiter(first)
    held: list[str] = []  # the lines of the row that is read
    reader = csv.reader(_held(lines, held), delimiter=delimiter)
    where = ""
    while True:
        last, lines_of_last = where, "".join(held)
        held.clear()
        where = f"line {reader.line_num + 2}"
        try:
            values = next(reader)
        except StopIteration:
            if _is_open(lines_of_last, delimiter):
                yield Problem(last, "a quote that nothing closes: is it one row?", lost=False)
            return
        except csv.Error as error:
            yield Problem(where, f"not a row of this table: {error}")
            continue
        if len(values) > len(names):
            yield Problem(where, f"{len(values)} values for {len(names)} columns")
        elif values:
            if len(values) < len(names):
                few = f"only {len(values)} values for {len(names)} columns: cut off?"
                yield Problem(where, few, lost=False)
            yield where, _named(names, values)


def apart(names: Iterable[str]) -> list[str]:
    """Names of which no two are the same: the second `text` is `text, column 7`."""
    told: dict[str, None] = {}
    for index, name in enumerate(names):
        told[f"{name}, column {index + 1}" if name in told else name] = None
    return list(told)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Its lines; one that is too long as a value that is, which costs its row and no other."""
    while line := text.readline(2 * _LONGEST):
        if len(line) == 2 * _LONGEST and line[-1] not in "\r\n":
            while (rest := text.readline(_LONGEST)) and rest[-1] not in "\r\n":
                pass
            line = "x" * (_LONGEST + 1) + "\n"
        yield line


def _held(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _is_open(row: str, delimiter: str) -> bool:
    """Whether a row ends in a quoted value that goes on to the end of the file."""
    try:
        return not list(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)


def _named(names: Sequence[str], values: Sequence[str]) -> Mapping[str, str]:
    return dict(zip(names, [*values, *[""] * (len(names) - len(values))], strict=True))


def _text(stream: BinaryIO) -> io.TextIOWrapper:
    """The text of a stream: UTF-8, or Windows-1252 where its beginning cannot be UTF-8."""
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)
    sample = buffered.peek(_SAMPLE)
    cut = max(sample.rfind(b"\n"), 0)
    try:
        sample[:cut].decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    return io.TextIOWrapper(buffered, encoding, "replace", newline="")


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)
