"""Answers of ForumMagnum beyond the samples: what is none, and what is gone."""

import json
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

AT = "2024-03-04T10:00:00.000Z"
SOURCE = sources.by_name("forummagnum-json")


def dump(told: object) -> Dump:
    return Dump("x.json", Path(), json.dumps(told).encode())


def test_what_only_has_a_title_and_a_user_is_no_post() -> None:
    told = {"_id": "a", "postedAt": AT, "title": "Weaver wanted", "user": {"name": "ada"}}
    assert not SOURCE.sniff(sources.head(dump([told])))


def test_a_deleted_comment_shows_neither_text_nor_author() -> None:
    one = {"_id": "a", "postedAt": AT, "postId": "p", "deleted": True, "baseScore": 1}
    told = {**one, "htmlBody": "<p>Gone.</p>", "user": {"displayName": "ada"}}
    (post,) = sources.read(SOURCE, dump([told]))
    assert isinstance(post, Post)
    assert (post.state, post.body.text, post.author) == ("deleted", "", None)


ONE = {"_id": "a", "postedAt": AT, "postId": "p", "baseScore": 1}
DRAFT = {"type": "draftJS", "data": {"blocks": []}}


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({"htmlBody": ["<p>Wick.</p>"]}, "htmlBody"),
        ({"contents": {"markdown": 5}}, "contents.markdown"),
        ({"contents": {"html": ["x"], "plaintextMainText": "Wick."}}, "contents.html"),
        ({"contents": {"originalContents": {"data": 5}}}, "contents.originalContents.data"),
        ({"contents": {"html": "<p>x</p>", "originalContents": DRAFT}}, ""),
        ({"contents": {"originalContents": DRAFT}}, "contents.originalContents.data"),
        ({"user": {"displayName": 5}}, "user.displayName"),
        ({"author": ["ada"]}, "author"),
        ({"baseScore": "many"}, "baseScore"),
        ({"baseScore": True}, "baseScore"),
        ({"deleted": 1, "retracted": "no"}, "deleted, retracted"),
        ({"parentCommentId": 5}, "parentCommentId"),
        ({"parentCommentId": None, "htmlBody": "", "user": None, "deleted": False}, ""),
    ],
)
def test_what_is_of_a_wrong_type_is_told(told: dict[str, object], left: str) -> None:
    records = list(sources.read(SOURCE, dump([{**ONE, **told}])))
    said = [record.message for record in records if isinstance(record, Problem)]
    assert said == ([f"not usable, and left out: {left}"] if left else [])
    assert any(isinstance(record, Post) for record in records)


@pytest.mark.parametrize("other", ["bo", {"displayName": 5}, None])
def test_a_coauthor_without_a_name_is_told(other: object) -> None:
    told = {"_id": "a", "postedAt": AT, "title": "Wick", "baseScore": 1, "coauthors": [other]}
    problem, post = sources.read(SOURCE, dump([told]))
    assert isinstance(problem, Problem)
    assert isinstance(post, Post)
    assert post.labels == ()
