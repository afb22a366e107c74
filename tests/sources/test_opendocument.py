"""OpenDocument spreadsheets: cells of all kinds, rows that stand there many times, and damage."""

import gzip
import random
import tracemalloc
from pathlib import Path

import pytest
from made_databases import posts, problems
from made_opendocument import (
    BEFORE,
    FIRST,
    HEADER,
    MANY,
    ROWS,
    SECOND,
    content,
    date,
    flat,
    last,
    parts,
    refused,
    row,
    table,
    text,
    typed,
    written,
)
from made_workbooks import FIRST as EXCEL_FIRST
from made_workbooks import SECOND as EXCEL_SECOND
from made_workbooks import Raw, packed, read
from made_workbooks import written as written_by_excel

from sitegen import sources
from sitegen.sources import _opendocument_xml, looks
from sitegen.sources.source import Dump


def test_a_sheet_is_read_as_the_same_one_of_excel(tmp_path: Path) -> None:
    (tmp_path / "excel").mkdir()
    excel = written_by_excel(tmp_path / "excel" / "a.xlsx", HEADER, EXCEL_FIRST, EXCEL_SECOND)
    found = read(written(tmp_path / "a.ods", *ROWS))
    assert found == read(excel)
    assert [post.id for post in posts(found)] == BEFORE


def test_a_spreadsheet_in_one_xml_and_a_compressed_one_are_read(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.ods", *ROWS)
    expected = read(whole)
    (tmp_path / "a.fods").write_text(flat(table("Comments", *ROWS)))
    (tmp_path / "a.fods.gz").write_bytes(gzip.compress(flat(table("Comments", *ROWS)).encode()))
    (tmp_path / "a.ods.gz").write_bytes(gzip.compress(whole.read_bytes()))
    for name in ("a.fods", "a.fods.gz", "a.ods.gz"):
        assert read(tmp_path / name) == expected
    assert not sources.is_archive("a.ods")


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (text("<text:p>a</text:p><text:p/><text:p>b</text:p>"), "a\n\nb"),
        (text("<text:p>a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e</text:p>"),
         "a b   c\td\ne"),
        (text("<text:p>\n  a  b\n  <text:span>c</text:span>\n </text:p>"), "a  b c"),
        (text("<text:p>the <text:a xlink:href='https://a.example/b'>chart</text:a></text:p>"),
         "the chart"),
        (text("<text:p>at <text:a xlink:href='https://a.example/b'/></text:p>"),
         "at https://a.example/b"),
        (text("<office:annotation><text:p>a note</text:p></office:annotation><text:p>a</text:p>"),
         "a"),
        (text("<text:p>a<draw:frame><text:p>a shape</text:p></draw:frame> b</text:p>"), "a b"),
        (text("<text:p>a</text:p><table:table><table:table-row><table:table-cell><text:p>in"
              "</text:p></table:table-cell></table:table-row></table:table>"), "a"),
        (typed("string", "told&#10;so", "string-value"), "told\nso"),
        (Raw("<table:table-cell><text:p>no type</text:p></table:table-cell>"), "no type"),
        (Raw("<table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell>"),
         "covered"),
        (typed("float", "7"), "7"),
        (typed("float", "7.0"), "7"),
        (typed("float", "7.5"), "7.5"),
        (typed("float", "123456789012345678901"), "123456789012345678901"),
        (typed("percentage", "0.125", text="12.5%"), "0.125"),
        (typed("currency", "12.5", text="12.50 EUR"), "12.5"),
        (typed("boolean", "true", "boolean-value"), ""),
        (typed("time", "PT18H05M09S", "time-value"), "18:05:09"),
        (typed("time", "PT36H00M00.500000000S", "time-value"), "36:00:00.500"),
        (date("2024-03-04"), "2024-03-04"),
        (date("2024-03-04T12:00:00"), "2024-03-04 12:00:00"),
        (date("2024-03-04T11:59:59.999999800"), "2024-03-04 12:00:00"),
        (date("2024-03-04T12:00:00.5"), "2024-03-04 12:00:00.500"),
        (date("9999-12-31T23:59:59.9999999"), "9999-12-31T23:59:59.9999999"),
        (date("0044-13-99T99:99:99"), "0044-13-99T99:99:99"),
        (Raw('<table:table-cell office:value-type="string" office:string-value="" '
             'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'), ""),
    ],
)  # fmt: skip
def test_what_a_cell_holds(cell: Raw, seen: str, tmp_path: Path) -> None:
    path = last(tmp_path / "a.ods", cell)
    assert posts(read(path))[-1].body.text == seen


def test_a_formula_that_nobody_worked_out_is_noted(tmp_path: Path) -> None:
    path = last(tmp_path / "a.ods", Raw('<table:table-cell table:formula="of:=[.A1]"/>'))
    (problem,) = problems(read(path))
    assert (problem.message, problem.lost) == (
        "a formula without the value that it came to",
        False,
    )


def test_sheets_of_all_kinds_and_copies_of_those_of_other_files(tmp_path: Path) -> None:
    tables = (
        table("May", ("Comments of Kiln talk",), *ROWS),
        table("Notes", ("what", "how many"), ("comments", 2)),
        table("'file:///old.ods'#$May", *ROWS),
        table("June", *ROWS),
        table("Empty"),
    )
    records = read(packed(tmp_path / "a.ods", parts(content(*tables))))
    assert [post.id for post in posts(records)] == [
        f"table:a/{month}/{number}" for month in ("May", "June") for number in (1001, 1002)
    ]
    assert [one.message for one in problems(records)] == [
        "not read: 1 row above the names of the columns",
        "sheets that hold no posts were passed over: Notes, Empty",
    ]


def test_rows_and_cells_that_stand_there_many_times(tmp_path: Path) -> None:
    empty = row((Raw("<table:table-cell table:number-columns-repeated='16384'/>"),))
    many = empty.replace("<table:table-row", "<table:table-row table:number-rows-repeated='900000'")
    zero = Raw(
        "<table:table-cell table:number-columns-repeated='2' office:value-type='float' "
        "office:value='0'/>"
    )
    far = Raw("<table:table-cell table:number-columns-repeated='2'/>")
    header = (*HEADER[:5], "Likes", "Dislikes", "Comment")
    first = (*FIRST[:6], 1, FIRST[6])
    third = (1003, 1001, far, date("2024-03-05"), zero, "Six")
    path = written(tmp_path / "a.ods", header, first, more=many + row(third) + many * 3)
    records = read(path)
    second = posts(records)[-1]
    assert (second.id, second.score, second.body.text) == ("table:a/1003", 0, "Six")
    assert problems(records) == []
    twice = row(SECOND, " table:number-rows-repeated='2'")
    lost = row((None, 1001), " table:number-rows-repeated='2'")
    path = written(tmp_path / "a.ods", *MANY, more=many + twice + lost)
    records = read(path)
    assert [post.id for post in posts(records)][232:] == [BEFORE[1], BEFORE[1]]
    assert [one.where for one in problems(records)] == [
        f"a.ods: Comments: row {number}" for number in (900236, 900237)
    ]


def test_a_row_said_to_stand_there_a_million_times_is_told_so_often_as_is_honest(
    tmp_path: Path,
) -> None:
    more = row(SECOND, " table:number-rows-repeated='1000000'")
    records = read(written(tmp_path / "a.ods", *MANY, more=more + row((1009, *SECOND[1:]))))
    assert len(posts(records)) == 232 + _opendocument_xml.MOST_TIMES + 1
    (problem,) = problems(records)
    assert (problem.where, problem.lost) == ("a.ods: Comments: row 1234", True)
    assert "stands there 1,000,000 times" in problem.message


def test_one_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    manifest = "<m><file-entry full-path='content.xml'><encryption-data/></file-entry></m>"
    noise = random.Random(1).randbytes(500)
    error = refused(packed(tmp_path / "a.ods", parts(noise, manifest)))
    assert "an OpenDocument spreadsheet with a password" in error.message
    assert error.hint == "save it without the password"


def test_what_is_no_spreadsheet_or_has_no_sheet(tmp_path: Path) -> None:
    told = dict(parts(content(table("S", *ROWS))))
    told["mimetype"] = "application/vnd.oasis.opendocument.text"
    refused(packed(tmp_path / "a.odt", told))
    del told["mimetype"]
    assert len(read(packed(tmp_path / "a.ods", told))) == 2
    del told["content.xml"]
    refused(packed(tmp_path / "a.ods", told))
    error = refused(packed(tmp_path / "a.ods", parts(content())))
    assert "damaged: no sheet in it can be read" in error.message
    (tmp_path / "a.html").write_text(f"<html><p>application/{'x' * 9} of {flat()}</p></html>")
    assert "HTML page" in refused(tmp_path / "a.html").message


def test_the_head_looks_at_the_first_rows_of_each_sheet_alone(tmp_path: Path) -> None:
    rows = [(1003 + at, *SECOND[1:]) for at in range(400)]
    inner = text("<table:table><table:table-row/></table:table><text:p>x</text:p>")
    tables = [table(name, *ROWS, *rows, (inner,)) for name in ("May", "June")]
    path = packed(tmp_path / "a.ods", parts(content(*tables, table("Notes", ("a", "b")))))
    head = sources.head(Dump(path.name, path))
    assert head.tables == (("May", "posts-table"), ("June", "posts-table"), ("Notes", ""))
    assert len(posts(read(path))) == 2 * 403


def test_rows_of_a_large_sheet_do_not_lie_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ((1003 + at, *SECOND[1:6], f"{at} {'x' * 12_000}") for at in range(4_000))
    path = written(tmp_path / "a.ods", *ROWS, *rows)
    source, dump = sources.recognise(Dump(path.name, path), {})
    tracemalloc.start()
    count = sum(1 for _ in source.read(dump))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_002
    assert most < 30_000_000


def test_more_sheets_than_are_looked_at_are_counted(tmp_path: Path) -> None:
    tables = [table("S", *ROWS), *(table(str(at)) for at in range(600))]
    records = read(packed(tmp_path / "a.ods", parts(content(*tables))))
    assert len(posts(records)) == 2
    assert "101 were not looked at" in problems(records)[-1].message


def test_sheets_are_named_where_nothing_reads_one(tmp_path: Path) -> None:
    path = written(tmp_path / "a.ods", ("what", "n"), ("comments", 2))
    seen = looks.look(sources.head(Dump(path.name, path)))
    assert "a workbook with the sheets Comments" in seen.what
