"""OpenDocument spreadsheets that are damaged, or made to harm."""

import random
import time
from pathlib import Path

import pytest
from made_databases import posts, problems
from made_opendocument import (
    BEFORE,
    MANY,
    ROWS,
    SECOND,
    content,
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
from made_workbooks import Raw, packed, read

from sitegen.errors import SitegenError
from sitegen.sources import _workbook_xml


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("<table:table-row><table:table-cell></table:table-row>", "malformed XML: mismatched tag"),
        ("<a>" * 100_000, "nested too deep"),
        ("<table:table-row>" + "<table:table-cell/>" * 20_000, "a row of more than 16,384 cells"),
        ("<table:table-row office:x='" + "1" * 5_000_000, "a tag is too long"),
        ("<table:table-row><table:table-cell><text:p>&nbsp;", "undefined entity"),
        (row(("x" * 90,), " table:number-rows-repeated='9999'") * 2_000, "than in honest files"),
        (row((Raw("<table:table-cell office:value-type='float' office:value='1' "
                  "table:number-columns-repeated='16384'/>"),)) * 2_000, "than in honest files"),
        (row((text("<text:p><text:s text:c='999999'/></text:p>"),)) * 2_000, "than in honest"),
    ],
)  # fmt: skip
def test_what_stands_before_harm_is_read_in_time(more: str, told: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.ods", *MANY, more=more)
    start = time.process_time()
    records = read(path)
    assert time.process_time() - start < 60
    assert [post.id for post in posts(records)][:2] == BEFORE
    assert told in problems(records)[-1].message
    assert problems(records)[-1].lost


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>', '<!DOCTYPE x SYSTEM "a">']
)
def test_nothing_may_be_declared(declared: str, tmp_path: Path) -> None:
    xml = content(table("S", *ROWS)).partition("?>\n")[2]
    path = packed(tmp_path / "a.ods", parts(declared + xml))
    assert "declares what no workbook needs" in refused(path).message
    xml = flat(table("S", *ROWS)).partition("?>\n")[2]
    (tmp_path / "a.fods").write_text(f"<?xml version='1.0'?>{declared}{xml}")
    refused(tmp_path / "a.fods")


def test_more_rows_or_longer_ones_than_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_workbook_xml, "LONGEST_ROW", 1_000)
    path = written(tmp_path / "a.ods", *ROWS, ("x" * 600, "y" * 600), (1004, *SECOND[1:]))
    records = read(path)
    assert [post.id for post in posts(records)] == [*BEFORE, "table:a/1004"]
    assert [one.where for one in problems(records)] == ["a.ods: Comments: row 4"]
    monkeypatch.setattr(_workbook_xml, "MOST_ROWS", 1_000)
    path = written(tmp_path / "a.ods", *ROWS, more="<table:table-row/>" * 2_000)
    (problem,) = problems(read(path))
    assert "more than 1,000 rows" in problem.message


def test_a_value_that_is_too_long_costs_its_row(tmp_path: Path) -> None:
    long = "x" * (_workbook_xml.LONGEST + 1)
    for cell in (long, typed("string", long, "string-value")):
        records = read(last(tmp_path / "a.ods", cell))
        assert [post.id for post in posts(records)] == BEFORE
        assert "a value of over 1 MiB" in problems(records)[0].message


def test_one_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    numbers = random.Random(1)
    rows = [(1003 + at, *SECOND[1:6], f"Cone {numbers.getrandbits(200)}") for at in range(500)]
    path = written(tmp_path / "a.ods", *ROWS, *rows)
    whole = path.read_bytes()
    begin, end = whole.index(b"content.xml"), whole.index(b"META-INF")
    before = 2
    for place in (begin + (end - begin) // 3, end - 200, end, len(whole) - 5):
        path.write_bytes(whole[:place])
        records = read(path)
        assert len(posts(records)) >= before
        before = len(posts(records))
        assert "the list of its parts is damaged or cut off" in problems(records)[-1].message
    assert before == 502
    told = flat(table("S", *ROWS, *rows)).encode()
    (tmp_path / "a.fods").write_bytes(told[: len(told) // 2])
    records = read(tmp_path / "a.fods")
    assert 200 < len(posts(records)) < 300
    assert "what follows in this sheet is lost" in problems(records)[-1].message


def test_a_changed_byte_anywhere_is_no_more_than_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path / "a.ods", *ROWS)
    whole = path.read_bytes()
    seen = 0
    for place in range(0, len(whole), 5):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            seen += len(read(path))
        except SitegenError:
            continue
    assert seen
