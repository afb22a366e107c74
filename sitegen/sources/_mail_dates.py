"""When a message was written: its Date, checked against when it was delivered.

A time that cannot be is None rather than nonsense. Nothing here asks a clock.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sitegen import possessive

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_CLOCK = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?(?:\s*([AaPp])\.?[Mm]\.?)?"
_ZONE = r"\s*(?:\(?(?:GMT|UTC|UT)?\s*([+-]\s?\d{1,2}:?\d{2})|\(?([A-Za-z]{1,5})\b)?"
_RFC = possessive.compiled(
    rf"(\d{{1,2}})[\s.-]+([A-Za-z]{{3}})[a-z]*\.?,?[\s-]+(\d{{2,5}}),?\s+{_CLOCK}{_ZONE}"
)
_ASCTIME = possessive.compiled(
    rf"([A-Za-z]{{3}})[a-z]*\s+(\d{{1,2}}),?\s+{_CLOCK}{_ZONE}[\s,]+(\d{{4,5}})"
    r"(?:\s+([+-]\d{4}))?(?![\d:])"
)
_AMERICAN = possessive.compiled(
    rf"([A-Za-z]{{3}})[a-z]*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}),?\s+{_CLOCK}{_ZONE}"
)
_ISO = possessive.compiled(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})[T ]+{_CLOCK}{_ZONE}")
_DAY = possessive.compiled(r"(\d{4})/(\d{1,2})/(\d{1,2})")  # the archive of Usenet that Deja began
_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1,
    "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "HKT": 8, "SGT": 8,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "BRT": -3,
}  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1971, 2037  # mail began in 1971; clocks of 32 bits end in January 2038
_AHEAD_OF_DELIVERY = timedelta(days=2)  # further than any zone that was told wrong
_AHEAD_OF_ENVELOPE = timedelta(days=366)  # an mbox may have been put together in any order
_BEFORE_DELIVERY = timedelta(days=366)
_GIT = "Mon Sep 17 00:00:00 2001"  # what git writes in place of a time


def moment(told: str) -> datetime | None:
    """A time in UTC in one of the ways that mailers wrote it; no zone, or an unknown one, is UTC.

    None for what is none, or lies outside of the years in which mail can have been written.
    """
    told = told[:200]
    if match := _RFC.search(told):
        day, month, year, *rest = match.groups()
    elif match := _ASCTIME.search(told):
        month, day, *rest, year, zone = match.groups()
        rest[4] = zone or rest[4]
    elif match := _AMERICAN.search(told):
        month, day, year, *rest = match.groups()
    elif match := _ISO.search(told):
        year, month, day, *rest = match.groups()
    elif match := _DAY.fullmatch(told):
        return _utc(match[1], match[2], match[3], "0", "0", None, None, None, None)
    else:
        return None
    return _utc(year, month, day, *rest)


def _utc(
    year: str,
    month: str,
    day: str,
    hour: str,
    minute: str,
    second: str | None,
    half: str | None,
    offset: str | None,
    zone: str | None,
) -> datetime | None:
    number = _MONTHS.get(month.lower(), 0) if not month.isdigit() else int(month)
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half in "pP")
    try:
        seconds = min(int(second or 0), 59)  # leap seconds
        local = datetime(_year(year), number, int(day), hours, int(minute), seconds, tzinfo=UTC)
        found = local - _offset(offset, zone)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _year(told: str) -> int:
    """Four digits of a year. 100 and 19100 are what programs wrote for 2000."""
    year = int(told)
    if len(told) == 2:
        return year + (2000 if year < 69 else 1900)
    if len(told) == 3:
        return year + 1900
    return year - 17100 if 19100 <= year < 19200 else year


@lru_cache(maxsize=256)
def _offset(told: str | None, zone: str | None) -> timedelta:
    if not told:
        return timedelta(hours=_HOURS.get((zone or "").upper(), 0))
    digits = told[1:].replace(":", "").strip().zfill(4)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        return timedelta()
    return -offset if told.startswith("-") else offset


def written(date: str, received: str, envelope: str) -> datetime | None:
    """When a message was written.

    `received` is the oldest Received field, else what the first news server noted, `envelope` the
    separator line of an mbox. The Date holds unless it is no more than a day, or the clock of the
    writer was plainly wrong: days after the first server had the message, or a year and more
    before. Without a Date, the time of delivery stands for it.
    """
    told = moment(date) if date else None
    delivered = moment(received.rpartition(";")[2] or received) if received else None
    collected = None
    if delivered is None and envelope and not envelope.endswith(_GIT):
        collected = moment(envelope)
    if told is None:
        return delivered or collected
    if delivered is not None:
        wrong = told > delivered + _AHEAD_OF_DELIVERY or told < delivered - _BEFORE_DELIVERY
        return delivered if wrong or _DAY.fullmatch(date) else told
    if collected is not None and told > collected + _AHEAD_OF_ENVELOPE:
        return collected
    return told
