"""Who answers whom: the tree of a copy that tells only the order of its comments.

Each choice among the candidates (see `offers`) is weighed by cues, from the first comment to the
last; a known number of direct replies is kept exactly. The weights were learned on trees that they
themselves made, so one tree followed greedily does better than many at once.
"""

from collections.abc import Callable, Iterator, Mapping
from math import exp, log

import msgspec

from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import SURE_QUOTE
from sitegen.textdump.offers import SEED, Page, Tree, grown, offered

_IMPOSSIBLE = -60.0

Weigh = Callable[[Cues], float]


def weigher(weights: Mapping[str, float]) -> Weigh:
    """The sum of the learned weights of cues."""

    def weigh(cues: Cues) -> float:
        return sum([weights.get(cue, 0.0) * value for cue, value in cues.items()])

    return weigh


def chances(
    page: Page, tree: Tree, number: int, pairs: dict[int, Cues], weigh: Weigh
) -> list[tuple[int, float]]:
    """(index in the spine, probability) of each candidate."""
    if number in page.fixed and page.fixed[number] in tree.spine:
        return [(tree.spine.index(page.fixed[number]), 1.0)]
    scores = [
        (index, weigh(cues) if tree.spine[index] >= page.floors[number] else _IMPOSSIBLE)
        for index, cues in offered(page, tree, number, pairs)
    ]
    if page.direct is not None:
        left = page.direct - tree.direct
        must = left >= len(page.voices) - number
        scores = [
            (index, score if (index == 0 if must else index != 0 or left > 0) else _IMPOSSIBLE)
            for index, score in scores
        ]
    if number in page.tops and len(scores) > 1:
        told = page.tops[number]
        scores = [(i, score if (i == 0) == told else _IMPOSSIBLE) for i, score in scores]
    top = max(score for _, score in scores)
    powers = [(index, exp(score - top)) for index, score in scores]
    total = sum(power for _, power in powers)
    return [(index, power / total) for index, power in powers]


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A parent that was chosen, and the cues of how right the choice may be."""

    parent: int
    doubts: Cues


def choices(page: Page, weigh: Weigh) -> Iterator[Choice]:
    """The parent of each comment, in the one tree that is followed."""
    tree = SEED
    for number in range(1, len(page.voices)):
        ranked = sorted(chances(page, tree, number, {}, weigh), key=lambda pair: -pair[1])
        index, chance = ranked[0]
        parent = tree.spine[index]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        yield Choice(parent, _doubts(page, tree, number, index, (chance, second)))
        tree = grown(tree, index, number)


def _doubts(page: Page, tree: Tree, number: int, index: int, best: tuple[float, float]) -> Cues:
    cues: Cues = {"always": 1.0, "chance": _logit(best[0]), "second": _logit(best[1])}
    tie = page.ties[number].get(tree.spine[index])
    if tie is not None:
        grade = "cites" if tie.inline else "quotes" if tie.share >= SURE_QUOTE else "half quotes"
        cues[grade] = 1.0
    elif any(not other.inline for other in page.ties[number].values()):
        cues["quotes another"] = 1.0
    size = len(tree.spine)
    cues["only" if size == 1 else "above" if index == size - 1 else "below"] = 1.0
    if number == 1:
        cues["first"] = 1.0
    cues["spine"] = log(size)
    return cues


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return log(chance / (1 - chance))


def answered(page: Page, weigh: Weigh, trust: Weigh) -> list[tuple[int, float]]:
    """(parent, probability that it is right) of each comment."""
    told: list[tuple[int, float]] = []
    for number, choice in enumerate(choices(page, weigh), start=1):
        if number == 1 or page.fixed.get(number) == choice.parent:
            told.append((choice.parent, 1.0))
        else:
            told.append((choice.parent, 1 / (1 + exp(-trust(choice.doubts)))))
    return told
