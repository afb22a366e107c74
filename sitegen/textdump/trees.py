"""The best of all trees that depth-first order allows, by the chances of arcs (see `forest`).

As with the weights of spans (see `spans`), the best spans that end at a place are made of those
that end after the candidates of the comment above it: rows, each raised by what the answer gains.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from operator import add

from sitegen.textdump.spans import Row, lowest_of

_SLIGHT = 1e-4  # a smaller chance is passed over, but for the comment above
_ROOM = 25  # direct replies more or fewer than expected so far that are still followed


class _Best:
    """The gains of the best spans: `ending[end][first - lowest[end]]`, -inf where none is possible.

    `grown[number]` holds what the best span of each candidate that ends before the comment gains,
    with the arc between them.
    """

    def __init__(self, told: Sequence[Mapping[int, float]]) -> None:
        size = len(told)
        self.lowest = lowest_of(size)
        self.ending: list[Row] = [[], []]
        self.grown: list[list[tuple[int, float]]] = [[], []]
        for end in range(2, size + 1):
            low, last = self.lowest[end], end - 1
            terms = [
                (gain, self._below(parent, low, last))
                for parent, gain in self.grown[last]
                if parent >= low
            ]
            held = _highest(terms, last - low)
            held.append(0.0)
            self.ending.append(held)
            if end < size:
                self.grown.append(
                    [
                        (parent, held[parent - low] + chance)
                        for parent, chance in sorted(told[end].items())
                        if parent >= low
                        and held[parent - low] != -inf
                        and (chance >= _SLIGHT or parent == last)
                    ]
                )

    def _below(self, parent: int, low: int, last: int) -> Row:
        """The spans from `low` on that end after `parent`, and none from there to `last`."""
        row = self.ending[parent + 1][low - self.lowest[parent + 1] :]
        return row + [-inf] * (last - 1 - parent)

    def parent_in(self, first: int, end: int) -> int:
        """What the last comment of a span answers, in the best tree of the span."""
        gains = [
            (gain + self.ending[parent + 1][first - self.lowest[parent + 1]], -parent)
            for parent, gain in self.grown[end - 1]
            if parent >= first
        ]
        return -max(gains)[1]


def _highest(terms: Sequence[tuple[float, Row]], size: int) -> Row:
    """The highest of rows of `size` numbers at each place, each row raised by its number."""
    whole = [-inf] * size
    for at in range(0, len(terms) - 3, 4):
        (a, q), (b, r), (c, s), (d, t) = terms[at : at + 4]
        held: Row = []
        for top, i, j, k, m in zip(whole, q, r, s, t, strict=True):  # half the time of `max`
            if i + a > top:
                top = i + a
            if j + b > top:
                top = j + b
            if k + c > top:
                top = k + c
            held.append(m + d if m + d > top else top)
        whole = held
    for a, q in terms[len(terms) // 4 * 4 :]:
        whole = [max(top, i + a) for top, i in zip(whole, q, strict=True)]
    return whole


def likeliest(told: Sequence[Mapping[int, float]], direct: int | None = None) -> list[int] | None:
    """The parent of each comment, in the tree whose arcs are right most often; -1 for the post.

    `told` are their probabilities. With `direct`, exactly so many answer the opening post.
    None: no tree is possible.
    """
    size = len(told)
    best = _Best(told)
    row = _row(told, best, direct)
    if row is None:
        return None
    parents = [-1] * size
    todo = [(first, end) for first, end in zip(row, [*row[1:], size], strict=True)]
    for first in row:
        parents[first] = 0
    while todo:
        first, end = todo.pop()
        while end > first + 1:
            parent = parents[end - 1] = best.parent_in(first, end)
            todo.append((parent, end - 1))
            end = parent + 1
    return parents


def _row(told: Sequence[Mapping[int, float]], best: _Best, direct: int | None) -> list[int] | None:
    """The direct replies of the best tree."""
    size = len(told)
    bands = _bands(told, direct)
    step = direct is not None
    begun: dict[int, Row] = {}  # by their number, then by the last of them: what they gain
    if size > 1 and 0 in told[1]:
        begun[int(step)] = [-inf, told[1][0], *[-inf] * (size - 2)]
    for end in range(2, size):
        chance = told[end].get(0)
        if chance is None:
            continue
        low, high = bands[end]
        gains = {n: max(_gains(best, begun[n], end)) for n in begun if low <= n <= high}
        for count, gain in gains.items():
            if gain != -inf:
                begun.setdefault(count + step, [-inf] * size)[end] = gain + chance
    count, end = direct or 0, size
    if count not in begun or not bands[size][0] <= count <= bands[size][1]:
        return None
    row: list[int] = []
    while end > 1:
        firsts = range(best.lowest[end], end)
        gain, end = max(zip(_gains(best, begun[count], end), firsts, strict=True))
        if gain == -inf:
            return None
        count -= step
        row.append(end)
    return row[::-1]


def _gains(best: _Best, begun: Row, end: int) -> Iterator[float]:
    """What the replies before a place gain, by the first comment of the last one's span."""
    return map(add, best.ending[end], begun[best.lowest[end] : end])


def _bands(told: Sequence[Mapping[int, float]], direct: int | None) -> list[tuple[int, int]]:
    """How many direct replies may stand before each comment: about as many as are expected."""
    size = len(told)
    if direct is None:
        return [(0, 0)] * (size + 1)
    expected = spread = 0.0
    bands = [(0, 0), (0, 0)]
    for number in range(1, size):
        chance = told[number].get(0, 0.0)
        expected += chance
        spread += chance * (1 - chance)
        room = _ROOM + 4 * spread**0.5
        bands.append(
            (int(max(direct - (size - 1 - number), expected - room)), int(expected + room))
        )
    return bands
