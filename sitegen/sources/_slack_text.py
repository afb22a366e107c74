"""The text of a Slack message: what it says, with names for ids, and what hangs from it.

All of it is mrkdwn again, Slack's own markup: an id in angle brackets gets the label that Slack
itself would write there, files and previews of links become lines.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.sources._chat import dicts, is_web, size, text_of

_ID = re.compile(r"<([@#])([A-Z0-9]{3,32})(?:\|([^<>\n]*))?>")
_BREAKS = re.compile(r"\s*\n\s*")
_STYLES = (("code", "`"), ("bold", "*"), ("italic", "_"), ("strike", "~"))
_GONE_FILES = {
    "tombstone": "a file that was deleted",
    "hidden_by_limit": "a file that is hidden by a limit of the workspace",
}
_MOST_BLOCKS = 200


def body(message: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """`names` are those of people and channels by their ids."""
    text = text_of(message, "text") or "\n".join(_of_blocks(message.get("blocks")))
    parts = [text, *_attachments(message.get("attachments")), *_files(message)]
    return with_names("\n".join([part for part in parts if part.strip()]), names)


def with_names(text: str, names: Mapping[str, str]) -> str:
    """The text with the name of a person or a channel beside each id that has none."""
    if "<@" not in text and "<#" not in text:
        return text
    return _ID.sub(lambda found: _named(found, names), text)


def _named(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, identifier, label = found.groups()
    name = label or escaped(names.get(identifier, ""))
    return f"<{sign}{identifier}|{name}>" if name else f"<{sign}{identifier}>"


def escaped(text: str) -> str:
    """Plain words as they stand in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(address: str, words: str) -> str:
    words = _BREAKS.sub(" ", words)
    safe = escaped(address).replace("|", "%7C").replace("\n", "")
    return f"<{safe}|{escaped(words)}>" if is_web(address) and safe else escaped(words)


# Files


def _files(message: Mapping[str, Any]) -> Iterator[str]:
    for file in [*dicts(message.get("files")), *dicts([message.get("file")])]:
        yield _file(file)


def _file(file: Mapping[str, Any]) -> str:
    mode = text_of(file, "mode")
    if mode in _GONE_FILES:
        return f"[{_GONE_FILES[mode]}]"
    name = text_of(file, "title") or text_of(file, "name") or "a file"
    address = next(
        (text_of(file, key) for key in ("permalink", "url_private") if is_web(text_of(file, key))),
        "",
    )
    kind = text_of(file, "pretty_type") or text_of(file, "mimetype")
    told = ", ".join([word for word in (escaped(kind), size(file.get("size"))) if word])
    return f"Attached: {link(address, name)}{f' ({told})' if told else ''}"


# Attachments: previews of links, and what programs post


def _attachments(value: object) -> Iterator[str]:
    for told in dicts(value)[:_MOST_BLOCKS]:
        if pretext := text_of(told, "pretext"):
            yield pretext
        lines = [line for part in _attachment(told) if part for line in part.split("\n")]
        yield "\n".join([f"&gt; {line}" for line in lines])


def _attachment(told: Mapping[str, Any]) -> Iterator[str]:
    yield escaped(text_of(told, "author_name") or text_of(told, "service_name"))
    if title := text_of(told, "title"):
        address = text_of(told, "title_link") or text_of(told, "from_url")
        yield link(address, title) if is_web(address) else f"*{title}*"
    text = text_of(told, "text") or "\n".join(_of_blocks(told.get("blocks")))
    if not text:
        for wrapped in dicts(told.get("message_blocks")):
            inner = wrapped.get("message")
            text += "\n".join(_of_blocks(inner.get("blocks") if isinstance(inner, dict) else None))
    yield text
    for field in dicts(told.get("fields")):
        yield ": ".join([part for key in ("title", "value") if (part := text_of(field, key))])
    picture = text_of(told, "image_url")
    if is_web(picture):
        yield link(picture, "image")
    yield from _files(told)
    if not (text or text_of(told, "title") or told.get("fields") or picture):
        yield "" if text_of(told, "pretext") else text_of(told, "fallback")


# Blocks, where a message has no text beside them


def _of_blocks(value: object) -> Iterator[str]:
    for told in dicts(value)[:_MOST_BLOCKS]:
        if told.get("type") == "rich_text":
            for part in dicts(told.get("elements"))[:_MOST_BLOCKS]:
                yield _rich(part)
            continue
        for part in (told, *dicts(told.get("fields")), *dicts(told.get("elements"))):
            inner = part.get("text")
            text = text_of(inner, "text") if isinstance(inner, dict) else text_of(part, "text")
            if text:
                yield text
            if is_web(text_of(part, "image_url")):
                yield link(part["image_url"], text_of(part, "alt_text") or "image")


def _rich(part: Mapping[str, Any]) -> str:
    kind = part.get("type")
    elements = dicts(part.get("elements"))
    if kind == "rich_text_list":
        ordered = part.get("style") == "ordered"
        return "\n".join(
            [
                f"{f'{number}.' if ordered else '•'} {_rich_line(item)}"
                for number, item in enumerate(elements, 1)
            ]
        )
    text = _rich_line(part)
    if kind == "rich_text_preformatted":
        return f"```{text}```"
    if kind == "rich_text_quote":
        return "\n".join([f"&gt; {line}" for line in text.split("\n")])
    return text.removesuffix("\n")


def _rich_line(part: Mapping[str, Any]) -> str:
    return "".join([_rich_word(element) for element in dicts(part.get("elements"))])


def _rich_word(told: Mapping[str, Any]) -> str:
    kind, text = told.get("type"), text_of(told, "text")
    if kind == "text":
        style = told.get("style")
        if isinstance(style, dict) and text.strip():
            for name, sign in _STYLES:
                if style.get(name) is True:
                    return f"{sign}{escaped(text)}{sign}"
        return escaped(text)
    if kind == "link":
        return link(text_of(told, "url"), text or text_of(told, "url"))
    if kind in ("user", "channel"):
        return f"<{'@' if kind == 'user' else '#'}{text_of(told, f'{kind}_id')}>"
    if kind == "emoji":
        return f":{text_of(told, 'name')}:"
    if kind == "broadcast":
        return f"<!{text_of(told, 'range')}>"
    return escaped(text or text_of(told, "fallback"))
