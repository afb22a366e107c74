"""What programs that read pages of forums tell alike: names of topics, people, times, HTML.

The name of a topic of phpBB or XenForo is that which its saved pages have, see forum_html.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import NamedTuple
from urllib.parse import urljoin

from sitegen import possessive
from sitegen.model import Body
from sitegen.sources import _mail_dates, _web
from sitegen.sources._html import Node, attribute
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._times import utc_iso, utc_unix

_KNOWN = (
    (re.compile(r"(.*?)/?viewtopic\.php\?(?:[^#]*&)?t=(\d{1,12})\b"), "viewtopic"),
    (re.compile(r"(.*?)/threads/(?:[^/?#]*\.)?(\d{1,12})(?:[/?#]|\Z)"), "threads"),
)
_LEADS_ON = possessive.compiled(r"[a-z][a-z0-9+.-]{0,20}:|#|//", re.I)
_LONGEST = 2000  # characters of an address
_NAMES = ("name", "username", "login", "display_name")


class Topic(NamedTuple):
    """`name` is what ids of its posts begin with; `address` leads to it, "" where none does."""

    name: str
    title: str | None
    address: str
    community: str | None


def topic(address: str, own: str, title: str | None, community: str | None = None) -> Topic:
    """A topic by its address, or by its own id where that is none."""
    address = address[:_LONGEST]
    name = _web.page_id(address) or f"web:forum/{own}"
    for pattern, kind in _KNOWN:
        found = pattern.match(address)
        place = _web.page_id(found[1] + "/") if found else None
        if found and place:
            name = f"{place}/{kind}/{found[2]}"
            break
    host = _web.host_of(address)
    return Topic(name, title or None, address if host else "", community or host)


def person(told: object) -> str | None:
    """A name that stands by itself, or in an object."""
    if isinstance(told, Mapping):
        told = next((told[name] for name in _NAMES if isinstance(told.get(name), str)), None)
    return told.strip() or None if isinstance(told, str) else None


def moment(told: object) -> datetime | None:
    """A time in ISO 8601, as mail writes it, or in seconds; None where it is not certain."""
    if not isinstance(told, str):
        return utc_unix(told)
    told = told.strip()
    return utc_iso(told) or (_mail_dates.moment(told) if 0 < len(told) < 64 else None)


def body(html: object, address: str) -> Body:
    """HTML of a page at an address, whose links lead on from anywhere."""
    if not isinstance(html, str):
        return Body("", "html")

    def absolute(step: Step) -> Written | None:
        return _absolute(step.node, address)

    return Body(rewritten(html, "", absolute).strip() if "<" in html else html.strip(), "html")


def _absolute(node: Node, address: str) -> Written | None:
    name = "href" if node.tag == "a" else "src" if node.tag == "img" else ""
    told = attribute(node, name).strip() if name else ""
    if not told or not address or _LEADS_ON.match(told):
        return None
    try:
        whole = urljoin(address, told[:_LONGEST])
    except ValueError:
        return None
    if name == "src":
        return Written(f'<img src="{escape(whole)}" alt="{escape(attribute(node, "alt"))}">')
    return Written(f'<a href="{escape(whole)}">', below(node), "</a>")
