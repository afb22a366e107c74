"""Whose hand wrote a paragraph, and what it takes up: cues for the second judgement of borders.

A habit tells little by itself, for most people share it. How much it tells depends on how rare it
is on the page, so habits that two paragraphs share are added up as logarithms of odds that one
hand wrote both (Fellegi and Sunter, 1969).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum, log

from sitegen.textdump.cues import Cues, Sight
from sitegen.textdump.words import Facts, set_of, stem, words_of

_KEPT = 0.9  # of the places where a habit shows, how often a hand keeps to it by nature
_CHANGED = log(0.15)  # logarithm of odds of one hand where two habits differ
_SIDE = 4  # blocks on each side of a place whose hands are compared
_FIRST = 3  # telling words at the beginning of a paragraph
_LONG = 9  # letters of a long word
_TAIL = 2_000  # letters in which the last sentence of a paragraph is looked for
_NONE: frozenset[str] = frozenset()

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ONE_SPACE, _TWO_SPACES = re.compile(r"[.!?] [A-Z]"), re.compile(r"[.!?]  [A-Z]")
_SMALL_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)[.!?] [a-z]")
_BARE = set_of(
    "dont cant doesnt isnt wont didnt im ive thats youre theyre wouldnt couldnt shouldnt arent"
    " wasnt hasnt havent theres"
)
_FULL = re.compile(
    r"\b(?:do|does|did|is|are|was|would|could|should|has|have|will) not\b|\bcannot\b"
    r"|\b(?:it|that|there) is\b|\bI (?:am|have|would|will)\b|\b(?:they|you|we) (?:are|have|will)\b",
    re.I,
)
_SERIES = re.compile(r"\w, [\w ]+, (?:and|or) ")
_NO_SERIES = re.compile(r"\w, \w+ (?:and|or) ")
_GIVEN = set_of(
    "this that these those it they them he she such same one ones so there here then both either"
    " neither other others another latter former above too instead again else"
)

Habits = Mapping[str, str]


class Hands:
    """The habits of all blocks of a page, and how common each is there."""

    def __init__(self, view: Sight) -> None:
        self.view = view
        self.habits = [_habits(block) for block in view.blocks]
        self.rates = [_rates(block) for block in view.blocks]
        self.pairs = [frozenset(zip(b.words, b.words[1:], strict=False)) for b in view.blocks]
        self.common = Counter(pair for pairs in self.pairs for pair in pairs)
        self.told = {
            habit: {value: _telling(seen, count) for value, seen in values.items()}
            for habit, values in _counted(self.habits).items()
            for count in [sum(values.values())]
        }

    def cues(self, place: int, run: range, above: range, before: range, here: range) -> Cues:
        """The cues of a border before block `place` of a `run`, all by number on the page.

        `above` are the blocks of the comment that would end, `before` those of the one before it,
        `here` those of the comment that would begin.
        """
        told = self._hands(place, run, above, before, here)
        told |= self._manner(place, above)
        told |= self._words(place, run, above)
        return told

    def _hands(self, place: int, run: range, above: range, before: range, here: range) -> Cues:
        own, comment = self.habits[place], self._of(above)
        near = range(max(run.start, place - _SIDE), place)
        told = {
            "hand of comment": self._alike(own, comment),
            "hand of above": self._alike(own, self.habits[place - 1]),
            "hand of next and comment": self._alike(self._of(here), comment),
            "hands around": self._alike(
                self._of(range(place, min(run.stop, place + _SIDE))), self._of(near[::-1])
            ),
            "hand of one before": self._alike(own, self._of(before)),
        }
        if place + 1 < run.stop:
            told["hand of below and comment"] = self._alike(self.habits[place + 1], comment)
            told["hand of below"] = self._alike(self.habits[place + 1], own)
        return told

    def _of(self, blocks: range) -> Habits:
        """The habits of a comment: of each that which shows first."""
        found: dict[str, str] = {}
        for number in blocks:
            for habit, value in self.habits[number].items():
                found.setdefault(habit, value)
        return found

    def _alike(self, one: Habits, other: Habits) -> float:
        """The logarithm of odds that one hand has both these habits, against any two hands."""
        return sum(
            [
                self.told[habit][value] if other[habit] == value else _CHANGED
                for habit, value in one.items()
                if habit in other
            ]
        )

    def _manner(self, place: int, above: range) -> Cues:
        """How far the paragraph departs from the comment in what it is made of."""
        told = {}
        for name, value in self.rates[place].items():
            usual = sum([self.rates[number][name] for number in above]) / len(above)
            told[f"{name} more"] = value - usual
        return told

    def _words(self, place: int, run: range, above: range) -> Cues:
        """What the paragraph takes up of the comment, in its first words above all."""
        here, last = self.view.blocks[place], self.view.blocks[place - 1]
        comment = _NONE.union(*[self.view.blocks[number].rare for number in above])
        opening = words_of(_SENTENCE.split(here.text, maxsplit=1)[0])
        closing = words_of(_SENTENCE.split(last.text[-_TAIL:])[-1])
        telling = frozenset(map(stem, opening)) & here.rare
        first = [word for word in map(stem, here.words) if word][:_FIRST]
        said = frozenset[tuple[str, str]]().union(*[self.pairs[number] for number in above])
        own = self.pairs[place]
        again = sum([self.common[pair] > 1 for pair in own])
        told = {
            "opening held": self._share(telling, comment),
            "opening held above": self._share(telling, last.rare),
            "opening held in last": self._share(telling, frozenset(map(stem, closing))),
            "first words held": float(sum([word in comment for word in first])),
            "first words held above": float(sum([word in last.rare for word in first])),
            "points back": sum([w in _GIVEN for w in opening]) / (len(opening) + 2),
            "pairs held": self._rare_pairs(own & said),
            "pairs held above": self._rare_pairs(own & self.pairs[place - 1]),
            "pairs of others": float(again - len(own & said)),
        }
        if place + 1 < run.stop:
            told["pairs held below"] = self._rare_pairs(own & self.pairs[place + 1])
        return told

    def _share(self, some: frozenset[str], others: frozenset[str]) -> float:
        """What part of the weight of some words others hold, 0 to 1."""
        rarity = self.view.rarity
        whole = fsum([rarity[word] for word in some]) + 1.0
        return fsum([rarity[word] for word in some & others]) / whole

    def _rare_pairs(self, pairs: Iterable[tuple[str, str]]) -> float:
        """How many pairs of words, each that stands elsewhere too by so much less."""
        return fsum([1 / (self.common[pair] - 1) for pair in pairs])


def _counted(habits: Sequence[Habits]) -> dict[str, Counter[str]]:
    """How many blocks show each value of each habit."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in habits:
        for habit, value in one.items():
            found[habit][value] += 1
    return found


def _telling(seen: int, count: int) -> float:
    """The logarithm of odds of one hand where both have a value that so many of all have."""
    share = (seen + 0.5) / (count + 1)
    return log((_KEPT + (1 - _KEPT) * share) / share)


def _habits(block: Facts) -> Habits:
    """The habits that show in a block, those that `words` knows among them."""
    if block.quote or block.url or block.code:
        return {}
    return block.style | dict(_more(block))


def _more(block: Facts) -> Iterator[tuple[str, str]]:
    text, words = block.text, block.words
    if _TWO_SPACES.search(text):
        yield "space", "two"
    elif _ONE_SPACE.search(text):
        yield "space", "one"
    if _SMALL_SENTENCE.search(text):
        yield "sentence", "small"
    elif _ONE_SPACE.search(text):
        yield "sentence", "large"
    if not _BARE.isdisjoint(words):
        yield "contraction", "bare"
    elif any("'" in word for word in words):
        yield "contraction", "made"
    elif _FULL.search(text):
        yield "contraction", "none"
    if "…" in text or "..." in text:
        yield "ellipsis", "one" if "…" in text else "three"
    if _SERIES.search(text):
        yield "series", "comma"
    elif _NO_SERIES.search(text):
        yield "series", "none"


def _rates(block: Facts) -> dict[str, float]:
    """Of ten words, how many are of a kind, and how many signs stand among them."""
    text, words = block.text, block.words
    counts = {
        "commas": text.count(","),
        "brackets": text.count("("),
        "asked": text.count("?"),
        "shouted": text.count("!"),
        "I said": words.count("i"),
        "the": words.count("the"),
        "contracted": sum(["'" in word for word in words]),
        "in what way": sum([word.endswith("ly") for word in words]),
        "long words": sum([len(word) >= _LONG for word in words]),
    }
    return {name: count * 10 / max(1, len(words)) for name, count in counts.items()}
