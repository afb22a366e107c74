"""Zulip beyond the samples: what a message answers, topics in pieces, names of files, HTML."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import bodies, sources
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _zulip as zulip
from sitegen.sources._zulip_html import answered, portable
from sitegen.sources.source import Dump, Head

FILE = "chat.example.org/42-kiln/Glaze.20runs.json"
BASE = "https://chat.example.org"

Read = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(value: Any, name: str = FILE) -> list[Record]:
        path = tmp_path / "dump.json"
        path.write_text(json.dumps(value))
        return list(sources.read(sources.by_name("zulip-json"), Dump(name, path)))

    return run


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def message(number: int, content: str = "<p>x</p>", **more: Any) -> dict[str, Any]:
    return {"id": number, "content": content, "sender_full_name": "Ada", "timestamp": 9} | more


def quote(near: int, topic: str = "Glaze.20runs", channel: str = "channel/42-kiln") -> str:
    return (
        '<p><span class="user-mention silent" data-user-id="7">Bea</span> '
        f'<a href="#narrow/{channel}/topic/{topic}/near/{near}">said</a>:</p>\n'
        "<blockquote>\n<p>x</p>\n</blockquote>\n<p>y</p>"
    )


# What a message answers


@pytest.mark.parametrize(("content", "above"), [
    (quote(2), 2),
    (quote(2, channel="stream/42-old-name"), 2),
    (quote(2, topic="Moved.20from.20here"), 2),  # it is here all the same
    (quote(3), 1),  # itself
    (quote(8), 1),  # a later one
    (quote(2).replace(">said", ">wrote"), 1),
    (quote(0, topic="Elsewhere"), 1),
    (f"<p>As I said:</p>{quote(2)}", 1),
    (quote(2).replace(" silent", ""), 1),  # an address of somebody
    ("<p>x</p>", 1),
])  # fmt: skip
def test_a_message_answers_the_one_it_quotes_first(content: str, above: int, read: Read) -> None:
    told = posts(read([message(1), message(2), message(3, content)]))
    assert told[2].parent == f"zulip:chat.example.org/{above}"
    assert (told[2].evidence is not None) == (above != 1)


def test_a_quoted_message_of_the_topic_that_the_dump_lacks_is_a_gap_to_be_seen(read: Read) -> None:
    told = posts(read([message(1), message(5, quote(3)), message(6, quote(3, "Other"))]))
    assert told[1].parent == "zulip:chat.example.org/3"
    assert told[2].parent == "zulip:chat.example.org/1"


# Topics in pieces


def answer(messages: list[dict[str, Any]], *, oldest: bool, topic: str) -> dict[str, Any]:
    told = [m | {"subject": topic, "stream_id": 42, "display_recipient": "kiln"} for m in messages]
    return {"result": "success", "messages": told, "found_oldest": oldest}


def test_windows_of_a_topic_and_its_file_tell_the_same_posts(read: Read) -> None:
    whole = posts(read([message(1), message(2), message(3)]))
    first = read(answer([message(1), message(2)], oldest=True, topic="Glaze runs"), f"{BASE[8:]}/a")
    later = read(answer([message(3)], oldest=False, topic="✔ glaze Runs"), "chat.example.org/b")
    assert {post.id for post in whole} == {post.id for post in posts(first + later)}
    assert posts(later)[0].root is None
    assert posts(later)[0].parent == first[0].name  # type: ignore[union-attr]  # a Continuation
    assert posts(later)[0].title == "glaze Runs"


def test_one_answer_may_hold_many_topics(read: Read) -> None:
    told = [message(1, subject="A"), message(2, subject="B"), message(3, subject="A")]
    told = [m | {"stream_id": 42, "display_recipient": "kiln"} for m in told]
    read_so = posts(read({"messages": told}))
    assert [post.parent for post in read_so] == [None, None, "zulip:chat.example.org/1"]
    assert [post.title for post in read_so] == ["A", "B", None]


def test_a_server_is_told_by_the_addresses_that_it_makes_up(read: Read) -> None:
    told = [message(1, sender_email="bot@x.example"), message(2, sender_email="user7@" + BASE[8:])]
    records = read(told, "a.json")
    assert [post.id for post in posts(records)] == ["zulip:chat.example.org/1",
                                                   "zulip:chat.example.org/2"]  # fmt: skip
    assert not any(isinstance(record, Problem) for record in records)


# Exports


def exported(number: int, subject: str, recipient: int = 20) -> dict[str, Any]:
    return {"id": number, "sender": 7, "recipient": recipient, "subject": subject,
            "content": "x", "rendered_content": "<p>x</p>", "date_sent": 9.5}  # fmt: skip


def test_an_export_may_lie_in_its_archive_in_any_order(tmp_path: Path, read: Read) -> None:
    files = {
        "zx/messages-000002.json": {"zerver_message": [exported(3, "✔ Glaze runs")]},
        "zx/messages-000001.json": {"zerver_message": [exported(1, "Glaze runs")]},
        "zx/realm.json": {
            "zerver_userprofile": [{"id": 7, "full_name": "Ada", "email": "user7@" + BASE[8:]}],
            "zerver_stream": [{"id": 42, "name": "kiln"}],
            "zerver_recipient": [{"id": 20, "type": 2, "type_id": 42}],
        },
    }
    path = tmp_path / "zulip-export.tar"
    with tarfile.open(path, "w") as archive:
        for name, value in files.items():
            data = json.dumps(value).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    dump = Dump(path.name, path)
    names = tuple(sources.names(path))
    source = sources.detect(Head(path.name, b"", members=names), {})
    records = list(sources.read(source, dump))
    assert [(post.id, post.parent) for post in posts(records)] == [
        ("zulip:chat.example.org/3", "zulip:chat.example.org/1"),
        ("zulip:chat.example.org/1", None),
    ]
    assert {post.id for post in posts(records)} < {
        post.id for post in posts(read([message(1), message(2), message(3)]))
    }


# Names


@pytest.mark.parametrize(("name", "channel", "topic"), [
    (FILE, (42, "kiln"), "Glaze runs"),
    ("42-kiln__Glaze.20runs.json", (42, "kiln"), "Glaze runs"),
    ("7-Is-it-hot%3F/a.2Fb.2E.json", (7, "Is-it-hot?"), "a/b."),
    ("kiln/50.25.json", (None, ""), "50%"),
    ("a.b/Cr.C3.A8me (2).json", (None, ""), "Crème (2)"),
    ("x", (None, ""), "x"),
])  # fmt: skip
def test_files_are_named_after_channel_and_topic(
    name: str, channel: tuple[int | None, str], topic: str
) -> None:
    found, named = zulip.channel_in_name(name)
    assert ((found.number, found.name), named) == (channel, topic)


def test_permalinks_are_written_as_the_server_writes_them(read: Read) -> None:
    (post,) = posts(read([message(5)], "chat.example.org/42-new-members/a.2Fb.20(c).json"))
    assert post.permalink == f"{BASE}/#narrow/channel/42-new-members/topic/a.2Fb.20.28c.29/near/5"


def test_a_head_that_ends_in_its_first_message_is_claimed_by_its_name() -> None:
    data = b'[{"content": "<p>' + b"x" * 70_000
    assert sources.detect(Head(FILE, data[:65536]), {}).name == "zulip-json"
    assert not any(source.sniff(Head("a.json", data[:65536])) for source in sources.SOURCES)


# HTML


@pytest.mark.parametrize(("html", "shown"), [
    ('<p><a href="/user_uploads/2/a.png">a</a></p>',
     f'<p><a href="{BASE}/user_uploads/2/a.png" rel="nofollow ugc">a</a></p>'),
    ('<p><span class="emoji emoji-1f926-200d-2642" title="x">:x:</span></p>', "<p>🤦‍♂</p>"),
    ('<p><span class="emoji emoji-d800">:x:</span></p>', "<p>:x:</p>"),
    ('<p><img class="emoji" alt=":kiln:" src="/e.png"></p>', "<p>:kiln:</p>"),
    ('<div class="codehilite" data-code-language="JSON"><pre><span></span><code>1\n</code></pre>'
     "</div>", '<pre class="code" tabindex="0"><code><span class="m">1</span></code></pre>'),
    ('<div class="spoiler-block"><div class="spoiler-header">\n</div><div class="spoiler-content" '
     'aria-hidden="true"><p>x</p></div></div>',
     "<p><strong>Spoiler</strong></p><blockquote><p>x</p></blockquote>"),
    ('<p>a</p><div class="message_embed"><a class="message_embed_image" href="http://a.b"></a><div '
     'class="data-container"><div class="message_embed_title"><a href="http://a.b/">T &amp; U</a>'
     '</div><div class="message_embed_description">D</div></div></div>',
     '<p>a</p><blockquote><p><a href="http://a.b/" rel="nofollow ugc">T &amp; U</a></p><p>D</p>'
     "</blockquote>"),
    ('<p><img class="inline-image" alt="i" data-original-src="/user_uploads/i.png" src="/t.webp">',
     f'<p><a href="{BASE}/user_uploads/i.png" rel="nofollow ugc">i</a></p>'),
])  # fmt: skip
def test_what_the_server_makes_can_be_read_anywhere(html: str, shown: str) -> None:
    assert bodies.render(Body(portable(html, BASE), "html")).replace("\n", "") == shown


@given(st.text(alphabet="<>/=\"' aspnclmojikt-#1&;:", max_size=200))
def test_any_text_can_be_made_portable(text: str) -> None:
    made = portable(f'<p class="katex">{text}<span class="emoji">', BASE)
    bodies.render(Body(made, "html"))
    answered(quote(3).replace("Bea", text))
