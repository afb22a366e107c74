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


def in_parts(folder: Path, text: str) -> tuple[SmallSite, Path]:
    """A site with a copy whose lines take several pages, and where these lie."""
    site = SmallSite(folder)
    site.config(SMALL_PARTS)
    site.write("content/pump.txt", text)
    assert not site.build().failures
    (pages,) = folder.glob("output/t/hn/*")
    return site, pages


def parts_of(folder: Path) -> list[str]:
    """The pages of a copy that is cut, in order."""
    names = ["copy.html", *(f"copy-{n}.html" for n in range(2, 99))]
    return [(folder / name).read_text("utf-8") for name in names if (folder / name).exists()]


SHOWN = re.compile(r"<li([^>]*)>(?:<span[^>]*>[^<]*</span>)?<pre>\n(.*?)</pre>", re.S)


def told_by(pages: list[str]) -> str:
    """The text that the pages of a copy show, put together."""
    text = ""
    for page in pages:
        lines = []
        for attributes, line in SHOWN.findall(page):
            lines.append(line)
            if len(lines) == 1 and text:
                text += "\n" * (" id=" in attributes)
        text += "\n".join(lines)
    for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(escaped, character)
    return text


LONG = COPY + "".join(f"\nComment {n} & what it <says> of the pump.\n" for n in range(2_000))
SMALL_PARTS = '[site]\nurl = "https://example.org/"\n[build]\nthread_kilobytes = 20\n'


def test_a_long_copy_is_cut_into_parts_and_links_lead_to_the_right_one(tmp_path: Path) -> None:
    _, folder = in_parts(tmp_path, LONG)
    pages = parts_of(folder)
    assert len(pages) > 5
    assert max(map(len, pages)) < 1.2 * 20_000 + 6_000
    assert told_by(pages) == LONG
    threads = [path.read_text("utf-8") for path in folder.glob("**/index.html")]
    led = [
        (name, line)
        for thread in threads
        for name, line in re.findall(r"href=\"?(?:\.\./)*(copy[\w-]*\.html)#(l\d+)", thread)
    ]
    assert len({name for name, _ in led}) == len(pages)
    texts = {name: (folder / name).read_text("utf-8") for name, _ in led}
    assert all(re.search(rf"<li [^>]*\bid=\"?{line}\b", texts[name]) for name, line in led)


def test_the_parts_of_a_copy_lead_to_each_other(tmp_path: Path) -> None:
    _, folder = in_parts(tmp_path, LONG)
    first, second, *_, last = pages = parts_of(folder)
    hrefs = [set(re.findall(r"href=\"?(copy[\w-]*\.html)", page)) for page in pages]
    assert hrefs[0] == {f"copy-{n + 1}.html" for n in range(1, len(pages))}
    assert {"copy.html", f"copy-{len(pages)}.html", "copy-3.html"} <= hrefs[1]
    assert "copy.html" in hrefs[-1]
    assert "rel=prev" not in first
    assert "rel=next" not in last
    shown = [re.search(r"Lines (\d+) to (\d+) of the copy", page) for page in pages]
    numbers = [(int(told[1]), int(told[2])) for told in shown if told]
    assert numbers[0][0] == 1
    assert numbers[-1][1] == LONG.count("\n") + 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(numbers))
    assert all(f"{start}–{end}<" in first for start, end in numbers)
    assert ", page 2" in second.partition("</title>")[0]
    assert all("noindex" in page for page in pages)
    assert "copy" not in (tmp_path / "output/sitemap.xml").read_text("utf-8")


def test_a_line_that_no_page_holds_goes_on_in_the_next_part(tmp_path: Path) -> None:
    text = COPY + "\n" + "pump e\u0301 ok, " * 6_000 + "\nThe end."
    _, folder = in_parts(tmp_path, text)
    pages = parts_of(folder)
    assert len(pages) > 3
    assert max(len(page.encode()) for page in pages) < 1.2 * 20_000 + 6_000
    assert all("Line 14, continued" in page for page in pages[1:])
    assert "continued" not in pages[0]
    assert [len(re.findall(r"id=\"?l14\b", page)) for page in pages] == [1] + [0] * len(pages[1:])
    assert told_by(pages) == text.replace("e\u0301", "\u00e9").replace(" \n", "\n")


def test_parts_of_a_copy_that_shrinks_are_removed(tmp_path: Path) -> None:
    site, folder = in_parts(tmp_path, LONG)
    assert (folder / "copy-3.html").exists()
    again = site.build()
    assert (again.written, again.removed) == (0, 0)
    site.write("content/pump.txt", COPY)
    site.build()
    (folder,) = tmp_path.glob("output/t/hn/*")
    assert len(parts_of(folder)) == 1
    assert not list(folder.glob("copy-*"))


def test_links_to_lines_follow_where_the_copy_is_cut(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/pump.txt", LONG[:40_000])
    site.build()
    (folder,) = tmp_path.glob("output/t/hn/*")
    assert "copy-2.html" not in (folder / "index.html").read_text("utf-8")
    site.config(SMALL_PARTS)
    site.build()
    assert any("copy-2.html#l" in page.read_text("utf-8") for page in folder.glob("**/index.html"))


def test_a_copy_of_several_parts_that_grows_is_what_a_first_build_makes(tmp_path: Path) -> None:
    site, anew = SmallSite(tmp_path / "a"), SmallSite(tmp_path / "b")
    for of in (site, anew):
        of.config(SMALL_PARTS.replace("url =", "# url ="))
    site.write("content/pump.txt", LONG)
    site.build()
    grown = LONG + "".join(f"\nA later comment {n} on the pump.\n" for n in range(600))
    for of in (site, anew):
        of.write("content/pump.txt", grown)
        of.build()
    found, made = (
        {path.name: path.read_bytes() for path in of.folder.glob("output/t/hn/*/copy*")}
        for of in (site, anew)
    )
    assert found == made
    assert len(made) > 8
