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
from numba import njit
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import Page

from sitegen.textdump import borders as reading
from sitegen.textdump import cues, recognise
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.grammar import NEVER, joined, may_close, may_end, starting
from sitegen.textdump.groups import groups
from sitegen.textdump.model import BorderModel, Hashed, place_of
from sitegen.textdump.words import weights

WINDOW = 24
BITS = 16
RIDGE = {"at": 2.0, "group": 1.0, "words": 8.0}
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
    assert sheet.shape == "item-page", page.name
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
        held = list(groups(view, at, at + index, window)) if told else [{}] * width
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

    def names(self) -> tuple[list[str], list[str]]:
        def often(lists) -> list[str]:
            count: dict[str, int] = {}
            for cue_list in lists:
                for cue in cue_list:
                    count[cue] = count.get(cue, 0) + 1
            return sorted(cue for cue, seen in count.items() if seen >= SEEN_LEAST)

        return often(self.places), often(self.groups)

    def buckets(self) -> list[int]:
        """Places of words that are met often enough to learn from."""
        count = np.bincount([w for pairs in self.words for w, _ in pairs], minlength=1 << BITS)
        return np.flatnonzero(count >= SEEN_LEAST).tolist()

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


class Lattice:
    """The pairs of all runs, end to end, as arrays that compiled code can walk."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.widths = np.concatenate([np.array(run.widths, np.int64) for run in runs])
        self.sizes = np.array([run.size for run in runs], np.int64)
        self.windows = np.array([run.window for run in runs], np.int64)
        self.ends = np.concatenate([run.ends for run in runs]).astype(np.bool_)
        self.stays = np.concatenate([run.stays for run in runs]).astype(np.bool_)
        self.closing = np.concatenate([run.closing for run in runs]).astype(np.float64)
        self.closings = np.array([len(run.closing) for run in runs], np.int64)
        self.gold = np.concatenate([run.gold for run in runs]).astype(np.bool_)

    def expected(self, scores: np.ndarray) -> tuple[float, np.ndarray]:
        """(logarithm of the likelihood of the truth, chance of a border for each pair)."""
        scores = np.clip(scores, -30, 30)
        chance = np.zeros(len(scores))
        total = _chains(
            self.widths,
            self.sizes,
            self.windows,
            self.ends,
            self.stays,
            self.closing,
            self.closings,
            np.exp(scores),
            chance,
        )
        return float(scores[self.gold].sum()) - total, chance


@njit(cache=False)
def _chains(widths, sizes, windows, ends, stays, closing, closings, odds, chance):
    """Fills in the chance of a border for each pair; the sum of the logarithms of all sums."""
    total = 0.0
    place = 0
    pair = 0
    closed = 0
    for run in range(len(sizes)):
        count, window = sizes[run] - 1, windows[run]
        forward = np.zeros((count + 1, window))
        forward[0, 0] = 1.0
        begins = np.zeros(count + 1, np.int64)
        begins[0] = pair
        for i in range(count):
            width = widths[place + i]
            at = begins[i]
            begins[i + 1] = at + width
            for j in range(width):
                now = forward[i, j]
                if ends[at + j]:
                    forward[i + 1, 0] += now * odds[at + j]
                if stays[at + j]:
                    forward[i + 1, min(j + 1, window - 1)] += now
            top = forward[i + 1].max()
            forward[i + 1] /= top
            total += np.log(top)
        after = np.zeros(window)
        after[: closings[run]] = closing[closed : closed + closings[run]]
        total += np.log((forward[count] * after).sum())
        for i in range(count - 1, -1, -1):
            width = widths[place + i]
            at = begins[i]
            before = np.zeros(window)
            both = 0.0
            for j in range(width):
                split = odds[at + j] * after[0] if ends[at + j] else 0.0
                kept = after[min(j + 1, window - 1)] if stays[at + j] else 0.0
                before[j] = split + kept
                both += forward[i, j] * (split + kept)
                chance[at + j] = forward[i, j] * split
            for j in range(width):
                chance[at + j] /= both
            after = before / before.max()
        place += count
        pair = begins[count]
        closed += closings[run]
    return total


def learn(runs: Sequence[Run]) -> BorderModel:
    problem = Problem(runs)
    lattice = Lattice(runs)
    at, group = problem.names()
    buckets = problem.buckets()
    by_place, by_word, by_group = problem.matrices(at, group, buckets)
    sizes = [len(at), len(buckets), len(group)]
    cuts = np.cumsum(sizes)
    ridge = np.repeat([RIDGE["at"], RIDGE["words"], RIDGE["group"]], sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        a, b, c = np.split(w, cuts[:-1])
        scores = (by_place @ a + by_word @ b)[problem.place] + by_group @ c
        gain, chance = lattice.expected(scores)
        slope = chance - problem.gold
        places = np.bincount(problem.place, weights=slope, minlength=len(problem.places))
        down = np.concatenate([by_place.T @ places, by_word.T @ places, by_group.T @ slope])
        return -gain + 0.5 * float(ridge @ (w * w)), down + ridge * w

    found = minimize(
        loss, np.zeros(cuts[-1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
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
