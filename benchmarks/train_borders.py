"""Learns the weights by which borders are set in text copies; part of train_textdump.py.

The likelihood of the true division of every run is made as large as it gets, over all divisions
that the grammar allows, with a ridge that keeps rare cues small.
"""

import base64
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import Page
from train_chains import Lattice

from sitegen.textdump import borders as reading
from sitegen.textdump import cues, recognise
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.grammar import NEVER, joined, may_close, may_end, starting
from sitegen.textdump.groups import groups
from sitegen.textdump.model import BorderModel, Hashed, place_of, ready
from sitegen.textdump.words import weights

WINDOW = 24
BITS = 16
RIDGE = {"at": 2.0, "words": 30.0, "group": 1.0}
RIDGE_FROM = {"at": 32.0, "words": 120.0, "group": 16.0}  # away from weights learned before
SEEN_LEAST = 5  # places; a rarer cue gets no weight


@dataclass
class Run:
    """A run with open places; pairs are (place, start of the comment above it), place by place."""

    size: int
    window: int
    at: list[list[str]]
    words: list[list[tuple[int, float]]]
    group: list[dict[str, float]]
    ends: np.ndarray
    stays: np.ndarray
    widths: list[int]
    closing: np.ndarray
    gold: np.ndarray
    open: np.ndarray
    truth: np.ndarray


def runs_of(page: Page) -> list[Run]:
    """The runs of a page in which the grammar leaves something open."""
    lines = tuple(page.text.split("\n"))
    sheet = recognise.sheet_of(lines, "hn")
    assert sheet is not None
    if sheet.shape != "item-page":  # too little is left of a thinned page to show its grammar
        return []
    opening = blocks(lines[: sheet.opening.last], sheet.opening.first)
    seen = reading.page_of(sheet, opening, sheet.open)
    view = cues.sight(seen.seen, weights(seen.seen), seen.matches, reading._certain(seen))
    starts = {first for first, _, _ in page.comments}
    found = []
    at = seen.lead
    for number, run in enumerate(seen.runs):
        settled = seen.settled[number]
        if settled is not None and 0.5 in settled:
            truth = np.array([block.first in starts for block in run[1:]])
            found.append(_run(view, run, at, settled, truth, closed=seen.closed(number)))
        at += len(run)
    return found


def flat_of(page: Page) -> list[Run]:
    """All of a page as one run, as if no blank line told anything."""
    lines = tuple(page.text.split("\n"))
    found = [
        Block(b.first, b.last, gap=True, code=False) for b in blocks(lines, page.header_lines + 1)
    ]
    sheet = recognise.sheet_of(lines, "hn")
    assert sheet is not None
    seen = reading.page_of(sheet, [], found)
    view = cues.sight(seen.seen, weights(seen.seen), seen.matches, [0] * len(found))
    starts = {first for first, _, _ in page.comments}
    truth = np.array([block.first in starts for block in found[1:]])
    return [_run(view, found, 0, [0.5] * len(truth), truth, closed=False, free=True)]


def _run(view, run, at, settled, truth, *, closed, free=False) -> Run:
    facts = view.blocks[at : at + len(run)]
    window = reading.window_of(run, BorderModel(WINDOW, {}, {}, Hashed(0, 0, "")))
    group, ends, stays, widths, gold = [], [], [], [], []
    state, begun = [starting(run[0])], 0
    for index, block in enumerate(run[1:], start=1):
        width = len(state)
        widths.append(width)
        told = settled[index - 1] == 0.5
        held = list(groups(view, at, at + index, at + len(run), window)) if told else [{}] * width
        assert len(held) == width
        group += held
        ends += [
            free or (s != NEVER and may_end(s, gap=block.gap, before_code=block.code))
            for s in state
        ]
        stays += [s != NEVER and joined(s, block) != NEVER for s in state]
        border = bool(truth[index - 1])
        gold += [border and j == min(index - 1 - begun, width - 1) for j in range(width)]
        begun = index if border else begun
        state = [starting(block), *[joined(s, block) if s != NEVER else s for s in state]][:window]
    return Run(
        len(run),
        window,
        [list(cues.at(facts, i)) if settled[i - 1] == 0.5 else [] for i in range(1, len(run))],
        [
            [(place_of(w, BITS), v) for w, v in cues.vocabulary(facts, i)]
            if settled[i - 1] == 0.5
            else []
            for i in range(1, len(run))
        ],
        group,
        np.array(ends),
        np.array(stays),
        widths,
        np.array([free or may_close(s, closed=closed) for s in state]),
        np.array(gold),
        np.array(settled) == 0.5,
        truth,
    )


class Problem:
    """The likelihood of the true divisions of all runs, and its slope, for given weights."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.places = [cue_list for run in runs for cue_list in run.at]
        self.words = [pairs for run in runs for pairs in run.words]
        self.groups = [cue for run in runs for cue in run.group]
        widths = np.array([width for run in runs for width in run.widths])
        self.place = np.repeat(np.arange(len(widths)), widths)
        self.gold = np.concatenate([run.gold for run in runs]).astype(float)

    def names(self, before: BorderModel | None) -> tuple[list[str], list[str]]:
        """Cues of places and of comments that get weights: the frequent and the known."""

        def often(lists, known) -> list[str]:
            count: dict[str, int] = {}
            for cue_list in lists:
                for cue in cue_list:
                    count[cue] = count.get(cue, 0) + 1
            return sorted({cue for cue, seen in count.items() if seen >= SEEN_LEAST} | {*known})

        return (
            often(self.places, before.at if before else ()),
            often(self.groups, before.group if before else ()),
        )

    def buckets(self, before: np.ndarray) -> list[int]:
        """Places of words that are met often enough to learn from, or have a weight."""
        count = np.bincount([w for pairs in self.words for w, _ in pairs], minlength=1 << BITS)
        return np.flatnonzero((count >= SEEN_LEAST) | (before != 0)).tolist()

    def matrices(self, at: list[str], group: list[str], buckets: list[int]):
        known = {place: i for i, place in enumerate(buckets)}
        index_at = {cue: i for i, cue in enumerate(at)}
        index_group = {cue: i for i, cue in enumerate(group)}
        return (
            _sparse([[(index_at[c], 1.0) for c in p if c in index_at] for p in self.places], at),
            _sparse([[(known[w], v) for w, v in p if w in known] for p in self.words], buckets),
            _sparse(
                [
                    [(index_group[c], v) for c, v in g.items() if c in index_group]
                    for g in self.groups
                ],
                group,
            ),
        )


def _sparse(rows, columns) -> csr_matrix:
    at = [(i, j, v) for i, row in enumerate(rows) for j, v in row]
    i, j, v = zip(*at, strict=True) if at else ((), (), ())
    return csr_matrix((v, (i, j)), shape=(len(rows), len(columns)))


def learn(runs: Sequence[Run], before: BorderModel | None = None) -> BorderModel:
    """The weights that suit the runs. With weights learned `before`, elsewhere, they depart from
    those only as far as the runs demand.
    """
    problem = Problem(runs)
    lattice = Lattice(runs)
    told = (
        np.zeros(1 << BITS) if before is None else before.words.step * np.array(ready(before).words)
    )
    at, group = problem.names(before)
    buckets = problem.buckets(told)
    by_place, by_word, by_group = problem.matrices(at, group, buckets)
    sizes = [len(at), len(buckets), len(group)]
    cuts = np.cumsum(sizes)
    start = np.zeros(cuts[-1])
    if before is not None:
        start[: cuts[0]] = [before.at.get(cue, 0.0) for cue in at]
        start[cuts[0] : cuts[1]] = told[buckets]
        start[cuts[1] :] = [before.group.get(cue, 0.0) for cue in group]
    ridge = np.repeat(list((RIDGE_FROM if before else RIDGE).values()), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        a, b, c = np.split(w, cuts[:-1])
        scores = (by_place @ a + by_word @ b)[problem.place] + by_group @ c
        gain, chance = lattice.expected(scores)
        slope = chance - problem.gold
        places = np.bincount(problem.place, weights=slope, minlength=len(problem.places))
        down = np.concatenate([by_place.T @ places, by_word.T @ places, by_group.T @ slope])
        off = w - start
        return -gain + 0.5 * float(ridge @ (off * off)), down + ridge * off

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    a, b, c = np.split(found.x, cuts[:-1])
    step = float(np.abs(b).max() / 127) or 1.0
    table = np.zeros(1 << BITS, np.int8)
    table[buckets] = np.round(b / step)
    packed = base64.b64encode(zlib.compress(table.tobytes(), 9)).decode()
    return BorderModel(
        window=WINDOW,
        at={cue: round(float(w), 3) for cue, w in zip(at, a, strict=True)},
        group={cue: round(float(w), 3) for cue, w in zip(group, c, strict=True)},
        words=Hashed(BITS, round(step, 6), packed),
    )
