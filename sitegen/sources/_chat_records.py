"""Messages of chats as several programs write them, in one shape.

chatMessages of Microsoft Teams: https://learn.microsoft.com/graph/api/resources/chatmessage;
envelopes of signal-cli: https://github.com/AsamK/signal-cli (man page signal-cli-jsonrpc); chats of
WhatsApp-Chat-Exporter: https://github.com/KnugiHK/WhatsApp-Chat-Exporter (data_model.py).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sitegen.sources._chat import dicts, object_of, text_of, utc_milliseconds
from sitegen.sources._chat_rooms import rooms
from sitegen.sources._chat_told import RECEIPT, Told
from sitegen.sources._json_records import listed
from sitegen.sources._times import utc_iso, utc_unix

_NUMBER = re.compile(r"[0-9]{1,19}")
_WHATSAPP = re.compile(r"[\w.-]{1,60}@(?:s\.whatsapp\.net|g\.us|lid|broadcast|newsletter)")


def is_teams(keys: frozenset[str]) -> bool:
    return keys >= {"id", "messageType", "body", "createdDateTime"}


def is_signal(envelope: frozenset[str]) -> bool:
    return "timestamp" in envelope and not envelope.isdisjoint(("sourceName", "source"))


def is_whatsapp(told: frozenset[str], inner: frozenset[str]) -> bool:
    return inner >= {"messages", "their_avatar"} and all(map(_WHATSAPP.fullmatch, told))


def messages(value: object) -> Iterator[tuple[str, Told]]:
    """(place, message) for each one that a document holds."""
    if not isinstance(value, dict):
        return
    keys = frozenset(value)
    if (found := rooms(value)) is not None:
        yield from found
        return
    inner = next((one for one in value.values() if isinstance(one, dict)), {})
    if isinstance(value.get("value"), list):
        for index, one in enumerate(value["value"]):
            if isinstance(one, dict):
                yield from _teams(one, f".value[{index}]")
            else:
                yield f".value[{index}]", Told(site="teams", why="not a message of Teams")
    elif is_teams(keys):
        yield from _teams(value, "")
    elif isinstance(value.get("envelope"), dict):
        yield "", _signal(value["envelope"])
    elif isinstance(value.get("params"), dict) and "envelope" in value["params"]:
        yield "", _signal(object_of(value["params"], "envelope"))
    elif is_whatsapp(keys, frozenset(inner)):
        for key, chat in value.items():
            yield from _whatsapp(key, chat)


def _teams(told: dict[str, Any], place: str) -> Iterator[tuple[str, Told]]:
    """A message, and the answers to it that it holds."""
    waiting: list[tuple[object, str]] = [(told, place)]
    while waiting:
        one, where = waiting.pop()
        if not isinstance(one, dict):
            yield where, Told(site="teams", why="not a message of Teams")
            continue
        yield where, _of_teams(one)
        inner = list(enumerate(listed(one.get("replies"))))
        waiting += [(each, f"{where}.replies[{index}]") for index, each in reversed(inner)]


def _of_teams(told: Mapping[str, Any]) -> Told:
    channel, chat = (
        text_of(object_of(told, "channelIdentity"), "channelId"),
        text_of(told, "chatId"),
    )
    sender, body = object_of(told, "from"), object_of(told, "body")
    names = [
        text_of(object_of(sender, key), "displayName") for key in ("user", "application", "device")
    ]
    given = Counter(text_of(one, "reactionType") for one in dicts(told.get("reactions")))
    is_notice = text_of(told, "messageType") not in ("message", "")
    event = text_of(object_of(told, "eventDetail"), "@odata.type").rpartition(".")[2]
    is_html = text_of(body, "contentType").lower() == "html" and not is_notice
    files = [text_of(one, "name") for one in dicts(told.get("attachments"))]
    shown = "<p>Attached: {}</p>" if is_html else "\n\nAttached: {}"
    lines = [shown.format(escape(name) if is_html else name) for name in files if name]
    said = text_of(body, "content") + "".join(lines)
    return Told(
        site="teams",
        chat=channel or chat or "chat",
        id=text_of(told, "id"),
        why="" if text_of(told, "id") else "a message without a usable id",
        author=next(filter(None, names), ""),
        created=utc_iso(told.get("createdDateTime")),
        edited=utc_iso(told.get("lastEditedDateTime")),
        text=(event.removesuffix("EventMessageDetail") or "An event") if is_notice else said,
        markup="html" if is_html else "plain",
        answered=text_of(told, "replyToId"),
        subject=text_of(told, "subject"),
        link=text_of(told, "webUrl"),
        given=tuple(given.items()),
        is_gone=bool(told.get("deletedDateTime")),
        is_notice=is_notice,
        opens=not chat,
    )


def _signal(envelope: Mapping[str, Any]) -> Told:
    sent = object_of(object_of(envelope, "syncMessage"), "sentMessage")
    edit = object_of(object_of(envelope, "editMessage"), "dataMessage")
    said = object_of(envelope, "dataMessage") or sent or edit
    group = object_of(said, "groupInfo")
    files = [
        text_of(one, "filename") or text_of(one, "contentType") or "a file"
        for one in dicts(said.get("attachments"))
    ]
    text = "\n\n".join(
        filter(None, (text_of(said, "message"), *(f"Attached: {one}" for one in files)))
    )
    source = text_of(envelope, "sourceName") or text_of(envelope, "source")
    other = (text_of(sent, "destination") or text_of(sent, "destinationNumber")) if sent else (
        text_of(envelope, "sourceNumber") or text_of(envelope, "source"))  # fmt: skip
    when = said.get("timestamp", envelope.get("timestamp"))
    number = str(when) if isinstance(when, int | str) and not isinstance(when, bool) else ""
    is_text = _NUMBER.fullmatch(number) is not None and bool(text)
    wrong = RECEIPT if said.get("message") is None and not files else "neither text nor time"
    return Told(
        site="signal",
        chat=text_of(group, "groupId") or other or "chat",
        title=text_of(group, "groupName") or ("" if group else other if sent else source),
        id=number if is_text else "",
        why="" if is_text else wrong,
        author=source,
        created=utc_milliseconds(number),
        text=text,
        answered=str(object_of(said, "quote").get("id") or ""),
        is_direct=not group,
    )


def _whatsapp(key: str, chat: object) -> Iterator[tuple[str, Told]]:
    told = object_of(chat, "messages") if isinstance(chat, dict) else None
    if told is None:
        yield f".{key}", Told(site="whatsapp", why="not a chat of WhatsApp")
        return
    name = text_of(chat, "name") if isinstance(chat, dict) else ""
    is_direct = not key.endswith("@g.us")
    for own, one in told.items():
        where = f".{key}.messages.{own}"
        if not isinstance(one, dict):
            yield where, Told(site="whatsapp", why="not a message of WhatsApp")
            continue
        data, is_file = one.get("data"), one.get("media") is True
        said = data if isinstance(data, str) else ""
        caption = text_of(one, "caption")
        kind = text_of(one, "mime") or "a file"
        lines = (
            [caption, f"Attached: {kind} {said.rpartition('/')[2]}"] if is_file else [said, caption]
        )
        given = Counter(str(value) for value in object_of(one, "reactions").values())
        yield (
            where,
            Told(
                site="whatsapp",
                chat=key,
                title=name or key.partition("@")[0],
                id=own,
                author="You"
                if one.get("from_me") is True
                else text_of(one, "sender") or (name if is_direct else ""),
                created=utc_unix(one.get("timestamp")),
                text="\n\n".join(filter(None, lines)),
                markup="html" if one.get("safe") is True and not is_file else "plain",
                answered=str(one.get("reply") or ""),
                given=tuple(given.items()),
                is_direct=is_direct,
                is_notice=one.get("meta") is True,
            ),
        )
