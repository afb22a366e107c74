"""Trees of posts: of any depth, of any shape around them, and what is none."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.columns import Columns
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Record
from sitegen.sources import mail_table, posts_tree
from sitegen.sources.source import Dump

SAID = {"author": "ada", "text": "So it is."}


def records_of(folder: Path, text: str, said: Columns | None = None) -> list[Record]:
    path = folder / "t.json"
    path.write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(path.name, path, columns=said), {})
    assert source is posts_tree.SOURCE
    return list(sources.read(source, dump))


def test_a_tree_may_be_deeper_than_any_stack(tmp_path: Path) -> None:
    depth = 10_000
    opening = '{"author": "a", "text": "x y", "replies": ['
    records = records_of(tmp_path, opening * depth + json.dumps(SAID) + "]}" * depth)
    posts = [record for record in records if isinstance(record, Post)]
    assert len(posts) == len(records) == depth + 1
    assert all(post.parent == above.id for above, post in pairwise(posts))


@pytest.mark.parametrize("shape", ["one", "list", "lines", "held"])
def test_trees_stand_in_any_shape(tmp_path: Path, shape: str) -> None:
    tree: dict[str, Any] = SAID | {"replies": [SAID | {"replies": [SAID]}, SAID]}
    text = {
        "one": json.dumps(tree, indent=1),
        "list": json.dumps([tree, tree]),
        "lines": f"{json.dumps(tree)}\n{json.dumps(tree)}\n",
        "held": json.dumps({"count": 2, "data": [tree, tree]}),
    }[shape]
    records = records_of(tmp_path, text)
    assert len(records) == (4 if shape == "one" else 8)
    assert all(isinstance(record, Post) for record in records)
    assert len({record.id for record in records if isinstance(record, Post)}) == len(records)


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (
            {
                "k9": {
                    "title": "Wicks",
                    "comments": {"a": SAID, "b": SAID | {"replies": {"c": SAID}}},
                }
            },
            4,
        ),
        ({"x": {"title": "A", "comments": [SAID]}, "y": {"title": "B", "comments": [SAID]}}, 4),
        ({"x": {"title": "A", "comments": {"b": SAID}}, "y": {"title": "B", "comments": {}}}, 3),
        (SAID | {"replies": {"a": {"replies": {"b": SAID}, **SAID}}}, 3),
        (SAID | {"replies": {"count": {"all": 3}, "data": {"page": 1}}}, 0),
        ({"thread": {"title": "Wicks", "comments": {"a": {"id": 1}}}}, 0),
    ],
    ids=["one", "several", "unanswered", "answers", "no posts", "no texts"],
)
def test_objects_may_hold_others_under_their_ids(tmp_path: Path, told: Any, count: int) -> None:
    if not count:
        with pytest.raises(UnknownFormat):
            records_of(tmp_path, json.dumps(told))
        return
    posts = {post.id for post in records_of(tmp_path, json.dumps(told)) if isinstance(post, Post)}
    assert len(posts) == count
    assert posts & {"table:t/b", "table:t/x"}


def test_each_page_of_an_answer_a_line_is_read(tmp_path: Path) -> None:
    page = json.dumps({"page": 1, "data": [SAID | {"replies": [SAID]}]})
    records = records_of(tmp_path, f"{page}\n{page}\n")
    assert sum(isinstance(record, Post) for record in records) == 4


def test_keys_may_have_other_names(tmp_path: Path) -> None:
    tree = {"wer": "ada", "was": "So it is.", "replies": [{"wer": "moss", "was": "No."}]}
    said = Columns(site="harbour", author="wer", text="was")
    posts = records_of(tmp_path, json.dumps(tree), said)
    assert isinstance(posts[1], Post)
    assert (posts[1].id, posts[1].body.text) == ("harbour:t/post-2", "No.")


OTHERS: list[Any] = [
    {"title": "A shop", "children": [{"title": "Lamps", "children": [{"title": "Wicks"}]}]},
    {"title": "A site", "posts": [{"title": "One", "author": "ada", "text": "A whole article."}]},
    {"name": "root", "children": [{"name": "src", "children": [{"name": "a.py"}]}]},
    {"title": "A lamp", "price": 5, "comments": [SAID]},
    {"author": "ada", "text": "Alone.", "replies": []},
    {"author": "ada", "text": "With ids.", "replies": [1, 2]},
    {"name": "a", "version": "1", "author": "ada", "children": [{"name": "b", "author": "moss"}]},
    {"title": "A task", "assignee": "ada", "comments": [SAID]},
]


@pytest.mark.parametrize("told", OTHERS)
def test_other_trees_are_not_claimed(tmp_path: Path, told: Any) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(told), "utf-8")
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump(path.name, path), {})


def test_a_message_is_no_holder_of_what_came_with_it(tmp_path: Path) -> None:
    mail = {"message_id": "<a@b.example>", "subject": "Tides", "message": "Soon.", "to": [{"a": 1}]}
    path = tmp_path / "t.json"
    path.write_text(json.dumps(mail), "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source is mail_table.SOURCE
    assert [type(record) for record in sources.read(source, dump)] == [Post]


def test_what_keys_mean_is_told_by_more_than_the_first_thread(tmp_path: Path) -> None:
    threads = [{"title": "One", "comments": []}, {"title": "Two", "comments": [SAID]}]
    records = records_of(tmp_path, "\n".join(map(json.dumps, threads)))
    assert isinstance(records[-1], Post)
    assert (records[-1].author, records[-1].body.text) == ("ada", "So it is.")
