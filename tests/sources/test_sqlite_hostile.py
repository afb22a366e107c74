"""Hostile and damaged databases: nothing in them runs, and damage costs its own rows alone."""

import sqlite3
from pathlib import Path

import pytest
from made_databases import HN, HN_ROWS, posts, problems, read, written

from sitegen import databases, sources
from sitegen.errors import UnknownFormat
from sitegen.sources import _sqlite
from sitegen.sources.source import Dump


def test_views_triggers_generated_columns_and_virtual_tables_are_never_read(tmp_path: Path) -> None:
    path = written(
        tmp_path / "hn.db",
        f"""
        {HN};
        CREATE VIEW comments AS SELECT randomblob(1000000000) AS id, 'x' AS text;
        CREATE VIRTUAL TABLE posts USING fts5(id, parent_id, text);
        CREATE TABLE made (id INTEGER PRIMARY KEY, parent INTEGER, "by" TEXT, time INTEGER,
            text TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL);
        INSERT INTO made (id, parent, "by", time) VALUES (5, 1, 'ada', 1700000000);
        """,
        HN_ROWS,
    )
    records = read(path)
    assert [post.id for post in posts(records)] == ["hn:1", "hn:2", "hn:5"]
    assert posts(records)[2].body.text == ""


def test_nothing_but_reading_is_allowed(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    base = databases.Database(path, "hn.db", 1 << 30)
    for asked in (
        "INSERT INTO items (id) VALUES (9)",
        "SELECT load_extension('x')",
        "SELECT hex(title) FROM items",
        "ATTACH 'x' AS y",
        "PRAGMA journal_mode = WAL",
        "PRAGMA trusted_schema = ON",
        "CREATE TEMP TABLE x (y)",
    ):
        with pytest.raises(sqlite3.Error):
            base._base.execute(asked)
    base.close()
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ['it"ems', "it'ems; DROP", "ite\nms", "select", "日本"])
def test_names_of_tables_and_columns_are_only_names(tmp_path: Path, name: str) -> None:
    script = HN.replace("items (", databases.quoted(name) + " (").replace(
        "items(", databases.quoted(name) + "("
    )
    script = script.replace("kids", databases.quoted(f"x{name}"))
    path = written(tmp_path / "hn.db", script, HN_ROWS, databases.quoted(name))
    assert len(posts(read(path))) == 2


def test_values_of_any_kind_cost_no_other_row(tmp_path: Path) -> None:
    rows = [
        *HN_ROWS,
        (3, "comment", "x", (1 << 63) - 1, None, "late", 1, None, -(1 << 63), None),
        (4, "comment", b"\xff\x00", 1700000000, None, b"text as bytes", 1, None, 1e308, None),
        (5, "comment", "x", "never", None, 12, "1", None, "many", None),
        (-6, "comment", "x", 1, None, "below nothing", 1, None, None, None),
        ((1 << 63) - 1, "comment", "x", 1, None, "the last", 1, None, None, None),
    ]
    path = written(tmp_path / "hn.db", HN, rows)
    base = sqlite3.connect(path)
    base.execute(
        "INSERT INTO items (id, type, text, parent) "
        "VALUES (7, 'comment', CAST(x'61ff62' AS TEXT), 1)"
    )
    base.execute(
        "INSERT INTO items (id, type, text, parent) VALUES (8, 'comment', ?, 1)", ("a\0b",)
    )
    base.commit()
    base.close()
    records = read(path)
    told = {post.id: post.body.text for post in posts(records)}
    assert told["hn:4"] == "text as bytes"
    assert told["hn:7"] == "a\ufffdb"
    assert told.keys() >= {"hn:1", "hn:2", "hn:3", "hn:4", "hn:5", "hn:7", "hn:8"}
    lost = [one.where for one in problems(records) if one.lost]
    assert lost == ["hn.db: items: row -6", f"hn.db: items: row {(1 << 63) - 1}"]
    assert any("no UTF-8" in one.message for one in problems(records))


def _large(tmp_path: Path) -> tuple[Path, bytes]:
    rows = [
        (n, "comment", "ada", 1700000000 + n, None, f"Words {n} " * 40, 1, None, 1, None)
        for n in range(2, 2000)
    ]
    path = written(tmp_path / "hn.db", HN, [HN_ROWS[0], *rows])
    return path, path.read_bytes()


def test_damaged_pages_cost_their_rows_and_no_others(tmp_path: Path) -> None:
    path, data = _large(tmp_path)
    size = 4096
    pages = len(data) // size
    for page in (pages // 3, pages // 2):
        data = data[: page * size] + b"\xff" * size + data[(page + 1) * size :]
    path.write_bytes(data)
    records = read(path)
    kept = {post.id for post in posts(records)}
    lost = [one for one in problems(records) if one.lost]
    assert len(lost) == 2
    assert all("damaged: what stands from here to row" in one.message for one in lost)
    gaps = 0
    for one in lost:
        first = int(one.where.rpartition(" ")[2])
        last = int(one.message.split("to row ")[1].split(" ")[0])
        assert not kept & {f"hn:{n}" for n in range(first, last + 1)}
        gaps += last + 1 - first
    assert len(kept) + gaps == 1999
    assert gaps < 40


def test_a_database_cut_off_or_changed_anywhere_is_a_problem_and_no_traceback(
    tmp_path: Path,
) -> None:
    path, data = _large(tmp_path)
    cut = [data[:size] for size in (16, 99, 100, 2000, 4096, 5000, 40_000, len(data) - 1)]
    changed = [data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] for at in range(18, 4200, 97)]
    for number, damaged in enumerate(cut + changed):
        path = tmp_path / f"{number}.db"
        path.write_bytes(damaged)
        dump = Dump("x.db", path)
        try:
            source, dump = sources.recognise(dump, {})
        except UnknownFormat:
            continue
        records = list(sources.read(source, dump))
        # a count of rows that was changed in one page shows nowhere
        assert 1900 < len({post.id for post in posts(records)}) <= 1999 or problems(records)


def test_pages_that_stand_below_each_other_end(tmp_path: Path) -> None:
    """A hostile tree of pages that names one page many times has more rows than any disk."""
    path, data = _large(tmp_path)
    size = 4096
    inner = [at for at in range(0, len(data), size) if data[at] == 5]
    root = bytearray(data[inner[-1] : inner[-1] + size])
    cells = int.from_bytes(root[3:5])
    places = [int.from_bytes(root[12 + 2 * n : 14 + 2 * n]) for n in range(cells)]
    first = root[places[0] : places[0] + 4]
    for place in places:
        root[place : place + 4] = first
    path.write_bytes(data[: inner[-1]] + root + data[inner[-1] + size :])
    records = read(path)
    assert len(posts(records)) < 2000
    assert any(one.lost and "damaged" in one.message for one in problems(records))


def test_rows_that_share_their_pages_do_not_fill_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = _large(tmp_path)
    monkeypatch.setattr(_sqlite, "FREE_BYTES", 100_000)
    monkeypatch.setattr(_sqlite, "MAX_RATIO", 0)
    records = list(sources.read(sources.by_name("sqlite-tables"), Dump("hn.db", path)))
    assert 10 < len(posts(records)) < 1999
    (lost,) = problems(records)
    assert lost.lost
    assert "far more than its size allows" in lost.message


def test_a_value_that_is_too_long_costs_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(databases._LIMITS, "SQLITE_LIMIT_LENGTH", 100_000)
    rows = [*HN_ROWS, (3, "comment", "x", 1700000000, None, "y" * 200_000, 1, None, None, None)]
    rows.append((4, "comment", "x", 1700000000, None, "z", 1, None, None, None))
    records = read(written(tmp_path / "hn.db", HN, rows))
    assert [post.id for post in posts(records)] == ["hn:1", "hn:2", "hn:4"]
    (lost,) = problems(records)
    assert (lost.where, lost.lost) == ("hn.db: items: row 3", True)


def test_tables_without_row_numbers_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", f"{HN} WITHOUT ROWID", HN_ROWS)
    assert [post.id for post in posts(read(path))] == ["hn:1", "hn:2"]


def test_pages_that_name_one_page_many_times_tell_no_more_rows_than_the_file_can_hold(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path / "wide.db",
        """
        PRAGMA page_size = 1024;
        CREATE TABLE statuses (id INTEGER PRIMARY KEY, text TEXT, date TEXT) WITHOUT ROWID;
        INSERT INTO statuses VALUES (1, NULL, NULL);
        """,
    )
    data = path.read_bytes()
    row = bytes([5, 4, 1, 0, 0, 1])  # a payload of 5 bytes, its header, the number 1
    first = len(data) // 1024 + 1
    pages = []
    for number in range(first, first + 9):  # 50 ** 9 rows
        below = (number + 1).to_bytes(4, "big")
        at = [1024 - 10 * (cell + 1) for cell in range(50)]
        begins = b"\2\0\0" + len(at).to_bytes(2, "big") + at[-1].to_bytes(2, "big") + b"\0"
        page = begins + below + b"".join(place.to_bytes(2, "big") for place in at)
        pages.append(page.ljust(at[-1], b"\0") + (below + row) * len(at))
    top = pages[0]
    whole = bytearray(data[:1024] + top + b"".join(pages) + data[1024:2048])
    whole[28:32] = (len(whole) // 1024).to_bytes(4, "big")
    path.write_bytes(whole)
    found = read(path)
    assert len(found) <= len(whole) // 4 + 2
    assert "more rows than the file can hold" in problems(found)[-1].message


def test_a_change_that_was_not_ended_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "hn.db", HN, HN_ROWS)
    beside = tmp_path / "hn.db-journal"
    beside.write_bytes(bytes(512))  # what is left of one that was ended
    assert not problems(read(path))
    beside.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    (told,) = problems(read(path))
    assert "hn.db-journal" in told.message
    assert not told.lost
    beside.unlink()
    beside.mkdir()
    assert not problems(read(path))
