"""All trees at once: the same as one tree after the other, where those can be counted."""

from collections.abc import Iterator
from itertools import product
from math import log, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.textdump import forest, spans
from sitegen.textdump.trees import likeliest


@st.composite
def pages(draw) -> list[dict[int, float]]:
    arcs: list[dict[int, float]] = [{}]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        some = draw(st.sets(st.integers(0, number - 1))) | {0, number - 1}
        arcs.append({n: draw(st.integers(1, 50)) / 50 for n in sorted(some)})
    return arcs


def trees(arcs: list[dict[int, float]]) -> Iterator[tuple[int, ...]]:
    for parents in product(*[list(one) for one in arcs[1:]]):
        spine = [0]
        for number, parent in enumerate(parents, start=1):
            if parent not in spine:
                break
            del spine[spine.index(parent) + 1 :]
            spine.append(number)
        else:
            yield parents


def counted(arcs: list[dict[int, float]], direct: int | None) -> list[dict[int, float]] | None:
    weights = {
        tree: prod(arcs[n][parent] for n, parent in enumerate(tree, start=1))
        for tree in trees(arcs)
        if direct is None or tree.count(0) == direct
    }
    total = sum(weights.values())
    if not total:
        return None
    return [{}] + [
        {n: sum(w for t, w in weights.items() if t[at] == n) / total for n in arcs[at + 1]}
        for at in range(len(arcs) - 1)
    ]


@given(pages(), st.data())
def test_chances_are_those_of_all_trees(arcs: list[dict[int, float]], data) -> None:
    direct = data.draw(st.none() | st.integers(1, len(arcs) - 1))
    told, true = forest.chances(arcs, direct), counted(arcs, direct)
    if told is None or true is None:
        assert told is None or direct is not None
        return
    for mine, right in zip(told[1:], true[1:], strict=True):
        assert {n: mine.get(n, 0.0) for n in right} == pytest.approx(right, abs=1e-4)


@given(pages(), st.data())
def test_the_likeliest_tree_is_right_most_often(arcs: list[dict[int, float]], data) -> None:
    direct = data.draw(st.none() | st.integers(1, len(arcs) - 1))
    told = forest.chances(arcs)
    assert told is not None
    parents = likeliest(told, direct)
    gains = [
        sum(told[n].get(parent, 0.0) for n, parent in enumerate(tree, start=1))
        for tree in trees(arcs)
        if direct is None or tree.count(0) == direct
    ]
    assert (parents is None) == (not gains)
    if parents is not None:
        found = sum(told[n].get(parents[n], 0.0) for n in range(1, len(arcs)))
        assert found == pytest.approx(max(gains), abs=1e-3)


def test_a_count_that_no_tree_has_is_told() -> None:
    assert likeliest([{}, {0: 1.0}, {1: 1.0}], 2) is None


def test_long_pages_keep_their_count() -> None:
    arcs = [{}] + [{0: 0.2, n - 1: 1.0, max(0, n - 5): 0.3} for n in range(1, 2000)]
    told = forest.chances(arcs, 90)
    assert told is not None
    assert sum(one.get(0, 0.0) for one in told[1:]) == pytest.approx(90, abs=0.1)
    parents = likeliest(told, 90)
    assert parents is not None
    assert parents.count(0) == 90


def weight(arcs: list[dict[int, float]], reach: int) -> float:
    """What all trees weigh together, span by span; spans longer than `reach` are left out."""
    size = len(arcs)
    held: dict[tuple[int, int], float] = {}  # by first comment and end
    whole = {1: 1.0}  # of the comments before
    for end in range(2, size + 1):
        for first in range(end - 1, max(1, end - reach) - 1, -1):
            held[first, end] = float(first == end - 1) + sum(
                held.get((first, last), 0.0) * arcs[last].get(first, 0.0) * held[last, end]
                for last in range(first + 1, end)
            )
        whole[end] = sum(
            whole[first] * arcs[first].get(0, 0.0) * held.get((first, end), 0.0)
            for first in range(1, end)
        )
    return whole[size]


@pytest.mark.parametrize("reach", [100, 9])
def test_pages_with_many_candidates_are_weighed_as_one_by_one(
    reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "_WORK", 0)
    monkeypatch.setattr(spans, "_LEAST", reach)
    arcs = [{}] + [
        {n: 0.05 + (7 * n + 3 * number) % 11 / 10 for n in range(number)} for number in range(1, 22)
    ]
    told = forest.chances(arcs)
    assert told is not None
    whole = weight(arcs, reach)
    for number in range(1, len(arcs)):
        for parent in arcs[number]:
            others = {n: w for n, w in arcs[number].items() if n != parent}
            less = [*arcs[:number], others, *arcs[number + 1 :]]
            true = 1 - weight(less, reach) / whole
            assert told[number].get(parent, 0.0) == pytest.approx(true, abs=1e-9)


def test_the_likeliest_tree_of_many_candidates_is_the_heaviest_of_their_gains() -> None:
    told = [{}] + [
        {n: 0.01 + (5 * n + 3 * number) % 13 / 20 for n in range(number)} for number in range(1, 22)
    ]
    parents = likeliest(told)
    assert parents is not None
    assert tuple(parents[1:]) in walked(parents)
    sharp = 60.0  # so the heaviest tree outweighs all others together
    arcs = [{}] + [{n: 2 ** (sharp * gain) for n, gain in one.items()} for one in told[1:]]
    gain = sum(told[n][parent] for n, parent in enumerate(parents) if n)
    assert log(weight(arcs, 100), 2) / sharp == pytest.approx(gain, abs=0.05)


def walked(parents: list[int]) -> set[tuple[int, ...]]:
    """The parents, if depth-first order allows them."""
    spine = [0]
    for number, parent in enumerate(parents[1:], start=1):
        if parent not in spine:
            return set()
        del spine[spine.index(parent) + 1 :]
        spine.append(number)
    return {tuple(parents[1:])}
