"""Times as Meta's pages show them: "Jan 03, 2021 5:14 pm", "12 дек 2020 г., 17:14", "3/1/2021".

They are written in the language of whoever asked for the data. The names of months and of the
halves of a day are those of the CLDR, as Babel has them; all times of a page together tell which
language theirs is, and which number of a date is the month. What is not certain is None.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from sitegen import possessive
from sitegen.sources import _forum_times, _mail_dates
from sitegen.sources._long_dates import BUDDHIST_AHEAD, LANGUAGES, hour_of

_LONGEST = 100  # characters
_MOST_WORDS = 2000  # different ones of a page that its language is told by
_CLOCK = possessive.compiled(
    r"(?<![\d.:])(\d{1,2})[:.h時时](\d{2})(?:[:.](\d{2}))?(?![\d.:])[分시]?", re.ASCII
)
_ZONE = possessive.compiled(r"\b(?:utc|gmt)\s?([+−-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_NUMBERED = possessive.compiled(
    r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?", re.ASCII
)
_VIETNAMESE = possessive.compiled(
    r"(?:(\d{1,2}),? )?(?:tháng|thg) (\d{1,2}),?(?: (\d{1,2}),)? (\d{4})", re.ASCII
)
_SLASHED = possessive.compiled(r"\d{1,4}([/.-])\s?\d{1,2}\1\s?\d{1,4}", re.ASCII)
_WORD = possessive.compiled(r"[^\s\d,.:;()/|-]+")
_NUMBER = possessive.compiled(r"\d+", re.ASCII)
_HALF = possessive.compiled(r"^[ap]\.?\s?m\b\.?\s*")
_SAID = possessive.compiled(r"[\s.]+")
_AT = possessive.compiled(r"\s(?:at|um|à|las|kl|ore)\s")
_NO_HALF = frozenset({"", "uhr", "h", "kl", "г", "utc", "gmt"})
_ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "oct": 10, "nov": 11, "dec": 12, "january": 1, "february": 2, "march": 3,
    "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
    "december": 12,
}  # fmt: skip
_HALVES = {"am": 0, "pm": 12}


class Clock:
    """Reads the times of one page by what all of them tell together."""

    def __init__(self, told: Iterable[str]) -> None:
        shown = [_plain(one) for one in told]
        self._order = _forum_times.order_of(shown)
        self._months: dict[str, int] = dict(_ENGLISH)
        self._halves: dict[str, int] = dict(_HALVES)
        words: set[str] = set()
        foreign = False
        for one in shown:
            of_one = set(_WORD.findall(one))
            foreign = foreign or (bool(of_one) and of_one.isdisjoint(_ENGLISH))
            if len(words) < _MOST_WORDS:
                words |= of_one
        if foreign:
            self._months, self._halves = _that_fit(words)

    def moment(self, told: str) -> datetime | None:
        """The time, in UTC where a zone is told; else as it is shown, which no page places."""
        text = _AT.sub(" ", _plain(told))
        zone = _ZONE.search(text)
        text = text.replace(zone[0], " ") if zone else text
        clock = _CLOCK.search(text)
        if not clock:
            return None
        before, behind = text[: clock.start()].strip(), text[clock.end() :].strip()
        words = set(_WORD.findall(before))
        rest = _HALF.sub("", behind)
        sure = rest != behind or int(clock[1]) > 12
        if sure and rest.isascii() and rest.isalpha() and not words.isdisjoint(_ENGLISH):
            return _mail_dates.moment(text)  # a zone by its letters: "EDT"
        hour = self._hour(int(clock[1]), before, behind)
        if hour is None:
            return None
        day = self._day(before) or self._day(behind)
        if day is None or int(clock[2]) > 59:
            return None
        past = timedelta(hours=hour, minutes=int(clock[2]), seconds=min(int(clock[3] or 0), 59))
        try:
            return day + past - _offset(zone)
        except OverflowError:
            return None

    def _hour(self, hour: int, before: str, behind: str) -> int | None:
        """Of 24; None where words that nobody knows may say which half of the day it is."""
        said = "".join([word for word in _WORD.findall(behind) if word not in self._months])
        last = _WORD.findall(before)[-1:]
        half = self._halves.get(said, self._halves.get("".join(last)) if not said else None)
        if half is not None and 1 <= hour <= 12:
            return hour % 12 + half
        around = f"{before[-12:]} {behind}"
        if hour > 12 or said in _NO_HALF:
            return hour_of(hour, around) if hour < 24 else None
        return (
            hour_of(hour, around) if hour_of(1, around) == 13 or not hour_of(12, around) else None
        )

    def _day(self, text: str) -> datetime | None:
        if found := _NUMBERED.search(text):
            return _made(int(found[1]), int(found[2]), int(found[3]))
        if found := _VIETNAMESE.search(text):
            return _made(int(found[4]), int(found[2]), int(found[1] or found[3] or 0))
        if found := _SLASHED.search(text):
            return _forum_times.moment(f"{found[0].replace(' ', '')} 00:00", self._order)
        months = [self._months[word] for word in _WORD.findall(text) if word in self._months]
        numbers = [int(number) for number in _NUMBER.findall(text)[:4]]
        years = [number for number in numbers if number > 31]
        days = [number for number in numbers if number <= 31]
        if len(months) != 1 or len(years) != 1 or len(days) != 1:
            return None
        return _made(years[0], months[0], days[0])


def _plain(text: str) -> str:
    """Small letters, common spaces and digits, and nothing that is not seen."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    if not text.isascii():
        text = "".join([_digit(sign) for sign in text if unicodedata.category(sign) != "Cf"])
    return " ".join(text.split())


def _digit(sign: str) -> str:
    number = unicodedata.decimal(sign, None) if sign > "\x7f" else None
    return sign if number is None else str(number)


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        found = datetime(year - BUDDHIST_AHEAD * (year > 2400), month, day, tzinfo=UTC)
    except ValueError:
        return None
    return found if 1990 < found.year < 2100 else None


def _offset(zone: re.Match[str] | None) -> timedelta:
    if not zone:
        return timedelta()
    offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
    return offset if zone[1] == "+" else -offset


def _that_fit(words: set[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The months and halves of a day of the languages that know most of the words; what two of
    these mean in two ways is left out."""
    known = _languages()
    fit = [(len(words & months.keys()), months, halves) for months, halves in known]
    most = max(count for count, _, _ in fit)
    best = [(months, halves) for count, months, halves in fit if count == most]
    return _agreed([months for months, _ in best]), _agreed([halves for _, halves in best])


def _agreed(tables: list[Mapping[str, int]]) -> dict[str, int]:
    meant: dict[str, set[int]] = {}
    for table in tables:
        for word, number in table.items():
            meant.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in meant.items() if len(numbers) == 1}


@cache
def _languages() -> list[tuple[Mapping[str, int], Mapping[str, int]]]:
    """The months by their names, and the halves of a day (0, 12) by theirs, of each language."""
    from babel import Locale  # noqa: PLC0415 - it takes 0.1 s, and few dumps need it

    found: list[tuple[Mapping[str, int], Mapping[str, int]]] = []
    for language in LANGUAGES.split():
        names_there = Locale.parse(language)
        months: dict[str, int] = {}
        halves = dict(_HALVES)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names_there.months[context][width].items():
                    if words := _WORD.findall(_plain(name)):
                        months[words[-1]] = number
                periods = names_there.day_periods.get(context, {}).get(width, {})
                for half, past in _HALVES.items():
                    if said := _SAID.sub("", _plain(str(periods.get(half, "")))):
                        halves[said] = past
        found.append((months, halves))
    return found
