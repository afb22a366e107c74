"""Tables of Hacker News items: rows of CSV, Parquet with and without the library that reads it."""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import _csv, hn_bigquery
from sitegen.sources.source import Dump, Head

COLUMNS = "id,type,by,time,text,parent"


def rows_of(text: bytes) -> list[object]:
    return [
        found if isinstance(found, Problem) else (found[0], list(found[1].values()))
        for found in _csv.rows(io.BytesIO(text))
    ]


def records_of(path: Path) -> list[Record]:
    return list(sources.read(hn_bigquery.SOURCE, Dump(path.name, path)))


def test_values_go_over_lines_and_hold_quotes_and_delimiters() -> None:
    told = rows_of(b'\xef\xbb\xbfA,b\r\n"1,\n""one""",2\r\n\r\n3,"x\n\n\ny"\r\n')
    assert told == [("line 2", ['1,\n"one"', "2"]), ("line 5", ["3", "x\n\n\ny"])]


@pytest.mark.parametrize("size", [1_100_000, 2_097_150, 3_000_000, 5_000_000])
def test_a_row_that_is_too_long_costs_itself_alone(size: int) -> None:
    before, lost, after = rows_of(b"a,b\n1,2\n" + b"x" * size + b",2\n3,4\n")
    assert before == ("line 2", ["1", "2"])
    assert isinstance(lost, Problem)
    assert lost.where == "line 3"
    assert after == ("line 4", ["3", "4"])


def test_a_table_without_end_of_line_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.given += len(buffer)
            if self.given > 40_000_000:
                return 0
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    found = list(_csv.rows(io.BufferedReader(Endless())))
    assert all(isinstance(problem, Problem) for problem in found)
    assert len(found) < 100


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        ("title,url,text,dead,by,score,time,timestamp,type,id,parent,descendants,ranking", True),
        ("id;by;time;text;parent", True),
        ('"id"\t"author"\t"time_ts"', True),
        ("id,title,url,num_points,num_comments,author,created_at", True),
        ("comment_id,post_id,subreddit,comment_text,comment_score", False),
        ("id,author,text", False),
        ("by,time", False),
        ("by the time, id and text were gone", False),
        ("", False),
    ],
)
def test_a_table_is_known_by_its_columns(header: str, ours: bool) -> None:
    data = f"{header}\n1,2,3\n".encode()
    assert hn_bigquery.SOURCE.sniff(Head("x.csv", data, True)) == ours


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("12", 12), ("12.0", 12), (" 12 ", 12), ("-3", -3), ("1e3", None), ("twelve", None),
        (12, 12), (12.0, 12), (12.5, None), (float("nan"), None), (float("inf"), None),
        (None, None), ("9" * 40, None), (b"12", None),
    ],
)  # fmt: skip
def test_numbers_as_databases_write_them(told: object, number: int | None) -> None:
    assert hn_bigquery._number(told) == number


@pytest.mark.parametrize(
    ("told", "times"),
    [
        (["9/26/2016 3:26", "9/5/2016 23:01:07"], ["2016-09-26T03:26", "2016-09-05T23:01:07"]),
        (["05/09/2016 3:26", "26/09/2016 03:26"], ["2016-09-05T03:26", "2016-09-26T03:26"]),
        (["9/26/2016 3:26 PM", "9/5/2016 12:01 am"], ["2016-09-26T15:26", "2016-09-05T00:01"]),
        (["9/26/2016", "9/31/2016 1:00"], ["2016-09-26T00:00", None]),
        (["9/5/2016 3:26", "9/6/2016 3:26"], [None, None]),
        (["9/26/2016 3:26", "26/9/2016 3:26"], [None, None]),
        (["9/26/2016 3:26", "1474860360"], ["2016-09-26T03:26", "2016-09-26T03:26"]),
    ],
)
def test_times_of_spreadsheets_where_the_table_shows_their_order(
    told: list[str], times: list[str | None], tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    rows = "".join(f'{n},"A drum",3,0,ada,{time}\n' for n, time in enumerate(told, 1))
    path.write_text(f"id,title,num_points,num_comments,author,created_at\n{rows}", "utf-8")
    posts = [record for record in records_of(path) if isinstance(record, Post)]
    found = [post.created and post.created.replace(tzinfo=None) for post in posts]
    assert found == [time and datetime.fromisoformat(time) for time in times]


def test_parquet_without_pyarrow_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    path = tmp_path / "full.parquet"
    path.write_bytes(b"PAR1 and so on")
    head = sources.head(Dump(path.name, path))
    assert sources.detect(head, {}) is hn_bigquery.SOURCE
    (problem,) = records_of(path)
    assert isinstance(problem, Problem)
    assert "pip install 'sitegen[parquet]'" in problem.message


# With pyarrow


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    at = datetime(2016, 10, 4, 20, 16, 50, tzinfo=UTC)
    table = pyarrow.table(
        {
            "id": [1, 2, 3, None],
            "by": ["ann", "ben", None, "cid_"],
            "time": [None, int(at.timestamp()), int(at.timestamp()), 5],
            "timestamp": [at, None, None, None],
            "text": ["", "Cups.<p>&gt; Not liters.", None, "x"],
            "type": ["story", "comment", "comment", "story"],
            "title": ["Kettles", None, None, "No id"],
            "parent": [None, 1, 2, None],
            "deleted": [None, None, True, None],
            "score": [7, None, None, None],
            "embedding": [[0.1], [0.2], [0.3], [0.4]],
        }
    )
    path = tmp_path / "full.parquet"
    pq.write_table(table, path, row_group_size=2)
    return path


def test_a_parquet_table_is_read(parquet: Path) -> None:
    at = datetime(2016, 10, 4, 20, 16, 50, tzinfo=UTC)
    story, comment, gone, problem = records_of(parquet)
    assert isinstance(story, Post)
    assert (story.title, story.score, story.created, story.author) == ("Kettles", 7, at, "ann")
    assert isinstance(comment, Post)
    assert (comment.parent, comment.created) == ("hn:1", at)
    assert comment.body.text == "Cups.<p>&gt; Not liters."
    assert isinstance(gone, Post)
    assert (gone.state, gone.parent) == ("deleted", "hn:2")
    assert isinstance(problem, Problem)
    assert problem.where == "full.parquet: row 4"


def test_a_parquet_file_cut_off_or_changed_anywhere_is_a_problem(parquet: Path) -> None:
    data = parquet.read_bytes()
    for end in range(4, len(data), max(1, len(data) // 60)):
        parquet.write_bytes(data[:end])
        assert any(isinstance(record, Problem) for record in records_of(parquet))
    for place in range(4, len(data), max(1, len(data) // 120)):
        parquet.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        records_of(parquet)


def test_a_parquet_table_of_other_things_that_is_said_to_be_one_of_these(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "mail.parquet"
    pq.write_table(pyarrow.table({"message_id": ["a"], "subject": ["b"]}), path)
    (problem,) = records_of(path)
    assert isinstance(problem, Problem)
    assert "message_id, subject" in problem.message
