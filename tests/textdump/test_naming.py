"""Which thread a copy shows: told by its source, front matter or file name; never guessed."""

from datetime import UTC, datetime

import pytest

from sitegen import textdump
from sitegen.model import Post, precision_of
from sitegen.textdump import fixes
from sitegen.textdump.front import front_of

COPY = "Hacker News new | ask\nby ann 3 hours ago\nThe lamp is out.\n2 comments\n\nIs it?\nYes.\n"


def test_ages_are_no_finer_than_the_day_where_only_that_of_the_copy_is_known() -> None:
    text = (
        "A title of things (example.org)\n12 points by ann {} | hide | past | favorite | 1 comment"
        "\n\nbob 3 years ago | next [–]\n\nWords.\n\ncy 2 days ago | root | parent [–]\n\nMore.\n"
    )
    for captured, age, precision in (
        ("2026-06-20", "5 hours ago", "day"),
        ("2026-06-20T14:05Z", "5 hours ago", "hour"),
        ("2026-06-20", "on Jan 27, 2021", "day"),
        ("2026-06-20", "3 years ago", "year"),
    ):
        front = f"---\nsource: https://news.ycombinator.com/item?id=7\ncaptured: {captured}\n---\n"
        post = opening(front + text.format(age))
        assert post.created
        assert precision_of(post) == precision, (captured, age)


def opening(text: str, name: str = "", told: str = "", captured: datetime | None = None) -> Post:
    corrections, _ = fixes.parse(told)
    lines = textdump.split_lines(text)
    reading, problems = textdump.read(lines, "hn", corrections, captured=captured)
    assert reading is not None
    assert not problems
    first = next(iter(textdump.posts(reading, name)))
    assert isinstance(first, Post)
    return first


@pytest.mark.parametrize(
    ("name", "thread"),
    [
        ("hn-8863123.txt", "hn:8863123"),
        ("mirror/news.ycombinator.com_item_id_8863.txt", "hn:8863"),
        ("news.ycombinator.com/item?id=20240501.txt", "hn:20240501"),
        ("hn_20240501.txt", None),  # a date
        ("hn-8863.txt", None),
        ("hn.example_8863123.txt", None),  # another site's number
        ("notes-8863123.txt", None),
        ("hn-8863123-notes.txt", None),
    ],
)
def test_names_are_believed_that_say_whose_number_it_is(name: str, thread: str | None) -> None:
    told = opening(COPY, name).id
    assert told == thread if thread else told.startswith("hn:text-")


def test_a_source_of_another_site_names_no_thread_here() -> None:
    assert opening(COPY, told='source = "https://lobste.rs/s/abcdef"').id.startswith("hn:text-")


FRONT = "---\nsource: 'https://news.ycombinator.com/item?id=7'\ncaptured = 2026-06-20T14:05Z\n---\n"


def test_front_matter_tells_source_and_time_and_is_no_post() -> None:
    first = opening(FRONT + COPY)
    assert (first.id, first.body.text) == ("hn:7", "The lamp is out.")
    assert first.created == datetime(2026, 6, 20, 11, 5, tzinfo=UTC)
    assert first.evidence is not None
    assert (first.evidence.precision, first.evidence.first) == ("hour", 7)
    assert textdump.site_of(textdump.split_lines(FRONT + COPY)) == "hn"


def test_corrections_go_before_front_matter_and_that_before_the_files_time() -> None:
    file = datetime(2020, 1, 1, 12, tzinfo=UTC)
    by_hand = opening(FRONT + COPY, "", "captured = 2026-06-22", file)
    assert by_hand.id == "hn:7"
    assert by_hand.created == datetime(2026, 6, 22, 9, tzinfo=UTC)
    assert opening(FRONT + COPY, captured=file).created == datetime(2026, 6, 20, 11, 5, tzinfo=UTC)
    assert opening(COPY, captured=file).created == datetime(2020, 1, 1, 9, tzinfo=UTC)
    assert opening(COPY).created is None


def test_a_date_that_is_none_is_a_problem_with_its_line() -> None:
    count, told, problems = front_of(("---", "title: Lamps", "captured: June", "---", "x"))
    assert (count, told.title, told.captured) == (4, "Lamps", None)
    assert [(p.where, p.lost) for p in problems] == [("line 3", False)]
    assert "'June'" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n",
        "---\ntitle: A\nsome words\n---\n",
        "---\nother: A\n---\n",
        "---\n---\n",
        "",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_of(textdump.split_lines(text)) == (0, fixes.NONE, ())
