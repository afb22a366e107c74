"""Borders judged a second time: only what nothing else settles; and trees as they are kept."""

from itertools import pairwise
from math import exp, log

import msgspec
import pytest

from sitegen.textdump import blocks, boosted, borders, recognise, second
from sitegen.textdump.borders import Page
from sitegen.textdump.model import Borders, learned

TOP = "Hacker News new | ask | show | jobs\nby ann 34 days ago\nThe pond is green.\n3 comments\n\n"
LONG = "\n\n".join(
    f"Part {n} of what the heron did at the pond, and of who saw the bird leave." for n in range(8)
)
TEXT = f"{TOP}{LONG}\nAs if.\n"


def page_of(text: str) -> Page:
    lines = tuple(text.split("\n"))
    sheet = recognise.sheet_of(lines, "hn")
    assert sheet is not None
    assert sheet.shape == "item-page"
    opening = blocks.blocks(lines[: sheet.opening.last], sheet.opening.first)
    return borders.page_of(sheet, opening, sheet.open)


def judging(cues: list[str], nodes: list[boosted.Node] | None = None) -> Borders:
    """The weights that come with sitegen, with other trees; without nodes, with none."""
    trees = boosted.unpacked(boosted.packed(cues, nodes)) if nodes else None
    return msgspec.structs.replace(learned().page, again=trees)


#: One tree: to the third place of a run no border, then one if much is left of the run.
SPLIT = [(0, 2, 3.0), (-1, 0, -4.0), (1, 2, 2.5), (-1, 0, -1.0), (-1, 0, 4.0)]
#: One tree: a border at the fourth place of a run, and at no other.
FOURTH = [(0, 2, 3.0), (-1, 0, -4.0), (0, 2, 4.0), (-1, 0, 4.0), (-1, 0, -4.0)]


@pytest.mark.parametrize(
    ("told", "sums"),
    [
        ({"place": 3.0}, -4.0),
        ({"place": 4.0, "left": 2.0}, -1.0),
        ({"place": 4.0, "left": 3.0}, 4.0),
        ({"place": 4.0}, -1.0),
        ({}, -4.0),
    ],
)
def test_trees_ask_cue_after_cue_and_add_up(told: dict[str, float], sums: float) -> None:
    trees = boosted.unpacked(boosted.packed(["place", "left"], SPLIT))
    assert len(trees.roots) == 1
    assert trees.sum(told) == sums
    twice = boosted.unpacked(boosted.packed(["place", "left"], [*SPLIT, (-1, 0, 0.5), *SPLIT]))
    assert twice.roots == [*trees.roots, (-1, 0.5, (), ()), *trees.roots]
    assert twice.sum(told) == 2 * sums + 0.5


def test_only_what_nothing_settles_is_judged_again() -> None:
    page = page_of(TEXT)
    once = borders.chances(page, judging([]))
    again = borders.chances(page, judging(["place"], FOURTH))
    settled = {line for line, chance in once.items() if chance in (0.0, 1.0)}
    assert settled
    assert {line: again[line] for line in settled} == {line: once[line] for line in settled}
    left = [again[line] for line in sorted(once.keys() - settled)]
    low, high = (round(1 / (1 + exp(-sums)), 6) for sums in (-4.0, 4.0))
    assert {round(chance, 6) for chance in left} == {low, high}


def test_the_first_judgement_is_a_cue_of_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, float]] = []

    def noted(_: boosted.Trees, told: dict[str, float]) -> float:
        seen.append(told)
        return 0.0

    page = page_of(TEXT)
    once = borders.chances(page, judging([]))
    monkeypatch.setattr(boosted.Trees, "sum", noted)
    borders.chances(page, judging(["place"], [(-1, 0, 0.0)]))
    left = [chance for _, chance in sorted(once.items()) if chance not in (0.0, 1.0)]
    assert [row["chance 0"] for row in seen] == pytest.approx([log(c / (1 - c)) for c in left])
    assert [row["chance 1"] for row in seen[:-1]] == [row["chance 0"] for row in seen[1:]]
    assert [row["place"] for row in seen] == sorted(row["place"] for row in seen)


def test_a_page_too_large_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(TEXT)
    once = borders.chances(page, judging([]))
    monkeypatch.setattr(second, "MOST", len(page.blocks) - 1)
    assert borders.chances(page, judging(["place", "left"], SPLIT)) == once


def test_the_last_bits_of_a_cue_say_nothing() -> None:
    trees = boosted.unpacked(boosted.packed(["place"], [(0, 2, 0.3), (-1, 0, -1.0), (-1, 0, 1.0)]))
    assert 0.1 + 0.2 != 0.3
    assert trees.sum({"place": 0.1 + 0.2}) == trees.sum({"place": 0.3}) == -1.0


def test_no_two_borders_are_likely_that_the_grammar_forbids_together() -> None:
    """Blank lines all around: a paragraph between two borders would be a comment with one."""
    page = page_of(TEXT)
    once = borders.chances(page, judging(["place"], [(-1, 0, 0.0)]))
    likely = borders.chances(page, judging(["place"], [(-1, 0, 2.0)]))
    settled = {line for line, chance in once.items() if chance in (0.0, 1.0)}
    left = sorted(once.keys() - settled)
    assert len(left) > 2
    assert {line: likely[line] for line in settled} == {line: once[line] for line in settled}
    pairs = list(pairwise(left))
    assert all(likely[one] + likely[other] <= 1.0 + 1e-9 for one, other in pairs)
    assert max(likely[line] for line in left) > 0.5
