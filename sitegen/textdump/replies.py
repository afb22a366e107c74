"""Who answers whom: the tree of a copy that tells only the order of its comments.

Each pair of a comment and a candidate (see `offers`) is weighed by cues; all trees that these
pairs allow are then weighed at once (see `forest`), so that a comment far below speaks for or
against a choice above it. Each arc is then judged a second time in sight of the tree found (see
`reviewed`). Of all trees, the one is taken whose parents are right most often; a known number of
direct replies is kept exactly.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log

import msgspec

from sitegen.textdump import forest, reviewed, trees
from sitegen.textdump.boosted import Trees
from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import SURE_QUOTE
from sitegen.textdump.offers import Page, offered
from sitegen.textdump.reviewed import First

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


def choices(page: Page, weigh: Weigh, again: Trees | None = None) -> Iterator[Choice]:
    """The parent of each comment, in the best tree; `again` judges the candidates a second time.

    A page of very many comments is judged once, and so is one that tells names: the second
    judgement has learned without them.
    """
    first, direct = judged(page, weigh)
    told, parents = first.told, first.parents
    if again is not None and not page.authors and len(page.voices) <= reviewed.MOST + 1:
        told = reviewed.judged(page, first, again)
        parents = trees.likeliest(told, direct) or parents
    for number in range(1, len(page.voices)):
        yield Choice(parents[number], _doubts(page, first, told[number], number, parents[number]))


def judged(page: Page, weigh: Weigh) -> tuple[First, int | None]:
    """The first judgement, and the number of direct replies if it can be right at all."""
    held = arcs(page, weigh)
    weighed = [{n: exp(score) for n, (_, score) in one.items()} for one in held]
    for direct in {page.direct: None, None: None}:  # each of them once
        told = forest.chances(weighed, direct)
        parents = trees.likeliest(told, direct) if told else None
        if told is not None and parents is not None:
            return First(held, told, parents), direct
    nearest = [max(one, default=0) for one in held]
    return First(held, [{parent: 1.0} for parent in nearest], nearest), None


def arcs(page: Page, weigh: Weigh) -> list[dict[int, tuple[Cues, float]]]:
    """For each comment: its candidates, with their cues and scores, that of the best being 0.

    The cues are not kept of a page that is judged once: they would take most of the memory.
    """
    found: list[dict[int, tuple[Cues, float]]] = [{}]
    nothing: Cues = {}
    again = len(page.voices) <= reviewed.MOST + 1
    for number, candidates in enumerate(offered(page), start=1):
        scores = {
            candidate: (
                cues,
                weigh(cues) + (_talk(page, number, candidate) if page.authors else 0.0),
            )
            for candidate, cues in _allowed(page, number, candidates)
        }
        top = max([score for _, score in scores.values()])
        least = log(_FAINT * sum([exp(score - top) for _, score in scores.values()]))
        found.append(
            {
                n: (cues if again else nothing, score - top)
                for n, (cues, score) in scores.items()
                if score - top >= least or n in (0, number - 1)
            }
        )
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


def _doubts(page: Page, first: First, told: Mapping[int, float], number: int, parent: int) -> Cues:
    ranked = sorted(told.values(), reverse=True)
    chance = told.get(parent, 0.0)
    second = next((one for one in ranked if one < chance), 0.0)
    cues: Cues = {
        "always": 1.0,
        "chance": _logit(chance),
        "second": _logit(second),
        "first chance": _logit(first.told[number].get(parent, 0.0)),
    }
    if chance < ranked[0]:
        cues["not the first"] = 1.0
    if first.parents[number] != parent:
        cues["new"] = 1.0
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


def answered(
    page: Page, weigh: Weigh, trust: Weigh, again: Trees | None = None
) -> list[tuple[int, float]]:
    """(parent, probability that it is right) of each comment."""
    told: list[tuple[int, float]] = []
    for number, choice in enumerate(choices(page, weigh, again), start=1):
        if number == 1 or page.fixed.get(number) == choice.parent:
            told.append((choice.parent, 1.0))
        else:
            told.append((choice.parent, 1 / (1 + exp(-trust(choice.doubts)))))
    return told
