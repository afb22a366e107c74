"""Dates as sentences, "Tuesday, March 5, 2024 at 8:00:00 AM UTC", in whatever language they are.

Google writes them in the language of whoever asked for the data. The names of months are those of
the CLDR, as Babel has them; where a name is another month elsewhere, the day of the week decides.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final

from sitegen import possessive

_LONGEST = 120  # characters
LANGUAGES: Final = (
    "af am ar az be bg bn bs ca cs cy da de de_AT el en es et fi fil fr gl gu he hi hr hu hy id is"
    " it ka kk km kn ko ky lt lv mk ml mr ms my nb ne nl no pa pl pt ro ru si sk sl sq sr sv sw"
    " ta te th tr uk ur uz vi zu"
)
_CLOCK = possessive.compiled(
    r"(?<!\d)(\d{1,2})\s?(?:[:.]|h|時|时|시|點|点|นาฬิกา)\s?(\d{1,2})\s?(?:[:.]|min|分|분|นาที)\s?(\d{1,2})(?!\d)"
)
_YEAR = possessive.compiled(r"(?<!\d)([12]\d{3}|25\d\d)(?!\d)")
_NUMBERED = possessive.compiled(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DAY = possessive.compiled(r"(?<!\d)(\d{1,2})(?!\d)")
_SECOND_HALF = possessive.compiled(
    r"(?<!\w)(?:p\.?\s?m\.?|μ\.\s?μ\.|م|अपराह्न|pasdite|m\.d\.|ptg|ከሰዓት)(?!\w)|오후|下午|午後|晚上|中午"
)
_FIRST_HALF = possessive.compiled(
    r"(?<!\w)(?:a\.?\s?m\.?|π\.\s?μ\.|ص|पूर्वाह्न|paradite|p\.d\.|pg|ጥዋት)(?!\w)|오전|上午|午前|早上|清晨|凌晨"
)
_ZONE = possessive.compiled(r"(?:utc|gmt)\s?([+−-])(\d{1,2})(?::?(\d{2}))?")
_IN = {"he": "ב"}  # what is written before a month, as a part of its name
_BUDDHIST = 2400  # years from which on Thailand's calendar is meant
BUDDHIST_AHEAD: Final = 543


def moment(told: str) -> datetime | None:
    """The time in UTC; None for what is none, or is in a language that is not known."""
    text = _plain(told[:_LONGEST])
    zone = _ZONE.search(text)
    text = text.replace(zone[0], "") if zone else text
    clock = _CLOCK.search(text)
    if not clock:
        return None
    before, behind = text[: clock.start()], text[clock.end() :]
    day = _day_of(f"{before} | {behind}")
    hour = hour_of(int(clock[1]), f"{before[-12:]} {behind}")
    if not day or hour > 23 or int(clock[2]) > 59:
        return None
    time = timedelta(hours=hour, minutes=int(clock[2]), seconds=min(int(clock[3]), 59))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + time - _offset(zone)


def _plain(text: str) -> str:
    """Small letters, common spaces and digits, and nothing that is not seen."""
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return text
    return "".join([sign for sign in text if unicodedata.category(sign) != "Cf"])


@lru_cache(maxsize=4096)  # a chat tells of each day many times
def _day_of(text: str) -> date | None:
    """The day that is told without its time."""
    year = _YEAR.search(text)
    if not year:
        return None
    number = int(year[1]) - BUDDHIST_AHEAD * (int(year[1]) > _BUDDHIST)
    numbered = _NUMBERED.search(text)
    rest = f"{text[: year.start()]} {text[year.end() :]}"
    days = [(int(numbered[1]), int(numbered[2]))] if numbered else _days(rest)
    made = [_made(number, month, day) for month, day in days]
    return _that_fits({one for one in made if one}, rest)


def hour_of(hour: int, around: str) -> int:
    """Of 24, by what is said around it in small letters."""
    if hour <= 12 and _SECOND_HALF.search(around):
        return hour % 12 + 12
    return hour % 12 if hour == 12 and _FIRST_HALF.search(around) else hour


def _days(text: str) -> list[tuple[int, int]]:
    """What month and day the words may mean."""
    pattern, months, _ = _names()
    found = []
    for name in pattern.finditer(text):
        if months.get(name[0]):
            rest = f"{text[: name.start()]} {text[name.end() :]}"
            if day := _DAY.search(rest):
                found += [(month, int(day[1])) for month in sorted(months[name[0]])]
    return found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _that_fits(dates: set[date], text: str) -> date | None:
    """The one date that there is, or the one that was on the day of the week that is told."""
    if len(dates) == 1:
        return dates.pop()
    pattern, _, weekdays = _names()
    told = {day for name in pattern.findall(text) for day in weekdays.get(name, ())}
    fit = {one for one in dates if one.weekday() in told}
    return fit.pop() if len(fit) == 1 else None


def _offset(zone: re.Match[str] | None) -> timedelta:
    if not zone:
        return timedelta()
    offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
    return offset if zone[1] == "+" else -offset


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, set[int]], Mapping[str, set[int]]]:
    """A pattern of all names of months and days of the week, and what these are."""
    from babel import Locale  # noqa: PLC0415 - it takes 0.1 s, and few dumps need it

    months: dict[str, set[int]] = defaultdict(set)
    weekdays: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES.split():
        names_there = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for number, name in names_there.months[context]["wide"].items():
                name = f"{_IN.get(language, '')}{name}"
                months[_plain(name)].add(number)
            for number, name in names_there.days[context]["wide"].items():
                weekdays[_plain(name)].add(number)
    names = sorted({*months, *weekdays}, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
    return possessive.compiled(pattern), dict(months), dict(weekdays)
