"""Values at known places of a JSON object, streamed: borders, damage, bounds."""

import io
import json
import time
from typing import Any

import pytest

from sitegen.model import Problem
from sitegen.sources import _json_walk
from sitegen.sources._json_walk import Value, walk

OPENED = {".chats": b"[", ".chats[]": b"{", ".chats[].said": b"["}
CHATS: list[dict[str, Any]] = [
    {"name": 'a "b" \\', "said": [1, -2.5e3, None, "x ] } \\\\", {"id": [[]]}, [{}], True]},
    {"said": [], "name": {"deep": [{"said": [1]}]}},
]


def told(data: bytes, limit: int = 1 << 20) -> list[Value | Problem]:
    return list(walk(io.BytesIO(data), OPENED, limit))


def values(data: bytes) -> dict[str, object]:
    return {one.where: json.loads(one.data) for one in told(data) if isinstance(one, Value)}


@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 18])
@pytest.mark.parametrize("indent", [None, 2])
def test_values_are_told_wherever_pieces_end(
    monkeypatch: pytest.MonkeyPatch, chunk: int, indent: int | None
) -> None:
    monkeypatch.setattr(_json_walk, "_CHUNK", chunk)
    data = json.dumps({"v": 1, "chats": CHATS, "z": {}}, indent=indent).encode()
    said = {f"$.chats[0].said[{n}]": value for n, value in enumerate(CHATS[0]["said"])}
    names = {"$.chats[0].name": CHATS[0]["name"], "$.chats[1].name": CHATS[1]["name"]}
    assert values(b"\xef\xbb\xbf" + data) == {"$.v": 1, **said, **names, "$.z": {}}


def test_documents_and_lists_of_them_are_opened() -> None:
    one = b'{"chats": [{"said": ["a"]}]}'
    assert [*values(one + b"\n" + one)] == [
        "$.chats[0].said[0]",
        "document 2, $.chats[0].said[0]",
    ]
    assert [*values(b"[" + one + b"," + one + b", 5]")] == [
        "$[0].chats[0].said[0]",
        "$[1].chats[0].said[0]",
        "$[2]",
    ]


def test_what_is_no_list_is_told_whole() -> None:
    assert values(b'{"chats": [7, {"said": {"a": 1}}, [{"said": [1]}]]}') == {
        "$.chats[0]": 7,
        "$.chats[1].said": {"a": 1},
        "$.chats[2]": [{"said": [1]}],
    }


def test_a_cut_is_told_and_what_stands_before_it() -> None:
    whole = json.dumps({"chats": CHATS}).encode()
    for end in range(2, len(whole) - 1):
        found = told(whole[:end])
        last = found.pop()
        assert isinstance(last, Problem)
        assert "cut off" in last.message
        assert all(isinstance(one, Value) for one in found)


def test_a_value_that_is_too_long_costs_itself_alone() -> None:
    chat = {"said": ["x" * 5000, 10**3000, [1] * 5000, "y"]}
    first, second, third, last = told(json.dumps({"chats": [chat]}).encode(), limit=1000)
    for one in (first, second, third):
        assert isinstance(one, Problem)
    assert last == Value("$.chats[0].said[3]", ".chats[].said[]", b'"y"')


@pytest.mark.parametrize(
    "piece",
    ['"', "[", "{", "]", ":", ",", '{"chats":', '{"chats":[', '{"said":[', "\\", '"a":', "1"],
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    many = piece.encode() * (200_000 // len(piece))
    start = time.process_time()
    for before in (b"", b'{"chats":[{"said":[', b'{"'):
        told(before + many)
    assert time.process_time() - start < 5.0
