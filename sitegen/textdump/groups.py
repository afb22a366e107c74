"""Cues that depend on what the comment already holds: the blocks above a place, from its start.

`groups` goes back from a place block by block, so that each possible start of the comment gets
its cues in one step; nothing here is worked out twice.
"""

from collections.abc import Iterator
from math import fsum, log, sqrt

from sitegen.textdump.cues import Cues, Sight, near
from sitegen.textdump.words import PERSONS, Facts

_FAR = 40  # blocks of the page above a run in which a topic may lie that comes back
_SIDE = 3  # blocks on each side of a place whose subjects are compared
_NONE: frozenset[str] = frozenset()
_HABITS = ("apostrophe", "I", "capital", "dash", "quotes", "end")


class _Group:
    """What is gathered of the blocks from a start up to the place."""

    def __init__(self) -> None:
        self.blocks = 0
        self.letters = 0
        self.near = 0.0
        self.quote = self.question = self.shout = self.bracket = self.digit = self.link = False
        self.persons: set[str] = set()
        self.words: set[str] = set()
        self.names: set[str] = set()
        self.style: dict[str, str] = {}
        self.openers: set[str] = set()
        self.sources: list[int] = []
        self.lengths: list[float] = []
        self.sentences: list[float] = []
        self.letters_a_word: list[float] = []
        self.referred = False
        self.number = 0

    def add(self, block: Facts, place: int, sight: Sight, footnote: str) -> None:
        self.blocks += 1
        self.letters += len(block.text)
        self.quote = self.quote or block.quote
        self.question = self.question or "?" in block.text
        self.shout = self.shout or "!" in block.text
        self.bracket = self.bracket or "(" in block.text
        self.digit = self.digit or block.digits
        self.link = self.link or "http" in block.text
        self.persons |= block.persons
        self.words |= block.rare
        self.names |= block.names
        for habit, value in block.style.items():
            self.style.setdefault(habit, value)
        self.openers.update(block.words[:1])
        match = sight.matches.get(place)
        if block.quote and match is not None and match.source >= 0:
            self.sources.append(match.source)
        if plain(block):
            self.lengths.append(log(len(block.text) + 10))
            self.sentences.append(sentence_length(block))
        if len(block.words) > 5:
            self.letters_a_word.append(word_length(block))
        if footnote and footnote in block.text[1:]:
            self.referred = True
        if not self.number:
            self.number = block.number


def plain(block: Facts) -> bool:
    return not (block.quote or block.url or block.footnote or block.code)


def sentence_length(block: Facts) -> float:
    """Logarithm of words a sentence."""
    return log((len(block.words) + 1) / max(block.sentences, 1) + 1)


def word_length(block: Facts) -> float:
    return sum(map(len, block.words)) / (len(block.words) + 1)


def groups(sight: Sight, first: int, place: int, end: int, window: int) -> Iterator[Cues]:
    """The cues at block `place` for a comment that starts at place-1, place-2, … `first`.

    At most `window` starts are tried. `end` is the block after the last of the run.
    """
    blocks = sight.blocks
    here = blocks[place]
    lowest = max(first, place - window)
    far = [0.0]
    for index in range(max(0, lowest - _FAR), place):
        masses = sight.mass[place] * sight.mass[index]
        far.append(max(far[-1], near(here, blocks[index], sight, masses)))
    offset = place - len(far) + 1
    group = _Group()
    turn = _turn(sight, first, place, end)
    footnote = here.footnote or (f"{here.number}" if here.number else "")
    for start in range(place - 1, lowest - 1, -1):
        block = blocks[start]
        group.add(block, start, sight, footnote)
        own = near(here, block, sight, sight.mass[place] * sight.mass[start])
        group.near = max(group.near, own)
        yield turn | _cues(sight, group, place, start, own, far[start - offset])


def _turn(sight: Sight, first: int, place: int, end: int) -> Cues:
    """Whether the subject turns here: what the few blocks on either side have in common."""
    above = range(max(first, place - _SIDE), place)
    cues: Cues = {"sides": _alike(sight, above, range(place, min(place + _SIDE, end)))}
    if place + 1 < end:
        beyond = range(place + 1, min(place + _SIDE, end))
        cues["over this"] = _alike(sight, above, beyond)
        cues["goes on below"] = _alike(sight, range(place, place + 1), beyond)
    return cues


def _alike(sight: Sight, some: range, others: range) -> float:
    """As `near`, of several blocks with several others; 0 to about 3."""
    blocks, mass = sight.blocks, sight.mass
    one = _NONE.union(*[blocks[n].rare for n in some])
    shared = one.intersection(_NONE.union(*[blocks[n].rare for n in others]))
    masses = sum([mass[n] for n in some]) * sum([mass[n] for n in others])
    return fsum([sight.rarity[word] for word in shared]) / sqrt(masses) * 3


def _cues(sight: Sight, group: _Group, place: int, start: int, own: float, far: float) -> Cues:
    here, above = sight.blocks[place], sight.blocks[place - 1]
    cues: Cues = {f"blocks {min(group.blocks, 8)}": 1.0, "letters": log(group.letters + 20) - 6}
    _quoting(cues, sight, group, place, start)
    for habit in _HABITS:
        value = here.style.get(habit)
        if value is not None and habit in group.style:
            cues[f"{habit} {'kept' if group.style[habit] == value else 'changed'}"] = 1.0
    common = here.rare & above.rare
    if common:
        cues["shared above"] = min(fsum([sight.rarity[word] for word in common]), 20.0) / 10
    else:
        cues["nothing shared above"] = 1.0
    cues["near"] = group.near * 3
    cues["nearer than far"] = (group.near - far) * 3
    if not group.near:
        cues["nothing shared"] = 1.0
    if far > group.near:
        cues["farther shares more"] = 1.0
    cues["near first"] = own * 3
    shared = group.words & here.rare
    if shared:
        mass = fsum([sight.rarity[word] for word in shared])
        cues["held"] = min(mass / sight.mass[place], 1.0) * 3
    if here.names:
        names = group.names & here.names
        if names:
            cues["names shared"] = min(len(names), 3) / 2
        elif group.names:
            cues["names differ"] = 1.0
    if here.footnote or here.number:
        cues["referred to" if group.referred else "not referred to"] = 1.0
        if here.number and here.number == group.number + 1:
            cues["counts on"] = 1.0
    if above.code:
        cues["above code"] = 1.0
    _manner(cues, group, here, above)
    return cues


def _quoting(cues: Cues, sight: Sight, group: _Group, place: int, start: int) -> None:
    here = sight.blocks[place]
    match = sight.matches.get(place)
    if group.quote:
        cues["quoted"] = 1.0
    if sight.blocks[start].quote:
        cues["began with quote"] = 1.0
    if here.quote:
        if group.quote:
            cues["quotes again"] = 1.0
        if match is None or match.source < 0:
            cues["source unknown"] = 1.0
            return
        inside = match.source >= start
        cues["quotes this comment" if inside else "quotes above"] = 1.0
        cues["quotes from afar"] = min(place - match.source, 30) / 30
        if not inside and group.sources:
            kept = any(sight.certain[s] == sight.certain[match.source] for s in group.sources)
            cues["same source" if kept else "another source"] = 1.0
    elif match is not None:
        cues["cites this comment" if match.source >= start else "cites above"] = 1.0


def _manner(cues: Cues, group: _Group, here: Facts, above: Facts) -> None:
    for person in PERSONS:
        before, now = person in group.persons, person in here.persons
        if before or now:
            cues[f"{person} {before:d}{now:d}"] = 1.0
    for name, before, now in (
        ("question", group.question, "?" in here.text),
        ("shout", group.shout, "!" in here.text),
    ):
        if before or now:
            cues[f"{name} {before:d}{now:d}"] = 1.0
    if plain(here) and group.lengths:
        length = log(len(here.text) + 10)
        cues["length differs"] = abs(length - sum(group.lengths) / len(group.lengths))
        cues["longer"] = length - group.lengths[0]
        typical = sum(group.sentences) / len(group.sentences)
        cues["sentences differ"] = abs(sentence_length(here) - typical)
    if group.letters_a_word and len(here.words) > 5:
        typical = sum(group.letters_a_word) / len(group.letters_a_word)
        cues["words differ"] = abs(word_length(here) - typical)
    if group.bracket and "(" in here.text:
        cues["brackets"] = 1.0
    if group.digit and here.digits:
        cues["digits"] = 1.0
    if group.link and "http" in here.text:
        cues["links"] = 1.0
    if here.label and above.label:
        cues["labels"] = 1.0
    if here.words[:1] and here.words[0] in group.openers:
        cues["opens alike"] = 1.0
    if here.text[:1] == above.text[:1] and not here.text[:1].isalnum():
        cues["begins alike"] = 1.0
