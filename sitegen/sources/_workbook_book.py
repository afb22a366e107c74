"""What workbooks of all kinds have in common: sheets as rows of values, streamed.

Dates are told as text in ISO 8601, numbers without a fraction as whole ones, of formulas what they
came to, of links their text.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources._workbook_xml import LONGEST, Cell, Cells, Damaged

Value = str | int | float | bool
Line = Mapping[int, Value]

MOST_SHEETS: Final = 500
WHOLE: Final = re.compile(r"-?[0-9]{1,30}")
_UNKNOWN = "its text is lost: the strings that the sheets share are damaged or cut off"
_TEXTS = frozenset(("str", "text"))  # cells whose formula may come to nothing


class Sheet(msgspec.Struct, frozen=True):
    """A sheet: its name, and the part that holds it."""

    name: str
    part: str


class Book(ABC):
    """An opened workbook. `fault` says what is damaged of it as a whole, "" for nothing.

    `unread`: how many sheets were not looked at.
    """

    sheets: tuple[Sheet, ...] = ()
    unread = 0
    fault = ""

    @abstractmethod
    def close(self) -> None:
        """Gives back what it holds."""

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Line] | Problem]:
        """(number, {column: value}) of each row that holds something; columns are from 0."""
        number = 0
        try:
            for row in self._cells(sheet):
                number = row.number
                if row.fault:
                    yield Problem(f"row {number}", row.fault)
                    continue
                line, faults = self._line(row.cells)
                for fault, lost in faults.items():
                    yield Problem(f"row {number}", fault, lost)
                if line and not any(faults.values()):
                    yield number, line
        except (Damaged, SourceError) as error:
            where = f"row {number + 1}"
            told = error.message if isinstance(error, SourceError) else str(error)
            yield Problem(where, f"what follows in this sheet is lost: {told}")

    @abstractmethod
    def _cells(self, sheet: Sheet) -> Iterator[Cells]:
        """The rows of a sheet as they are written. Raises Damaged and SourceError."""

    def _line(self, cells: Mapping[int, Cell]) -> tuple[dict[int, Value], dict[str, bool]]:
        """The values of a row, and what is wrong with it: whether that costs the row."""
        line: dict[int, Value] = {}
        faults: dict[str, bool] = {}
        for column, cell in cells.items():
            try:
                value = self._value(cell)
            except IndexError:
                faults[_UNKNOWN] = True
                continue
            if value is None:
                faults[f"a value of over {LONGEST >> 20} MiB"] = True
            elif value != "":
                line[column] = value
            elif cell.formula and cell.kind not in _TEXTS:
                faults["a formula without the value that it came to"] = False
        return line, faults

    def _value(self, cell: Cell) -> Value | None:
        """The value of a cell; "" for nothing, None for too long a text. Raises IndexError."""
        text = cell.text
        if text is None or cell.kind == "e":
            return None if text is None else ""
        if cell.kind == "text":
            return text
        text = text.strip()
        if cell.kind == "b":
            return text in ("1", "true")
        return text if cell.kind == "d" else number(text)


def number(text: str, *, is_whole: bool = True) -> Value:
    """A number as a workbook writes it; `is_whole`: those without a fraction have no bounds."""
    if is_whole and WHOLE.fullmatch(text):
        return int(text)
    try:
        value = float(text) if len(text) < 100 else float("nan")
    except ValueError:
        return text[:100]
    if value != value or value in (float("inf"), float("-inf")):
        return text[:100]
    return int(value) if value.is_integer() and abs(value) < 1e30 else value


def apart(sheets: list[Sheet]) -> tuple[Sheet, ...]:
    """Sheets of which no two have one name."""
    told: dict[str, Sheet] = {}
    for index, sheet in enumerate(sheets):
        name = " ".join(sheet.name.split()) or f"sheet {index + 1}"
        name = f"{name}, sheet {index + 1}" if name in told else name
        told[name] = msgspec.structs.replace(sheet, name=name)
    return tuple(told.values())
