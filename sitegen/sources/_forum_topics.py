"""The topic that a saved page of a forum is of: its name, by which the pages of a topic find each
other, its title, and whether the page is the first."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from sitegen.sources import _web
from sitegen.sources._forum_looks import Look
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._html import Node, attribute, text_of
from sitegen.sources._page_parts import LONGEST, first

_COUNTER = re.compile(r"\d{1,3}(?:[,.]\d{3})*|\d{1,9}", re.ASCII)
_NO_KEY = re.compile(r"[\W_]+")
_ANSWER = re.compile(r"(?:Re|Aw): ", re.I)
_MOST = 20  # links that are looked at


class Topic(NamedTuple):
    """`name` is the same on all of its pages; `address` leads to the first.

    `named`: addresses have the topic's title in them.
    """

    name: str
    number: str
    named: bool
    title: str | None
    base: str
    address: str
    community: str | None
    first: bool


def topic(root: Node, dump: str, look: Look, saved: str) -> Topic | None:
    """The topic that a page is of, by the page's own address, or by the link of its title.

    `saved` is the address that whoever saved the page noted, or "".
    """
    heading = first(root, look.title)
    links = [link for link in (*_addresses(root, heading, look), saved[:LONGEST]) if link]
    found, address = next(
        ((found, link) for link in links if (found := look.topic.match(link))), (None, "")
    )
    if found is None:
        return None
    told = found.groupdict()
    number = told.get("number") or told["named"] or ""
    base = found["base"] if address.startswith("http") else _site(root, links)
    known = forum_in_name(dump)
    host = _web.host_of(base + "/") or (known.host if known else "")
    title = _title(root, heading)
    whole = address if address.startswith("http") else _based(root, address)
    place = _web.page_id(base + "/") or f"web:{host or _nameless(title)}"
    return Topic(
        f"{place}/{look.kind}/{number}",
        number,
        bool(told.get("named")),
        title,
        base,
        _of_first_page(whole) if whole else "",
        host or None,
        _isfirst(root, links, look),
    )


def untold(root: Node, dump: str, look: Look) -> Topic | None:
    """The topic of a page that tells no address, by its title; None for one without a title."""
    title = _title(root, first(root, look.title))
    key = _key(title)
    if not key:
        return None
    known = forum_in_name(dump)
    host = known.host if known else ""
    name = f"web:{host or 'forum'}/{look.kind}/~{key}"
    return Topic(name, "", False, title, "", "", host or None, True)


def _key(title: str | None) -> str:
    return _NO_KEY.sub("-", title or "")[:80].strip("-")


def _nameless(title: str | None) -> str:
    """What stands for the host where no page tells it: forums count their topics alike, from 1."""
    words = _key(title)
    return f"forum/~{words}" if words else "forum"


def _addresses(root: Node, heading: Node | None, look: Look) -> Iterator[str]:
    for node in root.css('link[rel="canonical"], meta[property="og:url"]')[:_MOST]:
        yield (attribute(node, "href") or attribute(node, "content"))[:LONGEST]
    inside = heading.css_first("a[href]") if heading else None
    for node in (inside, *(root.css(look.links)[:_MOST] if look.links else ())):
        if node:
            yield attribute(node, "href")[:LONGEST]


def _site(root: Node, links: list[str]) -> str:
    """The folder that a page lies in, as its own absolute addresses tell."""
    base = root.css_first("base[href]")
    told = next((link for link in links if _web.host_of(link)), "")
    address = attribute(base, "href") if base else told
    return urljoin(address, ".").rstrip("/") if _web.host_of(address) else ""


def _based(root: Node, address: str) -> str:
    """Where an address leads on a page that says where its addresses begin; "" on all others."""
    base = root.css_first("base[href]")
    begins = attribute(base, "href")[:LONGEST] if base else ""
    return urljoin(begins, address) if _web.host_of(begins) else ""


def _title(root: Node, heading: Node | None) -> str | None:
    told = text_of(heading) if heading else ""
    page_title = root.css_first("title")
    told = told or (text_of(page_title) if page_title else "")
    return _ANSWER.sub("", told, count=1) or None


def _of_first_page(address: str) -> str:
    return re.split(r"/page-?\d|#|[?&]start=|[?&;]page=|/p\d{1,6}(?=[?#&]|$)", address, maxsplit=1)[
        0
    ]


def _isfirst(root: Node, links: list[str], look: Look) -> bool:
    """Whether the page is the first of its topic: by the count of its first post, else by links."""
    node = root.css_first(look.counter) if look.counter else None
    if node and (index := attribute(node, "data-index")).isdecimal():
        return index.strip("0") == ""
    count = _COUNTER.search(text_of(node)) if node else None
    if count:
        return count[0] == "1"
    if any(look.page.search(link) for link in links[:1]):
        return False
    earlier = root.css_first(
        'link[rel="prev"]:not([href*="prev_next"]), .pagination li.previous a, .pageNav-jump--prev,'
        ' .PageNav a.text[href*="page"]:first-child, a[rel="prev"]'
    )
    return earlier is None
