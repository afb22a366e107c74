"""The allow-lists: whatever is not on them does not reach a page.

Every body goes through one of the cleaners as its last step. The only exceptions are texts without
any markup, which `plain`, `hn` and `reddit` escape and wrap without a parser, those of Hacker News
whose only tags are paragraphs, emphasis without attributes, and links to plain addresses, and mail
without links, of which all markup is written by us; tests hold them to the same bytes as the way
through here.
"""

import re
from types import MappingProxyType

import nh3

from sitegen.bodies.characters import tidy
from sitegen.bodies.colours import COLOURS
from sitegen.bodies.elements import LINE, WRITTEN_BLOCKS
from sitegen.bodies.links import REL, SCHEMES, safe
from sitegen.entities import unescape

_TAGS = frozenset(LINE.values()) | WRITTEN_BLOCKS | {"br", "div", "hr", "p", "pre", "span"}

_ALIGNED = MappingProxyType({"class": {"right", "center"}})
_DIRECTED = MappingProxyType({"dir": {"auto"}})
_SCROLLS = MappingProxyType({"tabindex": {"0"}})  # by the keyboard

_HN = nh3.Cleaner(
    tags={"a", "blockquote", "code", "i", "p", "pre"},
    attributes={"*": set(), "a": {"href"}},
    tag_attribute_values={"pre": {"class": {"code"}, **_SCROLLS}},
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
)
_WIDE = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "*": set(),
        "a": {"href", "title"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    tag_attribute_values={
        "dd": {**_DIRECTED},
        "div": {"class": {"table"}, **_SCROLLS},
        "dt": {**_DIRECTED},
        "li": {**_DIRECTED},
        "p": {**_DIRECTED},
        "pre": {"class": {"code"}, **_SCROLLS},
        "span": {"class": {"spoiler", *COLOURS}, **_SCROLLS},
        "td": {**_ALIGNED, **_DIRECTED},
        "th": {**_ALIGNED, **_DIRECTED},
    },
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
)
_MAIL = nh3.Cleaner(
    tags={"a", "blockquote", "br", "code", "details", "li", "p", "pre", "span", "summary", "ul"},
    attributes={"a": {"href"}},
    tag_attribute_values={
        "details": {"class": {"quote", "signature"}},
        "p": {"class": {"attribution", "signature"}},
        "pre": {"class": {"code", "signature"}, **_SCROLLS},
        "span": {"class": {"gd", "gh", "gi"}},
        "ul": {"class": {"attachments"}},
    },
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
)

# In what a cleaner has written, attributes are quoted and links do not nest.
_LINK = re.compile(rf'<a(?: href="([^"]*)")?( title="[^"]*")? rel="{REL}">(.*?)</a>', re.S)


def clean_hn(html: str) -> str:
    """Safe HTML of the few tags that Hacker News writes; the hosts of links have been checked."""
    html = _HN.clean(html)
    return _checked(html) if "<a rel" in html else tidy(html)


def clean(html: str) -> str:
    """Safe HTML of all tags that a body may have."""
    return _checked(_WIDE.clean(html))


def clean_mail(html: str) -> str:
    """Safe HTML of what `mail` writes, whose texts are tidy and whose links have been checked."""
    return _MAIL.clean(html)


def _checked(html: str) -> str:
    """Without links that lead nowhere or deceive, and tidy: entities are decoded by now."""
    if "<a" in html and ("@" in html or "\\" in html or "<a rel" in html or "<a title" in html):
        html = _LINK.sub(_kept_link, html)
    return tidy(html)


def _kept_link(link: re.Match[str]) -> str:
    href, _, content = link.groups()
    return link.group() if href and safe(unescape(href)) else str(content)
