"""Times of posts as forums show them to people, in whatever form a forum was told to use.

No page names the zone: what it shows is taken for UTC. A time that cannot be read for certain
("Yesterday, 10:02 PM", and "03-04-2020" where no other date of the page shows which number is the
month) stays what it is: words.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from sitegen import possessive
from sitegen.sources import _mail_dates, _slashed
from sitegen.sources._json import utc_iso, utc_unix
from sitegen.sources._slashed import Order

LONGEST = 80  # characters
_ABOUT = possessive.compiled(r"[«»<>|]|(?<=\d)(?:st|nd|rd|th)\b", re.ASCII)
_BEFORE_CLOCK = possessive.compiled(r"\s*(?:,| - |\bat\b|\bum\b|@)\s*(?=\d{1,2}[:.]\d\d)")
_DATE = possessive.compiled(r"(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)")
_DOTTED = possessive.compiled(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_YEAR_FIRST = possessive.compiled(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CLOCK = possessive.compiled(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\b)?")
_BEFORE = possessive.compiled(r"^[^:]{0,40}:\s+")  # "Reply #1 on: "
_NUMBER = possessive.compiled(r"\d{9,10}|\d{13}", re.ASCII)  # of milliseconds


def order_of(told: Iterable[str]) -> Order | None:
    """Which number of the dates on a page is the month; None where none of them shows it."""
    return _slashed.order_of([_slashes(words) for words in told])


def moment(told: str, order: Order | None) -> datetime | None:
    """The time that an attribute or words tell; None where it cannot be read for certain."""
    if _NUMBER.fullmatch(told):
        return utc_unix(told)
    words = _plain(told)
    if found := _YEAR_FIRST.search(words):
        clock = _CLOCK.search(words, found.end())
        whole = told.strip() if "T" in told else f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
        if "T" in told:
            return utc_iso(whole)
        return _mail_dates.moment(f"{whole} {clock[0] if clock else '00:00'}")
    return _slashed.moment(_slashes(told), order) or _mail_dates.moment(words)


def label(told: str) -> tuple[str, ...]:
    """The words for a time that cannot be read."""
    words = _BEFORE.sub("", told.strip("«» "))
    return (words,) if words else ()


def _plain(told: str) -> str:
    words = _ABOUT.sub(" ", told[:LONGEST])
    return " ".join(_BEFORE_CLOCK.sub(" ", words).split())


def _slashes(told: str) -> str:
    """The date and the clock in words, as a spreadsheet would write them; "" without a date."""
    words = _plain(told)
    dotted = _DOTTED.search(words)
    date = dotted or _DATE.search(words)
    if not date:
        return ""
    clock = _CLOCK.search(words, date.end())
    sign = "." if dotted else "/"
    half = f" {clock[4]}M" if clock and clock[4] else ""
    time = f" {clock[1]}:{clock[2]}{f':{clock[3]}' if clock[3] else ''}{half}" if clock else ""
    return f"{date[1]}{sign}{date[2]}{sign}{date[3]}{time}"
