"""Messages of rooms of Rocket.Chat and Gitter, as their APIs answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from sitegen import sources
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

AT = "2024-03-05T08:0{}:00.250Z"


def said(number: int, **more: Any) -> dict[str, Any]:
    user = {"_id": "u1", "username": "ada", "name": "Ada Moss"}
    text = f"Wick {number}"
    about = {"_id": f"m{number}", "rid": "GENERAL", "ts": AT.format(number), "msg": text}
    return {**about, "u": user, "mentions": [], "channels": [], **more}


def read(told: object, name: str = "a/lamps.json") -> tuple[str, list[Post], list[str]]:
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    source, dump = sources.recognise(Dump(name, Path(name), data), {})
    found = list(sources.read(source, dump))
    problems = [one.message for one in found if isinstance(one, Problem)]
    return source.name, [one for one in found if isinstance(one, Post)], problems


def test_a_page_without_any_answer_is_a_day_of_the_room() -> None:
    """Such a page was told to be a table whose rows nothing puts together."""
    name, posts, problems = read({"messages": [said(2), said(1)], "count": 2, "success": True})
    assert (name, problems) == ("chat-records", [])
    assert [(one.id, one.parent) for one in posts] == [
        ("rocketchat:GENERAL-2024-03-05", None),
        ("rocketchat:GENERAL/m1", "rocketchat:GENERAL-2024-03-05"),
        ("rocketchat:GENERAL/m2", "rocketchat:GENERAL-2024-03-05"),
    ]
    assert (posts[0].title, posts[1].community) == ("lamps, 5 March 2024", "lamps")
    assert (posts[1].author, posts[1].body.text, posts[1].body.markup) == (
        *("ada", "Wick 1", "markdown"),
    )


def test_an_answer_stands_below_what_it_answers_wherever_the_page_has_it() -> None:
    page = [said(3, tmid="m1"), said(2, tmid="m0"), said(1, replies=["u2"], tcount=1)]
    _, posts, _ = read({"messages": page, "success": True})
    parents = {one.id.rpartition("/")[2]: one.parent for one in posts}
    day = "rocketchat:GENERAL-2024-03-05"
    assert (parents["m3"], parents["m2"]) == ("rocketchat:GENERAL/m1", day)


@pytest.mark.parametrize(
    "when",
    [
        {"$date": AT.format(1)},
        {"$date": 1709625660250},
        {"$date": {"$numberLong": "1709625660250"}},
    ],
)
def test_times_of_mongoexport_are_times(when: Any) -> None:
    lines = b"\n".join(json.dumps(said(number, ts=when)).encode() for number in (1, 2))
    name, posts, problems = read(lines, "rocketchat_message.json")
    assert (name, problems, len(posts)) == ("chat-records", [], 3)
    assert all(one.created and one.created.isoformat()[:19] == "2024-03-05T08:01:00"
               for one in posts[1:])  # fmt: skip


def test_what_the_system_says_and_what_was_changed() -> None:
    page = [
        said(1, t="uj", msg="bo"),
        said(2, t="rm", msg=""),
        said(3, t="{0.__class__}", msg="x"),
        said(4, _hidden=True, parent="m5"),
        said(5, editedAt=AT.format(9), reactions={":candle:": {"usernames": ["bo", "co"]}}),
        said(6, attachments=[{"title": "wick.png"},
                             {"text": "One\ntwo", "author_name": "bo", "message_link": "https://x"}]),
    ]  # fmt: skip
    _, posts, problems = read({"messages": page})
    made = {one.id.rpartition("/")[2]: one for one in posts}
    assert (made["m1"].body.text, made["m1"].labels) == ("joined", ("notice",))
    assert (made["m2"].state, made["m3"].body.text) == ("deleted", "{0.  class  }")
    assert "m4" not in made
    assert problems == ["left out: earlier texts of messages that were edited (1)"]
    assert (made["m5"].labels, made["m5"].edited is not None) == ((":candle: 2",), True)
    assert made["m6"].body.text == "Wick 6\n\nAttached: wick.png\n\n> bo: One\n> two"


def test_what_is_no_message_of_a_page_is_told() -> None:
    _, posts, problems = read({"messages": [said(1), 7, said(2, _id=5)]})
    assert len(posts) == 2
    assert problems == ["not a message of Rocket.Chat", "a message without a usable id"]


def test_messages_of_gitter() -> None:
    def one(number: int, **more: Any) -> dict[str, Any]:
        user = {"id": "u", "username": "ada", "displayName": "Ada Moss"}
        about = {"id": f"5e{number}", "text": "Which *wick*?", "html": "x", "unread": False}
        return {**about, "sent": AT.format(number), "fromUser": user, "readBy": 3, **more}

    told = [one(1), one(2, parentId="5e1"), one(3, text="", editedAt=AT.format(4))]
    name, posts, problems = read(told, "kiln_lamps.json")
    assert (name, problems) == ("chat-records", [])
    assert [(post.id, post.state) for post in posts] == [
        ("gitter:kiln_lamps-2024-03-05", "visible"),
        ("gitter:kiln_lamps/5e1", "visible"),
        ("gitter:kiln_lamps/5e2", "visible"),
        ("gitter:kiln_lamps/5e3", "deleted"),
    ]
    assert (posts[1].author, posts[2].parent) == ("ada", "gitter:kiln_lamps/5e1")
