"""Workbooks of Excel (.xlsx): their sheets, the strings these share, and which numbers are dates.

Format: ECMA-376, part 1, 18 (SpreadsheetML).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import Final

from sitegen import possessive
from sitegen.sources import _workbook_xml as xml
from sitegen.sources._workbook_book import MOST_SHEETS, WHOLE, Book, Sheet, Value, apart, number
from sitegen.sources._workbook_strings import Strings
from sitegen.sources._workbook_xml import Cell, Cells
from sitegen.sources._zip_parts import Pack

_MOST_STYLES: Final = 70_000
_TYPE = "/relationships/"
_BOOK = "xl/workbook.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_DATE = possessive.compiled(r'"[^"]*+(?:"|\Z)|\[(?!h+\]|m+\]|s+\])[^\]]*+(?:\]|\Z)|[\\_*].?')
_LAST_DAY: Final = 2_958_466  # after the year 9999
_LEAP: Final = 60  # the day that Excel has and the calendar has not: 29 February 1900


class Workbook(Book):
    """An opened workbook. Raises SourceError where it cannot be read."""

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
        self.sheets = apart(found[:MOST_SHEETS])
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
        dates, found, count = set(_DATES), set(), 0
        for above, name, told in self._elements(self._of_kind("styles", "xl/styles.xml")):
            number_format = told.get("numFmtId", "")
            if name == "numFmt" and len(dates) < _MOST_STYLES and number_format.isdecimal():
                if _is_date(told.get("formatCode", "")):
                    dates.add(int(number_format[:9]))
            elif name == "xf" and above == "cellXfs":
                if number_format.isdecimal() and int(number_format[:9]) in dates:
                    found.add(str(count))
                count += 1
                if count > _MOST_STYLES:
                    break
        return frozenset(found)

    def _cells(self, sheet: Sheet) -> Iterator[Cells]:
        return xml.rows(self._pack.pieces(self._pack.parts[sheet.part]))

    def _value(self, cell: Cell) -> Value | None:
        if cell.text is None:
            return None
        if cell.kind == "s":
            text = cell.text.strip()
            return self._shared(int(text) if WHOLE.fullmatch(text) else -1)
        if cell.kind in ("str", "inlineStr"):
            return xml.unescaped(cell.text)
        if cell.kind == "n" and cell.style in self._dates:
            return _day(number(cell.text.strip(), is_whole=False), is_1904=self._is_1904)
        return super()._value(cell)

    def _shared(self, at: int) -> str | None:
        if self._strings is None:
            part = self._of_kind("sharedStrings", "xl/sharedstrings.xml")
            found = self._pack.parts.get(part)
            pieces = self._pack.pieces(found) if found else iter(())
            self._strings = Strings(pieces, self._pack.spend)
        return self._strings.text(at)


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


def _is_date(code: str) -> bool:
    """Whether a format of numbers shows a date or a time."""
    bare = _NO_DATE.sub("", code[:1_000]).lower().partition(";")[0]
    return not {"y", "m", "d", "h", "s"}.isdisjoint(bare) and "general" not in bare


def _day(value: Value, *, is_1904: bool) -> Value:
    """A number that a style shows as a date."""
    if isinstance(value, int | float):
        return _date(float(value), is_1904=is_1904) or value
    return value


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
