"""Ages as pages print them ("221 days ago", "on Jan 27, 2021"), and the dates they stand for.

An age is a label until somebody says when the copy was made; then it is a date no finer than the
age's own unit.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["", "minute", "hour", "day", "month", "year"]

_UNITS = "second|sec|minute|min|hour|hr|day|week|month|year|mo|yr|s|m|h|d|w|y"
AGE = (
    rf"(?:(?:an?|\d{{1,5}})\s?(?:{_UNITS})s?\.?(?:\s+ago){{1,2}}"
    r"|just now|yesterday"
    r"|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r" \d{1,2},? '?(?:\d{4}|\d\d)"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)"
)
_AGE = re.compile(
    rf"(?P<n>an?|\d{{1,5}})\s?(?P<unit>{_UNITS})s?\.?(?:\s+ago){{1,2}}", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:on )?(?P<month>[A-Z][a-z]{2})[a-z]*\.? (?P<day>\d{1,2}),? '?(?P<year>\d{2,4})"
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_SECONDS: dict[str, tuple[int, Precision]] = {
    "s": (1, "minute"),
    "m": (60, "minute"),
    "h": (3600, "hour"),
    "d": (86400, "day"),
    "w": (7 * 86400, "day"),
    "mo": (2629746, "month"),  # a mean month and a mean year of the Gregorian calendar
    "y": (31556952, "year"),
}


@lru_cache(maxsize=1024)
def dated(age: str, captured: datetime | None) -> tuple[datetime, Precision] | None:
    """The time that an age stands for, in UTC, and how exact it is; None when nobody can tell.

    `captured` is when the copy was made; an absolute date ("on Jan 27, 2021") needs none.
    """
    if not age:
        return None
    try:
        return datetime.strptime(age.strip(), "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC), "minute"
    except ValueError:
        pass
    absolute = _DATE.fullmatch(age.strip())
    if absolute:
        return _absolute(absolute)
    match = _AGE.fullmatch(age.strip())
    if match is None or captured is None:
        return None
    seconds, precision = _SECONDS[_unit(match["unit"].lower())]
    count = int(match["n"]) if match["n"].isdigit() else 1
    try:
        return captured - timedelta(seconds=seconds * count), precision
    except OverflowError:
        return None


def _unit(word: str) -> str:
    return "mo" if word.startswith("mo") else word[0]


def _absolute(match: re.Match[str]) -> tuple[datetime, Precision] | None:
    year = int(match["year"])
    month = _MONTHS.find(match["month"])
    if month < 0 or month % 3:
        return None
    try:
        day = date(year if year > 99 else 2000 + year, month // 3 + 1, int(match["day"]))
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC), "day"
