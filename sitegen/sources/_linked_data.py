"""What a page tells of itself to programs: JSON-LD in its scripts, and elements of its head.

Format: https://www.w3.org/TR/json-ld11/ as search engines ask for it: objects of schema.org, one a
script, in a list, or in a list under `@graph`.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import msgspec

from sitegen.sources._html import Node, attribute

Thing = Mapping[str, Any]

ARTICLES: Final = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "TechArticle", "SocialMediaPosting", "Report"}
)
_SCHEMA = ("https://schema.org/", "http://schema.org/", "schema:")


def things(root: Node) -> Iterator[Thing]:
    """The objects of a page's scripts, in order, without those inside of them.

    A script that stands there twice is read once; what is no JSON is passed over.
    """
    for text in dict.fromkeys(_scripts(root)):
        try:
            told = msgspec.json.decode(text, strict=False)
        except (msgspec.DecodeError, RecursionError):
            continue
        for thing in told if isinstance(told, list) else [told]:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                if "@type" in thing or not isinstance(graph, list):
                    yield thing
                else:
                    yield from (inner for inner in graph if isinstance(inner, dict))


def unread(root: Node) -> list[str]:
    """The texts of scripts that are no JSON, or nest too deep."""
    found = []
    for text in dict.fromkeys(_scripts(root)):
        try:
            msgspec.json.decode(text, strict=False)
        except (msgspec.DecodeError, RecursionError):
            found.append(text)
    return found


def _scripts(root: Node) -> Iterator[str]:
    for script in root.css("script[type^='application/ld+json' i]"):
        yield script.text()


def is_a(thing: Thing, kinds: Collection[str]) -> bool:
    return any(kind in kinds for kind in types(thing))


def types(thing: Thing) -> list[str]:
    """What an object is, without the vocabulary's address."""
    told = thing.get("@type")
    found = []
    for kind in told if isinstance(told, list) else [told]:
        if isinstance(kind, str):
            for start in _SCHEMA:
                kind = kind.removeprefix(start)
            found.append(kind)
    return found


def text(thing: Thing, *names: str) -> str:
    """The first of these that tells words; of an object its name, of a list its first."""
    for name in names:
        told = thing.get(name)
        told = told[0] if isinstance(told, list) and told else told
        if isinstance(told, dict):
            told = told.get("name")
        if isinstance(told, str) and told.strip():
            return told.strip()
    return ""


def count(thing: Thing, name: str) -> int | None:
    """A number that is not below zero; None where there is none."""
    told = thing.get(name)
    if isinstance(told, str) and told.isascii() and told.isdigit():
        told = int(told[:12])
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


def meta(root: Node, *names: str) -> str:
    """What the first of these elements of a page's head tells, by `property` or `name`."""
    for name in names:
        for found in root.css(f"meta[property='{name}'], meta[name='{name}']")[:1]:
            if told := attribute(found, "content").strip():
                return told
    return ""


def link(root: Node, rel: str) -> str:
    found = root.css_first(f"link[rel='{rel}']")
    return attribute(found, "href").strip() if found else ""
