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
        ("/b/Library/SMS/Attachments/4/kite.heic", "Attached: kite.heic"),
        ("/b/Library/SMS/Attachments/4/", "/b/Library/SMS/Attachments/4/"),
        ("attachments/4/kite.heic", "Attached: kite.heic"),
    ],
)
def test_what_a_message_says_is_kept(line: str, kept: str) -> None:
    assert said(read(imessage_txt.SOURCE, f"{AT}\nAda\n{line}\n\n")) == [(kept, "Ada")]


HEAD = f'<p><span class="timestamp">{AT}</span><span class="sender">Ada</span>{{}}</p>'
PART = '<hr><div class="message_part"><span class="bubble">Wind?</span></div>'
PAGE = f'{{}}<div class="message">{{}}<div class="received">{HEAD}{{}}{PART}</div></div>{{}}'


@pytest.mark.parametrize("place", range(5))
def test_bare_words_are_kept_in_a_message_and_told_outside(place: int) -> None:
    records = read(imessage_html.SOURCE, PAGE.format(*("Kite!" * (at == place) for at in range(5))))
    (post,) = [record for record in records if isinstance(record, Post) and not record.title]
    told = [record.message for record in records if isinstance(record, Problem)]
    inside = place in (1, 2, 3)
    assert post.author == "Ada"
    assert ("<div>Kite!</div>" in post.body.text) is inside
    assert told == ([] if inside else ["words that stand outside of a message: 'Kite!'"])


def test_a_time_that_cannot_be_read_is_told() -> None:
    records = read(imessage_html.SOURCE, PAGE.format(*[""] * 5).replace(AT, "at noon"))
    (problem,) = [record for record in records if isinstance(record, Problem)]
    assert problem.message == "a message of Ada without a usable date: 'at noon'"


def test_lines_of_paths_take_linear_time() -> None:
    text = f"{AT}\nAda\n" + "/Library/SMS/Attachments/" * 40_000 + "\n"
    start = time.process_time()
    records = read(imessage_txt.SOURCE, text)
    assert time.process_time() - start < 2.0
    assert len(said(records)) >= 1


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
