"""Where comments begin: what the grammar settles, and how likely the rest is.

A border that the grammar forces is certain; every other one keeps its probability.
"""

from collections.abc import Mapping, Sequence
from math import fsum

import msgspec

from sitegen.textdump import cues, division, second
from sitegen.textdump.blocks import Block, runs
from sitegen.textdump.grammar import forced, may_end, starting
from sitegen.textdump.groups import groups
from sitegen.textdump.model import BorderModel, Borders, Weights, place_of
from sitegen.textdump.quotes import Match, matches
from sitegen.textdump.reading import Known, Sheet
from sitegen.textdump.second import Stretch
from sitegen.textdump.words import BARE, Facts, bare_facts, facts, known_bare_facts, weights

SURE = 0.95  # from here on a border that the grammar leaves open counts as sure
_BROKEN = 0.1  # chance of a border inside a run that breaks the grammar
MOST = 10_000  # blocks; a text of more is no discussion, and only its grammar is read
_LONG = 60  # blocks; in longer runs a comment's length is told apart up to _SHORT only
_SHORT = 8


class Page(msgspec.Struct, frozen=True):
    """The open blocks of a sheet in their runs, below the blocks of the opening post.

    `seen` are the facts of all blocks, those of the opening post first; `lead` is their number.
    """

    blocks: Sequence[Block]
    runs: list[list[Block]]
    settled: list[list[float] | None]
    seen: list[Facts]
    lead: int
    matches: dict[int, Match]

    def closed(self, number: int) -> bool:
        """Whether text follows run `number`."""
        return number + 1 < len(self.runs)


def page_of(
    sheet: Sheet, opening: Sequence[Block], below: Sequence[Block], *, some: bool = False
) -> Page:
    """What is needed to weigh the borders of a sheet.

    `some`: these are some blocks of a very long page, which quotations need.
    """
    cut = runs(list(below))
    every = [*opening, *below]
    lines = sheet.lines
    texts = [
        lines[b.first - 1] if b.first == b.last else "\n".join(lines[b.first - 1 : b.last])
        for b in every
    ]
    if some or len(every) > MOST:
        seen = [bare_facts(t) if len(t) > BARE else known_bare_facts(t) for t in texts]
    else:
        seen = [facts(text, code=b.code) for text, b in zip(texts, every, strict=True)]
    settled = [forced(run, closed=n + 1 < len(cut)) for n, run in enumerate(cut)]
    return Page(every, cut, settled, seen, len(opening), matches(seen, many=some))


def chances_of(sheet: Sheet, page: Page, learned: Weights) -> dict[int, float]:
    """For the first line of each open block: 1.0 a border, 0.0 none, else its probability."""
    if sheet.shape == "item-page":
        return chances(page, learned.page)
    if sheet.shape == "item-table":
        result = {block.first: 0.0 if block.gap else 1.0 for block in sheet.open}
    else:
        result = _ungoverned(sheet, page, learned.flat)
    if sheet.begins and sheet.open:
        result[sheet.open[0].first] = 1.0
    return result


def _ungoverned(sheet: Sheet, page: Page, learned: Borders) -> dict[int, float]:
    """The probability at each open block where no grammar helps.

    Where the first of them may still belong to the opening post, so is it weighed.
    """
    start = page.lead - (page.lead > 0 and not sheet.begins)
    end = page.lead + len(sheet.open)
    run = page.blocks[start:end]
    if not 1 < len(run) < MOST:
        return {block.first: 0.5 for block in run}
    view = cues.sight(page.seen, weights(page.seen), page.matches, [0] * len(page.blocks))
    stretch = alone(view, start, run, learned)
    told = _judged(view, start, [stretch], learned)
    return dict(zip([block.first for block in run[1:]], told[0], strict=True))


def alone(view: cues.Sight, at: int, run: Sequence[Block], learned: Borders) -> Stretch:
    """A run without a grammar, weighed once."""
    window = window_of(run, learned.model)
    scores = [_scores(view, at, n, window, learned, len(run)) for n in range(1, len(run))]
    weighed = division.borders(run, scores, closed=False, window=window, free=True)
    assert weighed is not None
    told = [min(max(chance, 0.001), 0.999) for chance in weighed]
    return Stretch(at, len(run), window, False, told, [True] * len(told))


def chances(page: Page, learned: Borders) -> dict[int, float]:
    """For the first line of each open block: 1.0 a border, 0.0 none, else its probability."""
    view = cues.sight(page.seen, weights(page.seen), page.matches, _certain(page))
    stretches = weighed(page, view, learned)
    result: dict[int, float] = {}
    for run, told in zip(page.runs, _judged(view, page.lead, stretches, learned), strict=True):
        result[run[0].first] = 1.0
        allowed = _together(run, told)
        result.update(zip([block.first for block in run[1:]], allowed, strict=True))
    return result


def _together(run: Sequence[Block], told: Sequence[float]) -> list[float]:
    """The chances of a run, after each border was judged by itself.

    Of two borders that the grammar never allows together, the chances add up to 1 at most.
    """
    chances = list(told)
    for index in range(1, len(chances)):
        both = chances[index - 1] + chances[index]
        if both > 1.0 > max(chances[index - 1], chances[index]):
            block, below = run[index], run[index + 1]
            if not may_end(starting(block), gap=below.gap, before_code=below.code):
                chances[index - 1] /= both
                chances[index] /= both
    return chances


def weighed(page: Page, view: cues.Sight, learned: Borders) -> list[Stretch]:
    """All runs of a page, weighed once."""
    found = []
    at = page.lead
    for number, run in enumerate(page.runs):
        settled = page.settled[number]
        window = window_of(run, learned.model)
        left = [False] * (len(run) - 1)
        if settled is None:
            told: Sequence[float] = [_BROKEN] * (len(run) - 1)
        elif 0.5 in settled and len(page.seen) < MOST:
            left = [one == 0.5 for one in settled]
            closed = page.closed(number)
            told = _weighed(view, run, at, settled, closed=closed, learned=learned)
        else:
            told = settled
        found.append(Stretch(at, len(run), window, page.closed(number), told, left))
        at += len(run)
    return found


def _judged(
    view: cues.Sight, lead: int, stretches: Sequence[Stretch], learned: Borders
) -> list[Sequence[float]]:
    """The chances of each stretch, judged a second time where that can be afforded."""
    if learned.again is None or not second.can_afford(view.blocks):
        return [stretch.chances for stretch in stretches]
    return list(second.judged(view, lead, stretches, learned))


def _certain(page: Page) -> list[int]:
    """For each block, how many borders above it the grammar forces."""
    count = 0
    certain = [0] * page.lead
    for settled, run in zip(page.settled, page.runs, strict=True):
        count += 1
        certain.append(count)
        for told in settled or [0.0] * (len(run) - 1):
            count += told == 1.0
            certain.append(count)
    return certain


def window_of(run: Sequence[Block], learned: BorderModel) -> int:
    """How many blocks of one comment are told apart."""
    return learned.window if len(run) <= _LONG else _SHORT


def _weighed(
    view: cues.Sight,
    run: list[Block],
    at: int,
    settled: list[float],
    *,
    closed: bool,
    learned: Borders,
) -> list[float]:
    window = window_of(run, learned.model)
    scores = [
        _scores(view, at, index, window, learned, len(run)) if told == 0.5 else _none(index, window)
        for index, told in enumerate(settled, start=1)
    ]
    found = division.borders(run, scores, closed=closed, window=window)
    if found is None:
        return [_BROKEN] * len(settled)
    return [
        told if told != 0.5 else min(max(chance, 0.001), 0.999)
        for told, chance in zip(settled, found, strict=True)
    ]


def _none(index: int, window: int) -> list[float]:
    return [0.0] * min(index, window)


def _scores(
    view: cues.Sight, at: int, index: int, window: int, learned: Borders, size: int
) -> list[float]:
    """Logarithms of the odds of a border before block `index` of the run of `size` at `at`."""
    weigh, words = learned.model, learned.words
    run = view.blocks[at : at + size]
    base = fsum([weigh.at.get(cue, 0.0) for cue in cues.at(run, index)])
    bits, step = weigh.words.bits, weigh.words.step
    base += step * fsum([words[place_of(w, bits)] * v for w, v in cues.vocabulary(run, index)])
    return [
        base + sum([weigh.group.get(cue, 0.0) * value for cue, value in held.items()])
        for held in groups(view, at, at + index, at + size, window)
    ]


def divide(found: Sequence[Block], chance: Mapping[int, float]) -> list[list[Block]]:
    """Comments, cut at every border that is more likely than not."""
    parts: list[list[Block]] = []
    for block in found:
        if parts and chance[block.first] <= 0.5:
            parts[-1].append(block)
        else:
            parts.append([block])
    return parts


def known(chance: float, *, told: bool = False) -> Known:
    """The tier of a border with this probability; `told`: a line of the page's own says so."""
    if chance == 1.0:
        return Known("inferred", 1.0, "page" if told else "grammar")
    return Known("inferred" if chance >= SURE else "guessed", chance, "weighed")
