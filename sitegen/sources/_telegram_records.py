"""Messages of Telegram as libraries and tdl write them, in the shape of Telegram Desktop's export.

Telethon's `to_dict` (a message holds ids of people, and names nobody), Pyrogram's `str` (people and
chats stand in each message), and tdl's `chat export` (with `--raw`, what the server said).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.sources._chat import dicts, object_of, text_of

_KINDS = {
    "channel_id": "private_supergroup", "chat_id": "private_group", "user_id": "personal_chat",
}  # fmt: skip
_PYROGRAM = {
    "supergroup": "private_supergroup", "channel": "private_channel", "group": "private_group",
    "private": "personal_chat", "bot": "bot_chat",
}  # fmt: skip
_MEDIA = (
    "photo", "video", "document", "audio", "voice", "animation", "sticker", "video_note", "poll",
    "location", "contact", "venue",
)  # fmt: skip
_ENTITIES = {
    "bold": "bold", "italic": "italic", "underline": "underline", "strike": "strikethrough",
    "strikethrough": "strikethrough", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "spoiler": "spoiler", "text_url": "text_link", "text_link": "text_link", "url": "link",
}  # fmt: skip
_WHOLE = re.compile(r"-?\d{1,19}", re.ASCII)
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARKED = 1_000_000_000_000  # ids of channels have it in front, as "-100", in Pyrogram and in bots
_MOST = 500  # entities of a message
_LEVELS = 4  # of what is in a message: reactions, their list, one of it, its emoji
_SERVICES = {
    "topic_create": "topic_created", "chat_add_user": "invite_members",
    "chat_delete_user": "remove_members", "chat_edit_title": "edit_group_title",
    "chat_joined_by_link": "join_group_by_link", "chat_joined_by_request": "join_group_by_request",
    "chat_edit_photo": "edit_group_photo", "chat_create": "create_group",
    "channel_create": "create_channel", "pinned_message": "pin_message",
}  # fmt: skip


def is_message(told: Mapping[str, object], inner: Mapping[str, object]) -> bool:
    """Whether these are the members of a message, and of the chat that it names."""
    if "id" not in told or told.keys().isdisjoint(("date", "message", "text")):
        return False
    if "peer_id" in told or "to_id" in told:
        return not inner.keys().isdisjoint(_KINDS)
    return "_" in told and "chat" in told and {"id", "type"} <= inner.keys()


def named(told: Mapping[str, Any]) -> Any:
    """The chat that a message names."""
    return next((told[key] for key in ("peer_id", "to_id", "chat") if told.get(key)), {})


def chat_of(told: Mapping[str, Any]) -> tuple[int | None, str, str]:
    """(id, name, kind) of the chat of a message."""
    peer = named(told)
    if not isinstance(peer, dict):
        return None, "", ""
    for key, kind in _KINDS.items():
        if (number := integer(peer.get(key))) is not None:
            return _bare(number), "", kind
    number = integer(peer.get("id"))
    kind = _PYROGRAM.get(text_of(peer, "type").rpartition(".")[2].lower(), "")
    return (None if number is None else _bare(number)), text_of(peer, "title") or _name(peer), kind


def _bare(number: int) -> int:
    number = abs(number)
    return number - _MARKED if number > _MARKED else number


def shaped(told: Mapping[str, Any]) -> dict[str, Any]:
    """A message as Telegram Desktop exports it."""
    raw = told.get("raw")
    if isinstance(raw, dict):  # of tdl
        told = {**told, **{_snake(key): _lower(value) for key, value in raw.items()}}
    date, edited = (told.get(key) for key in ("date", "edit_date"))
    shape: dict[str, Any] = {
        "id": integer(told.get("id")),
        "type": "message",
        "date": date,
        "date_unixtime": integer(date),
        "edited": edited,
        "edited_unixtime": integer(edited),
        "from": _author(told),
        "text": [*_pieces(told)],
        "reactions": [*_reactions(told)],
        **_answered(told),
        **_sent(told),
    }
    service = _service(told)
    if service:
        shape |= {"type": "service", "actor": shape["from"], **service}
    return shape


def integer(value: object) -> int | None:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _snake(name: str) -> str:
    return _WORD.sub("_", name).lower()


def _lower(value: object, levels: int = _LEVELS) -> object:
    """An object of the server as Go writes it, with names as of Python down to some levels."""
    if levels and isinstance(value, dict):
        return {_snake(key): _lower(inner, levels - 1) for key, inner in value.items()}
    if levels and isinstance(value, list):
        return [_lower(one, levels - 1) for one in value]
    return value


def _name(person: Mapping[str, Any]) -> str:
    words = (text_of(person, "first_name"), text_of(person, "last_name"))
    return " ".join(filter(None, words)) or text_of(person, "title") or text_of(person, "username")


def _author(told: Mapping[str, Any]) -> str:
    """A name; "User 55" where only the number is told, so that people can be told apart."""
    person = object_of(told, "from_user", "sender", "sender_chat", "from")
    names = [
        _name(person),
        *(text_of(told, key) for key in ("sender_name", "from_name", "username")),
    ]
    if name := next(filter(None, (*names, text_of(told, "post_author"))), ""):
        return name
    sender = told.get("from_id", told.get("sender_id"))
    peer = sender if isinstance(sender, dict) else {"user_id": sender}
    number = next((one for key in _KINDS if (one := integer(peer.get(key))) is not None), None)
    if number is None:
        return ""
    return f"{'Channel' if peer.get('channel_id') or number < 0 else 'User'} {_bare(number)}"


def _answered(told: Mapping[str, Any]) -> dict[str, Any]:
    head = object_of(told, "reply_to")
    number = next(
        (
            found
            for value in (
                head.get("reply_to_msg_id"),
                told.get("reply_to_message_id"),
                told.get("reply_to_msg_id"),
                told.get("reply_to"),
            )
            if (found := integer(value))
        ),
        None,
    )
    if number is None or number == integer(told.get("id")) or head.get("reply_to_peer_id"):
        return {}
    return {"reply_to_message_id": number}


def _pieces(told: Mapping[str, Any]) -> Iterator[object]:
    """The text in pieces; places of entities count UTF-16, and one inside another is left out."""
    text = next(filter(None, (text_of(told, key) for key in ("message", "text", "caption"))), "")
    data = text.encode("utf-16-le", "replace")
    found = []
    entities = told.get("entities") or told.get("caption_entities")
    for entity in dicts(entities)[:_MOST]:
        kind = text_of(entity, "_").removeprefix("MessageEntity")
        if kind in ("", "pyrogram.types.MessageEntity"):
            kind = text_of(entity, "type").rpartition(".")[2]
        begin, length = integer(entity.get("offset")), integer(entity.get("length"))
        shown = _ENTITIES.get(_snake(kind))
        if shown and begin is not None and length and begin >= 0 and length > 0:
            found.append((begin * 2, (begin + length) * 2, shown, text_of(entity, "url")))
    at = 0
    for begin, end, kind, url in sorted(found):
        if begin < at or begin >= len(data):
            continue
        yield data[at:begin].decode("utf-16-le", "replace")
        shown = data[begin:end].decode("utf-16-le", "replace")
        yield {"type": kind, "text": shown, "href": url}
        at = min(end, len(data))
    yield data[at:].decode("utf-16-le", "replace")


def _reactions(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    given = object_of(told, "reactions")
    for one in dicts(given.get("results") or given.get("reactions")):
        reaction = object_of(one, "reaction")
        emoji = text_of(reaction, "emoticon") or text_of(one, "emoji") or text_of(one, "reaction")
        yield {"emoji": emoji, "count": integer(one.get("count"))}


def _sent(told: Mapping[str, Any]) -> dict[str, Any]:
    media, kind = told.get("media"), ""
    if isinstance(media, dict):
        kind = _snake(text_of(media, "_").removeprefix("MessageMedia")).replace("_", " ")
    else:
        kind = next((one for one in _MEDIA if isinstance(told.get(one), dict)), "")
    file = text_of(told, "file") or text_of(object_of(told, kind or "document"), "file_name")
    source = object_of(told, "fwd_from")
    origin = text_of(source, "from_name") or text_of(source, "post_author")
    origin = origin or text_of(told, "forward_sender_name") or _name(
        object_of(told, "forward_from", "forward_from_chat")
    )  # fmt: skip
    shape: dict[str, Any] = {"forwarded_from": origin} if origin else {}
    if kind and kind not in ("web page", "empty"):
        shape |= {"file": file, "media_type": kind}
    return shape | ({"file_name": file} if file else {})


def _service(told: Mapping[str, Any]) -> dict[str, Any]:
    action = object_of(told, "action")
    if action:
        kind = _snake(text_of(action, "_").removeprefix("MessageAction"))
        return {"action": _SERVICES.get(kind, kind), "title": text_of(action, "title")}
    kind = text_of(told, "service").rpartition(".")[2].lower()
    return {"action": kind} if kind else {}
