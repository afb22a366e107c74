"""A message of Google Chat as a post: in the thread of its topic, or in a day of its chat.

Every message has a topic; most hold nothing else. A topic of several messages is a thread, opened
by the first. What quotes a message of the same chat answers that.

Fields: Takeout's own, which Google does not document; their meaning is that of the API's
https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from sitegen.model import Body, Post, Problem, State
from sitegen.sources._chat import Days, Repeats, dicts, first_words, is_web, reactions, text_of
from sitegen.sources._json_records import left_out
from sitegen.sources._long_dates import moment
from sitegen.sources._times import utc_iso
from sitegen.sources._topics import Topics
from sitegen.sources._tracker import person

_NUMBER = re.compile(r"[\w-]{1,80}(?:/[\w-]{1,80}){0,2}", re.ASCII)
_FOLDER = re.compile(r"(Space|DM|Group Chat) ([\w-]{1,80})", re.ASCII)
_NO_KEY = re.compile(r"[^\w-]+")
_MOST_NAMED = 8
_ADDRESS = "https://chat.google.com/room/"


class Chat(msgspec.Struct, frozen=True):
    """Where messages stand. `is_space`: it has an address, and a name of its own.

    `told` says that its folder told the key, `is_direct` that it is a conversation.
    """

    key: str
    title: str
    community: str
    is_space: bool = False
    told: bool = False
    is_direct: bool = False


def chat_of(folder: str, info: Mapping[str, Any]) -> Chat:
    """The chat by the folder that its file lies in and by what stands beside it."""
    found = _FOLDER.fullmatch(folder)
    kind, key = (found[1], found[2]) if found else ("", _NO_KEY.sub("-", folder)[:80] or "chat")
    name = " ".join(text_of(info, "name").split())
    people = [name_of(one) or "somebody" for one in dicts(info.get("members"))]
    others = ", ".join(people[:_MOST_NAMED]) + (" …" if len(people) > _MOST_NAMED else "")
    if name and kind != "DM":
        return Chat(key, name, name.replace("/", " "), kind == "Space", bool(kind))
    title = others or folder or "Google Chat"
    place = title.replace("/", " ")
    is_direct = kind == "DM" or others != ""
    place = f"Direct messages/{place}" if is_direct else place
    return Chat(key, title, place, told=bool(kind), is_direct=is_direct)


def name_of(creator: object) -> str | None:
    told = creator if isinstance(creator, dict) else {}
    return person(text_of(told, "name"), text_of(told, "email"))


class Reader:
    """Makes the messages of one chat posts; all are to be learned before the first is read."""

    def __init__(self, chat: Chat) -> None:
        self.direct = 0  # messages of conversations that were read
        self._chat = chat
        self._days: Days | None = None
        self._space = ""
        self._repeats = Repeats()
        self._topics = Topics()
        self._quoted: dict[str, bool] = {}  # whether it was read

    def learn(self, told: object) -> None:
        if not isinstance(told, dict):
            return
        topic, number = text_of(told, "topic_id"), _number(told)
        self._space = self._space or number.rpartition("/")[0].partition("/")[0]
        if topic and number:
            self._topics.learn(topic, number)
        if quoted := _quoted(told):
            self._quoted[quoted] = False

    def settle(self) -> None:
        """All is learned."""
        self._topics.settle()

    def records(self, told: object, where: str, *, torn: bool = False) -> Iterator[Post | Problem]:
        if not isinstance(told, dict) or not (told.keys() & {"creator", "text", "message_id"}):
            if not torn:
                yield Problem(where, "not a message of Google Chat")
            return
        created = _time(told.get("created_date"))
        state = _state(told)
        quoted = _quoted(told)
        answers = self._quoted.get(quoted, False)
        text = _body(told, with_quote=not answers) if state == "visible" else ""
        if not text and state == "visible" and told.get("text") is None:
            if not torn:  # else that it is cut off is told already
                yield Problem(where, "a message without its text")
            return
        wrong = [] if created else ["created_date"]
        if not isinstance(told.get("text"), str | None):
            wrong.append("text")
        yield from left_out(where, wrong)
        number = _number(told)
        if not number:
            said = f"{told.get('created_date')}\n{name_of(told.get('creator'))}\n{text}"
            number = f"{self._chat.key}/{self._repeats.id_of(said)}"
        if number in self._quoted:
            self._quoted[number] = True
        topic = text_of(told, "topic_id")
        first = self._topics.first(topic, number) if topic and _number(told) else ""
        opens = first == number
        parent = None
        if answers:
            parent = f"googlechat:{quoted}"
        elif first:
            parent = None if opens else f"googlechat:{first}"
        else:
            parent, opening = self._day(created)
            if opening:
                yield opening
        own = f"googlechat:{number}"
        opens = opens and parent is None
        author = name_of(told.get("creator"))
        self.direct += self._chat.is_direct
        yield Post(
            id=own,
            body=Body(text),
            parent=parent,
            root=own if opens else None,
            author=author,
            created=created,
            edited=_time(told.get("updated_date")),
            state=state,
            permalink=f"{_ADDRESS}{number}" if self._chat.is_space and "/" in number else None,
            title=self._title(text, author) if opens else None,
            community=self._chat.community,
            labels=_labels(told),
        )

    def _day(self, when: datetime | None) -> tuple[str, Post | None]:
        if self._days is None:  # its ids are those of the chat, wherever its file was put
            chat = self._chat
            key = chat.key if chat.told else self._space or chat.key
            self._days = Days("googlechat", key, chat.title, chat.community)
        return self._days.opening(when)

    def _title(self, text: str, author: str | None) -> str:
        return first_words(text) or f"{author or 'A message'} in {self._chat.title}"


def _number(told: Mapping[str, Any]) -> str:
    """ "SPACE/TOPIC/MESSAGE", which no two chats share; "" for none, as in older exports."""
    value = text_of(told, "message_id")
    return value if _NUMBER.fullmatch(value) else ""


def _quoted(told: Mapping[str, Any]) -> str:
    quoted = told.get("quoted_message_metadata")
    number = _number(quoted) if isinstance(quoted, dict) else ""
    return number if number != _number(told) else ""


def _time(value: object) -> datetime | None:
    return (utc_iso(value) or moment(value)) if isinstance(value, str) else None


def _state(told: Mapping[str, Any]) -> State:
    about = told.get("deletion_metadata")
    if told.get("message_state") != "DELETED" and not isinstance(about, dict):
        return "visible"
    by = text_of(about, "deletion_type") if isinstance(about, dict) else ""
    return "removed" if "ADMIN" in by or "OWNER" in by else "deleted"


def _body(told: Mapping[str, Any], *, with_quote: bool) -> str:
    parts = []
    quoted = told.get("quoted_message_metadata")
    if with_quote and isinstance(quoted, dict) and (said := text_of(quoted, "text").strip()):
        who = name_of(quoted.get("creator"))
        lines = [*([f"{who}:"] if who else []), *said.split("\n")]
        parts.append("\n".join([f"> {line}" for line in lines]))
    parts.append(text_of(told, "text").strip("\n"))
    lines = []
    for file in dicts(told.get("attached_files")):
        name = text_of(file, "original_name") or text_of(file, "export_name")
        lines.append(f"Attached: {' '.join(name.split()) or 'a file'}")
    for note in dicts(told.get("annotations")):
        drive, call = note.get("drive_metadata"), note.get("video_call_metadata")
        if isinstance(drive, dict) and (name := text_of(drive, "title")):
            lines.append(f"Attached: {' '.join(name.split())}")
        space = call.get("meeting_space") if isinstance(call, dict) else None
        if isinstance(space, dict) and is_web(address := text_of(space, "meeting_url")):
            lines.append(f"A call: {address}")
    parts.append("\n".join(dict.fromkeys(lines)))
    return "\n\n".join([part for part in parts if part.strip()])


def _labels(told: Mapping[str, Any]) -> tuple[str, ...]:
    creator = told.get("creator")
    is_bot = isinstance(creator, dict) and text_of(creator, "user_type").lower() == "bot"
    given: list[tuple[str, object]] = []
    for one in dicts(told.get("reactions")):
        emoji, people = one.get("emoji"), one.get("reactor_emails")
        emoji = emoji if isinstance(emoji, dict) else {}
        custom = emoji.get("custom_emoji")
        name = text_of(emoji, "unicode") or (
            text_of(custom, "shortcode") if isinstance(custom, dict) else ""
        )
        given.append((name, len(people) if isinstance(people, list) else 1))
    return (*(["bot"] if is_bot else []), *reactions(given))
