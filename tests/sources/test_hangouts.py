"""The Takeout of Hangouts: whose a message is, what it holds, and what is lost."""

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

from sitegen.model import Post, Problem
from sitegen.sources import hangouts_json
from sitegen.sources.source import Dump

ADA = {"id": {"gaia_id": "1", "chat_id": "1"}, "fallback_name": "Ada"}
NOBODY = {"id": {}, "fallback_name": "Nobody"}


def records(*events: Any, about_behind: bool = False) -> list[Post | Problem]:
    about = {"conversation": {"id": {"id": "Ug1"}, "participant_data": [NOBODY, ADA]}}
    chat = {"conversation": about, "events": [*events]}
    if about_behind:
        chat = {"events": [*events], "conversation": about}
    told = json.dumps({"conversations": [chat]}).encode()
    found = hangouts_json.SOURCE.read(Dump("Hangouts.json", Path(), told))
    return [record for record in found if isinstance(record, Post | Problem)]


def message(number: int, **content: Any) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "timestamp": "1425200400123456",
        "sender_id": {"gaia_id": "1"},
        "chat_message": {"message_content": content},
    }


def text(words: str) -> dict[str, Any]:
    return {"segment": [{"type": "TEXT", "text": words}]}


def bodies(*events: Any) -> list[str]:
    return [one.body.text for one in records(*events)[1:] if isinstance(one, Post)]


def test_names_that_stand_behind_the_messages_are_missed() -> None:
    _, post = records(message(1, **text("Hi")))
    assert isinstance(post, Post)
    assert (post.id, post.author) == ("hangouts:Ug1/e1", "Ada")
    event = {**message(1, **text("Hi")), "conversation_id": {"id": "Ug1"}}
    _, post, problem = records(event, about_behind=True)
    assert isinstance(post, Post)
    assert (post.id, post.author) == ("hangouts:Ug1/e1", None)
    assert isinstance(problem, Problem)
    assert not problem.lost


def test_who_has_no_number_is_nobody_else() -> None:
    _, post = records({**message(1, **text("Hi")), "sender_id": {}})
    assert isinstance(post, Post)
    assert post.author is None


def test_a_message_without_its_text_is_told_and_an_event_is_a_notice() -> None:
    empty = [message(1), message(2, segment=5), message(3, **text("")), {"event_id": "e4"}]
    assert [type(one) for one in records(*empty)] == [Problem] * 4
    _, post = records({"event_id": "e1", "timestamp": 1425200400, "event_type": "END_HANGOUT"})
    assert isinstance(post, Post)
    assert (post.body.text, post.labels) == ("<p>end hangout</p>", ("notice",))


def test_attachments_have_the_names_of_their_files() -> None:
    def sent(**item: Any) -> dict[str, Any]:
        return message(1, attachment=[{"embed_item": item}])

    url = "https://photos.example/a/winch.png"
    link = '<p>Attached: <a href="https://photos.example/a/winch.png">{}</a></p>'
    assert bodies(sent(id="rope.jpg")) == ["<p>Attached: rope.jpg</p>"]
    assert bodies(sent(plus_photo={"url": url})) == [link.format("winch.png")]
    older = {"embeds.PlusPhoto.plus_photo": {"url": url}}
    assert bodies(sent(id="x" * 5000, **older)) == [link.format("winch.png")]
    assert bodies(sent(plus_photo={"url": "javascript:a.png"})) == ["<p>Attached: a file</p>"]
    assert bodies(sent(place_v2={"name": "Pier <2>", "url": "https://m.example"})) == [
        '<p>Shared: <a href="https://m.example">Pier &lt;2&gt;</a></p>'
    ]


def test_hostile_texts_take_linear_time() -> None:
    for piece in ("a", ".", "/", "a.", "<b>", "\n", "&"):
        many = piece * (200_000 // len(piece))
        item = {"id": many, "plus_photo": {"url": f"https://x/{many}"}}
        start = time.process_time()
        records({**message(1, attachment=[{"embed_item": item}], **text(many)), "event_id": many})
        records(message(1, attachment=[{"embed_item": item}], **text(many)))
        assert time.process_time() - start < 2.0, piece


def test_many_conversations_take_no_more_memory_than_one() -> None:
    told = (
        b'{"conversations": [' + b",".join([b'{"conversation": {}, "events": []}'] * 5_000) + b"]}"
    )
    tracemalloc.start()
    try:
        assert not [*hangouts_json.SOURCE.read(Dump("Hangouts.json", Path(), told))]
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
    finally:
        tracemalloc.stop()
