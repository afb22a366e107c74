"""public-inbox-html: pages of threads and messages, as public-inbox writes them (lore.kernel.org).

A page is plain text with links. In that of a thread each message begins with a link whose id is "m"
and a digest of its Message-ID, and ends with one whose id is "e" and that digest; above its text
stand the messages around it, first of all the one that it answers. A page of one message tells its
whole header.

Writer: lib/PublicInbox/View.pm of https://public-inbox.org, of 2018 and of version 1.9.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from sitegen import possessive
from sitegen.model import Problem, Record
from sitegen.sources._html import Node, attribute, looks_like_html, outermost, page, text_of, walk
from sitegen.sources._mail_message import Message
from sitegen.sources._mail_pages import Field, bracketed, message
from sitegen.sources._mail_posts import posts_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OWN = possessive.compiled(rb"_/text/(?:help|mirror|color)/")
_BEGINS = possessive.compiled(
    rb"\bid=[\"']?m[0-9a-f]{40}[\"']?>\*</a>|<pre\s+id=[\"']?b[\"']?>From: "
)
_MARK = possessive.compiled(r"([mer])([0-9a-f]{40})")
_FROM = possessive.compiled(r"^From: (.{0,1000}) @ (\d{4}-\d\d-\d\d) +(\d{1,2}:\d\d) UTC", re.M)
_ANSWERED = possessive.compiled(r"^(?:In-Reply-To|References): (.{1,8000})$", re.M)
_HEADER = possessive.compiled(r"^(From|To|Cc|Subject|Date|Message-ID): (.{0,8000})$", re.M)
_IDENTIFIER = possessive.compiled(r"<([^<>\s]{1,500})>")
_LIST = possessive.compiled(
    r"(?:public inbox for )?([\w.+-]{1,100})[@.]([\w.-]{3,200}?)(?: archive mirror)?"
)
_LONGEST = 64 * 1024  # characters of what stands above a text


class _Text(NamedTuple):
    """The text of an element, and where in it the words of each link begin."""

    words: str
    links: list[tuple[int, Node]]


def _sniff(head: Head) -> bool:
    if not (looks_like_html(head.data) and _OWN.search(head.data)):
        return False
    return bool(_BEGINS.search(head.data))


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    blocks = [_flat(node) for node in outermost(root, _is_block)] if root else []
    held = {mark: own for block in blocks if (mark := _mark(block)) and (own := _own(block))}
    found = [
        made for block in blocks if (made := _in_thread(block, held, root) or _alone(block, root))
    ]
    if count := sum(map(_astray, blocks)):
        yield Problem("", f"{count:,} messages without a beginning of their own: damaged")
    elif not found:
        yield Problem("", "no message was found: a list of threads, or a page that was not there")
    if found:
        yield from posts_of(iter(found), dump, single=True)  # no file is named after its list


def _is_block(node: Node) -> bool:
    return node.tag == "pre"


def _flat(top: Node) -> _Text:
    parts: list[str] = []
    links: list[tuple[int, Node]] = []
    length = 0
    for node, begins in walk(top):
        if not begins:
            continue
        if node.is_text_node:
            parts.append(node.text_content or "")
            length += len(parts[-1])
        elif node.tag == "a":
            links.append((length, node))
    return _Text("".join(parts), links)


# A message in a thread


def _mark(block: _Text) -> str:
    """The digest by which links on the page name a message; "" for what is none."""
    if not block.links or block.links[0][0] or not block.words.startswith("* "):
        return ""
    found = _MARK.fullmatch(attribute(block.links[0][1], "id"))
    return found[2] if found and found[1] == "m" else ""


def _astray(block: _Text) -> int:
    """How many messages stand in a block that are not read: the marks of some are lost, or the ends
    of those before them."""
    marks = {found[2] for _, node in block.links
             if (found := _MARK.fullmatch(attribute(node, "id"))) and found[1] == "m"}  # fmt: skip
    own = _mark(block)
    if own or marks:
        return len(marks - {own})
    return 1 if _FROM.search(block.words[:_LONGEST]) and _permalink(block) else 0


def _own(block: _Text) -> str:
    """The Message-ID, which the first link behind the subject that leads to the message tells."""
    link = _permalink(block)
    return unquote(link.rstrip("/").rpartition("/")[2])


def _permalink(block: _Text) -> str:
    for at, node in block.links[1:]:
        if block.words.startswith("permalink", at):
            return attribute(node, "href")
    return ""


def _in_thread(block: _Text, held: dict[str, str], root: Node | None) -> Message | Problem | None:
    mark = _mark(block)
    if not mark:
        return None
    end = next((at for at, node in block.links if attribute(node, "id") == f"e{mark}"), None)
    above, ended, text = block.words[:end].partition("\n\n")
    told = _FROM.search(above[:_LONGEST])
    own = held.get(mark, "")
    if not (ended and told and own):
        return Problem(own, "a message whose beginning is not whole")
    link = _permalink(block)
    fields = [
        ("Subject", above.partition("\n")[0].removeprefix("* ")),
        ("From", _named(told[1])),
        ("Date", f"{told[2]} {told[3]} +0000"),
        ("Message-ID", bracketed(own)),
        ("In-Reply-To", bracketed(_parent(block, above, mark, held))),
        *_list_id(root),
    ]
    return message(fields, text.strip("\n"), link=link if link.startswith("http") else None)


def _named(names: str) -> str:
    """A name as headers have it; the page tells no address."""
    return '"{}" <unknown@invalid>'.format(names.replace("\\", "").replace('"', ""))


def _parent(block: _Text, above: str, mark: str, held: dict[str, str]) -> str:
    """The id of the message that stands first above the one's own line, or is told to be missing.

    A missing one is not linked by its own words but by its id.
    """
    if told := _answered(above):
        return told
    own_line = above.find("\n@ ")
    for at, node in block.links[1:]:
        if at > own_line:
            return ""
        found = _MARK.fullmatch(attribute(node, "href").rpartition("#")[2])
        if found and found[2] != mark:
            return held.get(found[2]) or (text_of(node) if found[1] == "r" else "")
    return ""


# A message alone


def _alone(block: _Text, root: Node | None) -> Message | Problem | None:
    above, ended, text = block.words.partition("\n\n")
    if not (above.startswith("From: ") and "\nMessage-ID: <" in above[:_LONGEST]):
        return None
    if not ended:
        return Problem("", "cut off before the text of its message")
    told: dict[str, str] = {}
    for name, value in _HEADER.findall(above[:_LONGEST]):
        told.setdefault(name, value.partition("\t[")[0])
    own = _IDENTIFIER.search(told.pop("Message-ID", ""))
    fields = [
        *told.items(),
        ("Message-ID", bracketed(own[1] if own else "")),
        ("In-Reply-To", bracketed(_answered(above))),
        *_list_id(root),
    ]
    return message(fields, text.strip("\n"))


def _answered(above: str) -> str:
    """The id that a header says a message answers; it has the last of several references."""
    told = _ANSWERED.search(above[:_LONGEST])
    found = _IDENTIFIER.findall(told[1]) if told else []
    return found[-1] if found else ""


def _list_id(root: Node | None) -> Iterator[Field]:
    """The list, by the line on top: "public inbox for NAME@HOST", "NAME.HOST archive mirror"."""
    title = root.css_first("form pre b") if root else None
    found = _LIST.fullmatch(text_of(title)) if title else None
    if found:
        yield "List-Id", f"<{found[1]}.{found[2]}>"


SOURCE = Source(
    name="public-inbox-html",
    title="Mailing lists, pages of threads and messages (public-inbox, lore.kernel.org)",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
