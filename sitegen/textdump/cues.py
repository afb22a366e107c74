"""Cues: what hints that a block begins a comment, or goes on with the one before it.

No cue decides anything. Each has a learned weight; the sum is a logarithm of odds, and the
division of a whole run is weighed at once (see `division`).
"""

import re
from collections.abc import Iterator, Sequence
from math import fsum, sqrt

import msgspec

from sitegen.textdump.quotes import Match
from sitegen.textdump.words import Facts, set_of

_LENGTHS = (25, 50, 80, 120, 180, 260, 360, 500, 700, 1000, 1500)
_GOES_ON = set_of(
    "but and so also however then still plus finally additionally moreover furthermore lastly"
    " second secondly third meanwhile besides anyway"
)
_ASIDE = re.compile(
    r"(edit|ps|p\.s|update|p\.p\.s|disclaimer|disclosure|source|tl;?dr|note|nb)\b", re.I
)
_OPENERS = {
    word: kind
    for kind, words in {
        "I": "i i'm i've i'd i'll my me",
        "you": "you your you're you've",
        "this": "this that these those that's",
        "it": "it it's its",
        "they": "th they he she their his her they're he's she's",
        "and": "but and so also or because then yet",
        "why": "why how what who where when which what's",
        "yes": "yes no yeah yep nope not agreed true exactly right sure correct well ok okay oh",
        "the": "the",
        "a": "a an",
        "we": "we our us we're",
        "there": "there there's here",
        "is": "is are do does did isn't aren't doesn't don't can could would should will have has",
        "in": "in on for as at by from with if when while although since after before once",
        "thanks": "thanks thank nice great cool good interesting wow lol",
        "all": "some many most one two all any every no nothing people everyone",
    }.items()
    for word in words.split()
}
_FIRST_SENTENCE = re.compile(r"[.!?]")


Cues = dict[str, float]


class Sight(msgspec.Struct, frozen=True):
    """The page as the cues see it: its blocks, how rare words are, and who quotes whom.

    `certain[n]` counts the borders above block n that the grammar forces.
    """

    blocks: Sequence[Facts]
    rarity: dict[str, float]
    matches: dict[int, Match]
    certain: Sequence[int]
    mass: list[float]


def sight(
    blocks: Sequence[Facts],
    rarity: dict[str, float],
    matches: dict[int, Match],
    certain: Sequence[int],
) -> Sight:
    """With the weight of each block's rare words worked out."""
    mass = [fsum([rarity[word] for word in block.rare]) + 3.0 for block in blocks]
    return Sight(blocks, rarity, matches, certain, mass)


def length_bin(size: int) -> int:
    """0 for the shortest blocks, 11 for the longest."""
    return next((index for index, most in enumerate(_LENGTHS) if size < most), len(_LENGTHS))


def _end(text: str) -> str:
    return "a" if text[-1:].isalnum() else text[-1:]


def _begin(text: str) -> str:
    first = text[:1]
    if first.isalpha():
        return "l" if first.islower() else "U"
    return "0" if first.isdigit() else first


def opener(block: Facts) -> str:
    """The kind of word that a block opens with."""
    return _OPENERS.get(block.words[0], "-") if block.words else "-"


def at(run: Sequence[Facts], index: int) -> Iterator[str]:
    """The cues that stand in the blocks around a place, by name."""
    here, above = run[index], run[index - 1]
    below = run[index + 1] if index + 1 < len(run) else None
    yield f"run {min(len(run), 12)}"
    yield from _kinds("here", here)
    yield from _kinds("above", above)
    if below is not None:
        yield from _kinds("below", below)
        yield f"below long {length_bin(len(below.text))}"
    if here.quote and any(block.quote for block in run[:index]):
        yield "quotes again"
    if here.footnote and above.footnote:
        yield "footnotes both"
    if here.item and above.item:
        yield "items both"
    if here.number:
        yield "number one" if here.number == 1 else "number more"
    yield f"above ends {_end(above.text)}"
    yield f"here ends {_end(here.text)}"
    yield f"here begins {_begin(here.text)}"
    if above.text.endswith(("...", "…")):
        yield "above trails off"
    here_long, above_long = length_bin(len(here.text)), length_bin(len(above.text))
    yield f"here long {here_long}"
    yield f"above long {above_long}"
    yield f"long {min(here_long // 3, 3)} after {min(above_long // 3, 3)}"
    opens = opener(here)
    yield f"opens {opens}"
    tail = above.text[-1:] if above.text[-1:] in ".?!:" else "-"
    yield f"opens {opens} after {tail}"
    if here.words and here.words[0] in _GOES_ON:
        yield "goes on"
    yield from _tone(here, above)


def _kinds(where: str, block: Facts) -> Iterator[str]:
    if block.quote:
        yield f"{where} quote"
    if block.url:
        yield f"{where} url"
    if block.footnote:
        yield f"{where} footnote"
    if block.item:
        yield f"{where} item"
    if block.code:
        yield f"{where} code"


def _tone(here: Facts, above: Facts) -> Iterator[str]:
    if not here.quote and len(here.text) > 60 and len(_FIRST_SENTENCE.split(here.text)[0]) < 30:
        yield "short first sentence"
    if _ASIDE.match(here.text):
        yield "aside"
    if "?" in here.text:
        yield "asks"
    if above.text.endswith("?"):
        yield "above asks"
        if here.text.endswith("?"):
            yield "both ask"
    if not {"you", "your", "you're"}.isdisjoint(here.words[:12]):
        yield "you early"
    for who, block in (("here", here), ("above", above)):
        if "I" in block.persons:
            yield f"{who} I"
    for habit in here.style.keys() & above.style.keys():
        same = here.style[habit] == above.style[habit]
        yield f"{habit} {'kept' if same else 'changed'}"


def vocabulary(run: Sequence[Facts], index: int) -> Iterator[tuple[str, float]]:
    """The words themselves, each with how much of a cue it is; they are hashed, never kept."""
    here, above = run[index].words, run[index - 1].words
    if here:
        yield "1 " + here[0], 1.0
    if len(here) > 1:
        yield f"2 {here[0]} {here[1]}", 1.0
    if above:
        yield "z " + above[-1], 1.0
    for word in set(here):
        yield "w " + word, 0.5


def near(one: Facts, other: Facts, sight: Sight, masses: float) -> float:
    """How much of their rare words two blocks share, 0 to 1. `masses`: product of their masses."""
    shared = one.rare & other.rare
    if not shared:
        return 0.0
    rarity = sight.rarity
    return fsum([rarity[word] for word in shared]) / sqrt(masses)
