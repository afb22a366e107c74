"""The copy that a thread was read from: kept beside it, whole, and never as markup."""

import json
import re
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
