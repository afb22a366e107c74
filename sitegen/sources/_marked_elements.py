"""Posts and comments that a page marks in its elements, in two notations.

Notations: microdata (https://html.spec.whatwg.org/multipage/microdata.html) with the words of
https://schema.org, and microformats2 (https://microformats.org/wiki/microformats2-parsing), whose
words become those of schema.org.
"""

from collections.abc import Callable

from sitegen.sources._html import Node, attribute, child_of, classes, text_of, walk
from sitegen.sources._marked_items import (
    LINKS,
    NESTED,
    NO_DISCUSSION,
    TEXTS,
    Item,
    Told,
    post_at,
)

_WORDS = {
    "p-name": "headline", "e-content": "text", "p-content": "text", "dt-published": "datePublished",
    "dt-updated": "dateModified", "p-author": "author", "u-author": "author", "u-url": "url",
    "u-comment": "comment", "p-comment": "comment", "u-in-reply-to": "parentItem",
    "p-category": "keywords",
}  # fmt: skip
_ROOTS = frozenset({"h-entry", "h-cite", "h-card", "h-feed", "h-event"})
_POSTING = "DiscussionForumPosting"
_SCOPES = "[itemscope], .h-entry, .h-cite"
_REFERRED = 200_000  # elements looked at for all that is named by `itemref`

_Notation = Callable[[Node], tuple[frozenset[str] | None, list[str]]]


def microdata(root: Node) -> Told:
    return _Walk(root, _of_microdata).told()


def microformats(root: Node) -> Told:
    return _Walk(root, _of_microformats).told()


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
    names = [_WORDS.get(kind, kind) for kind in kinds if kind.startswith(("p-", "u-", "e-", "dt-"))]
    return roots or None, names


class _Walk:
    """Posts and comments in the order of a page; linear in its size."""

    def __init__(self, root: Node, notation: _Notation) -> None:
        self._root, self._notation = root, notation
        self._found: list[Item] = []
        self._around: list[tuple[int, Item]] = []
        self._texts: list[tuple[Node, Item]] = []  # elements around with what an item says
        self._left = -1  # the element that is not looked into
        self._named = self._within = self._asked = 0
        self._referring: list[tuple[Item, str]] = []

    def told(self) -> Told:
        for node, begins in walk(self._root, lambda node: node.mem_id != self._left):
            if not node.is_element_node:
                continue
            if begins:
                self._begin(node)
                continue
            if self._around and self._around[-1][0] == node.mem_id:
                self._around.pop()
            elif self._texts and self._texts[-1][0].mem_id == node.mem_id:
                self._texts.pop()
        if self._referring:
            self._refer()
        return Told(self._found, self._named, self._within, self._asked)

    def _begin(self, node: Node) -> None:
        kinds, names = self._notation(node)
        holder = self._around[-1][1] if self._around else None
        text = self._texts[-1] if self._texts and self._texts[-1][1] is holder else None
        if kinds is None:
            if holder and names and not text:
                self._property(node, names, holder)
            return
        value = Item(kinds, node, post_at(holder))
        value.role = next((name for name in names if name in NESTED), "")
        if text and not (value.is_comment() or _POSTING in kinds):
            return
        if holder and not holder.kinds.isdisjoint(NO_DISCUSSION) and not value.is_comment():
            self._asked += "Question" in kinds
            self._left = node.mem_id if "Question" in kinds else self._left
            return
        self._place(value, names, text)
        if value.is_comment() or (value.is_post() and value.above is None):
            self._found.append(value)
        if holder and not text:
            for name in names:
                holder.add(name, value)
        if node.first_child is not None:
            self._around.append((node.mem_id, value))
        if referred := attribute(node, "itemref"):
            self._referring.append((value, referred))

    def _place(self, value: Item, names: list[str], text: tuple[Node, Item] | None) -> None:
        """What an item stands in, where a tag is missing around it, or nothing says as what."""
        above = value.above
        if text:
            value.torn = True
            element, holder = text
            holder.cut = holder.cut or (child_of(element, value.node) if value.node else None)
            if above and above.is_comment():
                value.above = above.above
        if above and _POSTING in value.kinds and (text or not names):
            value.role, value.above = "comment", above.top
        elif above and value.is_post() and not names:
            self._within += 1

    def _property(self, node: Node, names: list[str], holder: Item) -> None:
        of_post = holder.is_post() or holder.is_comment()
        if of_post and not {"comment", "comments"}.isdisjoint(names):
            if node.tag in LINKS:
                self._named += 1
            elif not node.css_first(_SCOPES) and text_of(node):
                value = Item(frozenset({"Comment"}), node, post_at(holder))
                value.add("text", node)
                self._found.append(value)
                self._left = node.mem_id
            return
        for name in names:
            holder.add(name, node)
        if of_post and node.first_child is not None and not set(TEXTS).isdisjoint(names):
            self._texts.append((node, holder))

    def _refer(self) -> None:
        """Gives items what stands elsewhere on the page, by the ids that they name."""
        wanted = {name for _, referred in self._referring for name in referred.split()}
        nodes: dict[str, Node] = {}
        for node in self._root.css("[id]"):
            if (name := attribute(node, "id")) in wanted:
                nodes.setdefault(name, node)
        items = {item.node.mem_id: item for item in self._found if item.node is not None}
        left = _REFERRED
        for item, referred in self._referring:
            for name in dict.fromkeys(referred.split()):
                if name in nodes and left > 0:
                    left -= self._referred(item, nodes[name], items)
        for item in self._found:
            _set_top(item)

    def _referred(self, item: Item, top: Node, items: dict[int, Item]) -> int:
        """Adds the properties in an element to an item; how many nodes were looked at."""
        seen = 1
        todo = [top]
        while todo:
            node = todo.pop()
            kinds, names = self._notation(node)
            inner = items.get(node.mem_id)
            if inner and inner.above is None and names and not _stands_in(item, inner):
                inner.above = post_at(item)
                inner.role = next((name for name in names if name in NESTED), "")
            for name in names if kinds is None else ():
                item.add(name, node)
            child = node.first_child
            below: list[Node] = []
            while child is not None and kinds is None:
                seen += 1
                if child.is_element_node:
                    below.append(child)
                child = child.next
            todo += reversed(below)
        return seen


def _stands_in(item: Item | None, other: Item) -> bool:
    """Whether an item is another one or below it; true for more than it is worth to look at."""
    for _ in range(1000):
        if item is None:
            return False
        if item is other:
            return True
        item = item.above
    return True


def _set_top(item: Item) -> None:
    top = item
    for _ in range(1000):
        if top.above is None:
            break
        top = top.above
    item.top = top
