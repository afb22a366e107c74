"""All trees that depth-first order allows, weighed at once.

A comment and all that stands below it are a span of the text, so the trees of a page are the ways
to divide spans into spans, and their weights add up without naming each tree. An arc's weight is
that of one comment answering another, a tree's is the product of its arcs'. The share of the whole
weight that the trees with an arc have is the probability of that arc.

Comments are numbered from 1, the opening post is 0. A span is named by its first comment and
by its end, the comment after its last.
"""

from collections.abc import Mapping, Sequence
from math import exp, inf, log
from operator import mul

from sitegen.textdump.spans import Arcs, Spans, mixed

_FARTHEST = 25.0  # logarithm of the weight that may be laid on direct replies to keep their count
_SLIGHT = -18.0  # logarithm of the part of a place's weight that is not followed
_NEAR = 0.02  # how near the expected count must come
_EXACT = 1_500  # comments; on larger pages a count is kept as an expectation only
_RARE = 1e-7  # chance of a count that is not followed
_FAINT = 1e-12  # part of the whole that is not followed

Rows = Sequence[tuple[Sequence[int], Sequence[float]]]  # by end: first comments, and logarithms
Counts = tuple[int, list[float]]  # the smallest count, and the chances of it and those after it


def chances(arcs: Arcs, direct: int | None = None) -> list[dict[int, float]] | None:
    """For each comment, the probability of each of its candidates; arcs[0] is not looked at.

    With `direct`, trees are weighed so that this many direct replies are to be expected.
    None: no tree is possible.
    """
    spans = Spans(arcs)
    root = _Root(_rows(spans), 0.0)
    if not root.possible:
        return None
    root = _Root(root.followed(), 0.0)
    if direct is not None:
        root = _tilted(root, direct)
    shares = root.outside()
    if direct is not None and len(arcs) <= _EXACT:
        shares = _counted(shares, direct) or shares
    told: list[dict[int, float]] = [{} for _ in arcs]
    outer: list[dict[int, float]] = [{} for _ in shares]
    for end, row in enumerate(shares):
        for first, share in row.items():
            told[first][0] = told[first].get(0, 0.0) + share
            outer[end][first] = share / spans.ending[end][first - spans.lowest[end]]
    spans.within(outer, told)
    return [_whole(one) for one in told]


def _whole(one: dict[int, float]) -> dict[int, float]:
    total = sum(one.values())
    return {parent: chance / total for parent, chance in one.items()} if total else one


def _rows(spans: Spans) -> Rows:
    """For each end: the spans that may be a direct reply's, by first comment, with the logarithms
    of their weights.
    """
    direct = [log(w) if (w := one.get(0, 0.0)) > 0.0 else None for one in spans.arcs]
    found: list[tuple[list[int], list[float]]] = []
    for held, low in zip(spans.ending, spans.lowest, strict=True):
        one = [
            (first, weight + log(own))
            for first, own in enumerate(held, start=low)
            if own > 0.0 and (weight := direct[first]) is not None
        ]
        found.append(([first for first, _ in one], [weight for _, weight in one]))
    return found


class _Root:
    """The row of direct replies, each with its span: weights before and after each comment.

    They become too small for floats, so each is kept as a logarithm. `rows[end]` tells the spans
    that may end there, by first comment and logarithm of weight. `expected` is how many direct
    replies are to be expected.
    """

    def __init__(self, rows: Rows, tilt: float) -> None:
        size = len(rows) - 1
        self.rows, self.tilt = rows, tilt
        self.before = [-inf, 0.0]
        counts = [0.0, 0.0]
        for firsts, weights in rows[2:]:
            before = [self.before[n] + one for n, one in zip(firsts, weights, strict=True)]
            top = max(before, default=-inf)
            if top == -inf:
                self.before.append(top)
                counts.append(0.0)
                continue
            powers = [exp(one - top) for one in before]
            total = sum(powers)
            self.before.append(top + log(total) + tilt)
            counts.append(1 + sum(map(mul, powers, [counts[n] for n in firsts])) / total)
        self.possible = self.before[size] != -inf
        self.expected = counts[size]

    def followed(self) -> Rows:
        """The rows without the spans that next to no tree has."""
        found: list[tuple[list[int], list[float]]] = []
        for (firsts, weights), whole in zip(self.rows, self.before, strict=True):
            least = whole + _SLIGHT - self.tilt
            one = [
                (first, weight)
                for first, weight in zip(firsts, weights, strict=True)
                if self.before[first] + weight > least
            ]
            found.append(([first for first, _ in one], [weight for _, weight in one]))
        return found

    def outside(self) -> list[dict[int, float]]:
        """What the rest of the page weighs around each direct reply's span, as a part of the whole.

        By the end of the span, then by its first comment; times the weight of the span's own arc.
        """
        size = len(self.rows) - 1
        found: list[dict[int, float]] = [{} for _ in self.rows]
        after: list[list[float]] = [[] for _ in range(size)] + [[0.0]]
        whole = self.before[size]
        for end in range(size, 1, -1):
            rest = _sum(after[end])
            if rest is None:
                continue
            for first, weight in zip(*self.rows[end], strict=True):
                told = rest + weight + self.tilt
                after[first].append(told)
                before = self.before[first]
                if before != -inf:
                    found[end][first] = exp(min(before + told - whole, 0.0))
        return found


def _sum(logarithms: Sequence[float]) -> float | None:
    """The logarithm of a sum; None for that of nothing."""
    if not logarithms:
        return None
    top = max(logarithms)
    return top + log(sum([exp(one - top) for one in logarithms]))


def _tilted(root: _Root, direct: int) -> _Root:
    """The row with what direct replies must weigh more, for so many of them to be expected."""
    low, high = -_FARTHEST, _FARTHEST
    while root.possible and abs(root.expected - direct) > _NEAR and high - low > 1e-3:
        low, high = (root.tilt, high) if root.expected < direct else (low, root.tilt)
        root = _Root(root.rows, (low + high) / 2)
    return root


def _counted(shares: list[dict[int, float]], direct: int) -> list[dict[int, float]] | None:
    """The chance of each direct reply's span, where there are exactly so many of them.

    None where that is next to impossible.
    """
    size = len(shares) - 1
    ends: list[dict[int, float]] = [{} for _ in shares]
    for end, row in enumerate(shares):
        for first, share in row.items():
            ends[first][end] = share
    before = _counts(shares, range(2, size + 1), 1)
    after = _counts(ends, range(size - 1, 0, -1), size)
    least, chances = before[size]
    likely = chances[direct - least] if 0 <= direct - least < len(chances) else 0.0
    if likely < _FAINT:
        return None
    found: list[dict[int, float]] = [{} for _ in shares]
    for end, row in enumerate(shares):
        least, chances = after[end]
        rest = (direct - least - len(chances), chances[::-1])  # by the count that it leaves
        for first, share in row.items():
            part = _together(before[first], rest)
            if part:
                found[end][first] = share * part / likely
    return found


def _together(one: Counts, other: Counts) -> float:
    """The chance that two counts are the same."""
    (low, some), (start, others) = one, other
    chance: float = sum(map(mul, some[max(0, start - low) :], others[max(0, low - start) :]))
    return chance


def _counts(shares: Sequence[Mapping[int, float]], places: range, start: int) -> list[Counts]:
    """For each place, how probable each number of direct replies between it and `start` is."""
    found: list[Counts] = [(0, []) for _ in shares]
    found[start] = (0, [1.0])
    for place in places:
        total = sum(shares[place].values())
        terms = [
            (share / total, found[near])
            for near, share in shares[place].items()
            if share > _RARE * total and found[near][1]
        ]
        if not terms:
            continue
        low = min([least for _, (least, _) in terms])
        size = max([least + len(chances) for _, (least, chances) in terms]) - low
        rows = [
            (share, [0.0] * (least - low) + chances + [0.0] * (low + size - least - len(chances)))
            for share, (least, chances) in terms
        ]
        found[place] = _likely(low + 1, mixed(rows, size))
    return found


def _likely(least: int, chances: list[float]) -> Counts:
    """Chances of counts from `least` on, without the rare ones at either end."""
    kept = [at for at, chance in enumerate(chances) if chance > _RARE]
    return (least + kept[0], chances[kept[0] : kept[-1] + 1]) if kept else (0, [])
