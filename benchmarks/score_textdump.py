"""Scores the reading of text copies on the marked pages of $SITEGEN_SHARED/textdump.

Three readings of the same pages, the first of which is the one to quote:

    cross-validated   each page is read by weights that have not seen its thread: nothing of it,
                      no word and no count either. `train_textdump.py --folds` makes them.
    without ...       the same, but for the one thread that holds more than half of all comments
    as shipped        by the weights that come with sitegen, which have seen all these pages

Borders, whole comments and end-to-end figures are those of the folder's own score.py; the places
that the grammar leaves open, and parents where the borders are given, are counted here.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import FOLDS, LARGEST, SHARED, Page, fold_of, marked
from textdump_trees import told

from sitegen.textdump import replies
from sitegen.textdump.blocks import blocks, runs
from sitegen.textdump.grammar import forced
from sitegen.textdump.model import FILES, Weights, learned, loaded
from sitegen.textdump.parents import SURE
from sitegen.textdump.show import predicted

Choice = Callable[[Page], Weights]
Told = dict[str, Any]  # a prediction, as score.py reads it


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


def scorer(gold: Path, predictions: Path) -> dict[str, Any]:
    """What score.py says."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "textdump" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    figures: dict[str, Any] = module.score(str(gold), str(predictions))[0]
    return figures


def weighed(page: Page, told: Told) -> Iterator[tuple[float, bool, bool]]:
    """(chance of a border, whether one was set, whether one stands there), where it is open."""
    begun = {comment["first"] for comment in told["comments"]}
    true = {first for first, _, _ in page.comments}
    for line in _open(page, told):
        yield told["boundary_probs"][str(line)], line in begun, line in true


def _open(page: Page, told: Told) -> Iterator[int]:
    """The lines at which neither the grammar nor the shape says whether a comment begins."""
    if told["shape"] != "item-page":
        yield from (int(line) for line in list(told["boundary_probs"])[1:])
        return
    cut = runs(blocks(tuple(page.text.split("\n")), page.header_lines + 1))
    for number, run in enumerate(cut):
        settled = forced(run, closed=number + 1 < len(cut)) or ()
        yield from (b.first for b, told in zip(run[1:], settled, strict=False) if told == 0.5)


def calibration(places: Sequence[tuple[float, bool, bool]]) -> float:
    """Mean distance, over ten equal ranges of chances, between what was said and what was so."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, _, true in places:
        bins[min(int(chance * 10), 9)].append((chance, true))
    off = (abs(sum(chance - true for chance, true in held)) for held in bins.values())
    return sum(off) / max(1, len(places))


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
            replies.answered(tree.page, weigh, trust, weights.again), tree.parents[1:], strict=True
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


def report(title: str, name: str, pages: Sequence[Page], choice: Choice) -> None:
    """The figures of one reading of the pages of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder)
        predict(pages, choice, predictions)
        figures = scorer(SHARED / "textdump" / name, predictions)
        told = [json.loads((predictions / f"{page.name}.pred.json").read_text()) for page in pages]
    places = [place for page, t in zip(pages, told, strict=True) for place in weighed(page, t)]
    right = sum(begun == true for _, begun, true in places)
    every, after, whole = figures["all"], figures["amb"], figures["comment_exact"]
    parent, stated = figures["parent"], figures.get("boundary_calibration")
    print(f"\n{name}, {title}: {figures['docs']} pages, {whole['gold']} comments")
    print(f"  borders, all lines     F1 {every['F1']:.3f}  P {every['P']:.3f}  R {every['R']:.3f}")
    if after["n"]:
        print(f"  after blank lines      F1 {after['F1']:.3f}  accuracy {after['acc']:.3f}")
    print(f"  open places            accuracy {right / len(places):.3f} of {len(places)}")
    print(
        f"  comments exact         recall {whole['recall']:.3f}  precision {whole['precision']:.3f}"
    )
    error = f"{stated['ECE']:.3f} after blank lines, " if stated else ""
    print(f"  calibration error      {error}{calibration(places):.3f} at open places")
    print(
        f"  parents, end to end    {parent['acc_of_all']:.3f} of all;"
        f" {parent['acc_when_predicted']:.3f} of {parent['coverage']:.3f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=Path, help="weights that have not seen the pages")
    folder = arguments.parse_args().folds
    readings = [("as shipped (trained on these pages)", chooser(None))]
    if folder is not None:
        readings.insert(0, ("cross-validated by thread", chooser(folder)))
    for title, choice in readings:
        for name in ("dev", "dev_flat"):
            pages = list(marked(name))
            report(title, name, pages, choice)
            if folder is not None and choice is readings[0][1]:
                rest = [page for page in pages if page.group != LARGEST]
                report(f"{title}, without the largest thread", name, rest, choice)
        pages = list(marked())
        for counted in (True, False):
            print(f"{title}: {true_borders(pages, choice, counted=counted)}")


if __name__ == "__main__":
    main()
