"""Chats of Messenger: parts of one chat, and text that was written a byte a character."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post
from sitegen.sources._mojibake import mender
from sitegen.sources.source import Dump, Head

START = 1_710_237_682_000


def bytewise(text: str) -> str:
    return text.encode().decode("latin-1")


def chat(*messages: str, first: int = 0, path: str = "inbox/kites_1") -> str:
    told: dict[str, Any] = {
        "participants": [{"name": name} for name in ("Ada", "Bo", "Cy")],
        "messages": [
            {"sender_name": "Ada", "timestamp_ms": START + 1000 * n, "content": bytewise(text)}
            for n, text in enumerate(messages, first)
        ][::-1],
        "title": "Kites",
        "thread_path": path,
    }
    return json.dumps(told)


def test_parts_of_a_chat_make_one_day_and_are_read_once(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/a/message_1.json", chat("three", "four", first=2))
    site.write("content/a/message_2.json", chat("one", "two"))
    site.write("content/older/message_1.json", chat("one", "two", "three"))
    site.write("content/b/message_1.json", chat("one", path="inbox/other_2"))
    report = site.build()
    assert (report.threads, report.on_pages, report.lost) == (2, 5 + 2, 0)
    page = site.page("t/messenger/kites_1-2024-03-12/index.html")
    places = [page.index(f"<p>{word}") for word in ("one", "two", "three", "four")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("told", "mended"),
    [
        (["caf\u00c3\u00a9", "plain"], ["caf\u00e9", "plain"]),
        ([bytewise("\U0001fa81"), bytewise("\u2013")], ["\U0001fa81", "\u2013"]),
        (["caf\u00c3\u00a9", "\U0001fa81"], ["caf\u00c3\u00a9", "\U0001fa81"]),
        (["caf\u00c3\u00a9", "caf\u00e9"], ["caf\u00c3\u00a9", "caf\u00e9"]),
        (["caf\u00e9"], ["caf\u00e9"]),
    ],
)
def test_text_is_mended_where_that_is_certain(told: list[str], mended: list[str]) -> None:
    mend = mender({"messages": [{"content": text} for text in told]})
    assert [mend(text) for text in told] == mended


def test_one_bad_text_in_a_hundred_keeps_none_from_being_mended() -> None:
    told = [bytewise("caf\u00e9")] * 100 + ["caf\u00e9"]
    assert set(map(mender(told), told)) == {"caf\u00e9"}


def test_a_chat_of_encrypted_ones_is_called_by_its_people(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    told = {
        "participants": ["Ada", "Bo"],
        "threadName": "Bo_40",
        "messages": [
            {"senderName": "Bo", "timestamp": START, "text": "one", "type": "text", "media": []}
        ],
    }
    site.write("content/Bo_40.json", json.dumps(told))
    site.write("content/Bo_41.json", json.dumps({**told, "threadName": "Bo_41"}))
    report = site.build()
    assert (report.threads, report.lost) == (2, 0)
    assert "Bo, 12 March 2024" in site.page("index.html")


def test_the_first_exports_as_json_tell_seconds() -> None:
    told = {
        "participants": [{"name": "Ada"}],
        "messages": [{"sender_name": "Ada", "timestamp": START // 1000, "content": "one"}],
        "thread_path": "inbox/ada_1",
    }
    data = json.dumps(told).encode()
    assert sources.detect(Head("a/message.json", data, True), {}).name == "messenger-json"
    dump = Dump("a/message.json", Path("message.json"), data)
    found = sources.read(sources.by_name("messenger-json"), dump)
    ids = [record.id for record in found if isinstance(record, Post)]
    assert ids[0] == "messenger:ada_1-2024-03-12"


@pytest.mark.parametrize("times", [(2, 2, 2, 2), (2, 1, 1, 1)])
def test_messages_of_one_second_stand_as_they_were_written(times: tuple[int, ...]) -> None:
    """Files begin with the newest."""
    for is_rising in (False, True):
        if is_rising and len(set(times)) == 1:
            continue  # nothing tells it
        messages = [
            {"sender_name": "Ada", "timestamp": START // 1000 + time, "content": word}
            for word, time in zip(("fourth", "third", "second", "first"), times, strict=True)
        ]
        told = {"participants": [{"name": "Ada"}], "thread_path": "inbox/ada_1"}
        data = json.dumps({**told, "messages": messages[:: -1 if is_rising else 1]}).encode()
        dump = Dump("a/message.json", Path("message.json"), data)
        found = sources.read(sources.by_name("messenger-json"), dump)
        words = [one.body.text for one in found if isinstance(one, Post) and one.author]
        assert words == ["first", "second", "third", "fourth"]
