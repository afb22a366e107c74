"""Chats: what stands in a day, in a thread, below what it answers; the same post from two dumps."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post, Problem, assemble
from sitegen.sources import _json_inside
from sitegen.sources._bluesky_text import body as bluesky_body
from sitegen.sources._chat import first_words, size
from sitegen.sources._discord import written
from sitegen.sources._fediverse import post_id
from sitegen.sources.source import Dump
from sitegen.store import Store

DATA = Path(__file__).parents[1] / "data"
GUILD = {"id": "1", "name": "Guild"}
DAY = 86_400_000
START = 1_640_995_200_000  # the first of January 2022, in milliseconds


def snowflake(milliseconds: int, number: int = 0) -> str:
    return str(((milliseconds - 1_420_070_400_000) << 22) + number)


def message(at: int, text: str, answers: str = "", **fields: Any) -> dict[str, Any]:
    when = f"2022-01-{1 + (at - START) // DAY:02}T00:00:{(at - START) % DAY // 1000:02}+00:00"
    reference = {"reference": {"messageId": answers, "channelId": "10"}} if answers else {}
    told = {"id": snowflake(at), "type": "Default", "timestamp": when, "content": text}
    return {**told, "author": {"id": "5", "name": "ann"}, **reference, **fields}


def export(*messages: dict[str, Any], **channel: Any) -> str:
    told = {"id": "10", "type": "GuildTextChat", "category": "Talk", "name": "general", **channel}
    return json.dumps({"guild": GUILD, "channel": told, "dateRange": {}, "messages": messages})


def threads(site: SmallSite) -> dict[str, list[tuple[str, int, str]]]:
    """For each thread by its title: (text, depth, state) of its comments, in reading order."""
    report = site.build()
    assert report.sums_agree
    assert report.failures == ()
    store = Store.read_only(site.state / "store.db")
    found = {}
    for summary in store.summaries():
        posts, gaps = store.thread(summary.id)
        made = assemble(summary.id, posts, gaps)
        told = [(c.post.body.text, c.depth, c.note or c.post.state) for c in made.comments]
        found[summary.title or summary.id] = told
    store.close()
    return found


ONE, TWO, THREE = START, START + 1000, START + DAY


def test_a_day_holds_what_was_said_and_answers_stand_with_what_they_answer(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write(
        "content/general.json",
        export(
            message(ONE, "one"),
            message(TWO, "two"),
            message(THREE, "a day later", snowflake(ONE)),
            message(THREE + 1000, "below the later one", snowflake(THREE)),
            message(THREE + 2000, "new day"),
        ),
    )
    assert threads(site) == {
        "#general, 1 January 2022": [
            ("one", 0, "visible"),
            ("a day later", 1, "visible"),
            ("below the later one", 2, "visible"),
            ("two", 0, "visible"),
        ],
        "#general, 2 January 2022": [("new day", 0, "visible")],
    }


def test_what_was_answered_but_is_gone_stands_at_its_own_time(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write(
        "content/general.json",
        export(message(ONE, "one"), message(THREE, "an answer", snowflake(TWO))),
    )
    assert threads(site) == {
        "#general, 1 January 2022": [
            ("one", 0, "visible"),
            ("", 0, "missing"),
            ("an answer", 1, "visible"),
        ]
    }


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_parts_of_a_channel_make_the_same_days_as_the_whole(
    names: tuple[str, str], tmp_path: Path
) -> None:
    first = [message(ONE, "one"), message(TWO, "two")]
    second = [message(THREE, "an answer", snowflake(ONE)), message(THREE + 1000, "new day")]
    whole, parts = SmallSite(tmp_path / "whole"), SmallSite(tmp_path / "parts")
    whole.write("content/general.json", export(*first, *second))
    for name, messages in zip(names, (first, second), strict=True):
        parts.write(f"content/{name}.json", export(*messages))
    assert threads(parts) == threads(whole)


def test_newest_first_reads_the_same(tmp_path: Path) -> None:
    told = [message(ONE, "one"), message(THREE, "an answer", snowflake(ONE))]
    told.append(message(THREE + 1000, "to the answer", snowflake(THREE)))
    rising, falling = SmallSite(tmp_path / "rising"), SmallSite(tmp_path / "falling")
    rising.write("content/general.json", export(*told))
    falling.write("content/general.json", export(*told[::-1]))
    assert threads(falling) == threads(rising)


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_thread_begins_with_the_message_of_its_channel(
    names: tuple[str, str], tmp_path: Path
) -> None:
    site = SmallSite(tmp_path)
    site.write(
        f"content/{names[0]}.json", export(message(ONE, "a question"), message(TWO, "chatter"))
    )
    kind = {"type": "GuildPublicThread", "category": "general", "name": "The question"}
    inside = export(message(THREE, "in the thread"), id=snowflake(ONE), **kind)
    site.write(f"content/{names[1]}.json", inside)
    assert threads(site) == {
        "#general, 1 January 2022": [("chatter", 0, "visible")],
        "The question": [("in the thread", 0, "visible")],
    }
    assert "a question" in site.page(f"t/discord/{snowflake(ONE)}/index.html")


def test_a_snowflake_tells_its_time() -> None:
    assert str(written("175928847299117063")) == "2016-04-30 11:18:25.796000+00:00"
    assert written("12") is None


def test_an_export_and_slackdump_tell_of_the_same_posts(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    shutil.copytree(DATA / "slack-export" / "kite-club", site.content / "kite-club")
    alone = threads(site)
    shutil.copy(DATA / "slack-json" / "C0WORKSHOP.json", site.content / "later.json")
    assert threads(site) == alone
    opening = (
        "Morning! Does ripstop fray when it is cut cold? I read <hot knife only> somewhere: the …"
    )
    assert [depth for _, depth, _ in alone[opening]] == [0, 0, 0]
    assert "anna.b, Otto <Kite> Lind, 2 March 2020" in alone


def test_a_folder_named_after_a_workspace_tells_addresses() -> None:
    name = "kite-club.slack.com"
    source = sources.by_name("slack-export")
    dump = Dump(name, DATA / "slack-export" / "kite-club")
    posts = [r for r in sources.read(source, dump) if isinstance(r, Post)]
    links = [post.permalink for post in posts if post.permalink]
    # all but the days' own posts
    assert len(links) == sum(post.evidence is None for post in posts) > 10
    assert links[0] == "https://kite-club.slack.com/archives/D0PRIVATE1/p1583140500000100"
    assert any("?thread_ts=1583057000.000200&cid=C0WORKSHOP" in link for link in links)
    assert {post.community for post in posts} >= {"kite-club/winds", "kite-club/workshop"}


def test_answers_of_one_server_find_each_other(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    for name in ("context", "status", "outbox"):
        site.write(
            f"content/bikes.example/{name}.json",
            (DATA / "mastodon-json" / f"{name}.json").read_bytes(),
        )
    found = threads(site)
    # The context answers a remote status by its local number; another dump holds that status.
    told = [(depth, state) for _, depth, state in found["Which grease for a hub gear?"]]
    assert told == [(0, "visible"), (1, "visible"), (1, "visible"), (0, "visible")]
    texts = [text for text, _, _ in found["Which grease for a hub gear?"]]
    assert "Any lithium grease" in texts[0]
    assert "Trying it" in texts[1]
    assert "So it was" in texts[2]  # from the archive of the account


def test_ids_of_mastodon_are_the_same_in_all_addresses() -> None:
    own = "mastodon:bikes.example/1"
    assert post_id("https://bikes.example/users/wil/statuses/1") == own
    assert post_id("https://bikes.example/ap/users/99/statuses/1") == own
    assert post_id("https://BIKES.example/@wil/1") == own
    assert post_id("https://a.example/objects/0c-5e") == "mastodon:a.example/objects/0c-5e"
    assert post_id("javascript:alert(1)") is None
    assert post_id("https://[") is None


def test_links_of_bluesky_lie_at_bytes() -> None:
    text = "ä🌱 x y"
    features = [{"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}]

    def facet(start: int, end: int) -> dict[str, Any]:
        return {"index": {"byteStart": start, "byteEnd": end}, "features": features}

    def html(*facets: dict[str, Any]) -> str:
        return bluesky_body({"text": text, "facets": list(facets)}, None, "did")

    assert html(facet(7, 8)) == '<p>ä🌱 <a href="https://x.example">x</a> y</p>'
    assert html(facet(1, 6)) == html(facet(7, 99)) == html(facet(8, 7)) == "<p>ä🌱 x y</p>"
    assert html(facet(9, 10), facet(0, 2)).count("<a ") == 2
    assert html(facet(0, 6), facet(2, 8)).count("<a ") == 1  # they overlap


def test_an_array_inside_of_an_object_streams(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    with path.open("w") as file:
        file.write('{"guild": {"messages": [1]}, "name": "\\"messages\\": [2]", "messages": [')
        file.write(", ".join(f'{{"n": {number}, "x": "{"]}" * 50}"}}' for number in range(5000)))
        file.write('], "messageCount": 5000}')
    with Dump("long.json", path).open() as stream:
        found = _json_inside.array_of(stream, "messages")
        assert not isinstance(found, bytes)
        told, elements = found
        assert told.keys() == {"guild", "name"}
        places = [e.message if isinstance(e, Problem) else e[0] for e in elements]
    assert places == [f"$.messages[{number}]" for number in range(5000)]


def test_a_chat_of_telegram_whose_id_was_taken_out_is_known_by_its_name(tmp_path: Path) -> None:
    message = {
        "id": 2,
        "type": "message",
        "date": "2021-03-01T10:02:00",
        "from": "Ida",
        "text": "x",
    }
    chat = {"name": "Kites / wind", "type": "private_supergroup", "messages": [message]}
    ids = []
    for name, told in (("a.json", chat), ("b.json", {"chats": {"list": [chat]}})):
        (tmp_path / name).write_text(json.dumps(told))
        source, dump = sources.recognise(Dump(name, tmp_path / name), {})
        day, said = [r for r in sources.read(source, dump) if isinstance(r, Post)]
        ids.append((day.id, said.id))
        assert (said.parent, said.author, said.permalink) == (day.id, "Ida", None)
        assert said.community == "Kites   wind"
    assert ids[0] == ids[1]
    assert ids[0][1] == "telegram:~Kites-wind/2"


def test_words_and_sizes() -> None:
    assert first_words("\n  One   line \nand another") == "One line"
    assert first_words("word " * 40) == ("word " * 18).strip() + " …"
    assert first_words("x" * 200) == "x" * 90 + " …"
    assert first_words(" \n") is None
    assert [size(n) for n in (0, 999, 1500, 62714, 3e6, -1, None, True)] == [
        "0 bytes",
        "999 bytes",
        "1.5 KB",
        "63 KB",
        "3.0 MB",
        "",
        "",
        "",
    ]


def test_null_among_messages_is_listed_with_its_place(tmp_path: Path) -> None:
    said = {"id": 2, "type": "message", "date": "2021-03-01T10:02:00", "from": "Ida", "text": "x"}
    told = {"name": "Kites", "type": "private_group", "id": 7, "messages": [said, None]}
    (tmp_path / "result.json").write_text(json.dumps(told))
    source, dump = sources.recognise(Dump("result.json", tmp_path / "result.json"), {})
    records = list(sources.read(source, dump))
    assert [r.id for r in records if isinstance(r, Post)][1:] == ["telegram:7/2"]
    lost = [(r.where, r.message) for r in records if isinstance(r, Problem) and r.lost]
    assert lost == [("result.json: $.messages[1]", "null, where a record was expected")]
