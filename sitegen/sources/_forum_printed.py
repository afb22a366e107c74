"""Posts on pages that forums make for printing, and in their plain archives: what is told where.

Few programs mark all parts of a post there.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sitegen.sources._html import Node, attribute, classes, inside, text_of
from sitegen.sources._page_parts import first

_MOST = 20  # elements that stand before a text


class Said(NamedTuple):
    """A post: who, when in the page's words, the HTML, and the line above a quote that it begins
    with ("": it begins with none)."""

    author: str
    told: str
    html: str
    quotes: str = ""


def marked(author: str, told: str, content: str) -> Callable[[Node], Said | None]:
    """Posts all parts of which have classes."""

    def said(node: Node) -> Said | None:
        text = first(node, content)
        if text is None:
            return None
        return Said(_words(node, author), _words(node, told), inside(text))

    return said


def smf(text: Node) -> Said | None:
    """A text below its head: title, author and time are what is bold there."""
    bold: list[Node] = []
    for node in _backwards(text):
        if node.tag == "hr" and attribute(node, "size"):
            break
        if "postheader" in classes(node):
            bold = list(node.css("strong"))[::-1]
            break
        if node.tag in ("dd", "div"):  # another text: this one has lost its head
            break
        if node.tag in ("b", "strong"):
            bold.append(node)
    if len(bold) < 3:
        return None
    return Said(text_of(bold[1]), text_of(bold[0]), inside(text), _line_above_quote(text))


def _line_above_quote(text: Node) -> str:
    node = text.first_child
    while node is not None and node.is_text_node and not (node.text_content or "").strip():
        node = node.next
    if node is None or not node.is_element_node:
        return ""
    line = node.css_first("cite") if node.tag == "blockquote" else node
    is_line = node.tag == "blockquote" or "quoteheader" in classes(node)
    return text_of(line) if line and is_line else ""


def subsilver(table: Node) -> Said | None:
    """A row with author and time, one with a title, and a text below a line."""
    line, author = table.css_first("td > hr.sep"), table.css_first("td b")
    if line is None or author is None or author.parent is None:
        return None
    told = text_of(author.parent).removeprefix(text_of(author)).strip(" []")
    return Said(text_of(author), told, _html_after(line))


def invision(post: Node) -> Said | None:
    """A heading with author and time, and all that is behind it."""
    head = post.css_first("h4")
    return _named(head, _html_after(head)) if head else None


def invision_1(table: Node) -> Said | None:
    """A row with author and time, and one with the text."""
    cells = table.css("td")[:2]
    if len(cells) < 2:
        return None
    head, text = cells
    return _named(head, inside(text.css_first("font") or text))


def _named(head: Node, html: str) -> Said | None:
    """What a head says: "Posted by: ada", bold, and the time."""
    bold = head.css_first("b")
    if bold is None:
        return None
    words = text_of(bold)
    before, _, name = words.partition(": ")
    return Said(name or before, text_of(head).removeprefix(words).strip(), html)


def vbulletin_3(cell: Node) -> Said | None:
    """A table with author and time, a line, the post's title if it has one, and the text."""
    author = cell.css_first('td[style*="14pt"]')
    line = next((node for node in _children(cell) if node.tag == "hr"), None)
    if author is None or line is None:
        return None
    title = _next(line)
    titled = title is not None and "smallfont" in classes(title) and _next(title) is not None
    told = _words(cell, "td.smallfont")
    return Said(text_of(author), told, _html_after(title if titled and title else line))


def _words(node: Node, selectors: str) -> str:
    found = first(node, selectors)
    return text_of(found) if found else ""


def _children(node: Node) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _backwards(node: Node) -> Iterator[Node]:
    """Elements before one, the nearest first; no more than a head has."""
    before = node.prev
    for _ in range(_MOST):
        if before is None:
            return
        if before.is_element_node:
            yield before
        before = before.prev


def _next(node: Node) -> Node | None:
    after = node.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after


def _html_after(node: Node) -> str:
    parts = []
    after = node.next
    while after is not None:
        parts.append(after.html or "")
        after = after.next
    return "".join(parts).strip()
