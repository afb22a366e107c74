"""Workbooks of Excel: cells of all kinds, what stands around tables, and sheets of all kinds."""

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_databases import posts, problems
from made_workbooks import FIRST, HEADER, SECOND, Raw, packed, parts, read, shared, sheet, written

from sitegen import sources
from sitegen.columns import Columns
from sitegen.errors import UnknownFormat
from sitegen.model import Problem
from sitegen.sources.source import Dump


def text_of(path: Path) -> str:
    return posts(read(path))[-1].body.text


def last(path: Path, **told: object) -> Path:
    """A workbook whose last row has these values in place of usual ones."""
    row = dict(zip(HEADER, (1003, 1001, "kiln-1", "Bo", 45356.0, 1, "Six"), strict=True)) | told
    strings = str(row.pop("strings", ""))
    book = str(row.pop("book", ""))
    return written(path, HEADER, FIRST, SECOND, row.values(), strings=strings, book=book)


def test_a_sheet_is_read_as_the_same_table_in_a_file(tmp_path: Path) -> None:
    first, second = posts(read(written(tmp_path / "a.xlsx", HEADER, FIRST, SECOND)))
    (tmp_path / "csv").mkdir()
    table = tmp_path / "csv" / "a.csv"
    lines = [HEADER, (*FIRST[:4], "2024-03-04 12:00:00", *FIRST[5:])]
    lines.append((*SECOND[:4], "2024-03-04 18:00:00", *SECOND[5:]))
    table.write_text("".join(",".join(map(str, line)).replace("None", "") + "\n" for line in lines))
    source, dump = sources.recognise(Dump(table.name, table), {})
    assert [first, second] == list(sources.read(source, dump))
    assert (first.id, first.score, second.parent) == ("table:a/1001", 3, "table:a/1001")
    assert first.created == datetime(2024, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ('<c t="inlineStr"><is><t>a </t></is></c>', "a "),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t> run</t></r></is></c>', "a run"),
        ('<c t="str"><f>A1&amp;"b"</f><v>what it came to</v></c>', "what it came to"),
        ('<c t="str"><f>HYPERLINK("https://a.example","a text")</f><v>a text</v></c>', "a text"),
        ('<c t="s"><v>0</v></c>', "shared"),
        ('<c t="s"><v>1</v></c>', "two runs, no reading"),
        ('<c t="s"><v>2</v></c>', "a\nb \U0001f600 _x000D_"),
        ("<c><v>7.0</v></c>", "7"),
        ("<c><v>7.5</v></c>", "7.5"),
        ("<c><v>7.3190000000000001E+2</v></c>", "731.9"),
        ('<c t="b"><v>1</v></c>', ""),
        ('<c t="e"><v>#N/A</v></c>', ""),
        ('<c t="d"><v>2024-03-04T10:00:00</v></c>', "2024-03-04T10:00:00"),
        ('<c s="3"><v>12</v></c>', "12"),
        ('<c s="2"><v>45355.5</v></c>', "2024-03-04 12:00:00"),
        ('<c s="1"><v>0.75</v></c>', "18:00:00"),
        ('<c s="1"><v>59</v></c>', "1900-02-28 00:00:00"),
        ('<c s="1"><v>61</v></c>', "1900-03-01 00:00:00"),
        ('<c s="1"><v>45355.500005787</v></c>', "2024-03-04 12:00:00.500"),
        ('<c s="1"><v>-4</v></c>', "-4"),
        ('<c s="1"><v>1E+300</v></c>', "1e+300"),
        ("<c><v>nan</v></c>", "nan"),
    ],
)  # fmt: skip
def test_what_a_cell_holds(told: str, seen: str, tmp_path: Path) -> None:
    strings = shared(
        "<t>shared</t>",
        '<r><t>two runs</t></r><r><t>, no reading</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
        "<t>a_x000A_b _xD83D__xDE00_ _x005F_x000D_</t>",
    )
    assert text_of(last(tmp_path / "a.xlsx", Comment=Raw(told), strings=strings)) == seen


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    path = last(tmp_path / "a.xlsx", book='<workbookPr date1904="1"/>')
    first, second, _ = posts(read(path))
    assert first.created == datetime(2028, 3, 5, 12, tzinfo=UTC)
    assert second.created == datetime(2028, 3, 5, 18, tzinfo=UTC)


def test_ids_written_as_numbers_with_a_fraction_are_whole(tmp_path: Path) -> None:
    raw = Raw("<c><v>1003.0</v></c>")
    path = last(
        tmp_path / "a.xlsx", **{"Comment ID": raw, "Parent ID": Raw("<c><v>1.002E3</v></c>")}
    )
    third = posts(read(path))[-1]
    assert (third.id, third.parent) == ("table:a/1003", "table:a/1002")


def test_a_formula_that_nobody_worked_out_is_noted(tmp_path: Path) -> None:
    records = read(last(tmp_path / "a.xlsx", Comment=Raw("<c><f>A1+1</f></c>")))
    assert len(posts(records)) == 3
    assert [(one.where, one.message, one.lost) for one in problems(records)] == [
        ("a.xlsx: Comments: row 4", "a formula without the value that it came to", False)
    ]


def test_rows_above_the_names_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    above = [("Comments of Kiln talk",), ("Post", "https://example.org/kiln"), ()]
    path = written(tmp_path / "a.xlsx", *above, HEADER, FIRST, (), (None, None), SECOND)
    records = read(path)
    assert [post.id for post in posts(records)] == ["table:a/1001", "table:a/1002"]
    assert problems(records) == [
        Problem("a.xlsx: Comments: row 4", "not read: 2 rows above the names of the columns", False)
    ]


def test_cells_are_where_they_say_and_rows_bear_their_own_numbers(tmp_path: Path) -> None:
    names = "".join(
        f'<c r="{letter}3" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip(
            ("B", "D", "AA", "AC"), ("id", "parent", "author", "text"), strict=True
        )
    )
    first = '<c r="AC9" t="inlineStr"><is><t>The kiln</t></is></c><c r="B9"><v>1</v></c>'
    second = '<c r="B1048576"><v>2</v></c><c r="D1048576"><v>1</v></c><c r="AC1048576"><v>5</v></c>'
    beside = '<c r="AZ1048576"><v>5</v></c>'
    body = (
        f'<row r="3">{names}</row><row r="9">{first}</row><row r="1048576">{second}{beside}</row>'
    )
    told = parts(
        {
            "S": "<worksheet><dimension ref='A1:XFD1048576'/>"
            f"<sheetData>{body}</sheetData></worksheet>"
        }
    )
    records = read(packed(tmp_path / "a.xlsx", told))
    assert [(post.id, post.parent, post.body.text) for post in posts(records)] == [
        ("table:a/1", None, "The kiln"),
        ("table:a/2", "table:a/1", "5"),
    ]
    assert [(one.where, one.lost) for one in problems(records)] == [
        ("a.xlsx: S: row 1048576", False)
    ]


def test_each_sheet_with_posts_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    told = {
        "May": sheet(HEADER, FIRST, SECOND),
        "Notes": sheet(("what", "how many"), ("comments", 2)),
        "June": sheet(HEADER, FIRST, SECOND),
        "Empty": sheet(),
        "Doubtful": sheet(("id", "text"), (1, "The kiln is on"), (2, "Which cone?")),
    }
    records = read(packed(tmp_path / "a.xlsx", parts(told)))
    assert [post.id for post in posts(records)] == [
        f"table:a/{month}/{number}" for month in ("May", "June") for number in (1001, 1002)
    ]
    assert {post.community for post in posts(records)} == {"a"}
    doubtful, others = problems(records)
    assert (doubtful.where, doubtful.lost) == ("a.xlsx: Doubtful", False)
    assert "what a row answers" in doubtful.message
    assert others.message == "sheets that hold no posts were passed over: Notes, Empty"


def test_a_sheet_of_hacker_news_reddit_or_mail_is_read_as_such(tmp_path: Path) -> None:
    told = {
        "hn": sheet(
            ("id", "type", "by", "time", "text", "parent"),
            (2, "comment", "ada", 1700000000, "x", 1),
        ),
        "reddit": sheet(
            ("id", "link_id", "subreddit", "author", "created_utc", "body"),
            ("c1", "t3_p1", "kilns", "ada", 45355.5, "At **cone 6**"),
        ),
        "mail": sheet(
            ("message_id", "subject", "from", "date", "body"),
            ("<1@x.example>", "Cones", "ada@x.example", 45355.5, "Six"),
        ),
    }
    hacker, reddit, mail = posts(read(packed(tmp_path / "a.xlsx", parts(told))))
    assert (hacker.id, reddit.id, mail.id) == ("hn:2", "reddit:t1_c1", "mail:1@x.example")
    noon = datetime(2024, 3, 4, 12, tzinfo=UTC)
    assert (reddit.created, mail.created) == (noon, noon)


def test_prefixes_and_places_of_parts_are_those_of_the_file(tmp_path: Path) -> None:
    told = parts({"S": sheet(HEADER, FIRST, SECOND)})
    body = told.pop("xl/worksheets/s1.xml")
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        body = body.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        body = body.replace(f"</{name}>", f"</x:{name}>").replace(f"<{name}/>", f"<x:{name}/>")
    told["XL\\Worksheets\\S1.xml"] = body.replace(" xmlns=", " xmlns:x=")
    rels = "xl/_rels/workbook.xml.rels"
    told[rels] = told[rels].replace('"worksheets/', '"/xl/worksheets/')
    assert len(posts(read(packed(tmp_path / "a.xlsx", told)))) == 2


def test_columns_that_the_user_names_are_taken(tmp_path: Path) -> None:
    rows = (
        ("Umfrage 2024", "Kiln"),
        ("lfd", "auf", "wer", "was"),
        (1, None, "Ada", "Heiß"),
        (2, 1, "Bo", "Ja"),
    )
    path = written(tmp_path / "a.xlsx", *rows)
    with pytest.raises(UnknownFormat) as refused:
        read(path)
    assert "a workbook with the sheets Comments" in str(refused.value)
    said = Columns(id="lfd", parent="auf", author="wer", text="was", site="kiln")
    first, second = posts(read(path, columns=said))
    assert (first.id, first.author, second.parent) == ("kiln:1", "Ada", "kiln:1")


def test_what_a_workbook_lacks_is_said(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx",
        ("id", "author", "text"),
        (1, "Ada", "The kiln"),
        (2, "Bo", "Six it is"),
    )
    with pytest.raises(UnknownFormat) as refused:
        read(path)
    assert "columns id, author, text" in refused.value.message
    assert '[tables."a.xlsx"] id = ' in refused.value.hint


def test_a_workbook_is_read_compressed_and_in_an_archive_and_is_no_archive(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", HEADER, FIRST, SECOND)
    packed_up = tmp_path / "a.xlsx.gz"
    packed_up.write_bytes(gzip.compress(path.read_bytes()))
    assert [post.id for post in posts(read(packed_up))] == ["table:a/1001", "table:a/1002"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as pack:
        pack.write(path, "a.xlsx")
    dump = Dump("all.zip/a.xlsx", tmp_path / "all.zip", member="a.xlsx")
    source, dump = sources.recognise(dump, {})
    assert source.name == "excel-tables"
    assert len(list(sources.read(source, dump))) == 2
    assert not sources.is_archive("a.xlsx")


def test_a_document_of_another_kind_is_none(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"}
    )
    with pytest.raises(UnknownFormat, match="an Office document"):
        sources.recognise(Dump(path.name, path), {})
