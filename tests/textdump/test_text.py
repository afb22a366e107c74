"""Bytes to lines: nothing is lost, whatever the encoding and the line ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import textdump
from sitegen.textdump.text import decode, split_lines


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("naïve".encode(), "naïve"),
        ("naïve".encode("utf-8-sig"), "naïve"),
        ("naïve".encode("utf-16"), "naïve"),
        ("na\u00efve \u201cit\u201d".encode("cp1252"), "naïve “it”"),
        ("שלום עולם".encode(), "שלום עולם"),
    ],
)
def test_the_encoding_is_found(data: bytes, text: str) -> None:
    assert decode(data)[0] == text


def test_a_few_broken_bytes_do_not_turn_all_of_it_into_another_encoding() -> None:
    text, wrong = decode("naïve café, déjà vu ".encode() * 9 + b"\xff")
    assert text.startswith("naïve café")
    assert text.endswith("\ufffd")
    assert wrong


def test_a_text_cut_within_a_letter_stays_utf8() -> None:
    assert decode("café".encode()[:-1])[0] == "caf\ufffd"


def test_only_line_ends_end_lines() -> None:
    assert split_lines("a\r\nb\rc\nd\u2028e\x0bf") == ("a", "b", "c", "d\u2028e\x0bf")


PIECES = st.sampled_from(
    [
        "Hacker News new | ask | show | jobs\nby ann 3 days ago\n",
        "Comment by ann\n5 hours ago\n",
        "13 comments\n\n",
        "ann 3 hours ago | root | parent | next [–]\n",
        "  • ann a day ago\n\n",
        "[–]ann 3 points 2 years ago\n",
        "permalinkembedsavereportreply\n",
        "u/ann 24d ago\n",
        "12\n",
        "|\n",
        "> quoted words of some length\n",
        "  code\n",
        "3 replies →\n",
        "Some words that somebody said.\n",
        "Some words that somebody said.\n\n",
        "ann@host.example\n5 months ago\n",
        "\n",
    ]
)


@given(st.lists(PIECES | st.text(max_size=30), max_size=25), st.sampled_from(["hn", "reddit"]))
def test_every_line_is_in_one_post_or_is_the_pages_own(pieces: list[str], site: str) -> None:
    lines = split_lines("".join(pieces))
    reading, _ = textdump.read(lines, textdump.site_of(lines) or site)
    told = {number for number, line in enumerate(lines, start=1) if line.strip()}
    if reading is None:
        assert not told
        return
    parts = [part for part in (reading.opening, *reading.comments) if part.last >= part.first]
    spans = [set(range(part.first, part.last + 1)) & told for part in parts]
    assert [part.first for part in parts] == sorted(part.first for part in parts)
    assert sum(map(len, spans)) == len(set().union(*spans))
    furniture = set(reading.sheet.furniture)
    assert told <= set().union(furniture, *spans)
    bodies = "".join(post.body.text for post in posts_of(reading))
    for number in set().union(*spans) - furniture:
        assert lines[number - 1].strip(" |") in bodies


def posts_of(reading: textdump.Reading) -> list:
    return [post for post in textdump.posts(reading) if hasattr(post, "body")]


WRAPPED = st.sampled_from(
    [
        "     ● Hacker News new | past | comments\n",
        "   [1]Hacker News [2]new | [3]past |\n   [4]comments\n",
        "         ann 2 hours ago | next [–]\n\n",
        "   [7]ann [8]2 hours ago | [9]root | [10]parent |\n   [11]next [12][–]\n",
        "     *   a line that was wrapped by a program at some width or other, as all\n",
        "         of its lines are, and goes on here until it is as long as it must be\n",
        "     [s]   short\n",
        "         reply\n",
        "   [s.gif]\n",
        "level 2\nann\n· 4 yr. ago\n",
        "12\nReply\nShare\n",
        "     1. [ ]\n        9\n        ● ann 3 years ago\n\n",
        "    authored by ● ann 3 years ago | 3 comments\n",
        "References\n\n   1. https://host.example/\n   9. https://host.example/item?id=1\n",
        "   Guidelines | FAQ | Lists\n",
        "about\nblog\nhelp\n",
        "(BUTTON) Reply\n",
        "\n",
    ]
)


@given(st.lists(WRAPPED | PIECES | st.text(max_size=30), max_size=25))
def test_every_line_of_a_text_browsers_copy_is_in_one_post_or_is_the_pages_own(
    pieces: list[str],
) -> None:
    lines = split_lines("".join(pieces))
    reading, _ = textdump.read(lines, textdump.site_of(lines) or "hn")
    told = {number for number, line in enumerate(lines, start=1) if line.strip()}
    if reading is None:
        assert not told
        return
    sheet = reading.sheet
    assert len(sheet.lines) == len(lines)
    parts = [part for part in (reading.opening, *reading.comments) if part.last >= part.first]
    spans = [set(range(part.first, part.last + 1)) & told for part in parts]
    assert sum(map(len, spans)) == len(set().union(*spans))
    kept = {n for n in told if sheet.lines[n - 1].strip()}
    assert kept <= set().union(sheet.furniture, *spans)
    bodies = "".join(post.body.text for post in posts_of(reading))
    for number in set().union(*spans) & kept - set(sheet.furniture):
        assert sheet.lines[number - 1].strip(" |") in bodies
    words = "".join(sheet.lines).replace(" ", "")
    for number in told - set(sheet.furniture):
        assert WITHOUT.sub("", lines[number - 1]).replace(" ", "") in WITHOUT.sub("", words)


WITHOUT = re.compile(r"\[\d+\]|^ *(?:[*▲●]|\[s\]|\[IMG\]|\(BUTTON\))|\s")
