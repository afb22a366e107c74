"""The lines of a chat that WhatsApp exports as text: heads of messages, and the times in them.

What a head looks like depends on the phone and its language: "[12/03/2024, 10:01:22] Ada: text" of
iOS, "12/03/24, 10:01 - Ada: text" of Android, "12/03/24 10:01:22: Ada: text" of phones before 2016,
with digits of many scripts, clocks of 12 hours, and invisible marks of direction. One export is
written in one manner.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

import msgspec

from sitegen import possessive
from sitegen.sources._whatsapp_dates import ORDERS, Numbers, Order, day_of

_MARKS: Final = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_BLANK: Final = " \u00a0\u2009\u202f"
_GAP = f"[{_BLANK}{_MARKS}]{{0,4}}"
_SPACE = f"[{_MARKS}]{{0,3}}[{_BLANK}]"
# The halves of a day in the languages whose phones write them: without dots, blanks and quotes.
_EARLY: Final = (
    "am", "上午", "凌晨", "清晨", "早上", "午前", "오전", "ص", "قظ", "לפנהצ", "öö", "sa", "pg",
    "pd", "πμ", "vm", "fm", "पूर्वाह्न", "পূর্বাহ্ণ", "முற்பகல்", "ก่อนเที่ยง",
)  # fmt: skip
_LATER: Final = (
    "pm", "下午", "中午", "傍晚", "晚上", "午後", "오후", "م", "بظ", "אחהצ", "ös", "ch", "ptg",
    "md", "μμ", "nm", "em", "अपराह्न", "অপরাহ্ণ", "பிற்பகல்", "หลังเที่ยง",
)  # fmt: skip
_HALVES = frozenset((*_EARLY, *_LATER))
_NOISE = possessive.compiled(f"[{_BLANK}{_MARKS}.'\"״]")
_HALF = r"[^\W\d_][^\d\[\]:/,،\n-]{0,20}?"
_BETWEEN = r"(?:klo|kl\.?|um|à|às|a las|at|om|ob|u|в|о)"
_DATE = (
    rf"(?P<first>\d{{1,4}})[{_MARKS}]?(?P<sign>[./-]){_GAP}(?P<second>\d{{1,2}})[{_MARKS}]?"
    rf"(?P=sign){_GAP}(?P<third>\d{{1,4}})\.?(?:{_SPACE}г\.)?"
)
_TIME = (
    rf"(?:(?P<before>{_HALF}){_GAP})?(?P<hour>\d{{1,2}})(?:[:.]| h )(?P<minute>\d{{2}})"
    rf"(?:(?:[:.]| min )(?P<seconds>\d{{2}})(?: s)?)?(?:{_GAP}(?P<after>{_HALF}))?"
)
_END = (
    rf"(?(open)[{_MARKS}]{{0,3}}\][{_BLANK}]?"
    rf"|(?:{_SPACE}[-–][{_MARKS}]{{0,3}}[{_BLANK}]|(?P<colon>:)[{_BLANK}]))"
)
_HEAD = possessive.compiled(
    rf"[{_MARKS}]{{0,4}}(?P<open>\[)?[{_MARKS}]{{0,4}}{_DATE}"
    rf"(?:(?P<comma>[,،])|{_SPACE}){_GAP}(?:{_BETWEEN}{_SPACE})?{_TIME}{_END}(?P<said>.*)",
    re.DOTALL,
)
_INVISIBLE = possessive.compiled(f"[{_MARKS}]")
_BLANKS = possessive.compiled(f"[{_BLANK}]+")
# A name, and no sentence about a name: 'Ada changed the subject to "Kites: in May"'.
_NAMED = possessive.compiled(
    r"(?P<name>(?:[^:\"“”„«»]|\"[^\":]{0,99}\"|“[^“”:]{0,99}”|„[^„“”:]{0,99}[“”]|«[^«»:]{0,99}»){1,200}?)"
    r":(?: (?P<text>.*)|$)",
    re.DOTALL,
)


class Line(msgspec.Struct, frozen=True, gc=False):
    """The head of a message: the three numbers of its date, seconds of its day, what follows.

    `manner` is how its date and time are written, but for the numbers: its second character
    stands between those. `american` says that the date looks as those of the USA do.
    """

    numbers: Numbers
    second: int
    said: str
    manner: str
    american: bool

    def moment(self, order: Order) -> datetime | None:
        """The time that it tells, as if the phone's clock went by UTC; None where it is none."""
        day = day_of(self.numbers, order)
        if day is None:
            return None
        hour, rest = divmod(self.second, 3600)
        minute, second = divmod(rest, 60)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)

    def speaker(self) -> tuple[str | None, str]:
        """Who says it, without marks of direction, and the words; None: the service itself."""
        match = _NAMED.match(self.said)
        if match is None:
            return None, self.said
        name, text = match.groups("")
        if not name.isascii():
            name = _BLANKS.sub(" ", _INVISIBLE.sub("", name))
        name = name.strip()
        return (name, text) if name else (None, self.said)


def line_of(text: str) -> Line | None:
    """The head that a line is; None where it is none, and so goes on with what stands above."""
    match = _HEAD.match(text)
    if match is None:
        return None
    bracket, first, sign, second, third, comma, before, *clock, after, colon, said = match.groups()
    hour, minute, seconds = (int(part or 0) for part in clock)
    half = before or after
    if half:
        half = _NOISE.sub("", half).casefold()
        if hour > 12 or half not in _HALVES:
            return None
        hour = hour % 12 + 12 * (half in _LATER)
    numbers = (int(first), int(second), int(third))
    if hour > 23 or minute > 59 or seconds > 59 or not _is_date(numbers):
        return None
    if colon and clock[2] is None:
        return None
    told = (comma, clock[2], half, numbers[0] > 31)
    return Line(
        numbers=numbers,
        second=hour * 3600 + minute * 60 + seconds,
        said=said,
        manner=(bracket or colon or "-") + sign + "".join(["ny"[bool(part)] for part in told]),
        american=after in ("AM", "PM") and len(third) == 2 and len(first) + len(second) < 4,
    )


@lru_cache(1024)
def _is_date(numbers: Numbers) -> bool:
    return any(day_of(numbers, order) for order in ORDERS)
