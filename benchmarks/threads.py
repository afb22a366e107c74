"""Threads of made-up people: how many comments, who answers whom, when, with what score.

No format is known here, and the numbers of threads and comments asked for are met exactly. An id
is a post's second since 2016 and no two posts share one, so ids rise with time, as on real sites.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

EPOCH = 1_451_606_400  # 2016-01-01T00:00:00Z
YEARS = 10
MAX_COMMENTS = 5000
MAX_DEPTH = 30
_SECONDS = YEARS * 365 * 86_400
_FIRST = ("ada", "bo", "cal", "dru", "eni", "fin", "gro", "hex", "ivo", "jun", "kel", "lum", "mox")
_LAST = ("wright", "stone", "byte", "leaf", "_fm", "ova", "mill", "ette", "harbor", "pixel", "ski")


@dataclass(slots=True)
class Post:
    """`parent` is an index into the thread's posts, -1 for the opening post (index 0)."""

    id: int
    parent: int
    author: str
    score: int
    deleted: bool


@dataclass(slots=True)
class Made:
    """A thread: posts[0] opens it; the rest stand in order of time, parents before children."""

    posts: list[Post]
    community: int

    def children(self) -> list[list[int]]:
        """Indices of the direct replies to each post, oldest first."""
        lists: list[list[int]] = [[] for _ in self.posts]
        for number, post in enumerate(self.posts[1:], 1):
            lists[post.parent].append(number)
        return lists


@dataclass(slots=True)
class People:
    """Authors by a Zipf law: a few write a lot, most once or twice."""

    rng: Random
    count: int
    _weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self._weights = list(accumulate((rank + 12) ** -0.85 for rank in range(self.count)))

    def anyone(self) -> str:
        rank = bisect(self._weights, self.rng.random() * self._weights[-1])
        rank = min(rank, self.count - 1)
        name = _FIRST[rank % len(_FIRST)] + _LAST[rank // len(_FIRST) % len(_LAST)]
        return name if rank < len(_FIRST) * len(_LAST) else f"{name}{rank}"


def sizes(rng: Random, threads: int, comments: int) -> list[int]:
    """How many comments each thread has: exact in sum, about 8 in the middle where there are ten
    for each thread, with a tail that reaches the largest size that a corpus this small can have.
    """
    if not threads:
        return []
    largest = min(MAX_COMMENTS, comments // 12)
    tail = [largest]
    while len(tail) < threads // 400 and sum(tail) < comments * 0.11:
        tail.append(min(largest, int(30 * rng.paretovariate(0.9))))
    if sum(tail) > comments or len(tail) >= threads:
        tail = []
    weights = [rng.lognormvariate(0, 0.5) for _ in range(threads - len(tail))]
    left = comments - sum(tail)
    share = left / sum(weights)
    bulk = [int(weight * share) for weight in weights]
    for number in rng.sample(range(len(bulk)), left - sum(bulk)):
        bulk[number] += 1
    result = bulk + tail
    rng.shuffle(result)
    return result


def parents(rng: Random, comments: int) -> list[int]:
    """The parent of each post of a thread, opening post first; depth stays within MAX_DEPTH."""
    result, depths, duel = [-1], [0], 0
    for number in range(1, comments + 1):
        chance = rng.random()
        if duel:
            duel -= 1
            parent = number - 1
        elif chance < 0.02:
            duel = int(rng.paretovariate(0.7)) + 3  # two people cannot let it go
            parent = number - 1
        elif chance < 0.30:
            parent = 0
        elif chance < 0.50:
            parent = number - 1
        else:
            parent = int(number * rng.random() ** 0.7)
        if depths[parent] >= MAX_DEPTH:
            parent, duel = 0, 0
        result.append(parent)
        depths.append(depths[parent] + 1)
    return result


def make(rng: Random, threads: int, comments: int) -> Iterator[Made]:
    """Threads in order of time. The same arguments give the same threads, post by post."""
    people = People(rng, max(20, (threads + comments) // 2))
    counts = sizes(rng, threads, comments)
    taken: set[int] = set()
    for start, count in zip(sorted(rng.choices(range(_SECONDS), k=threads)), counts, strict=True):
        yield _thread(rng, people, taken, start, parents(rng, count))


def chain(rng: Random, depth: int) -> Made:
    """One thread that is a single chain of replies."""
    people = People(rng, 20)
    return _thread(rng, people, set(), _SECONDS // 2, list(range(-1, depth)))


def _thread(rng: Random, people: People, taken: set[int], start: int, parent_of: list[int]) -> Made:
    """Replies come after their parents, most within hours; `taken` holds the seconds in use."""
    second = start
    seconds = []
    gap = 60_000 / (len(parent_of) + 20)
    for _ in parent_of:
        while second in taken:
            second += 1
        taken.add(second)
        seconds.append(second)
        second += 1 + int(rng.expovariate(1 / gap))
    posts = [
        Post(moment, parent, people.anyone(), _score(rng), rng.random() < 0.02)
        for moment, parent in zip(seconds, parent_of, strict=True)
    ]
    posts[0].deleted = False
    return Made(posts, min(int(rng.paretovariate(0.6)), 40))


def _score(rng: Random) -> int:
    return int(rng.paretovariate(0.8)) % 9000 if rng.random() > 0.06 else -int(rng.random() * 9)
