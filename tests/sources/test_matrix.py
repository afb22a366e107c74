"""Rooms of Matrix: answers, threads, edits and what was taken back, in any order of events."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump, Head

ROOM = "!kites:example.org"
START = 1_710_237_600_000


def event(number: int, told: object, sender: str = "ada", **more: object) -> dict[str, Any]:
    content = {"msgtype": "m.text", "body": told} if isinstance(told, str) else told
    return {
        "type": "m.room.message",
        "room_id": ROOM,
        "sender": f"@{sender}:example.org",
        "content": content,
        "origin_server_ts": START + 1000 * number,
        "event_id": f"$e{number}",
        **more,
    }


def answering(body: str, number: int, **more: object) -> dict[str, Any]:
    about = {"m.in_reply_to": {"event_id": f"$e{number}"}, **more}
    return {"msgtype": "m.text", "body": body, "m.relates_to": about}


def editing(body: str, number: int) -> dict[str, Any]:
    about = {"rel_type": "m.replace", "event_id": f"$e{number}"}
    new = {"msgtype": "m.text", "body": body}
    return {"msgtype": "m.text", "body": f"* {body}", "m.relates_to": about, "m.new_content": new}


def threaded(body: str, number: int) -> dict[str, Any]:
    return answering(
        body, number, rel_type="m.thread", event_id=f"$e{number}", is_falling_back=True
    )


def exported(*events: dict[str, Any]) -> str:
    told = {"room_name": "Kites", "room_creator": "Ada", "topic": "", "exported_by": "Ada"}
    return json.dumps({**told, "messages": events}, indent=2)


def listed(*events: dict[str, Any]) -> str:
    return json.dumps(events)


def lines(*events: dict[str, Any]) -> str:
    return "\n".join(map(json.dumps, events))


def answers(*events: dict[str, Any]) -> str:
    """Two answers of the API, newest first, one a line."""
    parts = (events[::-1][:2], events[::-1][2:])
    return "\n".join(json.dumps({"chunk": part, "start": "a", "end": "b"}) for part in parts)


SHAPES = (exported, listed, lines, answers)


def read(text: str) -> list[Post | Problem]:
    head = Head("kites.json", text.encode(), True)
    assert [one.name for one in sources.SOURCES if one.sniff(head)] == ["matrix-json"]
    found = sources.read(
        sources.by_name("matrix-json"), Dump("kites.json", Path("kites.json"), text.encode())
    )
    return [one for one in found if isinstance(one, Post | Problem)]


def posts(text: str) -> dict[str, Post]:
    return {one.id[len("matrix:") :]: one for one in read(text) if isinstance(one, Post)}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_stands_below_what_it_answers(shape: Any) -> None:
    quoted = "> <@ada:example.org> one\n> more\n\ntwo\n> mine"
    found = posts(
        shape(event(1, "one"), event(2, answering(quoted, 1)), event(3, answering("x", 9)))
    )
    assert (found["e2"].parent, found["e2"].body.text) == ("matrix:e1", "two\n> mine")
    assert found["e3"].parent == found["e1"].parent
    assert found["e1"].parent is not None
    assert found["e1"].permalink == "https://matrix.to/#/!kites:example.org/$e1"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_thread_is_one(shape: Any) -> None:
    found = posts(
        shape(event(1, "one\ntwo"), event(2, threaded("a", 1)), event(3, threaded("b", 1)))
    )
    assert (found["e1"].parent, found["e1"].title) == (None, "one")
    assert {(found[n].parent, found[n].root) for n in ("e2", "e3")} == {("matrix:e1", "matrix:e1")}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_edit_of_the_author_counts(shape: Any) -> None:
    first, other = event(2, editing("two", 1)), event(4, editing("hers", 1), "bo")
    found = posts(shape(event(1, "one"), first, event(3, editing("three", 1)), other))
    assert [post.body.text for post in found.values() if post.author] == ["three"]
    assert found["e1"].edited is not None


def test_an_edit_of_a_message_that_is_missing_stands_for_it() -> None:
    found = posts(lines(event(2, editing("two", 1)), event(3, editing("three", 1))))
    assert [post.body.text for post in found.values() if post.author] == ["three"]
    assert found["e1"].created is not None


@pytest.mark.parametrize("shape", SHAPES)
def test_reactions_are_counted_once_a_person(shape: Any) -> None:
    about = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$e1", "key": "🪁"}}
    given = [
        event(n, about, who, type="m.reaction") for n, who in ((2, "bo"), (3, "bo"), (4, "cy"))
    ]
    assert posts(shape(event(1, "one"), *given))["e1"].labels == ("🪁 2",)


@pytest.mark.parametrize(
    ("by", "state"), [("ada", "deleted"), ("bo", "removed")], ids=["author", "moderator"]
)
def test_what_was_taken_back(by: str, state: str) -> None:
    because = {"redacted_because": {"sender": f"@{by}:example.org"}}
    assert posts(lines(event(1, {}, unsigned=because)))["e1"].state == state
    taken = event(2, {"redacts": "$e1"}, by, type="m.room.redaction")
    found = posts(lines(event(1, "one"), taken))["e1"]
    assert (found.state, found.body.text) == (state, "")


def test_people_of_one_name_are_told_apart() -> None:
    people = [
        event(n, {"displayname": "Ada"}, who, type="m.room.member", state_key=f"@{who}:example.org")
        for n, who in ((1, "ada"), (2, "bo"))
    ]
    said = [event(3, "x"), event(4, "y", "bo"), event(5, "z", "cy")]
    alone = posts(lines(people[0], *said))
    assert [alone[n].author for n in ("e3", "e5")] == ["Ada", "@cy:example.org"]
    both = posts(lines(*people, *said))
    assert both["e4"].author == "Ada (@bo:example.org)"


def test_html_is_kept_without_what_it_answers() -> None:
    html = "<mx-reply><blockquote>x</blockquote></mx-reply><b>two</b>"
    more = {"format": "org.matrix.custom.html", "formatted_body": html}
    found = posts(lines(event(1, "one"), event(2, answering("two", 1) | more)))["e2"]
    assert (found.body.text, found.body.markup) == ("<b>two</b>", "html")


def test_what_nobody_can_read_is_reported() -> None:
    secret = event(2, {"ciphertext": "x"}, type="m.room.encrypted")
    found = [one for one in read(lines(event(1, "one"), secret)) if isinstance(one, Problem)]
    assert [(one.lost, one.where) for one in found] == [(True, "kites.json: line 2")]


@pytest.mark.parametrize("content", [["x"], {"msgtype": "m.text", "body": 7}])
def test_what_is_left_out_of_a_message_is_told(content: object) -> None:
    found = read(lines(event(1, "one"), event(2, content)))
    assert [one.lost for one in found if isinstance(one, Problem)] == [False]
    assert len([one for one in found if isinstance(one, Post) and one.author]) == 2


def test_answers_in_a_circle_stand_on_pages(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/a.json", exported(event(1, answering("a", 2)), event(2, answering("b", 1))))
    site.write("content/b.json", lines(event(1, answering("a", 2)), event(3, "c"), event(4, "d")))
    report = site.build()
    assert report.lost == 0
    assert report.on_pages >= 4
