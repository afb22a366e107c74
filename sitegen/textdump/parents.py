"""Parents for the comments of a reading, where the copy tells none.

The first comment answers the opening post: that is certain. A quotation found again is nearly so.
Everything else is weighed, and keeps its probability.
"""

from collections.abc import Mapping, Sequence

import msgspec

from sitegen.textdump import kinship, offers, replies
from sitegen.textdump.kinship import SURE_QUOTE
from sitegen.textdump.model import Weights
from sitegen.textdump.quotes import Match
from sitegen.textdump.reading import Known, Part, QuoteLink
from sitegen.textdump.words import Facts

SURE = 0.89  # border and parent together; from here on 97 of 100 are right, and nest
_ROOTLESS = 0.5  # chance of an answer to the opening post where nobody knows that it is one
MOST = 2_500  # comments; a page of more is no discussion, and only its quotations are read
_LONGEST = 2_000_000  # characters; the same of a longer page
_QUOTED = 0.96  # measured
_FOUND = 0.75  # a count below this share of the comments found counts direct replies only


class Text(msgspec.Struct, frozen=True):
    """The blocks of a page, opening post first: the line each begins at, and what is in it."""

    lines: Sequence[int]
    facts: Sequence[Facts]
    matches: Mapping[int, Match]


def is_direct(claimed: int | None, found: int) -> bool:
    """Whether a page's count is of replies to its own post, seeing how many comments it holds."""
    return claimed is not None and claimed < _FOUND * found


def with_parents(
    text: Text,
    parts: Sequence[Part],
    direct: int | None,
    fixed: Mapping[int, int],
    weights: Weights,
    *,
    rooted: bool,
) -> tuple[Part, ...]:
    """The parts, each with the parent it most probably has.

    `direct` is the number of replies to the opening post, where it is known; `fixed` are the
    parents that a person gave, by number; `rooted` says that the opening post is known to be
    the one that the others answer.
    """
    if not parts:
        return ()
    owner = _owners(text.lines, parts)
    among = {n: part.among for n, part in enumerate(parts, start=1) if part.among}
    if len(parts) > MOST or sum([len(block.text) for block in text.facts]) > _LONGEST:
        return _quoting(text, owner, parts)
    voices = _voices(text.facts, owner, len(parts))
    ties = kinship.ties(text.matches, owner)
    ties += [{} for _ in range(len(parts) + 1 - len(ties))]
    tops = {n: part.direct for n, part in enumerate(parts, start=1) if part.direct is not None}
    page = offers.page_of(voices, ties, direct, fixed, tops)
    if among:
        authors = (None, *(part.author for part in parts))
        page = msgspec.structs.replace(page, among=among, authors=authors)
    weigh, trust = replies.weigher(weights.replies), replies.weigher(weights.trust)
    told = replies.answered(page, weigh, trust, weights.again)
    if not rooted:
        told = [(parent, chance if parent else min(chance, _ROOTLESS)) for parent, chance in told]
    return tuple(
        msgspec.structs.replace(part, parent=parent, answers=_known(part, parent, chance, tie))
        for part, (parent, chance), tie in zip(parts, told, ties[1:], strict=True)
    )


def _quoting(text: Text, owner: Sequence[int], parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parents of a page too large to be weighed: only quotations tell parents."""
    told = list(parts)
    held = kinship.ties(text.matches, owner)
    sure = {
        number: max(quoted)
        for number, ties in enumerate(held)
        if (quoted := [n for n, t in ties.items() if not t.inline and t.share >= SURE_QUOTE])
    }
    for number, parent in offers.possible(sure).items():
        if parent:
            told[number - 1] = msgspec.structs.replace(
                parts[number - 1], parent=parent, answers=Known("inferred", _QUOTED, "quote")
            )
    return tuple(told)


def _known(part: Part, parent: int, chance: float, ties: Mapping[int, kinship.Tie]) -> Known:
    tie = ties.get(parent)
    rule = "weighed"
    if tie is not None and not tie.inline and tie.share >= SURE_QUOTE:
        rule = "quote"
    sure = chance * part.border.confidence >= SURE
    return Known("inferred" if sure else "guessed", chance, rule)


def _owners(lines: Sequence[int], parts: Sequence[Part]) -> list[int]:
    """For each block, the number of its comment; 0: the opening post."""
    owner: list[int] = []
    number = 0
    for line in lines:
        while number < len(parts) and line >= parts[number].first:
            number += 1
        owner.append(number)
    return owner


def _voices(facts: Sequence[Facts], owner: Sequence[int], count: int) -> list[kinship.Voice]:
    held: list[list[Facts]] = [[] for _ in range(count + 1)]
    for block, number in zip(facts, owner, strict=True):
        held[number].append(block)
    return [kinship.voice(blocks) for blocks in held]


def quote_links(text: Text) -> tuple[QuoteLink, ...]:
    """Every quotation that was found again, by line."""
    return tuple(
        QuoteLink(text.lines[at], text.lines[match.source], match.share)
        for at, match in sorted(text.matches.items())
        if match.source >= 0
    )
