"""Near variants of posts that programs save: nulls, numbers for ids, what is not told."""

import json
from pathlib import Path

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump


def _read(path: Path, *lines: object) -> list[Record]:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    return list(sources.read(source, dump))


def test_posts_of_version_2_without_a_time_are_no_problems(tmp_path: Path) -> None:
    """Who asks Twitter's API for no fields gets the id, the text and the edits."""
    found = _read(
        tmp_path / "tweets.jsonl",
        {"id": "1", "text": "The kiln is on", "edit_history_tweet_ids": ["1"]},
        {"id": "2", "text": "At last", "edit_history_tweet_ids": ["2"], "created_at": "soon"},
    )
    problem, first, second = sorted(found, key=lambda one: isinstance(one, Post))
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert isinstance(problem, Problem)
    assert problem.where == "tweets.jsonl: line 2"


def test_a_text_that_is_null_beside_another_is_not_the_text(tmp_path: Path) -> None:
    post = {"date": "2024-03-04T10:00:00+00:00", "user": {"username": "ada"}, "conversationId": 7}
    (first, second) = _read(
        tmp_path / "tweets.jsonl",
        {"id": 7, "rawContent": None, "content": "The kiln is on", **post},
        {"id": 8, "rawContent": "Which cone?", "content": "", "inReplyToTweetId": 7, **post},
    )
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.body.text, second.body.text) == ("The kiln is on", "Which cone?")


def test_ids_of_comment_scraper_may_be_numbers(tmp_path: Path) -> None:
    records = [
        {"record_type": "post", "body": "It is on"},
        {"record_type": "comment", "comment_id": 124, "parent_id": 123, "body": "Which cone?"},
        {"record_type": "comment", "comment_id": "125", "parent_id": 124, "body": "Six"},
    ]
    meta = {"source": "hn", "thread_id": 123, "thread_title": "A kiln"}
    export = {"generator": "Comment Scraper", "threads": [{"meta": meta, "records": records}]}
    found = _read(tmp_path / "export.json", export)
    assert [(one.id, one.parent) for one in found if isinstance(one, Post)] == [
        ("hn:123", None),
        ("hn:124", "hn:123"),
        ("hn:125", "hn:124"),
    ]
    assert not any(isinstance(one, Problem) for one in found)
