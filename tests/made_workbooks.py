"""Workbooks of Excel for tests, written part by part, and what is read of them."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from sitegen import sources
from sitegen.model import Record
from sitegen.sources.source import Dump

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
#: Style 1 is a usual date, 2 one of its own format, 3 a number with a colour and words.
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="[$-409]dd\\.mm\\.yyyy hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0 &quot;days&quot;"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="22"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs></styleSheet>"
)
HEADER = ("Comment ID", "Parent ID", "Video ID", "Author", "Published At", "Likes", "Comment")
FIRST = (1001, None, "kiln-1", "Ada Moss", 45355.5, 3, "The kiln is on")
SECOND = (1002, 1001, "kiln-1", "Quill", 45355.75, 0, "Which cone?")


class Raw(str):
    """A cell as it is to stand in the file."""


def cell(value: object) -> str:
    """A cell with a text in it, a number or a truth, without saying where it stands."""
    if isinstance(value, Raw):
        return value
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, float):
        return f'<c s="1"><v>{value}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet(*rows: Iterable[object]) -> str:
    told = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{told}</sheetData></worksheet>'


def shared(*strings: str) -> str:
    """The strings that cells name by number, each as what is to stand in it."""
    return f'<sst xmlns="{_MAIN}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>'


def parts(sheets: Mapping[str, str], strings: str = "", book: str = "") -> dict[str, str]:
    """The parts of a workbook; `book` is what stands before its list of sheets."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}'
        "</Relationships>",
        "xl/styles.xml": STYLES,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **{f"xl/worksheets/s{at}.xml": text for at, text in enumerate(sheets.values(), 1)},
    }


def packed(path: Path, told: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in told.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            pack.writestr(zipfile.ZipInfo(name), data, how)
    return path


def written(path: Path, *rows: Iterable[object], strings: str = "", book: str = "") -> Path:
    """A workbook of one sheet, called Comments."""
    return packed(path, parts({"Comments": sheet(*rows)}, strings, book))


def read(path: Path, **told: object) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path, **told), {})
    assert source.name == "excel-tables"
    return list(sources.read(source, dump))
