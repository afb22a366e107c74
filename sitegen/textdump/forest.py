"""All trees that depth-first order allows, weighed at once.

A comment and all that stands below it are a span of the text, so the trees of a page are the ways
to divide spans into spans, and their weights add up without naming each tree. An arc's weight is
that of one comment answering another, a tree's is the product of its arcs'. The share of the whole
weight that the trees with an arc have is the probability of that arc.

Comments are numbered from 1, the opening post is 0. A span is named by its first comment and
by its end, the comment after its last.
"""

from collections.abc import Mapping, Sequence
from math import exp, log

Arcs = Sequence[Mapping[int, float]]  # for each comment, its candidates and their weights

_WORK = 300_000  # spans looked at; on a large page the longest ones are left out
_LEAST = 100  # comments; spans of this length are always looked at
_FARTHEST = 25.0  # logarithm of the weight that may be laid on direct replies to keep their count
_SLIGHT = -18.0  # logarithm of the part of a place's weight that is not followed
_NEAR = 0.02  # how near the expected count must come
_EXACT = 1_500  # comments; on larger pages a count is kept as an expectation only
_RARE = 1e-7  # chance of a count that is not followed
_FAINT = 1e-12  # part of the whole that is not followed


def reach_of(size: int) -> int:
    """The longest span that is looked at below a comment, in comments, on a page of this size."""
    return max(_LEAST, _WORK // size)


class Spans:
    """The weights of all spans: `ending[end][first]`, and what a comment adds to its candidates.

    `grown[number]` lists, for each candidate but the opening post, the weight of the candidate's
    span that ends before the comment, with the arc between them.
    """

    def __init__(self, arcs: Arcs) -> None:
        size = len(arcs)
        reach = reach_of(size)
        self.arcs = arcs
        self.ending: list[dict[int, float]] = [{}, {}]
        self.grown: list[list[tuple[int, float]]] = [[], []]
        for end in range(2, size + 1):
            lowest = max(1, end - reach)
            held = {end - 1: 1.0}
            for first in range(end - 1, lowest - 1, -1):
                weight = held.get(first, 0.0)
                if weight:
                    for parent, share in self.grown[first]:
                        if parent >= lowest:
                            held[parent] = held.get(parent, 0.0) + share * weight
            self.ending.append(held)
            if end < size:
                self.grown.append(
                    [(p, held[p] * w) for p, w in arcs[end].items() if p and w and p in held]
                )

    def rows(self) -> list[list[tuple[int, float]]]:
        """For each end: the spans that may be a direct reply's, by first comment, with the
        logarithms of their weights.
        """
        direct = [log(w) if (w := one.get(0, 0.0)) > 0.0 else None for one in self.arcs]
        return [
            [
                (first, weight + log(held))
                for first, held in row.items()
                if held > 0.0 and (weight := direct[first]) is not None
            ]
            for row in self.ending
        ]


def chances(arcs: Arcs, direct: int | None = None) -> list[dict[int, float]] | None:
    """For each comment, the probability of each of its candidates; arcs[0] is not looked at.

    With `direct`, trees are weighed so that this many direct replies are to be expected.
    None: no tree is possible.
    """
    spans = Spans(arcs)
    root = _Root(spans.rows(), 0.0)
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
            outer[end][first] = share / spans.ending[end][first]
    _within(spans, outer, told)
    return [_whole(one) for one in told]


def _whole(one: dict[int, float]) -> dict[int, float]:
    total = sum(one.values())
    return {parent: chance / total for parent, chance in one.items()} if total else one


class _Root:
    """The row of direct replies, each with its span: weights before and after each comment.

    They become too small for floats, so each is kept as a logarithm. `rows[end]` lists the spans
    that may end there, by first comment and logarithm of weight. `expected` is how many direct
    replies are to be expected.
    """

    def __init__(self, rows: Sequence[Sequence[tuple[int, float]]], tilt: float) -> None:
        size = len(rows) - 1
        self.rows, self.tilt = rows, tilt
        self.before: list[float | None] = [None, 0.0]
        counts = [0.0, 0.0]
        for end in range(2, size + 1):
            before = [
                (first, told + tilt + weight)
                for first, weight in rows[end]
                if (told := self.before[first]) is not None
            ]
            total = _sum([one for _, one in before])
            self.before.append(total)
            counts.append(
                0.0
                if total is None
                else 1 + sum([counts[first] * exp(one - total) for first, one in before])
            )
        self.possible = self.before[size] is not None
        self.expected = counts[size]

    def followed(self) -> list[list[tuple[int, float]]]:
        """The rows without the spans that next to no tree has."""
        return [
            [
                (first, weight)
                for first, weight in row
                if (before := self.before[first]) is not None
                and before + weight + self.tilt > (self.before[end] or 0.0) + _SLIGHT
            ]
            for end, row in enumerate(self.rows)
        ]

    def outside(self) -> list[dict[int, float]]:
        """What the rest of the page weighs around each direct reply's span, as a part of the whole.

        By the end of the span, then by its first comment; times the weight of the span's own arc.
        """
        size = len(self.rows) - 1
        found: list[dict[int, float]] = [{} for _ in self.rows]
        after: list[list[float]] = [[] for _ in range(size)] + [[0.0]]
        whole = self.before[size] or 0.0
        for end in range(size, 1, -1):
            rest = _sum(after[end])
            if rest is None:
                continue
            for first, weight in self.rows[end]:
                told = rest + weight + self.tilt
                after[first].append(told)
                before = self.before[first]
                if before is not None:
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
    likely = before[size].get(direct, 0.0)
    if likely < _FAINT:
        return None
    found: list[dict[int, float]] = [{} for _ in shares]
    for end, row in enumerate(shares):
        rest = after[end]
        for first, share in row.items():
            told = before[first].items()
            part = sum([chance * rest.get(direct - 1 - n, 0.0) for n, chance in told])
            if part:
                found[end][first] = share * part / likely
    return found


def _counts(
    shares: Sequence[Mapping[int, float]], places: range, start: int
) -> list[dict[int, float]]:
    """For each place, how probable each number of direct replies between it and `start` is."""
    found: list[dict[int, float]] = [{} for _ in shares]
    found[start][0] = 1.0
    for place in places:
        total = sum(shares[place].values())
        mine = found[place]
        for near, share in shares[place].items():
            if share <= _RARE * total:
                continue
            for count, chance in found[near].items():
                mine[count + 1] = mine.get(count + 1, 0.0) + chance * share / total
        found[place] = {count: chance for count, chance in mine.items() if chance > _RARE}
    return found


def _within(spans: Spans, outer: list[dict[int, float]], told: list[dict[int, float]]) -> None:
    """Adds the probabilities of all candidates but the opening post."""
    size = len(spans.arcs)
    added: list[dict[int, float]] = [{} for _ in range(size)]
    for end in range(size, 1, -1):
        around = outer[end]
        if end < size:
            weights = spans.arcs[end]
            for parent, share in spans.grown[end]:
                told[end][parent] = added[end].get(parent, 0.0) * share
                more = added[end].get(parent, 0.0) * weights[parent]
                around[parent] = around.get(parent, 0.0) + more
        for first, held in sorted(spans.ending[end].items()):
            whole = around.get(first, 0.0)
            mine = added[first]
            for parent, share in spans.grown[first]:
                above = around.get(parent, 0.0)
                if above:
                    whole += above * share
                    mine[parent] = mine.get(parent, 0.0) + above * held
            if whole * held > _FAINT:
                around[first] = whole
            else:
                around.pop(first, None)
