"""Hacker News beyond the samples: depth, heads that are cut anywhere, formats that look alike."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_records import Read

from sitegen import sources
from sitegen.model import Post, Problem, assemble
from sitegen.sources import hn_algolia, hn_firebase
from sitegen.sources.source import Dump, Head


def node(number: int, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A node of the Algolia API, its keys in the order of the API."""
    facts = {
        "author": f"user{number}",
        "children": list(children),
        "created_at": "2025-03-01T10:00:00.000Z",
        "created_at_i": 1740823200,
        "id": number,
        "options": [],
        "parent_id": None,
        "points": None,
        "story_id": 1,
        "text": f"text {number}",
        "title": None,
        "type": "comment",
        "url": None,
    }
    return {**facts, **more}


def chain(depth: int, end: bytes = b"") -> bytes:
    """A story and comments that each answer the one before, `depth` in all, ids from 1."""
    begin = b'{"author":"a","id":%d,"type":"%s","text":"t","children":['
    opened = b"".join(begin % (n, b"comment" if n > 1 else b"story") for n in range(1, depth + 1))
    return opened + (end or b"]}" * depth)


# Depth


@pytest.mark.parametrize("depth", [3, 400, 600, 5000, 20_000])
def test_comments_nest_as_deep_as_people_answer_each_other(depth: int, read: Read) -> None:
    posts = read(hn_algolia.SOURCE, chain(depth))
    assert [post.id for post in posts if isinstance(post, Post)] == [
        f"hn:{number}" for number in range(1, depth + 1)
    ]
    assert len(posts) == depth
    deepest = posts[-1]
    assert isinstance(deepest, Post)
    assert (deepest.parent, deepest.root) == (f"hn:{depth - 1}", "hn:1")
    if depth <= 5000:
        thread = assemble("hn:1", [post for post in posts if isinstance(post, Post)])
        assert thread.comments[-1].depth == depth - 2


def test_a_deep_thread_among_others_costs_nobody_else(read: Read) -> None:
    lines = [json.dumps(node(99_001)).encode(), chain(5000), json.dumps(node(99_002)).encode()]
    posts = read(hn_algolia.SOURCE, b"\n".join(lines))
    assert len(posts) == 5002
    assert not any(isinstance(post, Problem) for post in posts)


def test_a_deep_thread_that_is_cut_off_keeps_what_came_before(read: Read) -> None:
    fault, *posts = read(hn_algolia.SOURCE, chain(5000, end=b'{"id":70'))
    assert isinstance(fault, Problem)
    assert "what stands before that is kept" in fault.message
    assert len([post for post in posts if isinstance(post, Post)]) >= 5000
    assert len(fault.where) < 200


def test_the_place_of_a_deep_fault_stays_short(read: Read) -> None:
    found = read(hn_algolia.SOURCE, chain(5000, end=b'{"text":"no id"}' + b"]}" * 5000))
    faults = [record for record in found if isinstance(record, Problem)]
    assert [fault.message for fault in faults] == ["not a post: there is no id"]
    assert "children[0].children[0]" in faults[0].where
    assert len(faults[0].where) < 250


def test_deep_nesting_in_a_field_nobody_reads_is_a_problem_not_an_error(read: Read) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    item = b'{"by":"a","id":1,"time":1740900000,"type":"story","title":"x"}'
    odd = b'{"by":"a","id":2,"time":1740900000,"type":"story","odd":%s}' % deep
    first, fault, last = read(hn_firebase.SOURCE, b"\n".join([item, odd, item]))
    assert first == last
    assert isinstance(fault, Problem)
    assert (fault.where, fault.message) == ("dump: line 2", "nested too deep")
    story = b'{"author":"a","id":3,"type":"story","odd":%s,"children":[]}' % deep
    (post,) = read(hn_algolia.SOURCE, story)
    assert isinstance(post, Post)


# What is read


THREADS = st.recursive(
    st.just(()), lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=20
)


@given(shape=THREADS)
def test_both_formats_tell_the_same_thread(
    shape: tuple[Any, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    items: list[dict[str, Any]] = []

    def grow(below: tuple[Any, ...], parent: int | None) -> dict[str, Any]:
        number = len(items) + 1
        kind = "comment" if parent else "story"
        item = {"by": f"user{number}", "id": number, "type": kind, "time": 1740823200}
        items.append({**item, "text": f"text {number}", **({"parent": parent} if parent else {})})
        children = [grow(child, number) for child in below]
        items[number - 1]["kids"] = [child["id"] for child in children]
        return node(number, *children, type=kind, parent_id=parent)

    document = grow(shape, None)
    folder = tmp_path_factory.mktemp("hn")
    told = []
    for name, data in (("algolia", document), ("firebase", items)):
        path = folder / name
        path.write_text(json.dumps(data))
        source = sources.by_name(f"hn-{name}")
        posts = [p for p in sources.read(source, Dump(name, path)) if isinstance(p, Post)]
        assert len(posts) == len(items)
        told.append([comment.post.id for comment in assemble("hn:1", posts).comments])
    assert told[0] == told[1]


def test_a_node_that_cannot_be_used_leaves_its_answers_in_the_thread(read: Read) -> None:
    answer = node(4, parent_id=None)
    found = read(hn_algolia.SOURCE, json.dumps(node(1, node(-3, answer), type="story")).encode())
    story, fault, orphan = found
    assert isinstance(fault, Problem)
    assert isinstance(story, Post)
    assert isinstance(orphan, Post)
    assert (orphan.parent, orphan.root, story.replies) == ("hn:1", "hn:1", ())


def test_poll_options_among_the_children_are_told_once(read: Read) -> None:
    option = node(2, type="pollopt")
    poll = node(1, node(2, type="pollopt"), node(3), type="poll", options=[option])
    posts = read(hn_algolia.SOURCE, json.dumps(poll).encode())
    assert [post.id for post in posts if isinstance(post, Post)] == ["hn:1", "hn:2", "hn:3"]


# Recognising


def claims(data: bytes, *, whole: bool = False) -> list[str]:
    """The formats that claim a head, without those that are asked where none of these does."""
    head = Head("dump", data, whole)
    return [source.name for source in sources.SOURCES if not source.last and source.sniff(head)]


@pytest.mark.parametrize("depth", [1, 2, 7, 9, 40])
def test_a_thread_is_known_by_a_head_that_ends_inside_of_its_first_branch(depth: int) -> None:
    tree = node(1)
    for number in range(2, depth + 2):
        tree = node(number, tree, *[node(n) for n in range(number * 1000, number * 1000 + 40)])
    data = json.dumps(tree).encode()
    assert claims(data) == ["hn-algolia"]
    innermost = data.index(b'"parent_id"')
    for cut in (innermost, innermost + 400, len(data) // 2, len(data) - 1):
        assert claims(data[:cut]) == ["hn-algolia"], cut
    assert claims(b"[\n " + data) == ["hn-algolia"]


def test_an_item_is_known_by_a_head_that_ends_inside_of_it() -> None:
    item = {"by": "a", "id": 5, "time": 1740900000, "type": "story", "kids": list(range(9000))}
    data = json.dumps(item).encode()
    assert claims(data[: data.index(b'"kids"') + 5000]) == ["hn-firebase"]
    wrapped = b'{"post":' + data + b',"comments":[' + data + b"]}"
    assert claims(wrapped[:20_000]) == ["hn-firebase"]
    assert claims(b'{"comments":[' + data) == ["hn-firebase"]


@pytest.mark.parametrize(
    "other",
    [
        # a hit of Algolia's search: children are ids
        {"objectID": "5", "author": "a", "created_at": "2025-03-01T10:00:00Z", "created_at_i": 1,
         "children": [6], "story_id": 4, "parent_id": 4, "_tags": ["comment"], "comment_text": "x"},
        {"hits": [{"objectID": "5", "author": "a", "created_at_i": 1, "children": [6]}]},
        # an item of HNPWA and of node-hnapi
        {"id": 5, "title": "x", "points": 3, "user": "a", "time": 1740900000, "time_ago": "2 h",
         "comments_count": 1, "type": "link", "comments": []},
        # a chat message, a Lobsters comment, a GitHub issue, a dump of users
        {"id": "5", "time": 1740900000, "user": "a", "text": "x"},
        {"id": 5, "time": "noon", "by": "a"},
        {"short_id": "x", "created_at": "2025-03-01T10:00:00Z", "comment": "x", "depth": 0},
        {"id": 5, "number": 1, "user": {"login": "a"}, "created_at": "2025-03-01T10:00:00Z"},
        {"id": "a", "created": 1160418092, "karma": 1, "submitted": [1]},
        {"author": "a", "children": 3, "created_at": "2025-03-01T10:00:00Z", "id": 5},
        {"author": "a", "children": [], "created_at": "2025-03-01T10:00:00Z", "id": "five"},
        {"id": 5, "time": 1740900000, "type": "message", "by": "a"},
        {}, [], [[]], 5, "id",
    ],
)  # fmt: skip
def test_what_looks_alike_is_not_claimed(other: Any) -> None:
    data = json.dumps(other).encode()
    for shape in (data, b"[" + data + b"]", data + b"\n" + data):
        assert not {"hn-algolia", "hn-firebase"} & set(claims(shape))
