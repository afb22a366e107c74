"""Posts and comments that a page marks as what they are, in three notations, as one kind of item.

They are found by _marked_elements.py and _marked_scripts.py; all is named as https://schema.org
names it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sitegen.sources._html import Node, attribute, text_of

POSTS = frozenset(
    {"DiscussionForumPosting", "Question", "BlogPosting", "Article", "NewsArticle", "TechArticle",
     "SocialMediaPosting", "Report", "h-entry"}
)  # fmt: skip
COMMENTS = frozenset({"Comment", "UserComments", "Answer", "CorrectionComment"})
NESTED: Final = (
    "comment",
    "acceptedAnswer",
    "suggestedAnswer",
    "comments",
    "mainEntity",
    "hasPart",
)
NO_DISCUSSION = frozenset({"FAQPage", "Quiz"})
TEXTS: Final = ("text", "articleBody", "commentText")
LINKS = frozenset({"a", "area", "link"})
_MOST = 40  # values of one name that are kept


class Item:
    """`above` is the post or comment around, `top` the outermost; `node` its element; `role` what
    it is to the one around. `torn`: it stands in the text of the one before it, which ends before
    `cut`, a child of the element with that text."""

    __slots__ = ("above", "cut", "kinds", "node", "role", "told", "top", "torn")

    def __init__(self, kinds: frozenset[str], node: Node | None, above: "Item | None") -> None:
        self.kinds, self.node, self.above = kinds, node, above
        self.told: dict[str, list[str | Node | Item]] = {}
        self.role = ""
        self.top: Item = above.top if above else self
        self.torn = False
        self.cut: Node | None = None

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
            return _value(value) if value.tag not in LINKS else text_of(value)
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
    if node.tag in LINKS:
        return attribute(node, "href").strip()
    for name in ("datetime", "content", "value"):
        if told := attribute(node, name):
            return told.strip()
    return text_of(node)


class Told(NamedTuple):
    """Posts and comments in the order of the page, and how many there are that are none.

    `named`: comments of which the page only tells an address, or nothing; `within`: posts in others
    that nothing marks as comments; `asked`: questions that a site asks and answers itself.
    """

    items: list[Item]
    named: int = 0
    within: int = 0
    asked: int = 0


def post_at(item: Item | None) -> Item | None:
    """The post or comment that an item is or stands in."""
    while item is not None and not (item.is_post() or item.is_comment()):
        item = item.above
    return item


def counts(item: Item) -> Iterator[tuple[str, int]]:
    """(what was counted, how often) of an item's interactionStatistic."""
    for value in item.told.get("interactionStatistic", ()):
        if isinstance(value, Item):
            number = value.words("userInteractionCount")
            kind = value.address("interactionType") or value.words("interactionType")
            if number.isascii() and number.isdigit():
                yield kind.rpartition("/")[2], int(number[:12])
