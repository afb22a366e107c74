"""Open borders, judged a second time: the first judgement of all around is a cue of its own.

The chain (see `division`) adds up what speaks for a border; boosted trees see what cues say
together, and know the comments that the chain found (stacked generalization, Wolpert, 1992).
The same trees judge copies with a grammar and those without.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from math import exp, fsum, log

import msgspec

from sitegen.textdump import cues
from sitegen.textdump.boosted import DIGITS
from sitegen.textdump.cues import Cues, Sight
from sitegen.textdump.groups import groups, word_length
from sitegen.textdump.hands import Hands
from sitegen.textdump.model import Borders, place_of
from sitegen.textdump.words import Facts

MOST = 3_000  # blocks; the borders of a page of more are judged once,
_LONGEST = 2_000_000  # characters; and those of a longer one
_AROUND = 3  # places on either side whose first judgement is looked at
_STARTS = 4  # starts of the comment above that are looked at, from below
_EDGE = 7.0  # logarithm of odds of what is certain
_BEFORE, _AFTER = 4, 4  # blocks above and from a place on that are compared with each other
_FAR = 24  # blocks of a comment that are looked at
_NONE: frozenset[str] = frozenset()


class Stretch(msgspec.Struct, frozen=True):
    """A run of `size` blocks from block `at` on, and what the first judgement said of it.

    `chances` are those of a border before each block but the first, `open` whether nothing else
    settles them. `window`: as `groups` has it. `closed`: text follows the run.
    """

    at: int
    size: int
    window: int
    closed: bool
    chances: Sequence[float]
    open: Sequence[bool]


def can_afford(blocks: Sequence[Facts]) -> bool:
    """Whether a page of these blocks is small enough to be judged a second time."""
    return len(blocks) <= MOST and sum([len(block.text) for block in blocks]) <= _LONGEST


def judged(
    view: Sight, lead: int, stretches: Sequence[Stretch], learned: Borders
) -> Iterator[list[float]]:
    """The chances of each stretch, those of its open borders judged anew.

    `lead` is the number of blocks of the opening post.
    """
    assert learned.again is not None
    for stretch, rows in zip(stretches, seen(view, lead, stretches, learned), strict=True):
        told = list(stretch.chances)
        for index, row in rows:
            chance = 1 / (1 + exp(-learned.again.sum(row)))
            told[index] = min(max(chance, 0.001), 0.999)
        yield told


def seen(
    view: Sight, lead: int, stretches: Sequence[Stretch], learned: Borders
) -> Iterator[Iterator[tuple[int, Cues]]]:
    """For each stretch: the cues of its open borders, each with its index among the chances."""
    page = None
    for stretch in stretches:
        if any(stretch.open):
            page = page or _Page(view, lead, stretches, learned)
            yield _Look(page, stretch).rows()
        else:
            yield iter(())


class _Page:
    """All that is worked out once for a page."""

    def __init__(
        self, view: Sight, lead: int, stretches: Sequence[Stretch], learned: Borders
    ) -> None:
        self.view, self.learned = view, learned
        self.hands = Hands(view)
        self.stats: dict[int, Cues] = {}
        self.subject = _NONE.union(*[block.rare for block in view.blocks[:lead]])
        self.opened = sorted(
            [
                round(chance, DIGITS)
                for stretch in stretches
                for chance, is_open in zip(stretch.chances, stretch.open, strict=True)
                if is_open
            ]
        )
        total = len(view.blocks) - lead
        self.cues: Cues = {
            "page": log(total + 1),
            "page open": len(self.opened) / total,
            "page begun": (view.certain[-1] if view.certain else 0) / total,
            "page expected": sum(self.opened) / len(self.opened),
        }

    def rank(self, chance: float) -> float:
        """How many of the open places of the page are less likely borders; 0 to 1."""
        return bisect_left(self.opened, round(chance, DIGITS)) / len(self.opened)


class _Look:
    """All that is worked out once for a stretch."""

    def __init__(self, page: _Page, stretch: Stretch) -> None:
        at, size = stretch.at, stretch.size
        self.page, self.view, self.stretch, self.learned = page, page.view, stretch, page.learned
        self.stats = page.stats
        self.blocks = self.view.blocks[at : at + size]
        self.mass = self.view.mass[at : at + size]
        self.odds = [_EDGE, *map(_logit, stretch.chances)]
        self.borders = [0, *[n for n, c in enumerate(stretch.chances, start=1) if c > 0.5], size]
        self.cues = [list(cues.at(self.blocks, n)) for n in range(1, size)]
        model = self.learned.model
        self.told = [fsum([model.at.get(cue, 0.0) for cue in held]) for held in self.cues]
        self.words = [self._words(n) for n in range(1, size)]
        self.likes: dict[tuple[int, int], float] = {}
        self.expected = [0.0, *accumulate(stretch.chances)]  # borders before each place

    def _words(self, place: int) -> float:
        hashed, table = self.learned.model.words, self.learned.words
        said = cues.vocabulary(self.blocks, place)
        return hashed.step * fsum([table[place_of(word, hashed.bits)] * v for word, v in said])

    def rows(self) -> Iterator[tuple[int, Cues]]:
        above = 0  # the border that the comment above begins at, by its index
        for index, is_open in enumerate(self.stretch.open):
            place = index + 1
            while self.borders[above + 1] < place:
                above += 1
            if is_open:
                row = dict.fromkeys(self.cues[index], 1.0) | self.page.cues
                self._first(row, place)
                self._around(row, place)
                self._comments(row, place, above)
                yield index, row

    def _first(self, row: Cues, place: int) -> None:
        """What the first judgement said, and where in the run the place stands."""
        size = self.stretch.size
        for off in range(-_AROUND, _AROUND + 1):
            at = place + off
            row[f"chance {off}"] = self.odds[at] if 0 < at < size else _EDGE
        chance = self.stretch.chances[place - 1]
        row["rank"] = self.page.rank(chance)
        row["expected"] = self.expected[-1]
        row["expected above"] = self.expected[place - 1]
        row["expected below"] = self.expected[-1] - self.expected[place - 1] - chance
        row["told"] = self.told[place - 1]
        row["words"] = self.words[place - 1]
        row["words above"] = self.words[place - 2] if place > 1 else 0.0
        row["words below"] = self.words[place] if place < size - 1 else 0.0
        row["run"], row["place"], row["left"] = float(size), float(place), float(size - place)
        row["closed"] = float(self.stretch.closed)

    def _around(self, row: Cues, place: int) -> None:
        """The blocks around, one by one and compared with each other."""
        at, size = self.stretch.at, self.stretch.size
        for off in (-3, -2, -1, 0, 1, 2):
            if 0 <= place + off < size:
                number = at + place + off
                if number not in self.stats:
                    self.stats[number] = dict(_stats(self.view.blocks[number]))
                for name, value in self.stats[number].items():
                    row[f"{name} {off}"] = value
        for one in range(max(0, place - _BEFORE), min(place + _AFTER, size)):
            for other in range(one + 1, min(place + _AFTER, size)):
                row[f"like {one - place} {other - place}"] = self._like(one, other)
        here, above = self.blocks[place], self.blocks[place - 1]
        rarity = self.view.rarity
        row["rarity"] = fsum([rarity[word] for word in here.rare]) / max(1, len(here.rare))
        row["names"], row["names kept"] = len(here.names), len(here.names & above.names)
        row["first sentence"] = len(here.text.split(". ", 1)[0])
        row["last sentence"] = len(above.text.rsplit(". ", 1)[-1])

    def _like(self, one: int, other: int) -> float:
        held = self.likes.get((one, other))
        if held is None:
            masses = self.mass[one] * self.mass[other]
            held = cues.near(self.blocks[one], self.blocks[other], self.view, masses)
            self.likes[one, other] = held
        return held

    def _comments(self, row: Cues, place: int, above: int) -> None:
        """The comment above, the one before it, and the one that may begin here."""
        stretch, blocks = self.stretch, self.blocks
        begun = self.borders[above]
        start = max(begun, place - _FAR)
        end = self.borders[above + (2 if self.borders[above + 1] == place else 1)]
        end = min(end, place + _FAR)
        before = max(self.borders[above - 1] if above else begun, begun - _FAR)
        back = place - start - 1
        at = stretch.at
        held = groups(self.view, at, at + place, at + stretch.size, stretch.window)
        found = list(islice(held, max(_STARTS, back + 1)))
        weigh = self.learned.model.group
        sums = [sum([weigh.get(cue, 0.0) * v for cue, v in one.items()]) for one in found]
        own = found[min(back, len(found) - 1)]
        row["held"] = sums[min(back, len(found) - 1)]
        row["back"] = float(back)
        for number, value in enumerate(sums[:_STARTS]):
            row[f"held {number}"] = value
        row.update({f"held: {cue}": value for cue, value in own.items()})
        row.update({f"last: {cue}": value for cue, value in found[0].items()})
        here = blocks[place].rare
        comment = _rare(blocks[start:place])
        row["like comment"] = self._share(here, comment)
        row["next like comment"] = self._share(_rare(blocks[place:end]), comment)
        row["below like comment"] = self._share(_rare(blocks[place + 1 : place + 2]), comment)
        row["like one before"] = self._share(here, _rare(blocks[before:begun]))
        row["like opening"] = self._share(here, self.page.subject)
        row["comment, letters"] = log(sum([len(block.text) for block in blocks[start:place]]) + 20)
        row["next, letters"] = log(sum([len(block.text) for block in blocks[place:end]]) + 20)
        row["next"] = float(end - place)
        row["one before"] = float(begun - before)
        row["letters more"] = log(len(blocks[place].text) + 10) - sum(
            [log(len(block.text) + 10) for block in blocks[start:place]]
        ) / (place - start)
        run = range(at, at + stretch.size)
        ended, last = run[start:place], run[before:begun]
        row.update(self.page.hands.cues(run[place], run, ended, last, run[place:end]))

    def _share(self, some: frozenset[str], others: frozenset[str]) -> float:
        """What part of the weight of some words others hold, 0 to 1."""
        shared = some & others
        if not shared:
            return 0.0
        rarity = self.view.rarity
        whole = fsum([rarity[word] for word in some]) + 3.0
        return fsum([rarity[word] for word in shared]) / whole


def _rare(blocks: Sequence[Facts]) -> frozenset[str]:
    return _NONE.union(*[block.rare for block in blocks])


def _logit(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return log(chance / (1 - chance))


def _stats(block: Facts) -> Iterator[tuple[str, float]]:
    text, persons = block.text, block.persons
    yield "letters", log(len(text) + 5)
    yield "said", float(len(block.words))
    yield "sentences", float(block.sentences)
    yield "words a sentence", len(block.words) / max(1, block.sentences)
    for name, sign in (("commas", ","), ("asks", "?"), ("shouts", "!"), ("marks", '"')):
        yield name, float(text.count(sign))
    yield "brackets", float(text.count("("))
    yield "quote", float(block.quote)
    yield "link", float("http" in text)
    yield "persons", float(len(persons))
    yield "I", float("I" in persons)
    yield "you", float("you" in persons)
    yield "digits", float(block.digits)
    yield "letters a word", word_length(block)
