"""How a run divides into comments: every division that the grammar allows, weighed at once.

The state is the start of the comment that is being read, so the odds of a border may depend on
all that the comment holds. Sums run forwards and backwards (a semi-Markov chain); the results are
probabilities, not choices.
"""

from collections.abc import Sequence
from math import exp

from sitegen.textdump.blocks import Block
from sitegen.textdump.grammar import NEVER, joined, may_close, may_end, starting

Odds = Sequence[Sequence[float]]


def borders(
    run: Sequence[Block], scores: Odds, *, closed: bool, window: int, free: bool = False
) -> list[float] | None:
    """For each block but the first, the probability that a comment begins there.

    `scores[i][j]` is the logarithm of the odds of a border before `run[i + 1]` when its comment
    started j blocks before `run[i]`; a comment of more than `window` blocks counts as one of
    `window`. `free`: there is no grammar, and every division is allowed. None when the grammar
    allows none.
    """
    count = len(run) - 1
    states = _free(len(run), window) if free else _states(run, window)
    closed = closed and not free
    if free:
        factors = [([_odds(score) for score in row], [True] * len(row)) for row in scores]
    else:
        factors = [_factors(run[i + 1], states[i], scores[i]) for i in range(count)]
    forward = [[1.0]]
    for split, stay in factors:
        now = forward[-1]
        fresh = sum([weight * cut for weight, cut in zip(now, split, strict=True)])
        kept = [weight if keeps else 0.0 for weight, keeps in zip(now, stay, strict=True)]
        forward.append(_scaled(_shifted(fresh, kept, window)))
    last = [1.0 if may_close(state, closed=closed) else 0.0 for state in states[count]]
    return _backward(forward, factors, last, window)


def _free(count: int, window: int) -> list[list[int]]:
    return [[0] * min(index + 1, window) for index in range(count)]


def _odds(score: float) -> float:
    return exp(max(-30.0, min(30.0, score)))


def _states(run: Sequence[Block], window: int) -> list[list[int]]:
    """For each block: the grammar's state for a comment that started j blocks before it."""
    states = [[starting(run[0])]]
    for block in run[1:]:
        above = [joined(state, block) if state != NEVER else NEVER for state in states[-1]]
        states.append([starting(block), *above][:window])
    return states


def _factors(
    block: Block, states: list[int], scores: Sequence[float]
) -> tuple[list[float], list[bool]]:
    """The odds of a border before `block`, and whether it may join, for each state."""
    split = [
        _odds(score)
        if state != NEVER and may_end(state, gap=block.gap, before_code=block.code)
        else 0.0
        for state, score in zip(states, scores, strict=True)
    ]
    return split, [state != NEVER and joined(state, block) != NEVER for state in states]


def _shifted(fresh: float, kept: list[float], window: int) -> list[float]:
    after = [fresh, *kept]
    if len(after) > window:
        after[window - 1] += after.pop()
    return after


def _scaled(values: list[float]) -> list[float]:
    top = max(values)
    return [value / top for value in values] if top > 0.0 else values


def _backward(
    forward: list[list[float]],
    factors: list[tuple[list[float], list[bool]]],
    last: list[float],
    window: int,
) -> list[float] | None:
    chances = [0.0] * len(factors)
    after = last
    for index in range(len(factors) - 1, -1, -1):
        split, stay = factors[index]
        cut = [odds * after[0] for odds in split]
        kept = [after[min(j + 1, window - 1)] if keeps else 0.0 for j, keeps in enumerate(stay)]
        now = forward[index]
        begins = sum([weight * value for weight, value in zip(now, cut, strict=True)])
        goes_on = sum([weight * value for weight, value in zip(now, kept, strict=True)])
        if begins + goes_on <= 0.0:
            return None
        chances[index] = begins / (begins + goes_on)
        after = _scaled([one + other for one, other in zip(cut, kept, strict=True)])
    return chances
