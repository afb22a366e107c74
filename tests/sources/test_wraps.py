"""Dumps inside of what scripts and programs leave around them: the same posts, and their places."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

STORY = {"by": "wren", "id": 9101, "kids": [9102], "time": 1700000000, "title": "A drum of string"}
STORY |= {"type": "story"}
REPLY = {"by": "otto", "id": 9102, "parent": 9101, "text": "It hums.", "time": 1700000060}
REPLY |= {"type": "comment"}
GONE = {"deleted": True, "id": 9103, "parent": 9101, "time": 1700000070, "type": "comment"}
ITEMS = [STORY, REPLY, GONE]
TREE = {
    "id": 9201,
    "type": "story",
    "author": "wren",
    "title": "Drums",
    "created_at_i": 1700000000,
    "parent_id": None,
    "points": 3,
    "children": [{"id": 9202, "type": "comment", "author": "otto", "text": "Hum.", "children": []}],
}
TOPIC = {
    "post_stream": {
        "posts": [
            {
                "id": 1001,
                "username": "wren",
                "created_at": "2023-11-14T22:13:20.000Z",
                "cooked": "<p>Hum.</p>",
                "post_number": 1,
                "topic_id": 42,
                "topic_slug": "drum",
                "avatar_template": "/user_avatar/forum.example.org/wren/{size}/1_2.png",
            }
        ],
        "stream": [1001],
    },
    "id": 42,
    "title": "Drum",
    "slug": "drum",
    "posts_count": 1,
}
DUMPS: dict[str, list[dict[str, Any]]] = {
    "hn-firebase": ITEMS,
    "hn-algolia": [TREE],
    "discourse-json": [TOPIC],
}


def _lines(values: list[Any]) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


def _extended(value: Any) -> Any:
    """Numbers as MongoDB's programs write them."""
    if isinstance(value, dict):
        return {key: _extended(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_extended(inner) for inner in value]
    number = isinstance(value, int) and not isinstance(value, bool)
    return {"$numberLong": str(value)} if number else value


_ANSWER = (
    "HTTP/2 200 \r\ncontent-type: application/json\r\ndate: Tue, 14 Nov 2023 22:13:20 GMT\r\n\r\n"
)
SHAPES: dict[str, Callable[[list[Any]], str]] = {
    "a member": lambda all: json.dumps({"took": 3, "results": all}),
    "members in members": lambda all: json.dumps({"a": {"b": {"c": all}}}, indent=1),
    "pages in an array": lambda all: json.dumps([all]),
    "an array a value": lambda all: json.dumps([[value] for value in all], indent=2),
    "by their ids": lambda all: json.dumps({f"x{n}": value for n, value in enumerate(all)}),
    "a search engine's lines": lambda all: _lines([{"_id": "1", "_source": v} for v in all]),
    "strings": lambda all: _lines([json.dumps(value) for value in all]),
    "an answer's body": lambda all: json.dumps({"url": "x", "body": json.dumps(all)}),
    "headers of an answer": lambda all: _ANSWER + json.dumps(all),
    "headers of two answers": lambda all: (
        f"HTTP/1.1 302 Found\r\nLocation: x\r\n\r\n{_ANSWER}{_lines(all)}"
    ),
    "a script": lambda all: f"window.__DATA__ = {json.dumps(all)};\n",
    "a call": lambda all: f"/**/ told({json.dumps(all)});",
    "a guard": lambda all: f")]}}',\n{json.dumps(all)}",
    "a comment": lambda all: f"// saved by hand\n# twice\n{_lines(all)}",
    "a sequence": lambda all: "".join(f"\x1e{line}\n" for line in _lines(all).splitlines()),
    "extended JSON": lambda all: _lines([{"_id": {"$oid": "65"}, **_extended(v)} for v in all]),
}  # fmt: skip


def recognised(path: Path, text: str) -> tuple[str, list[Record]]:
    path.write_bytes(text.encode())
    source, dump = sources.recognise(Dump(path.name, path), {})
    return source.name, list(sources.read(source, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", DUMPS)
def test_what_stands_around_a_dump_changes_nothing(name: str, shape: str, tmp_path: Path) -> None:
    plain = recognised(tmp_path / "plain.json", _lines(DUMPS[name]))
    wrapped = recognised(tmp_path / "wrapped.json", SHAPES[shape](DUMPS[name]))
    assert wrapped[0] == plain[0] == name
    assert posts(wrapped[1]) == posts(plain[1]) != []
    assert not any(isinstance(record, Problem) for record in wrapped[1])


def test_a_dump_larger_than_what_is_looked_at_first(tmp_path: Path) -> None:
    many = [{**REPLY, "id": 10_000 + n, "text": "A drum " * 20} for n in range(3_000)]
    for number, shape in enumerate(SHAPES.values()):
        name, records = recognised(tmp_path / f"{number}.json", shape([STORY, *many]))
        assert (name, len(records)) == ("hn-firebase", 3_001)


def test_a_page_of_a_server_with_its_headers(tmp_path: Path) -> None:
    page = Path(__file__).parents[1] / "data" / "lobsters-html"
    sample = next(path for path in sorted(page.glob("*.html")))
    plain = recognised(tmp_path / "x.html", sample.read_text("utf-8"))
    saved = recognised(tmp_path / "y.html", _ANSWER + sample.read_text("utf-8"))
    assert (saved[0], posts(saved[1])) == (plain[0], posts(plain[1]))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (json.dumps({"results": [STORY, {**REPLY, "id": "x"}]}), "line 1, $.results[1]"),
        (_lines([{"_source": STORY}, {"_source": {**REPLY, "id": "x"}}]), "line 2, $._source"),
        (json.dumps({"a b": STORY, "c": {**REPLY, "id": "x"}}), "line 1, $.c"),
        (f"// saved\n{_lines([STORY, {**REPLY, 'id': 'x'}])}", "line 3"),
    ],
)
def test_problems_tell_the_place_in_the_file(text: str, where: str, tmp_path: Path) -> None:
    _, records = recognised(tmp_path / "x.json", text)
    (problem,) = (record for record in records if isinstance(record, Problem))
    assert problem.where == f"x.json: {where}"
    assert len(posts(records)) == 1


def test_what_is_read_by_no_part_of_the_format_is_told(tmp_path: Path) -> None:
    text = json.dumps({"meta": {"of": "a script"}, "rows": [TREE], "tags": [{"a": 1}, {"b": 2}]})
    _, records = recognised(tmp_path / "x.json", text)
    told = [(r.where, r.message, r.lost) for r in records if isinstance(r, Problem)]
    both = "this and 1 more such values are nothing of this format, and passed over"
    assert told == [
        ("x.json: line 1, $.meta", "this is nothing of this format, and passed over", False),
        ("x.json: line 1, $.tags[0]", both, False),
    ]
    assert len(posts(records)) == 2


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ({"exported": "2023-11-14", "version": 2}, False),
        ({**STORY, "id": 9100, "time": -5}, True),
        ({**STORY, "id": None}, False),
        ({**STORY, "id": 9100, "type": "odd"}, True),
    ],
)
@pytest.mark.parametrize(
    "form", [_lines, json.dumps, lambda all: _lines([{"_source": value} for value in all])]
)
def test_one_odd_record_at_the_beginning_costs_no_more_than_itself(
    first: dict[str, Any], told: bool, form: Callable[[list[Any]], str], tmp_path: Path
) -> None:
    name, records = recognised(tmp_path / "x.json", form([first, *ITEMS]))
    assert name == "hn-firebase"
    assert {"hn:9101", "hn:9102", "hn:9103"} <= {post.id for post in posts(records)}
    assert told == ("hn:9100" in {post.id for post in posts(records)})
    assert told or any(isinstance(record, Problem) for record in records)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"b": [1, 2, {"c": "d"}]}}',
        "[" * 5_000,
        '{"a":' * 5_000,
        "HTTP/1.1 404 Not Found\r\n\r\n",
        "x(" * 40_000,
        "/*" * 30_000 + "{}",
        "[[[[[[[[[" + json.dumps(STORY) + "]]]]]]]]]",
    ],
)
def test_nothing_is_found_where_nothing_is(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        recognised(tmp_path / "x.json", text)
