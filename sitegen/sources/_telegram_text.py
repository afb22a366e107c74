"""The text of a message of Telegram as HTML: its pieces, and what was sent with it."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sitegen.sources._chat import dicts, is_web, size, text_of

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "spoiler": "span", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
_ABSENT = "(File "  # "(File not included. Change data exporting settings to download.)"
_SAID = {
    "create_group": "created the group", "create_channel": "created the channel",
    "edit_group_title": "changed the name of the group", "pin_message": "pinned a message",
    "edit_group_photo": "changed the picture of the group", "invite_members": "invited members",
    "join_group_by_link": "joined by a link", "join_group_by_request": "joined on request",
    "remove_members": "removed members", "migrate_from_group": "made this of a group",
    "migrate_to_supergroup": "made the group a supergroup", "phone_call": "called",
    "group_call": "began a call", "clear_history": "cleared the history",
    "topic_edit": "changed the topic", "score_in_game": "played a game",
}  # fmt: skip


def body(told: Mapping[str, Any]) -> str:
    lines = list(_before(told))
    text = "".join(map(_piece, _pieces(told))).strip("\n")
    if text:
        lines.append(f"<p>{text}</p>".replace("\n\n", "</p><p>").replace("\n", "<br>"))
    if text_of(told, "type") == "service" and told.get("action") != "topic_created":
        lines += _service(told)
    return "".join([*lines, *_sent(told)])


def _pieces(told: Mapping[str, Any]) -> list[Any]:
    text = told.get("text")
    pieces = text if isinstance(text, list) else [text] if isinstance(text, str) and text else []
    return pieces or dicts(told.get("text_entities"))


def _piece(piece: object) -> str:
    if isinstance(piece, str):
        return escape(piece)
    if not isinstance(piece, dict):
        return ""
    kind, shown = text_of(piece, "type"), escape(text_of(piece, "text"))
    if kind == "pre":
        return f"</p><pre><code>{shown}</code></pre><p>".replace("\n", "&#10;")
    address = text_of(piece, "href" if kind == "text_link" else "text")
    if kind in ("text_link", "link") and is_web(address):
        return f'<a href="{escape(address)}">{shown}</a>'
    tag = _TAGS.get(kind)
    if tag == "blockquote":
        return f"</p><blockquote>{shown}</blockquote><p>"
    return f"<{tag}>{shown}</{tag}>" if tag else shown


def _before(told: Mapping[str, Any]) -> Iterator[str]:
    if source := text_of(told, "forwarded_from"):
        yield f"<p><i>Forwarded from {escape(source)}</i></p>"


def _service(told: Mapping[str, Any]) -> Iterator[str]:
    action = text_of(told, "action")
    said = _SAID.get(action) or action.replace("_", " ")
    people = [name for name in told.get("members") or () if isinstance(name, str)]
    more = ", ".join(people) or text_of(told, "title")
    yield f"<p>{escape(f'{said}: {more}' if more else said)}</p>"


def _sent(told: Mapping[str, Any]) -> Iterator[str]:
    """What was sent with the text: named, for it lies beside the export or nowhere."""
    name = text_of(told, "file_name") or text_of(told, "file").rpartition("/")[2]
    kind = text_of(told, "media_type").replace("_", " ") or "file"
    if "photo" in told:
        name, kind = text_of(told, "photo").rpartition("/")[2], "photo"
    if name or "photo" in told or "file" in told:
        shown = "" if name.startswith(_ABSENT) or _ABSENT in name else name
        amount = size(told.get("photo_file_size") or told.get("file_size"))
        emoji = text_of(told, "sticker_emoji")
        words = " ".join(filter(None, (shown or kind, emoji, f"({amount})" if amount else "")))
        yield f"<p>Attached: {escape(words)}</p>"
    poll = told.get("poll")
    if isinstance(poll, dict):
        answers = "".join(
            f"<li>{escape(text_of(one, 'text'))}: {escape(str(one.get('voters', 0)))}</li>"
            for one in dicts(poll.get("answers"))
        )
        yield f"<p>Poll: {escape(text_of(poll, 'question'))}</p><ul>{answers}</ul>"
    place = told.get("location_information")
    if isinstance(place, dict):
        where = f"{place.get('latitude')}, {place.get('longitude')}"
        yield f"<p>Place: {escape(where)}</p>"
