"""The candidates for a parent: what is offered, and the cues of each.

Cues look at a comment, a candidate and what stands between and around them, never at the tree:
so all trees can be weighed at once (see `forest`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import Place, Tie, Voice, likeness, mass, pair, placed, rarities

_PAIRS = 20_000  # pairs of comments that are compared on a page whose size allows no more
_NEAR = 30  # candidates looked at on a page of any size, from below; the opening post always is
_LOOK = 30  # comments above that a child is compared with
_AHEAD = 3  # comments below that are looked at for what is still spoken of


class Page(msgspec.Struct, frozen=True):
    """All voices (the opening post first), what each quotes, and the number of direct replies.

    `fixed` are parents that are known, `tops` says of some whether they answer the opening post.
    `among` are the only candidates of some, `authors` those of all comments, where they are told.
    `floors[n]` is the deepest comment that a known parent proves to stand above comment n.
    """

    voices: Sequence[Voice]
    ties: Sequence[Mapping[int, Tie]]
    rarity: Mapping[str, float]
    masses: Sequence[float]
    direct: int | None
    fixed: Mapping[int, int]
    tops: Mapping[int, bool]
    floors: Sequence[int]
    among: Mapping[int, Sequence[int]] = {}
    authors: Sequence[str | None] = ()


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
    fixed = possible(fixed or {})
    rarity = rarities(voices)
    return Page(
        voices=voices,
        ties=ties,
        rarity=rarity,
        masses=[mass(voice.rare, rarity) + 3.0 for voice in voices],
        direct=direct,
        fixed=fixed,
        tops=tops or {},
        floors=floors(fixed, len(voices)),
    )


def possible(parents: Mapping[int, int]) -> dict[int, int]:
    """Those parents that depth-first order allows together; of two that cross, the upper one."""
    kept: dict[int, int] = {}
    starts: list[int] = []  # what stands between an answer and its parent is below the parent
    ends: list[int] = []
    for number, parent in sorted(parents.items()):
        at = bisect_left(starts, parent)
        if not 0 <= parent < number or (at and parent < ends[at - 1]):
            continue
        del starts[at:], ends[at:]
        starts.append(parent)
        ends.append(number)
        kept[number] = parent
    return kept


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


def offered(page: Page) -> Iterator[list[tuple[int, Cues]]]:
    """For each comment: its candidates, each with its cues."""
    size = len(page.voices)
    near = max(_NEAR, _PAIRS // size)
    likes = _Likes(page)
    for number in range(1, size):
        if number in page.fixed:
            yield [(page.fixed[number], {})]
            continue
        ahead = range(number + 1, min(number + 1 + _AHEAD, size))
        back = range(max(1, number - _AHEAD), number)
        candidates = {0, *range(max(1, number - near), number), *page.ties[number]}
        candidates = set(page.among.get(number, candidates))
        compared = candidates.union((0,), range(max(1, number - _LOOK), number))
        own, below = likes.of(number), [likes.of(after) for after in ahead]
        around = Around(
            alike={n: own[n] for n in sorted(compared)},
            later={
                n: max([one[n] for one in below], default=0.0)
                for n in (0, *range(max(1, number - _LOOK + 1), number))
            },
            left=sum([one[n] for one in below for n in back]) / max(1, len(ahead) * len(back)),
        )
        yield [(n, _cues(page, number, n, around)) for n in sorted(candidates)]


class _Likes:
    """How alike each comment is to those before it: worked out once for the few that are asked for
    in turn.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: dict[int, _Alike] = {}

    def of(self, number: int) -> "_Alike":
        held = self.held.get(number)
        if held is None:
            held = self.held[number] = _Alike(self.page, number)
            self.held.pop(number - _AHEAD - 1, None)
        return held


class _Alike(dict[int, float]):
    """How alike one comment is to others, by number; each is worked out when it is asked for."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__()
        self.page, self.number = page, number

    def __missing__(self, other: int) -> float:
        told = self[other] = alike(self.page, self.number, other)
        return told


class Around(msgspec.Struct, frozen=True, gc=False):
    """How alike the comments around a place are: the child to those above, by number, those after
    it (the most alike of them) to those above, and those after it to those just above it.
    """

    alike: Mapping[int, float]
    later: Mapping[int, float]
    left: float


def alike(page: Page, one: int, other: int) -> float:
    """How much of their rare words two comments share, 0 to 1."""
    masses = page.masses[one] * page.masses[other]
    return likeness(page.voices[one], page.voices[other], page.rarity, masses)


def _cues(page: Page, number: int, candidate: int, around: Around) -> Cues:
    child, quoted, alike = page.voices[number], page.ties[number], around.alike
    cues = pair(
        child,
        page.voices[candidate],
        quoted.get(candidate),
        quoted,
        page.rarity,
        (page.masses[number], page.masses[candidate]),
    )
    nearby = range(max(1, number - _LOOK), number)
    between = [alike[n] for n in nearby if n > candidate]
    place = Place(
        number=candidate,
        distance=number - candidate,
        likeness=alike[candidate],
        rival=max([alike[n] for n in (0, *nearby) if n != candidate], default=0.0),
        above=alike[number - 1],
        closed=max(between, default=0.0),
        average=sum(between) / max(1, len(between)),
        later=around.later.get(candidate, 0.0),
        left=around.left,
    )
    cues.update(placed(place, child, page.voices[number - 1]))
    return cues
