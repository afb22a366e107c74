"""The text of a message of Matrix: HTML, else plain words; what old clients quote is left out.

Kinds of messages: https://spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sitegen.model import Body
from sitegen.sources._chat import dicts, size, text_of
from sitegen.sources._matrix import inner

_HTML = "org.matrix.custom.html"
_FILES = frozenset({"m.image", "m.file", "m.audio", "m.video"})
_QUOTE, _END = "<mx-reply>", "</mx-reply>"
_POLL = "org.matrix.msc3381.poll.start"
_WORDS = ("body", "org.matrix.msc1767.text", "m.text")


def body(kind: str, content: Mapping[str, Any], name: str | None, *, answers: bool) -> Body:
    """What an event of a kind says; `name` is who does; `answers` says that a quote may precede."""
    if kind == "m.room.name":
        return Body(f"The room is called: {text_of(content, 'name')}")
    if kind == "m.room.topic":
        return Body(f"The room's topic: {text_of(content, 'topic')}")
    if kind == "m.sticker":
        return Body(f"Sticker: {text_of(content, 'body')}")
    if kind != "m.room.message":
        return Body("\n".join(_poll(content)).rstrip())
    msgtype = text_of(content, "msgtype")
    own = text_of(content, "filename")
    file = (own or text_of(content, "body") or "file") if msgtype in _FILES else ""
    said = "" if file and own in ("", text_of(content, "body")) else text_of(content, "body")
    html = text_of(content, "formatted_body") if text_of(content, "format") == _HTML else ""
    begins = f"* {name} " if msgtype == "m.emote" else ""
    ends = [f"Attached: {' '.join(filter(None, (file, _size(content))))}"] if file else []
    if msgtype == "m.location" and (place := text_of(content, "geo_uri")):
        ends.append(place)
    if html and (said or not file):
        if html.lstrip().startswith(_QUOTE) and (end := html.find(_END)) > 0:
            html = html[end + len(_END) :]
        return Body(
            escape(begins) + html + "".join(f"<p>{escape(one)}</p>" for one in ends), "html"
        )
    said = without_quote(said) if answers else said
    return Body("\n\n".join(filter(None, (begins + said, *ends))))


def without_quote(text: str) -> str:
    """A text without the lines that quote what it answers: "> <@ada:example.org> …"."""
    if not text.startswith(("> <@", "> * <@")):
        return text
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[first:]).lstrip("\n") if first < len(lines) else text


def _size(content: Mapping[str, Any]) -> str:
    told = size(inner(content, "info").get("size"))
    return f"({told})" if told else ""


def _poll(content: Mapping[str, Any]) -> Iterator[str]:
    told = inner(content, "m.poll") or inner(content, _POLL)
    yield f"Poll: {_words(inner(told, 'question'))}"
    for answer in dicts(told.get("answers")):
        yield f"• {_words(answer)}"


def _words(told: Mapping[str, Any]) -> str:
    for name in _WORDS:
        value = told.get(name)
        if isinstance(value, str):
            return value
        if words := [text_of(one, "body") for one in dicts(value)]:
            return words[0]
    return ""
