"""irc-log: logs of IRC's channels, as clients, bouncers and bots keep them.

What was said is put together by days; who came and went is counted. No line is lost: one that
begins with no time goes on with the line above it. Messages have no ids: theirs here follow from
time, nick and words.
Written from logs' known looks, without a specification: docs/formats/irc-log.md.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import blake2b
from urllib.parse import unquote

from sitegen import possessive
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _chat, _streams
from sitegen.sources._chat import NOTICE, Repeats
from sitegen.sources._irc_lines import (
    MONTHS,
    Days,
    Line,
    bare,
    channel_in,
    day_of,
    line_of,
    marked_day,
    told_by_client,
)
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_FIRST = 200  # lines that tell whether it is a log of IRC
_FEW = 3  # messages, where the client says nothing of itself
_OLD = "bytes that are not UTF-8, here and perhaps below, were read as Windows-1252"
_LEVELS = (  # what programs write where IRC has a nick
    "info", "warn", "warning", "error", "err", "debug", "trace", "notice", "fatal", "critical",
    "crit", "alert", "emerg", "verbose", "severe", "fine", "config", "stdin", "stdout", "stderr",
    "http", "main", "unknown", "none", "null", "root", "nil", "module", "get", "post", "put",
)  # fmt: skip
_NICK = possessive.compiled(r"(?:[^\W\d]|[\[\]\\`^{}|])[\w\[\]\\`^{}|-]*")
_DATED = possessive.compiled(r"(?<!\d)(\d{4})([-_./]?)(\d\d)\2(\d\d)(?!\d)")
_WORDED = possessive.compiled(rf"(?<!\d)(\d\d)({'|'.join(MONTHS)})(\d{{4}})(?!\d)")
_PERIOD = possessive.compiled(  # a month, a year, or a day whose year is a folder
    r"(?:(?:^|[-_. ])(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])|(?:^|[._])(?:(?:19|20)\d\d"
    r"|(?:0[1-9]|1[0-2])-[0-3]\d)|^[0-3]\d)$"
)
_ENDING = possessive.compiled(r"(?:\.(?:log|txt|weechatlog|irc|gz|zst|bz2|xz))+$", re.I)
_CLOCK = possessive.compiled(r"[-_. ]\d\d[-.:]\d\d(?:[-.:]\d\d)?$")
_CHANNEL = possessive.compiled(r"[#&]{1,3}[^\s/,#&]{1,64}")
_LETTER = possessive.compiled(r"[^\W\d_]")  # "#12" may be a number of something
_HOST = possessive.compiled(
    r"[\[(]\S{1,100}@\S{1,200}[\])]|<[^\s<>!@]{1,64}![^\s<>@]{1,100}@[^\s<>]{1,200}> has "
)
_TALKS = possessive.compiled(
    r"(?:joined|Now talking (?:on|in)) (?P<channel>[#&][^\s,:]{0,63}[^\s,:.)\]])"
)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of a line, and whether it is UTF-8."""
    try:
        return data.decode(), True
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), False


def _sniff(head: Head) -> bool:
    begun = head.data[: _streams.HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if begun.lstrip()[:1] in (b"{", b"<", b""):
        return False
    texts = begun.split(b"\n", 2 * _FIRST)
    if not head.whole:
        texts = texts[:-1]
    texts = [text for text in texts[: 2 * _FIRST] if text.strip()][:_FIRST]
    known = said = levels = marks = 0
    needs_event, events = False, head.name.endswith(".weechatlog")
    for data in texts:
        text, _ = _decoded(data.rstrip(b"\r"))
        if marked_day(text) or channel_in(text):
            known, marks = known + 1, marks + 1
            continue
        if told_by_client(text):
            known += 1
            continue
        line = line_of(text)
        if line is None or line.kind == "other":
            continue
        if line.kind == "said" and not (line.nick and _NICK.fullmatch(line.nick)):
            continue
        known += 1
        marks += line.kind == "happens" and _HOST.search(line.text) is not None
        events |= line.tabbed and line.kind in ("happens", "does")
        needs_event |= line.tabbed
        if line.kind == "said" and line.nick:
            said += 1
            levels += line.nick.casefold() in _LEVELS or f"</{line.nick}>" in line.text
    if (needs_event and not events) or 4 * levels > said:
        return False
    channel = _channel(unquote(head.name)) or ""
    needed = 0 if _LETTER.search(channel) else 1 if marks else _FEW
    return said >= needed and 0 < 3 * len(texts) <= 4 * known


def _read(dump: Dump) -> Iterator[Record]:
    path = unquote(dump.name)
    reader = _Reader(_channel(path) or _spoken_of(dump) or _stem(path), _named_day(path))
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
                continue
            text, is_sound = _decoded(data)
            if not is_sound and not reader.is_old:
                reader.is_old = True
                yield Problem(f"line {number}", _OLD, lost=False)
            yield from reader.line(text.rstrip(" \r\n"))
    yield from reader.message()
    if reader.left:
        yield Problem(
            "",
            f"lines that tell who came, went or was renamed are not shown: {reader.left}",
            lost=False,
        )


def _named_day(path: str) -> date | None:
    """The day that a path tells, its end before its folders: "#kites/2024-03-12.log".

    Two in the name of a file are its first and its last, and tell no day.
    """
    days = {
        day: match.start()
        for match in _DATED.finditer(path)
        if (day := day_of(int(match[1]), int(match[3]), int(match[4])))
    }
    inside = [day for day, start in days.items() if start > path.rfind("/")]
    if len(inside) > 1:
        return None
    if days:
        return inside[0] if inside else max(days, key=lambda day: days[day])
    if worded := _WORDED.search(path.rpartition("/")[2]):
        return day_of(int(worded[3]), MONTHS[worded[2]], int(worded[1]))
    return None


def _stem(path: str) -> str:
    """What a file or its folder is called, without a date."""
    for part in reversed(path.split("/")):
        dated = _ENDING.sub("", part)
        name = _CLOCK.sub("", _WORDED.sub("", _DATED.sub("", dated)))
        if name := _PERIOD.sub("", _ENDING.sub("", name.strip(" .-_"))):
            return name
    return "IRC"


def _channel(path: str) -> str | None:
    """The channel that a path tells, with the network before it where the file's name does."""
    found = list(_CHANNEL.finditer(path))
    if not found:
        return None
    name = _stem(found[-1][0])
    network = re.search(r"(?:^|/)(?:irc\.)?([\w-]{2,40})[._]$", path[: found[-1].start()], re.A)
    return f"{network[1]}/{name}" if network else name


def _spoken_of(dump: Dump) -> str | None:
    """The channel that the first lines of a log tell."""
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem) or number > _FIRST:
                return None
            text, _ = _decoded(data)
            if channel := channel_in(text):
                return channel
            line = line_of(text)
            if line and line.kind == "happens" and (talks := _TALKS.search(line.text)):
                return talks["channel"]
    return None


class _Reader:
    """Makes the lines of one log posts."""

    def __init__(self, channel: str, named: date | None) -> None:
        name = channel.casefold().encode("utf-8", "replace")
        self._key = blake2b(name, digest_size=5).hexdigest()
        network, _, title = channel.rpartition("/")
        self._community = f"{network}/{title}" if network else title
        self._days = _chat.Days("irc", self._key, title, self._community)
        self._clock = Days(named)
        self._repeats = Repeats()
        self._line: Line | None = None
        self._created: datetime | None = None
        self._more: list[str] = []
        self._size = 0
        self.left = 0
        self.is_old = False

    def line(self, text: str) -> Iterator[Record]:
        """What is told of once a further line is known."""
        if (day := marked_day(text)) is not None:
            yield from self.message()
            self._clock.mark(day)
            return
        if not text.strip() or channel_in(text):
            return
        if (told := told_by_client(text)) is not None:
            yield from self.message()
            if told == "happens":
                self.left += 1
                return
            if told == "other":
                self._clock.forget()
            self._more = [bare(text)]
            yield from self.message()
            return
        line = line_of(text)
        if line is None and self._size < _streams.HEAD_BYTES:
            self._more.append(bare(text))
            self._size += len(text) + 1
            return
        yield from self.message()
        if line is None:
            self._more = [bare(text)]
            return
        created = self._clock.moment(line.stamp)
        if line.kind == "happens":
            self.left += 1
        else:
            self._line, self._created = line, created

    def message(self) -> Iterator[Record]:
        """The post of the line that was read last, and before it that of its day."""
        line, created, more = self._line, self._created, self._more
        self._line, self._more, self._size = None, [], 0
        if line is None and not more:
            return
        said = [line.text, *more] if line else more
        text = "\n".join(said)
        if line and line.kind == "does":
            text = f"* {line.nick} {text}"
        day, opening = self._days.opening(created if line else self._created)
        if opening:
            yield opening
        nick = line.nick if line else None
        told = f"{created}\n{line.stamp.second if line else None}\n{nick}\n{text}"
        yield Post(
            id=f"irc:{self._key}/{self._repeats.id_of(told)}",
            body=Body(text),
            parent=day,
            author=nick,
            created=created if line else self._created,
            community=self._community,
            labels=() if nick else (NOTICE,),
        )


SOURCE = Source(
    name="irc-log",
    title="Logs of IRC: irssi, WeeChat, HexChat, mIRC, ZNC, eggdrop, MeetBot and the like",
    version=3,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
