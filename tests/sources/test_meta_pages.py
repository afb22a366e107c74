"""Exports of Meta as HTML: which pages are claimed, times of many languages, what is no message."""

import time
from datetime import datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.model import Post, Problem, Record
from sitegen.sources import meta_html
from sitegen.sources._meta_times import Clock
from sitegen.sources.source import Dump, Head

SOURCE = meta_html.SOURCE
TOP = '<html><head><title>Kites</title></head><body><main role="main">'
END = "</main></body></html>"


def box(name: str, text: str, shown: str) -> str:
    return (
        f'<section class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">{name}</h2><div class="_2ph_ _a6-p">'
        f"<div><div></div><div>{text}</div><div></div></div></div>"
        f'<footer class="_3-94 _a6-o"><div class="_a72d">{shown}</div></footer></section>'
    )


def read(text: str, name: str = "message_1.html") -> list[Record]:
    return [*SOURCE.read(Dump(name, Path(), text.encode()))]


def posts(records: list[Record]) -> list[Post]:
    return [one for one in records if isinstance(one, Post) and one.body.text]


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        (["Jan 03, 2021 5:14 pm"], "2021-01-03T17:14"),
        (["Jan 03, 2021 12:14:05 am"], "2021-01-03T00:14:05"),
        (["Jul 23, 2015 10:34:15pm"], "2015-07-23T22:34:15"),
        (["3 Jan 2021, 17:14"], "2021-01-03T17:14"),
        (["12 дек 2020 г., 17:14"], "2020-12-12T17:14"),
        (["3 févr. 2021, 09:05"], "2021-02-03T09:05"),
        (["Tháng 10 01, 2025 10:21:24 ch"], "2025-10-01T22:21:24"),
        (["Tháng 9 28, 2025 8:00:00 SA"], "2025-09-28T08:00"),
        (["gru 03, 2020 5:14:22 PM"], "2020-12-03T17:14:22"),
        (["ene 03, 2021 5:14 p. m."], "2021-01-03T17:14"),
        (["2021年1月3日 17:14"], "2021-01-03T17:14"),
        (["2021년 1월 3일 오후 5:14"], "2021-01-03T17:14"),
        (["03.01.2021, 17:14"], "2021-01-03T17:14"),
        (["03/01/2021, 17:14", "23/01/2021, 9:00"], "2021-01-03T17:14"),
        (["01/03/2021, 5:14 PM", "01/23/2021, 9:00 AM"], "2021-01-03T17:14"),
        (["Wednesday, November 12, 2008 at 8:53pm UTC+01"], "2008-11-12T19:53"),
        (["Friday, July 19, 2013 at 6:02pm EDT"], "2013-07-19T22:02"),
        (["lis 03, 2020 17:14", "3 srpnja 2020 17:14"], "2020-10-03T17:14"),
        (["lis 03, 2020 17:14", "3 grudnia 2020 17:14"], "2020-11-03T17:14"),
        (["lis 03, 2020 17:14"], ""),
        (["marraskuuta 03, 2020 17.14"], "2020-11-03T17:14"),
        (["03/01/2021, 17:14"], ""),
        (["Jan 03, 2021 5:14 zz"], ""),
        (["Feb 31, 2021 5:14 pm"], ""),
        (["Jan 03, 2021 25:14"], ""),
        (["May 2021"], ""),
        ([""], ""),
    ],
)
def test_times_are_read_where_they_are_certain(told: list[str], read_as: str) -> None:
    found = Clock(told).moment(told[0])
    expected = datetime.fromisoformat(f"{read_as}+00:00") if read_as else None
    assert found == expected


def test_parts_of_a_chat_make_one_day_and_minutes_keep_their_order(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    at = "Mar 12, 2024 5:14 pm"
    newer = box("Ada", "fourth", at) + box("Bo", "third", at)
    older = box("Ada", "second", "Mar 12, 2024 5:13 pm") + box(
        "Bo", "first", "Mar 12, 2024 9:14 am"
    )
    site.write("content/inbox/kites_1/message_1.html", TOP + newer + END)
    site.write("content/inbox/kites_1/message_2.html", TOP + older + END)
    report = site.build()
    assert (report.threads, report.on_pages, report.lost) == (1, 5, 0)
    page = site.page("t/messenger/kites_1-2024-03-12/index.html")
    places = [page.index(f"<p>{word}") for word in ("first", "second", "third", "fourth")]
    assert places == sorted(places)


def test_what_is_no_message_is_told_with_its_number() -> None:
    people = '<section class="_a6-g"><div class="_a6-h">Participants: Ada</div></section>'
    photo = box("Group photo", "a picture", "").replace('<div class="_a72d"></div>', "")
    hidden = '<section class="_a6-g"><div class="_a6-p">Invite link</div></section>'
    records = read(TOP + people + photo + box("Ada", "x", "Mar 12, 2024 5:14 pm") + hidden + END)
    told = [(one.where, one.lost) for one in records if isinstance(one, Problem)]
    assert told[:2] == [("box 1", False), ("box 2", True)]
    assert [post.author for post in posts(records)] == ["Ada"]
    assert told[2:] == [("box 4", True)]


def test_a_link_that_differs_between_exports_makes_no_second_comment() -> None:
    def comments(token: str) -> list[Post]:
        shown = "Mar 12, 2024 5:14 pm"
        linked = f'<a href="https://www.facebook.com/dyi/l/?l={token}">{shown}</a>'
        page = TOP + box("Ada commented on a photo.", "Tape holds.", linked) + END
        return posts(read(page, "comments.html"))

    (one,), (other,) = comments("AYC1"), comments("AYC2")
    assert one.id == other.id
    assert "AYC2" in other.body.text


def test_boxes_that_only_hold_others_are_opened() -> None:
    inner = box("Ada", "one", "Mar 12, 2024 5:14 pm") + box("Bo", "two", "Mar 12, 2024 5:13 pm")
    whole = f'<section class="_a6-g"><div class="_a6-p"><div>{inner}</div></div></section>'
    assert [post.author for post in posts(read(TOP + whole + END))] == ["Bo", "Ada"]


def test_nothing_is_loaded_from_where_a_message_points() -> None:
    told = '<img src="https://kites.example/a.png"><a href="javascript:x()">bad</a><iframe src="x">'
    (post,) = posts(read(TOP + box("Ada", told, "Mar 12, 2024 5:14 pm") + END))
    assert "<img" not in post.body.text
    assert "javascript" not in post.body.text.replace("Attached: javascript:x()", "")
    assert "<iframe" not in post.body.text


FRIENDS = (
    '<html><body><main><section class="_a6-g"><h2 class="_a6-h _a6-i">Ada</h2>'
    '<div class="_a6-p"><div><div><a href="https://x.example">Ada</a></div></div></div>'
    '<footer class="_a6-o"><div class="_a72d">Mar 12, 2024 5:14 pm</div></footer></section>'
)


@pytest.mark.parametrize(
    ("name", "text", "claimed"),
    [
        ("renamed.html", TOP + box("Ada", "x", "y"), True),
        ("your_friends.html", FRIENDS, False),
        ("comments.html", FRIENDS, True),
        ("a/comments/reels_comments.html", FRIENDS, True),
        ("comments.html", "<html><body><div class='comment'>x</div>", False),
        ("posts_1.html", '<html><body><div class="post">_a6-g</div>', False),
        ("message_1.html", "<html><style>._a6-g{}</style>" + "x" * 70_000, True),
        ("message_1.html", "<html><style>.a{}</style>" + "x" * 70_000, False),
        ("messages.htm", '<html><div class="thread">Ada', False),
        ("message_1.json", '{"class": "_a6-g"}', False),
    ],
)
def test_only_pages_of_discussions_are_claimed(name: str, text: str, *, claimed: bool) -> None:
    assert SOURCE.sniff(Head(name, text.encode()[:65536], len(text) < 65536)) == claimed


OLD = '<div class="message"><div class="message_header"><span class="user">A</span></div></div>'
ROW = "<tr><td>Label</td><td>value</td></tr>"


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("name", "start", "unit"),
    [
        ("message_1.html", TOP, box("Ada", "x", "Mar 12, 2024 5:14 pm")),
        ("message_1.html", TOP, box("Ada", "x", "lis 03, 2020 5:14 zz")),
        ("message_1.html", TOP, '<section class="_a6-g"><div class="_a6-p">'),
        ("message_1.html", TOP, '<section class="_a6-g"><div class="_a6-p"></section>'),
        ("message_1.html", TOP, '<section class="_a6-g"><i class="_a6-p"><b class="_a6-o">'),
        ("message_1.html", TOP + '<div class="_a6-g _a6-p">', '<a href="x">https://a</a><div>'),
        ("message_1.html", TOP + '<div class="_a6-g _a6-p">', '<ul class="_a6-q"><li>x<a href=y>'),
        ("posts_1.html", TOP + '<div class="_a6-g"><p class="_a6-p">', "<table><tr><td>a<td>"),
        ("posts_1.html", TOP + '<div class="_a6-g"><div class="_a6-p"><table>', ROW),
        ("messages.htm", '<html><div class="thread">' + OLD, "<p>x"),
        ("messages.htm", "<html>", '<div class="thread">x' + OLD),
    ],
)
def test_hostile_pages_take_time_that_grows_with_them(name: str, start: str, unit: str) -> None:
    taken = []
    for size in (1 << 18, 1 << 20):
        began = time.process_time()
        read(start + unit * (1 + size // len(unit)), name)
        taken.append(time.process_time() - began)
    assert taken[1] < 12 * taken[0] + 0.5
