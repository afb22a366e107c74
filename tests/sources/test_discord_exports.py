"""Pages, texts and tables of DiscordChatExporter: places, streams, dates, and hostile ones."""

import json
import time
from pathlib import Path

import pytest

from sitegen.model import Post, Problem
from sitegen.sources import discord_dce, discord_html, discord_txt
from sitegen.sources._discord_page import file_channel
from sitegen.sources.source import Dump, Head, Source

RULE = "=" * 62
TEXT = f"{RULE}\nGuild: Kites\nChannel: Talk / winds\n{RULE}\n\n"
TABLE = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
PAGE = (
    '<div class="preamble"><div class="preamble__entry">Kites</div>'
    '<div class="preamble__entry">Talk / winds{more}</div></div>'
)
GROUP = (
    "<div class=chatlog__message-group><div data-message-id={id}>"
    "<span class=chatlog__author>A</span><div class=chatlog__content>{text}</div></div></div>"
)


def posts(source: Source, data: str, name: str = "a") -> list[Post]:
    found = list(source.read(Dump(name, Path(), data.encode())))
    assert not [record for record in found if isinstance(record, Problem) and record.lost]
    return [record for record in found if isinstance(record, Post)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x/K - T - w [123456789012345678].html", ("123456789012345678", "K - T - w")),
        ("K - w [123456789012345678] [part 2].csv.gz", ("123456789012345678", "K - w")),
        ("winds.html", ("", "winds")),
        ("[1].txt", ("", "[1]")),
        (f"w [{'٣' * 18}].html", ("", "w")),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_its_channel(name: str, told: tuple[str, str]) -> None:
    assert file_channel(name) == told


def test_a_page_and_json_tell_the_same_places() -> None:
    name = "K [700000000000000001].html"
    for more, kind in (("", "GuildTextChat"), (" / gusts", "GuildPublicThread")):
        page = PAGE.format(more=more) + GROUP.format(id=1200000000000000001, text="x")
        where = ("winds", "gusts") if more else ("Talk", "winds")
        channel = {"id": "700000000000000001", "type": kind, "category": where[0], "name": where[1]}
        said = {"id": "1200000000000000001", "content": "x", "author": {"name": "A"}}
        guild = {"id": "6", "name": "Kites"}
        told = json.dumps({"guild": guild, "channel": channel, "messages": [said]})
        ours, theirs = posts(discord_html.SOURCE, page, name), posts(discord_dce.SOURCE, told)
        assert [(p.id, p.parent, p.root, p.title, p.community, p.created) for p in ours] == [
            (p.id, p.parent, p.root, p.title, p.community, p.created) for p in theirs
        ]


def test_groups_stream_over_any_border(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.format(more="") + "".join(
        GROUP.format(id=1200000000000000000 + n, text=f"é{n}" * n) for n in range(1, 40)
    )
    whole = posts(discord_html.SOURCE, page)
    assert len(whole) == 40
    for size in (1, 7, 64, 100):
        monkeypatch.setattr(discord_html, "_CHUNK", size)
        assert posts(discord_html.SOURCE, page) == whole
    monkeypatch.setattr(discord_html, "_LONGEST", 250)
    found = list(discord_html.SOURCE.read(Dump("a", Path(), page.encode())))
    lost = [record for record in found if isinstance(record, Problem)]
    assert lost
    assert all("it was not read" in record.message for record in lost)


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["1/25/2024 1:05 PM", "2/3/2024 1:05\u202fAM"], ["2024-01-25T13:05", "2024-02-03T01:05"]),
        (["25/01/2024 13:05", "03/02/2024 01:05"], ["2024-01-25T13:05", "2024-02-03T01:05"]),
        (["25.01.24 13:05"], ["2024-01-25T13:05"]),
        (["2024-01-25 13:05"], ["2024-01-25T13:05"]),
        (["25-Jan-24 01:05 PM"], ["2024-01-25T13:05"]),
        (["25-Jan-24 12:05 AM"], ["2024-01-25T00:05"]),
    ],
)
def test_dates_are_read_as_computers_write_them(dates: list[str], days: list[str]) -> None:
    text = TEXT + "".join(f"[{date}] ann\nHi\n\n\n" for date in dates)
    table = TABLE + "".join(f'"1","ann","{date}","Hi","",""\n' for date in dates)
    for data in (text, table):
        told = [post for post in posts(discord_txt.SOURCE, data) if post.author]
        assert [f"{post.created:%Y-%m-%dT%H:%M}" for post in told] == days


PIECES = [" ", "<", "[", "]", "{Attachments}", "'", '"', "<div>", "<b>", "=", "#", "(", "/"]
PIECES += ["<div class=chatlog__message-group>"]


@pytest.mark.parametrize("source", [discord_html.SOURCE, discord_txt.SOURCE])
def test_hostile_exports_take_linear_time(source: Source) -> None:
    for piece in [*PIECES, "\n", "\n[1/2/2024 1:00 PM] a\n", f"\n\n{RULE}\nExported 1 message(s)"]:
        many = piece * (100_000 // len(piece))
        dumps = [
            PAGE.format(more=many) + GROUP.format(id=1200000000000000001, text=many) + many,
            f"{TEXT}[1/25/2024 1:05 PM] ann\n{many}\n\n[1/25/2024 {many}] bo\n\n{many}",
            f'{TABLE}"1","{many}","{many}","x","{many}","{many}"\n',
        ]
        for data in dumps:
            start = time.process_time()
            for record in source.read(Dump(f"{many[:200]}.txt", Path(), data.encode())):
                assert isinstance(record, Post | Problem)
            assert time.process_time() - start < 4.0, piece


COMPONENTS = (
    '<html><script>window.$discordMessage={{profiles:{{"5":{{"author":"Ann"}}}}}}</script>'
    '<discord-messages><discord-header guild="Kites" channel="winds">{about}</discord-header>'
)
ELEMENT = '<discord-message id="m-{id}" profile="5">{text}</discord-message>'


def test_elements_in_a_page_are_messages_and_what_lacks_an_id_is_told() -> None:
    page = COMPONENTS.format(about="All winds") + "".join(
        ELEMENT.format(id=number, text=f"words {number}") for number in ("1200000000000000001", "x")
    )
    assert discord_html.SOURCE.sniff(Head("a.html", page.encode()))
    dump = Dump("transcript-700000000000000001.html", Path(), page.encode())
    found = list(discord_html.SOURCE.read(dump))
    said = [record for record in found if isinstance(record, Post) and record.author]
    assert [(post.id, post.author, post.community) for post in said] == [
        ("discord:1200000000000000001", "Ann", "Kites/winds")
    ]
    assert [record.where for record in found if isinstance(record, Problem)] == ["group 2"]


def test_a_thread_says_so_at_the_top_of_its_page() -> None:
    page = COMPONENTS.format(about="Thread channel in winds")
    page += ELEMENT.format(id="1200000000000000001", text="x")
    told = posts(discord_html.SOURCE, page, "transcript-700000000000000002.html")
    assert [post.root for post in told if post.body.text] == ["discord:700000000000000002"]


@pytest.mark.parametrize(
    "preamble", ["{", '{"5":' * 5000, '{"5":{"author":7}}', '{"5":{"author":"' + "a" * 100_000]
)
def test_damaged_names_of_people_cost_names_alone(preamble: str) -> None:
    page = f"<html><script>window.$discordMessage={{profiles:{preamble}</script>"
    page += "<discord-messages>" + ELEMENT.format(id="1200000000000000001", text="x")
    assert [post.author for post in posts(discord_html.SOURCE, page) if post.body.text] == [None]


@pytest.mark.parametrize(
    "part", ["<discord-quote>", "<discord-embed>", "<discord-message id=m-1>", "<discord-message ",
             "<discord-attachments slot=components>", "<discord-embed><discord-embed-field>"]
)  # fmt: skip
def test_elements_without_end_are_read_in_time_that_grows_with_them(part: str) -> None:
    def seconds(count: int) -> float:
        page = COMPONENTS.format(about="")
        page += ELEMENT.format(id=1200000000000000001, text=part * count)
        before = time.perf_counter()
        list(discord_html.SOURCE.read(Dump("a", Path(), page.encode())))
        return time.perf_counter() - before

    assert seconds(4000) < 12 * seconds(1000) + 0.5
