"""Text of a dump, made fit to be shown: times for people, safe links, names without tricks."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit

from sitegen.bodies.characters import composed, without_private
from sitegen.theme.context import When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December")  # fmt: skip
_CLOCK = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]
# Control characters, marks that turn the direction of what follows, halves of characters, and the
# two signs between which the build puts the numbers of bodies.
_TRICKS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001\ufffe\uffff]+"
)
# A character with a shape: none of the spaces, joiners, fillers and blanks that Unicode has.
_SEEN = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_PROGRAM = re.compile(r"^AutoModerator$|[a-z0-9]Bot$|[-_ ][Bb]ot$|\[bot\]$|BOT$")
_PROGRAM_ENDS = ("ot", "OT", "[bot]", "AutoModerator")  # most names have none of them
_LINK = re.compile(
    r"https?://[\w\[][^\s\x00-\x20\"<>\\^`{|}\x7f\ue000\ue001]{0,4000}", re.IGNORECASE
)
_COMMON_LINK = re.compile(r"https?://[A-Za-z0-9][!#-;=?-Z_a-z~]{0,4000}")  # an eighth of the time


_COMMON_HOST = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
_WHICH_WAY = re.compile(
    r"&(?:#x?[0-9a-f]{3}|(?!amp;|lt;|gt;|quot;|apos;|nbsp;)[a-z])", re.IGNORECASE
)


def may_turn(text: str) -> bool:
    """Whether a body may hold what is written from right to left, be it as an entity's number."""
    return not text.isascii() or ("&" in text and _WHICH_WAY.search(text) is not None)


def line(text: str | None) -> str:
    """One line of plain text; empty for None, and where there is nothing to be seen."""
    if not text:
        return ""
    if text.isascii() and text.isprintable():  # nearly all texts, in a third of the time
        return " ".join(text.split()) if " " in text else text
    if _TRICKS.search(text):
        text = _TRICKS.sub(" ", text)
    text = composed(without_private(text))
    if " " in text:
        text = " ".join(text.split())
    return text if text.isascii() or _SEEN.search(text) else ""


class Moment(Protocol):
    """What makes a time for <time> and for people; `precision` as in Evidence, "" is the minute."""

    def __call__(self, when: datetime | None, precision: str = "") -> When | None: ...


def moments(
    day: Callable[[date], str], month: Callable[[date], str], before_clock: str = ", "
) -> Moment:
    """Times in UTC, no finer than they are known; days and months as `day` and `month` say.

    Posts crowd on few days: each day is written once, which takes a fifth of the time.
    """

    @lru_cache(maxsize=8192)
    def written(number: int) -> tuple[str, str]:
        of = date.fromordinal(number)
        return f"{of.isoformat()}T", day(of)

    def moment(when: datetime | None, precision: str = "") -> When | None:
        if when is None:
            return None
        if precision == "year":
            return When(f"{when.year:04}", str(when.year))
        if precision == "month":
            return When(f"{when.year:04}-{when.month:02}", month(when))
        iso, text = written(when.toordinal())
        if precision == "day":
            return When(iso[:-1], text)
        clock = _CLOCK[when.hour * 60 + (when.minute if precision != "hour" else 0)]
        return When(f"{iso}{clock}Z", f"{text}{before_clock}{clock}")

    return moment


moment = moments(
    lambda of: f"{of.day} {_MONTHS[of.month - 1]} {of.year}",
    lambda of: f"{_LONG_MONTHS[of.month - 1]} {of.year}",
)


def is_program(author: str) -> bool:
    """Whether a name says that a program wrote: AutoModerator, RemindMeBot, deploy[bot], x-bot."""
    return author.endswith(_PROGRAM_ENDS) and _PROGRAM.search(author) is not None


def iso(when: datetime | None) -> str:
    """The time as Atom and sitemaps write it, to the second; empty for None."""
    return f"{when.isoformat()[:19]}Z" if when else ""


def known_iso(when: datetime | None, precision: str) -> str:
    """As `iso`, no finer than the time is known: "2021-05" of a month. Hours are to the second."""
    return iso(when)[: {"year": 4, "month": 7, "day": 10}.get(precision)]


def month_name(month: str) -> str:
    """ "February 2024" for "2024-02"; what stands in lists of months for threads without a date."""
    if not month:
        return "Undated"
    return f"{_LONG_MONTHS[int(month[5:]) - 1]} {month[:4]}"


def web_link(url: str | None) -> str:
    """An http(s) URL that cannot do anything but lead there; empty for all else."""
    if not url:
        return ""
    return url if _COMMON_LINK.fullmatch(url) or _LINK.fullmatch(url) else ""


@lru_cache(maxsize=1024)
def domain(url: str) -> str:
    """The host of a URL, for people: without www., user and port; empty if there is none."""
    if common := _COMMON_HOST.match(url):
        return common[1].removeprefix("www.")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return line(host.removeprefix("www."))
