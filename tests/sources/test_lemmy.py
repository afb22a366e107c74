"""Lemmy beyond the samples: ids that all instances share, parents in any order, wrappings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import sources
from sitegen.model import Post, Problem, Record, assemble
from sitegen.sources import lemmy_json
from sitegen.sources._lemmy import _unescaped, shared_id
from sitegen.sources.source import Dump, Head

Read = Callable[[Any], list[Record]]
ROOT = "lemmy:home.example/post/9"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(value: Any) -> list[Record]:
        path = tmp_path / "dump.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return list(sources.read(lemmy_json.SOURCE, Dump("dump.json", path)))

    return run


def posts(records: list[Record]) -> dict[str, Post]:
    return {record.id: record for record in records if isinstance(record, Post)}


def opening(instance: str, number: int = 9) -> dict[str, Any]:
    return {
        "id": number,
        "name": "x",
        "community_id": 1,
        "ap_id": "https://home.example/post/9",
        "local": instance == "home.example",
    }


def view(
    instance: str, number: int, path: str, home: str, home_number: int, **more: Any
) -> dict[str, Any]:
    """A comment as an instance numbers it, written on another (or the same)."""
    comment = {
        "id": number,
        "content": f"comment {home_number} of {home}",
        "path": path,
        "ap_id": f"https://{home}/comment/{home_number}",
        "local": home == instance,
        "published": f"2024-01-01T00:{number % 60:02}:00Z",
    }
    creator = {"id": 1, "name": "ada", "actor_id": "https://home.example/u/ada"}
    return {"comment": comment | more, "post": opening(instance), "creator": creator}


def test_a_thread_is_one_from_whatever_instance_it_was_saved(read: Read) -> None:
    here = [
        view("home.example", 1, "0.1", "home.example", 1),
        view("home.example", 2, "0.1.2", "far.example", 70),
        view("home.example", 3, "0.1.2.3", "home.example", 3),
    ]
    there = [
        view("far.example", 70, "0.50.70", "far.example", 70),
        view("far.example", 50, "0.50", "home.example", 1),
        view("far.example", 71, "0.50.70.71", "home.example", 3),
    ]
    one, other = posts(read({"comments": here})), posts(read({"comments": there}))
    assert one.keys() == other.keys()
    for post_id in one:
        assert (one[post_id].parent, one[post_id].root) == (other[post_id].parent, ROOT)
    depths = [comment.depth for comment in assemble(ROOT, one.values()).comments]
    assert depths == [0, 1, 2]


def test_numbers_of_two_instances_are_never_taken_for_each_other(read: Read) -> None:
    lines = [
        {"comments": [view("a.example", 5, "0.5", "a.example", 5)]},
        {"comments": [view("b.example", 5, "0.5", "b.example", 5)]},
        {"comments": [view("a.example", 6, "0.5.6", "a.example", 6)]},
        {"comments": [view("b.example", 6, "0.5.6", "b.example", 6)]},
    ]
    found = posts(read("\n".join(map(json.dumps, lines))))
    assert found["lemmy:a.example/comment/6"].parent == "lemmy:a.example/comment/5"
    assert found["lemmy:b.example/comment/6"].parent == "lemmy:b.example/comment/5"


@given(order=st.permutations(range(1, 9)))
def test_parents_may_come_after_their_replies(order: list[int]) -> None:
    paths = {n: "0." + ".".join(str(m) for m in range(1, n + 1)) for n in range(1, 9)}
    views = [view("home.example", n, paths[n], "far.example", 100 + n) for n in order]
    views[0]["creator"]["local"] = True
    value = {"comments": views}
    document = lemmy_json.Document("$", value)
    typed = [v for v in lemmy_json._views(document) if not isinstance(v, Problem)]
    known = lemmy_json._Known({}, {}, set(), {})
    for each in typed:
        lemmy_json._learn(each, "home.example", known)
    made = [r for v in typed for r in lemmy_json._records(v, "home.example", known, set())]
    thread = assemble(ROOT, posts(list(made)).values())
    assert [comment.depth for comment in thread.comments] == list(range(8))


def test_a_path_of_any_length(read: Read) -> None:
    views = []
    path = "0"
    for number in range(1, 3000):
        path = f"{path}.{number}"
        views.append(view("home.example", number, path, "home.example", number))
    thread = assemble(ROOT, posts(read({"comments": views})).values())
    assert [comment.depth for comment in thread.comments] == list(range(2999))


@pytest.mark.parametrize("path", ["", "0", "1.2", "0.x.2", "0..2", "0.1.", "0." + "9" * 40, "0.-1"])
def test_a_path_that_is_none(path: str, read: Read) -> None:
    found = posts(read({"comments": [view("home.example", 2, path, "home.example", 2)]}))
    told = found["lemmy:home.example/comment/2"]
    assert told.root == ROOT
    assert told.parent in (ROOT, "lemmy:home.example/comment/1")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda c: {"comments": [c]},
        lambda c: [c],
        lambda c: c,
        lambda c: {"comment_view": c, "recipient_ids": []},
        lambda c: {"post_view": {"post": c["post"]}, "comments": [c]},
        lambda c: {"post": {"post_view": {"post": c["post"]}}, "comments": {"comments": [c]}},
        lambda c: {"post": c["post"], "comments": [c]},
        lambda c: {"type_": "All", "posts": [{"post": c["post"]}], "comments": [c], "users": []},
        lambda c: {"items": [c], "next_page": "x"},
    ],
)
def test_the_same_comment_in_any_wrapping(wrap: Callable[[Any], Any], read: Read) -> None:
    value = wrap(view("home.example", 1, "0.1", "home.example", 1))
    assert lemmy_json.SOURCE.sniff(Head("x.json", json.dumps(value).encode()))
    records = read(value)
    assert list(posts(records)) == sorted(posts(records), reverse=True)
    assert set(posts(records)) == {ROOT, "lemmy:home.example/comment/1"}
    assert len(records) == 2


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Tom&#x27;s &quot;tea&quot; &amp; mine", 'Tom\'s "tea" & mine'),
        ("&gt; quoted", "> quoted"),
        ("a < b &amp; c", "a < b &amp; c"),
        ("AT&T &amp; co", "AT&T &amp; co"),
        ("&amp;lt;", "&lt;"),
        ("no entity", "no entity"),
        ("&nbsp;", "&nbsp;"),
    ],
)
def test_texts_that_were_kept_escaped(told: str, meant: str) -> None:
    assert _unescaped(told) == meant


@pytest.mark.parametrize(
    "address",
    ["", "x", "javascript:alert(1)", "https://", "http://[bad", "https://a.example/" + "x" * 2000],
)
def test_what_is_no_address_is_no_id(address: str) -> None:
    assert shared_id(address) is None


@pytest.mark.parametrize(
    "data",
    [
        b'{"comments":[{"comment":{"content":"x","path":"0.1"}}]}',
        b'{"ap_id":"https://x.example/1","type":"Note"}',
        b'{"post":{"title":"x"},"comments":[{"ap_id":1}]}',
        b'{"text":"\\"ap_id\\" and path"}',
        b"[]",
    ],
)
def test_other_json_is_not_claimed(data: bytes) -> None:
    assert not lemmy_json.SOURCE.sniff(Head("x.json", data))


def test_objects_in_objects_end_somewhere(read: Read) -> None:
    value: Any = view("home.example", 1, "0.1", "home.example", 1)
    for _ in range(300):
        value = {"comments": [value]}
    assert all(isinstance(record, Problem) for record in read(value))


def test_replies_within_replies_are_read_to_any_depth(read: Read) -> None:
    deep = 5000
    comments = (
        {"id": n, "post_id": 9, "body": "x", "path": f"0.{n}", "ap_id": f"https://p.example/c/{n}"}
        for n in range(1, deep + 1)
    )
    text = "".join(f'{{"comment":{json.dumps(comment)},"replies":[' for comment in comments)
    found = read('{"comments":[' + text + "7" + "]}" * deep + "]}")
    assert len(posts(found)) == deep
    (problem,) = [record for record in found if isinstance(record, Problem)]
    assert problem.message == "neither a post nor a comment of Lemmy"
    assert len(problem.where) < 400  # places do not grow with the depth, nor does memory
