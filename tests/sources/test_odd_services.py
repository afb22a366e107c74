"""Odd and hostile records of comment services, journals and messengers: none ends a dump."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources.source import Dump


def records_of(format_name: str, *told: str) -> list[Record]:
    dump = Dump("x.json", Path(), "\n".join(told).encode())
    return list(sources.read(sources.by_name(format_name), dump))


def message(**more: Any) -> str:
    peer = {"_": "PeerChannel", "channel_id": 17}
    told = {"_": "Message", "id": 1, "peer_id": peer, "date": "2024-03-05T08:01:00", "message": "x"}
    return json.dumps({**told, **more})


@pytest.mark.parametrize(
    "number", ["--5", "5-", "\u00b2", "9" * 5000, "", " ", "../x", -1, 1.5, []]
)
def test_a_number_of_telegram_that_is_none_costs_its_message_alone(number: object) -> None:
    found = records_of("telegram-records", message(id=number), message(id=2))
    assert [record.id for record in found if isinstance(record, Post)][1:] == ["telegram:17/2"]
    assert [type(record) for record in found].count(Problem) == 1


@pytest.mark.parametrize("nested", ["[", '[{"a":', '{"a":'])
def test_what_the_server_said_may_be_nested_at_will(nested: str) -> None:
    closing = "".join({"[": "]", "{": "}"}.get(sign, "") for sign in reversed(nested))
    media = nested * 600 + "1" + closing * 600
    told = '{"id": 17, "messages": [{"id": 1, "type": "message", "file": "", "date": 1700000000,'
    told += f' "text": "x", "raw": {{"ID": 1, "Media": {media}, "FromID": {{"UserID": 5}}}}}}]}}'
    _, post = records_of("telegram-records", told)
    assert isinstance(post, Post)
    assert (post.author, post.body.text) == ("User 5", "<p>x</p>")


def test_a_long_name_of_a_site_of_remark42_does_not_make_a_long_id() -> None:
    told = {
        "id": "a",
        "pid": "",
        "text": "x",
        "user": {},
        "time": "",
        "locator": {"site": "s" * 9999, "url": "/x"},
    }
    page, comment = records_of("comment-service", json.dumps(told))
    assert isinstance(page, Post)
    assert isinstance(comment, Post)
    assert len(comment.id) < 2100


@pytest.mark.timeout(30)
def test_pages_of_remark42_are_closed_by_however_many_lines() -> None:
    meta = [
        json.dumps(
            {
                "version": 1,
                "users": [],
                "posts": [{"url": f"https://a.example/{n}", "read_only": True}],
            }
        )
        for n in range(40_000)
    ]
    told = {
        "id": "a",
        "pid": "",
        "text": "x",
        "user": {},
        "time": "",
        "locator": {"site": "s", "url": "https://a.example/39999"},
    }
    page, _ = records_of("comment-service", *meta, json.dumps(told))
    assert isinstance(page, Post)
    assert page.labels == ("closed",)


def journal(site: SmallSite, folder: str, words: str, address: str = "") -> None:
    url = f"<url>{address}</url>" if address else ""
    entry = f"<event><itemid>12</itemid>{url}<event>{words}</event></event>"
    comment = f"<comment><id>101</id><body>{words} below</body></comment>"
    site.write(f"content/{folder}/L-12", entry)
    for number in (12, 13):
        site.write(f"content/{folder}/C-{number}", f"<comments>{comment}</comments>")
    site.write(f"content/{folder}/comment.meta", "")


@pytest.mark.parametrize(
    ("folder", "address"),
    [("b/heron", "https://heron.dreamwidth.org/3072.html"), ("dreamwidth/heron", "")],
)
def test_journals_of_one_name_on_two_sites_are_two(
    folder: str, address: str, tmp_path: Path
) -> None:
    site = SmallSite(tmp_path)
    journal(site, "a/heron", "Ropes", "https://heron.livejournal.com/3072.html")
    journal(site, folder, "Sails", address)
    report = site.build()
    assert (report.threads, report.posts, report.sums_agree) == (2, 4, True)
    assert {path.parent.name for path in site.output.glob("t/*/*")} == {"livejournal", "dreamwidth"}


def test_comments_on_an_entry_that_is_not_in_the_folder_are_left_out(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    journal(site, "heron", "Ropes")
    report = site.build()
    assert (report.threads, report.posts, report.ghosts, report.problems) == (1, 2, 0, 1)
