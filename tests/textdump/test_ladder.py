"""Columns of heads are levels; text browsers stop to indent at some depth."""

import time

import pytest
from copies import read

from sitegen import textdump
from sitegen.model import Post
from sitegen.textdump.ladder import nested
from sitegen.textdump.reading import Part, Reading

DEPTHS = [0, 1, 2, 1, 0, 1, 2, 3]
PARENTS = [0, 1, 2, 1, 0, 5, 6, 7]
NAMES = ["ann", "bo", "cy", "dee", "ed", "fay", "gus", "hal"]


def numbers(depths: list[int]) -> list[int]:
    """The numbers that the items of nested lists have."""
    found, counts = [], [0] * (max(depths) + 2)
    for depth in depths:
        counts[depth] += 1
        counts[depth + 1] = 0
        found.append(counts[depth])
    return found


def blog(depths: list[int], step: int, mark: str, *, deepest: int = 99) -> Reading:
    text = "The fountain\nIt stood still.\n8 thoughts on “The fountain”\n\n"
    for n, (depth, number) in enumerate(zip(depths, numbers(depths), strict=True)):
        inset = " " * (step * min(depth, deepest))
        text += f"{inset}{mark.format(number)}{NAMES[n % 8]} says:\n"
        text += f"{inset}   May {n + 1}, 2023 at 10:22 am\n{inset}   Ice.\n{inset}   Reply\n\n"
    return read(text, "web")


def parents(reading: Reading) -> list[int | None]:
    return [part.parent if part.answers.tier == "recorded" else None for part in reading.comments]


@pytest.mark.parametrize("mark", ["{}. ", "{}. [x] ", "* ", "   "])
@pytest.mark.parametrize("step", [3, 4, 5])
def test_columns_of_heads_tell_parents(step: int, mark: str) -> None:
    reading = blog(DEPTHS, step, mark)
    assert parents(reading) == PARENTS
    assert [part.author for part in reading.comments] == NAMES
    assert reading.comments[2].answers.rule == "indentation"


@pytest.mark.parametrize(
    ("depths", "step"),
    [
        ([0, 1, 0, 1], 4),  # two columns: some indent no deeper
        ([0, 1, 3, 1, 2, 0], 4),  # a level that is skipped
        (DEPTHS, 2),  # as programs do that leave empty lists open
        ([2, 1, 0, 1, 2], 4),  # a list that begins in its middle
    ],
)
def test_other_columns_tell_nothing(depths: list[int], step: int) -> None:
    assert all(part.answers.rule != "indentation" for part in blog(depths, step, "* ").comments)


def test_in_the_deepest_column_the_numbers_of_lists_go_on() -> None:
    """Below depth 2 nothing is indented any more: an item 1 begins a list in the one above."""
    depths = [0, 1, 2, 3, 4, 4, 3, 0, 1, 1]
    true = [0, 1, 2, 3, 4, 4, 3, 0, 8, 8]
    assert parents(blog(depths, 4, "{}. ", deepest=2)) == [*true[:5], None, None, *true[7:]]
    depths = [0, 1, 2, 3, 4, 4, 4, 3, 0, 1, 1]
    true = [0, 1, 2, 3, 4, 4, 4, 3, 0, 9, 9]
    found = parents(blog(depths, 4, "{}. ", deepest=2))
    assert all(one in (None, other) for one, other in zip(found, true, strict=True))


def test_without_numbers_the_deepest_of_many_columns_is_not_believed() -> None:
    depths = [0, 1, 2, 3, 4, 5, 6, 5, 0]
    found = parents(blog(depths, 4, "* ", deepest=5))
    assert found == [0, 1, 2, 3, 4, 5, None, None, 0]


def test_what_the_page_indents_is_no_code() -> None:
    posts = [post for post in textdump.posts(blog(DEPTHS, 4, "{}. ")) if isinstance(post, Post)]
    assert [post.body.text for post in posts[1:]] == ["Ice."] * 8


def test_many_lists_in_the_deepest_column_take_linear_time() -> None:
    parts = [Part(first=n, last=n) for n in range(1, 60_001)]
    depths, items = [*range(5), *[5] * 59_995], [1] * 5 + [1 + n % 2 for n in range(59_995)]
    start = time.process_time()
    found = nested(parts, depths, items)
    assert time.process_time() - start < 4
    assert [part.parent for part in found[:9]] == [0, 1, 2, 3, 4, 5, 5, 7, 7]
