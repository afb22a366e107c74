"""The XML of a workbook, streamed: elements, texts, rows of cells.

Nothing may be declared in it, no element, tag or text is larger than honest ones are.
Prefixes are not looked at.
Format: ECMA-376, part 1, 18 (SpreadsheetML).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.parsers import expat

import msgspec

from sitegen.errors import SourceError

LONGEST: Final = 1 << 20  # characters of a value
_DEEPEST: Final = 64
_LONGEST_TAG: Final = 4 << 20  # bytes
_MOST_NAMES: Final = 2_000  # of elements and attributes that differ
MOST_ROWS: Final = 1 << 22  # of a sheet; Excel has a fourth
MOST_CELLS: Final = 16_384  # of a row
LONGEST_ROW: Final = 32 << 20  # characters
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"([A-Za-z]{1,3})[0-9]{1,10}")
_CONTROLS = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))


class Damaged(Exception):
    """XML that is malformed, or asks for what no honest file needs."""


class Cell(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A cell as it is written: its type, style and text; None: too long a one."""

    kind: str
    style: str
    text: str | None
    formula: bool


class Cells(msgspec.Struct, frozen=True, array_like=True):
    """A row: its number, and its cells by column from 0; `fault` is why it has none, `times` how
    often it is to be told."""

    number: int
    cells: Mapping[int, Cell]
    fault: str = ""
    times: int = 1


class Reader:
    """What hears the parser: `path` are the local names of the open elements."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.is_done = False
        self._names: dict[str, str] = {}

    def listen(self, parser: expat.XMLParserType) -> None:
        """Asks to hear a parser."""
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.said

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) >= _DEEPEST:
            raise Damaged("elements are nested too deep")
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        self.path.append(local)
        self.began(local, attributes)

    def end(self, _: str) -> None:
        self.ended(self.path.pop())

    def began(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def ended(self, name: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        """A piece of text."""


def _refuse(*_: object) -> None:
    raise Damaged("it declares what no workbook needs")


def heard(pieces: Iterable[bytes], reader: Reader) -> Iterator[None]:
    """Lets a reader hear the pieces one by one, and the caller look at it after each.

    Raises Damaged and SourceError, when the caller has seen all that stands before.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader.listen(parser)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    fed = 0
    for piece in pieces:
        fault = _fed(parser, piece)
        fed += len(piece)
        yield
        if fault:
            raise Damaged(fault)
        if reader.is_done:
            return
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise Damaged("a tag is too long")
        if len(parser.intern) > _MOST_NAMES:
            raise Damaged("too many names of elements")
    fault = _fed(parser, b"", is_last=True)
    yield
    if fault:
        raise Damaged(fault)


def _fed(parser: expat.XMLParserType, piece: bytes, *, is_last: bool = False) -> str:
    """Gives a piece to the parser: what is wrong with it, "" for nothing."""
    try:
        parser.Parse(piece, is_last)
    except Damaged as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"malformed XML: {str(error).partition(':')[0]}"
    return ""


# Elements one by one


class _Flat(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def began(self, name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self.found.append((self.path[-2] if len(self.path) > 1 else "", name, local))


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """(name of what holds it, name, attributes) of each element, as far as the XML can be read."""
    reader = _Flat()
    try:
        for _ in heard(pieces, reader):
            yield from reader.found
            reader.found.clear()
    except (Damaged, SourceError):
        return


# Texts


class Texts(Reader):
    """Gathers the text of one value: of all its runs, without how these are pronounced."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._size = 0
        self._silent = self._open = False

    def clear(self) -> None:
        self._parts.clear()
        self._size = 0

    def began(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._silent = True
        elif name in ("t", "v"):
            self._open = not self._silent

    def ended(self, name: str) -> None:
        if name == "rPh":
            self._silent = False
        elif name in ("t", "v"):
            self._open = False

    def said(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size <= LONGEST:
                self._parts.append(text)

    def told(self) -> str | None:
        return "".join(self._parts) if self._size <= LONGEST else None


def unescaped(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold: "_x000D_"."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain.translate(_CONTROLS)


# Rows


class _Sheet(Texts):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Cells] = []
        self._number = self._column = self._told = self._count = 0
        self._cells: dict[int, Cell] = {}
        self._length, self._fault = 0, ""
        self._kind = self._style = ""
        self._formula = False

    def began(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.clear()
            column = _column(attributes.get("r", ""))
            self._column = self._column + 1 if column is None else column
            self._told += 1
            if self._told > MOST_CELLS:
                raise Damaged(f"a row of more than {MOST_CELLS:,} cells")
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula = False
        elif name == "row":
            told = attributes.get("r", "")
            number = int(told) if told.isdecimal() and len(told) < 10 else 0
            self._number = max(number, self._number + 1)
            self._count += 1
            if self._count > MOST_ROWS:
                raise Damaged(f"more than {MOST_ROWS:,} rows")
            self._told = 0
            self._cells, self._column, self._length, self._fault = {}, -1, 0, ""
        elif name == "f":
            self._formula = True
        else:
            super().began(name, attributes)

    def ended(self, name: str) -> None:
        super().ended(name)
        if name == "c":
            self._add(self.told())
        elif name == "row":
            if self._cells or self._fault:
                cells = {} if self._fault else self._cells
                self.rows.append(Cells(self._number, cells, self._fault))
            self._cells = {}
        elif name == "sheetData":
            self.is_done = True

    def _add(self, text: str | None) -> None:
        if text == "" and not self._formula:
            return
        self._length += len(text or "")
        if self._length > LONGEST_ROW:
            self._fault, self._cells = f"a row of over {LONGEST_ROW >> 20} MiB", {}
        elif 0 <= self._column < MOST_CELLS and not self._fault:
            kind, style = _short(self._kind), _short(self._style)
            self._cells[self._column] = Cell(kind, style, text, self._formula)


def _short(told: str) -> str:
    return told if len(told) < 20 else ""


def _column(reference: str) -> int | None:
    """The column of "AB12", from 0; None where nothing tells it."""
    found = _LETTERS.fullmatch(reference)
    if not found:
        return None
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def rows(pieces: Iterable[bytes]) -> Iterator[Cells]:
    """The rows of a sheet that are not empty. Raises Damaged and SourceError, when all rows before
    the damage have been told."""
    sheet = _Sheet()
    for _ in heard(pieces, sheet):
        yield from sheet.rows
        sheet.rows.clear()
