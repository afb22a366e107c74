"""Posts as comment services, and programs that save comments of one site, write them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump

ONE, TWO = "The braided wick burns longer.", "Mine went out after an hour."
AT, LATER = "2024-03-04T10:00:00Z", "2024-03-04T11:00:00Z"
PAGE = "/lamps/wicks/"


def records_of(tmp_path: Path, told: Any) -> list[Record]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(told))
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.last
    return list(sources.read(source, dump))


def native(id_: str | None) -> str | None:
    return id_ and id_.partition("/")[2]


def box(number: str, nick: str, text: str, **more: Any) -> dict[str, Any]:
    told = {"nick": nick, "comment": text, "url": PAGE, "link": "https://a.example"}
    return {"objectId": number, **told, "createdAt": AT, **more}


def gag(number: str, parent: str, name: str, text: str, level: int, *below: Any) -> dict[str, Any]:
    told = {"commentId": number, "parent": parent, "text": text, "timestamp": 1709546400 + level}
    return {**told, "level": level, "user": {"displayName": name}, "children": list(below)}


def gram(number: int, name: str, text: str, *below: Any) -> dict[str, Any]:
    told = {"id": number, "created_at": 1709546400, "text": text, "likes_count": 0}
    return {**told, "owner": {"id": f"9{number}", "username": name}, "answers": list(below)}


def note(number: str, name: str, text: str | None, **more: Any) -> dict[str, Any]:
    told = {"id": number, "createdAt": AT, "userId": name, "user": {"username": name}}
    return {**told, "text": text, "replyId": None, **more}


def bird(number: int, name: str, text: str) -> dict[str, Any]:
    told = {"id": number, "conversation_id": "1", "created_at": "2021-01-20 22:13:02 UTC"}
    return {**told, "username": name, "tweet": text, "reply_to": [{"screen_name": "Ada"}]}


ONES: dict[str, Any] = {
    "Waline": {"type": "waline", "data": {"Comment": [
        box("1", "Ada", ONE, status="approved"), box("2", "Bo", TWO, pid="1", rid="1"),
    ]}},
    "Valine": {"results": [box("1", "Ada", ONE), box("2", "Bo", TWO, pid="1", rid="1")]},
    "Artalk": [
        {"id": "1", "rid": "0", "content": ONE, "nick": "Ada", "page_key": PAGE,
         "created_at": "2024-03-04 18:00:00 +0800"},
        {"id": "2", "rid": "1", "content": TWO, "nick": "Bo", "page_key": PAGE,
         "created_at": "2024-03-04 19:00:00 +0800"},
    ],
    "Cusdis": {"data": {"commentCount": 2, "data": [{
        "id": "1", "by_nickname": "Ada", "content": ONE, "parentId": None, "createdAt": AT,
        "pageId": "p", "replies": {"commentCount": 1, "data": [{
            "id": "2", "by_nickname": "Bo", "content": TWO, "parentId": "1", "pageId": "p",
        }]},
    }]}},
    "Instaloader": [gram(1, "Ada", ONE, gram(2, "Bo", TWO))],
    "9gag": {"status": "OK", "payload": {"comments": [
        gag("1", "p", "Ada", ONE, 1, gag("2", "1", "Bo", TWO, 2)),
    ]}},
    "TikTok": {"comments": [
        {"cid": "1", "text": ONE, "create_time": 1709546400, "user": {"nickname": "Ada"},
         "reply_id": "0"},
        {"cid": "2", "text": TWO, "create_time": 1709546500, "user": {"nickname": "Bo"},
         "reply_id": "1"},
    ], "cursor": 20, "has_more": 1},
    "Misskey": [
        note("1", "Ada", ONE), note("2", "Bo", TWO, replyId="1", reply=note("1", "Ada", ONE)),
    ],
    "rows of Telethon": [
        {"id": 1, "date": AT, "sender_name": "Ada", "message": ONE, "reply_to_msg_id": None},
        {"id": 2, "date": LATER, "sender_name": "Bo", "message": TWO, "reply_to_msg_id": 1},
    ],
    "twint": [bird(1, "Ada", ONE), bird(2, "Bo", TWO)],
}  # fmt: skip


@pytest.mark.parametrize("told", ONES.values(), ids=ONES.keys())
def test_comments_answer_what_they_name(tmp_path: Path, told: Any) -> None:
    first, second = posts_of(records_of(tmp_path, told))
    assert (native(first.id), first.author, first.body.text) == ("1", "Ada", ONE)
    assert (native(second.id), second.author, second.body.text) == ("2", "Bo", TWO)
    assert second.parent == first.id


@pytest.mark.parametrize("name", ["Waline", "Valine", "Artalk"])
def test_comments_of_a_page_are_one_thread(tmp_path: Path, name: str) -> None:
    assert {native(post.root) for post in posts_of(records_of(tmp_path, ONES[name]))} == {
        f"thread-{PAGE}"
    }


def test_what_waits_or_is_spam_is_not_shown_as_if_it_stood_there(tmp_path: Path) -> None:
    told = [box("1", "Ada", ONE), box("2", "Bo", TWO), box("3", "Cy", ONE, status="spam")]
    assert [post.state for post in posts_of(records_of(tmp_path, told))] == [
        "visible",
        "visible",
        "removed",
    ]


def test_rows_of_another_table_beside_the_comments_are_no_posts(tmp_path: Path) -> None:
    told = {"data": {"Comment": [box("1", "Ada", ONE), box("2", "Bo", TWO)]}}
    told["data"]["Counter"] = [{"objectId": "7", "url": PAGE, "time": 7, "createdAt": AT}]
    records = records_of(tmp_path, told)
    assert [native(one.id) for one in records if isinstance(one, Post)] == ["1", "2"]
    assert [one.message for one in records if isinstance(one, Problem)] == [
        "a row without a text, a title and a name is no post"
    ]


def test_a_note_without_words_is_not_the_one_that_it_answers(tmp_path: Path) -> None:
    answered = note("1", "Ada", ONE)
    told = [answered, note("2", "Bo", TWO), note("3", "Cy", None, replyId="1", reply=answered)]
    last = posts_of(records_of(tmp_path, told))[-1]
    assert (native(last.id), native(last.parent), last.body.text) == ("3", "1", "")


def test_a_post_with_its_comments_opens_their_thread(tmp_path: Path) -> None:
    said = {"comment_id": "1", "commenter_name": "Ada", "comment_text": ONE, "comment_time": LATER}
    told = {"post_id": "5", "username": "Harbour", "text": TWO, "time": AT, "comments": 1}
    opening, first = posts_of(records_of(tmp_path, [{**told, "comments_full": [said]}]))
    assert (native(opening.id), opening.author, opening.body.text) == ("thread-5", "Harbour", TWO)
    assert (opening.parent, first.parent, first.author) == (None, opening.id, "Ada")


def test_a_topic_keeps_its_title_and_who_answers_whom(tmp_path: Path) -> None:
    def one(number: int, name: str, text: str, **more: Any) -> dict[str, Any]:
        told = {"pid": number, "uid": number, "tid": 9, "content": text, "timestamp": 1709546400000}
        return {**told, "user": {"username": name}, **more}

    topic = {"tid": 9, "uid": 1, "cid": 2, "title": "Wicks", "slug": "9/wicks", "mainPid": 1}
    posts = [one(1, "Ada", ONE), one(2, "Bo", TWO, toPid=1)]
    posts.append(one(3, "Ada", ONE, toPid="2", parent={"username": "Bo", "displayname": "Bo"}))
    first, second, third = posts_of(records_of(tmp_path, {**topic, "posts": posts}))
    assert (first.title, first.author, first.body.text) == ("Wicks", "Ada", ONE)
    assert (second.author, second.parent, third.parent) == ("Bo", first.id, second.id)


def test_nobody_is_called_deleted(tmp_path: Path) -> None:
    def one(number: str, name: str, **more: Any) -> dict[str, Any]:
        return {"id": number, "pid": "", "text": ONE, "user": {"name": name}, "time": AT, **more}

    gone = one("2", "deleted", pid="1", text="", delete=True)
    told = [one("1", "Ada"), gone, one("3", "deleted", pid="1")]
    found = [(post.author, post.state) for post in posts_of(records_of(tmp_path, told))]
    assert found == [("Ada", "visible"), (None, "deleted"), ("deleted", "visible")]


def test_a_comment_that_isso_holds_the_place_of_is_deleted(tmp_path: Path) -> None:
    def one(number: int, mode: int, text: str, name: str | None, *below: Any) -> dict[str, Any]:
        told = {"id": number, "created": 1709546400.5, "mode": mode, "text": text, "author": name}
        return {**told, "website": None, "replies": list(below)}

    told = {
        "id": None,
        "replies": [one(1, 1, ONE, "Ada", one(2, 1, TWO, "Bo")), one(3, 4, "", None)],
    }
    assert [post.state for post in posts_of(records_of(tmp_path, told))] == [
        "visible",
        "visible",
        "deleted",
    ]


def table(tmp_path: Path, *rows: list[str]) -> list[Post]:
    path = tmp_path / "x.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    source, dump = sources.recognise(Dump(path.name, path), {})
    return posts_of(list(sources.read(source, dump)))


def test_people_that_a_cell_lists_are_no_posts_that_are_answered(tmp_path: Path) -> None:
    told = table(
        tmp_path,
        ["id", "conversation_id", "created_at", "username", "tweet", "reply_to"],
        ["1", "1", AT, "Ada", ONE, "[]"],
        ["2", "1", LATER, "Bo", TWO, "[{'screen_name': 'Ada', 'id': '5'}]"],
    )
    assert [(native(post.id), native(post.parent)) for post in told] == [("1", None), ("2", "1")]


def test_comments_of_videos_in_takeout_have_a_price_and_parts(tmp_path: Path) -> None:
    told = table(
        tmp_path,
        ["Comment ID", "Channel ID", "Comment create timestamp", "Price", "Parent comment ID",
         "Video ID", "Comment text"],
        ["a", "c", AT, "0", "", "v", '{"text":"Which "},{"text":"@Bo","mention":{}},{"text":"?"}'],
        ["b", "c", "2024-03-04T11:00:00+00:00", "0", "a", "v", '{"text" cut off'],
    )  # fmt: skip
    assert [post.body.text for post in told] == ["Which @Bo?", '{"text" cut off']
    assert native(told[1].parent) == "a"
    assert told[1].created is not None


def test_a_long_value_of_a_table_is_read(tmp_path: Path) -> None:
    head = [["id", "parent_id", "author", "text"], ["1", "", "Ada", ONE], ["2", "1", "Bo", TWO]]
    more = [[str(number), "1", "Cy", "w " * 20] for number in range(3, 3000)]
    told = table(tmp_path, *head, *more, ["9999", "1", "Di", "x" * 200_000])
    assert len(told[-1].body.text) == 200_000


def test_signs_that_are_written_as_html_in_plain_words_are_signs(tmp_path: Path) -> None:
    below = gag("2", "1", "Bo", TWO, 2)
    told = records_of(tmp_path, [gag("1", "", "Ada", "it&quot;s &lt;b&gt; &amp;amp;", 1, below)])
    assert [post.body.text for post in posts_of(told)] == ['it"s <b> &amp;', TWO]
