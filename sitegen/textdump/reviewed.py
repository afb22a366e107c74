"""Parents, judged a second time: what the first judgement says of all around is a cue of its own.

All trees at once (see `forest`) are weighed by cues that know nothing of the tree. The tree found
is known now: how deep a candidate stands, what else answers it, what the next comment answers,
whose answer it is itself. Boosted trees see that together with the first cues (stacked
generalization, Wolpert, 1992), and what they add to the logarithm of the first chance is the
result.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import exp, fsum, log

import msgspec

from sitegen.textdump.boosted import Trees
from sitegen.textdump.cues import Cues
from sitegen.textdump.kinship import Voice
from sitegen.textdump.offers import Page, alike

MOST = 600  # comments; the parents of a page of more are judged once
_LEAST = 0.004  # a candidate of a smaller first chance is not looked at again
_SLIGHT = 1e-4  # the smallest chance that is told from none
_SPINE = 12  # comments above a place that are compared with what stands there
_CLOSED = 6  # comments between a child and a candidate whose words are put together
_SIBLINGS = 4  # answers of a candidate before the child that it is compared with
_NONE: frozenset[str] = frozenset()

Chances = Sequence[Mapping[int, float]]


class First(msgspec.Struct, frozen=True):
    """The first judgement of a page: cues and scores of its arcs, the chances of all candidates of
    each comment, and the parents in the best tree. Item 0 of each stands for the opening post.
    """

    arcs: Sequence[Mapping[int, tuple[Cues, float]]]
    told: Chances
    parents: Sequence[int]


def judged(page: Page, first: First, again: Trees) -> list[dict[int, float]]:
    """The chances of the candidates of each comment, judged anew; they add up to 1."""
    told: list[dict[int, float]] = [dict(one) for one in first.told]
    for number, rows in seen(page, first):
        scores = {
            candidate: again.sum(row) + log(max(first.told[number][candidate], _SLIGHT))
            for candidate, row in rows
        }
        top = max(scores.values())
        powers = {candidate: exp(score - top) for candidate, score in scores.items()}
        total = sum(powers.values())
        told[number] = {candidate: power / total for candidate, power in powers.items()}
    return told


def seen(page: Page, first: First) -> Iterator[tuple[int, list[tuple[int, Cues]]]]:
    """For each comment with more than one candidate: those that are looked at, with their cues."""
    look = _Look(page, first)
    for number in range(1, len(page.voices)):
        rows = look.rows(number)
        if len(rows) > 1:
            yield number, rows
        look.passed(number)


class _Look:
    """What is worked out once for a page; comments are asked for in their order."""

    def __init__(self, page: Page, first: First) -> None:
        size = len(page.voices)
        self.page, self.first, self.size = page, first, size
        self.likes: dict[tuple[int, int], float] = {}
        self.depth, self.answers = [0.0] * size, [0.0] * size  # expected ones
        self.level, self.below = [0] * size, [1] * size  # those in the best tree
        self.children: list[list[int]] = [[] for _ in range(size)]
        self.before = [0.0] * size  # answers expected so far
        self.direct = 0  # direct replies so far, in the best tree
        for number in range(1, size):
            parent = first.parents[number]
            for candidate, chance in first.told[number].items():
                self.depth[number] += chance * (1 + self.depth[candidate])
                self.answers[candidate] += chance
            self.level[number] = self.level[parent] + 1
            self.children[parent].append(number)
        for number in range(size - 1, 0, -1):
            self.below[first.parents[number]] += self.below[number]

    def passed(self, number: int) -> None:
        """Counts what a comment answers among what has been seen."""
        for candidate, chance in self.first.told[number].items():
            self.before[candidate] += chance
        self.direct += self.first.parents[number] == 0

    def rows(self, number: int) -> list[tuple[int, Cues]]:
        """The candidates of a comment that are looked at, with their cues."""
        told = self.first.told[number]
        kept = [
            n
            for n in sorted(told)
            if n in self.first.arcs[number]
            and (told[n] >= _LEAST or n in (0, number - 1) or n == self.first.parents[number])
        ]
        if len(kept) < 2:
            return [(n, {}) for n in kept]
        likes = {n: self._like(number, n) for n in kept}
        spine = self._spine(number)
        common = self._child(number, len(kept), max(likes.values()))
        near = [self._like(number, n) for n in spine[:_SPINE]]
        return [
            (n, common | self._pair(number, n) | self._place(number, n, spine, likes, near))
            for n in kept
        ]

    def _like(self, one: int, other: int) -> float:
        """How alike two comments are; 0 to 1."""
        pair = (min(one, other), max(one, other))
        held = self.likes.get(pair)
        if held is None:
            held = self.likes[pair] = alike(self.page, *pair)
        return held

    def _spine(self, number: int) -> list[int]:
        """The comment above and all it stands below in the best tree, down to the opening post."""
        spine = [number - 1]
        while spine[-1] > 0:
            spine.append(self.first.parents[spine[-1]])
        return spine

    def _told(self, number: int) -> Mapping[int, float]:
        return self.first.told[number] if 0 < number < self.size else {}

    def _child(self, number: int, candidates: int, best: float) -> Cues:
        """What is the same for all candidates: the comment, and the place where it stands."""
        page, told = self.page, self._told(number)
        child, above = page.voices[number], page.voices[number - 1]
        after = self._told(number + 1)
        ranked = sorted(told.values(), reverse=True)
        left, direct = self.size - number, page.direct or 0
        return {
            "counted": float(page.direct is not None),
            "page": log(self.size),
            "at": number / self.size,
            "left below": float(min(left - 1, 30)),
            "direct": direct / self.size,
            "direct so far": self.direct - direct * number / self.size if direct else 0.0,
            "direct to come": (direct - self.direct) / left if direct else 0.0,
            "first": _logit(ranked[0]),
            "second": _logit(ranked[1]),
            "doubt": -sum([chance * log(chance) for chance in ranked if chance > 0]),
            "candidates": float(candidates),
            "chance of root": _logit(told.get(0, 0.0)),
            "chance of above": _logit(told.get(number - 1, 0.0)),
            "next answers it": _odds(after, number),
            "next answers root": _odds(after, 0),
            "next answers above": _odds(after, number - 1),
            "after next answers it": _odds(self._told(number + 2), number),
            "answers": self.answers[number],
            "below": log(self.below[number]),
            "above answers root": _odds(self._told(number - 1), 0),
            "depth above": self.depth[number - 1],
            "level above": float(self.level[number - 1]),
            "words": log(child.words + 5),
            "blocks": float(child.blocks),
            "words above": log(above.words + 5),
            "blocks above": float(above.blocks),
            "asks": float(child.asks),
            "hand of above": _hands(child, above),
            "like next": self._like(number, number + 1) if left > 1 else 0.0,
            "like above": self._like(number, number - 1),
            "like root": self._like(number, 0),
            "most like": best,
        }

    def _pair(self, number: int, candidate: int) -> Cues:
        """The first cues, and what the first judgement made of them."""
        told = self._told(number)
        chance, first = told[candidate], max(told.values())
        cues, score = self.first.arcs[number][candidate]
        return cues | {
            "score": score,
            "chance": _logit(chance),
            "chance of first": log(max(chance, _SLIGHT) / first),
            "rank": float(sum([other > chance for other in told.values()])),
            "chosen": float(self.first.parents[number] == candidate),
            "distance": float(number - candidate),
            "is root": float(candidate == 0),
            "is above": float(candidate == number - 1),
        }

    def _place(
        self,
        number: int,
        candidate: int,
        spine: Sequence[int],
        likes: Mapping[int, float],
        near: Sequence[float],
    ) -> Cues:
        """Where the candidate stands in the tree found, and what stands around it there."""
        page, parents = self.page, self.first.parents
        child, it = page.voices[number], page.voices[candidate]
        after, above = self._told(number + 1), self._told(number - 1)
        held = self.children[candidate]
        at = bisect_left(held, number)
        older = held[max(0, at - _SIBLINGS) : at]
        younger = [n for n in held[at : at + _SIBLINGS] if n != number][: _SIBLINGS - 1]
        over = parents[candidate] if candidate else -1
        over_it = parents[over] if over > 0 else -1
        like, up = likes[candidate], spine.index(candidate) if candidate in spine else -1
        shared = child.rare & it.rare
        closed = _NONE.union(*[page.voices[n].rare for n in spine[: max(up, 0)][:_CLOSED]])
        return {
            "depth": self.depth[candidate],
            "level": float(self.level[candidate]),
            "answered before": self.before[candidate],
            "answered after": self.answers[candidate]
            - self.before[candidate]
            - self._told(number)[candidate],
            "answers before": float(at),
            "up": float(up),
            "like siblings": max([self._like(number, n) for n in older], default=-1.0),
            "like sibling": self._like(number, older[-1]) if older else -1.0,
            "like later siblings": max([self._like(number, n) for n in younger], default=-1.0),
            "sibling below": float(number - older[-1]) if older else 0.0,
            "like over": self._like(number, over) if over >= 0 else -1.0,
            "hand of over": _hands(child, page.voices[over]) if over > 0 else 0.0,
            "hand of it": _hands(child, it),
            "hand over that": _hands(child, page.voices[over_it]) if over_it > 0 else 0.0,
            "like it": like,
            "less like": like - max(likes.values()),
            "rank in likeness": float(sum([other > like for other in likes.values()])),
            "rank among spine": float(sum([other > like for other in near])),
            "next answers this": _odds(after, candidate),
            "after next answers this": _odds(self._told(number + 2), candidate),
            "next like this": self._like(number + 1, candidate) if after else 0.0,
            "above answers this": _odds(above, candidate) if candidate < number - 1 else 0.0,
            "words of it": log(it.words + 5),
            "blocks of it": float(it.blocks),
            "asked": float(it.asks),
            "shared": float(len(shared)),
            "first shared": float(len(child.first & it.rare)),
            "shared, not above": float(
                len(shared - page.voices[number - 1].rare if candidate < number - 1 else shared)
            ),
            "its own": self._mass(shared - closed),
            "of others": self._mass((child.rare & closed) - it.rare),
            "first its own": self._mass((child.first & it.rare) - closed),
        }

    def _mass(self, words: frozenset[str]) -> float:
        return fsum([self.page.rarity[word] for word in words])


def _hands(one: Voice, other: Voice) -> float:
    """Habits that two comments have in common, less those in which they differ."""
    return float(
        sum(
            [
                1 if other.style[habit] == value else -1
                for habit, value in one.style.items()
                if habit in other.style
            ]
        )
    )


def _odds(told: Mapping[int, float], candidate: int) -> float:
    """The logarithm of odds of a candidate; 0.0 where there is no such comment."""
    return _logit(told.get(candidate, 0.0)) if told else 0.0


def _logit(chance: float) -> float:
    chance = min(max(chance, _SLIGHT), 1 - _SLIGHT)
    return log(chance / (1 - chance))
