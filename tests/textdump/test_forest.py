"""All trees at once: the same as one tree after the other, where those can be counted."""

from collections.abc import Iterator
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.textdump import forest
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
