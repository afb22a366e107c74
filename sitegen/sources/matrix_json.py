"""matrix-json: rooms of Matrix, as Element exports a chat, or events as the API answers them.

Element's "Export chat" is one object with the room's messages, which stream; others keep events in
lists, one a line, or as /messages answers them ("chunk"). What was said is put together by days; an
answer stands below what it answers, and a thread is one.
Format: docs/formats/matrix-json.md; https://spec.matrix.org/latest/client-server-api/
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import NOTICE, Days, first_words, text_of, utc_milliseconds
from sitegen.sources._json import inside, members
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import documents, left_out, plain, trees
from sitegen.sources._matrix import SAID, TOLD, Seen, event_id, inner, relation, room_id
from sitegen.sources._matrix_text import body, without_quote
from sitegen.sources.source import Dump, Head, Source

_OF_EVENTS = frozenset({"type", "sender", "event_id", "origin_server_ts"})
_OF_EXPORTS = frozenset({"room_name", "exported_by", "messages"})
_ENDING = re.compile(r"(?:\.(?:jsonl?|ndjson|gz|zst|bz2|xz))+$")

_Found = tuple[str, Any]  # where it stands, and an event


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if told.keys() >= _OF_EXPORTS:
        return True
    return told.keys() >= _OF_EVENTS or members(told.get("chunk", b"")).keys() >= _OF_EVENTS


def _read(dump: Dump) -> Iterator[Record]:
    seen = Seen()
    for found in _events(dump):
        if not isinstance(found, Problem | str) and isinstance(found[1], dict):
            seen.add(found[1])
    seen.done()
    name = ""
    rooms: dict[str, _Reader] = {}
    left = 0
    for found in _events(dump):
        if isinstance(found, Problem):
            yield found
            continue
        if isinstance(found, str):
            name = found
            continue
        where, told = found
        if not isinstance(told, dict):
            yield Problem(where, "not an event of Matrix")
            continue
        room = room_id(told.get("room_id"))
        if room not in rooms:
            rooms[room] = _Reader(room, name or seen.rooms.get(room) or _stem(dump.name), seen)
        told = seen.edited(told) or told
        if _is_shown(told):
            yield from rooms[room].records(told, where)
        elif text_of(told, "type") == "m.room.encrypted":
            yield Problem(where, "encrypted, and the dump holds no key")
        elif text_of(told, "type"):
            left += 1
        else:
            yield Problem(where, "an event without a type")
    if left:
        yield Problem(
            "", f"events that say nothing are not shown by themselves: {left}", lost=False
        )


def _is_shown(told: Mapping[str, Any]) -> bool:
    kind = text_of(told, "type")
    how, about, _ = relation(told)
    return (kind in SAID and not (how == "m.replace" and about)) or kind in TOLD


def _events(dump: Dump) -> Iterator[_Found | Problem | str]:
    """The events of a dump with their places; before them the name of their room, if it is told."""
    with dump.open() as stream:
        found = array_of(stream, "messages")
        if not isinstance(found, bytes) and "room_name" in found[0]:
            name = plain(found[0]["room_name"])
            yield name if isinstance(name, str) else ""
            for one in trees(found[1]):
                yield one if isinstance(one, Problem) else (one.where, one.value)
            return
    with dump.open() as stream:
        for document in documents(after(b"", stream)):
            if isinstance(document, Problem):
                yield document
                continue
            told = document.value
            listed = told.get("messages", told.get("chunk")) if isinstance(told, dict) else None
            if not isinstance(listed, list) or "type" in told:
                yield document.where, told
                continue
            if name := text_of(told, "room_name"):
                yield name
            key = "messages" if "messages" in told else "chunk"
            for number, event in enumerate(listed):
                yield inside(document.where, f".{key}[{number}]"), event


def _stem(path: str) -> str:
    return _ENDING.sub("", path.rpartition("/")[2]) or "Room"


class _Reader:
    """Makes the events of one room posts."""

    def __init__(self, room: str, name: str, seen: Seen) -> None:
        self._room, self._seen = room, seen
        title = name.strip()
        key = blake2b((room or title).encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._title = title
        self._community = title.replace("/", " ")
        self._days = Days("matrix", key, title, self._community)

    def records(self, told: Mapping[str, Any], where: str) -> Iterator[Post | Problem]:
        number = event_id(told.get("event_id"))
        if not number:
            yield Problem(where, "an event without a usable id")
            return
        created = utc_milliseconds(told.get("origin_server_ts"))
        if created is None:
            yield Problem(where, "no usable date", lost=False)
        how, about, relates = relation(told)
        root = about if how == "m.thread" and about != number else ""
        answered = event_id(inner(relates, "m.in_reply_to").get("event_id"))
        is_told = self._seen.is_post(answered) and answered != number
        if not is_told or (root and relates.get("is_falling_back") is True):
            answered = root
        opens = not root and self._opens(number, told)
        content = inner(told, "content")
        unusable = [] if isinstance(told.get("content", {}), dict) else ["content"]
        unusable += [] if isinstance(content.get("body", ""), str) else ["body"]
        yield from left_out(where, unusable)
        parent = f"matrix:{answered}" if answered and not opens else None
        if parent is None and not opens:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        yield self._post(told, number, parent, f"matrix:{root}" if root else None)

    def _opens(self, number: str, told: Mapping[str, Any]) -> bool:
        """Whether a message opens a thread."""
        return number in self._seen.threads or bool(
            inner(told, "unsigned", "m.relations", "m.thread")
        )

    def _post(
        self, told: Mapping[str, Any], number: str, parent: str | None, root: str | None
    ) -> Post:
        kind, content = text_of(told, "type"), inner(told, "content")
        author = self._seen.name_of(text_of(told, "sender"))
        state = self._seen.state_of(number, told)
        edit = self._seen.edit_of(number, told)
        new = inner(edit, "content", "m.new_content")
        answers = "m.in_reply_to" in inner(content, "m.relates_to")
        text = (
            Body("") if state != "visible" else body(kind, new or content, author, answers=answers)
        )
        label = (
            NOTICE if kind in TOLD else "bot" if text_of(content, "msgtype") == "m.notice" else ""
        )
        return Post(
            id=f"matrix:{number}",
            body=text,
            parent=parent,
            root=root,
            author=author,
            created=utc_milliseconds(told.get("origin_server_ts")),
            edited=utc_milliseconds(edit.get("origin_server_ts")) if new else None,
            state=state,
            permalink=self._permalink(number),
            title=self._titled(text, new or content, author) if parent is None else None,
            community=self._community,
            labels=((label,) if label else ()) + self._seen.reactions_to(number, told),
        )

    def _titled(self, text: Body, content: Mapping[str, Any], author: str | None) -> str:
        """The first words of a thread; those of HTML are told without it, too."""
        bare = text.text if text.markup == "plain" else without_quote(text_of(content, "body"))
        words = first_words(bare)
        return words or f"{author or 'A message'} in {self._title}"

    def _permalink(self, number: str) -> str | None:
        if not self._room:
            return None
        return (
            f"https://matrix.to/#/{quote(self._room, safe='!:')}/{quote('$' + number, safe='$:')}"
        )


SOURCE = Source(
    name="matrix-json",
    title="Rooms of Matrix: chats that Element exports, and events as the API answers them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"room_name", "chunk", "event_id"}),
    read=_read,
)
