"""Posts and comments that a page marks as what they are, in three notations, as one kind of item.

Notations: microdata (https://html.spec.whatwg.org/multipage/microdata.html) and JSON-LD with the
words of https://schema.org, and microformats2 (https://microformats.org/wiki/microformats2-parsing),
whose words become those of schema.org.
"""

from collections.abc import Callable, Iterator

from sitegen.sources import _linked_data
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._linked_data import Thing

POSTS = frozenset(
    {"DiscussionForumPosting", "Question", "BlogPosting", "Article", "NewsArticle", "TechArticle",
     "SocialMediaPosting", "Report", "h-entry"}
)  # fmt: skip
COMMENTS = frozenset({"Comment", "UserComments", "Answer", "CorrectionComment"})
_NESTED = ("comment", "acceptedAnswer", "suggestedAnswer", "comments", "mainEntity", "hasPart")
_BODIES = ("text", "articleBody", "commentText")
_LINKS = frozenset({"a", "area", "link"})
_WORDS = {
    "p-name": "headline", "e-content": "text", "p-content": "text", "dt-published": "datePublished",
    "dt-updated": "dateModified", "p-author": "author", "u-author": "author", "u-url": "url",
    "u-comment": "comment", "p-comment": "comment", "u-in-reply-to": "parentItem",
    "p-category": "keywords",
}  # fmt: skip
_ROOTS = frozenset({"h-entry", "h-cite", "h-card", "h-feed", "h-event"})
_MOST = 40  # values of one name that are kept


class Item:
    """`above` is the post or comment around, `top` the outermost; `node` its element; `role` what
    it is to the one around."""

    __slots__ = ("above", "kinds", "node", "role", "told", "top")

    def __init__(self, kinds: frozenset[str], node: Node | None, above: "Item | None") -> None:
        self.kinds, self.node, self.above = kinds, node, above
        self.told: dict[str, list[str | Node | Item]] = {}
        self.role = ""
        self.top: Item = above.top if above else self

    def is_post(self) -> bool:
        return not self.kinds.isdisjoint(POSTS) and self.role not in ("comment", "comments")

    def is_comment(self) -> bool:
        return not self.kinds.isdisjoint(COMMENTS) or self.role in ("comment", "comments")

    def add(self, name: str, value: "str | Node | Item") -> None:
        values = self.told.setdefault(name, [])
        if len(values) < _MOST:
            values.append(value)

    def first(self, *names: str) -> "str | Node | Item | None":
        return next((self.told[name][0] for name in names if self.told.get(name)), None)

    def words(self, *names: str) -> str:
        """The words that the first of these tells: of a person the name, of a time its value."""
        value = self.first(*names)
        if isinstance(value, Item):
            own = value.words("name", "headline")
            return own or (text_of(value.node) if value.node is not None else "")
        if isinstance(value, Node):
            return _value(value) if value.tag not in _LINKS else text_of(value)
        return (value or "").strip()

    def address(self, *names: str) -> str:
        value = self.first(*names)
        if isinstance(value, Item):
            return value.address("url", "@id")
        return _value(value) if isinstance(value, Node) else (value or "").strip()


def _value(node: Node) -> str:
    """The value of a property, by its element."""
    if node.tag == "meta":
        return attribute(node, "content").strip()
    if node.tag in _LINKS:
        return attribute(node, "href").strip()
    for name in ("datetime", "content", "value"):
        if told := attribute(node, name):
            return told.strip()
    return text_of(node)


def microdata(root: Node) -> list[Item]:
    return _marked(root, _of_microdata)


def microformats(root: Node) -> list[Item]:
    return _marked(root, _of_microformats)


def _of_microdata(node: Node) -> tuple[frozenset[str] | None, list[str]]:
    """The kinds of an item that begins with an element, or None; which properties it tells."""
    told = node.attributes
    if not told:
        return None, []
    names = (told.get("itemprop") or "").split()
    if "itemscope" not in told and "itemtype" not in told:
        return None, names
    kinds = [kind.rpartition("/")[2] for kind in (told.get("itemtype") or "").split()]
    return frozenset(kinds), names


def _of_microformats(node: Node) -> tuple[frozenset[str] | None, list[str]]:
    kinds = classes(node)
    if not kinds:
        return None, []
    roots = _ROOTS.intersection(kinds)
    names = [_WORDS[kind] for kind in kinds if kind in _WORDS]
    return roots or None, names


def _marked(
    root: Node, notation: Callable[[Node], tuple[frozenset[str] | None, list[str]]]
) -> list[Item]:
    """Posts and comments in the order of the page; linear in its size."""
    found: list[Item] = []
    around: list[tuple[int, Item]] = []
    left: set[int] = set()

    for node, begins in walk(root, lambda node: node.mem_id not in left):
        if not node.is_element_node:
            continue
        if not begins:
            if around and around[-1][0] == node.mem_id:
                around.pop()
            continue
        kinds, names = notation(node)
        holder = around[-1][1] if around else None
        value: Node | Item = node
        if kinds is not None:
            value = Item(kinds, node, _post_at(holder))
            value.role = next((name for name in names if name in _NESTED), "")
            if value.is_comment() or (value.is_post() and value.above is None):
                found.append(value)
            if node.first_child is not None:
                around.append((node.mem_id, value))
        if holder:
            for name in names:
                holder.add(name, value)
        if kinds is None and holder and (holder.is_post() or holder.is_comment()):
            left.update(node.mem_id for name in names if name in _BODIES)
    return found


def _post_at(item: Item | None) -> Item | None:
    while item is not None and not (item.is_post() or item.is_comment()):
        item = item.above
    return item


def linked_data(root: Node) -> list[Item]:
    """Those that the scripts of a page tell, each before what answers it."""
    found: list[Item] = []
    for thing in _linked_data.things(root):
        todo: list[tuple[Thing, Item | None, str]] = [(thing, None, "")]
        while todo:
            told, above, role = todo.pop()
            item = Item(frozenset(_linked_data.types(told)), None, above)
            item.role = role
            kept = item.is_comment() or (item.is_post() and above is None)
            if kept:
                found.append(item)
            inner: list[tuple[Thing, Item | None, str]] = []
            for name, value in told.items():
                for each in value if isinstance(value, list) else [value]:
                    if name in _NESTED and isinstance(each, dict):
                        inner.append((each, item if kept else above, name))
                    else:
                        _add(item, name, each)
            todo += reversed(inner)
    return found


def _add(item: Item, name: str, value: object) -> None:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, dict):
        inner = Item(frozenset(_linked_data.types(value)), None, None)
        for key, each in value.items():
            single = each[0] if isinstance(each, list) and each else each
            if isinstance(single, dict):
                single = single.get("name") or single.get("@type") or single.get("@id")
            if isinstance(single, (str, int, float)):
                inner.add(key, str(single))
        item.add(name, inner)
    elif isinstance(value, (str, int, float)):
        item.add(name, str(value))


def counts(item: Item) -> Iterator[tuple[str, int]]:
    """(what was counted, how often) of an item's interactionStatistic."""
    for value in item.told.get("interactionStatistic", ()):
        if isinstance(value, Item):
            number = value.words("userInteractionCount")
            kind = value.address("interactionType") or value.words("interactionType")
            if number.isascii() and number.isdigit():
                yield kind.rpartition("/")[2], int(number[:12])
