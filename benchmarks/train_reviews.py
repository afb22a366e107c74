"""Learns the trees that judge parents a second time; part of train_textdump.py.

What the first judgement says of a page is a cue, so it has to come from weights that have not seen
the page's thread: the pages are dealt into parts, and each part is read by what the others taught.
Every page is learned from twice, with the count of direct replies and without.
"""

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import lightgbm
import numpy as np
from msgspec.structs import replace
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))

import train_replies
from textdump_trees import Told
from train_trees import STEADY, kept

from sitegen.textdump import replies, reviewed
from sitegen.textdump.boosted import DIGITS, Packed, unpacked
from sitegen.textdump.cues import Cues
from sitegen.textdump.model import ReplyModels

PARTS = 3
ROUNDS = 300
SETTINGS = {
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    **STEADY,
}
_SLIGHT = 1e-4  # as sitegen/textdump/reviewed.py has it
_STEP = 0.5  # of slopes and curvatures alike, which makes the ridge of leaves twice as hard

Group = list[tuple[Cues, float, bool]]  # a comment's candidates: cues, first chance, the true one?


def part_of(page: Told) -> int:
    """Which part of the pages a thread belongs to."""
    return zlib.crc32(f"part {page.group}".encode()) % PARTS


def both(page: Told) -> tuple[Told, Told]:
    """The page with the count of direct replies, and without."""
    return page, Told(replace(page.page, direct=None), page.parents, page.group)


def groups(page: Told, weigh: replies.Weigh) -> list[Group]:
    """The candidates of each comment of a page whose true parent is among them."""
    found = []
    for told in both(page):
        first, _ = replies.judged(told.page, weigh)
        for number, rows in reviewed.seen(told.page, first):
            true = told.parents[number]
            if any(candidate == true for candidate, _ in rows):
                chances = first.told[number]
                found.append([(row, chances[n], n == true) for n, row in rows])
    return found


def grown(every: Sequence[Group]) -> Packed:
    """The trees under which the true candidates, each among its own, are most probable."""
    rows = [row for group in every for row in group]
    names = sorted({cue for cues, _, _ in rows for cue in cues})
    index = {cue: n for n, cue in enumerate(names)}
    at = [
        (n, index[cue], round(v, DIGITS))
        for n, (cues, _, _) in enumerate(rows)
        for cue, v in cues.items()
    ]
    i, j, v = zip(*at, strict=True)
    x = csr_matrix((v, (i, j)), shape=(len(rows), len(names))).toarray()
    sizes = [len(group) for group in every]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def slopes(scores: np.ndarray, data: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chances = powers / np.add.reduceat(powers, starts)[group]
        curve = np.maximum(chances * (1 - chances), _SLIGHT)
        return _STEP * (chances - data.get_label()), _STEP * curve

    told = lightgbm.Dataset(
        x,
        np.array([true for _, _, true in rows], float),
        init_score=np.log(np.maximum([chance for _, chance, _ in rows], _SLIGHT)),
    )
    booster = lightgbm.train(SETTINGS | {"objective": slopes}, told, ROUNDS)
    return kept([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]], names)


def learn(pages: Sequence[Told]) -> ReplyModels:
    """All that is learned of replies."""
    weighers = [
        replies.weigher(train_replies.learn([page for page in pages if part_of(page) != part]))
        for part in range(PARTS)
    ]
    told = [(part_of(page), page, groups(page, weighers[part_of(page)])) for page in pages]
    seen: list[tuple[Cues, bool]] = []
    for part, weigh in enumerate(weighers):
        own = unpacked(grown([g for other, _, found in told if other != part for g in found]))
        for other, page, _ in told:
            if other == part:
                for one in both(page):
                    choices = replies.choices(one.page, weigh, own)
                    pairs = zip(choices, one.parents[1:], strict=True)
                    seen += [(choice.doubts, choice.parent == true) for choice, true in pairs]
    return ReplyModels(
        train_replies.learn(pages),
        train_replies.trust(seen),
        grown([group for _, _, found in told for group in found]),
    )
