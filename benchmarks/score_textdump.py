"""Scores the reading of text copies on the marked pages of $SITEGEN_SHARED/textdump.

`python benchmarks/score_textdump.py` reads the pages with the weights that come with sitegen,
which have seen them: the figures are too good. With `--folds FOLDER`, the weights of
`train_textdump.py --folds FOLDER`, each page is read by weights that have not seen its thread.
Borders and end-to-end figures come from the folder's own score.py; below stand the figures of the
places that the grammar leaves open, and of parents where borders and count are given.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import FOLDS, SHARED, Page, fold_of, marked
from textdump_trees import told

from sitegen.textdump import replies
from sitegen.textdump.blocks import blocks, runs
from sitegen.textdump.grammar import forced
from sitegen.textdump.model import FILES, Weights, learned, loaded
from sitegen.textdump.parents import SURE
from sitegen.textdump.show import predicted

Choice = Callable[[Page], Weights]


def chooser(folder: Path | None) -> Choice:
    """Which weights read a page."""
    if folder is None:
        return lambda page: learned()
    kept = [
        loaded(*((folder / f"fold{fold}" / name).read_bytes() for name in FILES))
        for fold in range(FOLDS)
    ]
    return lambda page: kept[fold_of(page.group)]


def predict(pages: Iterable[Page], choice: Choice, folder: Path) -> None:
    for page in pages:
        told = predicted(page.text, "hn", choice(page))
        (folder / f"{page.name}.pred.json").write_bytes(told)


def scorer(gold: Path, predictions: Path) -> dict[str, object]:
    """What score.py says."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "textdump" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    figures: dict[str, object] = module.score(str(gold), str(predictions))[0]
    return figures


def open_places(pages: Iterable[Page], predictions: Path) -> str:
    """Accuracy where the grammar leaves a border open."""
    right = total = 0
    for page in pages:
        told = json.loads((predictions / f"{page.name}.pred.json").read_text())
        begun = {comment["first"] for comment in told["comments"]}
        true = {first for first, _, _ in page.comments}
        cut = runs(blocks(tuple(page.text.split("\n")), page.header_lines + 1))
        for number, run in enumerate(cut):
            for block, settled in zip(
                run[1:], forced(run, closed=number + 1 < len(cut)) or (), strict=False
            ):
                if settled == 0.5:
                    total += 1
                    right += (block.first in begun) == (block.first in true)
    return f"open places: {right / total:.4f} of {total} right"


def true_borders(pages: Iterable[Page], choice: Choice, *, counted: bool) -> str:
    """Accuracy of parents where borders, and perhaps the count, are given."""
    right = total = sure = sure_right = 0
    for page in pages:
        tree = told(page, counted=counted)
        if tree is None:
            continue
        weights = choice(page)
        weigh, trust = replies.weigher(weights.replies), replies.weigher(weights.trust)
        for (parent, chance), true in zip(
            replies.answered(tree.page, weigh, trust), tree.parents[1:], strict=True
        ):
            total += 1
            right += parent == true
            if chance >= SURE:
                sure += 1
                sure_right += parent == true
    return (
        f"parents, true borders{' and count' if counted else ''}: {right / total:.4f} of {total};"
        f" sure {sure / total:.3f} of them, right {sure_right / max(1, sure):.4f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=Path, help="weights that have not seen the pages")
    choice = chooser(arguments.parse_args().folds)
    for name in ("dev", "dev_flat"):
        pages = list(marked(name))
        with tempfile.TemporaryDirectory() as folder:
            predictions = Path(folder)
            predict(pages, choice, predictions)
            print(name, json.dumps(scorer(SHARED / "textdump" / name, predictions), indent=1))
            if name == "dev":
                print(open_places(pages, predictions))
    pages = list(marked())
    print(true_borders(pages, choice, counted=True))
    print(true_borders(pages, choice, counted=False))


if __name__ == "__main__":
    main()
