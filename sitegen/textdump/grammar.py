"""The grammar of a copied item page whose comments keep the site's own markup.

The extractor ends a comment of one paragraph with a line feed and a longer one with a blank line:

    comment := T              end LF       one paragraph, bare text
             | T (blank P)+   end blank    the paragraphs after the first were <p>
             | code: a blank line before it, a line feed after it when bare text X follows or the
               comment ends, a blank line when a paragraph follows

So within a run (see `blocks.runs`) most blank lines leave no choice. What is left open is settled
by weighing every division that the grammar allows, all of them at once (forward-backward).
"""

from collections.abc import Sequence

from sitegen.textdump.blocks import Block

LONGEST = 14  # paragraphs; longer comments share the last state
_CODE = LONGEST  # state: the last block of this comment is code
_AFTER = LONGEST + 1  # state: it is bare text right after code
_STATES = LONGEST + 2
_LONG_RUN = 4000  # blocks; nothing people write comes near


def _may_end(state: int, *, gap: bool, before_code: bool) -> bool:
    """Whether a comment in this state may end before a block that has this gap before it."""
    if not gap:
        return state == 0 or state >= _CODE
    return 1 <= state < _CODE or before_code


def _joined(state: int, block: Block) -> int | None:
    """The state once `block` joins the comment; None when the grammar forbids it."""
    if block.code:
        return _CODE if block.gap else None
    if not block.gap:
        return _AFTER if state == _CODE else None
    return min(state + 1, LONGEST - 1) if state < _CODE else 2


def _steps(run: Sequence[Block]) -> list[list[tuple[int, int | None, bool]]]:
    """For each block but the first: (state, state when joined, whether a border is allowed)."""
    return [
        [
            (
                state,
                _joined(state, block),
                _may_end(state, gap=block.gap, before_code=block.code),
            )
            for state in range(_STATES)
        ]
        for block in run[1:]
    ]


def _starting(block: Block) -> int:
    return _CODE if block.code else 0


def borders(
    run: Sequence[Block], odds: Sequence[float], hazard: Sequence[float], *, closed: bool
) -> list[float] | None:
    """For each block but the first, the probability that a comment begins there.

    `odds[i]` are the odds (not logarithms) of a border before `run[i + 1]` by what it says,
    `hazard[s]` those of a comment ending in state s. `closed`: text follows the run after a line
    feed; else the file ends. None when the grammar allows no division at all.
    """
    count = len(run) - 1
    if count > _LONG_RUN:
        return None
    steps = _steps(run)
    forward = [[0.0] * _STATES]
    forward[0][_starting(run[0])] = 1.0
    for index in range(count):
        forward.append(_forward(forward[-1], steps[index], run[index + 1], odds[index], hazard))
        if not any(forward[-1]):
            return None
    backward = [0.0 if closed and 1 <= state < _CODE else 1.0 for state in range(_STATES)]
    chances = [0.0] * count
    for index in range(count - 1, -1, -1):
        begin = backward[_starting(run[index + 1])]
        split = stay = 0.0
        before = [0.0] * _STATES
        for state, joined, ends in steps[index]:
            now = forward[index][state]
            cut = odds[index] * hazard[state] * begin if ends else 0.0
            kept = backward[joined] if joined is not None else 0.0
            split += now * cut
            stay += now * kept
            before[state] = cut + kept
        if split + stay <= 0.0:
            return None
        chances[index] = split / (split + stay)
        top = max(before)
        backward = [value / top for value in before]
    return chances


def _forward(
    now: list[float],
    steps: list[tuple[int, int | None, bool]],
    block: Block,
    odds: float,
    hazard: Sequence[float],
) -> list[float]:
    after = [0.0] * _STATES
    start = _starting(block)
    for state, joined, ends in steps:
        if now[state]:
            if ends:
                after[start] += now[state] * odds * hazard[state]
            if joined is not None:
                after[joined] += now[state]
    top = max(after)
    return [value / top for value in after] if top > 0.0 else after


def forced(run: Sequence[Block], *, closed: bool) -> list[float] | None:
    """1.0 where the grammar demands a border, 0.0 where it forbids one, else a fraction."""
    even = [1.0] * (len(run) - 1)
    return borders(run, even, [1.0] * _STATES, closed=closed)


def two_block_runs(cut: Sequence[Sequence[Block]]) -> tuple[int, int]:
    """(runs of two lines of text, runs of more than one): this grammar has no runs of two.

    The last run is left out, for there the file ends, and so are runs with code.
    """
    sizes = [len(run) for run in cut[:-1] if len(run) > 1 and not any(b.code for b in run)]
    return sizes.count(2), len(sizes)
