"""sitegen's own format: what is written is read, and the schema says what both do."""

import json
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import records as some_records

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Attachment, Body, Continuation, Evidence, Gap, Post, Problem, Record
from sitegen.sources import sitegen_lines
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"
SCHEMA = json.loads(files("sitegen.sources").joinpath("sitegen_ndjson.schema.json").read_bytes())
VALID = jsonschema.Draft202012Validator(SCHEMA)


def read(*lines: bytes, name: str = "a.ndjson") -> list[Record]:
    data = b"\n".join(lines)
    return list(sources.read(sources.by_name("sitegen-ndjson"), Dump(name, Path(name), data)))


@pytest.mark.parametrize(
    ("first", "ours"),
    [
        (b'{"id": "club:1", "title": "Kites"}', True),
        (b'{"author": "ada", "id": "club:2"}', True),
        (b'{"id": "club:2"}', False),
        (b'{"id": 1, "title": "Kites"}', False),
        (b'{"id": "https://example.org/1", "title": "Kites"}', False),
        (b'{"id": "club:1", "title": "Kites", "url": "https://example.org/"}', False),
        (b'{"id": "club:1", "body": "Up.", "mood": "fine"}', True),
        (b'{"title": "' + b"Kites " * 400 + b'", "id": "club:1", "body": ""}', True),
    ],
)
def test_a_first_line_without_a_header_tells_whose_it_is(first: bytes, ours: bool) -> None:
    try:
        found = sources.detect(Head("a.ndjson", first), {}).name
    except UnknownFormat:
        found = ""
    assert found == ("sitegen-ndjson" if ours else "")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
evidence = st.builds(
    Evidence,
    border=st.sampled_from(["recorded", "inferred", "guessed"]),
    border_confidence=st.floats(0, 1),
    rule=texts,
    first=st.integers(0, 99),
    probable=st.none() | texts,
    lines=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    doubts=st.lists(st.tuples(st.integers(0, 9), st.floats(0, 1)), max_size=2).map(tuple),
    quotes=st.lists(st.tuples(st.integers(0, 9), texts, st.integers(1, 9)), max_size=2).map(tuple),
    notices=st.lists(texts, max_size=2).map(tuple),
)
odd_posts = st.builds(
    Post,
    id=texts.map(lambda text: f"forum:{text}x"),
    body=st.builds(Body, texts, st.sampled_from(["plain", "hn", "markdown", "html", "mail"])),
    author=st.none() | texts,
    title=st.none() | texts,
    created=st.none() | st.datetimes(timezones=st.just(UTC)),
    evidence=st.none() | evidence,
    labels=st.lists(texts, max_size=2).map(tuple),
)


@given(some_records | st.lists(odd_posts, max_size=4))
def test_what_is_written_is_read(records: list[Record]) -> None:
    lines = [sitegen_lines.line_of(record) for record in records]
    expected = [
        Problem(f"a.ndjson: {r.where}", r.message, r.lost) if isinstance(r, Problem) else r
        for r in records
    ]
    assert read(sitegen_lines.header(), *lines) == expected
    for line in (sitegen_lines.header(), *lines):
        VALID.validate(json.loads(line))


def test_the_schema_knows_every_field_of_the_model() -> None:
    known: dict[str, Any] = SCHEMA["$defs"]
    post, header = known["post"]["properties"], known["header"]["properties"]
    assert {*post, *header, "gap", "continuation", "problem", "attachment"} == set(
        sitegen_lines.KEYS
    )
    assert set(Post.__struct_fields__) == set(post) - {"markup"}
    assert set(known["evidence"]["properties"]) == set(Evidence.__struct_fields__)
    for name in ("gap", "continuation", "problem", "attachment"):
        inner = known[name]["properties"][name]["properties"]
        kinds = {"gap": Gap, "continuation": Continuation, "problem": Problem} | {
            "attachment": Attachment
        }
        assert set(inner) == set(kinds[name].__struct_fields__)
    markups = {m for m in known["markup"]["enum"] if m}
    assert markups == set(Body.__annotations__["markup"].__args__)


@pytest.mark.parametrize("name", ["by-hand", "no-header", "exported"])
def test_good_samples_fit_the_schema(name: str) -> None:
    for line in (DATA / "sitegen-ndjson" / f"{name}.ndjson").read_text("utf-8").splitlines():
        if line:
            VALID.validate(json.loads(line))


@pytest.mark.parametrize(
    "line",
    [
        {"body": "no id"},
        {"id": "a:1", "text": "unknown key"},
        {"id": "a:1", "body": ["no text"]},
        {"id": "a:1", "score": "4"},
        {"id": "a:1", "state": "hidden"},
        {"sitegen": 2},
        {"gap": {"parent": "a:1"}},
        {"id": "a:1", "evidence": {"doubts": [[1]]}},
    ],
)
def test_the_schema_refuses_what_is_told_of_as_a_problem(line: dict[str, Any]) -> None:
    assert not VALID.is_valid(line)
    assert any(isinstance(record, Problem) for record in read(json.dumps(line).encode()))


def test_ids_belong_to_the_site_of_the_header_unless_they_name_their_own() -> None:
    lines = (
        b'{"sitegen": 1, "site": "kiln"}',
        b'{"id": 1, "parent": "hn:8", "root": "https://kiln.example/7", "body": ""}',
        b'{"sitegen": 1}',
        b'{"id": "x", "body": ""}',
    )
    first, second = (record for record in read(*lines) if isinstance(record, Post))
    assert (first.id, first.parent, first.root) == (
        "kiln:1", "hn:8", "kiln:https://kiln.example/7",
    )  # fmt: skip
    assert second.id == "local:x"


def test_a_key_that_means_nothing_is_told_once_with_what_may_be_meant() -> None:
    line = msgspec.json.encode({"id": "a:1", "body": "", "autor": "ann", "x": 1})
    problems = [r for r in read(line, line, line) if isinstance(r, Problem)]
    assert len(problems) == 2
    assert "did you mean 'author'?" in problems[0].message
    assert not any(problem.lost for problem in problems)
