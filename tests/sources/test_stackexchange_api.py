"""Answers of the API of Stack Exchange that no sample should be: deep, odd and unusable ones."""

import json
from pathlib import Path

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

ITEM = '{"question_id": 1, "is_answered": true, "title": "T", "body": "b", "answers": ['


def read(text: str, folder: Path) -> list[Record]:
    (folder / "x.json").write_text(text, "utf-8")
    source, dump = sources.recognise(Dump("x.json", folder / "x.json"), {})
    assert source.name == "stackexchange-api"
    return list(sources.read(source, dump))


def test_answers_lie_at_any_depth(tmp_path: Path) -> None:
    records = read('{"items": [' + ITEM * 3000 + "]}" * 3001, tmp_path)
    assert sum(isinstance(record, Post) for record in records) == 3000


def test_references_of_any_length_stand_in_titles(tmp_path: Path) -> None:
    records = read(ITEM.replace('"T"', f'"&#{"9" * 5000};"') + "]}", tmp_path)
    assert [record.title for record in records if isinstance(record, Post)] == ["\ufffd"]


def test_what_is_no_post_is_listed(tmp_path: Path) -> None:
    odd = [{"foo": 1}, {"items": {"a": 1}}, {"answer_id": 7, "body": "x"}, {"comment_id": 8}]
    lines = [ITEM + "]}", *map(json.dumps, odd), '{"comment_id": 5, "post_id": 1, "body": "x"}']
    records = read("\n".join(lines), tmp_path)
    assert [r.id for r in records if isinstance(r, Post)] == [
        "stackexchange:x/1",
        "stackexchange:x/c5",
    ]
    told = [r.where for r in records if isinstance(r, Problem)]
    assert told == [f"x.json: line {n}" for n in (2, 3, 4, 5)]
