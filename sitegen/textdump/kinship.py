"""What hints that one comment answers another: cues of a pair, and of the place in the tree.

As with borders, no cue decides anything; learned weights make a choice among the candidates out
of them (see `replies`).
"""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum, log, sqrt

import msgspec

from sitegen.textdump.cues import Cues, opener
from sitegen.textdump.quotes import Match
from sitegen.textdump.words import Facts, facts, quoted_terms

SURE_QUOTE = 0.9  # share of a quotation's word triples that leaves no doubt about its source
_ANSWERS = frozenset(["yes", "I", "why", "and", "thanks"])


class Voice(msgspec.Struct, frozen=True, gc=False):
    """One comment as the cues see it: its blocks put together. Number 0 is the opening post.

    `terms` are the few words it puts between quotation marks, `said` all of its words in a row.
    """

    size: int
    blocks: int
    rare: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    persons: frozenset[str]
    style: dict[str, str]
    opener: str
    asks: bool
    ends_asking: bool
    link: bool
    words: int
    terms: tuple[str, ...]
    said: str


_SILENT = facts("")


def voice(blocks: Sequence[Facts]) -> Voice:
    """The blocks of one comment, put together; its quotations are not its own words."""
    own = [block for block in blocks if not block.quote] or list(blocks) or [_SILENT]
    style: dict[str, str] = {}
    for block in own:
        for habit, value in block.style.items():
            style.setdefault(habit, value)
    return Voice(
        size=sum([len(block.text) for block in own]),
        blocks=len(own),
        rare=frozenset().union(*[block.rare for block in own]),
        first=own[0].rare,
        last=own[-1].rare,
        pairs=frozenset(
            [
                pair
                for block in own
                for pair in zip(block.words, block.words[1:], strict=False)
                if pair[0] in block.rare or pair[1] in block.rare
            ]
        ),
        names=frozenset().union(*[block.names for block in own]),
        persons=frozenset().union(*[block.persons for block in own]),
        style=style,
        opener=opener(own[0]),
        asks=any("?" in block.text for block in own),
        ends_asking=own[-1].text.endswith("?"),
        link=any("http" in block.text for block in own),
        words=sum([len(block.words) for block in own]),
        terms=tuple([f" {term} " for block in own for term in quoted_terms(block.text)]),
        said=f" {' '.join([' '.join(block.words) for block in own])} ",
    )


class Tie(msgspec.Struct, frozen=True, gc=False):
    """The strongest quotation of a comment that lies in each other comment: share and kind."""

    share: float
    inline: bool


def ties(matches: Mapping[int, Match], owner: Sequence[int]) -> list[dict[int, Tie]]:
    """For each comment: what it quotes, by comment. `owner` names the comment of each block."""
    found: list[dict[int, Tie]] = [{} for _ in range(max(owner, default=0) + 1)]
    for at, match in matches.items():
        if match.source < 0 or owner[match.source] == owner[at]:
            continue
        held = found[owner[at]]
        tie = Tie(match.share, match.inline)
        before = held.get(owner[match.source])
        if before is None or (before.inline, -before.share) > (tie.inline, -tie.share):
            held[owner[match.source]] = tie
    return found


def rarities(voices: Sequence[Voice]) -> dict[str, float]:
    """How much a word tells on this page: the logarithm of its rarity among the comments."""
    count: dict[str, int] = {}
    for one in voices:
        for word in one.rare:
            count[word] = count.get(word, 0) + 1
    total = len(voices) + 1
    return {word: log(total / (seen + 0.5)) for word, seen in count.items()}


def mass(words: frozenset[str], rarity: Mapping[str, float]) -> float:
    """What a set of words weighs."""
    return fsum([rarity[word] for word in words])


def pair(
    child: Voice,
    parent: Voice,
    tie: Tie | None,
    held: Mapping[int, Tie],
    rarity: Mapping[str, float],
    masses: tuple[float, float],
) -> Cues:
    """Cues that `child` answers `parent`, whatever stands between them.

    `tie` is what the child quotes of the parent, `held` all that it quotes; `masses` are those of
    the rare words of child and parent.
    """
    cues: Cues = {}
    if tie is not None:
        grade = "cites" if tie.inline else "quotes" if tie.share >= SURE_QUOTE else "half quotes"
        cues[grade] = 1.0
    elif any(not other.inline for other in held.values()):
        cues["quotes another"] = 1.0
    elif held:
        cues["cites another"] = 1.0
    shared = child.rare & parent.rare
    if shared:
        weight = mass(shared, rarity)
        cues["shares"] = weight / sqrt(masses[0] * masses[1]) * 3
        cues["shares much"] = min(weight, 25.0) / 10
        cues["shares of own"] = weight / (masses[0] + 3)
    else:
        cues["shares nothing"] = 1.0
    if child.first & parent.last:
        cues["end to begin"] = min(mass(child.first & parent.last, rarity), 12.0) / 6
    if child.first & parent.rare:
        cues["begins with its words"] = min(mass(child.first & parent.rare, rarity), 12.0) / 6
    common = child.pairs & parent.pairs
    if common:
        cues["shares phrases"] = min(len(common), 4) / 2
    if child.names & parent.names:
        cues["shares names"] = min(len(child.names & parent.names), 3) / 2
    terms = sum([term in parent.said for term in child.terms])
    if terms:
        cues["cites terms"] = min(terms, 3) / 2
    elif child.terms:
        cues["cites other terms"] = 1.0
    cues.update(_talk(child, parent))
    return cues


def _talk(child: Voice, parent: Voice) -> Cues:
    cues: Cues = {}
    if parent.ends_asking:
        cues["it ends asking"] = 1.0
        if child.opener in _ANSWERS:
            cues[f"it ends asking, {child.opener}"] = 1.0
    elif parent.asks:
        cues["it asks"] = 1.0
    if "you" in child.persons and "I" in parent.persons:
        cues["you to I"] = 1.0
    if "I" in child.persons and "you" in parent.persons:
        cues["I to you"] = 1.0
    if "he" in child.persons:
        cues["he kept" if "he" in parent.persons else "he new"] = 1.0
    for same, name in ((True, "same hand"), (False, "other hand")):
        count = sum(
            [
                (parent.style[habit] == value) == same
                for habit, value in child.style.items()
                if habit in parent.style
            ]
        )
        if count:
            cues[name] = count / 3
    cues[f"{_long(child)} to {_long(parent)}"] = 1.0
    cues[f"it opens {parent.opener}"] = 1.0
    if parent.link and parent.words < 8:
        cues["it is a link"] = 1.0
    return cues


def _long(one: Voice) -> str:
    return "short" if one.size < 140 else "middling" if one.size < 500 else "long"


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a candidate stands when a comment looks for its parent, whatever the tree.

    `number` is the candidate's (0: the opening post), `distance` how many comments below it the
    child stands (1: the next one). `likeness` is the child's to the candidate, `rival` to the most
    alike of the others nearby; `above` to the comment above it, and `closed` and `average` to the
    comments between the two: most and mean. `later` is that of the comments after the child to the
    candidate (most), `left` theirs to the comments just above the child (mean).
    """

    number: int
    distance: int
    likeness: float
    rival: float
    above: float
    closed: float
    average: float
    later: float
    left: float


_FAR = (2, 3, 4, 6, 9, 14, 25)  # distances


def placed(place: Place, child: Voice, above: Voice) -> Iterator[tuple[str, float]]:
    """Cues of the place: is it the opening post, the comment above, or one farther up?"""
    if place.number == 0:
        kind = "root"
        yield "root, distance", log(place.distance)
        if place.distance == 1:
            yield "only", 1.0
    elif place.distance == 1:
        kind = "above"
        yield f"above, {_long(child)} after {_long(above)}", 1.0
        yield f"above opens {above.opener}", 1.0
    else:
        kind = "far"
        yield f"far {next((n for n in _FAR if place.distance <= n), 99)}", 1.0
        yield "far, distance", log(place.distance)
    yield kind, 1.0
    for cue, value in _spoken(child, above):
        yield f"{kind}{cue}", value
    yield f"{kind} rival", (place.likeness - place.rival) * 3
    if place.likeness > place.rival:
        yield "most alike", 1.0
    if place.distance > 1:
        yield f"{kind} closed", place.closed * 3
        yield f"{kind} closed above", place.above * 3
        yield f"{kind} closed average", place.average * 5
        yield f"{kind} left", place.left * 5
    yield f"{kind} later", place.later * 3


def _spoken(child: Voice, above: Voice) -> Iterator[tuple[str, float]]:
    """What speaks for one kind of place or another: the child itself, and the comment above it."""
    yield f", opens {child.opener}", 1.0
    yield f", {_long(child)}", 1.0
    yield f" after {_long(above)}", 1.0
    yield ", size", log(child.size + 20) - 5.5
    yield " after size", log(above.size + 20) - 5.5
    for person in sorted(child.persons):
        yield f", says {person}", 1.0
    for person in sorted(above.persons):
        yield f" after {person}", 1.0
    if child.asks:
        yield ", asks", 1.0
    if child.link:
        yield ", links", 1.0
    if above.ends_asking:
        yield " after asking", 1.0
    if above.link:
        yield " after link", 1.0


def likeness(one: Voice, other: Voice, rarity: Mapping[str, float], masses: float) -> float:
    """How much of their rare words two comments share, 0 to 1; `masses` is that of both, times."""
    shared = one.rare & other.rare
    return mass(shared, rarity) / sqrt(masses) if shared else 0.0
