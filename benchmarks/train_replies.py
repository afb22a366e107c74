"""Learns the weights by which parents are chosen in text copies; part of train_textdump.py.

True borders and true counts are given. The weights are those under which the true trees, among all
trees that depth-first order and the count allow, are most probable (a conditional random field).
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_forest import NONE, weighed
from textdump_trees import Told

from sitegen.textdump.cues import Cues
from sitegen.textdump.offers import offered

RIDGE = 5.0
SEEN_LEAST = 8
STEPS = 70  # more of them change nothing that a page not learned from would show
COUNTED = 0.5  # of what is learned: with the count of direct replies; the rest without it


class Grid:
    """The candidates of a page as arrays: a row of cues for each arc."""

    def __init__(self, page: Told, index: dict[str, int]) -> None:
        rows, columns, values, above, below = [], [], [], [], []
        for number, candidates in enumerate(offered(page.page), start=1):
            for parent, cues in candidates:
                row = len(above)
                above.append(parent)
                below.append(number)
                for cue, value in cues.items():
                    rows.append(row)
                    columns.append(index.setdefault(cue, len(index)))
                    values.append(value)
        self.at = np.array(above), np.array(below)
        self.parts = rows, columns, values
        self.direct = page.page.direct or page.parents.count(0)
        self.size = len(page.parents)
        self.true = np.array(page.parents)[self.at[1]] == self.at[0]

    def cues(self, width: int) -> csr_matrix:
        rows, columns, values = self.parts
        return csr_matrix((values, (rows, columns)), shape=(len(self.at[0]), width))


def learn(pages: Sequence[Told]) -> dict[str, float]:
    """The weights of all cues."""
    index: dict[str, int] = {}
    grids = [Grid(page, index) for page in pages]
    matrices = [grid.cues(len(index)) for grid in grids]
    seen = sum(np.asarray((matrix != 0).sum(0)).ravel() for matrix in matrices)
    kept = (seen >= SEEN_LEAST).astype(float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * RIDGE * float(w @ w), RIDGE * w
        for grid, matrix in zip(grids, matrices, strict=True):
            told = matrix @ w
            scores = np.full((grid.size, grid.size), NONE)
            scores[grid.at] = told
            for direct, share in ((grid.direct, COUNTED), (0, 1 - COUNTED)):
                whole, chances = weighed(scores, direct)
                total += share * float(whole - told[grid.true].sum())
                slope = slope + share * (matrix.T @ (chances[grid.at] - grid.true))
        return total, slope * kept

    found = minimize(
        loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    return {cue: w for cue, at in sorted(index.items()) if (w := round(float(found.x[at]), 3))}


def trust(seen: Sequence[tuple[Cues, bool]]) -> dict[str, float]:
    """Weights by which the chance of a choice of parent becomes the chance that it is right.

    `seen` are the cues of choices by weights that had not seen the thread, and how each came out.
    """
    names = sorted({cue for cues, _ in seen for cue in cues})
    x = np.array([[cues.get(name, 0.0) for name in names] for cues, _ in seen])
    y = np.array([right for _, right in seen], float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        slope = 1 / (1 + np.exp(-scores)) - y
        gain = float((y * scores - np.logaddexp(0.0, scores)).sum())
        return -gain + 0.5 * float(w @ w), x.T @ slope + w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(w), 3) for name, w in zip(names, found.x, strict=True)}
