"""What pages that sitegen made tell beyond schema.org: where each post is from, and its points."""

import re
from typing import NamedTuple

from sitegen.model import State
from sitegen.model.permalinks import posts_at
from sitegen.sources import _linked_data
from sitegen.sources._html import Node, attribute, classes, text_of
from sitegen.sources._marked_items import Item

_POINTS = re.compile(r"\s*([-−]?)(\d[\d,]{0,12})\s+points?\b")
_UNNAMED = frozenset(
    {"Unknown author", "Deleted comment", "Removed comment", "Dead comment", "Missing comment"}
)
_UNOPENED = ("The opening post is not in the archive", "A part of the thread:")
_LATER = re.compile(r"Page \d{1,9} of \d{1,9}\. The opening post is on ")
_HERE = re.compile(
    r"\S*/t/([a-z0-9_][a-z0-9_-]{0,99})/([a-z0-9_][a-z0-9_-]{0,99})/(?:[\w.~-]{1,200}/)?", re.ASCII
)
_UNTITLED = re.compile(r"A post that is gone \(\S{1,200}\)")
_GHOST = "This post is not in the archive"
_STATES: dict[str, State] = {
    "eleted by its author.": "deleted",
    "emoved by a moderator.": "removed",
    "illed by the site’s software": "dead",
}
_MOST = 200  # elements right in a comment that are looked at


class Own(NamedTuple):
    """`original` is the thread's address where it is from; `around` what stands around the end of
    an anchor in those of its comments, with a space between, or "". `thread` is its id, or "";
    `opened`: its opening post is in the archive, and so on the page."""

    original: str
    around: str
    thread: str
    opened: bool

    def id_of(self, anchor: str) -> str:
        """The id of the comment with an anchor, as urls.anchor made it; "" where it is not told."""
        rest = anchor.removeprefix("c-").replace("!", "#")
        site, _, above = self.thread.partition(":")
        if not site or rest == anchor or ".." in rest or rest.startswith("."):
            known = posts_at(self.address_of(anchor))
            return known[0] if known else ""
        if rest.startswith("/"):
            return f"{site}:{rest[1:]}"
        if rest.startswith("~"):
            return f"{self.thread}{'' if rest[1:2] == '.' else '/'}{rest[1:]}"
        folder = above[: max(above.rfind("/"), above.rfind("#")) + 1]
        return f"{site}:{folder}{rest}"

    def address_of(self, anchor: str) -> str:
        """Where the comment with an anchor is from; "" where the page does not tell."""
        if not self.around or not anchor.startswith("c-"):
            return ""
        before, _, after = self.around.partition(" ")
        return before + re.split("[/_~]", anchor.removeprefix("c-"))[-1] + after


def of(root: Node) -> Own | None:
    """None: sitegen did not make this page."""
    article = root.css_first("article.thread.h-entry")
    section = article.css_first("section[aria-labelledby=comments]") if article else None
    if article is None or section is None:
        return None
    links = article.css("p.meta > a[href]")[:_MOST]
    original = next((link for link in links if text_of(link).startswith("original")), None)
    address = attribute(original, "href") if original else ""
    found = _HERE.fullmatch(_linked_data.link(root, "canonical")[:2000])
    thread = f"{found[1]}:{found[2]}" if found else next(iter(posts_at(address)), "")
    around = attribute(section, "data-originals")
    first = section.css_first("[id^='c-']")
    if not thread and first and around:
        _, *above = posts_at(Own("", around, "", True).address_of(attribute(first, "id"))) or ("",)
        thread = above[0] if above else ""
    notes = [text_of(note) for note in article.css("p.note")[:_MOST]]
    opened = not any(note.startswith(_UNOPENED) or _LATER.match(note) for note in notes)
    return Own(address, around, thread, opened)


def answered(item: Item) -> str:
    """The anchor of what a comment says that it answers; "" where it stands below it."""
    for child in _children(item):
        if child.tag == "a" and text_of(child).startswith(("to ", "in reply to ")):
            return attribute(child, "href").partition("#")[2]
    return ""


def author(name: str | None) -> str | None:
    return None if name in _UNNAMED else name


def title(told: str, name: str | None) -> str | None:
    """A thread's title; None where the page calls it after its author, or after nothing."""
    unnamed = told == f"A post by {name}" or _UNTITLED.fullmatch(told)
    return None if unnamed else told or None


def points(item: Item) -> int | None:
    child = item.node.first_child if item.node is not None else None
    while child is not None and child.tag != "div":
        found = _POINTS.match(child.text_content or "") if child.is_text_node else None
        if found:
            number = int(found[2].replace(",", ""))
            return -number if found[1] else number
        child = child.next
    return None


def labels(item: Item) -> tuple[str, ...]:
    return tuple(text_of(child) for child in _children(item) if "label" in classes(child))


def is_ghost(item: Item) -> bool:
    return _has_note(item, _GHOST)


def state(item: Item) -> State:
    for words, found in _STATES.items():
        if _has_note(item, words):
            return found
    return "visible"


def _has_note(item: Item, words: str) -> bool:
    return any(
        "note" in classes(child) and words in text_of(child) for child in _children(item, True)
    )


def _children(item: Item, deep: bool = False) -> list[Node]:
    """The elements right in a comment, or in its `details`."""
    found: list[Node] = []
    child = item.node.first_child if item.node is not None else None
    while child is not None and len(found) < _MOST:
        if child.is_element_node:
            found.append(child)
            if child.tag in ("details", "p") and (deep or child.tag == "p"):
                inner = child.first_child
                while inner is not None and len(found) < _MOST:
                    if inner.is_element_node:
                        found.append(inner)
                    inner = inner.next
        child = child.next
    return found
