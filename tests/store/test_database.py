"""The store's file: damaged, of other code, locked, full of what cannot be stored.

Whatever is wrong with it, it is thrown away or named; it never decides what the site says.
"""

import sqlite3
from pathlib import Path

import pytest
from small_site import SmallSite, node

from sitegen.errors import StoreError
from sitegen.model import Body, Gap, Post, Problem, Record
from sitegen.store import Store, database, faults


def filled(path: Path, *records: Record) -> Store:
    store = Store.open(path)
    store.replace_dump("a", "1", "test", records or [Post(id="hn:1", body=Body("x"))])
    store.resolve()
    return store


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut":
        data = data[: len(data) // 2]
    elif how == "noise":
        data = bytes(byte ^ 0x5A for byte in data)
    elif how == "text":
        data = b"This is no database."
    elif how == "empty":
        data = b""
    elif how == "version":
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 1")
        db.close()
        return
    elif how == "tables":
        with sqlite3.connect(path) as db:
            db.execute("DROP TABLE post")
        db.close()
        return
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["cut", "noise", "text", "empty", "version", "tables"])
def test_a_store_that_cannot_be_used_is_made_anew(how: str, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    filled(path).close()
    damage(path, how)
    store = Store.open(path)
    assert store.is_new
    store.close()


def test_damage_in_the_middle_is_told_once_and_then_gone(tmp_path: Path) -> None:
    """What a look at the file's beginning does not show."""
    site = SmallSite(tmp_path / "site")
    site.dump("a.json", *(node(n, title=f"Thread {n}", text="word " * 500) for n in range(1, 60)))
    site.build()
    path = site.state / "store.db"
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18])  # https://sqlite.org/fileformat2.html#page_size
    for page in range(0, len(data), size):
        if b"word word" in data[page : page + size]:  # where the posts lie
            data[page : page + 64] = b"\xff" * 64
    path.write_bytes(data)
    site.config('[site]\ntitle = "All pages are made again"')
    failures = site.build().failures
    assert failures
    assert {failure.message for failure in failures} == {
        "the store was damaged, and has been thrown away"
    }
    assert site.build().failures == ()
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_a_journal_that_outlived_its_store_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    killed = filled(path)
    killed.replace_dump("b", "1", "test", [Post(id="hn:2", body=Body("y"))])
    killed.resolve()
    journal = Path(f"{path}-wal").read_bytes()
    assert journal
    killed.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(journal)
    store = filled(path)
    assert [summary.id for summary in store.summaries()] == ["hn:1"]
    store.close()


def test_one_that_somebody_else_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    filled(path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        database.sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "timeout": 0.1})
    )
    other = connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO note VALUES ('x', 'y')")
    with pytest.raises(StoreError, match="locked"):
        Store.open(path)
    other.close()
    assert path.exists()


@pytest.mark.parametrize("name", ["store.db", "."])
def test_something_else_in_its_place_is_named(name: str, tmp_path: Path) -> None:
    state = tmp_path / ".sitegen"
    if name == ".":
        state.write_text("a file")
    else:
        (state / name).mkdir(parents=True)
    with pytest.raises(StoreError) as error:
        Store.open(state / "store.db")
    assert str(state) in error.value.where


def test_reading_needs_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        Store.read_only(tmp_path / "store.db")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_stored_is_a_problem(tmp_path: Path) -> None:
    store = filled(
        tmp_path / "store.db",
        Post(id="hn:\ud800", body=Body("half a character")),
        Post(id="hn:1", body=Body("\udfff")),
        Post(id="hn:2", body=Body("x"), score=1 << 70),
        Post(id="hn:3", body=Body("kept")),
        Gap(parent="hn:3", root="hn:3", count=1 << 62),
        Gap(parent="hn:3", root="hn:3", count=1 << 62),
        Gap(parent="hn:3", root="hn:\ud800", count=1),
        Gap(parent="hn:3", root="hn:3", count=1 << 70),
        Problem("key \ud800", "said \udfff"),
    )
    assert [post.id for post in store.thread("hn:3")[0]] == ["hn:3"]
    told = [(problem.where, problem.lost) for _, problem in faults.problems(store)]
    assert told == [
        ("a: hn:\\ud800", True),
        ("a: hn:1", True),
        ("a: hn:2", True),
        ("a: hn:3", True),
        ("a: hn:3", True),
        ("key \\ud800", True),
    ]
    [(_, _, records, posts, _, gaps, lost)] = store.dumps()
    assert (records, posts, lost) == (7, 1, 6)
    assert gaps >= 1 << 53
    store.close()
