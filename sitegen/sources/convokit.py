"""convokit: corpora of ConvoKit, folders or archives with utterances, conversations and speakers.

Utterances are rows as of posts-table, under the names of fields of both eras; the title of a
conversation is told by its meta.
Fields: https://convokit.cornell.edu/documentation/data_format.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from sitegen.model import Post, Problem, Record, native_of
from sitegen.sources import _json, posts_table
from sitegen.sources._archives import names
from sitegen.sources._post_values import line
from sitegen.sources.source import Dump, Head, Source

_UTTERANCES = ("utterances.jsonl", "utterances.json")
_BESIDE = frozenset({"conversations.json", "corpus.json", "index.json", "speakers.json"})
_TITLES = ("title", "conversation_title", "page_title", "subject", "topic")
_CONVERSATIONS = msgspec.json.Decoder(dict[str, Any])
_MOST = 64 * 1024 * 1024  # bytes of conversations.json


def _sniff(head: Head) -> bool:
    return _utterances(head.members) is not None


def _utterances(members: tuple[str, ...]) -> str | None:
    """The one file of utterances, with files of a corpus beside it."""
    found = [name for name in members if name.rpartition("/")[2] in _UTTERANCES]
    if len(found) != 1:
        return None
    folder = found[0].rpartition("/")[0]
    beside = {name.rpartition("/")[2] for name in members if name.rpartition("/")[0] == folder}
    return found[0] if beside & _BESIDE else None


def _read(dump: Dump) -> Iterator[Record]:
    member = _utterances(tuple(names(dump.path)))
    if member is None:
        yield Problem("", "no one file of utterances is in it")
        return
    folder = member.rpartition("/")[0]
    titles: dict[str, str] = {}
    for found in _titles(dump, f"{folder}/conversations.json".lstrip("/")):
        if isinstance(found, Problem):
            yield found
        else:
            titles[found[0]] = found[1]
    if dump.path.is_dir():
        inner = replace(dump, path=dump.path / member)
    else:
        inner = replace(dump, member=member)
    for record in posts_table.SOURCE.read(inner):
        if isinstance(record, Problem):
            yield replace(record, where=f"{member}: {record.where}".rstrip(": "))
        elif isinstance(record, Post) and record.parent is None and record.title is None:
            own = native_of(record.id).rpartition("/")[2]
            yield replace(record, title=titles.get(own))
        else:
            yield record


def _titles(dump: Dump, member: str) -> Iterator[tuple[str, str] | Problem]:
    """(id, title) of the conversations that have one."""
    for name, stream in dump.files():
        if name != member:
            continue
        data = stream.read(_MOST + 1)
        if len(data) > _MOST:
            yield Problem(member, f"over {_MOST >> 20} MiB: no titles are read", lost=False)
            return
        try:
            told = _json.decode(data, _CONVERSATIONS)
        except ValueError as error:
            yield Problem(member, f"no titles are read: {error}", lost=False)
            return
        for own, about in told.items():
            meta = about.get("meta", about) if isinstance(about, Mapping) else None
            if not isinstance(meta, Mapping):
                continue
            title = next((text for key in _TITLES if (text := line(meta.get(key)))), None)
            if title:
                yield own, title


SOURCE = Source(
    name="convokit",
    title="Corpora of ConvoKit: utterances and conversations",
    version=3,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset(_UTTERANCES),
)
