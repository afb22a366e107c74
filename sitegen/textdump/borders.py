"""Where comments begin: what the grammar settles, and how likely the rest is.

A border that the grammar forces is certain; every other one keeps its probability.
"""

from collections.abc import Sequence

from sitegen.textdump.blocks import Block, runs
from sitegen.textdump.grammar import LONGEST, borders, forced
from sitegen.textdump.reading import Known, Part, Sheet

_SURE = 0.95  # from here on a border that the grammar leaves open counts as sure
_FLAT = 0.4  # share of lines that begin a comment where nothing tells, measured
_BROKEN = 0.9  # a border that the grammar would force, in a run that breaks the grammar


def chances(sheet: Sheet) -> dict[int, float]:
    """For the first line of each open block: 1.0 a border, 0.0 none, else its probability."""
    found = sheet.open
    result = {block.first: 1.0 if sheet.begins else _FLAT for block in found[:1]}
    if sheet.shape == "item-table":
        return result | {block.first: 0.0 if block.gap else 1.0 for block in found[1:]}
    if sheet.shape != "item-page":
        return result | {block.first: _FLAT for block in found[1:]}
    cut = runs(list(found))
    for index, run in enumerate(cut):
        result.setdefault(run[0].first, 1.0)
        result.update(_in_run(run, closed=index + 1 < len(cut)))
    return result


def _in_run(run: list[Block], *, closed: bool) -> dict[int, float]:
    if len(run) == 1:
        return {}
    settled = forced(run, closed=closed)
    if settled is None:
        return {block.first: 1 - _BROKEN for block in run[1:]}
    weighed = borders(run, [0.4] * (len(run) - 1), [1.0] * (LONGEST + 2), closed=closed)
    assert weighed is not None
    return {
        block.first: told if told in (0.0, 1.0) else chance
        for block, told, chance in zip(run[1:], settled, weighed, strict=True)
    }


def divide(found: Sequence[Block], chance: dict[int, float]) -> tuple[Part, ...]:
    """Comments, cut at every border that is more likely than not."""
    parts: list[list[Block]] = []
    for block in found:
        if parts and chance[block.first] <= 0.5:
            parts[-1].append(block)
        else:
            parts.append([block])
    return tuple(
        Part(first=part[0].first, last=part[-1].last, border=known(chance[part[0].first]))
        for part in parts
    )


def known(chance: float) -> Known:
    """The tier of a border with this probability."""
    if chance == 1.0:
        return Known("inferred", 1.0, "grammar")
    return Known("inferred" if chance >= _SURE else "guessed", chance, "weighed")
