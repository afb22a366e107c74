"""Posts and comments that the scripts of a page tell: JSON-LD with the words of schema.org.

An object may stand in another, or be named there by its `@id` and stand for itself in a list.
"""

import re
from collections.abc import Iterator

from sitegen.sources import _linked_data
from sitegen.sources._html import Node
from sitegen.sources._linked_data import Thing
from sitegen.sources._marked_items import NESTED, NO_DISCUSSION, Item, Told

_ADDRESS = re.compile(r"https?://\S+|[/#]\S*")
_ONLY_NAMED = frozenset({"@id", "@type"})
_COMMENTS = ("comment", "comments")

_Todo = tuple[Thing, Item | None, str]


def linked_data(root: Node) -> Told:
    """Each before what answers it; linear in the size of the scripts."""
    return _Scripts(list(_linked_data.things(root))).told()


class _Scripts:
    def __init__(self, things: list[Thing]) -> None:
        self._things = things
        self._by_id: dict[str, Thing] = {}
        for thing in things:
            own = thing.get("@id")
            if isinstance(own, str) and not _ONLY_NAMED.issuperset(thing):
                self._by_id.setdefault(own, thing)
        self._begun: set[int] = set()
        self._found: list[Item] = []
        self._named = self._asked = 0

    def told(self) -> Told:
        referred = self._referred()
        for thing in self._things:
            if id(thing) not in referred:
                self._thing(thing)
        for thing in self._things:  # those that only name each other
            self._thing(thing)
        return Told(self._found, named=self._named, asked=self._asked)

    def _referred(self) -> set[int]:
        """The objects that others name as what stands in them."""
        found: set[int] = set()
        todo: list[Thing] = list(self._things) if self._by_id else []
        while todo:
            thing = todo.pop()
            for _, value in _nested(thing):
                if isinstance(value, dict):
                    todo.append(value)
                inner = self._resolved(value)
                if inner is not value and inner is not thing:
                    found.add(id(inner))
        return found

    def _resolved(self, value: object) -> object:
        own = value
        if isinstance(value, dict) and _ONLY_NAMED.issuperset(value):
            own = value.get("@id")
        return self._by_id.get(own, value) if isinstance(own, str) else value

    def _thing(self, thing: Thing) -> None:
        todo: list[_Todo] = [(thing, None, "")]
        while todo:
            told, above, role = todo.pop()
            if id(told) in self._begun:
                continue
            self._begun.add(id(told))
            kinds = frozenset(_linked_data.types(told))
            item = Item(kinds, None, above)
            item.role = role
            kept = item.is_comment() or (item.is_post() and above is None)
            if kept:
                self._found.append(item)
            inner = [
                (each, item if kept else above, name)
                for name, each in self._inside(told, asks=not kinds.isdisjoint(NO_DISCUSSION))
            ]
            for name, value in told.items():
                if name not in NESTED:
                    for each in value if isinstance(value, list) else [value]:
                        _add(item, name, each)
            todo += reversed(inner)

    def _inside(self, told: Thing, *, asks: bool) -> Iterator[tuple[str, Thing]]:
        for name, value in _nested(told):
            each = self._resolved(value)
            if asks and name not in _COMMENTS:
                self._asked += 1
            elif isinstance(each, dict) and not _ONLY_NAMED.issuperset(each):
                yield name, each
            elif name in _COMMENTS and isinstance(each, str) and not _ADDRESS.fullmatch(each):
                yield name, {"text": each}
            elif name in _COMMENTS and each not in (None, ""):
                self._named += 1


def _nested(thing: Thing) -> Iterator[tuple[str, object]]:
    for name, value in thing.items():
        if name in NESTED:
            for each in value if isinstance(value, list) else (value,):
                yield name, each


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
