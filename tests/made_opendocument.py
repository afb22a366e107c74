"""OpenDocument spreadsheets for tests, written part by part."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from made_workbooks import Raw, packed, read

from sitegen.errors import UnknownFormat

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
HEADER = ("Comment ID", "Parent ID", "Video ID", "Author", "Published At", "Likes", "Comment")


def typed(kind: str, value: str, name: str = "value", text: str = "shown") -> Raw:
    """A cell with a value of this type, and what a program shows of it."""
    return Raw(
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def date(text: str) -> Raw:
    return typed("date", text, "date-value")


def text(inside: str) -> Raw:
    """A cell of text, with this in it."""
    return Raw(f'<table:table-cell office:value-type="string">{inside}</table:table-cell>')


def cell(value: object) -> str:
    if isinstance(value, Raw):
        return value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        return typed("float", str(value))
    return text(f"<text:p>{escape(str(value))}</text:p>")


FIRST = (1001, None, "kiln-1", "Ada Moss", date("2024-03-04T12:00:00"), 3, "The kiln is on")
SECOND = (1002, 1001, "kiln-1", "Quill", date("2024-03-04T18:00:00"), 0, "Which cone?")
ROWS = (HEADER, FIRST, SECOND)
BEFORE = ["table:a/1001", "table:a/1002"]
MANY = (*ROWS, *((2000 + at, *SECOND[1:]) for at in range(230)))  # by which it is recognised


def row(cells: Iterable[object], said: str = "") -> str:
    return f"<table:table-row{said}>{''.join(map(cell, cells))}</table:table-row>"


def table(name: str, *rows: Iterable[object], more: str = "") -> str:
    """A sheet; `more` is what stands in it behind the rows."""
    told = "".join(map(row, rows))
    return f"<table:table table:name={quoteattr(name)}>{told}{more}</table:table>"


def content(*tables: str, root: str = "document-content", said: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{root} {_SPACES}{said}><office:body>'
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:{root}>"
    )


def flat(*tables: str) -> str:
    return content(*tables, root="document", said=f' office:mimetype="{KIND}"')


def parts(xml: str | bytes, manifest: str = "<manifest/>") -> Mapping[str, str | bytes]:
    return {"mimetype": KIND, "content.xml": xml, "META-INF/manifest.xml": manifest}


def written(path: Path, *rows: Iterable[object], more: str = "") -> Path:
    """A spreadsheet of one sheet, called Comments."""
    return packed(path, parts(content(table("Comments", *rows, more=more))))


def last(path: Path, cell: object) -> Path:
    """A spreadsheet with this cell as the text of its last row."""
    return written(path, *ROWS, (1003, 1001, "kiln-1", "Bo", date("2024-03-05"), 1, cell))


def refused(path: Path) -> UnknownFormat:
    with pytest.raises(UnknownFormat) as error:
        read(path)
    return error.value
