"""Sums over all divisions of many runs at once, for training: `textdump.division`, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from train_borders import Run


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
