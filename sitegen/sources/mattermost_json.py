"""mattermost-json: messages of Mattermost, from a bulk export or as its API answers.

A bulk export is a line for each team, channel, person and message, and holds the answers to a
message in it. The API answers with objects of messages by their ids; scripts save these as they
are, in lists or one a line. People have names in exports, and ids in answers.

Format: https://docs.mattermost.com/onboard/bulk-loading-data-format.html (and "Bulk export data"
there); API: https://developers.mattermost.com/api-documentation/ (posts)
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources._chat import direct, text_of
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents, listed
from sitegen.sources._mattermost import Channel, Reader, identifier, key_of
from sitegen.sources.source import Dump, Head, Source

_POSTS = ("post", "direct_post")
# What exports hold besides, which tells nothing that stands on a page.
_BESIDE = frozenset({"version", "user", "bot", "role", "scheme", "emoji", "direct_channel"})
_OF_BULK = _BESIDE.union(_POSTS, ("team", "channel"))
_OF_POST = frozenset({"id", "create_at", "channel_id", "message", "user_id"})
_MOST_NAMED = 8  # people, in the title of a conversation
_PRIVATE = "P"


def _sniff(head: Head) -> bool:
    told = members(head.data)
    kind = _kind(told)
    if kind in _OF_BULK:
        return _is_line(told, kind)
    if "posts" in told and "order" in told:
        inner = members(told["posts"])
        first = members(next(iter(inner.values()), b""))
        return "channel_id" in first or (not inner and told["posts"].strip() == b"{}")
    return _is_post(told)


def _kind(told: Mapping[str, bytes]) -> str:
    return told.get("type", b"").strip(b'" ').decode("ascii", "replace")


def _is_line(told: Mapping[str, bytes], kind: str) -> bool:
    if kind == "version":
        return (
            told.keys() <= {"type", "version", "info"}
            and told.get("version", b"").strip(b'"').isdigit()
        )
    if not told.keys() <= {"type", kind}:
        return False
    if kind in _POSTS:
        inner = members(told.get(kind, b"")).keys()
        return "create_at" in inner and not inner.isdisjoint(("channel", "channel_members"))
    return kind == "channel" and members(told.get(kind, b"")).keys() >= {"team", "name"}


def _is_post(told: Mapping[str, bytes]) -> bool:
    also = {"root_id", "update_at", "delete_at", "edit_at"}
    return told.keys() >= _OF_POST and len(told.keys() & also) > 1


def _read(dump: Dump) -> Iterator[Record]:
    reading = _Reading(dump.name)
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Document):
                reading.learn(document.value)
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from reading.records(document)
    yield from reading.remarks()


class _Reading:
    """What is known of a dump: read twice, as a message does not tell that it was answered."""

    def __init__(self, name: str) -> None:
        told = forum_in_name(name)
        self._host = told.host if told else ""
        self._teams: dict[str, str] = {}
        self._channels: dict[tuple[str, str], tuple[str, str]] = {}  # name and kind
        self._answered: set[str] = set()
        self._names: dict[str, str] = {}  # of people, by id, where a message tells both
        self._readers: dict[str, Reader] = {}
        self._others: Counter[str] = Counter()
        self._private: set[str] = set()
        self._direct = 0

    def learn(self, told: object) -> None:
        if not isinstance(told, dict):
            return
        team, channel = told.get("team"), told.get("channel")
        if isinstance(team, dict):
            self._teams[text_of(team, "name")] = text_of(team, "display_name")
        elif isinstance(channel, dict):
            place = text_of(channel, "team"), text_of(channel, "name")
            self._channels[place] = text_of(channel, "display_name"), text_of(channel, "type")
        else:
            for _, message in _answers(told):
                above, props = text_of(message, "root_id"), message.get("props")
                if identifier(above):
                    self._answered.add(above)
                kind = text_of(message, "type")
                if isinstance(props, dict) and kind in ("system_join_channel", "system_join_team"):
                    self._names[text_of(message, "user_id")] = text_of(props, "username")

    def records(self, document: Document) -> Iterator[Record]:
        told, where = document.value, document.where
        if not isinstance(told, dict):
            yield Problem(where, "neither a line of an export of Mattermost nor a message")
            return
        kind = text_of(told, "type")
        inner = told.get(kind)
        if document.torn and isinstance(inner, dict) and not inner.keys() & {"message", "replies"}:
            return  # that it is cut off is told already
        if kind in _POSTS and isinstance(inner, dict):
            yield from self._bulk(inner, document.at(f".{kind}"), direct=kind == "direct_post")
        elif kind in _POSTS:
            yield Problem(where, f"the line holds no {kind}")
        elif isinstance(told.get("posts"), dict | list) or "create_at" in told or "user_id" in told:
            for place, message in _answers(told):
                yield from self._answer(message, document.at(place) if place else where)
        elif kind not in _OF_BULK:
            self._others[f"lines of the kind {kind[:40]}" if kind else "lines of no kind"] += 1

    def remarks(self) -> Iterator[Problem]:
        for what, count in sorted(self._others.items()):
            yield Problem("", f"left out: {what} ({count:,})")
        if self._private:
            names = ", ".join(sorted(self._private))
            yield Problem(
                "", f"these channels are private on the server: {names[:300]}", lost=False
            )
        yield from direct(self._direct)

    def _bulk(self, told: dict[str, Any], where: str, *, direct: bool) -> Iterator[Record]:
        team, name = text_of(told, "team"), text_of(told, "channel")
        people = sorted({p for p in listed(told.get("channel_members")) if isinstance(p, str)})
        if not (people if direct else name):
            yield Problem(where, "a message that does not tell its channel")
            return
        self._direct += direct
        key = key_of("direct", "\n".join(people)) if direct else key_of(team, name)
        key = f"{self._host}/{key}" if self._host else key
        if key not in self._readers:
            made = _conversation(key, people) if direct else self._channel(key, team, name)
            self._readers[key] = Reader(made)
        yield from self._readers[key].bulk(told, where)

    def _channel(self, key: str, team: str, name: str) -> Channel:
        shown, kind = self._channels.get((team, name), ("", ""))
        title = shown or name
        if kind == _PRIVATE:
            self._private.add(title)
        place = f"{self._teams.get(team) or team or 'Mattermost'}/{title.replace('/', ' ')}"
        return Channel(key, title, place)

    def _answer(self, told: dict[str, Any], where: str) -> Iterator[Record]:
        number, channel = identifier(told.get("id")), text_of(told, "channel_id")
        if not number:
            yield Problem(where, "a message without a usable id")
            return
        if identifier(told.get("original_id")):
            self._others["earlier versions of messages that were edited"] += 1
            return
        key = key_of(channel or "unknown")
        if key not in self._readers:
            community = f"{self._host or 'Mattermost'}/{key}"
            page = f"https://{self._host}/_redirect/pl/" if self._host else ""
            self._readers[key] = Reader(Channel(key, f"Channel {key}", community, page))
        yield from self._readers[key].answer(told, where, self._answered, self._names)


def _conversation(key: str, people: list[str]) -> Channel:
    names = ", ".join(people[:_MOST_NAMED]) + (" …" if len(people) > _MOST_NAMED else "")
    return Channel(key, names, f"Direct messages/{names.replace('/', ' ')}")


def _answers(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The messages of an answer of the API, or the one that stands alone, with their places."""
    posts = told.get("posts")
    if isinstance(posts, dict):
        for number, message in posts.items():
            yield f".posts.{number[:40]}", message if isinstance(message, dict) else {}
    elif isinstance(posts, list):
        for place, message in enumerate(posts):
            yield f".posts[{place}]", message if isinstance(message, dict) else {}
    else:
        yield "", told


SOURCE = Source(
    name="mattermost-json",
    title="Mattermost messages: bulk exports (JSONL), and what its API answers",
    version=2,
    sniff=_sniff,
    keys=frozenset({"type", "posts", "channel_id"}),
    signs=(b'"create_at"', b'"channel_id"', b'"order"', b'"version"', b'"team"'),
    read=_read,
)
