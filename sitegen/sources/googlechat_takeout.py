"""googlechat-takeout: the chats of Google Chat in an archive of Takeout, or in a folder of it.

Each chat is a folder, "Space …" or "DM …", with `messages.json`, `group_info.json` (its name and
members) and the files that were sent, which are named and never opened.

Takeout: https://support.google.com/accounts/answer/3024190
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sitegen.model import Problem, Record
from sitegen.sources._chat import direct
from sitegen.sources._googlechat import Reader, chat_of
from sitegen.sources._inner import in_file
from sitegen.sources._json_records import Document, documents
from sitegen.sources.googlechat_json import told_in
from sitegen.sources.source import Dump, Head, Source

_MESSAGES, _INFO = "messages.json", "group_info.json"
_GROUPS = "Groups"


def _folders(members: tuple[str, ...]) -> set[str]:
    told = {name.rpartition("/")[0] for name in members if name.rpartition("/")[2] == _MESSAGES}
    return {
        name.rpartition("/")[0]
        for name in members
        if name.rpartition("/")[2] == _INFO and name.rpartition("/")[0] in told
    }


def _sniff(head: Head) -> bool:
    return bool(_folders(head.members))


def _read(dump: Dump) -> Iterator[Record]:
    infos: dict[str, dict[str, Any]] = {}
    others = 0
    for name, stream in dump.files():
        folder, _, file = name.rpartition("/")
        if file == _INFO:
            infos[folder] = _info(stream)
        elif _GROUPS not in folder.split("/") and "Users" not in folder.split("/"):
            others += folder != "" and file != _MESSAGES
    readers: dict[str, Reader] = {}
    for name, stream in dump.files():
        folder, _, file = name.rpartition("/")
        if file == _MESSAGES:
            own = (folder or dump.name).rpartition("/")[2]
            reader = readers[folder] = Reader(chat_of(own, infos.get(folder, {})))
            for document in told_in(stream):
                if isinstance(document, Document):
                    reader.learn(document.value)
            reader.settle()
    for name, stream in dump.files():
        folder, _, file = name.rpartition("/")
        if file != _MESSAGES:
            continue
        for document in told_in(stream):
            if isinstance(document, Problem):
                yield in_file(name, document)
                continue
            told = readers[folder].records(document.value, document.where, torn=document.torn)
            for record in told:
                yield in_file(name, record)
    yield from direct(sum(reader.direct for reader in readers.values()))
    if others:
        yield Problem(
            "",
            f"other files of Takeout, {others:,}, are not read beside chats: put what holds posts "
            "into content/ on its own",
            lost=False,
        )


def _info(stream: BinaryIO) -> dict[str, Any]:
    for document in documents(stream):
        if isinstance(document, Document) and isinstance(document.value, dict):
            return document.value
    return {}


SOURCE = Source(
    name="googlechat-takeout",
    title="Google Chat: all chats of an archive of Takeout, or a folder of it",
    version=3,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({_INFO, "groups"}),
)
