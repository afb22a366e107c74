"""Parts of a saved page of a discussion: its own address, single elements, numbers in words."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sitegen.sources import _linked_data
from sitegen.sources._html import Node, attribute, text_of

LONGEST: Final = 2000  # characters of an address
_TAG = re.compile(rb"<(?:link\b|meta\b|!--)[^<>]{0,2000}")
_NUMBER = re.compile(r"([-\u2212\u2013]?)(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?![\d.])", re.ASCII)


def addresses(root: Node, noted: str) -> list[str]:
    """Where a page says that it stands, and what was `noted` when it was saved; none is ""."""
    told = (_linked_data.link(root, "canonical"), _linked_data.meta(root, "og:url"), noted)
    return [address[:LONGEST] for address in told if address]


def place(root: Node, noted: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first of these addresses that begins as those of a program's threads do."""
    told = addresses(root, noted)
    return next((match for link in told if (match := pattern.match(link))), None)


def has_place(data: bytes, pattern: re.Pattern[bytes]) -> bool:
    """Whether the head of a page has such an address where pages tell their own."""
    return any(
        pattern.search(tag)
        for tag in _TAG.findall(data)
        if b"canonical" in tag or b"og:url" in tag or b"saved from" in tag
    )


def first(node: Node, selectors: str) -> Node | None:
    """The element that the first selector names which names one."""
    parts = selectors.split(", ")
    return next((found for part in parts if (found := node.css_first(part))), None)


def words(node: Node | None, selectors: str) -> str | None:
    """The text of that element; None where there is none, or it is empty."""
    found = first(node, selectors) if node else None
    return text_of(found) or None if found else None


def told(node: Node | None, selectors: str, name: str) -> str:
    """An attribute of that element; "" where there is none."""
    found = first(node, selectors) if node else None
    return attribute(found, name) if found else ""


def number(said: str | None) -> int | None:
    """The first whole number in words, with or without commas and a minus."""
    found = _NUMBER.search(said[:200]) if said else None
    if found is None:
        return None
    value = int(found[2].replace(",", ""))
    return -value if found[1] else value


def innermost(nodes: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """(element, whether it holds another of them) for each, in linear time.

    To look only into those that hold no other keeps a page from being gone through again and again.
    """
    listed = list(nodes)
    around: set[int] = set()
    for node in listed:
        above = node.parent
        while above is not None and above.mem_id not in around:
            around.add(above.mem_id)
            above = above.parent
    return ((node, node.mem_id in around) for node in listed)
