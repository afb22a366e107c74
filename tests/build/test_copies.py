"""The copy that a thread was read from: kept beside it, whole, and never as markup."""

import json
import re
from itertools import pairwise
from pathlib import Path

from small_site import SmallSite

COPY = """\
Hacker News new | ask | show | jobs
by quietmill 34 days ago
The pump is <script>alert(1)</script> green.

2 comments

It was red & rusty.
Green is what they had.

It says so on page twelve.

And nobody <b>asked</b>.
"""


def built(tmp_path: Path) -> Path:
    site = SmallSite(tmp_path)
    site.write("content/pump.txt", COPY)
    report = site.build()
    assert not report.failures
    assert report.sums_agree
    (page,) = tmp_path.glob("output/t/hn/*/index.html")
    return page.parent


def test_the_copy_stands_beside_the_thread_as_it_was(tmp_path: Path) -> None:
    assert (built(tmp_path) / "copy.txt").read_text("utf-8") == COPY


def test_paragraphs_lead_to_their_lines(tmp_path: Path) -> None:
    folder = built(tmp_path)
    thread = (folder / "index.html").read_text("utf-8")
    lines = (folder / "copy.html").read_text("utf-8")
    led = re.findall(r"href=\"?copy\.html#(l\d+)", thread)
    assert {"l3", "l7", "l8", "l10"} <= set(led)
    assert all(re.search(rf"id=\"?{line}\b", lines) for line in led)
    assert "<script>alert" not in lines
    assert "&lt;script>alert(1)" in lines or "&lt;script&gt;alert(1)" in lines


def test_how_it_was_read_stands_there_for_programs(tmp_path: Path) -> None:
    told = json.loads((built(tmp_path) / "copy.json").read_text("utf-8"))
    posts = told["posts"]
    assert [post["first"] for post in posts] == [3, 7, 8]
    assert posts[0]["author"] == "quietmill"
    assert posts[1]["shown_below"] == posts[0]["id"]
    assert {"border", "parent", "rule", "lines", "doubts"} <= posts[1].keys()
    assert told["notices"]


def test_comments_are_numbered_by_how_many_were_found(tmp_path: Path) -> None:
    thread = (built(tmp_path) / "index.html").read_text("utf-8")
    names = re.findall(r"Comment (\d+) of about (\d+)", thread)
    assert [int(number) for number, _ in names] == sorted({int(number) for number, _ in names})
    assert {count for _, count in names} == {names[-1][1]}


def test_a_long_copy_is_shown_in_blocks_and_every_line_led_to_opens_one(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/pump.txt", COPY + "\n" * 25_000 + "The end.\n")
    report = site.build()
    assert not report.failures
    (folder,) = tmp_path.glob("output/t/hn/*")
    thread = (folder / "index.html").read_text("utf-8")
    led = set(re.findall(r"href=\"?copy\.html#l(\d+)", thread))
    assert {"3", "12", "25013"} <= led
    page = (folder / "copy.html").read_text("utf-8")
    begun = re.findall(r"<li ([^>]*)><pre>\n(.*?)</pre>", page, re.S)
    told = [dict(re.findall(r"(\w+)=\"?(\w+)", attributes)) for attributes, _ in begun]
    assert {f"l{line}" for line in led} <= {attributes["id"] for attributes in told}
    numbers = [int(attributes["id"][1:]) for attributes in told]
    assert all(int(one.get("value", n)) == n for one, n in zip(told, numbers, strict=True))
    assert numbers[0] == 1
    assert max(b - a for a, b in pairwise(numbers)) == 100
    shown = "\n".join(text for _, text in begun)
    for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(escaped, character)
    assert shown == (folder / "copy.txt").read_text("utf-8")


FLAT = """\
Comment by quietmill
5 hours ago
The pump has been green since the spring, and the council knows of it.
Nobody has asked the people who live beside the pond what they make of the colour.
I walk past it every day with the dog.
They painted the bench as well.
The dog drinks from it and has not complained.
Paint is cheap.
"""


def test_a_doubt_stands_above_the_paragraph_and_not_in_its_place(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/pump.txt", FLAT)
    assert not site.build().failures
    (page,) = tmp_path.glob("output/t/hn/*/index.html")
    thread = page.read_text("utf-8")
    doubts = thread.count("A new comment may begin here")
    assert doubts
    assert doubts == len(re.findall(r"class=\"?doubt", thread))
    assert all(f"<p>{line}" in thread for line in FLAT.splitlines()[2:])
