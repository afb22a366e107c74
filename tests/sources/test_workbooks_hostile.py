"""Workbooks of Excel that are damaged, or made to harm."""

import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from made_databases import posts, problems
from made_workbooks import (
    FIRST,
    HEADER,
    SECOND,
    Raw,
    cell,
    packed,
    parts,
    read,
    shared,
    sheet,
    written,
)

from sitegen import sources
from sitegen.errors import SitegenError
from sitegen.model import Post, Problem
from sitegen.sources import _workbook_xml, _zip_parts
from sitegen.sources.source import Dump

ROWS = (HEADER, FIRST, SECOND)


def opened_by(text: str, strings: str = "") -> dict[str, str]:
    """The parts of a workbook whose rows go on with this XML."""
    told = sheet(*ROWS)
    return parts({"S": told[: told.index("</sheetData>")] + text}, strings)


def only(path: Path) -> Problem:
    (problem,) = problems(records := read(path))
    assert [post.id for post in posts(records)] == ["table:a/1001", "table:a/1002"]
    assert problem.lost
    return problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<row><c><v>1</w>", "malformed XML: mismatched tag"),
        ("<row><c t='inlineStr'><is><t>x", "malformed XML: no element found"),
        ("<a>" * 100_000, "nested too deep"),
        ("".join(f"<a{number}/>" for number in range(50_000)), "too many names"),
        ("".join(f"<a b{number}=''/>" for number in range(50_000)), "too many names"),
        ("<row r='" + "1" * 5_000_000, "a tag is too long"),
        ("<!--" + "x" * 5_000_000, "a tag is too long"),
        ("<row>" + "<c/>" * 20_000, "a row of more than 16,384 cells"),
        ("<row><c><v>&nbsp;</v>", "malformed XML: undefined entity"),
    ],
)
def test_what_stands_before_damage_is_read(text: str, told: str, tmp_path: Path) -> None:
    problem = only(packed(tmp_path / "a.xlsx", opened_by(text)))
    assert problem.where == "a.xlsx: S: row 4"
    assert told in problem.message


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]>',
    ],
)
def test_nothing_may_be_declared(declared: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", parts({"S": declared + sheet(*ROWS)}))
    with pytest.raises(SitegenError, match="declares what no workbook needs"):
        read(path)
    strings = declared + shared("<t>x</t>")
    named = "<c/><c/><c/><c/><c/><c t='s'><v>0</v></c>"
    text = f"<row>{cell(1003)}{named}</row></sheetData></worksheet>"
    problem = only(packed(tmp_path / "a.xlsx", opened_by(text, strings)))
    assert (problem.where, "strings that the sheets share" in problem.message) == (
        "a.xlsx: S: row 4",
        True,
    )


def test_rows_say_any_number_and_cells_any_column(tmp_path: Path) -> None:
    one = f"{cell(1001)}<c/><c/><c/><c/>{cell('Six')}"
    text = (
        f"<row r='2'>{cell(1003)}{one}<c r='ZZZ9'><v>1</v></c></row>"
        f"<row r='999999999'>{cell(1004)}{one}</row><row r='{'9' * 5000}'>{cell(1005)}{one}</row>"
        f"<row r='x'><c r='9'><v>1006</v></c>{one}</row></sheetData></worksheet>"
    )
    records = read(packed(tmp_path / "a.xlsx", opened_by(text)))
    assert len(records) == 6
    assert posts(records)[-1].id == "table:a/1006"


def test_more_rows_than_there_may_be_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_workbook_xml, "MOST_ROWS", 1_000)
    problem = only(packed(tmp_path / "a.xlsx", opened_by("<row/>" * 2_000)))
    assert "more than 1,000 rows" in problem.message


def test_a_value_that_is_too_long_costs_its_row(tmp_path: Path) -> None:
    long = (*FIRST[:-1], "x" * (_workbook_xml.LONGEST + 1))
    records = read(written(tmp_path / "a.xlsx", *ROWS, long, (1004, *SECOND[1:])))
    assert [post.id for post in posts(records)][2:] == ["table:a/1004"]
    assert [one.where for one in problems(records)] == ["a.xlsx: Comments: row 4"]


def test_a_row_that_is_too_long_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_workbook_xml, "LONGEST_ROW", 1_000)
    long = ("x" * 600, "y" * 600)
    records = read(written(tmp_path / "a.xlsx", *ROWS, long, (1004, *SECOND[1:])))
    assert [post.id for post in posts(records)][2:] == ["table:a/1004"]
    assert [(one.where, one.lost) for one in problems(records)] == [
        ("a.xlsx: Comments: row 4", True)
    ]


def test_a_workbook_that_expands_without_end_is_read_to_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_zip_parts, "FREE_BYTES", 1_000_000)
    long = "x" * 1_000
    text = "".join(f"<row>{cell(1003 + at)}{'<c/>' * 5}{cell(long)}</row>" for at in range(10_000))
    path = packed(tmp_path / "a.xlsx", opened_by(text))
    monkeypatch.setattr(_zip_parts, "MAX_RATIO", 1)
    records = read(path)
    assert [post.id for post in posts(records)][:2] == ["table:a/1001", "table:a/1002"]
    assert "more than 1 times its size" in problems(records)[-1].message


def test_one_long_string_named_by_all_cells_is_told_to_the_same_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_zip_parts, "FREE_BYTES", 1_000_000)
    monkeypatch.setattr(_zip_parts, "MAX_RATIO", 1)
    named = "<c/><c/><c/><c/><c/><c t='s'><v>0</v></c>"
    rows = "".join(f"<row>{cell(1003 + at)}{named}</row>" for at in range(100))
    strings = shared(f"<t>{'x' * 500_000}</t>")
    path = packed(tmp_path / "a.xlsx", opened_by(rows, strings))
    assert "more than 1 times its size" in problems(read(path))[-1].message


def test_strings_of_a_large_workbook_do_not_lie_in_memory(tmp_path: Path) -> None:
    words = [f"<t>{number} {'x' * 990}</t>" for number in range(60_000)]
    text = "".join(
        f"<row>{cell(2000 + number)}<c/><c/><c/><c/><c/><c t='s'><v>{number}</v></c></row>"
        for number in range(59_000, 60_000)
    )
    whole = opened_by(text + "</sheetData></worksheet>", shared(*words))
    path = packed(tmp_path / "a.xlsx", whole)
    del words, text, whole
    source, dump = sources.recognise(Dump(path.name, path), {})
    tracemalloc.start()
    last = None
    for record in source.read(dump):
        last = record
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(last, Post)
    assert last.body.text.startswith("59999 xxx")
    assert most < 50_000_000


@pytest.mark.parametrize("behind", [False, True])
def test_a_workbook_that_is_cut_off_is_read_up_to_there(behind: bool, tmp_path: Path) -> None:
    numbers = random.Random(1)
    rows = [
        (1003 + at, 1001, "kiln-1", "Bo", 45356.0, at, f"Cone {numbers.getrandbits(200)}")
        for at in range(500)
    ]
    path = written(tmp_path / "a.xlsx", *ROWS, *rows)
    if behind:  # sizes stand behind the parts, as programs write them that cannot go back
        told = parts({"Comments": sheet(*ROWS, *rows)})
        with open(path, "wb") as file, zipfile.ZipFile(Forward(file), "w", 8) as pack:
            for name, data in told.items():
                pack.writestr(name, data)
    whole = path.read_bytes()
    assert len(posts(read(path))) == 502
    begin = whole.index(b"xl/worksheets/s1.xml")
    end = whole.index(b"PK\x01\x02")
    before = 2
    for place in (begin + (end - begin) // 3, end - 200, end, len(whole) - 5):
        path.write_bytes(whole[:place])
        records = read(path)
        assert len(posts(records)) >= before
        before = len(posts(records))
        assert "the list of its parts is damaged or cut off" in problems(records)[-1].message
        lost = [one for one in problems(records) if "what follows in this sheet" in one.message]
        assert len(lost) == (place < end)
    assert before == 502


class Forward:
    """A file that cannot go back."""

    def __init__(self, file: object) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def test_damage_inside_a_part_costs_what_stands_behind_it(tmp_path: Path) -> None:
    numbers = random.Random(2)
    rows = [
        (1003 + at, 1001, "kiln-1", "Bo", 45356.0, at, f"Cone {numbers.getrandbits(400)}")
        for at in range(2_000)
    ]
    path = written(tmp_path / "a.xlsx", *ROWS, *rows)
    data = bytearray(path.read_bytes())
    middle = (data.index(b"xl/worksheets/s1.xml") + data.index(b"PK\x01\x02")) // 2
    data[middle : middle + 40] = b"\xff" * 40
    path.write_bytes(data)
    records = read(path)
    assert 900 < len(posts(records)) < 1_100
    assert "what follows in this sheet is lost" in problems(records)[-1].message


def test_a_changed_byte_anywhere_is_no_more_than_a_problem(tmp_path: Path) -> None:
    named = "<c/><c/><c/><c/><c/><c t='s'><v>0</v></c>"
    text = f"<row>{cell(1003)}{named}</row></sheetData></worksheet>"
    path = packed(tmp_path / "a.xlsx", opened_by(text, shared("<t>Six</t>")))
    whole = path.read_bytes()
    changed = 0
    for place in range(0, len(whole), 5):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            source, dump = sources.recognise(Dump(path.name, path), {})
        except SitegenError:
            continue
        changed += any(isinstance(record, Problem) for record in sources.read(source, dump))
    assert changed


def test_parts_that_are_locked_or_packed_in_unknown_ways_are_said_to_be(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", {**parts({"S": sheet(*ROWS), "T": sheet(*ROWS)})})
    whole = path.read_bytes()
    for place, value, told in (
        (8, 1, "locked with a password"),
        (10, 99, "in an unknown way (99)"),
    ):
        data = bytearray(whole)
        entry = data.rindex(b"xl/worksheets/s2.xml") - 46
        struct.pack_into("<H", data, entry + place, value)
        path.write_bytes(data)
        records = read(path)
        assert len(posts(records)) == 2
        assert told in problems(records)[0].message
        assert problems(records)[0].lost


def test_a_list_of_parts_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", *ROWS)
    whole = path.read_bytes()
    end = whole.rindex(b"PK\x05\x06")
    for place, form, value in ((10, "<H", 65_535), (12, "<I", 0xFFFFFFF0), (16, "<I", 7)):
        data = bytearray(whole)
        struct.pack_into(form, data, end + place, value)
        path.write_bytes(data)
        assert len(posts(read(path))) == 2


def test_links_of_parts_lead_nowhere_but_into_the_workbook(tmp_path: Path) -> None:
    told = parts({"S": sheet(*ROWS)})
    rels = "xl/_rels/workbook.xml.rels"
    told[rels] = told[rels].replace("worksheets/s1.xml", "../../../../etc/hostname")
    assert len(posts(read(packed(tmp_path / "a.xlsx", told)))) == 2  # its parts are looked through


def test_names_of_sheets_are_only_names(tmp_path: Path) -> None:
    told = {"../../a": sheet(*ROWS), " ": sheet(*ROWS), "x" * 5_000: sheet(*ROWS)}
    records = read(packed(tmp_path / "a.xlsx", parts(told)))
    assert len({post.id for post in posts(records)}) == 6


def test_a_string_that_is_not_there_costs_its_row(tmp_path: Path) -> None:
    missing = (1003, *SECOND[1:-1], Raw("<c t='s'><v>-7</v></c>"))
    records = read(written(tmp_path / "a.xlsx", *ROWS, missing, (1004, *SECOND[1:])))
    assert [post.id for post in posts(records)][2:] == ["table:a/1004"]
    assert [(one.where, one.lost) for one in problems(records)] == [
        ("a.xlsx: Comments: row 4", True)
    ]
