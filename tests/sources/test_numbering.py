"""Rows that are numbered as what they answer is: when that is believed."""

import time
from pathlib import Path

import pytest
from made_databases import posts, problems
from made_workbooks import read, written

from sitegen.model import Post, Problem
from sitegen.sources import posts_table
from sitegen.sources._numbering import columns, holds
from sitegen.sources.source import Dump, Head

HEADER = ("Name", "Date", "Likes", "Comment")
NUMBERS = ("1", "1-1", "1-1-1", "1-2", "2", "4", "4-7")
ROWS = [(number, f"n{at}", f"2024-03-04 10:0{at}:00", 0, f"Row {at} says this")
        for at, number in enumerate(NUMBERS)]  # fmt: skip
PARENTS = {"1-1": "1", "1-1-1": "1-1", "1-2": "1", "4-7": "4"}


def numbered(*numbers: str) -> bool:
    return holds([{"": number} for number in numbers], [""])


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),  # which numbers rows alone
        ("1-1", "1-2", "2"),  # what is answered is not there
        ("1", "2-1", "3"),
        ("1", "1-2", "1-1", "2"),
        ("1", "1-1", "1-1", "2"),
        ("2", "2-1", "1", "3"),
        ("1", "1-1", "", "2"),
        ("1", "1-1", "1-1-1-1", "2"),
        ("1", "1-1", "2024-03-04", "2"),
        ("1", "1-1", "2.1", "2"),
        ("1", "01-1", "2", "3"),
        (),
    ],
)
def test_numbers_of_which_one_is_odd_are_not_believed(numbers: tuple[str, ...]) -> None:
    assert not numbered(*numbers)


def test_the_last_row_may_be_cut_off() -> None:
    assert numbered(*NUMBERS)
    assert numbered(*NUMBERS, "5-")
    assert not numbered(*NUMBERS, "5-", "6")


def test_columns_with_names_are_no_numbers() -> None:
    assert columns(["", "name"]) == ("",)
    assert columns(["", ", column 2", "name"]) == ("", ", column 2")
    for names in (["nr.", "name"], ["name", ""], ["", "id"], ["", "name", "parent_id"], []):
        assert columns(names) == (), names


def table(*rows: tuple[object, ...]) -> bytes:
    lines = [("", *HEADER), *rows]
    return "".join(",".join(map(str, line)) + "\n" for line in lines).encode()


def test_rows_of_a_table_answer_by_their_numbers() -> None:
    data = table(*ROWS)
    assert posts_table.SOURCE.sniff(Head("t.csv", data, True))
    found = [*posts_table.SOURCE.read(Dump("t.csv", Path(), data))]
    told = {one.id: one.parent for one in found if isinstance(one, Post)}
    above = {n: f"table:t/{PARENTS[n]}" if n in PARENTS else None for n in NUMBERS}
    assert told == {f"table:t/{n}": parent for n, parent in above.items()}


def test_numbers_that_break_later_are_not_believed_and_no_row_is_lost() -> None:
    many = [(n, "a", "2024-03-04 10:00:00", 0, f"Row {n}") for n in range(5, 2000)]
    found = [*posts_table.SOURCE.read(Dump("t.csv", Path(), table(*ROWS, *many, ROWS[1], *ROWS)))]
    told = [one for one in found if isinstance(one, Post)]
    assert len(told) == len({one.id for one in told}) == len(ROWS) * 2 + len(many) + 1
    assert {one.parent for one in told} == {"table:t/thread-page"}, "comments of one page"
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert "do not count on" in problem.message
    assert not problem.lost


def test_sheets_are_numbered_in_one_column_or_two(tmp_path: Path) -> None:
    above = [("Facebook",), ("https://boats.example", None, "x"), (None,)]
    one = [(int(n) if n.isdigit() else n, *row) for n, *row in ROWS]
    two = [(int(n), None, *row) if n.isdigit() else (None, n, *row) for n, *row in ROWS]
    for rows, header in ((one, (None, *HEADER)), (two, (None, None, *HEADER))):
        found = read(written(tmp_path / "a.xlsx", *above, header, *rows))
        assert [post.id.removeprefix("table:a/") for post in posts(found)] == [*NUMBERS]
        assert [post.parent for post in posts(found)][1] == "table:a/1"
        assert not [problem for problem in problems(found) if "without a name" in str(problem)]


def test_hostile_numbers_take_linear_time() -> None:
    for piece in ("1-", "1", "-", " ", "1-1"):
        many = piece * (1_000_000 // len(piece))
        start = time.process_time()
        for _ in range(20):
            numbered("1", "1-1", many, many)
        assert time.process_time() - start < 2.0, piece
