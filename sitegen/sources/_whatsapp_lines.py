"""The lines of a chat that WhatsApp exports as text: heads of messages, and the times in them.

What a head looks like depends on the phone and its language: "[12/03/2024, 10:01:22] Ada: text" of
iOS, "12/03/24, 10:01 - Ada: text" of Android, with clocks of 12 hours, dots, dashes, and invisible
marks of direction. Whether the day or the month stands first only the whole file tells.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

import msgspec

Order = Literal["day first", "month first"]

_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_GAP = "[ \u00a0\u202f]"
_HALF = r"[AaPp]\.?[ \u00a0\u202f]?[Mm]\b\.?|上午|下午|午前|午後|오전|오후"
_STAMP = (
    rf"(?P<first>\d{{1,4}})(?P<sign>[./-]){_GAP}?(?P<second>\d{{1,2}})(?P=sign){_GAP}?"
    rf"(?P<third>\d{{1,4}})\.?[,،]?{_GAP}(?:(?:klo|kl\.?|um|à|às|a las){_GAP})?"
    rf"(?:(?P<before>{_HALF}){_GAP}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})"
    rf"(?:[:.](?P<seconds>\d{{2}}))?(?:{_GAP}?(?P<after>{_HALF}))?"
)
_IOS = re.compile(rf"[{_MARKS}]*\[{_STAMP}\]{_GAP}?(?P<said>.*)", re.DOTALL)
_ANDROID = re.compile(rf"[{_MARKS}]*{_STAMP}{_GAP}[-–]{_GAP}(?P<said>.*)", re.DOTALL)
# A name, and no sentence about a name: 'Ada changed the subject to "Kites: in May"'.
_NAMED = re.compile(r"(?P<name>[^:\"“”„«»]{1,200}):(?: (?P<text>.*)|$)", re.DOTALL)
_LATER = frozenset("pP下後후")  # signs of the second half of a day
_FIRST_YEAR = 2009  # in which WhatsApp began


class Line(msgspec.Struct, frozen=True, gc=False):
    """The head of a message: the three numbers of its date, seconds of its day, what follows.

    `year_first` says that the numbers are year, month and day.
    """

    numbers: tuple[int, int, int]
    second: int
    said: str
    bracketed: bool

    @property
    def year_first(self) -> bool:
        return self.numbers[0] > 31

    def moment(self, order: Order) -> datetime | None:
        """The time that it tells, as if the phone's clock went by UTC; None where it is none."""
        if self.year_first:
            return self._at(*self.numbers)
        one, other, year = self.numbers
        told = (other, one) if order == "day first" else (one, other)
        return self._at(year + 2000 * (year < 100), *told)

    def _at(self, year: int, month: int, day: int) -> datetime | None:
        try:
            start = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None
        hour, rest = divmod(self.second, 3600)
        return start.replace(hour=hour, minute=rest // 60, second=rest % 60)

    def speaker(self) -> tuple[str | None, str]:
        """Who says it, without marks of direction, and the words; None: the service itself."""
        match = _NAMED.match(self.said)
        if match is None:
            return None, self.said
        name = re.sub(f"[{_MARKS}]", "", match["name"]).strip()
        return (name, match["text"] or "") if name else (None, self.said)


def line_of(text: str) -> Line | None:
    """The head that a line is; None where it is none, and so goes on with what stands above."""
    match = _IOS.match(text) or _ANDROID.match(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if half := match["before"] or match["after"]:
        if not 0 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (not _LATER.isdisjoint(half))
    seconds = int(match["seconds"] or 0)
    if hour > 23 or minute > 59 or seconds > 59:
        return None
    line = Line(
        numbers=(int(match["first"]), int(match["second"]), int(match["third"])),
        second=hour * 3600 + minute * 60 + seconds,
        said=match["said"],
        bracketed="[" in match[0][: match.start("first")],
    )
    told = line.moment("day first") or line.moment("month first")
    return line if told is not None and told.year >= _FIRST_YEAR else None


def order_of(lines: Iterable[Line]) -> tuple[Order, bool]:
    """Which of day and month stands first, by all heads of a file, and whether that is sure.

    A number above 12 is no month; else times do not run backwards. Where neither tells, the day.
    """
    votes: dict[Order, int] = {"day first": 0, "month first": 0}
    backwards: dict[Order, int] = {"day first": 0, "month first": 0}
    before: dict[Order, datetime] = {}
    matters = False
    for line in lines:
        if line.year_first:
            continue
        one, other, _ = line.numbers
        matters = matters or one != other
        if (one > 12) != (other > 12):
            votes["day first" if one > 12 else "month first"] += 1
        for order in votes:
            now = line.moment(order)
            if now is not None:
                backwards[order] += order in before and now < before[order]
                before[order] = now
    if votes["day first"] != votes["month first"]:
        return max(votes, key=lambda order: votes[order]), True
    if backwards["day first"] != backwards["month first"]:
        return min(backwards, key=lambda order: backwards[order]), True
    return "day first", not matters
