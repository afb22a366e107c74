"""Chats of iMessage: copies of answers, what is no message, and time that grows with the file."""

import time
from pathlib import Path

import pytest

from sitegen.model import Post, Problem, Record
from sitegen.sources import imessage_html, imessage_txt
from sitegen.sources.source import Dump, Head, Source

DATA = Path(__file__).parents[1] / "data"
AT = "Mar 12, 2024  9:05:03 AM"
NOTE = "This message responded to an earlier message.\n"


def read(source: Source, text: str) -> list[Record]:
    return [*source.read(Dump("Kites.x", Path(), text.encode()))]


def said(records: list[Record]) -> list[tuple[str, str | None]]:
    return [(r.body.text, r.author) for r in records if isinstance(r, Post) and not r.title]


def test_of_answers_that_say_the_same_each_stands_once() -> None:
    answer = f"    {AT}\n    Bo\n    Yes.\n\n"
    again = f"{AT}\nBo\nYes.\n{NOTE}\n"
    records = read(imessage_txt.SOURCE, f"{AT}\nAda\nWind?\n{answer * 2}\n{again * 2}{again}")
    assert said(records) == [("Wind?", "Ada"), *[("Yes.", "Bo")] * 3]
    posts = [record for record in records if isinstance(record, Post)]
    assert len({post.id for post in posts}) == 5
    assert [post.parent == posts[1].id for post in posts[2:]] == [True, True, False]
    assert posts[-1].labels == ("answers an earlier message",)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Tapbacks:", "Tapbacks:"),
        ("Tapbacks:\nLoved by Bo", ""),
        ("Reactions:\nLoved by Bo\nAnd more", "And more"),
        (f"said at\n{AT}\nto me", f"said at\n{AT}\nto me"),
        ("~/Library/Messages/Attachments/4/0/A/kite 1.heic", "Attached: kite 1.heic"),
        ("attachments are below", "attachments are below"),
    ],
)
def test_what_a_message_says_is_kept(line: str, kept: str) -> None:
    assert said(read(imessage_txt.SOURCE, f"{AT}\nAda\n{line}\n\n")) == [(kept, "Ada")]


def test_words_before_the_first_message_are_told_with_their_line() -> None:
    records = read(imessage_txt.SOURCE, f"\nstray\n\n{AT}\nAda\nWind?\n")
    problems = [record for record in records if isinstance(record, Problem)]
    assert [problem.where for problem in problems] == ["line 1"]
    assert said(records) == [("stray", None), ("Wind?", "Ada")]


@pytest.mark.parametrize("text", ["Mar 12, 2024: notes\n\nOn kites.", f"Minutes\n\n{AT}\nAda\n"])
def test_texts_with_dates_are_no_chats(text: str) -> None:
    assert not imessage_txt.SOURCE.sniff(Head("a.txt", text.encode()))


TOP = (DATA / "imessage-html" / "Kite club.html").read_text("utf-8").partition("</head>")[0]
BOX = f'<div class="message"><div class="received"><p><span class="timestamp">{AT}</span></p>'


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("source", "unit"),
    [
        (imessage_txt.SOURCE, f"{AT}\nTapbacks:\n"),
        (imessage_txt.SOURCE, f"{AT}\nA\nTapbacks:\n" + "x by y\n" * 500 + "\n"),
        (imessage_txt.SOURCE, "a by " * 500 + "\n"),
        (imessage_html.SOURCE, f"{BOX}</div></div>"),
        (imessage_html.SOURCE, f'{BOX}<div class="message_part">' * 400 + "x" * 9999),
        (imessage_html.SOURCE, f'{BOX}<div class="replies">' * 400 + "<b>x</b>" * 9999),
    ],
)
def test_hostile_files_take_time_that_grows_with_them(source: Source, unit: str) -> None:
    taken = []
    for size in (1 << 18, 1 << 20):
        start = time.process_time()
        read(source, TOP + unit * (1 + size // len(unit)))
        taken.append(time.process_time() - start)
    assert taken[1] < 12 * taken[0] + 0.5
