"""hangouts-json: the chats of an account of Google Hangouts, as Takeout holds them (Hangouts.json).

One object with all conversations, each with what it is called and then its events, which stream.
What was said is put together by days; nothing tells what answers what. What followed it is
googlechat-takeout.

Written from exports' known looks, as others describe them:
https://bitbucket.org/dotcs/hangouts-log-reader; docs/formats/hangouts-json.md.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import NOTICE, Days, dicts, direct, is_web, object_of, text_of
from sitegen.sources._json import members, utc_unix
from sitegen.sources._json_records import Document, not_listed, trees
from sitegen.sources._json_walk import Value, walk
from sitegen.sources.source import Dump, Head, Source

_NEW, _OLD = "conversations", "conversation_state"  # since 2016, and before
_OPENED: Final = {
    f".{_NEW}": b"[",
    f".{_NEW}[]": b"{",
    f".{_NEW}[].events": b"[",
    f".{_OLD}": b"[",
    f".{_OLD}[]": b"{",
    f".{_OLD}[].conversation_state": b"{",
    f".{_OLD}[].conversation_state.event": b"[",
}
_ABOUT = frozenset({f".{_NEW}[].conversation", f".{_OLD}[].conversation_state.conversation"})
_EVENTS = frozenset({f".{_NEW}[].events", f".{_OLD}[].conversation_state.event"})
_LISTS = _EVENTS | {f".{_NEW}", f".{_OLD}"}
_EVENT = frozenset(f"{shape}[]" for shape in _EVENTS)
_WHOLE = frozenset({"", f".{_NEW}[]", f".{_OLD}[]", f".{_OLD}[].conversation_state"})
_ID = re.compile(r"[\w.~-]{1,120}", re.ASCII)
_NO_KEY = re.compile(r"[^\w~-]+", re.ASCII)
_FILE = re.compile(r"[^/?#]{1,100}\.[A-Za-z0-9]{2,5}")
_TAGS = (
    ("bold", "b"), ("italics", "i"), ("italic", "i"), ("strikethrough", "s"), ("underline", "u"),
)  # fmt: skip
_MOST_NAMED = 4  # people in the title of a chat that has none
_SAID = frozenset({"", "REGULAR_CHAT_MESSAGE", "SMS"})
_PHOTO = ("plus_photo", "embeds.PlusPhoto.plus_photo")
_MAP = ("place_v2", "place", "embeds.PlaceV2.place_v2")


def _sniff(head: Head) -> bool:
    told = members(head.data)
    first = next((members(told[key]) for key in (_NEW, _OLD) if key in told), {})
    inner = first.get("conversation") or members(first.get("conversation_state", b"")).get(
        "conversation", b""
    )
    found = members(inner)
    return "participant_data" in members(found.get("conversation", inner)) or (
        "conversation_id" in found and "conversation" in found
    )


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader()
    with dump.open() as stream:
        for value in walk(stream, _OPENED):
            if isinstance(value, Problem):
                yield value
            else:
                yield from reader.value(value)
    yield from direct(reader.private)


class _Reader:
    """Reads conversation by conversation; `private`: how many messages of two people were read."""

    def __init__(self) -> None:
        self.private = 0
        self._place = ""
        self._chat: _Chat | None = None

    def value(self, value: Value) -> Iterator[Record]:
        if value.shape in _LISTS:
            yield from not_listed(value.data != b"null", value.where)
        elif value.shape in _WHOLE:
            yield Problem(value.where, "not a conversation of Hangouts")
        elif value.shape in _ABOUT or value.shape in _EVENT:
            place = value.where.rpartition(".")[0]
            if place != self._place:
                self._place, self._chat = place, None
            for one in trees([(value.where, value.data)]):
                if isinstance(one, Problem):
                    yield one
                elif value.shape in _EVENT:
                    yield from self._event(one)
                else:
                    yield from self._about(one)

    def _about(self, found: Document) -> Iterator[Problem]:
        if not isinstance(found.value, dict):
            yield Problem(found.where, "not a conversation of Hangouts", lost=False)
        elif self._chat:
            told = "it stands behind its messages, which are without names and a title"
            yield Problem(found.where, told, lost=False)
        else:
            self._chat = _Chat(found.value)

    def _event(self, found: Document) -> Iterator[Record]:
        told = found.value if isinstance(found.value, dict) else {}
        self._chat = self._chat or _Chat(told)
        for record in self._chat.records(told, found):
            self.private += (
                self._chat.is_direct and isinstance(record, Post) and bool(record.parent)
            )
            yield record


class _Chat:
    """Makes the events of one conversation posts."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        about = object_of(told, "conversation") or told
        self._people: dict[str, str] = {}
        for one in dicts(about.get("participant_data")):
            name = " ".join(text_of(one, "fallback_name").split())
            self._people.update(dict.fromkeys(_numbers(object_of(one, "id")), name))
        key = text_of(object_of(told, "conversation_id"), "id") or text_of(
            object_of(about, "id"), "id"
        )
        self._key = _NO_KEY.sub("-", key)[:120] or "chat"
        self.is_direct = "ONE_TO_ONE" in text_of(about, "type")
        names = [*dict.fromkeys(filter(None, self._people.values()))]
        shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        title = " ".join(text_of(about, "name").split()) or shown or "Conversation"
        place = title.replace("/", " ")
        self._community = f"Direct messages/{place}" if self.is_direct else place
        self._days = Days("hangouts", self._key, title, self._community)

    def records(self, told: Mapping[str, Any], found: Document) -> Iterator[Record]:
        own = text_of(told, "event_id")
        if not _ID.fullmatch(own):
            if not found.torn:  # else that it is cut off is told already
                yield Problem(found.where, "not an event of Hangouts, or without a usable id")
            return
        message = "chat_message" in told or text_of(told, "event_type") in _SAID
        body = _said(object_of(object_of(told, "chat_message"), "message_content"))
        if message and not body:
            if not found.torn:
                yield Problem(found.where, "a message without its text")
            return
        created = utc_unix(told.get("timestamp"))
        if created is None:
            yield Problem(found.where, "no usable time", lost=False)
        parent, opening = self._days.opening(created)
        if opening:
            yield opening
        yield Post(
            id=f"hangouts:{self._key}/{own}",
            body=Body(body or self._notice(told), "html"),
            parent=parent,
            author=self._name(object_of(told, "sender_id")) or None,
            created=created,
            community=self._community,
            labels=() if message else (NOTICE,),
        )

    def _name(self, who: Mapping[str, Any]) -> str:
        return next((self._people[one] for one in _numbers(who) if self._people.get(one)), "")

    def _notice(self, told: Mapping[str, Any]) -> str:
        change, renamed = (
            object_of(told, "membership_change"),
            object_of(told, "conversation_rename"),
        )
        if change:
            said = "left" if "LEAVE" in text_of(change, "type") else "joined"
            people = filter(None, map(self._name, dicts(change.get("participant_id"))))
            words = f"{said}: {', '.join(people)}".removesuffix(": ")
        elif renamed:
            words = f"changed the name: {text_of(renamed, 'new_name')}"
        else:
            call = text_of(object_of(told, "hangout_event"), "event_type")
            words = (call or text_of(told, "event_type") or "an event").replace("_", " ").lower()
        return f"<p>{escape(words)}</p>"


def _said(content: Mapping[str, Any]) -> str:
    text = "".join(map(_segment, dicts(content.get("segment"))))
    lines = [f"<p>{text}</p>"] if text.strip() else []
    lines += map(_attached, dicts(content.get("attachment")))
    return "".join(lines)


def _attached(told: Mapping[str, Any]) -> str:
    """A file by its name, a place by its own, with its address."""
    item = object_of(told, "embed_item")
    photo = next((object_of(item, key) for key in _PHOTO if object_of(item, key)), {})
    place = next((object_of(item, key) for key in _MAP if object_of(item, key)), {})
    if place:
        url, name = text_of(place, "url"), text_of(place, "name") or "a place"
        return f"<p>Shared: {_link(escape(' '.join(name.split())), url)}</p>"
    url = text_of(photo, "url") or text_of(object_of(photo, "thumbnail"), "image_url")
    url = url if is_web(url) else ""
    ends = (text_of(item, "id").rpartition("/")[2], url.rpartition("/")[2])
    name = next((one for one in ends if _FILE.fullmatch(one)), "a file")
    return f"<p>Attached: {_link(escape(name), url)}</p>"


def _segment(told: Mapping[str, Any]) -> str:
    if text_of(told, "type") == "LINE_BREAK":
        return "<br>"
    shown = escape(text_of(told, "text")).replace("\n", "<br>")
    form = object_of(told, "formatting")
    for key, tag in _TAGS:
        if form.get(key) is True and shown:
            shown = f"<{tag}>{shown}</{tag}>"
    return _link(shown, text_of(object_of(told, "link_data"), "link_target"))


def _link(shown: str, url: str) -> str:
    return f'<a href="{escape(url)}">{shown}</a>' if is_web(url) else shown


def _numbers(told: Mapping[str, Any]) -> list[str]:
    """Who somebody is; kept to tell people apart, and shown nowhere."""
    return [number for key in ("gaia_id", "chat_id") if (number := text_of(told, key))]


SOURCE = Source(
    name="hangouts-json",
    title="Google Hangouts: all chats of a Takeout (Hangouts.json)",
    version=1,
    sniff=_sniff,
    keys=frozenset({_NEW, _OLD}),
    read=_read,
)
