"""Posts on pages that forums make for printing, and in their plain archives: what is told where.

Few programs mark all parts of a post there.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sitegen.sources._html import Node, attribute, classes, inside, text_of
from sitegen.sources._page_parts import first

_MOST = 20  # elements that stand before a text
_PREFIX = re.compile(r"\A[^\W\d]{1,30}:? (?=\d|[^\W\d]{1,30}\.? \d|[^\W\d]{1,30}, \d)")  # "Posted "


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
    if line is None:
        return None
    named = author.parent if author else None
    name = text_of(author) if author else ""
    told = text_of(named).removeprefix(name) if named and not named.css_first("hr.sep") else ""
    if not told.lstrip().startswith("["):  # what is bold is the title, or in the text
        return Said("", "", _html_after(line))
    return Said(name, told.strip(" []"), _html_after(line))


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
    font = text.css_first("font")
    if font is None or text_of(font) != text_of(text):  # a tag in the words has closed it
        font = text
    return _named(head, inside(font))


def title_of_invision_2(heading: Node) -> str:
    """Of "Forum _ Board _ Title"."""
    return text_of(heading).rpartition(" _ ")[2]


def invision_3(post: Node) -> Said | None:
    """Parts with classes; before the time stands what it is."""
    told = _words(post, ".posted_info")
    text = first(post, ".entry-content, .post_body")
    return Said(_words(post, "h3"), _PREFIX.sub("", told), inside(text)) if text else None


def title_of_invision_3(heading: Node) -> str:
    """A title behind which stands a link to the topic."""
    link = heading.css_first("a")
    return text_of(heading).removesuffix(text_of(link) if link else "").strip()


def _named(head: Node, html: str) -> Said | None:
    """What a head says: "Posted by: ada", bold, and the time."""
    bold = head.css_first("b")
    if bold is None:
        return None
    words = text_of(bold)
    before, _, name = words.partition(": ")
    return Said(name or before, text_of(head).removeprefix(words).strip(), html)


def vbulletin_3(cell: Node) -> Said | None:
    """A table with author and time, a line, what the post's title and its files are, if it has
    any, and the text."""
    line = next((node for node in _children(cell) if node.tag == "hr"), None)
    if line is None:
        return None
    begins = line
    while (after := _next(begins)) and _next(after) and _is_before_text(after):
        begins = after
    author = _words(cell, 'td[style*="14pt"]')
    return Said(author, _words(cell, "td.smallfont"), _html_after(begins))


def _is_before_text(node: Node) -> bool:
    """Whether a part of a post is its title, all of it bold, or says how many files it has."""
    if node.tag != "div":
        return False
    child = next(_children(node), None)
    is_title = child is not None and child.tag == "strong" and text_of(child) == text_of(node)
    return is_title or "smallfont" in classes(node)


def mybb(line: Node) -> Said | None:
    """What stands between two lines: a bold subject, the author, a bold time, and the text; None
    where nothing does, as behind the last line."""
    run = list(_until_line(line))
    if not any(node.tag != "br" and _says(node) for node in run):
        return None
    bold = [place for place, node in enumerate(run) if node.tag == "strong"][:2]
    if len(bold) < 2 or any(node.tag == "br" for node in run[: bold[1]]):  # it has lost its head
        return Said("", "", _html(run))
    author = " ".join(map(_words_of, run[bold[0] + 1 : bold[1]])).split()
    named = " ".join(author).removeprefix("- ").removesuffix(" -")
    return Said(named, text_of(run[bold[1]]), _html(run[bold[1] + 1 :]))


def _words_of(node: Node) -> str:
    return text_of(node) if node.is_element_node else node.text_content or ""


def _says(node: Node) -> bool:
    return node.is_element_node or bool(node.is_text_node and (node.text_content or "").strip())


def _until_line(line: Node) -> Iterator[Node]:
    after = line.next
    while after is not None and not (after.tag == "hr" and attribute(after, "size")):
        yield after
        after = after.next


def _html(nodes: list[Node]) -> str:
    """The HTML of these without the empty lines around it."""
    shown = [place for place, node in enumerate(nodes) if node.tag != "br" and _says(node)]
    kept = nodes[shown[0] : shown[-1] + 1] if shown else []
    return "".join(node.html or "" for node in kept).strip()


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
