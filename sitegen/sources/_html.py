"""HTML of saved pages: bytes to a tree, and going through a tree without recursion.

A page is decoded as it declares itself where that works out, and parsed within bounds; what was
beyond them is told. Elements are only ever read.
"""

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.model import Problem
from sitegen.sources import _saved
from sitegen.sources._encodings import readable_encoding
from sitegen.sources._html_bounds import bounded
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.source import Dump

Node = LexborNode

MAX_PAGE: Final = 64 * 1024 * 1024  # bytes; a page is read whole
MAX_TAIL: Final = 64 * 1024  # bytes; what scripts and archives put behind the end of a page
_DECLARED_WITHIN = 4096  # bytes; browsers look at 1024, but toolbars of archives come first
_SAMPLE = 1 << 20  # characters by which damaged text is judged
_SKIPPED = frozenset({"script", "style", "template", "noscript"})
_ARCHIVE = re.compile(
    r"FILE ARCHIVED ON|BEGIN WAYBACK TOOLBAR INSERT|__wm\.|//web(?:-static)?\.archive\.org/_static"
    r"|(?:SingleFile\s{1,9}url: |saved from url=\(\d{4}\))https?://web\.archive\.org/web/\d"
)
_ARCHIVED = re.compile(
    r"(?<![\d_]/)(?:(?:https?:)?//web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?://)"
)


# From bytes to a tree


def page(
    stream: BinaryIO, end: bytes = b"", *, archived: bool = True
) -> tuple[Node | None, list[Problem]]:
    """The document in a stream; problems say what of it lies beyond the bounds. None: no page.

    `end` is the tag without which a document is cut off; a part of a document needs none.
    `archived`: the addresses in a page that the Wayback Machine gave out are those it had.
    """
    data = stream.read(MAX_PAGE + 1)
    problems = []
    if len(data) > MAX_PAGE:
        problems.append(Problem("", f"over {MAX_PAGE >> 20} MiB; only that much was read"))
        data = data[:MAX_PAGE]
    elif (
        end
        and b"<html" in data[:_DECLARED_WITHIN].lower()
        and end not in data[-MAX_TAIL:].lower()
        and not _saved.is_filled(data[:_DECLARED_WITHIN])  # programs that leave out end tags
    ):
        problems.append(
            Problem("", "cut off before its end; its last post may be half a one", False)
        )
    text = decode(data)
    root, fault = tree(unarchived(text) if archived else text)
    if fault:
        problems.append(Problem("", fault, lost=fault.startswith("over")))
    return root, problems


def saved_page(dump: Dump) -> tuple[Node | None, str, list[Problem]]:
    """`page` of a dump that ends with </html>, and the address noted when it was saved."""
    with dump.open() as stream:
        noted = _saved.address(stream.read(HEAD_BYTES).decode("utf-8", "replace"))
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    return root, noted, problems


def unarchived(text: str) -> str:
    """A page as it was before the Wayback Machine put its own address before all others.

    On any other page such an address is one that somebody wrote.
    """
    if "/web/" not in text or not _ARCHIVE.search(text):
        return text
    return _ARCHIVED.sub("", text)


def tree(text: str) -> tuple[Node | None, str]:
    """The tree of a text, and what of it lies beyond the bounds ("": nothing)."""
    text, fault = _bounded(text) if len(text) <= HEAD_BYTES else bounded(text)
    if text.lstrip()[:3].lower() == "<tr":
        text = f"<table>{text}</table>"  # a row copied out of its page; a parser would drop it
    return LexborHTMLParser(text).root, fault


@lru_cache(maxsize=4)  # formats that look at a head, and the one that reads it, ask of one text
def _bounded(text: str) -> tuple[str, str]:
    return bounded(text)


def decode(data: bytes) -> str:
    """The text of a page: by its byte order mark, as UTF-8, as declared, else as Windows-1252.

    What is UTF-8 from end to end is nothing else, whatever it says: programs that save pages
    write UTF-8 and leave the declaration as it was.
    """
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    declared = _declared(data[:_DECLARED_WITHIN])
    for encoding in (declared, "utf-8") if data.isascii() else ("utf-8", declared):
        try:
            if encoding:
                return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    text = data.decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text[:_SAMPLE])
    if 2 * text[:_SAMPLE].count("\ufffd") < beyond_ascii:
        return text  # UTF-8 with some damage, such as a cut in the middle of a character
    return data.decode("cp1252", "replace")


def _declared(start: bytes) -> str | None:
    """The encoding that a page declares, by its Python name; None where it is none we read."""
    if b"charset" not in start.lower():
        return None
    root, _ = tree(start.decode("latin-1"))
    for meta in root.css("meta") if root else ():
        label = attribute(meta, "charset")
        if not label:
            label = attribute(meta, "content").lower().partition("charset=")[2].partition(";")[0]
        if name := readable_encoding(label):
            return name
    return None


def looks_like_html(data: bytes) -> bool:
    """Whether a head begins as HTML does; a cheap look, for `sniff`."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    return start[:1] == b"<" and start[:5].lower() != b"<?xml"


# Going through a tree


def attribute(node: Node, name: str) -> str:
    """An attribute's value; "" where there is none."""
    return node.attributes.get(name) or ""


def classes(node: Node) -> list[str]:
    return (node.attributes.get("class") or "").split()


def walk(top: Node, enter: Callable[[Node], bool] | None = None) -> Iterator[tuple[Node, bool]]:
    """All nodes below `top` in document order: (node, True), and (element, False) at its end.

    `enter` says whether to look inside an element. No end is told of elements that are empty or
    were not entered.
    """
    node = top.first_child
    parents: list[Node] = []
    while node is not None:
        yield node, True
        child = node.first_child if enter is None or enter(node) else None
        if child is not None:
            parents.append(node)
            node = child
            continue
        following = node.next
        while following is None and parents:
            ended = parents.pop()
            yield ended, False
            following = ended.next
        node = following


def outermost(top: Node, wanted: Callable[[Node], bool]) -> Iterator[Node]:
    """The elements below `top` that are wanted, in order, and not those inside of them."""
    for node, begins in walk(top, lambda node: not wanted(node)):
        if begins and node.is_element_node and wanted(node):
            yield node


def children(node: Node) -> Iterator[Node]:
    """The elements and texts directly in a node."""
    child = node.first_child
    while child is not None:
        if child.is_element_node or child.is_text_node:
            yield child
        child = child.next


def inside(node: Node, left_out: Collection[str] = ()) -> str:
    """The HTML in an element, without those elements right in it that have one of some classes."""
    parts = []
    child = node.first_child
    while child is not None:
        if not child.is_element_node or not any(name in left_out for name in classes(child)):
            parts.append(child.html or "")
        child = child.next
    return "".join(parts).strip()


def before(node: Node, end: Node) -> str:
    """The HTML in an element before one of its children."""
    parts = []
    child = node.first_child
    while child is not None and child.mem_id != end.mem_id:
        parts.append(child.html or "")
        child = child.next
    return "".join(parts).strip()


def child_of(top: Node, node: Node) -> Node:
    """The child of an element in which a node stands that is below it, or which that is."""
    while (above := node.parent) and above.mem_id != top.mem_id:
        node = above
    return node


def text_of(node: Node) -> str:
    """The text of an element, white space made single spaces; without scripts."""
    return " ".join("".join(_texts(node)).split())


def _texts(top: Node) -> Iterator[str]:
    for node, begins in walk(top, lambda node: node.tag not in _SKIPPED):
        if begins and node.is_text_node:
            yield node.text_content or ""
