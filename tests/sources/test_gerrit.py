"""Gerrit beyond the samples: the mark before answers, and comments in a file of their own."""

import json
from pathlib import Path

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data" / "gerrit-json"


def posts(path: Path, name: str) -> list[Post]:
    source, dump = sources.recognise(Dump(name, path), {})
    assert source.name == "gerrit-json"
    return posts_of(list(sources.read(source, dump)))


@pytest.mark.parametrize("sample", ["4711-comments.json", "whole.json", "changes.json"])
def test_the_mark_before_an_answer_changes_nothing(tmp_path: Path, sample: str) -> None:
    path = tmp_path / sample
    path.write_bytes(b")]}'\n" + (DATA / sample).read_bytes())
    assert posts(path, sample) == posts(DATA / sample, sample)


@pytest.mark.parametrize("name", ["r.example/4711-comments.json", "r.example/4711/comments.json"])
def test_comments_find_their_change_by_the_names_of_files(name: str) -> None:
    change = posts(DATA / "changes.json", "r.example/4711-detail.json")[0]
    comments = posts(DATA / "4711-comments.json", name)
    assert {post.root for post in comments} == {change.id} == {"gerrit:r.example/4711"}


def test_a_comment_stands_below_what_it_answers_or_was_sent_with() -> None:
    found = {post.id.rpartition("/")[2]: post for post in posts(DATA / "whole.json", "r/4711.json")}
    assert found["81d2e4c6_5f70ab13"].parent == found["7c55b2f1_0d3e9a44"].id
    assert found["7c55b2f1_0d3e9a44"].parent == found["9f1c2d7e5b3a"].id
    assert found["7c55b2f1_0d3e9a44"].labels == ("src/lamp.c:12", "patch set 1", "unresolved")


def test_a_query_ends_with_a_count_that_is_no_change(tmp_path: Path) -> None:
    told = [*posts(DATA / "query.ndjson", "q.ndjson")]
    assert [post.parent is None for post in told] == [True, False, False, False, False]
    assert told[0].id == "gerrit:review.lamps.example/4711"


@pytest.mark.parametrize(
    "one",
    [
        {"id": "a", "updated": "2024-03-04", "message": "x", "in_reply_to": "b"},
        {"id": "a", "updated": "2024-03-04", "title": "x", "unresolved": 3},
    ],
)
def test_an_object_of_lists_of_others_is_no_comments_by_file(
    tmp_path: Path, one: dict[str, object]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"rows": [one]}))
    head = sources.head(Dump("x.json", path))
    assert not sources.by_name("gerrit-json").sniff(head)


CHANGE = {"_number": 5, "change_id": "I5", "subject": "Dim", "comments": [{"id": "a"}]}
QUERIED = {"project": "p", "number": 5, "subject": "Dim", "owner": {}, "url": "", "createdOn": 1}


@pytest.mark.parametrize(
    "told", [CHANGE, {**QUERIED, "patchSets": [7]}, {**QUERIED, "patchSets": 7}]
)
def test_comments_in_a_place_where_none_are_expected_are_told(
    tmp_path: Path, told: dict[str, object]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(told))
    dump = Dump("x.json", path)
    opening, problem = sources.read(sources.by_name("gerrit-json"), dump)
    assert isinstance(opening, Post)
    assert isinstance(problem, Problem)
    assert problem.lost


CHANGE = {"_number": 7, "change_id": "I1", "subject": "Wick", "current_revision": "a"}
ASKED = {"project": "p", "number": 7, "subject": "Wick", "owner": {}, "url": "https://r.example/7"}


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({**CHANGE, "subject": 5}, "subject"),
        ({**CHANGE, "owner": "ada", "created": "soon"}, "owner, created"),
        ({**CHANGE, "owner": {"name": ["ada"]}}, "owner.name"),
        ({**CHANGE, "revisions": {"b": {}}}, "revisions"),
        ({**CHANGE, "revisions": {"a": {"commit": "x"}}}, "commit"),
        ({**CHANGE, "revisions": {"a": {"commit": {"message": ["x"]}}}}, "commit.message"),
        ({**CHANGE, "messages": [{"id": "a", "message": "x", "author": "ada"}]}, "author"),
        ({**CHANGE, "comments": {"f": [{"id": "a", "message": "x", "line": "up"}]}}, "line"),
        ({**CHANGE, "comments": {"f": [{"id": "a", "in_reply_to": 5}]}}, "in_reply_to"),
        ({**ASKED, "createdOn": [1]}, "createdOn"),
        ({**ASKED, "commitMessage": ["x"]}, "commitMessage"),
        (
            {**ASKED, "comments": [{"message": 5, "reviewer": {"name": 1}}]},
            "message, reviewer.name",
        ),
        ({**ASKED, "patchSets": [{"comments": [{"file": 1, "message": "x"}]}]}, "file"),
    ],
)
def test_what_is_of_a_wrong_type_is_told(told: dict[str, object], left: str) -> None:
    source = sources.by_name("gerrit-json")
    records = list(sources.read(source, Dump("r/7.json", Path(), json.dumps(told).encode())))
    (problem,) = [record for record in records if isinstance(record, Problem)]
    assert problem.message == f"not usable, and left out: {left}"
    assert not problem.lost
