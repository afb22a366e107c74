"""discord-txt: a channel of Discord, as DiscordChatExporter writes it as plain text or CSV.

Neither tells ids of messages, nor what they answer: ids here follow from time, author and words.
Messages are put together by days.

Writer: PlainTextMessageWriter.cs and CsvMessageWriter.cs of
https://github.com/Tyrrrz/DiscordChatExporter; docs/formats/discord-txt.md.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from sitegen import possessive
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _csv, _streams
from sitegen.sources._chat import Days, Repeats, reactions
from sitegen.sources._chat_texts import clock
from sitegen.sources._discord import Channel
from sitegen.sources._discord_page import channel_at
from sitegen.sources._discord_text import link
from sitegen.sources._irc_lines import MONTHS
from sitegen.sources._times import utc_iso
from sitegen.sources._whatsapp_dates import ORDERS, Dates, Numbers, Order, day_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_COLUMNS = ("authorid", "author", "date", "content", "attachments", "reactions")
_RULE = "=" * 62
_BEGINS = possessive.compiled(rb"(?:\xef\xbb\xbf)?={62}\r?\nGuild: ")
_LINE = possessive.compiled(
    r"\[(?P<date>[^\]]{6,40})\] (?P<author>.{1,120}?)(?P<pinned> \(pinned\))?"
)
_DATE = possessive.compiled(
    r"(\d{1,4})([./ -])\s?(\d{1,2}|[A-Za-z]{3})\.?\2\s?(\d{2,4})[.,]?\s+"
    r"(\d{1,2})[:.h](\d\d)(?:[:.]\d\d)?(?:\s?([AaPp])\.?\s?[Mm]\.?)?"
)
_NUMBERED = possessive.compiled(r"#\d{4}$")  # what told people of one name from each other
_REACTION = possessive.compiled(r"(\S{1,60}?) \((\d{1,9})\)|(\S{1,60})")
_EXPORTED = possessive.compiled(r"Exported [\d., \u00a0\u202f]{1,20} message\(s\)")
_PARTS = {"{Attachments}": "files", "{Stickers}": "files", "{Embed}": "embed", "{Embeds}": "embed"}
_PARTS |= {"{Reactions}": "reactions"}
_LONGEST = 1 << 20  # characters of a message

_Stamp = tuple[Numbers, str, time]


def _sniff(head: Head) -> bool:
    if _BEGINS.match(head.data):
        return True
    return tuple(_csv.header(head.data)) in (_COLUMNS, _COLUMNS[1:])


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        is_text = stream.read(4).removeprefix(b"\xef\xbb\xbf")[:1] == b"="
    messages = _of_text if is_text else _of_table
    dates: dict[str, Dates] = {}
    for told in messages(dump):
        if isinstance(told, dict) and (stamp := _stamp(told.get("date", ""))):
            numbers, sign, _ = stamp
            dates.setdefault(sign, Dates(sign)).add(numbers)
    orders = {sign: told.order() for sign, told in dates.items()}
    for order in ORDERS:
        if any(found == order and not sure for found, sure in orders.values()):
            yield Problem(
                "",
                "nothing tells whether the day or the month stands first in its dates: "
                f"they were read with the {order}",
                lost=False,
            )
    reader = _Reader(_channel(dump, is_text), {sign: order for sign, (order, _) in orders.items()})
    for told in messages(dump):
        if isinstance(told, Problem):
            yield told
        else:
            yield from reader.post(told)


def _channel(dump: Dump, is_text: bool) -> Channel:
    server = path = ""
    if is_text:
        with dump.open() as stream:
            head = [data for _, data in zip(range(4), stream, strict=False)]
        for data in head:
            name, _, value = data.decode("utf-8", "replace").strip().partition(": ")
            server = value if name == "Guild" else server
            path = value if name == "Channel" else path
    channel, _ = channel_at(server, path, dump.name)
    return channel


# What is told of each message


def _of_table(dump: Dump) -> Iterator[dict[str, str] | Problem]:
    with dump.open() as stream:
        for row in _csv.rows(stream):
            if isinstance(row, Problem):
                yield row
                continue
            where, told = row
            if not told.get("author") and not told.get("date"):
                yield Problem(where, "a row without author and date")
                continue
            files = "\n".join(told.get("attachments", "").split(","))
            yield {**told, "files": files, "where": where}


def _of_text(dump: Dump) -> Iterator[dict[str, str] | Problem]:
    told: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    part, above, rules, size, ends = "content", "", 0, 0, False
    with dump.open() as stream:
        for number, data in _streams.lines(stream):
            if isinstance(data, Problem):
                yield data
                continue
            line = data.decode("utf-8", "replace")
            if rules < 2:  # the head of the export
                rules += line == _RULE
                continue
            is_first = not above.strip()
            if ends and _EXPORTED.fullmatch(line):
                lines[part].pop()
                ends, above = False, line
                continue
            if line == _RULE and _EXPORTED.fullmatch(above):
                above = ""
                continue
            begun = _LINE.fullmatch(line) if is_first else None
            ends = line == _RULE and is_first
            above = line
            if (begun and _stamp(begun["date"])) or size > _LONGEST:
                yield from _told(told, lines)
                told, lines, part, size = {"where": f"line {number}"}, {}, "content", 0
                if begun:
                    told |= {key: value or "" for key, value in begun.groupdict().items()}
                    continue
            elif is_first and line in _PARTS:
                part = _PARTS[line]
                continue
            size += len(line) + 1
            lines.setdefault(part, []).append(line)
    yield from _told(told, lines)


def _told(told: dict[str, str], lines: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    texts = {part: "\n".join(found).strip("\n") for part, found in lines.items()}
    if told or any(text.strip() for text in texts.values()):
        yield {"author": "", "date": "", "where": "", **told, **texts}


def _stamp(date: str) -> _Stamp | None:
    """The numbers of a date, what stands between them, and the time of day."""
    found = _DATE.fullmatch(date.strip())
    if not found:
        return None
    month = found[3] if found[3].isdigit() else str(MONTHS.get(found[3].title(), 0))
    told = clock(found[5], found[6], f"{found[7]}m".lower() if found[7] else "")
    if told is None:
        return None
    sign = found[2] if found[3].isdigit() else "word"
    return (int(found[1]), int(month), int(found[4])), sign, told


class _Reader:
    """Makes the messages of one channel posts."""

    def __init__(self, channel: Channel, orders: dict[str, Order]) -> None:
        self._channel, self._orders = channel, orders
        self._days = Days("discord", channel.id, channel.title, channel.community)
        self._repeats = Repeats()

    def post(self, told: dict[str, str]) -> Iterator[Record]:
        created = self._moment(told.get("date", ""))
        if created is None:
            yield Problem(told["where"], "no usable date", lost=False)
        day, opening = self._days.opening(created)
        if opening:
            yield opening
        author = _NUMBERED.sub("", told.get("author", "").strip()) or None
        text = _text(told)
        key = self._repeats.id_of(f"{created}\n{author}\n{text}")
        given: list[tuple[str, object]] = [
            (found[1] or found[3], int(found[2] or 1))
            for found in _REACTION.finditer(told.get("reactions", "")[:4000].replace(",", " "))
        ]
        yield Post(
            id=f"discord:{self._channel.id}/{key}",
            body=Body(text, "discord"),
            parent=day,
            author=author,
            created=created,
            community=self._channel.community,
            labels=(*(("pinned",) if told.get("pinned") else ()), *reactions(given)),
        )

    def _moment(self, told: str) -> datetime | None:
        if (moment := utc_iso(told)) is not None:
            return moment
        stamp = _stamp(told)
        if stamp is None:
            return None
        numbers, sign, hour = stamp
        day = day_of(numbers, self._orders.get(sign, "day first"))
        return datetime.combine(day, hour, UTC) if day else None


def _text(told: dict[str, str]) -> str:
    parts = [told.get("content", "").replace("\r\n", "\n").strip("\n")]
    for address in told.get("files", "").split("\n"):
        if address := address.strip():
            name = address.partition("?")[0].rpartition("/")[2] or "a file"
            parts.append(f"Attached: {link(address, name)}")
    embed = told.get("embed", "").strip("\n")
    parts += [f"> {line}" for line in embed.split("\n")] if embed else []
    return "\n".join(part for part in parts if part)


SOURCE = Source(
    name="discord-txt",
    title="Discord channels of DiscordChatExporter, as plain text or CSV",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
