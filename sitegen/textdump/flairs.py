"""Names to which programs glue a flair of one word: `[–]annMiller 3 points`.

Nobody can tell `annMiller` from a name, so pages are asked whether they have flairs at all: one of
more words, a run longer than any name, one that goes on behind a name of the page, or runs of
several people that end alike. Then runs in which a capital stands behind a small letter or a digit
are not called names.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

_LONGEST = 20  # characters of a name
_SEAM = re.compile(r"(?<=[a-z0-9_-])(?=[A-Z])")
_SHORTEST = 3  # characters of a name, and of an end that several have
_END = 4  # letters in which runs end alike where no capital stands
_MANY = 3  # people whose runs end alike


def unsure(runs: Sequence[str], names: Collection[str], *, flairs: bool) -> frozenset[str]:
    """Which of the `runs` that stand where names do may be a name with a flair.

    `names` are known without one, `flairs`: the page has some for certain.
    """
    told = {*runs}.difference(names)
    long = {run for run in told if len(run) > _LONGEST}
    known = {name for name in {*names, *runs} if _SHORTEST <= len(name) <= _LONGEST}
    begun = {run for run in told if any(run[:at] in known for at in _seams(run))}
    ends: dict[str, set[str]] = {}
    for run in told:
        for at in _seams(run):
            if len(run) - at >= _SHORTEST:
                ends.setdefault(run[at:], set()).add(run)
    alike = {run for same in ends.values() if len(same) > 1 for run in same}
    shown = flairs or bool(long or begun) or any(len(same) >= _MANY for same in ends.values())
    seamed = {run for run in told if shown and _SEAM.search(run)}
    ending = _ending_alike(told) if shown else set()
    return frozenset(long | begun | alike | seamed | ending)


def _ending_alike(runs: Collection[str]) -> set[str]:
    """The runs of which another one has the same last letters, behind a name of any length."""
    found: set[str] = set()
    for one, other in pairwise(sorted(run[::-1] for run in runs)):
        same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
        end = "".join(letter for letter, _ in same)
        if len(end) >= _END and len(end) < min(len(one), len(other)) and end.isalpha():
            found |= {one[::-1], other[::-1]}
    return found


def _seams(run: str) -> list[int]:
    return [match.start() for match in _SEAM.finditer(run) if match.start()]
