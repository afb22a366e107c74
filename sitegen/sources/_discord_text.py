"""The text of a Discord message as its export tells it, with what hangs from it as lines.

All of it is Discord's Markdown: files and stickers become lines, embeds and forwarded messages
quotes. Names of files are words of people and are escaped.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.sources._chat import dicts, is_web, size, text_of

_SIGNS = re.compile(r"([\\`*_\[\]()|~<>#])")
_PERSON = re.compile(r"<@!?(\d{1,20})>")
_SPOILER = "SPOILER_"
_FENCE = "```"


def body(message: Mapping[str, Any]) -> str:
    content = text_of(message, "content")
    if "<@" in content:
        content = _with_names(content, message)
    parts = [content, *_hanging(message, content)]
    forwarded = message.get("forwardedMessage")
    if isinstance(forwarded, dict):
        inner = text_of(forwarded, "content")
        parts += ["Forwarded:", _quoted("\n".join([inner, *_hanging(forwarded, inner)]))]
    return "\n".join([part for part in parts if part.strip()])


def escaped(words: str) -> str:
    """Plain words as they stand in Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))


def link(address: str, words: str) -> str:
    """A link; words alone where the address is that of a file beside the export."""
    if not is_web(address) or any(sign in address for sign in "<>\n"):
        return escaped(words)
    return f"[{escaped(words)}](<{address.replace(chr(92), '%5C')}>)"


def _with_names(content: str, message: Mapping[str, Any]) -> str:
    names = {
        text_of(person, "id"): text_of(person, "nickname") or text_of(person, "name")
        for person in dicts(message.get("mentions"))
    }

    def named(found: re.Match[str]) -> str:
        name = names.get(found[1])
        return f"@{escaped(name)}" if name else found.group()

    return _PERSON.sub(named, content)


def _hanging(told: Mapping[str, Any], content: str) -> Iterator[str]:
    for file in dicts(told.get("attachments")):
        yield _attachment(file)
    for sticker in dicts(told.get("stickers")):
        yield f"Sticker: {escaped(text_of(sticker, 'name') or 'without a name')}"
    for embed in dicts(told.get("embeds")):
        yield _quoted("\n".join([line for line in _embed(embed, content) if line.strip()]))


def _attachment(file: Mapping[str, Any]) -> str:
    name = text_of(file, "fileName") or "a file"
    shown = link(text_of(file, "url"), name.removeprefix(_SPOILER) or name)
    amount = size(file.get("fileSizeBytes"))
    line = f"Attached: {shown}{f' ({amount})' if amount else ''}"
    return f"||{line}||" if name.startswith(_SPOILER) else line


def _embed(told: Mapping[str, Any], content: str) -> Iterator[str]:
    author = told.get("author")
    if isinstance(author, dict) and (name := text_of(author, "name")):
        yield link(text_of(author, "url"), name)
    title, address = text_of(told, "title"), text_of(told, "url")
    if title:
        yield link(address, title) if is_web(address) else f"**{title}**"
    elif address and address not in content:
        yield link(address, address)
    yield text_of(told, "description")
    for field in dicts(told.get("fields")):
        yield f"**{text_of(field, 'name')}** {text_of(field, 'value')}"
    pictures = [*dicts(told.get("images")), *dicts([told.get("image")])]
    addresses = [text_of(p, "canonicalUrl") or text_of(p, "url") for p in pictures]
    for picture in dict.fromkeys(addresses):
        if is_web(picture) and picture not in content:
            yield link(picture, "image")
    footer = told.get("footer")
    if isinstance(footer, dict):
        yield text_of(footer, "text")


def _quoted(text: str) -> str:
    text = text.replace(_FENCE, r"\`\`\`").strip("\n")
    return "\n".join([f"> {line}" for line in text.split("\n")]) if text else ""
