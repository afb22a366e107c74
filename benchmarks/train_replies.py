"""Learns the weights by which parents are chosen in text copies; part of train_textdump.py.

True borders and true counts are given. After a first round on true trees, the weights learn from
the trees that they themselves make (roll-ins), for that is what they meet when they are used.
"""

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_trees import Told

from sitegen.textdump import offers, replies

RIDGE = 10.0
SEEN_LEAST = 8
ROUNDS = 1
PARTS = 4


def target(spine: Sequence[int], parents: Sequence[int], number: int) -> int:
    """The index in the spine of the true parent, or of the nearest true ancestor there."""
    at = {candidate: index for index, candidate in enumerate(spine)}
    wanted = parents[number]
    while wanted not in at:
        wanted = parents[wanted]
    return at[wanted]


def decisions(page: Told, weigh: replies.Weigh | None):
    """(cues of the candidates, index of the right one) along the true tree or the model's own."""
    tree = offers.SEED
    for number in range(1, len(page.parents)):
        pairs: dict = {}
        found = offers.offered(page.page, tree, number, pairs)
        right = target(tree.spine, page.parents, number)
        listed = [index for index, _ in found]
        if right in listed:
            yield [cues for _, cues in found], listed.index(right)
        step = right
        if weigh is not None:
            ranked = replies.chances(page.page, tree, number, pairs, weigh)
            step = max(ranked, key=lambda pair: pair[1])[0]
        tree = offers.grown(tree, step, number)


def learn(pages: Sequence[Told]) -> dict[str, float]:
    """The weights of all cues."""
    weights: dict[str, float] | None = None
    pool = [d for page in pages for d in decisions(page, None)]
    for _ in range(ROUNDS):
        weights = _fit(pool)
        weigh = replies.weigher(weights)
        pool += [d for page in pages for d in decisions(page, weigh)]
    return _fit(pool)


def _fit(pool) -> dict[str, float]:
    count: dict[str, int] = {}
    for candidates, _ in pool:
        for cues in candidates:
            for cue in cues:
                count[cue] = count.get(cue, 0) + 1
    names = sorted(cue for cue, seen in count.items() if seen >= SEEN_LEAST)
    index = {cue: i for i, cue in enumerate(names)}
    rows, columns, values, owner, gold = [], [], [], [], []
    for number, (candidates, right) in enumerate(pool):
        for place, cues in enumerate(candidates):
            row = len(owner)
            owner.append(number)
            gold.append(place == right)
            for cue, value in cues.items():
                if cue in index:
                    rows.append(row)
                    columns.append(index[cue])
                    values.append(value)
    x = csr_matrix((values, (rows, columns)), shape=(len(owner), len(names)))
    owner, gold = np.array(owner), np.array(gold, float)
    rounds = max(1, len(pool) // max(1, len({id(p) for p in pool})))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        top = np.full(len(pool), -np.inf)
        np.maximum.at(top, owner, scores)
        powers = np.exp(scores - top[owner])
        total = np.bincount(owner, weights=powers, minlength=len(pool))
        chance = powers / total[owner]
        gain = float((scores * gold).sum() - (top + np.log(total)).sum())
        return -gain + 0.5 * RIDGE * rounds * float(w @ w), x.T @ (
            chance - gold
        ) + RIDGE * rounds * w

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return {cue: round(float(w), 3) for cue, w in zip(names, found.x, strict=True)}


def trust(pages: Sequence[Told]) -> dict[str, float]:
    """Weights by which the chance of a choice of parent becomes the chance that it is right.

    Every page is judged by weights that were learned without its thread.
    """
    seen: list[tuple[dict[str, float], bool]] = []
    for part in range(PARTS):
        apart = [page for page in pages if part_of(page.group) == part]
        weigh = replies.weigher(learn([page for page in pages if part_of(page.group) != part]))
        for page in apart:
            for choice, true in zip(
                replies.choices(page.page, weigh), page.parents[1:], strict=True
            ):
                seen.append((choice.doubts, choice.parent == true))
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


def part_of(group: str) -> int:
    """Which part of the pages a thread belongs to."""
    return zlib.crc32(f"part {group}".encode()) % PARTS
