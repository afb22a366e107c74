"""Exports of Movable Type: damage, charsets and lines that look like the format's own."""

import time
from pathlib import Path

import pytest

from sitegen.model import Post, Problem
from sitegen.sources.movable_type import SOURCE
from sitegen.sources.source import Dump, Head

ENTRY = "AUTHOR: Tarn\nTITLE: Weirs\nDATE: 05/14/2012 11:05:00 PM\n-----\nBODY:\nIt stood.\n"


def _read(text: str | bytes) -> tuple[list[Post], list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    assert SOURCE.sniff(Head(name="tides.txt", data=data[: 1 << 16]))
    told = list(SOURCE.read(Dump(name="tides.txt", path=Path("tides.txt"), data=data)))
    posts = [one for one in told if isinstance(one, Post)]
    return posts, [one for one in told if isinstance(one, Problem)]


def test_dashes_that_nothing_follows_are_said_by_the_author() -> None:
    posts, problems = _read(f"{ENTRY}-----\nThen not.\n--------\nNor now.\n-----\n--------\n")
    assert not problems
    assert posts[0].body.text.replace("<br>", "\n") == (
        "<p>It stood.\n-----\nThen not.\n--------\nNor now.</p>"
    )


def test_an_export_that_ends_in_a_comment_loses_nothing() -> None:
    posts, problems = _read(f"{ENTRY}-----\nCOMMENT:\nAUTHOR: Eel\nDATE: 05/15/2012 01:02:03\nYes")
    assert not problems
    assert [(post.author, post.parent) for post in posts] == [
        ("Tarn", None),
        ("Eel", posts[0].id),
    ]
    assert str(posts[1].created) == "2012-05-15 01:02:03+00:00"


def test_what_is_private_is_not_shown() -> None:
    posts, problems = _read(
        f"{ENTRY}-----\nCOMMENT:\nAUTHOR: Eel\nDATE: 05/15/2012 01:02:03\nIP: 192.0.2.7\nYes\n"
        "-----\nCOMMENT:\nAUTHOR: Roe\nSECRET: 1\nDATE: 05/15/2012 01:02:03\nHush\n-----\n"
        "--------\n"
    )
    assert [post.body.text for post in posts] == ["<p>It stood.</p>", "<p>Yes</p>"]
    assert [one.message for one in problems] == [
        "left out: comments that only the owner may read (1)"
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "euc_jp", "cp932"])
def test_japanese(charset: str) -> None:
    posts, _ = _read(ENTRY.replace("It stood.", "せきがない。").encode(charset))
    assert posts[0].body.text == "<p>せきがない。</p>"


def test_windows_1252() -> None:
    posts, _ = _read(ENTRY.replace("It stood.", "Où est-il, déjà\u2026").encode("cp1252"))
    assert posts[0].body.text == "<p>Où est-il, déjà\u2026</p>"


def test_a_section_without_an_end_is_cut_and_said_so() -> None:
    posts, problems = _read(ENTRY + "x" * 1000 + ("\n" + "y" * 1000) * 3000)
    assert len(posts[0].body.text) < 3 << 20
    assert [one.message for one in problems] == ["a section over 1 MiB; the rest of it is left out"]


@pytest.mark.parametrize(
    "text",
    ["-----\n" * 200_000, "-----\nCOMMENT:\n" * 50_000, "--------\nTITLE: x\n" * 50_000,
     "-----\nCOMMENT:\nAUTHOR: a\nDATE: b\nx\n" * 20_000],
)  # fmt: skip
def test_time_is_linear(text: str) -> None:
    begin = time.process_time()
    _read(ENTRY + text)
    assert time.process_time() - begin < 10
