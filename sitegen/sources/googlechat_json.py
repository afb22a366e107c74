"""googlechat-json: one chat of Google Chat as Takeout writes it, `messages.json`.

Read twice: a message does not tell whether others share its topic. Times are sentences in the
language of whoever asked for the data (_long_dates).
"""

from collections.abc import Iterator
from typing import BinaryIO

from sitegen.model import Problem, Record
from sitegen.sources._chat import direct
from sitegen.sources._googlechat import Reader, chat_of
from sitegen.sources._json import members
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import Document, documents, listed, trees
from sitegen.sources.source import Dump, Head, Source

_OF_MESSAGE = frozenset({"created_date", "topic_id", "message_id"})


def _sniff(head: Head) -> bool:
    told = members(members(head.data).get("messages", b"")).keys()
    return ("creator" in told and not told.isdisjoint(_OF_MESSAGE)) or told >= _OF_MESSAGE


def told_in(stream: BinaryIO) -> Iterator[Document | Problem]:
    """The messages of a file."""
    found = array_of(stream, "messages")
    if not isinstance(found, bytes):
        yield from trees(found[1])
        return
    for document in documents(after(found, stream)):
        whole = document.value if isinstance(document, Document) else None
        if isinstance(document, Problem) or not isinstance(whole, dict) or "messages" not in whole:
            yield document
            continue
        told = listed(whole["messages"])
        for number, message in enumerate(told):
            torn = document.torn and number == len(told) - 1
            yield Document(document.at(f".messages[{number}]"), message, torn)


def _read(dump: Dump) -> Iterator[Record]:
    folders, _, file = dump.name.rpartition("/")
    name = file.partition(".")[0]
    named = folders.rpartition("/")[2] if name in ("", "messages") else name
    reader = Reader(chat_of(named, {}))
    with dump.open() as stream:
        for document in told_in(stream):
            if isinstance(document, Document):
                reader.learn(document.value)
    reader.settle()
    with dump.open() as stream:
        for document in told_in(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from reader.records(document.value, document.where, torn=document.torn)
    yield from direct(reader.direct)


SOURCE = Source(
    name="googlechat-json",
    title="Google Chat: the messages of one chat, as Takeout writes them",
    version=3,
    sniff=_sniff,
    keys=frozenset({"messages"}),
    read=_read,
)
