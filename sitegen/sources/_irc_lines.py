"""The lines of logs of IRC, as clients, bouncers and bots write them.

irssi, WeeChat, HexChat and XChat, mIRC, ZNC, dircproxy and energymech, eggdrop, supybot, MeetBot,
and public logs that look like these: "22:01 < ada> text", "[22:01:07] <ada> text", "* ada waves".
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal

import msgspec

from sitegen import possessive

Kind = Literal["said", "notice", "does", "topic", "happens", "other"]

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS: Final = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = "(?:" + "|".join(_NAMES) + ")"
_OTHERS: Final = {  # by what other languages than English begin them with
    "ene": 1, "gen": 1, "fév": 2, "fev": 2, "mär": 3, "mrt": 3, "avr": 4, "abr": 4, "mai": 5,
    "mag": 5, "maj": 5, "mei": 5, "juin": 6, "giu": 6, "juil": 7, "lug": 7, "aoû": 8, "ago": 8,
    "set": 9, "okt": 10, "out": 10, "ott": 10, "déc": 12, "dez": 12, "dic": 12, "des": 12,
}  # fmt: skip
_STAMP = possessive.compiled(
    r"(?P<open>[\[(])?(?:(?P<year>\d{4})[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)[T ] ?"
    rf"|(?P<word>{_MONTH}) {{1,2}}(?P<dom>\d\d?) |(?P<first>\d\d?) (?P<named>{_MONTH}) )?"
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,6})?)?"
    r" ?(?P<half>[AaPp][Mm])?(?:(?P<utc>Z)|(?P<sign>[+-])(?P<away>\d\d):?(?P<past>\d\d))?"
    r"(?(open)[\])])(?P<gap>[ \t]+|$)(?P<rest>.*)",
    re.S,
)
_NICK = r"[^\s<>@+%&~!:,]\S{0,63}?"
_WHERE = r"(?::[@+%]?[#&]\S{1,64}|![^\s<>@]{1,64}@[^\s<>]{1,200})?"  # dircproxy tells the host
_SAID = possessive.compiled(rf"<[ @+%&~!]{{0,2}}(?P<nick>{_NICK}){_WHERE}>[ \t]?(?P<text>.*)", re.S)
_NOTICE = possessive.compiled(
    rf"(?:-(?P<nick>{_NICK}){_WHERE}-[ \t]|Notice\((?P<told>[^\s()]{{1,64}})\): )(?P<text>.*)", re.S
)
_DOES = possessive.compiled(
    rf"(?:\*[ \t]{{1,3}}|Action: )(?P<mode>[@+%&~!]?)(?P<nick>{_NICK})[ \t](?P<text>.*)", re.S
)
_TOPIC = possessive.compiled(
    r"(?:\*{1,3}|-!-|===|--|)\s{0,3}\S{1,64} (?:\(\S{1,200}\) )?"
    r"(?:changes topic to|changed the topic (?:of|to)|has changed (?:the )?topic)"
    r"|Topic changed on [#&]"
)
_HAPPENS = possessive.compiled(
    r"\*\*\*|-!-|===|-->|<--|--[ \t]|=!=|\*[ \t]{1,3}(?:"
    r"Now talking (?:on|in) |Topic (?:for|is|on) |You (?:have left|are now (?:talking|known as))"
    r"|Disconnected(?: \(|$)|Looking up |Connecting to |Connected\. |Set by \S{1,300} on "
    r"|(?:Attempting to rejoin|Rejoined) channel [#&]|Retrieving [#&]|Users on [#&]"
    r"|[#&]\S{1,64} :End of |Loaded log from "
    r"|\S{1,64} [\[(]\S{0,100}@\S{1,200}[\])] (?:has )?(?:joined|left|[Qq]uit)"
    r"|\S{1,64} (?:has joined [#&]|has left [#&]|has left$|has quit [\[(]|is now known as \S+$"
    r"|sets? mode[: ]|was kicked by |has kicked \S{1,64} from [#&]|sets? ban on |has set topic"
    r"|(?:gives|removes) (?:channel|voice)))"
    r"|\S{1,64} \(\S{0,100}@\S{1,200}\) (?:joined [#&]|left [#&]|left irc|got (?:lost|netsplit))"
    r"|[#&]\S{1,64}: mode change '|Nick change: |\S{1,64} kicked from [#&]"
)
_TABBED: Final[dict[str, Kind]] = {
    "-->": "happens", "<--": "happens", "--": "happens", "=!=": "other",
}  # fmt: skip
_MARK = possessive.compiled(
    r"(?:\[\d\d:\d\d(?::\d\d)?\] )?"
    r"(?:--- (?:Log (?:opened|closed)|Day changed(?: to)?|[A-Z][a-z]{2}(?= ))"
    r"|\*{4} (?:BEGIN|ENDING) LOGGING AT|Session (?:Start|Time|Close):)"
    r" (?:\S{1,20} )??(?P<word>[^\W\d]{3,9})\.? {1,2}(?P<day>\d\d?) "
    r"(?:\d\d:\d\d(?::\d\d)? (?:[A-Z]{3,5} )?)?(?P<year>\d{4})\s*$"
)
_CLIENT = possessive.compiled(
    r"--- (?:Log (?:opened|closed)|Day changed) |\*{4} (?:BEGIN|ENDING) LOGGING AT "
    r"|=== (?!.{0,999}===$)\S"
)
_IDENT = possessive.compiled(r"Session Ident: (?P<channel>[#&]\S{1,64})\s*$")
_CODES = possessive.compiled(
    r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f]"
)


class Stamp(msgspec.Struct, frozen=True, gc=False):
    """The time before a line: the parts of its date that it tells, the second of its day."""

    year: int | None
    month: int | None
    day: int | None
    second: int
    zone: timezone


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line with a time: who said or did what; or what the client or the server says."""

    stamp: Stamp
    kind: Kind
    nick: str | None
    text: str
    tabbed: bool = False  # as WeeChat writes it


def line_of(text: str) -> Line | None:
    """The line that a text is; None where it begins with no time."""
    match = _STAMP.match(bare(text))
    stamp = _stamp(match) if match else None
    if match is None or stamp is None:
        return None
    rest = match["rest"]
    if match["gap"] == "\t" and match["year"] and (line := _tabbed(stamp, rest)) is not None:
        return line
    if (said := _SAID.match(rest)) is not None:
        return Line(stamp, "said", said["nick"], said["text"])
    if (notice := _NOTICE.match(rest)) is not None:
        return Line(stamp, "notice", notice["told"] or notice["nick"], notice["text"])
    if _TOPIC.match(rest):
        return Line(stamp, "topic", None, rest.lstrip("*-!= \t"))
    if _HAPPENS.match(rest):
        return Line(stamp, "happens", None, rest)
    if (does := _DOES.match(rest)) is not None:
        return Line(stamp, "does", does["nick"], does["text"])
    return Line(stamp, "other", None, rest)


def _tabbed(stamp: Stamp, rest: str) -> Line | None:
    prefix, tab, text = rest.partition("\t")
    prefix = prefix.strip()
    if not tab or " " in prefix or not prefix:
        return None
    if (kind := _TABBED.get(prefix)) is not None:
        if notice := _NOTICE.match(text):
            return Line(stamp, "notice", notice["told"] or notice["nick"], notice["text"], True)
        kind = "topic" if "has changed topic" in text else kind
        return Line(stamp, kind, None, text, True)
    if prefix == "*":
        nick, _, text = text.partition(" ")
        return Line(stamp, "does", nick.lstrip("@+%&~!") or None, text, True)
    return Line(stamp, "said", prefix.lstrip("@+%&~!") or None, text, True)


def _stamp(match: re.Match[str]) -> Stamp | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if half := match["half"]:
        hour = hour % 12 + 12 * (half.lower() == "pm") if 0 < hour <= 12 else 99
    away = int(match["away"] or 0) * 60 + int(match["past"] or 0)
    if hour > 23 or minute > 59 or second > 60 or away >= 24 * 60:
        return None
    month = match["month"] or MONTHS.get(match["word"] or match["named"] or "")
    day = match["day"] or match["dom"] or match["first"]
    return Stamp(
        int(match["year"]) if match["year"] else None,
        int(month) if month else None,
        int(day) if day else None,
        hour * 3600 + minute * 60 + min(second, 59),
        timezone(timedelta(minutes=-away if match["sign"] == "-" else away)) if away else UTC,
    )


def marked_day(text: str) -> date | None:
    """The day that a client's own line tells: "--- Day changed Wed Mar 13 2024"."""
    match = _MARK.match(text)
    if match is None:
        return None
    word = match["word"].casefold()
    month = MONTHS.get(word[:3].title()) or _OTHERS.get(word[:4]) or _OTHERS.get(word[:3])
    return day_of(int(match["year"]), month, int(match["day"])) if month else None


def told_by_client(text: str) -> Kind | None:
    """What a line without a time is that a client or a public log writes by itself; None: another.

    "other" tells a day, in words that are not known; Ubuntu's logs give no time to "=== ada is now
    known as bo".
    """
    if _CLIENT.match(text) is None:
        return None
    if not text.startswith("==="):
        return "other"
    return "topic" if _TOPIC.match(text) else "happens"


def channel_in(text: str) -> str | None:
    """The channel that a client's own line tells: "Session Ident: #kites"."""
    match = _IDENT.match(text)
    return match["channel"] if match else None


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def bare(text: str) -> str:
    """A text without the codes for colours and bold letters."""
    return _CODES.sub("", text)


class Days:
    """Which day the times of a log are of, line by line, as far as the log or its name tells it.

    `named` is the day in the file's name: such a file holds that day alone. A log that tells its
    days by lines of its own has passed midnight where its clock goes back by half a day.
    """

    def __init__(self, named: date | None) -> None:
        self._day, self._year = named, named.year if named else None
        self._runs = False
        self._second = 0
        self._month = 0

    def mark(self, day: date) -> None:
        self._day, self._year, self._runs = day, day.year, True
        self._second, self._month = 0, day.month

    def forget(self) -> None:
        """A line told another day, and nobody knows which."""
        self._day = None

    def moment(self, stamp: Stamp) -> datetime | None:
        """The time of a line; None where nothing tells its day."""
        if stamp.month is None or stamp.day is None:
            if self._runs and self._day and stamp.second < self._second - 43_200:
                self._day = self._day + timedelta(1) if self._day < date.max else None
            self._second = stamp.second
            day = self._day
        else:
            if stamp.year is None and self._year and stamp.month < self._month - 6:
                self._year += 1
            self._month = stamp.month
            year = stamp.year or self._year
            day = day_of(year, stamp.month, stamp.day) if year else None
        if day is None:
            return None
        hour, rest = divmod(stamp.second, 3600)
        told = datetime(day.year, day.month, day.day, hour, rest // 60, rest % 60, 0, stamp.zone)
        try:
            return told.astimezone(UTC)
        except OverflowError:
            return None
