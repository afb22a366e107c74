"""Messages of rooms of Rocket.Chat and Gitter, in the shape of `_chat_records`.

Rocket.Chat: https://developer.rocket.chat/apidocs/message-object and what `channels.messages`,
`groups.messages` and `im.messages` answer; mongoexport writes the same with dates as objects.
Gitter: https://developer.gitter.im/docs/messages-resource.
Neither tells the name of a room: it is that of the file.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sitegen.sources._chat import dicts, number_of, object_of, text_of, utc_milliseconds
from sitegen.sources._chat_told import EARLIER, Told
from sitegen.sources._times import utc_iso

_ROCKET, _GITTER = frozenset({"_id", "rid", "msg", "ts", "u"}), frozenset({"id", "text", "sent"})
_WHERE_GITTER = frozenset({"fromUser", "readBy", "unread"})
_SYSTEM = {
    "uj": "joined", "ul": "left", "au": "added {}", "ru": "removed {}", "rm": "removed a message",
    "r": "named the room {}", "room_changed_topic": "set the topic: {}", "ut": "joined the talk",
    "room_changed_description": "set the description: {}", "message_pinned": "pinned a message",
    "room_changed_announcement": "set the announcement: {}", "discussion-created": "began: {}",
    "subscription-role-added": "has a role: {}", "subscription-role-removed": "lost a role: {}",
}  # fmt: skip


def is_rocket(keys: frozenset[str]) -> bool:
    return keys >= _ROCKET


def is_gitter(keys: frozenset[str]) -> bool:
    return keys >= _GITTER and len(keys & _WHERE_GITTER) > 1


def rooms(value: Mapping[str, Any]) -> Iterator[tuple[str, Told]] | None:
    """(place, message) for each message of a room; None where this holds none."""
    held = value.get("messages")
    if isinstance(held, list) and any(is_rocket(frozenset(one)) for one in dicts(held)):
        return _page(held)
    if is_rocket(frozenset(value)):
        return iter([("", _rocket(value))])
    if is_gitter(frozenset(value)):
        return iter([("", _gitter(value))])
    return None


def _page(held: list[object]) -> Iterator[tuple[str, Told]]:
    """A page, the oldest first: servers answer the newest first, and answers name older ones."""
    told = [
        (
            f".messages[{index}]",
            _rocket(one)
            if isinstance(one, dict)
            else Told(site="rocketchat", why="not a message of Rocket.Chat"),
        )
        for index, one in enumerate(held)
    ]
    return iter(sorted(told, key=lambda one: one[1].created.timestamp() if one[1].created else 0))


def _time(value: object) -> datetime | None:
    """A time as the API tells it, or as mongoexport does: an object, with milliseconds in it."""
    inner = object_of({"": value}, "").get("$date", value)
    inner = object_of({"": inner}, "").get("$numberLong", inner)
    return utc_iso(inner) or (utc_milliseconds(inner) if number_of(inner) else None)


def _rocket(told: Mapping[str, Any]) -> Told:
    kind, said = text_of(told, "t"), text_of(told, "msg")
    is_notice = bool(kind) and kind not in ("discussion", "e2e")
    if is_notice:
        known = _SYSTEM.get(kind)
        said = known.format(said).strip() if known else kind.replace("_", " ").replace("-", " ")
    files = [*_attached(told)]
    own = text_of(told, "_id")
    is_earlier = told.get("_hidden") is True
    return Told(
        site="rocketchat",
        chat=text_of(told, "rid") or "chat",
        id="" if is_earlier else own,
        why=EARLIER if is_earlier else "" if own else "a message without a usable id",
        author=text_of(object_of(told, "u"), "username") or text_of(object_of(told, "u"), "name"),
        created=_time(told.get("ts")),
        edited=_time(told.get("editedAt")),
        text="\n\n".join(filter(None, (said, *files))),
        markup="plain" if is_notice else "markdown",
        answered=text_of(told, "tmid"),
        given=tuple(
            (name, len(who))
            for name, one in object_of(told, "reactions").items()
            if isinstance(one, dict) and isinstance(who := one.get("usernames"), list)
        ),
        is_gone=kind == "rm",
        is_notice=is_notice,
        is_direct=kind == "e2e",
    )


def _attached(told: Mapping[str, Any]) -> Iterator[str]:
    """What stands below a message: files by their names, quotes and cards by their words."""
    for one in dicts(told.get("attachments")):
        title, text = text_of(one, "title"), text_of(one, "text") or text_of(one, "description")
        is_quote = bool(text_of(one, "message_link"))
        if title and not is_quote:
            yield f"Attached: {title}"
        if text:
            who = text_of(one, "author_name")
            lead = f"{who}: " if who else ""
            yield "> " + (lead + text).replace("\n", "\n> ") if is_quote else text
    if not dicts(told.get("attachments")) and (name := text_of(object_of(told, "file"), "name")):
        yield f"Attached: {name}"


def _gitter(told: Mapping[str, Any]) -> Told:
    own, user = text_of(told, "id"), object_of(told, "fromUser")
    return Told(
        site="gitter",
        id=own,
        why="" if own else "a message without a usable id",
        author=text_of(user, "username") or text_of(user, "displayName"),
        created=utc_iso(told.get("sent")),
        edited=utc_iso(told.get("editedAt")),
        text=text_of(told, "text"),
        markup="markdown",
        answered=text_of(told, "parentId"),
        is_gone=not text_of(told, "text") and bool(told.get("editedAt")),
    )
