"""What lines are not looked at, for no line of a page's own begins as they do."""

import re
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from sitegen.textdump import actions, cardlines

_LETTERS = 3


def beginnings(tokens: Any) -> set[str]:
    """The first letters of all that a pattern matches; "?" where any letter may stand."""
    found = {""}
    for name, value in tokens:
        kind, told = str(name), set[str]()
        if kind == "LITERAL":
            told = {chr(value)}
        elif kind == "BRANCH":
            told = set().union(*map(beginnings, value[1]))
        elif kind == "SUBPATTERN":
            told = beginnings(value[3])
        elif kind == "MAX_REPEAT":
            least, _, held = value
            once = beginnings(held)
            told = once | ({""} if not least else set())
        elif kind == "IN":
            told = {chr(at) if str(is_) == "LITERAL" else "?" for is_, at in value}
        else:
            told = {"?" if kind == "ANY" else ""}
        found = {(one + other)[:_LETTERS] for one in found for other in told}
    return found


def first_letters(*patterns: str) -> set[str]:
    found = set[str]()
    for pattern in patterns:
        found |= beginnings(_parser.parse(rf"(?:{pattern})   "))
    return {one.lower() for one in found}


def test_all_words_of_pages_are_looked_at() -> None:
    for letters in first_letters(actions._ANSWER, actions._OTHER):
        for line in (letters, letters.title()):
            assert not actions.is_talk(line + "x"), line


@pytest.mark.parametrize(
    "line",
    ["Reply", "up vote", "upVote", "meGusta", "miPiace", "ReplyShare", "12 likes", "sort by: 9",
     "J’aime", "goTo comments", "amBesten", "reply to ann9", "LikeReply to ann9", "likeSortBy9"],
)  # fmt: skip
def test_rows_of_all_kinds_are_words(line: str) -> None:
    assert actions._is_row(line) == actions.is_words(line)


@pytest.mark.parametrize("line", ["user12", "User12", "reply9", "likes1", "repl", "lamp", "é", "a"])
def test_what_is_passed_over_is_no_row(line: str) -> None:
    assert not actions._is_row(line)
    assert not actions.is_action(line)


def test_lines_that_bound_comments_are_looked_at() -> None:
    letters = first_letters(cardlines.BOUND.pattern)
    letters |= {"one", "com", "joi", "add", "sta", "kom"}
    assert letters <= cardlines._BOUNDS
    for line in ("One comment on lamps", "Comments (3)", "Join the discussion…", "Kommentare"):
        assert cardlines.COUNTED.fullmatch(line)
        assert cardlines._bounds(line)


def test_lines_below_a_time_are_looked_at() -> None:
    for line in (
        "edited 3 times", "(edited)", "OP", "#4", "Top 1% Commenter", "Poster", "Add bookmark",
        "Author", "Liked by ann", "· edited", "10:02", "noon", "Midnight", "3 p.m.",
    ):  # fmt: skip
        assert cardlines.after_time(line) is not None
    for told in first_letters(re.sub(r"\(\?P<\w+>", "(?:", cardlines._AFTER.pattern)):
        letters = told.strip()
        is_word = letters.isalpha() and "?" not in letters
        assert not is_word or letters in cardlines._AFTERS, letters


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ann", "ann"), ("Ann Brook", "Ann Brook"), ("ann-b_c 2", "ann-b_c 2"),
        ("Postscript", "Postscript"), ("posted", None), ("by ann", None), ("bylaw", "bylaw"),
        ("Joined May", None),
        ("Messages", None), ("level 3", None), ("levels", "levels"), ("u/ann", "ann"),
        ("ann avatar ann", "ann"), ("Ann B. Brook", "Ann B. Brook"), ("a b c d e", None),
        ("Continue this thread", None), ("PostsBy", None), ("Pointer", "Pointer"),
    ],
)  # fmt: skip
def test_names_are_told_as_before(line: str, name: str | None) -> None:
    assert cardlines._named(line) == cardlines.named(line)
    if name is not None:
        assert cardlines.named(line) == name


@pytest.mark.parametrize(
    "line",
    ["avatar", "Avatar of ann", "User photo", "ann’s avatar", "pinned by ann", "OP", "mod", "·",
     "[IMG]", "[deleted]", "12", "1234", "ann", "avatarbild von bo", "verified"],
)  # fmt: skip
def test_pictures_are_told_by_how_lines_begin_and_end(line: str) -> None:
    told = cardlines._PICTURE.fullmatch(line) or re.fullmatch(r"\d{1,3}", line)
    assert cardlines.is_picture(line) == bool(told)
