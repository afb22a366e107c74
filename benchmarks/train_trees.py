"""Learns the trees that judge borders a second time; part of train_textdump.py.

What the first judgement says of a page is a cue, so it has to come from weights that have not seen
the page's thread: the pages are dealt into parts, and each part is read by what the others taught.
The trees are taught by copies with a grammar, and by the same as if no blank line told anything:
what tells a border from a pause is much the same in both.
"""

import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import Page

from sitegen.textdump import borders as reading
from sitegen.textdump import cues, recognise, second
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.boosted import DIGITS, Node, Packed, Trees, packed
from sitegen.textdump.cues import Cues
from sitegen.textdump.model import BorderModel, BorderModels, Borders, ready
from sitegen.textdump.words import weights

PARTS = 4
ROUNDS = 500
FLAT = 0.5  # weight of a border where no blank line tells anything; there are twice as many
STEADY = {  # the same trees each time
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    **STEADY,
}
_TREES = Trees([], [])  # no trees: the cues are asked for, not judged

Rows = list[tuple[Cues, bool]]


def part_of(page: Page) -> int:
    """Which part of the pages a page's thread belongs to."""
    return zlib.crc32(f"trees {page.group}".encode()) % PARTS


def rows_of(page: Page, model: BorderModel, *, flat: bool = False) -> Rows:
    """The cues of all open borders of a page, and whether one stands there.

    `flat`: as if no blank line told anything.
    """
    lines = tuple(page.text.split("\n"))
    sheet = recognise.sheet_of(lines, "hn")
    assert sheet is not None
    if sheet.shape != "item-page" and not flat:
        return []
    learned = ready(model)
    learned = Borders(learned.model, learned.words, _TREES)
    if flat:
        found = [
            Block(b.first, b.last, gap=True, code=False)
            for b in blocks(lines, page.header_lines + 1)
        ]
        seen = reading.page_of(sheet, [], found)
        view = cues.sight(seen.seen, weights(seen.seen), seen.matches, [0] * len(found))
        runs: list[list[Block]] = [found]
        stretches = [reading.alone(view, 0, found, learned)]
    else:
        opening = blocks(lines[: sheet.opening.last], sheet.opening.first)
        seen = reading.page_of(sheet, opening, sheet.open)
        view = cues.sight(seen.seen, weights(seen.seen), seen.matches, reading._certain(seen))
        runs = seen.runs
        stretches = reading.weighed(seen, view, learned)
    starts = {first for first, _, _ in page.comments}
    told = second.seen(view, seen.lead, stretches, learned)
    return [
        (row, run[index + 1].first in starts)
        for run, rows in zip(runs, told, strict=True)
        for index, row in rows
    ]


def learn(pages: Sequence[Page], flats: Sequence[Page], models: Sequence[BorderModels]) -> Packed:
    """The trees that suit the pages, and others as if no blank line told anything. `models` are
    the first judgement's weights for each part, learned without it.
    """
    rows: Rows = []
    for page in pages:
        rows += rows_of(page, models[part_of(page)].page)
    governed = len(rows)
    for page in flats:
        rows += rows_of(page, models[part_of(page)].flat, flat=True)
    names = sorted({cue for row, _ in rows for cue in row})
    index = {cue: n for n, cue in enumerate(names)}
    at = [
        (n, index[cue], round(v, DIGITS))
        for n, (row, _) in enumerate(rows)
        for cue, v in row.items()
    ]
    i, j, v = zip(*at, strict=True)
    x = csr_matrix((v, (i, j)), shape=(len(rows), len(names))).toarray()
    y = np.array([true for _, true in rows], float)
    weight = np.where(np.arange(len(rows)) < governed, 1.0, FLAT)
    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(x, y, weight=weight), ROUNDS)
    return kept([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]], names)


def kept(trees: Sequence[dict[str, Any]], names: Sequence[str]) -> Packed:
    """The trees as sitegen keeps them, with the cues they ask for."""
    used = sorted({cue for tree in trees for cue in _asked(tree)})
    index = {cue: n for n, cue in enumerate(used)}
    nodes = [node for tree in trees for node in _nodes(tree, index)]
    return packed([names[cue] for cue in used], nodes)


def _asked(tree: dict[str, Any]) -> Iterator[int]:
    todo = [tree]
    while todo:
        node = todo.pop()
        if "split_feature" in node:
            yield node["split_feature"]
            todo += [node["left_child"], node["right_child"]]


def _nodes(tree: dict[str, Any], index: dict[int, int]) -> list[Node]:
    if "split_feature" not in tree:
        return [(-1, 0, tree["leaf_value"])]
    low = _nodes(tree["left_child"], index)
    high = _nodes(tree["right_child"], index)
    return [(index[tree["split_feature"]], len(low) + 1, tree["threshold"]), *low, *high]
