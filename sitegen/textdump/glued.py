"""Copies of Hacker News in which names and ages run together (`ann3 hours ago`): jusText's.

A unit in the singular has the number 1, one in the plural another one, and of most units there are
not many. Where more than one way to part name and age is left, the longest number is the age's if
nearly all heads of the page end so; else neither is known, and only the border is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from sitegen.textdump.text import spoken

UNKNOWN = "?"  # stands for the name
_GLUED = re.compile(
    r"(?P<before>(?:\d{1,9} points? by )?)(?!\d+ )(?P<run>[\w-]{1,32}?\d{1,4})"
    r" (?P<unit>minute|hour|day|month|year)(?P<many>s?) ago(?P<after>(?: ?\|.{0,200})?.{0,12})"
)
_DATED = re.compile(
    r"(?P<who>(?:\d{1,9} points? by )?[\w-]{1,32}?)"
    r"(?P<age>on [A-Z][a-z]{2} \d{1,2}, \d{4})(?P<after>.{0,200})"
)
_MOST = {"minute": 59, "hour": 23, "day": 9_999, "month": 11, "year": 40}
_SITE = "Hacker News"
_TOP = 20  # lines that are not blank, in which the site's name stands
_FEWEST, _MANY = 2, 5  # heads
_LONGEST = 260


def parted(lines: Sequence[str]) -> list[str] | None:
    """The lines with names and ages apart; None for a text in which they do not run together."""
    short = (line for _, line in spoken(tuple(lines)) if len(line) <= _LONGEST)
    if not any(_SITE in line for line in islice(short, _TOP)):
        return None
    told = [
        (n, line.strip())
        for n, line in enumerate(lines, 1)
        if (" ago" in line or "on " in line) and len(line) <= _LONGEST
    ]
    dated = {n: match for n, line in told if (match := _DATED.fullmatch(line))}
    glued = {n: match for n, line in told if (match := _GLUED.fullmatch(line)) and _ways(match)}
    if len(dated) + len(glued) < _FEWEST:
        return None
    kept = list(lines)
    for number, match in dated.items():
        kept[number - 1] = f"{match['who']} {match['age']}{match['after']}"
    ends = Counter((m["run"][-n:], m["unit"]) for m in glued.values() for n in _ways(m))
    for number, match in glued.items():
        kept[number - 1] = _row(match, ends, len(glued))
    return kept


def _ways(match: re.Match[str]) -> list[int]:
    """How many digits at the end of the run may be the age's."""
    run = match["run"]
    return [
        size
        for size in range(1, 5)
        if size < len(run)
        and (number := run[-size:]).isdecimal()
        and number[0] != "0"
        and (int(number) == 1) is not bool(match["many"])
        and int(number) <= _MOST[match["unit"]]
    ]


def _row(match: re.Match[str], ends: Counter[tuple[str, str]], heads: int) -> str:
    run, size = match["run"], _ways(match)[-1]
    age = run[-size:]
    common = heads >= _MANY and ends[age, match["unit"]] * 5 >= heads * 4
    who = run[:-size] if common or len(_ways(match)) == 1 else UNKNOWN
    return f"{match['before']}{who} {age} {match['unit']}{match['many']} ago{match['after']}"
