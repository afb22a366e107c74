"""Messages of chats in databases: put together by days, as those of other dumps of chats are."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import msgspec
from msgspec.structs import replace

from sitegen.databases import Database, Row
from sitegen.model import Problem, Record
from sitegen.sources import _post_columns, _post_table
from sitegen.sources._chat import Days
from sitegen.sources._post_made import made, naming, stem_of
from sitegen.sources._post_names import plain
from sitegen.sources._slack import Channel, Reader
from sitegen.sources._sqlite_plan import CHATS, Reading, as_bytes
from sitegen.sources.source import Dump

_LOOKED_AT = 1_000  # rows that show how a table is written
_MOST = 10_000  # channels whose days are remembered
_message = msgspec.json.Decoder(dict[str, Any]).decode


def messages(base: Database, reading: Reading, dump: Dump) -> Iterator[Record]:
    """The messages of a table, each below what it answers or the day on which it was written."""
    rows = _told(base, reading)
    first = list(islice(rows, _LOOKED_AT))
    table = _post_table.study([one[1] for one in first if not isinstance(one, Problem)], None)
    name = f"{stem_of(dump.name)}/{reading.place}" if reading.place else dump.name
    prefix, stem, _ = naming(replace(dump, name=name, columns=None))
    days: dict[str, Days] = {}
    noted = False
    column = _channel_of(reading, table.names | {n for one in first for n in _names(one)})
    for one in chain(first, rows):
        if isinstance(one, Problem):
            yield one
            continue
        where, row = one
        channel = _post_columns.key(row.get(column)) or ""
        own = _post_columns.key(_post_columns.told(row, table.roles.get("id", ())))
        if own is None:
            yield Problem(where, "a message without a usable id")
            continue
        title = str(row.get("community") or channel or stem or dump.name)
        before = f"{channel}/" if channel else ""
        answered = _post_columns.above(row, table.roles, table.nothing)
        parent = f"{before}{answered}" if answered and _is_there(base, reading, answered) else None
        post = made(row, table, prefix, (f"{before}{own}", parent, None), title)
        if parent is None:
            if channel not in days:
                if len(days) >= _MOST:
                    days.clear()
                days[channel] = Days(
                    prefix.rstrip("/").partition(":")[0], _place(prefix, channel), title, title
                )
            day, opening = days[channel].opening(post.created)
            if opening:
                yield opening
            post = replace(post, parent=day)
        yield replace(post, title=None, link=None)
        if post.created is None and not noted:
            noted = True
            yield Problem(where, "no time that can be read; such are left out", lost=False)


def _place(prefix: str, channel: str) -> str:
    stem = prefix.partition(":")[2]
    return f"{stem}{channel}" if channel else stem.rstrip("/")


def _names(one: tuple[str, Row] | Problem) -> Iterable[str]:
    return () if isinstance(one, Problem) else one[1]


def _told(base: Database, reading: Reading) -> Iterator[tuple[str, Row] | Problem]:
    for one in base.rows(reading.table):
        yield one if isinstance(one, Problem) else (one[0], reading.row(one[1]))


def _channel_of(reading: Reading, names: Iterable[str]) -> str:
    """The column that tells the chat of a message; "" where a database has one chat only."""
    found = [name for name in names if plain(name) in CHATS]
    linked = [link.column for link in reading.links if link.kind == "community"]
    return next(iter([*found, *linked]), "")


def _is_there(base: Database, reading: Reading, answered: str) -> bool:
    """Whether a message that is answered is in the table, where its key tells that."""
    key = reading.table.key
    if not key or plain(key[0]) not in ("id", "messageid") or "-" in answered:
        return True
    return base.one(reading.table, key[0], answered) is not None


def slack(base: Database, reading: Reading, dump: Dump) -> Iterator[Record]:
    """The messages of an archive of slackdump, which keeps each as Slack told it. Some are told
    twice, by the calls of Slack's API that they came with."""
    people = _listed(base, "S_USER", ("DISPLAY_NAME", "USERNAME"))
    channels = _listed(base, "CHANNEL", ("NAME",))
    host = _host(base)
    readers: dict[str, Reader] = {}
    for one in base.rows(reading.table):
        if isinstance(one, Problem):
            yield one
            continue
        row = {name.upper(): value for name, value in one[1].items()}
        channel = str(row.get("CHANNEL_ID") or "")[:40]
        try:
            told = _message(as_bytes(row.get("DATA")))
        except (msgspec.DecodeError, RecursionError):
            told = {"ts": row.get("TS"), "thread_ts": row.get("THREAD_TS"), "text": row.get("TXT")}
        if channel not in readers:
            if len(readers) >= _MOST:
                readers.clear()
            name = channels.get(channel, "")
            title = f"#{name}" if name else channel
            readers[channel] = Reader(Channel(channel, title, host), people)
        yield from readers[channel].records(told, one[0])


def _host(base: Database) -> str:
    table = base.tables.get("WORKSPACE")
    for one in islice(base.rows(table), 1) if table else ():
        url = one[1].get("URL") if not isinstance(one, Problem) else None
        host = url.partition("://")[2].strip("/") if isinstance(url, str) else ""
        return host if host.endswith(".slack.com") and "/" not in host else ""
    return ""


def _listed(base: Database, name: str, columns: tuple[str, ...]) -> dict[str, str]:
    """{id: name} of people or channels, of whom a database may tell several times."""
    found: dict[str, str] = {}
    table = base.tables.get(name)
    for one in islice(base.rows(table), _MOST * 10) if table else ():
        if not isinstance(one, Problem):
            told = [one[1].get(column) for column in columns]
            said = next((value for value in told if isinstance(value, str) and value), "")
            found[str(one[1].get("ID"))] = said[:200]
    return found
