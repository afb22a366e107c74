"""Learns the weights by which text copies are read, and writes sitegen/textdump/weights.json.

Needs numpy, scipy and numba, which sitegen itself does not. Run as
`python benchmarks/train_textdump.py`; with --folds it writes, for scoring, one set of weights for
each of five folds to the folder that follows, trained without the threads of that fold.
"""

import argparse
import sys
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

import train_borders
import train_replies
from textdump_corpus import FOLDS, Page, fold_of, made, marked
from textdump_trees import told

from sitegen.textdump.model import Model


def pages() -> list[Page]:
    """All pages to learn from: the marked ones, and those made of threads that are not marked."""
    known = list(marked())
    groups = {page.group for page in known}
    return known + [page for page in made() if page.group not in groups]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=Path, help="a folder for weights to score with")
    folder = arguments.parse_args().folds
    every = pages()
    runs = [(page, run) for page in every for run in train_borders.runs_of(page)]
    flats = [(page, run) for page in every for run in train_borders.flat_of(page)]
    trees = [(page, tree) for page in every if page.direct and (tree := told(page))]

    def write(path: Path, fold: int | None) -> None:
        def kept(page: Page) -> bool:
            return not page.marked or fold_of(page.group) != fold

        learned = Model(
            train_borders.learn([run for page, run in runs if kept(page)]),
            train_borders.learn([run for page, run in flats if kept(page)]),
            train_replies.learn([tree for page, tree in trees if kept(page)]),
            train_replies.trust([tree for page, tree in trees if kept(page)]),
        )
        path.write_bytes(msgspec.json.format(msgspec.json.encode(learned), indent=1) + b"\n")

    if folder is None:
        write(Path(__file__).parents[1] / "sitegen/textdump/weights.json", None)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        write(folder / f"fold{fold}.json", fold)


if __name__ == "__main__":
    main()
