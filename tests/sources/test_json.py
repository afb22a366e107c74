"""Lenient JSON: outer shapes, damage, depth, and that what is read does not depend on pieces."""

import io
import json
import re
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Problem
from sitegen.sources import _json, _json_records, _json_scan, _json_tree
from sitegen.sources._times import utc_iso, utc_unix


class Node(msgspec.Struct):
    id: int
    text: str | None = None
    below: "list[Node]" = []


NODE = msgspec.json.Decoder(Node)


def values(data: bytes, **options: int) -> list[tuple[str, bytes] | Problem]:
    return list(_json.values(io.BytesIO(data), **options))  # type: ignore[arg-type]


# Outer shapes


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b" \r\n\n", []),
        (b'{"a":1}', [("line 1", b'{"a":1}')]),
        (b'{"a":1}\n{"b":2}\n', [("line 1", b'{"a":1}'), ("line 2", b'{"b":2}')]),
        (b'\n\r\n{"a":1}\r\n\r\n{"b":2}', [("line 3", b'{"a":1}'), ("line 5", b'{"b":2}')]),
        (b'\xef\xbb\xbf{"a":1}\n', [("line 1", b'{"a":1}')]),
        (b'{"a":1},\n{"b":2},\n', [("line 1", b'{"a":1}'), ("line 2", b'{"b":2}')]),
        (b'{"a":NaN}\nnull\n', [("line 1", b'{"a":NaN}'), ("line 2", b"null")]),
        (b'{\n"a": [\n{}\n]\n}\n', [("$", b'{\n"a": [\n{}\n]\n}')]),
        (b'{"a":1}{"b":2} {"c":3}', [
            ("$", b'{"a":1}'), ("document 2", b'{"b":2}'), ("document 3", b'{"c":3}'),
        ]),
        (b'{\n"a":1}\n{\n"b":2}', [("$", b'{\n"a":1}'), ("document 2", b'{\n"b":2}')]),
        (b'[{"a":1},\n {"b":[]}]', [("$[0]", b'{"a":1}'), ("$[1]", b'{"b":[]}')]),
        (b'\xef\xbb\xbf [1,"]",null, [{}]]', [
            ("$[0]", b"1"), ("$[1]", b'"]"'), ("$[2]", b"null"), ("$[3]", b"[{}]"),
        ]),
        (b'[{"a":1}]\n["b"]', [("$[0]", b'{"a":1}'), ("document 2, $[0]", b'"b"')]),
        (b"[]", []),
        (b'{"a":[\n{"b":1},\n{"c":2}\n]}', [("$", b'{"a":[\n{"b":1},\n{"c":2}\n]}')]),
    ],
)  # fmt: skip
def test_values_come_out_of_every_outer_shape(data: bytes, expected: object) -> None:
    assert values(data) == expected


def test_an_array_can_be_left_whole() -> None:
    stream = io.BytesIO(b"[1,\n2]\n[3]\n")
    assert list(_json.values(stream, unwrap=False)) == [("$", b"[1,\n2]"), ("document 2", b"[3]")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a":"x\n{"b":2}\n', ["line 1", "line 2"]),  # no string goes over a line's end
        (b'{"a":1,\n{"b":2}\n{"c":3}\n{"d"', ["line 1", "line 2", "line 3", "line 4"]),
        (b'end of a line}\n{"b":2}\n{"c":3}\n', ["line 1", "line 2", "line 3"]),
        (b'{"a":1}\n{"b":\n{"c":3}\n', ["line 1", "line 2", "line 3"]),
        (b'{"a":1}\n{"b":"', ["line 1", "line 2"]),
        (b'[{"a":1},{"b":"', ["$[0]", "$[1]"]),
        (b'{\n"a":[1,2', ["$"]),
    ],
)
def test_a_damaged_value_does_not_take_others_with_it(data: bytes, expected: list[str]) -> None:
    found = values(data)
    assert [where for where, _ in found] == expected  # type: ignore[misc]


def test_a_value_over_the_limit_is_a_problem_and_the_next_is_read() -> None:
    big = b'{"a":"' + b"x" * 200_000 + b'"}'
    for data, wheres in (
        (b'{"b":1}\n%s\n{"c":1}\n' % big, ["line 1", "line 2", "line 3"]),
        (b'[{"b":1},%s,{"c":1}]' % big, ["$[0]", "$[1]", "$[2]"]),
        (b'{\n"b":1}\n%s\n{"c":1}\n' % big, ["$", "document 2", "document 3"]),
        (big + b'{"c":1}', ["$", "document 2"]),
    ):
        found = values(data, limit=100_000)
        assert [v.where if isinstance(v, Problem) else v[0] for v in found] == wheres
        assert sum(isinstance(value, Problem) for value in found) == 1
        kept = len(wheres) - 1
        assert len(values(data, limit=300_000)) == kept + 1


@pytest.mark.parametrize("before", [b"", b'{"id": 1}\n'])
@pytest.mark.parametrize("end", [b"", b"\n", b",\r\n"])
def test_a_line_is_not_held_once_it_is_handed_over(before: bytes, end: bytes) -> None:
    size = 4_000_000
    stream = io.BytesIO(before + b'{"text": "%s"}%s' % (b"x" * size, end))
    found = _json.values(stream)
    for _ in range(before.count(b"\n")):
        next(found)
    tracemalloc.start()
    try:
        value = next(found)
        assert not isinstance(value, Problem)
        del value
        assert tracemalloc.get_traced_memory()[0] < size / 2
    finally:
        tracemalloc.stop()
    assert not list(found)


def test_an_array_is_read_without_being_held() -> None:
    class Endless(io.RawIOBase):
        """An array without an end, made as it is read."""

        piece = b',{"id":1,"text":"%s"}' % (b"x" * 4000)

        def read(self, size: int = -1) -> bytes:
            return self.piece * (size // len(self.piece) + 1)

        def readline(self, size: int | None = -1) -> bytes:
            return b'[{"id":0}'

    found: Iterator[object] = _json.values(Endless())  # type: ignore[arg-type]
    assert next(found) == ("$[0]", b'{"id":0}')
    tracemalloc.start()
    element = ("", b"")
    for _ in range(5000):
        element = next(found)  # type: ignore[assignment]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert element == ("$[5000]", Endless.piece[1:])
    assert peak < 3 << 20  # of 20 MB that went by


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from('"\\[]{},'),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_elements_are_found_whatever_they_hold_and_however_they_arrive(
    elements: list[object], size: int, indent: int | None, ascii_only: bool
) -> None:
    data = json.dumps(elements, indent=indent, ensure_ascii=ascii_only).encode(errors="replace")
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    found = list(_json_scan.split(pieces, True, 1 << 20))
    assert [json.loads(value[1]) for value in found] == json.loads(data)  # type: ignore[index]
    assert [value[0] for value in found] == [f"$[{i}]" for i in range(len(elements))]  # type: ignore[index]


@given(st.binary(max_size=60) | st.text('{}[]",:\\ \n1a', max_size=60).map(str.encode))
def test_no_bytes_raise_anything_but_a_value_error(data: bytes) -> None:
    for found in values(data):
        assert not isinstance(found, Problem)
        with suppress(ValueError):
            _json.decode(found[1], NODE)
    assert isinstance(_json.members(data), dict)
    assert all(_json.elements(data))


# Decoding


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb'{"id":1,"text":"a\ud800b"}', "a\ufffdb"),
        (rb'{"id":1,"text":"\udc00\ud83d\ude00\\ud800"}', "\ufffd😀\\ud800"),
        (b'\xef\xbb\xbf{"id":"1","text":"x"}', "x"),
        (b'{"id":1,"text":"a\tb\nc"}', "a\tb\nc"),
        (b'{"id":1,"text":"caf\xe9 \x97 \x93q\x94"}', "café — “q”"),
        ('{"id":1,"text":"éü'.encode() + b'\xff"}', "éü\ufffd"),
        ('{"id":1,"text":"\ufffd\ufffd é"}'.encode(), "\ufffd\ufffd é"),
        (b'{"id":1,"text":null,"score":NaN,"more":-Infinity}', None),
    ],
)
def test_what_a_reader_can_still_mean_is_read(data: bytes, text: str | None) -> None:
    node = _json.decode(data, NODE)
    assert (node.id, node.text) == (1, text)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"id":1,"below":[{"id":2},{"id":"x"}]}', "$.below[1].id: expected int, got str"),
        (b'{"id":1,"below":[{}]}', "$.below[0]: object missing required field id"),
        (b"[]", "expected object, got array"),
        (b'{"id":1,', "cut off JSON: "),
        (b'{"id":1,"text":"abc', "cut off JSON: unterminated string at character 16"),
        (b'{"id":1}}', "malformed JSON: extra data at character 9"),
        (b'{"id":%s}' % (b"9" * 5000), "a number has too many digits"),
        (b'{"id":1e999}', "$.id: expected int, got float"),
    ],
)
def test_a_fault_is_told_with_its_path(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)) as fault:
        _json.decode(data, NODE)
    assert len(str(fault.value)) < 300


@pytest.mark.parametrize("closed", [True, False])
def test_depth_is_a_value_error_too(closed: bool) -> None:
    data = b'{"id":1,"below":[' * 100_000 + b"]}" * (100_000 * closed)
    with pytest.raises(_json.TooDeep):
        _json.decode(data, NODE)


def test_a_record_is_salvaged_by_its_fields() -> None:
    node, unusable = _json.salvage({"id": "7", "text": [], "below": None, "more": 1}, Node)
    assert (node.id, node.text, unusable) == (7, None, ["text", "below"])
    for fields, message in (({}, "there is no id"), ({"id": "x"}, "the id is not usable")):
        with pytest.raises(ValueError, match=message):
            _json.salvage(fields, Node)


# Trees


def test_a_tree_of_any_depth_is_built_and_freed() -> None:
    document, fault = _json_tree.tree(b'{"a":[' * 100_000 + b"1" + b"]}" * 100_000)
    assert fault == ""
    depth = 0
    while isinstance(document, dict):
        document, depth = document["a"][0], depth + 1
    assert (document, depth) == (1, 100_000)


def test_a_tree_holds_what_stands_before_the_damage() -> None:
    document, fault = _json_tree.tree(b'{"a":[{"b":1.5},{"c":"x","d":[tru')
    assert document == {"a": [{"b": 1.5}, {"c": "x", "d": []}]}
    assert "JSON" in fault
    with pytest.raises(ValueError, match="JSON"):
        _json_tree.tree(b"!")


# Parts


def test_members_are_read_as_far_as_a_head_goes() -> None:
    head = b'\xef\xbb\xbf[ {"a":{"x":[1,2]},"b\\"c" : 12,"d":"x,y","e":[{"q":"cut of'
    members = _json.members(head)
    assert list(members.values()) == [b'{"x":[1,2]}', b"12", b'"x,y"', b'[{"q":"cut of']
    assert _json.members(members["e"]) == {"q": b'"cut of'}
    assert _json.members(b'{"a":1}\n{"b":2}') == {"a": b"1"}
    for nothing in (b"", b"{", b'{"a"', b'{"a":', b"[[{}]]", b"17", b'"{"', b"[1,2]"):
        assert _json.members(nothing) == {}


def test_elements_of_a_damaged_array_are_found() -> None:
    assert list(_json.elements(b'[{"a":1},{"b":')) == [("$[0]", b'{"a":1}'), ("$[1]", b'{"b":')]
    assert list(_json.elements(b'{"a":1}')) == [("$", b'{"a":1}')]


# Times


def test_times_are_utc_or_nothing() -> None:
    moment = datetime(2022, 10, 16, 14, 12, 24, tzinfo=UTC)
    for told in (1665929544, 1665929544.0, "1665929544", " 1665929544 "):
        assert utc_unix(told) == moment
    never: list[object] = [0, -5, 1e300, float("nan"), float("inf"), 10**400, "x", "9" * 99, None]
    for other in never:
        assert utc_unix(other) is None
    assert utc_unix(253402300798.9999) is not None
    for text in ("2022-10-16T14:12:24Z", "2022-10-16 14:12:24", "2022-10-16T16:12:24.000+02:00"):
        assert utc_iso(text) == moment
    for other in ("", "soon", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", None, 5):
        assert utc_iso(other) is None


def test_null_is_an_empty_answer_by_itself_and_a_problem_in_an_array() -> None:
    told = list(_json_records.documents(io.BytesIO(b'[{"a": 1}, null, {"a": 2}]')))
    assert [(one.where, getattr(one, "message", "")) for one in told] == [
        ("$[0]", ""), ("$[1]", "null, where a record was expected"), ("$[2]", "")
    ]  # fmt: skip
    assert list(_json_records.documents(io.BytesIO(b"null\n"))) == []
