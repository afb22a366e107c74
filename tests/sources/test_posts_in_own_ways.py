"""Services that tell of a post in a way of their own: which parent holds, and what is gone."""

import json
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem, Record
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import Dump

ONE, TWO, THREE = "The braided wick burns longer.", "Mine went out after an hour.", "Trim it first."
AT = "2024-03-04T10:00:00Z"


def records_of(tmp_path: Path, told: Any) -> list[Record]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(told))
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.last
    return list(sources.read(source, dump))


def seen(record: Post) -> tuple[str, str | None, str | None, int | None]:
    def native(told: str | None) -> str | None:
        return told and told.partition("/")[2]

    return native(record.id) or "", native(record.parent), record.author, record.score


def mbin(
    number: int, above: int | None, name: str, text: str | None, *below: Any
) -> dict[str, Any]:
    told = {"commentId": number, "user": {"userId": 1, "username": name}, "entryId": 77}
    place = {"magazine": {"name": "lamps", "magazineId": 4}, "parentId": above, "rootId": above}
    votes = {"uv": 1, "dv": 1, "favourites": 5, "apId": None, "createdAt": AT}
    seen_by = {"visibility": "visible" if text else "soft_deleted"}
    return {**told, **place, "body": text, **votes, **seen_by, "children": list(below)}


def ghost(number: str, name: str, text: str, to: str | None, *below: Any) -> dict[str, Any]:
    told = {"id": number, "status": "published", "html": f"<p>{text}</p>", "created_at": AT}
    where = {"parent_id": "1" if to else None, "in_reply_to_id": to}
    return {
        **told,
        **where,
        "member": {"name": name},
        "count": {"likes": 2},
        "replies": list(below),
    }


def letter(number: int, name: str | None, text: str | None, *below: Any) -> dict[str, Any]:
    told = {"id": number, "user_id": 9, "post_id": 99, "ancestor_path": "", "body": text}
    said = {"name": name, "date": AT, "reaction_count": 3, "score": 0.25, "deleted": text is None}
    return {**told, **said, "children": list(below)}


def cloud(number: int, name: str, text: str, above: int | None = None) -> dict[str, Any]:
    told = {"id": number, "created_on": AT, "user": {"display_name": name}, "deleted": False}
    about = {"pullrequest": {"id": 5, "title": "Trim the wick"}}
    links = {"links": {"html": {"href": f"https://code.example/pr/5#comment-{number}"}}}
    parent = {"parent": {"id": above}} if above else {}
    return {**told, **about, **links, **parent, "content": {"raw": text, "html": f"<p>{text}</p>"}}


def server(number: int, name: str, text: str, *below: Any) -> dict[str, Any]:
    told = {"id": number, "version": 0, "text": text, "createdDate": 1709546400000 + number}
    return {**told, "author": {"name": name}, "severity": "NORMAL", "comments": list(below)}


def tube(number: int, name: str, text: str, above: int | None = None) -> dict[str, Any]:
    told = {"id": number, "threadId": 1, "inReplyToCommentId": above, "videoId": 4, "text": text}
    return {
        **told,
        "createdAt": AT,
        "isDeleted": False,
        "account": {"name": "x", "displayName": name},
    }


def scored(number: int, above: int, name: str, text: str) -> dict[str, Any]:
    told = {"id": number, "author": name, "community": "lamps", "rawContent": text, "scoreUp": 3}
    return {
        **told,
        "created": 1709546400000,
        "score": 2,
        "parentId": 7070,
        "commentParentId": above,
    }


def note(number: str, name: str, text: str, *above: str) -> dict[str, Any]:
    told = {"id": number, "created": AT, "user": f"acct:{name}@notes.example", "text": text}
    page = {"uri": "https://lamps.example/", "document": {"title": ["On lamps"]}}
    words = [{"source": "x", "selector": [{"type": "TextQuoteSelector", "exact": "a wick"}]}]
    target = [{"source": "x"}] if above else words
    return {**told, **page, "target": target, **({"references": list(above)} if above else {})}


def message(number: int, name: str, text: str) -> dict[str, Any]:
    api = "https://api.pad.example/1.0"
    told = {"self_link": f"{api}/lamps/+bug/1/comments/{number}", "owner_link": f"{api}/~{name}"}
    return {
        **told,
        "date_created": f"2024-03-0{number + 4}T10:00:00Z",
        "subject": "Dim",
        "content": text,
    }


def vanilla(number: int, name: str, text: str) -> dict[str, Any]:
    told = {"commentID": number, "discussionID": 5, "name": "Re: Dim", "body": f"<p>{text}</p>"}
    return {**told, "dateInserted": AT, "insertUserID": number, "insertUser": {"name": name}}


def habr(number: str, above: str | None, name: str, text: str, *below: str) -> dict[str, Any]:
    told = {"id": number, "parentId": above, "level": int(bool(above)), "timePublished": AT}
    return {**told, "score": 3, "message": f"<p>{text}</p>", "author": {"alias": name},
            "children": list(below)}  # fmt: skip


def ruqqus(number: str, above: str, level: int, name: str, text: str) -> dict[str, Any]:
    told = {"id": number, "parent": above, "post_id": "5x", "level": level, "author_name": name}
    return {**told, "body": text, "created_utc": 1709546400 + level, "score": level}


ONES: dict[str, tuple[Any, list[tuple[str, str | None, str | None, int | None]]]] = {
    "Mbin's comments": (
        {"items": [mbin(1, None, "Ada", ONE, mbin(2, 1, "Bo", TWO)), mbin(3, None, "Cy", None)],
         "pagination": {"count": 3}},
        [("1", "thread-77", "Ada", 4), ("2", "1", "Bo", 4), ("3", "thread-77", "Cy", 4)],
    ),
    "Ghost": (
        {"comments": [ghost("1", "Ada", ONE, None, ghost("2", "Bo", TWO, "1"),
                            ghost("3", "Ada", THREE, "2"))], "meta": {"page": 1}},
        [("1", "thread-post-1", "Ada", 2), ("2", "1", "Bo", 2), ("3", "2", "Ada", 2)],
    ),
    "Substack, with one that is gone": (
        {"comments": [letter(1, None, None, letter(2, "Bo", TWO))]},
        [("1", "thread-99", None, 3), ("2", "1", "Bo", 3)],
    ),
    "Bitbucket": (
        {"values": [cloud(1, "Ada", ONE), cloud(2, "Bo", TWO, 1), cloud(3, "Ada", THREE)]},
        [("1", "thread-5", "Ada", None), ("2", "1", "Bo", None), ("3", "thread-5", "Ada", None)],
    ),
    "Bitbucket's server": (
        {"values": [{"id": 8, "action": "COMMENTED", "user": {"name": "Ada"},
                     "comment": server(1, "Ada", ONE, server(2, "Bo", TWO))}], "size": 1},
        [("1", None, "Ada", None), ("2", "1", "Bo", None)],
    ),
    "PeerTube's thread": (
        {"comment": tube(1, "Ada", ONE), "children": [
            {"comment": tube(2, "Bo", TWO, 1), "children": []}]},
        [("1", "thread-4", "Ada", None), ("2", "1", "Bo", None)],
    ),
    "PeerTube's threads": (
        {"total": 2, "data": [tube(1, "Ada", ONE), tube(2, "Bo", TWO)]},
        [("1", "thread-4", "Ada", None), ("2", "thread-4", "Bo", None)],
    ),
    "Scored": (
        {"status": True, "posts": [{"id": 7070, "title": "Wicks", "author": "Cy", "rawContent": ONE,
                                    "created": 1709546400000, "score": 9, "scoreUp": 9}],
         "comments": [scored(8080, 0, "Ada", ONE), scored(9090, 8080, "Bo", TWO)]},
        [("7070", None, "Cy", 9), ("8080", "7070", "Ada", 2), ("9090", "8080", "Bo", 2)],
    ),
    "Hypothes.is": (
        {"total": 3, "rows": [note("c", "cy", THREE, "a", "b"), note("b", "bo", TWO, "a"),
                              note("a", "ada", ONE)]},
        [("c", "b", "cy", None), ("b", "a", "bo", None),
         ("a", "thread-https://lamps.example/", "ada", None)],
    ),
    "Vanilla": (
        [vanilla(1, "Ada", ONE), vanilla(2, "Bo", TWO)],
        [("1", "thread-5", "Ada", None), ("2", "thread-5", "Bo", None)],
    ),
    "Habr": (
        {"comments": {"11": habr("11", None, "ada", ONE, "12"), "12": habr("12", "11", "bo", TWO)},
         "threads": ["11"], "commentAccess": {"isCanComment": False}},
        [("11", None, "ada", 3), ("12", "11", "bo", 3)],
    ),
    "Ruqqus": (
        [ruqqus("a", "t2_5x", 1, "Ada", ONE), ruqqus("b", "t3_a", 2, "Bo", TWO)],
        [("a", "thread-5x", "Ada", 1), ("b", "a", "Bo", 2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), ONES.values(), ids=list(ONES))
def test_what_a_service_says_in_its_own_way(tmp_path: Path, told: Any, expected: Any) -> None:
    records = records_of(tmp_path, told)
    assert [seen(post) for post in posts_of(records)] == expected
    assert not [one for one in records if isinstance(one, Problem) and one.lost]


def test_entries_of_mbin_open_threads_and_are_markdown(tmp_path: Path) -> None:
    entry = mbin(1, None, "Ada", ONE) | {"title": "Wicks", "slug": "Wicks", "entryId": 77}
    del entry["commentId"]
    del entry["children"]
    told = {"items": [entry, {**entry, "entryId": 78, "title": "Oil"}], "pagination": {"count": 2}}
    first, second = posts_of(records_of(tmp_path, told))
    assert (first.title, first.parent, first.community) == ("Wicks", None, "lamps")
    assert (first.body.text, first.body.markup, second.title) == (ONE, "markdown", "Oil")


def test_an_entry_stands_above_a_page_of_comments(tmp_path: Path) -> None:
    entry = mbin(1, None, "Ada", ONE) | {"title": "Wicks", "entryId": 77}
    del entry["commentId"]
    told = {"entry": entry, "comments": {"items": [mbin(1, None, "Bo", TWO)]}}
    opening, comment = posts_of(records_of(tmp_path, told))
    assert (opening.title, opening.author, comment.parent) == ("Wicks", "Ada", opening.id)


def test_what_is_gone_is_told_apart(tmp_path: Path) -> None:
    one = mbin(1, None, "Ada", ONE)
    gone = [mbin(2, 1, "Bo", None), mbin(3, 1, "Cy", None) | {"visibility": "trashed"}]
    told = [one, mbin(4, 1, "Di", TWO), *gone]
    found = [
        post.state for post in posts_of(records_of(tmp_path, {"items": told, "pagination": {}}))
    ]
    assert found == ["visible", "visible", "deleted", "removed"]


def test_an_annotation_shows_what_it_is_about(tmp_path: Path) -> None:
    first, _ = posts_of(
        records_of(tmp_path, {"rows": [note("a", "ada", ONE), note("b", "bo", TWO, "a")]})
    )
    assert (first.body.text, first.body.markup) == (f"> a wick\n\n{ONE}", "markdown")
    assert first.title == "On lamps"


def test_messages_of_a_bug_are_one_thread(tmp_path: Path) -> None:
    told = {"total_size": 2, "start": 0, "entries": [message(0, "ada", ONE), message(1, "bo", TWO)]}
    first, second = posts_of(records_of(tmp_path, told))
    assert (first.title, first.author, second.author) == ("Dim", "ada", "bo")
    assert second.parent == first.id


POST = {"id": 5, "title": "Wicks", "body": ONE, "author": "Ada", "created_at": AT, "slug": "wicks"}


def test_rows_that_count_their_comments_open_threads(tmp_path: Path) -> None:
    told = [{**POST, "num_comments": 3}, {**POST, "id": 6, "title": "Oil", "num_comments": 0}]
    first, second = posts_of(records_of(tmp_path, told))
    assert (seen(first)[:2], seen(second)[:2]) == (("thread-5", None), ("thread-6", None))


def test_rows_that_count_no_comments_are_not_taken_for_threads(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        records_of(tmp_path, [POST, {**POST, "id": 6}])


def test_a_log_whose_levels_are_words_is_no_discussion(tmp_path: Path) -> None:
    told = [
        {"id": n, "parent_id": n - 1 or None, "user": "ada", "timestamp": AT, "level": "INFO"}
        | {"message": f"Request {n} was served."}
        for n in range(1, 6)
    ]
    with pytest.raises(UnknownFormat):
        records_of(tmp_path, told)


def test_posts_under_their_ids_are_known_where_a_head_ends_in_one(tmp_path: Path) -> None:
    told = {str(n): habr(str(n), str(n - 1) if n else None, "ada", ONE) for n in range(800)}
    assert len(json.dumps(told)) > 2 * HEAD_BYTES
    records = posts_of(records_of(tmp_path, {"comments": told, "threads": ["0"]}))
    assert [post.parent is None for post in records] == [True] + [False] * 799


def test_lists_of_posts_beside_each_other_are_all_read(tmp_path: Path) -> None:
    def one(number: int, name: str, above: int | None) -> dict[str, Any]:
        told = {"id": number, "text": ONE, "author": name, "parent_id": above}
        return {**told, "created_at": f"2024-03-04T10:0{number}:00Z"}

    told = {"wick.md": [one(1, "Ada", None), one(2, "Bo", 1)], "oil.md": [one(3, "Cy", None)]}
    records = records_of(tmp_path, told)
    assert [seen(post)[0] for post in posts_of(records)] == ["1", "2", "3"]
    assert not [one for one in records if isinstance(one, Problem) and one.lost]
