"""What the grammar of a copied item page forces is never wrong, and it forces all that it can."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sitegen.textdump.blocks import Block, blocks, runs
from sitegen.textdump.division import borders
from sitegen.textdump.grammar import NEVER, forced, joined, may_close, may_end, starting

COMMENTS = st.lists(
    st.lists(st.sampled_from(["text", "text", "text", "code"]), min_size=1, max_size=5),
    min_size=1,
    max_size=9,
)


def written(comments: list[list[str]]) -> tuple[str, set[int]]:
    """The text of a page by the grammar, and the lines at which its comments begin."""
    text, begins = "", set()
    for units in comments:
        merged = [
            u for n, u in enumerate(units) if not (u == "code" and units[n - 1 : n] == ["code"])
        ]
        for number, unit in enumerate(merged):
            if unit == "code" and text and not text.endswith("\n\n"):
                text += "\n"
            if number == 0:
                begins.add(text.count("\n") + 1)
            text += "  code" if unit == "code" else f"words {len(text)}"
            last = number + 1 == len(merged)
            text += "\n" if last and (unit == "code" or len(merged) == 1) else "\n\n"
    return text.rstrip("\n"), begins


def divisions(run: list[Block], closed: bool) -> list[tuple[bool, ...]]:
    """Every division that the grammar allows, by trying all."""
    found = []
    for choice in product([False, True], repeat=len(run) - 1):
        state = starting(run[0])
        for block, border in zip(run[1:], choice, strict=True):
            if border and not may_end(state, gap=block.gap, before_code=block.code):
                state = NEVER
            elif state != NEVER:
                state = starting(block) if border else joined(state, block)
            if state == NEVER:
                break
        if state != NEVER and may_close(state, closed=closed):
            found.append(choice)
    return found


@given(COMMENTS)
def test_a_page_by_the_grammar_is_never_read_against_it(comments: list[list[str]]) -> None:
    text, begins = written(comments)
    cut = runs(blocks(tuple(text.split("\n")), 1))
    for number, run in enumerate(cut):
        settled = forced(run, closed=number + 1 < len(cut))
        assert settled is not None
        for block, told in zip(run[1:], settled, strict=True):
            assert told == 0.5 or (told == 1.0) == (block.first in begins)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=9), st.booleans())
def test_what_is_forced_is_what_all_divisions_share(
    shape: list[tuple[bool, bool]], closed: bool
) -> None:
    run = [Block(n, n, gap, code) for n, (gap, code) in enumerate(shape)]
    allowed = divisions(run, closed)
    settled = forced(run, closed=closed)
    no_code = not any(block.code for block in run)
    if no_code and not all(block.gap for block in run[1:]):
        return  # text right after text ends a run, so there is no such run
    if not allowed:
        assert settled is None
        return
    for index, told in enumerate(settled or []):
        choices = {division[index] for division in allowed}
        assert told == (0.5 if len(choices) > 1 else float(choices.pop()))


def run_of(size: int) -> list[Block]:
    return [Block(2 * n + 1, 2 * n + 1, n > 0, False) for n in range(size)]


def test_runs_of_three_and_four_leave_no_choice() -> None:
    assert forced(run_of(1), closed=True) == []
    assert forced(run_of(2), closed=True) is None
    assert forced(run_of(3), closed=True) == [0.0, 1.0]
    assert forced(run_of(4), closed=True) == [0.0, 0.0, 1.0]
    assert forced(run_of(6), closed=True) == [0.0, 0.5, 0.5, 0.0, 1.0]
    assert forced(run_of(3), closed=False) == [0.0, 0.5]


@given(st.integers(3, 9), st.data(), st.booleans(), st.integers(2, 12))
def test_chances_are_those_of_all_divisions_weighed(
    size: int, data: st.DataObject, closed: bool, window: int
) -> None:
    run = run_of(size)
    score = st.floats(-3, 3)
    places = data.draw(st.lists(score, min_size=size - 1, max_size=size - 1))
    scores = [[place] * min(n + 1, window) for n, place in enumerate(places)]
    weights = {
        division: 2.718281828459045 ** sum(p for p, b in zip(places, division, strict=True) if b)
        for division in divisions(run, closed)
    }
    total = sum(weights.values())
    told = borders(run, scores, closed=closed, window=window)
    assert told is not None
    for index, chance in enumerate(told):
        true = sum(w for division, w in weights.items() if division[index]) / total
        assert abs(chance - true) < 1e-9


def test_without_a_grammar_every_place_stands_alone() -> None:
    scores = [[0.0], [1.0, 1.0], [-1.0] * 3]
    told = borders(run_of(4), scores, closed=True, window=8, free=True)
    assert told is not None
    assert [round(chance, 4) for chance in told] == [0.5, 0.7311, 0.2689]
