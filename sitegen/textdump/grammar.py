"""The grammar of a copied item page whose comments keep the site's own markup.

The extractor ends a comment of one paragraph with a line feed and a longer one with a blank line:

    comment := T              end LF       one paragraph, bare text
             | T (blank P)+   end blank    the paragraphs after the first were <p>
             | code: a blank line before it, a line feed after it when bare text X follows or the
               comment ends, a blank line when a paragraph follows

So within a run (see `blocks.runs`) most blank lines leave no choice. What is left open is
settled
by weighing every division that the grammar allows, all of them at once (forward-backward).
"""

from collections.abc import Sequence

from sitegen.textdump.blocks import Block

LONGEST = 14  # paragraphs; longer comments share the last state
_CODE = LONGEST  # state: the last block of this comment is code
_AFTER = LONGEST + 1  # state: it is bare text right after code
NEVER = -1  # no state


def may_end(state: int, *, gap: bool, before_code: bool) -> bool:
    """Whether a comment in this state may end before a block that has this gap before it."""
    if not gap:
        return state == 0 or state >= _CODE
    return 1 <= state < _CODE or before_code


def joined(state: int, block: Block) -> int:
    """The state once `block` joins the comment; NEVER when the grammar forbids it."""
    if block.code:
        return _CODE if block.gap else NEVER
    if not block.gap:
        return _AFTER if state == _CODE else NEVER
    return min(state + 1, LONGEST - 1) if state < _CODE else 2


def starting(block: Block) -> int:
    """The state of a comment that holds only this block."""
    return _CODE if block.code else 0


def may_close(state: int, *, closed: bool) -> bool:
    """Whether the last comment of a run may stand in this state. `closed`: text follows it."""
    return not closed or state == 0 or state >= _CODE


def forced(run: Sequence[Block], *, closed: bool) -> list[float] | None:
    """1.0 where the grammar demands a border, 0.0 where it forbids one, else 0.5.

    For each block of the run but the first; None when the grammar allows no division at all.
    """
    if any(block.code for block in run):
        return _forced_with_code(run, closed=closed)
    count = len(run) - 1
    if not closed and count:
        return [0.0] + [0.5] * (count - 1)
    if count < 3:
        return ([], None, [0.0, 1.0])[count]
    return [0.0] + [0.5] * (count - 3) + [0.0, 1.0]


def _forced_with_code(run: Sequence[Block], *, closed: bool) -> list[float] | None:
    """The same by following every state the grammar can be in, forwards and backwards."""
    count = len(run) - 1
    before = [{starting(run[0])}]
    for block in run[1:]:
        after = {joined(state, block) for state in before[-1]} - {NEVER}
        if _ending(before[-1], block):
            after.add(starting(block))
        before.append(after)
    settled: list[float] = []
    alive = {state for state in before[count] if may_close(state, closed=closed)}
    for index in range(count, 0, -1):
        block = run[index]
        border = starting(block) in alive and bool(_ending(before[index - 1], block))
        stays = {s for s in before[index - 1] if joined(s, block) in alive}
        if not border and not stays:
            return None
        settled.append(0.5 if border and stays else float(border))
        alive = stays | (_ending(before[index - 1], block) if border else set())
    return settled[::-1]


def _ending(states: set[int], block: Block) -> set[int]:
    return {s for s in states if may_end(s, gap=block.gap, before_code=block.code)}


def two_block_runs(cut: Sequence[Sequence[Block]]) -> tuple[int, int]:
    """(runs of two lines of text, runs of more than one): this grammar has no runs of two.

    The last run is left out, for there the file ends, and so are runs with code.
    """
    sizes = [len(run) for run in cut[:-1] if len(run) > 1 and not any(b.code for b in run)]
    return sizes.count(2), len(sizes)
