"""Answers and tables of XenForo, Yahoo! Groups, old Reddit, Takeout and Discourse."""

import json
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources import _reddit_fields, xenforo_json, yahoo_groups
from sitegen.sources.source import Dump


def read(path: Path, text: str) -> tuple[str, list[Record]]:
    path.write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    return source.name, list(sources.read(source, dump))


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


@pytest.mark.parametrize("names", ["comment_id,body,author", "id,text,user"])
def test_ids_of_parents_tell_that_a_table_is_of_reddit(tmp_path: Path, names: str) -> None:
    head = f"{names},parent_id,created_utc\n"
    rows = "kaaaaa1,I turned it.,ada,t3_19aaaa1,1704103200\n"
    rows += "kaaaaa2,How far?,bo,t1_kaaaaa1,1704103300\n"
    name, records = read(tmp_path / "t.csv", head + rows)
    assert name == "reddit-csv"
    assert [(post.id, post.parent, post.author) for post in posts(records)] == [
        ("reddit:t1_kaaaaa1", "reddit:t3_19aaaa1", "ada"),
        ("reddit:t1_kaaaaa2", "reddit:t1_kaaaaa1", "bo"),
    ]


@pytest.mark.parametrize("odd", ["kaaaaa1", "t1_KAAAAA1", "t5_kaaaaa1", ""])
def test_one_other_parent_and_a_table_is_nobodys(tmp_path: Path, odd: str) -> None:
    rows = f"kaaaaa1,I turned it.,ada,t3_19aaaa1,1704103200\nkaaaaa2,How far?,bo,{odd},1704103300\n"
    rows += "kaaaaa3,So far.,bo,t1_kaaaaa2,1704103400\n"
    name, _ = read(tmp_path / "t.csv", f"id,body,author,parent_id,created_utc\n{rows}")
    assert name == "posts-table"


def test_more_children_of_old_have_authors_and_times_in_their_html(tmp_path: Path) -> None:
    html = '<p><a href="https://www.reddit.com/user/ada_moss" class="author may-blank">ada_moss</a>'
    html += ' <time title="x" datetime="2015-03-04T10:00:00+00:00" class="">long ago</time></p>'
    thing = {
        "parent": "t1_c0aaaa1", "link": "t3_7aaaa", "id": "t1_c0aaaa2",
        "contentText": "Half a turn.",
        "content": html.replace("<", "&lt;").replace(">", "&gt;"), "contentHTML": "", "replies": "",
    }  # fmt: skip
    document = {"json": {"errors": [], "data": {"things": [{"kind": "t1", "data": thing}]}}}
    name, records = read(tmp_path / "t.json", json.dumps(document))
    assert name == "reddit-json"
    (post,) = posts(records)
    assert (post.id, post.parent, post.root) == (
        "reddit:t1_c0aaaa2",
        "reddit:t1_c0aaaa1",
        "reddit:t3_7aaaa",
    )
    assert (post.author, post.body.text) == ("ada_moss", "Half a turn.")
    assert post.created is not None
    assert post.created.year == 2015


def test_ones_own_comments_of_takeout_are_read(tmp_path: Path) -> None:
    head = (
        "Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,"
        "Comment text,Top-level comment ID\n"
    )
    rows = (
        "UgxA1,UCa,2024-05-01T10:00:00.1+00:00,0,,,vid1,"
        '"{""text"":""A fine ""},{""text"":""lamp.""}",\n'
        'UgxA2.9b,UCa,2024-05-02T10:00:00.1+00:00,0,UgxZ9,,vid2,"{""text"":""So it is.""}",UgxZ9\n'
    )
    _, records = read(tmp_path / "comments.csv", head + rows)
    found = posts(records)
    assert [post.body.text for post in found] == ["A fine lamp.", "So it is."]
    assert [post.parent for post in found] == ["table:comments/thread-vid1", "table:comments/UgxZ9"]


def xenforo(number: int, **more: Any) -> dict[str, Any]:
    told = {"post_id": number, "thread_id": 12, "username": "ida", "post_date": 1725000000 + number}
    return told | {"message": "Flat.", "position": number, "is_first_post": number == 1} | more


def test_pages_of_xenforo_are_one_thread_as_saved_pages_are(tmp_path: Path) -> None:
    link = "https://www.forum.example/board/threads/which-wick.12/post-1"
    pages = [{"posts": [xenforo(1, view_url=link), xenforo(2)]}, {"posts": [xenforo(3)]}]
    name, records = read(tmp_path / "t.json", json.dumps(pages))
    assert name == "xenforo-json"
    thread = "web:forum.example/board/threads/12"
    assert [post.id for post in posts(records)] == [f"{thread}#post-{n}" for n in (1, 2, 3)]
    assert [post.parent for post in posts(records)] == [None, thread, thread]
    assert not any(isinstance(record, Problem) for record in records)


def test_what_moderators_of_xenforo_took_away_is_not_shown(tmp_path: Path) -> None:
    gone = xenforo(2, message="Words.", message_parsed="Words.", message_state="deleted")
    _, records = read(tmp_path / "t.json", json.dumps({"posts": [xenforo(1), gone]}))
    assert [(post.state, post.body.text) for post in posts(records)][1] == ("removed", "")


def test_messages_of_a_group_are_named_by_its_folder(tmp_path: Path) -> None:
    told = {"msgId": 9, "topicId": 7, "postDate": "1025000000", "messageBody": "<p>Flat.</p>"}
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"ygData": told}), "utf-8")
    for folder in ("lamps", "lamps/email"):
        source, dump = sources.recognise(Dump(f"{folder}/9.json", path), {})
        (post,) = posts(list(sources.read(source, dump)))
        assert (post.id, post.root, post.community) == ("yahoo:lamps/9", "yahoo:lamps/7", "lamps")


@pytest.mark.parametrize(
    "hostile",
    ['[QUOTE="' + "post: 1" * 50_000, '"' * 100_000, "<" * 100_000, "a <" * 50_000,
     '/user/a"' * 50_000, "<time " * 50_000, '<time datetime="' * 30_000,
     "https://a" + "/b" * 100_000],
)  # fmt: skip
def test_hostile_texts_take_no_time(hostile: str) -> None:
    _reddit_fields.renamed({"contentText": "", "link": "", "content": hostile})
    post = xenforo(2, message=hostile, view_url=hostile, username=hostile)
    list(xenforo_json._records("", post, {}, "", {}))
    yahoo_groups._sender(hostile)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"posts": [{"id": 30, "blurb": "I turned"}], "grouped_search_result": {}}),
        json.dumps({"user_actions": [{"excerpt": "I turned", "post_id": 30}]}),
        "topic_title,is_pm,post_raw,url,created_at\nWick?,No,So.,https://f.example/t/w/1/2,2024-05-01\n",
    ],
    ids=["search", "actions", "archive"],
)
def test_parts_of_posts_are_not_taken_for_posts(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnknownFormat) as raised:
        read(tmp_path / "t.txt", text)
    assert "discourse-json.md" in raised.value.hint
