"""imessage-html: a chat of iMessage, as imessage-exporter writes it as a page.

Later versions name messages by the ids that the phone gave them; in earlier ones ids follow from
time, author and words.

Writer: imessage-exporter/src/exporters/html.rs of https://github.com/ReagentX/imessage-exporter
"""

import re
from collections.abc import Iterator
from html import escape

from sitegen.model import Problem, Record
from sitegen.sources._chat import is_web
from sitegen.sources._html import (
    Node,
    attribute,
    children,
    classes,
    inside,
    looks_like_html,
    page,
    text_of,
    walk,
)
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._imessage import Chat, Told
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MESSAGE = re.compile(
    rb'<div class="message"[^<>]{0,100}>\s{0,99}<div class="(?:sent [^"<>]{0,40}|received)">'
    rb'\s{0,99}<p><span class="timestamp">'
)
_GUID = re.compile(r"sms://open\?message-guid=([0-9A-Za-z-]{1,80})")
_BOXES = frozenset({"message", "announcement", "message_part", "replies"})
_SIDES = frozenset({"sent", "received"})
_APART = frozenset({"replies", "reply_context", "reply_anchor"})
_UNSEEN = frozenset({"head", "style", "script", "title", "noscript", "template"})
_LOAD = "Click to download "


def _sniff(head: Head) -> bool:
    return looks_like_html(head.data) and _MESSAGE.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None:
        yield Problem("", "no page")
        return
    chat = Chat(dump.name, "html")
    for node, begins in walk(root, lambda node: not _is_box(node) and node.tag not in _UNSEEN):
        if begins and node.is_text_node:
            yield from _outside(node.text_content or "")
        elif begins and _is_box(node):
            yield from _of_box(chat, node)


def _is_box(node: Node) -> bool:
    return node.is_element_node and not _BOXES.isdisjoint(classes(node))


def _of_box(chat: Chat, box: Node) -> Iterator[Record]:
    kinds = classes(box)
    if "announcement" in kinds:
        yield from chat.said(_notice(box))
    elif "message" in kinds:
        yield from chat.said(_message(box))
        yield from _answers(chat, box)
    elif "replies" in kinds:  # one end tag too many stands before them
        yield from _answers(chat, box)
    else:
        yield from _outside(text_of(box))


def _outside(text: str) -> Iterator[Problem]:
    if words := " ".join(text.split()):
        yield Problem("", f"words that stand outside of a message: {words[:60]!r}")


def _answers(chat: Chat, box: Node) -> Iterator[Record]:
    """The messages that stand in another one; those below them answer the same."""
    for answer in box.css("div.message"):
        if answer.mem_id != box.mem_id:
            yield from chat.said(_message(answer), below=True)
    for holder in box.css("div.replies, div.reply"):
        yield from _outside(" ".join(map(_words, _bare(holder))))


def _notice(box: Node) -> Told:
    time = box.css_first("span.timestamp")
    shown = text_of(time) if time else ""
    return Told(shown, "", escape(text_of(box).removeprefix(shown).strip()), notice=True)


def _message(box: Node) -> Told:
    time = author = guid = ""
    again = torn = False
    labels: list[str] = []
    given: dict[str, int] = {}
    parts: list[str] = []
    for child in _children(box):
        if child.is_text_node:
            parts.append(f"<div>{escape(words)}</div>" if (words := _words(child)) else "")
            continue
        kinds = classes(child)
        shown = child.css_first("span.timestamp") if child.tag == "p" and not time else None
        if shown:
            link, sender = shown.css_first("a[href]"), child.css_first("span.sender")
            found = _GUID.match(attribute(link, "href")) if link else None
            time, guid = text_of(shown), found[1] if found else ""
            author = text_of(sender) if sender else ""
            parts += [
                f"<div>{escape(words)}</div>" for node in _bare(child) if (words := _words(node))
            ]
        elif "tapbacks" in kinds or "reactions" in kinds:
            for name in child.css("b"):
                given[text_of(name)] = given.get(text_of(name), 0) + 1
            stickers = len(child.css("img"))
            if stickers:
                given["sticker"] = stickers
        elif "expressive" in kinds:
            labels.append(text_of(child))
        elif not _APART.isdisjoint(kinds):
            again = again or "reply_context" in kinds
        elif child.css_first("div.message"):  # told by itself
            torn = True
        elif child.tag != "hr":
            parts.append(_part(child))
    text = "".join(parts)
    return Told(time, author, text, guid, given, tuple(labels), again=again, where=guid, torn=torn)


def _children(box: Node) -> Iterator[Node]:
    """What a message holds, whether or not it stands in the box of its side."""
    for node in children(box):
        if node.is_element_node and not _SIDES.isdisjoint(classes(node)):
            yield from children(node)
        else:
            yield node


def _bare(node: Node) -> list[Node]:
    return [child for child in children(node) if child.is_text_node]


def _words(node: Node) -> str:
    return " ".join((node.text_content or "").split())


def _part(node: Node) -> str:
    """The HTML of a part: its lines are lines, files are told by name."""
    html = inside(node)
    if bubble := node.css_first("span.bubble"):
        html = html.replace(bubble.html or "", inside(bubble).replace("\n", "<br>"), 1)
    return f"<div>{written}</div>" if (written := rewritten(html, "", _rule).strip()) else ""


def _rule(step: Step) -> Written | None:
    node = step.node
    if node.tag in ("img", "video", "audio"):
        holder = node if attribute(node, "src") else node.css_first("source[src]")
        address = attribute(holder, "src") if holder else ""
        if address and not is_web(address):
            name = re.split(r"[/\\]", address)[-1]
            return Written(f"Attached: {escape(name)}", (), "")
    if node.tag == "a" and not is_web(attribute(node, "href")):
        words = text_of(node)
        if words.startswith(_LOAD):
            return Written(f"Attached: {escape(words.removeprefix(_LOAD))}", (), "")
        return Written("", below(node), "")
    return None


SOURCE = Source(
    name="imessage-html",
    title="iMessage chats, as imessage-exporter writes them as pages",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
