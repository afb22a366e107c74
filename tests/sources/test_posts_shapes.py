"""Posts as APIs nest them: texts and people in objects, answers in pages and connections."""

import json
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.sources._post_shapes import eased, listed
from sitegen.sources.source import Dump

ONE, TWO = "The braided wick burns longer.", "Mine went out after an hour."
AT = "2024-03-04T10:00:00Z"

ADA_BO = [("1", None, "Ada", ONE), ("2", "1", "Bo", TWO)]


def read(tmp_path: Path, told: Any) -> tuple[str, list[tuple[str, str | None, str | None, str]]]:
    """The format, and (id, parent, author, text) of each post; opening posts in no row are None."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps(told))
    source, dump = sources.recognise(Dump(path.name, path), {})
    found = []
    for post in posts_of(list(sources.read(source, dump))):
        own, parent = (id_ and id_.partition("/")[2] for id_ in (post.id, post.parent))
        parent = None if parent and parent.startswith("thread-") else parent
        found.append((own or "", parent, post.author, post.body.text))
    return source.name, found


def node(number: int, author: str, body: str, **more: Any) -> dict[str, Any]:
    told = {"id": number, "body": body, "createdAt": AT, "author": {"username": author}}
    return {**told, **more}


def edges(*nodes: Any) -> dict[str, Any]:
    return {"edges": [{"node": node, "cursor": "q"} for node in nodes], "pageInfo": {}}


TREES = {
    "connections of GraphQL": {"data": {"story": {"url": "https://example.org/w", "comments": edges(
        node(1, "Ada", ONE, replies=edges(node(2, "Bo", TWO, replies=edges()))),
    )}}},
    "a comment beside its answers": {"comments": [{
        "comment": {"id": 1, "text": ONE, "user": {"name": "Ada"}, "time": AT},
        "replies": [{"comment": {"id": 2, "pid": 1, "text": TWO, "user": {"name": "Bo"}}}],
    }], "info": {"count": 2}},
    "pages of an API": {"data": [{
        "id": 1, "message": ONE, "from": {"name": "Ada"}, "created_time": AT,
        "comments": {"data": [{"id": 2, "message": TWO, "from": {"name": "Bo"}}], "paging": {}},
    }]},
    "texts in objects": {"code": 0, "message": "0", "data": {"page": {"num": 1}, "replies": [{
        "rpid": 1, "root": 0, "parent": 0, "member": {"uname": "Ada"}, "content": {"message": ONE},
        "ctime": 1709546400, "replies": [{
            "rpid": 2, "root": 1, "parent": 1, "member": {"uname": "Bo"},
            "content": {"message": TWO}, "ctime": 1709546500, "replies": None,
        }],
    }]}},
    "people in objects in objects": {"value": [{
        "id": 1, "createdDateTime": AT,
        "from": {"application": None, "user": {"displayName": "Ada"}},
        "body": {"contentType": "text", "content": ONE}, "replies": [{
            "id": 2, "replyToId": 1, "from": {"user": {"displayName": "Bo"}},
            "body": {"contentType": "text", "content": TWO},
        }],
    }]},
}  # fmt: skip


@pytest.mark.parametrize("told", TREES.values(), ids=TREES.keys())
def test_trees_of_apis_are_read(tmp_path: Path, told: Any) -> None:
    assert read(tmp_path, told) == ("posts-tree", ADA_BO)


TABLES = {
    "WordPress's API": [
        {"id": 1, "post": 7, "parent": 0, "author": 0, "author_name": "Ada", "date": AT,
         "content": {"rendered": ONE}},
        {"id": 2, "post": 7, "parent": 1, "author": 0, "author_name": "Bo", "date": AT,
         "content": {"rendered": TWO}},
    ],
    "a parent in an object": [
        {"_": "Message", "id": 2, "date": AT, "message": TWO, "from_id": {"user_id": "Bo"},
         "reply_to": {"_": "MessageReplyHeader", "reply_to_msg_id": 1}},
        {"_": "Message", "id": 1, "date": AT, "message": ONE, "from_id": {"user_id": "Ada"},
         "reply_to": None},
    ],
    "a tweet a row": [
        {"id": 1, "full_text": ONE, "user": {"screen_name": "Ada"}, "created_at": AT,
         "in_reply_to_status_id_str": None},
        {"id": 2, "full_text": TWO, "user": {"screen_name": "Bo"}, "created_at": AT,
         "in_reply_to_status_id_str": "1"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("told", TABLES.values(), ids=TABLES.keys())
def test_rows_of_apis_are_read(tmp_path: Path, told: Any) -> None:
    name, found = read(tmp_path, told)
    assert (name, sorted(found)) == ("posts-table", ADA_BO)


def test_a_page_that_comments_name_is_their_thread(tmp_path: Path) -> None:
    def one(number: str, pid: str, **more: Any) -> dict[str, Any]:
        locator = {"site": "s", "url": "https://example.org/wicks/"}
        return {"id": number, "pid": pid, "text": ONE, "created": AT, "locator": locator, **more}

    path = tmp_path / "x.json"
    path.write_text(
        "\n".join(json.dumps(one(*ids, user={"name": "Ada"})) for ids in (("a", ""), ("b", "a")))
    )
    source, dump = sources.recognise(Dump(path.name, path), {})
    posts = posts_of(list(sources.read(source, dump)))
    assert {post.root for post in posts} == {"table:x/thread-https://example.org/wicks/"}


def test_what_is_no_text_stays_what_it_is() -> None:
    assert eased({"content": {"x": 1}, "id": 1}) == {"content": {"x": 1}, "id": 1}
    assert eased({"body": {"html": "<p>a</p>", "raw": "a"}}) == {"body_html": "<p>a</p>"}
    assert eased({"body": {"html": 1, "raw": "a"}}) == {"body": "a"}
    assert eased({"reply_to": {"text": "no id"}}) == {"reply_to": None}
    assert eased({"message_id": 1, "post": 7}) == {"message_id": 1, "comment_post_id": 7}
    assert listed({"nodes": 5}) == ()
    assert listed({"data": [], "items": [1]}) == [1]
    assert listed({"nodes": [1, {"node": 2}]}) == [1, {"node": 2}]


def test_a_row_that_quotes_a_message_keeps_its_own_words() -> None:
    row = {"id": 5, "text": TWO, "message": {"id": 3, "text": ONE}}
    assert (eased(row)["id"], eased(row)["text"]) == (5, TWO)


def test_what_says_the_kind_of_a_text_may_be_anything() -> None:
    deep: Any = {}
    for _ in range(10_000):
        deep = {"a": deep}
    assert eased({"body": {"contentType": deep, "content": ONE}}) == {"body": ONE}
