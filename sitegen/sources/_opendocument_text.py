"""Texts of cells in OpenDocument spreadsheets, and their dates and times.

Format: OASIS OpenDocument 1.3, part 3, 6.1 (white space), 18.2 (dates and times).
"""

import re
from datetime import datetime, timedelta

from sitegen import possessive
from sitegen.sources._workbook_xml import LONGEST

_LINES = possessive.compiled(r"[ \t\r\n]++")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:]{5,8}(?:\.[0-9]{1,12})?))?")
_TIME = re.compile(r"PT([0-9]{1,9})H([0-9]{1,2})M([0-9]{1,2})(?:[.,]([0-9]{1,12}))?S")


class Text:
    """The text of a cell: a line a paragraph.

    White space with a line end in it is one space, none around a paragraph. Other spaces are kept:
    by the format they count as one, but LibreOffice writes and reads them as they are.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._is_first, self._is_start, self._has_space = True, True, False
        self._link, self._link_at = "", 0

    def begin(self) -> None:
        """A paragraph begins."""
        self._has_space = False
        if not self._is_first:
            self.put("\n")
        self._is_first, self._is_start = False, True

    def add(self, text: str) -> None:
        """Text as it stands in the file."""
        if "\n" not in text:
            self.put(text)
            return
        text = _LINES.sub(lambda found: "\n" if "\n" in found[0] else found[0], text)
        self._has_space |= text.startswith("\n")
        if bare := text.strip("\n"):
            self.put(bare.replace("\n", " "))
        self._has_space |= text.endswith("\n")

    def put(self, text: str) -> None:
        """Text that is kept as it is."""
        if self._has_space and not self._is_start:
            text = f" {text}"
        self._has_space = self._is_start = False
        self._size += len(text)
        if self._size <= LONGEST:
            self._parts.append(text)

    def begin_link(self, attributes: dict[str, str]) -> None:
        self._link_at = self._size
        self._link = next((v for key, v in attributes.items() if key.endswith("href")), "")

    def end_link(self) -> None:
        """Where a link has no text, its address is told."""
        if self._link and self._size == self._link_at:
            self.put(self._link)
        self._link = ""

    def told(self) -> str | None:
        """The text; None for one that is too long."""
        return "".join(self._parts) if self._size <= LONGEST else None


def moment(text: str) -> str:
    """A date or a time of the day as the cells of other workbooks tell it."""
    text = text.strip()[:100]
    if found := _TIME.fullmatch(text):
        shown = f"{int(found[1]):02}:{int(found[2]):02}:{int(found[3]):02}"
        thousandths = (found[4] or "")[:3].rstrip("0")
        return f"{shown}.{thousandths:0<3}" if thousandths else shown
    found = _DATE.fullmatch(text)
    if not found or not found[2]:
        return text
    try:
        told = datetime.fromisoformat(f"{found[1]} {found[2]}")
    except ValueError:
        return text
    if told.microsecond:  # programs count days with fractions, and so miss some
        try:
            told += timedelta(microseconds=500 - (told.microsecond + 500) % 1_000)
        except OverflowError:
            return text
    return told.isoformat(" ", "milliseconds" if told.microsecond else "seconds")
