"""Copies that were put into a mail, a note or a message before they were saved."""

import time

import pytest
from copies import read
from test_cards import said
from test_pasted import HN, REDDIT

from sitegen import textdump
from sitegen.textdump.enclosed import opened

BLOG = """How we keep the village pump from freezing
November 12, 2023 by ferryman
Every winter it is the same.

3 thoughts on “How we keep the village pump from freezing”

heron says:
November 13, 2023 at 10:00 am
Wool holds water.
Reply

tinbo says:
November 14, 2023 at 10:00 am
How deep is the pipe?
Reply

ossip says:
November 15, 2023 at 10:05 am
thanks
Reply

Leave a Reply
Your email address will not be published. Required fields are marked *
"""
LOBSTERS = """14
How we keep the village pump from freezing practices pumps.example
authored by ferryman 6 hours ago | 2 comments

3
heron 5 hours ago | link

The pump froze twice last winter, so we wrapped the pipe in old wool
and left the tap open a little, which the whole house could hear at
night.

4
tinbo 4 hours ago | link

Wool holds water. Once it is wet it freezes harder than the bare pipe
would, at least in our valley, where the wind comes from the north and
stays.
"""


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def fenced(text: str) -> str:
    return f"\n```\n{text}\n```\n\n"


def marked(text: str) -> str:
    return "\n".join(f"\u200e{line}\u200b" if line else line for line in text.split("\n"))


@pytest.mark.parametrize(("page", "site"), [(REDDIT, "reddit"), (HN, "hn"), (BLOG, "web")])
@pytest.mark.parametrize("put", [quoted, fenced, marked, lambda text: quoted(quoted(text))])
def test_what_a_copy_was_put_into_is_not_of_it(page: str, site: str, put) -> None:  # type: ignore[no-untyped-def]
    plain, found = read(page, site), read(put(page), site)
    assert said(found) == said(plain)
    assert found.sheet.shape == plain.sheet.shape
    assert [part.parent for part in found.comments] == [part.parent for part in plain.comments]
    assert found.text == put(page)  # the copy itself is kept as it stands


def test_a_quotation_in_a_text_or_a_few_lines_stay() -> None:
    few = tuple(["> It froze."] * 7)
    assert opened(few) == few
    assert opened((*few, *few, "It did.")) == (*few, *few, "It did.")
    reading, _ = textdump.read((*few, *few), "hn")
    assert reading is not None
    assert reading.sheet.lines[0] == "> It froze."  # no page is in it


def test_fences_that_do_not_hold_all_stay() -> None:
    for lines in (
        ("```", "a", "```", "b", "```"),
        ("```", "a", "```", "b"),
        ("```",),
        ("", ""),
        ("```", "a", "~~~"),
    ):
        assert opened(lines) == lines


def test_marks_stay_where_they_mean_something() -> None:
    assert opened(("\u200fשלום.", "\u200fann")) == ("\u200fשלום.", "ann")


def test_thanks_are_the_words_of_the_last_comment() -> None:
    assert said(read(BLOG, "web"))[-1][-1] == "thanks"
    without = BLOG.replace("thanks\n", "")
    assert said(read(without, "web"))[-1][-1] == ""  # "Reply" is nobody's words


def test_a_wrapped_page_of_lobsters_whose_title_fills_its_line_is_known() -> None:
    reading = read(LOBSTERS, "lobsters")
    assert [part.author for part in reading.comments] == ["heron", "tinbo"]
    assert reading.opening.author == "ferryman"


@pytest.mark.parametrize("line", [">" * 40, "\u200b" * 40, "```", "> " * 20, "~~~", "\u200f> a"])
def test_any_number_of_lines_takes_time_in_proportion(line: str) -> None:
    lines = tuple([line] * 100_000)
    began = time.process_time()
    opened(lines)
    assert time.process_time() - began < 5  # far more than it takes, far less than a square
