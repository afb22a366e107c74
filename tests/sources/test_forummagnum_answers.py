"""Answers of ForumMagnum beyond the samples: what is none, and what is gone."""

import json
from pathlib import Path

from sitegen import sources
from sitegen.model import Post
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
