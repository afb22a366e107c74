"""The weights of all spans of a page that can be one comment and what stands below it.

A span is named by its first comment and by its end, the comment after its last. The comment at its
end, `last`, answers one that the span holds; so the weights of the spans that end there are those
of the spans that end after one of its candidates, each times what the answer adds. Thus rows of
numbers are added up, each times a number, and nothing is done number by number (`mixed`).
"""

from collections.abc import Mapping, Sequence
from operator import mul

Arcs = Sequence[Mapping[int, float]]  # for each comment, its candidates and their weights
Row = list[float]

_WORK = 300_000  # spans looked at; on a large page the longest ones are left out
_LEAST = 100  # comments; spans of this length are always looked at


def reach_of(size: int) -> int:
    """The longest span that is looked at below a comment, in comments, on a page of this size."""
    return max(_LEAST, _WORK // size)


def lowest_of(size: int) -> list[int]:
    """For each end: the first comment of the longest span that is looked at."""
    reach = reach_of(size)
    return [max(1, end - reach) for end in range(size + 1)]


class Spans:
    """The weights of all spans: `ending[end][first - lowest[end]]`, and of what grows them.

    `grown[number]` holds, for each candidate but the opening post, the weight of the candidate's
    span that ends before the comment, times that of the arc between them.
    """

    def __init__(self, arcs: Arcs) -> None:
        size = len(arcs)
        self.arcs, self.lowest = arcs, lowest_of(size)
        self.ending: list[Row] = [[], []]
        self.grown: list[dict[int, float]] = [{}, {}]
        for end in range(2, size + 1):
            low, last = self.lowest[end], end - 1
            terms = [
                (share, self._below(parent, low, last))
                for parent, share in self.grown[last].items()
                if parent >= low
            ]
            held = mixed(terms, last - low)
            held.append(1.0)
            self.ending.append(held)
            if end < size:
                self.grown.append(
                    {
                        parent: held[parent - low] * weight
                        for parent, weight in arcs[end].items()
                        if parent >= low and weight and held[parent - low]
                    }
                )

    def _below(self, parent: int, low: int, last: int) -> Row:
        """The spans from `low` on that end after `parent`, and none from there to `last`."""
        row = self.ending[parent + 1][low - self.lowest[parent + 1] :]
        return row + [0.0] * (last - 1 - parent)

    def within(self, outer: Sequence[Mapping[int, float]], told: list[dict[int, float]]) -> None:
        """Adds to `told` the probabilities of all candidates but the opening post.

        `outer[end][first]` is what stands around a span of a direct reply, as a part of the whole;
        around all others it is worked out here, from the end of the page up: a span ends after a
        candidate, and each comment that may answer it makes a longer one out of it.
        """
        size = len(self.arcs)
        around: list[Row] = [[] for _ in range(size + 1)]
        more: list[dict[int, float]] = [{} for _ in range(size + 1)]
        answers: list[list[int]] = [[] for _ in range(size)]
        for number, candidates in enumerate(self.grown):
            for parent in candidates:
                answers[parent].append(number)
        for end in range(size, 1, -1):
            low, last = self.lowest[end], end - 1
            terms = [
                (self.grown[number][last], _ahead(around[number + 1], low, self.lowest[number + 1]))
                for number in answers[last]
                if last >= self.lowest[number + 1]
            ]
            whole = mixed([(s, row[: end - low]) for s, row in terms], end - low)
            for sums in (outer[end], more[end]):
                for first, value in sums.items():
                    whole[first - low] += value
            around[end] = whole
            for parent, share in self.grown[last].items():
                row = self.ending[parent + 1]
                start = low - self.lowest[parent + 1]
                part = sum(map(mul, row[start:] if start else row, whole))
                told[last][parent] = part * share
                held = more[last]
                held[parent] = held.get(parent, 0.0) + part * self.arcs[last][parent]


def _ahead(row: Row, low: int, lowest: int) -> Row:
    """A row that begins at `lowest`, from `low` on: nothing stands before it."""
    return [0.0] * (lowest - low) + row if lowest > low else row


def mixed(terms: Sequence[tuple[float, Row]], size: int) -> Row:
    """The sum of rows of `size` numbers, each row times its number.

    Eight rows at a time, or four: so each takes a fourth of the time that one by one would.
    """
    whole = [0.0] * size
    at = 0
    while len(terms) - at >= 4:
        if len(terms) - at >= 8:
            (a, p), (b, q), (c, r), (d, s), (e, t), (f, u), (g, v), (h, w) = terms[at : at + 8]
            rows = zip(whole, p, q, r, s, t, u, v, w, strict=True)
            whole = [
                y + a * i + b * j + c * k + d * m + e * n + f * x + g * z + h * o
                for y, i, j, k, m, n, x, z, o in rows
            ]
            at += 8
        else:
            (a, p), (b, q), (c, r), (d, s) = terms[at : at + 4]
            few = zip(whole, p, q, r, s, strict=True)
            whole = [y + a * i + b * j + c * k + d * m for y, i, j, k, m in few]
            at += 4
    for a, p in terms[at:]:
        whole = [y + a * i for y, i in zip(whole, p, strict=True)]
    return whole
