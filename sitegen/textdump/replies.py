"""Who answers whom: the tree of a copy that tells only the order of its comments.

Each pair of a comment and a candidate (see `offers`) is weighed by cues; all trees that these
pairs allow are then weighed at once (see `forest`), so that a comment far below speaks for or
against a choice above it. Of all trees, the one is taken whose parents are right most often; a
known number of direct replies is kept exactly.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log

import msgspec

from sitegen.textdump import forest, trees
from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import SURE_QUOTE
from sitegen.textdump.offers import Page, offered

_FAINT = 0.003  # a candidate of a smaller chance among those of its comment is passed over

_SELF, _BACK = -3.0, 1.7  # logarithms of odds: one's own comment, an answer to one's own

Weigh = Callable[[Cues], float]


def weigher(weights: Mapping[str, float]) -> Weigh:
    """The sum of the learned weights of cues."""

    def weigh(cues: Cues) -> float:
        return sum([weights.get(cue, 0.0) * value for cue, value in cues.items()])

    return weigh


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A parent that was chosen, and the cues of how right the choice may be."""

    parent: int
    doubts: Cues


def choices(page: Page, weigh: Weigh) -> Iterator[Choice]:
    """The parent of each comment, in the best tree."""
    weighed = arcs(page, weigh)
    direct = page.direct
    told = forest.chances(weighed, direct)
    parents = trees.likeliest(told, direct) if told else None
    if told is None or parents is None:  # the count cannot be right, seeing what else is known
        told = forest.chances(weighed)
        parents = trees.likeliest(told) if told else None
    if told is None or parents is None:
        told = [{max(one, default=0): 1.0} for one in weighed]
        parents = [max(one, default=0) for one in weighed]
    for number in range(1, len(page.voices)):
        yield Choice(parents[number], _doubts(page, told, number, parents[number]))


def arcs(page: Page, weigh: Weigh) -> list[dict[int, float]]:
    """For each comment, the weights of its candidates, that of the best being 1."""
    found: list[dict[int, float]] = [{}]
    for number, candidates in enumerate(offered(page), start=1):
        allowed = _allowed(page, number, candidates)
        scores = {
            candidate: weigh(cues) + (_talk(page, number, candidate) if page.authors else 0.0)
            for candidate, cues in allowed
        }
        top = max(scores.values())
        powers = {candidate: exp(score - top) for candidate, score in scores.items()}
        least = _FAINT * sum(powers.values())
        found.append({n: p for n, p in powers.items() if p >= least or n in (0, number - 1)})
    return found


def _talk(page: Page, number: int, candidate: int) -> float:
    """What the authors say: hardly anybody answers himself, many answer an answer to their own."""
    who = page.authors[number]
    if who is None:
        return 0.0
    if page.authors[candidate] == who:
        return _SELF
    above = page.fixed.get(candidate)
    return _BACK if above is not None and page.authors[above] == who else 0.0


def _allowed(
    page: Page, number: int, candidates: Sequence[tuple[int, Cues]]
) -> Sequence[tuple[int, Cues]]:
    """The candidates that what is known leaves open; there always is one."""
    if number in page.fixed:
        return [(page.fixed[number], {})]
    if number in page.among:
        return candidates
    least = page.floors[number]
    top = page.tops.get(number)
    return [
        pair
        for pair in candidates
        if pair[0] >= least and (top is None or (pair[0] == 0) == top or number == 1)
    ] or [(number - 1, {})]


def _doubts(page: Page, told: Sequence[Mapping[int, float]], number: int, parent: int) -> Cues:
    ranked = sorted(told[number].values(), reverse=True)
    chance = told[number].get(parent, 0.0)
    second = next((one for one in ranked if one < chance), 0.0)
    cues: Cues = {"always": 1.0, "chance": _logit(chance), "second": _logit(second)}
    if chance < ranked[0]:
        cues["not the first"] = 1.0
    tie = page.ties[number].get(parent)
    if tie is not None:
        grade = "cites" if tie.inline else "quotes" if tie.share >= SURE_QUOTE else "half quotes"
        cues[grade] = 1.0
    elif any(not other.inline for other in page.ties[number].values()):
        cues["quotes another"] = 1.0
    cues["root" if not parent else "above" if parent == number - 1 else "far"] = 1.0
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
