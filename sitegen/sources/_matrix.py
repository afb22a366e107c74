"""What events of Matrix tell of each other: edits, reactions, names, what was taken back.

An event is known by its id; edits and reactions are events of their own, before or after what they
are about. So a dump is read twice: once for this.
Events: https://spec.matrix.org/latest/client-server-api/#events
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from sitegen.model import State
from sitegen.sources._chat import dicts, number_of, reactions, text_of

_EVENT = re.compile(r"\$[\w.~:/+=@\-\[\]]{1,254}", re.ASCII)
_ROOM = re.compile(r"![\w.~:/+=@\-\[\]]{1,254}", re.ASCII)
#: What people say: events that become posts.
SAID = frozenset({"m.room.message", "m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start"})
#: What a room is called and is about: events that become notices.
TOLD = frozenset({"m.room.name", "m.room.topic"})


def event_id(value: object) -> str:
    """The id of an event without its sign; empty where it is none."""
    return value[1:] if isinstance(value, str) and _EVENT.fullmatch(value) else ""


def room_id(value: object) -> str:
    return value if isinstance(value, str) and _ROOM.fullmatch(value) else ""


def inner(told: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """An object in an object in …; empty where one is missing or something else."""
    for name in names:
        value = told.get(name)
        told = value if isinstance(value, dict) else {}
    return told


def relation(told: Mapping[str, Any]) -> tuple[str, str, Mapping[str, Any]]:
    """How an event is about another one, that one's id, and all that is told of it."""
    about = inner(told, "content", "m.relates_to")
    return text_of(about, "rel_type"), event_id(about.get("event_id")), about


class Seen:
    """What the first reading of a dump has found."""

    def __init__(self) -> None:
        self._edits: dict[tuple[str, str], Mapping[str, Any]] = {}  # by what is edited, and by whom
        self.threads: set[str] = set()
        self.rooms: dict[str, str] = {}  # names
        self._reactions: dict[str, dict[tuple[str, str], None]] = {}
        self._redacted: dict[str, str] = {}  # by whom
        self._names: dict[str, str] = {}
        self._shared: Counter[str] = Counter()
        self._posts = array("Q")

    def add(self, told: Mapping[str, Any]) -> None:
        kind, sender, content = (
            text_of(told, "type"),
            text_of(told, "sender"),
            inner(told, "content"),
        )
        how, about, _ = relation(told)
        if kind == "m.room.redaction":
            redacted = event_id(told.get("redacts")) or event_id(content.get("redacts"))
            self._redacted[redacted] = sender
        elif kind == "m.reaction" and about:
            given = self._reactions.setdefault(about, {})
            given[text_of(inner(content, "m.relates_to"), "key"), sender] = None
        elif kind == "m.room.member":
            person = text_of(told, "state_key")
            if name := text_of(content, "displayname").strip():
                self._names[person] = name
        elif kind == "m.room.name":
            self.rooms[room_id(told.get("room_id"))] = text_of(content, "name").strip()
        elif how == "m.replace" and about:
            if _time(told) >= _time(self._edits.get((about, sender), {})):
                self._edits[about, sender] = told
        elif kind in SAID and (number := event_id(told.get("event_id"))):
            self._posts.append(_digest(number))
        if how == "m.thread" and about:
            self.threads.add(about)

    def done(self) -> None:
        """All has been added."""
        self._posts = array("Q", sorted(self._posts))
        self._shared = Counter(self._names.values())

    def is_post(self, number: str) -> bool:
        digest = _digest(number)
        at = bisect_left(self._posts, digest)
        return at < len(self._posts) and self._posts[at] == digest

    def name_of(self, person: str) -> str | None:
        """The name that a person goes by here; with the address where others do as well."""
        name = self._names.get(person)
        if name and self._shared[name] > 1:
            return f"{name} ({person})"
        return name or person or None

    def reactions_to(self, number: str, told: Mapping[str, Any]) -> tuple[str, ...]:
        """Those that are events of this dump, else those that the server has counted."""
        given = self._reactions.get(number)
        if given:
            return reactions(list(Counter(key for key, _ in given).items()))
        counted = inner(told, "unsigned", "m.relations", "m.annotation").get("chunk")
        return reactions([(text_of(one, "key"), one.get("count")) for one in dicts(counted)])

    def edit_of(self, number: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """The last edit of a message by who wrote it; empty: there is none."""
        sender = text_of(told, "sender")
        edit = self._edits.get((number, sender)) or inner(
            told, "unsigned", "m.relations", "m.replace"
        )
        own = text_of(edit, "sender") == sender
        return edit if own and inner(edit, "content", "m.new_content") else {}

    def edited(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """The message that an edit is of, if it is missing, as the last one tells it; else {}."""
        how, about, _ = relation(told)
        if how != "m.replace" or not about or self.is_post(about):
            return {}
        last = self._edits.get((about, text_of(told, "sender")), {})
        new = inner(last, "content", "m.new_content")
        return {**last, "event_id": f"${about}", "content": new} if new else {}

    def state_of(self, number: str, told: Mapping[str, Any]) -> State:
        because = inner(told, "unsigned", "redacted_because")
        by = text_of(because, "sender") or self._redacted.get(number)
        if by is None and told.get("content") != {}:
            return "visible"
        return "deleted" if by in (None, text_of(told, "sender")) else "removed"


def _time(told: Mapping[str, Any]) -> float:
    return number_of(told.get("origin_server_ts")) or 0


def _digest(number: str) -> int:
    return int.from_bytes(blake2b(number.encode(), digest_size=8).digest())
