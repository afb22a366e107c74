"""Learns the weights by which text copies are read, and writes them to sitegen/textdump:
border_weights.json and reply_weights.json.

Needs numpy, scipy, numba and LightGBM, which sitegen itself does not. Run as
`python benchmarks/train_textdump.py`; with --folds it writes, for scoring, one set of weights for
each of five folds to the folder that follows, trained without the threads of that fold.
"""

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1]))

import train_borders
import train_reviews
import train_trees
from textdump_corpus import FOLDS, Page, fold_of, made, marked, thinned
from textdump_trees import told

from sitegen.textdump.model import BorderModels, ReplyModels

SITEGEN = Path(__file__).parents[1] / "sitegen/textdump"
Kept = Callable[[Page], bool]


def pages() -> list[Page]:
    """All pages to learn from: the marked ones, and those made of threads that are not marked."""
    known = list(marked())
    groups = {page.group for page in known}
    return known + [page for page in made() if page.group not in groups]


def unseen(page: Page, fold: int) -> bool:
    """Whether a page may teach the weights that read a fold."""
    return not page.marked or fold_of(page.group) != fold


def borders(every: list[Page]) -> Callable[[Kept], BorderModels]:
    """Learns from the pages that are kept: first from every border, then from open ones alone.

    The borders that the grammar settles tell much of how comments begin, and they are the most;
    but the open ones are of another kind: all their comments have several paragraphs.
    """
    twice = [*every, *map(thinned, every)]
    runs = [(page, run) for page in twice for run in train_borders.runs_of(page)]
    flats = [(page, run) for page in every for run in train_borders.flat_of(page)]

    def once(kept: Kept) -> BorderModels:
        flat = train_borders.learn([run for page, run in flats if kept(page)])
        page = train_borders.learn([run for page, run in runs if kept(page)], flat)
        return BorderModels(page, flat)

    def learn(kept: Kept) -> BorderModels:
        parts = [
            once(lambda page, part=part: kept(page) and train_trees.part_of(page) != part)
            for part in range(train_trees.PARTS)
        ]
        first = once(kept)
        again = train_trees.learn(list(filter(kept, twice)), list(filter(kept, every)), parts)
        return replace(first, again=again)

    return learn


def replies(every: list[Page]) -> Callable[[Kept], ReplyModels]:
    """Learns from the pages that are kept."""
    trees = [(page, tree) for page in every if page.direct and (tree := told(page))]

    def learn(kept: Kept) -> ReplyModels:
        return train_reviews.learn([tree for page, tree in trees if kept(page)])

    return learn


def written(path: Path, model: BorderModels | ReplyModels) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


def main() -> None:
    if os.environ.get("PYTHONHASHSEED") != "0":  # sums over sets have the order of their hashes
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=("borders", "replies"), help="learn these alone")
    arguments.add_argument("--folds", type=Path, help="a folder for weights to score with")
    told = arguments.parse_args()
    every = pages()
    teachers: list[tuple[str, Callable[[Kept], BorderModels | ReplyModels]]] = []
    if told.only != "replies":
        teachers.append(("border_weights.json", borders(every)))
    if told.only != "borders":
        teachers.append(("reply_weights.json", replies(every)))
    for name, learn in teachers:
        if told.folds is None:
            written(SITEGEN / name, learn(lambda page: True))
            continue
        for fold in range(FOLDS):
            folder = told.folds / f"fold{fold}"
            folder.mkdir(parents=True, exist_ok=True)
            written(folder / name, learn(partial(unseen, fold=fold)))


if __name__ == "__main__":
    main()
