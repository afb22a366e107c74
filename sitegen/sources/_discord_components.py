"""Pages of discord-html-transcripts: messages of Discord as elements of discord-components.

A message becomes what an export would tell of it in JSON, and its text HTML that sitegen shows.
Pages were made (`hydrate`) or not: then names stand in a script at the top, and texts below the
message itself.

Writer: https://github.com/ItzDerock/discord-html-transcripts, version 3.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import msgspec

from sitegen.sources._chat import is_web, utc_milliseconds
from sitegen.sources._discord import Channel, identifier
from sitegen.sources._discord_page import channel_at
from sitegen.sources._html import Node, attribute, classes, outermost, text_of
from sitegen.sources._html_link import link
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._web import paragraphs

_IN_NAME = re.compile(r"(?:^|/)transcript-(\d{15,20})\b", re.ASCII)
_ICON = re.compile(rb"/icons/(\d{15,20})/")
_PROFILES = b"$discordMessage={profiles:"
_PARENT = "Thread channel in "
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_TIME = re.compile(r"\d{1,15}", re.ASCII)
_MESSAGE = "discord-message, discord-system-message"
_PREFIX = re.compile(r"^ms?-")
_BESIDE = frozenset({
    "discord-reply", "discord-command", "discord-attachments", "discord-embed",
    "discord-reactions", "discord-thread",
})  # fmt: skip
_OF_EMBED = ("discord-embed-description", "discord-embed-field", "discord-embed-footer")
_TAGS = {
    "discord-bold": "strong", "discord-italic": "em", "discord-underlined": "u",
    "discord-inline-code": "code", "discord-quote": "blockquote",
}  # fmt: skip
_DECOR = frozenset({
    "discord-message-icon", "discord-message-timestamp", "discord-message-edited",
    "discord-field-title", "discord-footer-image", "discord-footer-separator",
})  # fmt: skip


class _Profile(msgspec.Struct):
    author: str = ""
    bot: bool | None = None


Profiles = Mapping[str, _Profile]


# The page


def profiles_of(preamble: bytes) -> Profiles:
    """Names by the ids of their people; made pages tell none."""
    at = preamble.find(_PROFILES)
    if at < 0:
        return {}
    told, _, _ = preamble[at + len(_PROFILES) :].partition(b"</script>")
    try:
        return msgspec.json.decode(told.rstrip().removesuffix(b"}"), type=dict[str, _Profile])
    except (msgspec.MsgspecError, RecursionError):
        return {}


def component_place(root: Node | None, name: str, preamble: bytes) -> tuple[Channel, bool]:
    """The channel of a page, and whether messages of it can be linked to."""
    header = root.css_first("discord-header") if root else None
    server, path, topic = "", "", ""
    if header is not None:
        server, path = attribute(header, "guild"), attribute(header, "channel").replace(" / ", " ")
        topic = text_of(header)
    _, is_thread, parent = topic.partition(_PARENT)
    if is_thread and path:
        path = f"{server} / {parent.replace(' / ', ' ')} / {path}"
    own = _IN_NAME.search(name)
    icon = _ICON.search(preamble)
    guild = icon[1].decode() if icon else ""
    return channel_at(server, path, name, guild, own[1] if own else "")


# Messages


def component_message(root: Node, profiles: Profiles) -> Iterator[tuple[dict[str, Any], Node]]:
    """The message of a part as JSON would tell it, without its text; and its element."""
    node = root.css_first(_MESSAGE)
    number = identifier(_PREFIX.sub("", attribute(node, "id"))) if node else ""
    if node is None or not number:
        return
    profile = profiles.get(attribute(node, "profile")) or _Profile()
    is_notice = node.tag == "discord-system-message"
    shown = node.css_first("i" if is_notice else ".discord-author-username")
    name = attribute(node, "author") or profile.author or (text_of(shown) if shown else "")
    about = None if is_notice else node.css_first(".discord-author-info")
    tag = about.css_first(".discord-application-tag") if about else None
    reply = node.css_first("discord-reply")
    answered = reply.css_first("[data-goto]") if reply else None
    told = {
        "id": number,
        "type": "ChannelPinnedMessage" if is_notice else "Default",
        "author": {"name": name, "isBot": bool(profile.bot) or tag is not None},
        "reference": {"messageId": attribute(answered, "data-goto") if answered else ""},
        "reactions": list(_reactions(node)),
    }
    yield told, node


def _reactions(node: Node) -> Iterator[dict[str, Any]]:
    for one in node.css("discord-reaction"):
        count = _COUNT.fullmatch(attribute(one, "count"))
        yield {"emoji": {"name": attribute(one, "name")}, "count": int(count[0]) if count else 1}


# Texts


def component_body(node: Node) -> str:
    """The text of a message as HTML, and below it what hangs from it."""
    parts = [
        f"<p><i>In answer to {escape(attribute(found, 'command'))}</i></p>"
        for found in node.css("discord-command")
    ]
    text = node.css_first(".discord-message-markup") or node
    parts.append(paragraphs(rewritten(text.html or "", "", _rule).strip()))
    parts += [_attachment(found) for found in node.css("discord-attachment")]
    parts += [_embed(found) for found in outermost(node, lambda one: one.tag == "discord-embed")]
    parts += [paragraphs(_inside(found)) for found in outermost(node, _is_components)]
    for found in node.css("discord-thread"):
        more = f"{attribute(found, 'name')} ({attribute(found, 'cta')})"
        parts.append(f"<p>Thread: {escape(more)}</p>")
    return "".join(parts)


def _is_components(node: Node) -> bool:
    return node.tag == "discord-attachments" and attribute(node, "slot") == "components"


def _inside(node: Node) -> str:
    """What an element holds, which is itself no word of a text."""
    return rewritten("".join(step.node.html or "" for step in below(node)), "", _rule).strip()


def _rule(step: Step) -> Written | None:
    """Elements of discord-components as those of texts; what they made of themselves is left."""
    node, tag = step.node, step.node.tag or ""
    if tag in _BESIDE or not _DECOR.isdisjoint(classes(node)):
        return Written()
    if tag in _TAGS and "hydrated" not in classes(node):  # else the element of texts is inside
        return Written(f"<{_TAGS[tag]}>", below(node), f"</{_TAGS[tag]}>")
    if tag == "discord-spoiler":
        return Written('<span class="spoiler">', below(node), "</span>")
    if tag == "discord-code-block":
        return Written(f"<pre><code>{escape(attribute(node, 'code'))}</code></pre>")
    if tag == "discord-mention":
        sign = "@" if attribute(node, "type") in ("user", "role", "") else "#"
        return Written(sign + escape(text_of(node).lstrip("@#").strip()))
    if tag == "discord-custom-emoji":
        name = attribute(node, "name")
        return Written(escape(f":{name}:" if name.isascii() else name))
    if tag == "discord-time":
        return Written(escape(_time(attribute(node, "timestamp")) or text_of(node)))
    if tag in ("discord-button", "button") and (address := attribute(node, "url")):
        return Written(link(address, text_of(node)) + " " if is_web(address) else "")
    if tag == "img":
        return Written(escape(attribute(node, "alt")))
    if tag.startswith("discord-") or tag in ("div", "span", "button"):
        return Written("", below(node), " " if tag.endswith("button") else "")
    if tag == "a" and not is_web(attribute(node, "href")):
        return Written("", below(node), "")
    return None


def _time(told: str) -> str:
    when = utc_milliseconds(int(told)) if _TIME.fullmatch(told) else None
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else ""


def _attachment(node: Node) -> str:
    address, size = attribute(node, "url"), attribute(node, "size")
    name = attribute(node, "alt") or address[:2000].rpartition("/")[2] or "a file"
    name += f" ({size})" if size else ""
    return f"<p>Attached: {link(address, name) if is_web(address) else escape(name)}</p>"


def _embed(node: Node) -> str:
    lines = []
    for name, address in (("author-name", "author-url"), ("embed-title", "url")):
        if shown := attribute(node, name):
            to = attribute(node, address)
            lines.append(f"<p>{link(to, shown) if is_web(to) else escape(shown)}</p>")
    for part in outermost(node, lambda one: one.tag in _OF_EMBED):
        if title := attribute(part, "field-title"):
            lines.append(f"<p>{escape(title)}</p>")
        lines.append(paragraphs(_inside(part)))
    if is_web(address := attribute(node, "image")):
        lines.append(f"<p>{link(address, 'image')}</p>")
    return f"<blockquote>{''.join(lines)}</blockquote>" if lines else ""
