"""Pages of Lobsters on one line."""

import pytest
from copies import read

from sitegen import textdump
from sitegen.textdump.runs import parted

TEXT = "It ran all summer, and nobody who lives beside it heard it stop. " * 4
PAGE = (
    "Who turned off the fountain? | Lobsters Active Recent Comments Search Login 73"
    " Who turned off the fountain? ask authored by ann 5 hours ago | {n} comments It is dry."
    f" 31 bo 4 hours ago The pump froze. {TEXT}2 cy-d edited 3 hours ago It did not.{{more}}"
    " 5 ann 2 hours ago Thanks. 0 ed_3 Sysop 1 hour ago Herons. About Tags Filter Moderation Log"
)


@pytest.mark.parametrize("more", ["", "\nmore\n\n"])
def test_as_many_heads_as_the_page_has_comments(more: str) -> None:
    reading = read(PAGE.format(n=4, more=more), "lobsters")
    told = [(part.author, part.score, part.age) for part in reading.comments]
    assert told == [
        ("bo", 31, "4 hours ago"),
        ("cy-d", 2, "3 hours ago"),
        ("ann", 5, "2 hours ago"),
        ("ed_3", 0, "1 hour ago"),
    ]
    lines = [reading.sheet.lines[part.last - 1] for part in reading.comments]
    assert lines[2:] == ["Thanks.", "Herons."]
    assert reading.sheet.title == "Who turned off the fountain?"
    assert reading.opening.author == "ann"
    assert reading.sheet.claimed == 4


def test_where_people_write_the_like_nothing_is_broken() -> None:
    lines = (PAGE.format(n=4, more=" I met 2 friends 3 years ago there."),)
    assert parted(lines) == lines
    assert textdump.site_of(lines) is None


def test_nothing_but_line_feeds_is_put_in() -> None:
    line = PAGE.format(n=4, more="")
    assert " ".join("".join(f"{part} " for part in parted((line,)) if part).split()) == line
