"""Ages as pages print them ("221 days ago", "on Jan 27, 2021"), and the dates they stand for.

An age is a label until somebody says when the copy was made; then it is a date no finer than the
age's own unit.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["", "minute", "hour", "day", "month", "year"]

_GERMAN = (
    r"Sek(?:unden?|\.)?|Min(?:uten?|\.)?|Stunden?|Std\.?|Tag(?:en?)?|T\.|Wochen?|Wo\."
    r"|Monat(?:en?)?|Mon\.|Jahr(?:en?)?|J\."
)
_FRENCH = r"secondes?|minutes?|min|heures?|h|jours?|j|semaines?|sem|mois|ans?|a"
_SPANISH = r"segundos?|minutos?|min|horas?|h|d[ií]as?|d|semanas?|sem|mes(?:es)?|años?|a"
_PORTUGUESE = r"segundos?|minutos?|min|horas?|h|dias?|d|semanas?|sem|m[eê]s(?:es)?|anos?|a"
_TRANSLATED = (
    rf"vor\s(?:eine[rmn]?|\d{{1,5}})\s(?:{_GERMAN})"
    rf"|il y a\s(?:une?|\d{{1,5}})\s(?:{_FRENCH})"
    rf"|hace\s(?:una?|\d{{1,5}})\s(?:{_SPANISH})"
    rf"|há\s(?:uma?|\d{{1,5}})\s(?:{_PORTUGUESE})"
)
_UNITS = "second|sec|minute|min|hour|hr|day|week|month|year|mo|yr|s|m|h|d|w|y"
AGE = (
    rf"(?:(?:an?|\d{{1,5}})\s?(?:{_UNITS})s?\.?(?:\s+ago){{1,2}}"
    rf"|(?=[vihVIH])(?:{_TRANSLATED})"
    r"|just now|yesterday"
    r"|(?=[oJFMASOND])(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r" \d{1,2},? '?(?:\d{4}|\d\d)"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)"
)
_AGE = re.compile(
    rf"(?P<n>an?|\d{{1,5}})\s?(?P<unit>{_UNITS})s?\.?(?:\s+ago){{1,2}}", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:on )?(?P<month>[A-Z][a-z]{2})[a-z]*\.? (?P<day>\d{1,2}),? '?(?P<year>\d{2,4})"
)
_ELSEWHERE = re.compile(r"(?:vor|il y a|hace|há)\s(?P<n>\w+)\s(?P<unit>\w+)\.?")
_AT = re.compile(
    r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4}),?"
    r" (?P<hour>\d{1,2}):(?P<minute>\d\d) ?(?P<half>[ap])m"
)
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_SECONDS: dict[str, tuple[int, Precision]] = {
    "s": (1, "minute"),
    "m": (60, "minute"),
    "h": (3600, "hour"),
    "d": (86400, "day"),
    "w": (7 * 86400, "month"),  # of "2 weeks ago" the day is not known
    "mo": (2629746, "month"),  # a mean month and a mean year of the Gregorian calendar
    "y": (31556952, "year"),
}
_LETTERS = {  # of units in other languages, by how they begin; a letter is a whole word
    "mon": "mo", "mois": "mo", "mes": "mo", "mês": "mo", "min": "m",
    "std": "h", "stunde": "h", "heure": "h",
    "hora": "h", "h": "h", "tag": "d", "t": "d", "jour": "d", "j": "d", "dia": "d", "día": "d",
    "d": "d", "wo": "w", "sem": "w", "an": "y", "a": "y", "añ": "y",
    "jahr": "y", "sek": "s", "sec": "s",
    "seg": "s",
}  # fmt: skip


@lru_cache(maxsize=1024)
def dated(age: str, captured: datetime | None) -> tuple[datetime, Precision] | None:
    """The time that an age stands for, in UTC, and how exact it is; None when nobody can tell.

    `captured` is when the copy was made; an absolute date ("on Jan 27, 2021") needs none.
    """
    if not age:
        return None
    if age.rstrip()[-3:].upper() == "UTC":  # to ask takes a tenth of the time of the attempt
        try:
            told = datetime.strptime(age.strip(), "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
        except ValueError:
            pass
        else:
            return told, "minute"
    absolute = _DATE.fullmatch(age.strip())
    if absolute:
        return _absolute(absolute)
    moment = _AT.fullmatch(age.strip())
    if moment:
        return _moment(moment)
    match = _AGE.fullmatch(age.strip()) or _ELSEWHERE.fullmatch(age.strip())
    if match is None or captured is None:
        return None
    unit = _unit(match["unit"].lower()) if match.re is _AGE else _translated(match["unit"])
    if unit not in _SECONDS:
        return None
    seconds, precision = _SECONDS[unit]
    count = int(match["n"]) if match["n"].isdigit() else 1
    try:
        return captured - timedelta(seconds=seconds * count), precision
    except OverflowError:
        return None


def _unit(word: str) -> str:
    return "mo" if word.startswith("mo") else word[0]


def _translated(word: str) -> str:
    """The unit that a word of another language names, by the longest beginning that is known."""
    if word == "J":  # German for a year; French has "j" for a day
        return "y"
    word = word.lower()
    found = max(
        (b for b in _LETTERS if word == b or (len(b) > 1 and word.startswith(b))),
        key=len,
        default="",
    )
    return _LETTERS.get(found, "")


def _moment(match: re.Match[str]) -> tuple[datetime, Precision] | None:
    """A day with a time, which the pages that are printed for crawlers give in UTC."""
    hour = int(match["hour"])
    if match["month"] not in _MONTH_NAMES or not 1 <= hour <= 12:
        return None
    month = _MONTH_NAMES.index(match["month"]) + 1
    hour = hour % 12 + 12 * (match["half"] == "p")
    try:
        told = datetime(
            int(match["year"]), month, int(match["day"]), hour, int(match["minute"]), tzinfo=UTC
        )
    except ValueError:
        return None
    return told, "minute"


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
