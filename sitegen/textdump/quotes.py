"""Which paragraph a quotation repeats: the one strong link in a copy without structure.

A `>` line, or a passage in quotation marks, is matched by its word triples against all earlier
blocks; the nearest block that holds enough of them is its source. No segmentation is needed.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from sitegen.textdump.words import Facts, inline_quotes, words_of

ENOUGH = 0.6  # share of the triples that the source must hold
_KEPT = 24  # places kept for a triple; older ones are forgotten
MANY = 10_000  # blocks; in a text of more, only
_FEW = 4  # places are kept

Triple = tuple[str, str, str]


class Match(msgspec.Struct, frozen=True, gc=False):
    """Block `at` repeats block `source`, or, with source -1, a quotation without a source.

    `share` is the part of its word triples found there; `inline`: it stood in quotation marks.
    """

    at: int
    source: int
    share: float
    inline: bool = False


def matches(blocks: Sequence[Facts], *, many: bool = False) -> dict[int, Match]:
    """For each block that quotes, by its number: what it quotes.

    `many`: these are some of more than MANY blocks, those that the quotations need.
    """
    wanted = {
        number: quotations for number, block in enumerate(blocks) if (quotations := _quoted(block))
    }
    if not wanted:
        return {}
    sought = {t for quotations in wanted.values() for words in quotations for t in _triples(words)}
    seen: dict[Triple, list[int]] = defaultdict(list)
    exact: dict[tuple[str, ...], int] = {}
    short = {tuple(w) for quotations in wanted.values() for w in quotations if 0 < len(w) < 3}
    found: dict[int, Match] = {}
    kept = _FEW if many or len(blocks) > MANY else _KEPT
    for number, block in enumerate(blocks):
        if number in wanted:
            inline = not _marked(block)
            best = [_best(words, seen, exact) for words in wanted[number]]
            source, share = max(best, key=lambda pair: (pair[1], pair[0]))
            if source >= 0 or not inline:
                found[number] = Match(number, source, share, inline)
            if not inline:
                continue
        for triple in sought.intersection(_triples(block.words)):
            places = seen[triple]
            places.append(number)
            if len(places) > kept:
                del places[0]
        if block.words in short:
            exact[block.words] = number
    return found


def sought(blocks: Sequence[Facts]) -> set[str]:
    """Words of which one at least stands in whatever the blocks quote."""
    said = [words for block in blocks for words in _quoted(block)]
    few = [tuple(words) for words in said if 0 < len(words) < 3]
    return {max(words, key=len) for words in (*few, *(t for s in said for t in _triples(s)))}


def _marked(block: Facts) -> bool:
    return block.text.startswith(">")


def _quoted(block: Facts) -> list[list[str]]:
    if _marked(block):
        said = [line for line in block.text.split("\n") if line.lstrip().startswith(">")]
        return [words_of(" ".join(said))]
    return inline_quotes(block.text)


def _triples(words: Sequence[str]) -> list[Triple]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _best(
    words: list[str], seen: dict[Triple, list[int]], exact: dict[tuple[str, ...], int]
) -> tuple[int, float]:
    """(nearest block that holds enough of the words, share); (-1, 0.0) when there is none."""
    triples = _triples(words)
    if not triples:
        place = exact.get(tuple(words), -1)
        return place, 1.0 if place >= 0 else 0.0
    hits: dict[int, int] = defaultdict(int)
    for triple in triples:
        for place in seen.get(triple, ()):
            hits[place] += 1
    near = max((p for p, count in hits.items() if count >= ENOUGH * len(triples)), default=-1)
    return near, hits[near] / len(triples) if near >= 0 else 0.0
