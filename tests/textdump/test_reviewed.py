"""Parents judged a second time: among what the first judgement left open, in sight of its tree."""

from math import log

import msgspec
import pytest

from sitegen.textdump import boosted, kinship, offers, replies, reviewed
from sitegen.textdump.model import learned
from sitegen.textdump.quotes import matches
from sitegen.textdump.words import facts

WORDS = ("harbour", "kettle", "lantern", "meadow", "needle", "orchard", "pebble", "quarry")
TEXTS = [f"The {word} stands near the {WORDS[n - 1]} and is older." for n, word in enumerate(WORDS)]
WEIGH = replies.weigher(learned().replies)

#: One tree: nearly nothing but what stands farther off than three comments is a parent.
FAR = [(0, 2, 3.0), (-1, 0, -20.0), (-1, 0, 20.0)]


def page(direct: int | None = None, fixed: dict[int, int] | None = None) -> offers.Page:
    seen = [facts(text) for text in TEXTS]
    ties = kinship.ties(matches(seen), range(len(seen)))
    ties += [{} for _ in range(len(seen) - len(ties))]
    return offers.page_of([kinship.voice([block]) for block in seen], ties, direct, fixed)


def trees(cues: list[str], nodes: list[boosted.Node]) -> boosted.Trees:
    return boosted.unpacked(boosted.packed(cues, nodes))


def parents(told: offers.Page, again: boosted.Trees | None) -> list[int]:
    return [choice.parent for choice in replies.choices(told, WEIGH, again)]


def test_trees_that_add_nothing_change_nothing() -> None:
    for direct in (None, 2):
        told = page(direct)
        assert parents(told, trees([], [(-1, 0, 0.0)])) == parents(told, None)


def test_what_the_second_judgement_says_is_the_result() -> None:
    told = page()
    first, _ = replies.judged(told, WEIGH)
    found = reviewed.judged(told, first, trees(["distance"], FAR))
    for number in range(1, len(TEXTS)):
        far = [n for n in found[number] if number - n > 3]
        assert sum(found[number].values()) == pytest.approx(1)
        if far and len(found[number]) > 1:
            assert sum(found[number][n] for n in far) > 0.99
    assert parents(told, trees(["distance"], FAR)) != parents(told, None)


def test_counts_and_known_parents_are_kept_whatever_the_second_judgement_says() -> None:
    for direct in range(1, len(TEXTS) - 1):
        assert parents(page(direct), trees(["distance"], FAR)).count(0) == direct
    assert parents(page(None, {5: 4, 6: 2}), trees(["distance"], FAR))[4:6] == [4, 2]


def test_the_first_judgement_and_its_tree_are_cues() -> None:
    told = page(3)
    first, direct = replies.judged(told, WEIGH)
    assert direct == 3
    rows = dict(reviewed.seen(told, first))
    assert rows.keys() <= set(range(2, len(TEXTS)))
    levels = [0]
    for number in range(1, len(TEXTS)):
        levels.append(levels[first.parents[number]] + 1)
    for number, candidates in rows.items():
        assert len(candidates) > 1
        for candidate, cues in candidates:
            chance = min(max(first.told[number][candidate], 1e-4), 1 - 1e-4)
            assert cues["chance"] == pytest.approx(log(chance / (1 - chance)))
            assert cues["distance"] == number - candidate
            assert cues["level"] == levels[candidate]
            assert cues["chosen"] == (first.parents[number] == candidate)
            assert cues["answers before"] == first.parents[1:number].count(candidate)


def test_pages_too_large_and_pages_with_names_are_judged_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again = trees(["distance"], FAR)
    named = msgspec.structs.replace(page(), authors=(None, *("abcdefg")))
    assert parents(named, again) == parents(named, None)
    once = parents(page(), None)
    monkeypatch.setattr(reviewed, "MOST", len(TEXTS) - 2)
    assert parents(page(), again) == once
