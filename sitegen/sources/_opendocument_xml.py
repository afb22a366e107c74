"""The XML of OpenDocument spreadsheets, streamed: names of sheets, rows of cells, texts of these.

What is said to stand there many times is counted, and written out no more often than honest
files need. Prefixes are not looked at.
Format: OASIS OpenDocument 1.3, part 3, 9 (tables), 6.1 (white space), 19.367 ff. (values).
"""

from typing import Final
from xml.parsers import expat

from sitegen.sources import _workbook_xml as xml
from sitegen.sources._opendocument_text import Text, moment
from sitegen.sources._workbook_xml import LONGEST, Cell, Cells, Damaged, Reader

MOST_TIMES: Final = 1_000  # that a row which stands there many times is told
_MOST_MADE: Final = 16 << 20  # characters of what is told more than once
_CELL: Final = 32  # characters that a cell counts as, besides its own
_ROW: Final = 256  # likewise a row
_FREE: Final = 16  # times that a cell may stand in a row, spaces in a text, without being counted
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_TEXTS = frozenset(("p", "h"))
# What stands in or beside a cell and is no text of it: notes, shapes, tables in cells.
_SILENT = frozenset(("annotation", "note", "ruby-text", "detective", "event-listeners", "table"))
_SHAPES = frozenset(
    ("frame", "g", "custom-shape", "shapes", "control", "line", "rect", "circle", "ellipse")
) | {"path", "polyline", "polygon", "regular-polygon", "measure", "connector", "caption", "scene"}
_NUMBERS = frozenset(("float", "percentage", "currency"))


class Spreadsheet(Reader):
    """Hears a spreadsheet: `found` are the names of its sheets, each before the rows of it.

    `first`: how many rows of each are asked for, at least; None for all.
    """

    def __init__(self, first: int | None = None) -> None:
        super().__init__()
        self._first, self._told_rows, self._inner = first, 0, 0
        self.found: list[str | Cells] = []
        self._sheet = self._silent = 0  # how deep the open sheet stands, and what is left out
        self._in_row = self._in_cell = self._in_text = False
        self._number = self._column = self._told = self._rows = self._made = 0
        self._times = self._row_times = 1
        self._cells: dict[int, Cell] = {}
        self._length, self._fault = 0, ""
        self._kind, self._formula = "", False
        self._value: str | None = None
        self._text = Text()

    def listen(self, parser: expat.XMLParserType) -> None:
        super().listen(parser)
        self._parser = parser

    def began(self, name: str, attributes: dict[str, str]) -> None:
        if self._silent:
            return
        if self._in_cell:
            self._inside(name, attributes)
        elif self._in_row:
            if name in _CELLS:
                self._begin_cell(attributes)
        elif name == "table":
            if self.path[-2:-1] == ["spreadsheet"]:
                self._begin_sheet(attributes)
        elif name == "table-row" and self._sheet:
            self._begin_row(attributes)

    def ended(self, name: str) -> None:
        depth = len(self.path)
        if self._silent:
            self._silent = self._silent if depth >= self._silent else 0
        elif self._in_text:
            if name in _TEXTS:
                self._in_text = False
            elif name == "a":
                self._text.end_link()
        elif self._in_cell:
            if name in _CELLS:
                self._end_cell()
        elif self._in_row:
            if name == "table-row":
                self._end_row()
        elif depth < self._sheet:
            self._sheet = 0
        elif name == "spreadsheet":
            self.is_done = True

    def said(self, text: str) -> None:
        if self._in_text and not self._silent:
            self._text.add(text)

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        name = next((v for key, v in attributes.items() if key.endswith(":name")), "")
        if name.startswith("'") and "'#" in name:  # a copy of what another file holds
            self._silent = len(self.path)
            return
        self._sheet, self._number, self._rows, self._told_rows = len(self.path), 1, 0, 0
        self.found.append(name[:200])

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._rows += 1
        if self._rows > xml.MOST_ROWS:
            raise Damaged(f"more than {xml.MOST_ROWS:,} rows")
        self._row_times = _times(attributes, "number-rows-repeated")
        self._in_row, self._column, self._told = True, 0, 0
        self._cells, self._length, self._fault = {}, 0, ""

    def _end_row(self) -> None:
        self._in_row = False
        number, times = self._number, self._row_times
        self._number += times
        if self._fault or not self._cells:
            if self._fault:
                self.found.append(Cells(number, {}, self._fault))
            return
        self._told_rows += 1
        if self._first is not None and self._told_rows >= self._first:
            self._pass_over()
        told = min(times, MOST_TIMES)
        self._make((told - 1) * (_ROW + self._length + _CELL * len(self._cells)))
        self.found.append(Cells(number, self._cells, "", told))
        if times > told:
            fault = f"it stands there {times:,} times: those after the first {told:,} are not read"
            self.found.append(Cells(number + told, {}, fault))

    def _pass_over(self) -> None:
        """Hears no more of this sheet but where it ends: that takes a fraction of the time."""
        tables = frozenset(name for name in self._names if name.rpartition(":")[2] == "table")
        self._inner = 0

        def start(name: str, _: object) -> None:
            self._inner += name in tables

        def end(name: str) -> None:
            if name in tables:
                self._inner -= 1
                if self._inner < 0:
                    del self.path[self._sheet - 1 :]
                    self._sheet = 0
                    self.listen(self._parser)

        self._parser.StartElementHandler, self._parser.EndElementHandler = start, end
        self._parser.CharacterDataHandler = None

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._told += 1
        if self._told > xml.MOST_CELLS:
            raise Damaged(f"a row of more than {xml.MOST_CELLS:,} cells")
        self._in_cell, self._times = True, 1
        self._kind, self._value, self._formula = "", None, False
        self._text.clear()
        if not attributes:
            return
        self._times = _times(attributes, "number-columns-repeated")
        told: dict[str, str] = {}
        for key, value in attributes.items():
            name = key.rpartition(":")[2]
            if name != "value-type":
                told[name] = value
            elif value == "error" or not self._kind:  # LibreOffice tells both
                self._kind = value
        self._formula = "formula" in told
        self._value = told.get(
            "value" if self._kind in _NUMBERS else f"{self._kind}-value" if self._kind else ""
        )

    def _end_cell(self) -> None:
        self._in_cell = False
        column, self._column = self._column, self._column + self._times
        cell = self._cell()
        if (cell.text == "" and not cell.formula) or self._fault:
            return
        size = len(cell.text or "")
        times = max(min(self._times, xml.MOST_CELLS - column), 0)
        self._length += size * times
        if self._length > xml.LONGEST_ROW:
            self._fault, self._cells = f"a row of over {xml.LONGEST_ROW >> 20} MiB", {}
            return
        if times > _FREE:
            self._make(times * (_CELL + size))
        for at in range(column, column + times):
            self._cells[at] = cell

    def _cell(self) -> Cell:
        """The cell that ends, in words that workbooks of all kinds have."""
        text, kind = self._value, self._kind
        if kind == "error":
            return Cell("e", "", "", self._formula)
        if text is None or kind in ("string", ""):
            text = self._text.told() if text is None else text
            is_empty = not kind and not text
            kind = "n" if is_empty else "text"
        elif kind in _NUMBERS:
            kind = "n"
        elif kind == "boolean":
            kind = "b"
        else:
            kind, text = "d", moment(text)
        return Cell(kind, "", text if text is None or len(text) <= LONGEST else None, self._formula)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """An element in a cell begins."""
        if name in _SILENT or name in _SHAPES:
            self._silent = len(self.path)
        elif not self._in_text:
            if name in _TEXTS:
                self._in_text = True
                self._text.begin()
        elif name == "s":
            times = _times(attributes, "c")
            if times > _FREE:
                self._make(times)
            self._text.put(" " * min(times, LONGEST + 1))
        elif name in ("tab", "line-break"):
            self._text.put("\t" if name == "tab" else "\n")
        elif name == "a":
            self._text.begin_link(attributes)

    def _make(self, size: int) -> None:
        self._made += size
        if self._made > _MOST_MADE:
            raise Damaged("it says that more stands there many times than in honest files")


def _times(attributes: dict[str, str], name: str) -> int:
    """How often something stands there, at least once."""
    for key, told in attributes.items():
        if key.endswith(name) and key.rpartition(":")[2] == name:
            return max(int(told), 1) if told.isdecimal() and len(told) < 10 else 1
    return 1
