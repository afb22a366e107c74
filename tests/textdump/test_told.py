"""Texts that programs write of a thread tell author and depth of every comment."""

import pytest
from copies import read

from sitegen import textdump

PATHS = (
    "[1] tarn: The weir stood by the mill.\n\n[1.1] heron: It went in the spring.\nNobody signed."
    "\n\n[1.1.1] otter-9: The mill did.\n\n[1.2] None: \n\n[1.2.1] eel: I saw that."
)
SIGNS = (
    "Title: Which rope?\nAuthor: tarn\nUpvotes: 31\nBody text: Ours frays.\n\n3 Comments:\n"
    "--------\n{0} heron (12 upvotes): Hemp.\n{0} {0} otter_9 (-3 downvotes): No (4 upvotes): no."
    "\n{0} [deleted] (1 upvotes): [deleted]\n"
)
ISSUE = (
    "# It stops\n**URL:** https://github.com/weir/pump/issues/7\n**Author:** tarn\n"
    "**Date:** 2026-03-02T10:11:12+00:00\n\n## Description\n\nAt noon.\n\n---\n\nDaily.\n\n---\n\n"
    "## Conversation\n\n### heron commented on 2026-03-02T11:11:12+00:00\nWhich?\n\n"
    "### eel commented on the old one\n\n---\n\n### tarn commented on 2026-03-03T11:11:12+00:00\n"
    "The old.\n\n---\n\n## Linked Issues\n\n### Linked: Wire\nBad.\n\n---\n"
)
LIST = (
    "# Which rope?\n\n**Author:** u/tarn\n**URL:** https://ferry.example/1\n\nOurs frays.\n\n"
    "## Comments (3)\n\n- **heron** (3 hours ago): Hemp.\n\n  Then oil.\n"
    "  - **[otter](https://ferry.example/u/otter)** (12 points, 2 hours ago, OP): It rots.\n"
    "    - dry\n    - wet\n- **perch** (3 hours ago):\n  Steel.\n"
)
QUOTES = (
    "# Which rope?\n\n**tarn** · 2026-01-02\n\nOurs frays.\n\n---\n\n**heron** · 12 points\n\n"
    "Hemp.\n\n> **otter** · -3 points\n>\n> It rots.\n> > Hemp\n\n"
    ">> **heron** · 1 point\n>>\n>> No.\n\n"
    "**perch** · 5 points\n\nSteel.\n"
)


def _told(text: str, site: str) -> list[tuple[str | None, int | None, str]]:
    """(author, parent, body) of each comment, of a text that is claimed for `site`."""
    assert textdump.site_of(textdump.split_lines(text)) == site
    reading = read(text, site)
    assert all(part.border.tier == part.answers.tier == "recorded" for part in reading.comments)
    lines = reading.sheet.lines
    return [
        (part.author, part.parent, "\n".join(lines[part.first - 1 : part.last]))
        for part in reading.comments
    ]


def test_paths_of_numbers() -> None:
    assert _told(PATHS, "hn") == [
        ("heron", 0, "It went in the spring.\nNobody signed."),
        ("otter-9", 1, "The mill did."),
        (None, 0, ""),
        ("eel", 3, "I saw that."),
    ]
    reading = read(PATHS, "hn")
    assert reading.opening.author == "tarn"
    assert reading.comments[2].state == "deleted"


@pytest.mark.parametrize(
    "line", ["[1.4] eel: no", "[1.1.2.1] eel: no", "[1.1] eel: no", "[1] a: b"]
)
def test_a_path_that_cannot_be_next_is_said_by_somebody(line: str) -> None:
    text = f"[1] tarn: Who?\n\n[1.1] heron: Look:\n\n{line}\n\n[1.2] perch: Me."
    assert _told(text, "hn") == [("heron", 0, f"Look:\n\n{line}"), ("perch", 0, "Me.")]


@pytest.mark.parametrize("sign", ["|", "-", ">", "=>", "#"])
def test_signs_for_levels(sign: str) -> None:
    assert _told(SIGNS.format(sign), "reddit") == [
        ("heron", 0, "Hemp."),
        ("otter_9", 1, "No (4 upvotes): no."),
        (None, 0, "[deleted]"),
    ]
    reading = read(SIGNS.format(sign), "reddit")
    assert (reading.sheet.title, reading.opening.author) == ("Which rope?", "tarn")
    assert [part.score for part in reading.comments] == [12, -3, 1]
    assert reading.sheet.claimed == 3


def test_an_issue_with_its_conversation() -> None:
    assert _told(ISSUE, "web") == [
        ("heron", 0, "Which?\n\n### eel commented on the old one"),
        ("tarn", 0, "The old."),
    ]
    reading = read(ISSUE, "web")
    opening = reading.opening
    assert reading.sheet.lines[opening.first - 1 : opening.last] == (
        "At noon.", "", "---", "", "Daily.",
    )  # fmt: skip
    assert opening.age == "2026-03-02 10:11:12 UTC"
    assert reading.sheet.permalink == "https://github.com/weir/pump/issues/7"


def test_lists_in_lists() -> None:
    assert _told(LIST, "web") == [
        ("heron", 0, "Hemp.\n\nThen oil."),
        ("otter", 1, "It rots.\n- dry\n- wet"),
        ("perch", 0, "Steel."),
    ]
    reading = read(LIST, "web")
    assert (reading.opening.author, reading.sheet.title) == ("tarn", "Which rope?")
    assert (reading.comments[1].score, reading.comments[1].labels) == (12, ("submitter",))


def test_quotes_in_quotes() -> None:
    assert _told(QUOTES, "web") == [
        ("heron", 0, "Hemp."),
        ("otter", 1, "It rots.\n> Hemp"),
        ("heron", 2, "No."),
        ("perch", 0, "Steel."),
    ]
    assert read(QUOTES, "web").opening.author == "tarn"


@pytest.mark.parametrize(
    "text",
    [
        "[1] tarn: a note\n\n[2] heron: another\n\n[3] perch: a third",
        "Title: Ropes\nAuthor: tarn\nUpvotes: 3\n\nNo comments here.",
        "# News\n\n- **Added** a rope\n- **Fixed** a knot (3 hours ago)\n",
        "# Log\n\n- **1.2** 2026-01-02: ropes\n\nNobody said this.\n- **1.1** 2026-01-01: knots\n",
        "# Log\n\n- **Ropes** (2026-01-02): new\n- **Knots** (2026-01-01): fixed\n",
        "# Log\n\n## Comments\n\n- **v1.2** (2026-01-02): new\n- **1.1** (2026-01-01): fixed\n",
        "# Rope\n\n**heron** · 3 points\n\nHemp.\n\n**otter** · 2 points\n\nNo.\n",
        "# It stops\n**URL:** x\n**Author:** y\n\n## Description\n\nz\n",
    ],
)
def test_what_such_a_program_would_not_write_is_not_claimed(text: str) -> None:
    assert textdump.site_of(textdump.split_lines(text)) is None


def test_words_that_stand_less_deep_than_their_comment_are_nobodys() -> None:
    text = QUOTES.replace(">> No.", ">> No.\n\nWho says this?")
    assert textdump.site_of(textdump.split_lines(text)) is None
