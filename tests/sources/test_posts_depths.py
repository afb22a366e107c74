"""Flat lists and tables of posts that tell what each answers by how deep it stands."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

WORDS = ("I turned the wick.", "How far?", "Half a turn.", "It smokes.", "Mine does not.")
LEVELS = (0, 1, 2, 1, 0)
ABOVE = (None, 0, 1, 0, None)


def records_of(path: Path) -> list[Record]:
    source, dump = sources.recognise(Dump(path.name, path), {})
    return list(sources.read(source, dump))


def posts_of(path: Path) -> list[Post]:
    records = records_of(path)
    assert all(isinstance(record, Post) for record in records), records
    return [record for record in records if isinstance(record, Post)]


def above(posts: list[Post]) -> list[int | None]:
    """Which post each answers, by its place among them."""
    ids = [post.id for post in posts]
    return [ids.index(post.parent) if post.parent in ids else None for post in posts]


def told(name: str, levels: tuple[Any, ...] = LEVELS, **more: Any) -> list[dict[str, Any]]:
    rows = zip("abcdefghij", (*WORDS, *WORDS), levels, strict=False)
    return [{"author": author, "text": text, name: level, **more} for author, text, level in rows]


@pytest.mark.parametrize("name", ["depth", "level", "indent", "nesting", "comment_depth"])
@pytest.mark.parametrize("shape", ["list", "lines", "held"])
def test_rows_without_ids_answer_what_stands_above(tmp_path: Path, name: str, shape: str) -> None:
    rows = told(name)
    path = tmp_path / "t.json"
    text = {
        "list": json.dumps(rows),
        "lines": "".join(json.dumps(row) + "\n" for row in rows),
        "held": json.dumps({"url": "https://lamps.example.org/1", "comments": rows}),
    }[shape]
    path.write_text(text, "utf-8")
    assert above(posts_of(path)) == list(ABOVE)


@pytest.mark.parametrize("levels", [(1, 2, 3, 2, 1), (0, 40, 80, 40, 0), ("0", "1", "2", "1", "0")])
def test_levels_begin_and_grow_as_they_will(tmp_path: Path, levels: tuple[Any, ...]) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(told("level", levels)), "utf-8")
    assert above(posts_of(path)) == list(ABOVE)


@pytest.mark.parametrize("is_named", [True, False])
def test_a_flat_list_below_a_title_is_a_tree(tmp_path: Path, is_named: bool) -> None:
    comments = told("depth")
    for number, one in enumerate(comments if is_named else (), 10):
        one["id"] = number
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"title": "Wicks", "comments": comments}), "utf-8")
    assert above(posts_of(path)) == [None, 0, 1, 2, 1, 0]


def test_ids_and_trees_go_before_depths(tmp_path: Path) -> None:
    inner = [{"author": "q", "text": "So it is.", "depth": 1}]
    comments = [one | {"replies": inner} for one in told("depth", (0, 0, 0))]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"title": "Wicks", "comments": comments}), "utf-8")
    assert above(posts_of(path)) == [None, 0, 1, 0, 3, 0, 5]
    rows = [
        one | {"id": n, "parent_id": 1 if n > 1 else None} for n, one in enumerate(told("depth"), 1)
    ]
    path.write_text(json.dumps(rows), "utf-8")
    assert above(posts_of(path)) == [None, 0, 0, 0, 0]


@pytest.mark.parametrize("is_answered", [True, False])
def test_numbers_in_a_tree_are_no_depths(tmp_path: Path, is_answered: bool) -> None:
    """Where answers lie in their posts, a level is that of a person."""
    rows = told("level", (3, 4, 5), replies=[])
    if is_answered:
        rows[0]["replies"] = told("level", (3,), replies=[])
    one = {"author": "z", "text": "Which wick?", "level": 3 if is_answered else 9, "replies": rows}
    path = tmp_path / "t.json"
    path.write_text(json.dumps([{"title": "Wicks", "comments": [one, *told("level", (2, 2))]}]))
    posts = posts_of(path)
    texts = {post.id: post.body.text for post in posts}
    of_first = [post.body.text for post in posts if texts.get(post.parent) == "Which wick?"]
    assert of_first == list(WORDS[:3])


def test_each_thread_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [(5, 0), (5, 1), (5, 2), (6, 0), (6, 1)]
    lines = [f"{t},{n},p{n},Words of {n},2024-01-01,{d}" for n, (t, d) in enumerate(rows, 10)]
    path.write_text("\n".join(["topic_id,id,author,text,date,level", *lines]) + "\n", "utf-8")
    posts = posts_of(path)
    assert above(posts) == [None, 0, 1, None, 3]
    assert not any(post.evidence for post in posts)


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    levels = (0, 1, *(1 for _ in range(40)), 3, 0)
    rows = [{"author": "a", "text": f"Words of {n}.", "depth": d} for n, d in enumerate(levels)]
    for name, document in (("rows.json", rows), ("tree.json", {"title": "T", "comments": rows})):
        path = tmp_path / name
        path.write_text(json.dumps(document), "utf-8")
        posts = posts_of(path)
        odd = [post for post in posts if post.evidence]
        assert [post.body.text for post in odd] == ["Words of 42."]
        assert odd[0].parent == posts[posts.index(odd[0]) - 1].id


@pytest.mark.parametrize(
    "levels", [(2, 1, 0, 1, 2), (0, 0, 1, 1, 2), (0, 5, 0, 3, 0), ("a", "b", "a", "b", "c")]
)
def test_other_orders_tell_nothing(tmp_path: Path, levels: tuple[Any, ...]) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(told("depth", levels)), "utf-8")
    with pytest.raises(UnknownFormat):
        records_of(path)


def test_rows_in_the_order_of_time_stand_below_none(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = [f"5,{n},p{n},Words of {n},2024-01-{n:02},{n % 3}" for n in range(1, 29)]
    lines[0] = lines[0][:-1] + "0"
    path.write_text("\n".join(["topic_id,id,author,text,date,depth", *lines]) + "\n", "utf-8")
    records = records_of(path)
    notes = [record for record in records if isinstance(record, Problem)]
    assert [note.lost for note in notes] == [False]
    assert "'depth'" in notes[0].message
    assert {post.parent for post in records if isinstance(post, Post)} == {None, "table:t/1"}


def test_logs_are_none(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    rows = [{"user": "a", "message": f"It is up {n}.", "level": "INFO"} for n in range(5)]
    path.write_text(json.dumps(rows), "utf-8")
    with pytest.raises(UnknownFormat):
        records_of(path)


def test_tables_of_databases_do_so_too(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as base:
        base.execute(
            "create table comments (id integer, author text, text text, time text, depth int)"
        )
        rows = [(n, f"p{n}", WORDS[n], f"2024-01-0{n + 1}", LEVELS[n]) for n in range(5)]
        base.executemany("insert into comments values (?, ?, ?, ?, ?)", rows)
    base.close()
    assert above(posts_of(path)) == list(ABOVE)


def test_the_object_beside_a_list_is_its_opening_post(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    answers = [
        {
            "id": 1,
            "author": "b",
            "text": "Half a turn.",
            "replies": [{"id": 9, "author": "c", "text": "So."}],
        }
    ]
    for name in ("post", "story", "submission"):
        opening = {
            "id": 9,
            "title": "Wicks",
            "author": "ada",
            "text": "How far do I turn it?",
            "comments": 2,
        }
        path.write_text(json.dumps({name: opening, "comments": answers}), "utf-8")
        posts = posts_of(path)
        assert above(posts) == [None, 0, 1]
        assert (posts[0].title, posts[0].author) == ("Wicks", "ada")
        assert len({post.id for post in posts}) == 3


def test_the_id_of_a_topic_is_no_posts(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    rows = [row | {"id": n, "parent_id": 0} for n, row in enumerate(told("x"), 1)]
    path.write_text(json.dumps({"topic": {"id": 1, "title": "Wicks"}, "posts": rows}), "utf-8")
    posts = posts_of(path)
    assert above(posts) == [None, 0, 0, 0, 0, 0]
    assert posts[0].title == "Wicks"


def test_deep_and_long_lists_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    rows = [{"author": "a", "text": "x y", "depth": n} for n in range(20_000)]
    path.write_text(json.dumps({"title": "T", "comments": rows}), "utf-8")
    begun = time.monotonic()
    assert len(records_of(path)) == 20_001
    assert time.monotonic() - begun < 20
