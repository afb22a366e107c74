"""One row of a saved Hacker News page: a comment's ids, place, author, age, state and text.

A row tells what its own cells say and nothing more; what neighbouring rows mean for each other is
worked out in `_hn_pages`. Rows of all years from 2007 on: docs/formats/hn-html.md.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

from sitegen import possessive
from sitegen.ages import AGE, dated
from sitegen.model import Evidence, Post, State
from sitegen.sources import _hn_links
from sitegen.sources._hn_links import Address
from sitegen.sources._hn_markup import markup
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._times import utc_iso

_AGE = possessive.compiled(AGE)
_POINTS = possessive.compiled(r"(-?[0-9]{1,6}) points?")
_INDENT = 40  # pixels a level
_DEEPEST = 100_000  # levels; more are not believed
_LEVELS = 8  # elements from a cell up to the row of the outer table
_GREY = possessive.compiled(r"c[0-9a-f]{2}", re.IGNORECASE)
_GREY_COLOUR = possessive.compiled(r"#([0-9a-f]{2})\1\1", re.IGNORECASE)
_COMMANDS = frozenset({"parent", "root", "prev", "next", "link", "context"})


class Age(msgspec.Struct, frozen=True):
    """When a post was written, as its page tells it: a time, or words ("2 hours ago")."""

    time: datetime | None = None
    precision: str = ""
    words: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as one row tells it. `depth` None: the row stands apart, not in a tree.

    `parent`, `story` and `title` are those of links ("parent", "on: …"); `saved_from` is what
    its links to vote and reply say of the page.
    """

    number: int | None
    depth: int | None
    author: str | None
    age: Age
    score: int | None
    state: State
    labels: tuple[str, ...]
    text: str
    parent: int | None
    story: int | None
    title: str | None
    saved_from: Address | None


NO_AGE: Final = Age()


def row(cell: Node, archived: bool) -> Row | None:
    """The comment in a cell; None where it holds none (a poll's points).

    `archived`: links lead through the Wayback Machine.
    """
    body = cell.css_first("span.comment, div.comment")
    head = cell.css_first("span.comhead")
    if body is None and head is not None:
        body = cell.css_first(".commtext")
    if body is None:
        return None
    links = _links(head) if head else []
    marks = _marks(head) if head else ""
    story, title = _story(head, links)
    state: State = "dead" if "[dead]" in marks else "visible"
    labels: tuple[str, ...] = ("flagged",) if "[flagged]" in marks else ()
    score = points(head) if head else None
    if state == "visible" and score is None and _is_grey(body):
        labels += ("downvoted",)
    return Row(
        number=_number(cell, links),
        depth=_depth(cell),
        author=author(head) if head else None,
        age=age(head) if head else NO_AGE,
        score=score,
        state=state,
        labels=labels,
        text=markup(body, archived),
        parent=next((_hn_links.item(href) for words, href in links if words == "parent"), None),
        story=story,
        title=title,
        saved_from=saved_from(cell.parent or cell),
    )


def aged(post: Post, age: Age, evidence: Evidence | None = None) -> Post:
    """A post with the age that its page tells: words are a label, a day is a time of a day."""
    if age.precision:
        evidence = msgspec.structs.replace(evidence or Evidence(), precision=age.precision)
    labels = (*post.labels, age.words) if age.words else post.labels
    return msgspec.structs.replace(post, labels=labels, evidence=evidence)


# Parts that opening posts have as well


def outer_row(cell: Node) -> Node | None:
    """The row of the page's table that a cell lies in, where the page marks it (from 2015 on)."""
    at: Node | None = cell
    for _ in range(_LEVELS):
        at = at.parent if at else None
        if at is not None and at.tag == "tr" and "athing" in classes(at):
            return at
    return None


def author(head: Node) -> str | None:
    for link in head.css("a"):
        if "hnuser" in classes(link) or "user?id=" in attribute(link, "href"):
            return text_of(link) or None
    return None


def age(head: Node) -> Age:
    """The age in a line of a comment or a story; also of the years before it had a class."""
    told = head.css_first(".age")
    if told is not None and (time := _exact(attribute(told, "title"))):
        return Age(time)
    found = _AGE.search(text_of(told) if told is not None else text_of(head))
    if found is None:
        return NO_AGE
    day = dated(found[0], None)
    return Age(*day) if day else Age(words=found[0])


def points(head: Node) -> int | None:
    told = head.css_first(".score, [id^=score_]")
    found = _POINTS.match(text_of(told)) if told is not None else None
    return int(found[1]) if found else None


def saved_from(part: Node) -> Address | None:
    """What the first link that tells it says of the page it stands on."""
    for link in part.css("a[href*=goto], a[href*=whence]"):
        if (found := _hn_links.saved_from(attribute(link, "href"))) is not None:
            return found
    return None


def own_number(part: Node | None) -> int | None:
    """The id that the arrow or the score of a row bear."""
    if part is None:
        return None
    for marked in part.css("[id^=up_], [id^=score_], [id^=unv_], [id^=down_]"):
        number = _hn_links.number(attribute(marked, "id").partition("_")[2])
        if number is not None:
            return number
    return None


# Parts of a comment


def _links(head: Node) -> list[tuple[str, str]]:
    """(words, address) of all links in the line above a comment."""
    return [(text_of(link), attribute(link, "href")) for link in head.css("a")]


def _number(cell: Node, links: list[tuple[str, str]]) -> int | None:
    marked = outer_row(cell)
    number = _hn_links.number(attribute(marked, "id")) if marked is not None else None
    if number is not None:
        return number
    for words, href in links:
        if words == "link" or _AGE.fullmatch(words):
            return _hn_links.item(href)
    return own_number(cell.parent)


def _depth(cell: Node) -> int | None:
    """The level, from the first cell beside this one: told, or the width of a spacer."""
    first = cell.parent.css_first("td") if cell.parent is not None else None
    if first is None or first.mem_id == cell.mem_id:
        return None
    told = attribute(first, "indent")
    if not told:
        image = first.first_child
        while image is not None and not image.is_element_node:
            image = image.next
        if image is None or image.tag != "img":
            return None
        width = _hn_links.number(attribute(image, "width").rstrip("/"))
        return None if width is None else min(width // _INDENT, _DEEPEST)
    depth = _hn_links.number(told)
    return None if depth is None else min(depth, _DEEPEST)


def _marks(head: Node) -> str:
    """What the site itself says in the line above a comment, outside of all links."""
    words = [
        node.text_content or ""
        for node, begins in walk(head, lambda node: node.tag != "a")
        if begins and node.is_text_node
    ]
    return "".join(words)


def _story(head: Node | None, links: list[tuple[str, str]]) -> tuple[int | None, str | None]:
    """The story that a comment names ("on: …"), and its title as far as it is told."""
    if head is None or "on:" not in _marks(head):
        return None, None
    place = head.css_first(".onstory a, .storyon a")
    if place is not None:
        href, words = attribute(place, "href"), attribute(place, "title") or text_of(place)
        return _hn_links.address(href).item, words or None
    for words, href in reversed(links):
        found = _hn_links.address(href).item
        if found and words not in _COMMANDS and not _AGE.fullmatch(words):
            return found, words or None
    return None, None


def _is_grey(body: Node) -> bool:
    """Whether the text is greyed, as the site does with what was voted down."""
    for part in body.css("font, span, div"):
        for name in classes(part):
            if _GREY.fullmatch(name):
                return name.lower() != "c00"
        colour = attribute(part, "color")
        if colour:
            grey = _GREY_COLOUR.fullmatch(colour)
            return grey is not None and grey[1] != "00"
    return False


def _exact(title: str) -> datetime | None:
    """ "2024-02-02T19:22:59 1706901779", "2024-09-02T15:00:06.000000Z" or without a zone: UTC."""
    return utc_iso(title.split()[0]) if title else None
