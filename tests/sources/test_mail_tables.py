"""Tables of messages: Parquet, columns of any usual name, and values that headers must not hold."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import hn_bigquery, mail_table
from sitegen.sources.source import Dump


def records_of(path: Path) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source is mail_table.SOURCE
    return list(sources.read(source, dump))


def posts_of(path: Path) -> list[Post]:
    return [record for record in records_of(path) if isinstance(record, Post)]


@pytest.mark.parametrize("large", [False, True])
def test_a_parquet_table_of_messages_is_told_from_others_by_its_columns(
    tmp_path: Path, large: bool
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    at = datetime(2024, 3, 4, 10, tzinfo=UTC)
    count = 3_000 if large else 2
    table = {
        "message_id": [f"<{n}@harbour.example>" for n in range(count)],
        "in_reply_to": [None, *[f"<{n}@harbour.example>" for n in range(count - 1)]],
        "from_name": ["Ada Moss", *["Quill"] * (count - 1)],
        "date": [at] * count,
        "subject": ["Tides", *["Re: Tides"] * (count - 1)],
        "body": [f"Is it ready, for the {n * 7919}th time?" for n in range(count)],
        "thread_depth": list(range(count)),
        "list": ["tides"] * count,
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pyarrow.table(table), path)
    posts = posts_of(path)
    assert len(posts) == count
    assert (posts[1].id, posts[1].parent) == ("mail:1@harbour.example", "mail:0@harbour.example")
    assert (posts[0].author, posts[0].created, posts[0].community) == ("Ada Moss", at, "tides")


def test_a_parquet_table_of_neither_says_what_it_holds(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pyarrow.table({"tide, high": ["a"], "moon": ["b"]}), path)
    with pytest.raises(UnknownFormat, match="a table with the columns tide, high, moon"):
        sources.recognise(Dump(path.name, path), {})
    path.write_bytes(path.read_bytes()[:-9])  # damaged: what it holds cannot be told
    assert sources.recognise(Dump(path.name, path), {})[0] is hn_bigquery.SOURCE


@pytest.mark.parametrize(
    "names", ["Message-ID,Subject,Body", "msgid;Subject;Content", "message id\ttitle\ttext"]
)
def test_columns_have_many_names(tmp_path: Path, names: str) -> None:
    path = tmp_path / "a.csv"
    cut = next(sign for sign in ",;\t" if sign in names)
    path.write_text(f"{names}\n{cut.join(['<a@b.example>', 'Tides', 'Soon.'])}\n", "utf-8")
    (post,) = posts_of(path)
    assert (post.id, post.title, post.body.text) == ("mail:a@b.example", "Tides", "Soon.")


def test_no_value_becomes_a_field_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = '"Ada\r\nMessage-ID: <evil@x.example>","<a@b.example>","Hi\n\nThis is no text","Soon."'
    path.write_text(f"from,message_id,subject,body\n{row}\n", "utf-8", newline="")
    (post,) = posts_of(path)
    assert post.id == "mail:a@b.example"
    assert post.body.text == "Soon."
    assert post.title == "Hi This is no text"


def test_an_address_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("from,message_id,subject,body\nada@b.example,<a@b.example>,Hi,Soon.\n", "utf-8")
    (post,) = posts_of(path)
    assert post.author == "ada"


def test_other_tables_are_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in (
        "name,message\nAda,Soon\n",
        "subject,body\nTides,Soon\n",
        "message_id,body\na,b\n",
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(UnknownFormat):
            sources.recognise(Dump(path.name, path), {})


def written(path: Path, **columns: object) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table: dict[str, object] = {"message_id": ["<a@b.example>", "<c@b.example>"]}
    table |= {"subject": ["Tides", "Moons"], "body": ["Soon.", "Late."]} | columns
    pq.write_table(pyarrow.table(table), path)
    return path


@pytest.mark.parametrize(
    ("kind", "values", "created"),
    [
        ("timestamp[ns]", [1709546400000000123, None], datetime(2024, 3, 4, 10, tzinfo=UTC)),
        ("date32[day]", [19786, None], datetime(2024, 3, 4, tzinfo=UTC)),
        ("timestamp[ms]", [2**53, None], None),
        ("date32[day]", [2**31 - 1, None], None),
        ("duration[s]", [2**60, None], None),
    ],
)
def test_times_of_any_kind_cost_no_more_than_themselves(
    tmp_path: Path, kind: str, values: list[int | None], created: datetime | None
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    path = written(tmp_path / "a.parquet", date=pyarrow.array(values, kind))
    records = records_of(path)
    assert [post.created for post in posts_of(path)] == [created, None]
    told = [(r.where, r.message, r.lost) for r in records if isinstance(r, Problem)]
    note = ("a.parquet: row 1", "not usable, and left out: date", False)
    assert told == ([] if created else [note])


def test_times_of_unknown_zones_are_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    zone = pyarrow.timestamp("s", "Moon/Base")
    path = written(tmp_path / "a.parquet", date=pyarrow.array([1709546400, None], zone))
    assert posts_of(path)[0].created == datetime(2024, 3, 4, 10, tzinfo=UTC)


def test_text_stored_as_bytes_is_text_and_what_is_no_value_is_told(tmp_path: Path) -> None:
    told = {"message_id": [b"<a@b.example>", b"<c@b.example>"], "body": [b"S\xc3\xb6on.", b"\xff"]}
    path = written(tmp_path / "a.parquet", **told, from_name=[{"name": "Ada"}, None])
    posts = posts_of(path)
    assert [post.id for post in posts] == ["mail:a@b.example", "mail:c@b.example"]
    assert [post.body.text for post in posts] == ["Söon.", "\ufffd"]
    (problem,) = [record for record in records_of(path) if isinstance(record, Problem)]
    assert (problem.message, problem.lost) == ("not usable, and left out: from_name", False)


def test_text_that_is_no_utf_8_costs_no_more_than_its_bytes(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    ends = pyarrow.py_buffer(b"\0\0\0\0\3\0\0\0\5\0\0\0")
    buffers = [None, ends, pyarrow.py_buffer(b"a\xffbok")]
    body = pyarrow.Array.from_buffers(pyarrow.string(), 2, buffers)
    path = written(tmp_path / "a.parquet", body=body)
    assert [post.body.text for post in posts_of(path)] == ["a\ufffdb", "ok"]


def test_messages_whole_in_bytes_are_read_as_they_were_sent(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    whole = b"Message-ID: <a@b.example>\nContent-Type: text/plain; charset=latin-1\n\nna\xefve"
    path = tmp_path / "a.parquet"
    pq.write_table(pyarrow.table({"file": ["1"], "message": [whole]}), path)
    (post,) = list(sources.read(mail_table.SOURCE, Dump(path.name, path)))
    assert isinstance(post, Post)
    assert (post.id, post.body.text) == ("mail:a@b.example", "naïve")


def test_a_list_is_not_named_after_the_kind_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "Lamps.csv"
    path.write_text("message_id,subject,body\n<a@b.example>,Tides,Soon.\n", "utf-8")
    assert posts_of(path)[0].community == "lamps"


def test_an_address_told_as_an_object_beside_the_name_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "emails.json"
    path.write_text(
        '[{"message_id": "a@x", "subject": "Tides", "content": "High.", "sender_name": "Ada",'
        ' "sender": {"address": "ada (a) x"}},'
        ' {"message_id": "b@x", "subject": "Tides", "content": "Low.", "sender": {"address": "b"}}]'
    )
    told = records_of(path)
    faults = [(one.where, one.message) for one in told if isinstance(one, Problem)]
    assert [where for where, _ in faults] == ["emails.json: $[1]"], faults
    assert isinstance(told[0], Post)
    assert told[0].author == "Ada"


def test_hyperkitty_names_what_is_answered_by_the_address_of_its_page(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)

    def told(key: str, above: str | None) -> dict[str, object]:
        base = "https://lists.example/api/list/tides@lists.example"
        return {
            "message_id": f"{key}@x", "message_id_hash": key * 32, "subject": "Tides",
            "mailinglist": f"{base}/", "content": f"Told {key}.", "sender_name": "Ada",
            "sender": {"address": "a (a) x"}, "parent": above and f"{base}/email/{above * 32}/",
        }  # fmt: skip

    rows = [told("C", "B"), told("B", "A"), told("A", None), told("D", "Z")]
    site.write("content/emails.json", json.dumps({"count": 4, "results": rows}))
    assert (report := site.build()).problems == 0
    assert (report.threads, report.comments, report.ghosts) == (2, 3, 1)
    assert b"tides@lists.example" in (site.folder / "output/index.html").read_bytes()
