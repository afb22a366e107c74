"""Workbooks of Excel (.xlsx): sheets as rows of values, streamed.

Dates are told as text in ISO 8601, numbers without a fraction as whole ones, of formulas what they
came to, of links their text. Format: ECMA-376, part 1, 18 (SpreadsheetML).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import Final

import msgspec

from sitegen import possessive
from sitegen.errors import SourceError
from sitegen.model import Problem
from sitegen.sources import _workbook_xml as xml
from sitegen.sources._copies import as_file
from sitegen.sources._workbook_strings import Strings
from sitegen.sources._workbook_xml import Cell, Damaged
from sitegen.sources._zip_parts import MAGIC, Pack
from sitegen.sources.source import Dump

Value = str | int | float | bool
Line = Mapping[int, Value]

MOST_SHEETS: Final = 500
_MOST_STYLES: Final = 70_000
_TYPE = "/relationships/"
_BOOK = "xl/workbook.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_DATE = possessive.compiled(r'"[^"]*+(?:"|\Z)|\[(?!h+\]|m+\]|s+\])[^\]]*+(?:\]|\Z)|[\\_*].?')
_WHOLE = re.compile(r"-?[0-9]{1,30}")
_LAST_DAY: Final = 2_958_466  # after the year 9999
_LEAP: Final = 60  # the day that Excel has and the calendar has not: 29 February 1900
_UNKNOWN = "its text is lost: the strings that the sheets share are damaged or cut off"


class Sheet(msgspec.Struct, frozen=True):
    """A sheet: its name, and the part that holds it."""

    name: str
    part: str


class Workbook:
    """An opened workbook. `fault` says what is damaged of it as a whole, "" for nothing.

    `unread`: how many sheets were not looked at. Raises SourceError where there is none.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack, self.fault = pack, pack.fault
        book = self._target("_rels/.rels", "officeDocument") or _BOOK
        self._targets = self._related(book)
        self._strings: Strings | None = None
        self._is_1904 = False
        found = list(self._listed(book))
        if not found:
            names = sorted(filter(_SHEET.fullmatch, pack.parts), key=_in_order)
            found = [Sheet(name.rpartition("/")[2].removesuffix(".xml"), name) for name in names]
        self.unread = len(found[MOST_SHEETS:])
        self.sheets = _apart(found[:MOST_SHEETS])
        self._dates = self._styles()

    def close(self) -> None:
        if self._strings:
            self._strings.close()

    def _elements(self, part: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
        found = self._pack.parts.get(part)
        return xml.elements(self._pack.pieces(found)) if found else iter(())

    def _target(self, part: str, kind: str) -> str:
        for _, name, told in self._elements(part):
            if name == "Relationship" and told.get("Type", "").endswith(f"{_TYPE}{kind}"):
                return _path("", told.get("Target", ""))
        return ""

    def _related(self, book: str) -> dict[str, tuple[str, str]]:
        """{id: (kind, part)} of what belongs to the workbook."""
        folder, _, file = book.rpartition("/")
        found: dict[str, tuple[str, str]] = {}
        for _, name, told in self._elements(f"{folder}/_rels/{file}.rels".lstrip("/")):
            if name == "Relationship" and len(found) < _MOST_STYLES:
                kind = told.get("Type", "").rpartition("/")[2]
                found[told.get("Id", "")] = (kind, _path(folder, told.get("Target", "")))
        return found

    def _listed(self, book: str) -> Iterator[Sheet]:
        for above, name, told in self._elements(book):
            if name == "workbookPr":
                self._is_1904 = told.get("date1904", "") in ("1", "true", "on")
            elif name == "sheet" and above == "sheets":
                kind, part = self._targets.get(told.get("id", ""), ("", ""))
                if kind == "worksheet" and part in self._pack.parts:
                    yield Sheet(told.get("name", "")[:200], part)

    def _of_kind(self, kind: str, usual: str) -> str:
        return next((part for known, part in self._targets.values() if known == kind), usual)

    def _styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a date."""
        dates, found, number = set(_DATES), set(), 0
        for above, name, told in self._elements(self._of_kind("styles", "xl/styles.xml")):
            number_format = told.get("numFmtId", "")
            if name == "numFmt" and len(dates) < _MOST_STYLES and number_format.isdecimal():
                if _is_date(told.get("formatCode", "")):
                    dates.add(int(number_format[:9]))
            elif name == "xf" and above == "cellXfs":
                if number_format.isdecimal() and int(number_format[:9]) in dates:
                    found.add(str(number))
                number += 1
                if number > _MOST_STYLES:
                    break
        return frozenset(found)

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Line] | Problem]:
        """(number, {column: value}) of each row that holds something; columns are from 0."""
        number = 0
        try:
            for row in xml.rows(self._pack.pieces(self._pack.parts[sheet.part])):
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
                faults[f"a value of over {xml.LONGEST >> 20} MiB"] = True
            elif value != "":
                line[column] = value
            elif cell.formula and cell.kind != "str":
                faults["a formula without the value that it came to"] = False
        return line, faults

    def _value(self, cell: Cell) -> Value | None:
        """The value of a cell; "" for nothing, None for too long a text. Raises IndexError."""
        text = cell.text
        if text is None or cell.kind == "e":
            return None if text is None else ""
        if cell.kind == "s":
            text = text.strip()
            return self._shared(int(text) if _WHOLE.fullmatch(text) else -1)
        if cell.kind in ("str", "inlineStr"):
            return xml.unescaped(text)
        text = text.strip()
        if cell.kind == "b":
            return text in ("1", "true")
        if cell.kind == "d":
            return text
        return self._number(text, is_date=cell.style in self._dates)

    def _shared(self, number: int) -> str | None:
        if self._strings is None:
            part = self._of_kind("sharedStrings", "xl/sharedstrings.xml")
            found = self._pack.parts.get(part)
            pieces = self._pack.pieces(found) if found else iter(())
            self._strings = Strings(pieces, self._pack.spend)
        return self._strings.text(number)

    def _number(self, text: str, *, is_date: bool) -> Value:
        if not is_date and _WHOLE.fullmatch(text):
            return int(text)
        try:
            number = float(text) if len(text) < 100 else float("nan")
        except ValueError:
            return text[:100]
        if number != number or number in (float("inf"), float("-inf")):
            return text[:100]
        if is_date and (told := _date(number, is_1904=self._is_1904)):
            return told
        return int(number) if number.is_integer() and abs(number) < 1e30 else number


@contextmanager
def opened(dump: Dump) -> Iterator[Workbook]:
    """The workbook of a dump. Raises SourceError where there is none."""
    with as_file(dump, MAGIC, "workbook") as path:
        pack = Pack(path, str(dump.path))
        try:
            if not is_workbook(pack):
                raise SourceError("no workbook of Excel, or a damaged one", str(dump.path))
            book = Workbook(pack)
            try:
                yield book
            finally:
                book.close()
        finally:
            pack.close()


def is_workbook(pack: Pack) -> bool:
    """Whether a document is a workbook, by its parts."""
    return any(name == _BOOK or _SHEET.fullmatch(name) for name in pack.parts)


def _path(folder: str, target: str) -> str:
    """The name of a part that is named in a part in this folder."""
    target = target.replace("\\", "/")
    whole = target if target.startswith("/") else join(folder, target)
    return normpath(f"/{whole}").lstrip("/").lower()


def _in_order(name: str) -> tuple[int, str]:
    return len(name), name


def _apart(sheets: list[Sheet]) -> tuple[Sheet, ...]:
    """Sheets of which no two have one name."""
    told: dict[str, Sheet] = {}
    for index, sheet in enumerate(sheets):
        name = " ".join(sheet.name.split()) or f"sheet {index + 1}"
        name = f"{name}, sheet {index + 1}" if name in told else name
        told[name] = msgspec.structs.replace(sheet, name=name)
    return tuple(told.values())


def _is_date(code: str) -> bool:
    """Whether a format of numbers shows a date or a time."""
    bare = _NO_DATE.sub("", code[:1_000]).lower().partition(";")[0]
    return not {"y", "m", "d", "h", "s"}.isdisjoint(bare) and "general" not in bare


def _date(number: float, *, is_1904: bool) -> str:
    """A date as Excel counts it, in ISO 8601; "" for none: a negative one, or one too late."""
    if not 0 <= number < _LAST_DAY:
        return ""
    if number < 1 and not is_1904:  # a time of any day
        start = datetime(1900, 1, 1)  # noqa: DTZ001 - no more than a way to count
    elif is_1904:
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - likewise
    else:
        start = datetime(1899, 12, 30 if number >= _LEAP else 31)  # noqa: DTZ001 - likewise
    try:
        moment = start + timedelta(milliseconds=round(number * 86_400_000))
    except OverflowError:
        return ""
    shown = moment.isoformat(" ", "milliseconds" if moment.microsecond else "seconds")
    return shown.partition(" ")[2] if number < 1 and not is_1904 else shown
