"""Pages of DiscordChatExporter: what they tell of their channel and of each message.

A message becomes what the same export would tell of it in JSON, and its text HTML that sitegen
shows. Older pages call the same things otherwise.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from html import escape
from typing import Any

from sitegen import possessive
from sitegen.entities import unescape
from sitegen.sources._chat import is_web
from sitegen.sources._discord import Channel, channel_of, identifier
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._html_link import link
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._web import paragraphs

_IN_NAME = possessive.compiled(r"\[(\d{15,20})\]", re.ASCII)
_ENDING = possessive.compiled(r"(?:\.(?:html?|csv|txt|gz|zst|bz2|xz))+$", re.I)
_PART = possessive.compiled(
    r" \[part \d+\]$| \((?:after|before) [^()]{1,40}\)$|\s*\[\d{15,20}\]", re.I
)
_ICON = possessive.compiled(rb"/icons/(\d{15,20})/")
_GOTO = possessive.compiled(r"scrollToMessage\([^'\"]{0,40}['\"](\d{1,20})['\"]")
_COUNT = possessive.compiled(r"\d{1,9}")
_KIND = possessive.compiled(r"(?:Image|Video|Audio|File): ")
_NAMED = possessive.compiled(r"\b(?:channel:?|server:|from) ([^\n]{1,120}?) \((\d{15,20})\)", re.I)
_LIST_END = possessive.compiled(r"(</?(?:ul|ol|li)>)(?:<br>|\n)")
_HIDDEN = '<span class="spoiler">'
_DIRECT = "Direct Messages"
_AUTHOR = ".chatlog__author, .chatlog__author-name, .chatlog__system-notification-author"
_ACTOR = ".chatlog__header + .chatlog__content > .chatlog__reference-name"
_REPLY = ".chatlog__reply, .chatlog__reference, .chatlog__reference-link"
_BESIDE = {"chatlog__attachment", "chatlog__embed", "chatlog__reactions", "chatlog__sticker"}
_TEXTS = (".chatlog__content", ".chatlog__system-notification-content")
_OF_EMBED = {
    "chatlog__embed-author", "chatlog__embed-author-name", "chatlog__embed-title",
    "chatlog__embed-description", "chatlog__embed-field-name", "chatlog__embed-field-value",
    "chatlog__embed-footer-text", "chatlog__embed-invite-title", "chatlog__embed-invite-guild-name",
}  # fmt: skip


# The channel


def file_channel(name: str) -> tuple[str, str]:
    """(id, what else the name says) of a channel whose export has its usual name."""
    file = name.rpartition("/")[2]
    found = _IN_NAME.findall(file)
    shown = _ENDING.sub("", file)
    while (shorter := _PART.sub("", shown)) != shown:
        shown = shorter
    return found[-1] if found else "", shown.strip()


def place_of(root: Node | None, name: str, preamble: bytes) -> tuple[Channel, bool]:
    """The channel of a page, and whether messages of it can be linked to.

    Its id stands in the file's name, that of its server in the address of the picture.
    """
    entries = [text_of(node) for node in root.css(".preamble__entry")] if root else []
    entries = [entry for entry in entries if entry][:2]
    icon = _ICON.search(preamble)
    guild = icon[1].decode() if icon else ""
    server, path = [*entries, "", ""][:2]
    about = root.css_first("meta[name=description]") if root and not entries else None
    if about is not None and len(told := _NAMED.findall(attribute(about, "content")[:2000])) > 1:
        (path, number), (server, guild) = [(unescape(shown), own) for shown, own in told[:2]]
        return channel_at(server, path.replace(" / ", " "), name, guild, number)
    return channel_at(server, path, name, guild)


def channel_at(
    server: str, path: str, name: str, guild: str = "", number: str = ""
) -> tuple[Channel, bool]:
    """The channel by its server and its place there, "category / channel / thread"; the name of
    the file tells the id that is not told, and the rest where nothing else does."""
    own, shown = file_channel(name)
    number = number or own
    if not server and not path and " - " in shown:  # as exports are named
        server, _, place = shown.partition(" - ")
        path = place.replace(" - ", " / ")
    steps = [step for step in path.split(" / ") if step.strip()] or [shown or "Discord"]
    is_direct = server == _DIRECT
    is_thread = len(steps) > 2 and number != ""
    kind = "DirectTextChat" if is_direct else "GuildPublicThread" if is_thread else "GuildTextChat"
    told = {"id": number, "type": kind, "name": steps[-1], "category": steps[-2:][0]}
    channel = channel_of({"id": guild, "name": server}, told | {"id": number or "1"})
    if channel is None:  # it has an id
        raise AssertionError
    if not number:
        key = blake2b(f"{server}\n{path}\n{shown}".encode("utf-8", "replace"), digest_size=5)
        channel = Channel(f"~{key.hexdigest()}", channel.guild, channel.title, channel.community)
    return channel, bool(number) and (is_direct or bool(guild))


# Messages


def messages(root: Node) -> Iterator[tuple[dict[str, Any], Node]]:
    """The messages of a group as JSON would tell them, without their text; and their elements."""
    author = root.css_first(_AUTHOR)
    reply = root.css_first(_REPLY)
    before = ""
    for index, node in enumerate(root.css("[data-message-id]")):
        number = identifier(attribute(node, "data-message-id"))
        if not number or number == before:  # some writers say it of a message and of its text
            continue
        before = number
        own = node.css_first(_AUTHOR) or author or node.css_first(_ACTOR)
        names = text_of(own) if own else ""
        answered = node.css_first(_REPLY) or (reply if index == 0 else None)
        is_notice = node.css_first(f".chatlog__system-notification-content, {_ACTOR}") is not None
        yield (
            {
                "id": number,
                "type": "ChannelPinnedMessage" if is_notice else "Default",
                "author": {"name": names, "isBot": _is_bot(own)},
                "isPinned": any(name.endswith("--pinned") for name in classes(node)),
                "reference": {"messageId": _answered(answered)},
                "reactions": list(_reactions(node)),
            },
            node,
        )


def _is_bot(author: Node | None) -> bool:
    around = author.parent if author else None
    tag = around.css_first(".chatlog__author-tag, .chatlog__bot-tag") if around else None
    return tag is not None and text_of(tag).casefold() in ("bot", "app")


def _answered(reply: Node | None) -> str:
    link = reply.css_first("[onclick], [data-goto]") if reply else None
    if link is None:
        return ""
    found = _GOTO.search(attribute(link, "onclick")[:200])
    return found[1] if found else identifier(attribute(link, "data-goto"))


def _reactions(node: Node) -> Iterator[dict[str, Any]]:
    for one in node.css(".chatlog__reaction"):
        emoji = one.css_first("img")
        count = one.css_first(".chatlog__reaction-count")
        shown = text_of(count) if count else ""
        number = _COUNT.fullmatch(shown)
        name = attribute(emoji, "alt") if emoji else attribute(one, "title")
        name = name or ("" if emoji else text_of(one).removesuffix(shown).strip())
        yield {"emoji": {"name": name}, "count": int(number[0]) if number else 1}


# Texts


def body(node: Node) -> str:
    """The text of a message as HTML, and below it what hangs from it."""
    texts = [found for selector in _TEXTS for found in node.css(selector)]
    if node.css_first(_ACTOR):
        parts = [f"<p>{escape(text_of(found))}</p>" for found in texts]
    else:
        parts = [paragraphs(rewritten(found.html or "", "", _rule).strip()) for found in texts]
    parts += [_attachment(found) for found in node.css(".chatlog__attachment")]
    parts += [_embed(found) for found in node.css(".chatlog__embed")]
    stickers = (attribute(found, "title") for found in node.css(".chatlog__sticker"))
    parts += [f"<p>Sticker: {escape(name.removeprefix('Sticker: '))}</p>" for name in stickers]
    return _LIST_END.sub(r"\1", "".join(parts))


def _rule(step: Step) -> Written | None:
    """Elements that the exporter made, as those of texts; others are words."""
    node = step.node
    kinds = " ".join(classes(node))
    if not _BESIDE.isdisjoint(classes(node)):
        return Written()  # told of below the text
    if "edited-timestamp" in kinds or "quote-border" in kinds or "quote__border" in kinds:
        return Written()
    if "pre--multiline" in kinds:
        return Written("<pre><code>", below(node), "</code></pre>")
    if "pre--inline" in kinds or "pre-inline" in kinds:
        return Written("<code>", below(node), "</code>")
    if kinds in ("chatlog__markdown-quote", "quote"):
        return Written("<blockquote>", below(node), "</blockquote>")
    above = node.parent
    if "spoiler-text" in kinds and above is not None and "spoiler" in attribute(above, "class"):
        return Written("", below(node), "")
    if "spoiler" in kinds:
        return Written(_HIDDEN, below(node), "</span>")
    if node.tag in ("ul", "ol", "li"):
        return Written(f"<{node.tag}>", below(node), f"</{node.tag}>")
    if node.tag == "img":
        return Written(escape(attribute(node, "alt")))
    if node.tag in ("div", "span") or (node.tag == "a" and not is_web(attribute(node, "href"))):
        return Written("", below(node), "")
    return None


def _attachment(box: Node) -> str:
    shown = box.css_first("[title]")
    anchor = box.css_first("a[href]")
    source = box.css_first("[src]")
    address = attribute(anchor, "href") if anchor else attribute(source, "src") if source else ""
    name = attribute(shown, "title") if shown else text_of(anchor) if anchor else ""
    name = _KIND.sub("", name, count=1) or address.rpartition("/")[2] or "a file"
    size = box.css_first(".chatlog__attachment-generic-size, .chatlog__attachment-filesize")
    name += f" ({text_of(size)})" if size else ""
    line = link(address, name) if is_web(address) else escape(name)
    hidden = any("hidden" in kind or "spoiler" in kind for kind in classes(box))
    return f"<p>Attached: {_HIDDEN if hidden else ''}{line}{'</span>' if hidden else ''}</p>"


def _embed(box: Node) -> str:
    lines = []
    for node, begins in walk(box, lambda node: _OF_EMBED.isdisjoint(classes(node))):
        if begins and node.is_element_node and not _OF_EMBED.isdisjoint(classes(node)):
            words = paragraphs(rewritten(node.html or "", "", _rule).strip())
            above = node.parent
            if above is not None and above.tag == "a" and is_web(attribute(above, "href")):
                words = f"<p>{link(attribute(above, 'href'), text_of(node))}</p>"
            lines.append(words)
    picture = box.css_first("a[href] > img")
    if picture is not None and picture.parent is not None:
        address = attribute(picture.parent, "href")
        if is_web(address):
            lines.append(f"<p>{link(address, 'image')}</p>")
    return f"<blockquote>{''.join(lines)}</blockquote>" if lines else ""
