"""Addresses on saved Hacker News pages: which item, which page, and what archives did to them.

Pages are saved with addresses as they were ("item?id=1"), made absolute, turned into file names
("item%3Fid=1.html") or led through the Wayback Machine; all of these mean the same item.
"""

import re
from typing import Final
from urllib.parse import unquote

import msgspec

SITE: Final = "https://news.ycombinator.com/"

_ITEM = re.compile(r"(?:^|/)item\?id=(\d{1,16})(?!\d)(?:.*?[&?]p=(\d{1,4}))?", re.ASCII)
_HASH = re.compile(r"#(\d{1,16})$", re.ASCII)
_MORE = re.compile(r"(?:^|/)x\?fnid=(\w{1,64})")
_FROM = re.compile(r"[?&](?:goto|whence)=([^&#]*)")
_ARCHIVED = re.compile(r"(?:https?://web\.archive\.org)?/web/[0-9]{14}(?:[a-z]{2}_)?/(?=https?://)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class Address(msgspec.Struct, frozen=True):
    """What an address of an item's page says: the item and the number of the page (from 1).

    `more` is the name of a page that says only that it goes on from another ("x?fnid=…", to 2014).
    """

    item: int | None = None
    number: int = 1
    more: str = ""


def address(href: str) -> Address:
    """What an address leads to; empty where it is no page with comments of one item."""
    plain = unarchived(href)
    found = _ITEM.search(plain) or _ITEM.search(unquote(plain))
    if found:
        return Address(int(found[1]), int(found[2] or 1))
    more = _MORE.search(plain) or _MORE.search(unquote(plain))
    return Address(more=more[1]) if more else Address()


def item(href: str) -> int | None:
    """The id of the item that an address is about: that behind the # where there is one."""
    place = _HASH.search(href)
    return int(place[1]) if place else address(href).item


def number(text: str) -> int | None:
    """An id as pages write it; None when it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 17 else None


def saved_from(href: str) -> Address | None:
    """The page on which a link stands, as links to vote, reply and log in tell it."""
    found = _FROM.search(href)
    return address(unquote(found[1])) if found else None


def unarchived(href: str) -> str:
    """An address without the Wayback Machine before it."""
    return _ARCHIVED.sub("", href, count=1) if "/web/" in href else href


def absolute(href: str, archived: bool) -> str:
    """A link in a body as its author wrote it. `archived`: the page was led through an archive."""
    href = unarchived(href) if archived else href
    if _SCHEME.match(href):
        return href
    found = address(href)
    return f"{SITE}item?id={found.item}" if found.item else SITE + href.lstrip("/")


def is_archived(href: str) -> bool:
    return _ARCHIVED.match(href) is not None
