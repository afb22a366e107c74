"""The candidates for a parent: what is offered, and the cues of each.

The order is depth-first, so a parent is the comment above, one of that comment's ancestors, or
the opening post; nothing else is ever offered.
"""

from collections.abc import Mapping, Sequence
from math import log

import msgspec

from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import (
    SURE_QUOTE,
    Place,
    Tie,
    Voice,
    likeness,
    mass,
    pair,
    placed,
    rarities,
    related,
)

_SPINE = 24  # candidates looked at, from below; the opening post always is
_LOOK = 30  # comments above that are compared with a child
_AHEAD = 6  # comments below that are looked at for what is still spoken of


class Tree(msgspec.Struct, frozen=True, gc=False):
    """A tree in the making: its spine from the opening post (0) down to the comment above.

    `answers` counts the direct replies of each comment on the spine.
    """

    spine: tuple[int, ...]
    answers: tuple[int, ...]
    direct: int


class Page(msgspec.Struct, frozen=True):
    """All voices (the opening post first), what each quotes, and the number of direct replies.

    `fixed` are parents that are known, `tops` says of some whether they answer the opening post.
    `floors[n]` is the deepest comment that a known parent
    proves to stand above comment n, `quoted[n]` one that a later quotation makes likely.
    """

    voices: Sequence[Voice]
    ties: Sequence[Mapping[int, Tie]]
    rarity: Mapping[str, float]
    masses: Sequence[float]
    direct: int | None
    fixed: Mapping[int, int]
    tops: Mapping[int, bool]
    floors: Sequence[int]
    quoted: Sequence[int]


def page_of(
    voices: Sequence[Voice],
    ties: Sequence[Mapping[int, Tie]],
    direct: int | None,
    fixed: Mapping[int, int] | None = None,
    tops: Mapping[int, bool] | None = None,
) -> Page:
    """With the rarity of words worked out; a count that cannot be right is left out."""
    if direct is not None and not 0 < direct < len(voices):
        direct = None
    fixed = fixed or {}
    quotes = {
        number: max(sure)
        for number, held in enumerate(ties)
        if (sure := [n for n, tie in held.items() if not tie.inline and tie.share >= SURE_QUOTE])
    }
    size = len(voices)
    rarity = rarities(voices)
    return Page(
        voices=voices,
        ties=ties,
        rarity=rarity,
        masses=[mass(voice.rare, rarity) + 3.0 for voice in voices],
        direct=direct,
        fixed=fixed,
        tops=tops or {},
        floors=floors(fixed, size),
        quoted=floors(quotes, size),
    )


def floors(parents: Mapping[int, int], size: int) -> list[int]:
    """For each comment, the last one that it must stand below, if these are the parents.

    Depth-first order puts everything between a comment and its answer below that comment.
    """
    lowest = [0] * size
    begun: dict[int, int] = {}
    for number, parent in parents.items():
        begun[parent] = max(begun.get(parent, 0), number)
    open_until: list[tuple[int, int]] = []
    for number in range(size):
        while open_until and open_until[-1][1] < number:
            open_until.pop()
        lowest[number] = open_until[-1][0] if open_until else 0
        if begun.get(number, 0) > number:
            open_until.append((number, begun[number]))
    return lowest


def due(page: Page, tree: Tree, number: int) -> float | None:
    """Log odds that comment `number` is a direct reply, by the count alone; None: not counted."""
    if page.direct is None:
        return None
    left = page.direct - tree.direct
    others = len(page.voices) - number - left
    return max(-4.0, min(4.0, log(max(left, 0) + 0.1) - log(max(others, 0) + 0.1)))


def offered(page: Page, tree: Tree, number: int, pairs: dict[int, Cues]) -> list[tuple[int, Cues]]:
    """(index in the spine, cues) of each candidate for the parent of comment `number`.

    `pairs` keeps the cues of pairs, for other trees ask for the same ones.
    """
    child, above = page.voices[number], page.voices[tree.spine[-1]]
    odds = due(page, tree, number)
    size = len(tree.spine)
    lowest = max(1, size - _SPINE)
    start = max(1, number - _LOOK)
    alike = [_alike(page, number, n) for n in range(start, number)]
    later = _answered_later(page, tree.spine[lowest:], number)
    found: list[tuple[int, Cues]] = []
    for index in (0, *range(lowest, size)):
        candidate = tree.spine[index]
        held = pairs.get(candidate)
        if held is None:
            quoted = page.ties[number]
            held = pair(
                child,
                page.voices[candidate],
                quoted.get(candidate),
                quoted,
                page.rarity,
                (page.masses[number], page.masses[candidate]),
            )
            pairs[candidate] = held
        last = tree.spine[index + 1] if index + 1 < size else number
        place = Place(
            steps=size - 1 - index,
            depth=index,
            answers=tree.answers[index],
            below=number - 1 - candidate,
            spine=size,
            last=number - 1 - last if last < number else 0,
            closed=max(alike[max(last + 1 - start, 0) :], default=0.0),
            elder=max(alike[max(candidate + 1 - start, 0) : max(last - start, 0)], default=0.0),
        )
        cues = dict(held)
        cues.update(placed(place, child, above, odds))
        if index:
            cues.update(related(child, page.voices[tree.spine[index - 1]]))
        lost = later[max(index + 1 - lowest, 0)]
        if lost > 0.0:
            cues["leaves one answered later"] = lost * 3
        if candidate < page.quoted[number]:
            cues["leaves a quoted branch"] = 1.0
        found.append((index, cues))
    _alone(page, child, tree.spine, found)
    best = max([cues.get("shares", 0.0) for _, cues in found])
    if best:
        for _, cues in found:
            if cues.get("shares", 0.0) == best:
                cues["shares most"] = 1.0
    return found


def _alike(page: Page, one: int, other: int) -> float:
    masses = page.masses[one] * page.masses[other]
    return likeness(page.voices[one], page.voices[other], page.rarity, masses)


def _alone(page: Page, child: Voice, spine: Sequence[int], found: list[tuple[int, Cues]]) -> None:
    """Adds a cue for the words that a child shares with one candidate and no other."""
    seen: dict[str, int] = {}
    for index, _ in found:
        for word in child.rare & page.voices[spine[index]].rare:
            seen[word] = -1 if word in seen else index
    for index, cues in found:
        alone = [page.rarity[word] for word, at in seen.items() if at == index]
        if alone:
            cues["shares alone"] = min(sum(alone), 20.0) / 10
            cues["shares alone, rarest"] = max(alone) / 5


def _answered_later(page: Page, spine: Sequence[int], number: int) -> list[float]:
    """For each index of the spine, how much more the comments to come are like one from there on.

    More than they are like comment `number` itself, that is: whoever leaves these behind leaves
    something behind that is still spoken of.
    """
    ahead = range(number + 1, min(number + 1 + _AHEAD, len(page.voices)))
    base = [_alike(page, n, number) for n in ahead]
    lost = [0.0]
    for candidate in reversed(spine):
        more = [_alike(page, n, candidate) - b for n, b in zip(ahead, base, strict=True)]
        lost.append(max(lost[-1], *more) if more else lost[-1])
    return lost[::-1]


def grown(tree: Tree, index: int, number: int) -> Tree:
    """The tree with comment `number` below the one at `index` of the spine."""
    answers = (*tree.answers[:index], tree.answers[index] + 1, 0)
    return Tree((*tree.spine[: index + 1], number), answers, tree.direct + (index == 0))


SEED = Tree((0,), (0,), 0)
