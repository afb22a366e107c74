"""Where the problems of wrapped dumps lie, what is passed over, and hostile ends."""

import json
from pathlib import Path

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

STORY = {"by": "wren", "id": 9101, "time": 1700000000, "title": "A drum", "type": "story"}


def read(text: str, folder: Path, settled: str = "") -> list[Record]:
    (folder / "x.json").write_text(text, "utf-8")
    formats = {"*.json": settled} if settled else {}
    source, dump = sources.recognise(Dump("x.json", folder / "x.json"), formats)
    assert not settled or source.name == settled
    return list(sources.read(source, dump))


def told(records: list[Record]) -> list[str]:
    return [record.where for record in records if isinstance(record, Problem)]


def test_the_place_in_an_array_that_mongodb_wrote(tmp_path: Path) -> None:
    odd = {"id": {"$numberLong": "9103"}, "type": "comment"}
    text = json.dumps([STORY | {"time": {"$numberLong": "1700000000"}}, odd], indent=1)
    assert told(read(text, tmp_path)) == ["x.json: $[1]"]


def test_a_settled_format_holds_for_what_mongodb_wrote(tmp_path: Path) -> None:
    text = json.dumps([STORY | {"time": {"$numberLong": "1700000000"}}])
    assert told(read(text, tmp_path, "github-issues"))


def test_lines_above_a_script_count(tmp_path: Path) -> None:
    odd = {"id": 9103, "type": "comment"}
    text = f"// saved\n// twice\nvar x = {json.dumps({'rows': {'a': [[STORY]], 'b': [[odd]]}})};"
    assert told(read(text, tmp_path)) == ["x.json: line 3, $.rows.b[0][0]"]


def test_the_end_of_a_script_is_found_at_once(tmp_path: Path) -> None:
    text = f"var x = [{json.dumps(STORY)}"
    assert sum(isinstance(r, Post) for r in read(text + " " * 250_000 + "]x", tmp_path)) == 1
    whole = text + " " * (256 * 1024 - len(text) + 7) + "]);"
    assert not told(read(whole, tmp_path))


def test_what_lies_too_deep_is_listed(tmp_path: Path) -> None:
    text = json.dumps({"a": [[STORY]], "b": json.loads("[" * 12 + json.dumps(STORY) + "]" * 12)})
    assert len(told(read(text, tmp_path))) == 1


def test_what_an_object_around_posts_says_itself_is_told(tmp_path: Path) -> None:
    comment = {
        "id": 8952,
        "user": "hal",
        "time_ago": "a day ago",
        "content": "<p>So.",
        "comments": [],
    }
    around = {"headline": "A kettle sings", "author": "ida", "comments": [comment]}
    path = tmp_path / "t.json"
    path.write_text(json.dumps(around), "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    records = list(sources.read(source, dump))
    told = [record for record in records if isinstance(record, Problem)]
    assert source.name == "hn-hnapi"
    assert [(one.where, one.lost) for one in told] == [("t.json: line 1", True)]
    assert told[0].message.endswith("left out: headline")
