"""metafilter-html: saved pages of threads on MetaFilter and Ask MetaFilter.

A thread is flat. Who wrote a comment and when stands below it; the year is left out where it is
that of the thread. No page names the zone of its times: they are taken for UTC.

Markup: scrapers and scripts for readers of the site, 2005 to 2025.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _mail_dates
from sitegen.sources import _page_parts as parts
from sitegen.sources._html import (
    Node,
    attribute,
    classes,
    inside,
    looks_like_html,
    saved_page,
    text_of,
)
from sitegen.sources._html_write import rewritten
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_HEADING = re.compile(rb"<h1\b[^<>]{0,200}\bposttitle\b")
_OF_THREAD = re.compile(rb"\bmetafilter\.com/(?:mefi/)?\d{1,9}\b")
_PLACE = re.compile(
    r"https?://(?:([a-z]{1,20})\.)?metafilter\.com/(?:mefi/)?(\d{1,9})(?:/([^/?#\s]{0,300}))?"
)
_HASH = re.compile(r"#(\d{1,12})\Z", re.ASCII)
_ANCHOR = re.compile(r"\d{1,12}", re.ASCII)
_WHEN = re.compile(r"\b(\d{1,2}:\d{2}\s{0,2}[AP]M)\b", re.I)
_ON = re.compile(r"\bon ([A-Z][a-z]{2,8} \d{1,2})(?:,? (\d{4}))?\b")
_AT = re.compile(r"([A-Z][a-z]{2,8} \d{1,2}, \d{4}\s{1,3}\d{1,2}:\d{2}\s{0,2}[AP]M)\b", re.I)
_FAVOURITES = re.compile(r"\b(\d{1,6}) (?:users? marked|favou?rites?)", re.I)
_COUNT = re.compile(r"\((\d{1,6}) (?:comments?|answers?)\b")
_BREAKS = re.compile(r"(?:\s*<br\s{0,2}/?>)+\s*\Z", re.I)


class _Thread(NamedTuple):
    id: str
    base: str
    address: str
    community: str


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data) or not _HEADING.search(data):
        return False
    return parts.has_place(data, _OF_THREAD)


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    found = parts.place(root, noted, _PLACE) if root else None
    if root is None or found is None:
        yield Problem("", "the page does not tell which thread it is of")
        return
    part = found[1] if found[1] not in (None, "www") else "www"
    host = "metafilter.com" if part == "www" else f"{part}.metafilter.com"
    base = f"https://{part}.metafilter.com"
    address = f"{base}/{found[2]}" + (f"/{found[3]}" if found[3] else "")
    thread = _Thread(f"web:{host}/{found[2]}", base, address, host)
    opening = _opening(root, thread)
    yield opening
    if not opening.body.text:
        yield Problem("", "the text that opens the thread was not found")
    yield from _comments(root, thread, opening.created)


def _opening(root: Node, thread: _Thread) -> Post:
    heading = root.css_first("h1.posttitle")
    said = _byline(heading)
    told = text_of(heading) if heading else ""
    when = _AT.search(text_of(said) if said else told)
    texts = root.css("div.copy")[:50]
    text = next((node for node in texts if _byline(node)), texts[0] if texts else None)
    byline = _byline(text)
    about = text_of(byline) if byline else ""
    marks, count = _FAVOURITES.search(about), _COUNT.search(about)
    title = told.removesuffix(text_of(said)).strip() if said else told
    return Post(
        id=thread.id,
        root=thread.id,
        body=_body(text, thread),
        author=_author(byline),
        created=_mail_dates.moment(when[1]) if when else None,
        score=int(marks[1]) if marks else None,
        permalink=thread.address,
        title=title or None,
        community=thread.community,
        claimed=int(count[1]) if count else None,
    )


def _comments(root: Node, thread: _Thread, since: datetime | None) -> Iterator[Post | Problem]:
    seen: set[str] = set()
    for node, holds in parts.innermost(root.css("div.comments")):
        byline = _byline(node)
        if byline is not None and "posted by" not in text_of(byline):
            byline = None
        own = _own(node, byline)
        if byline is None and not (own and text_of(node)):
            continue  # what the site itself says: that a thread is closed, where the next one is
        if not own:
            yield Problem("", "a comment without a number")
        elif holds:
            yield Problem(f"comment {own}", "a comment whose end is missing: others stand in it")
        elif own in seen:
            yield Problem(f"comment {own}", "it stands here twice; the first is kept")
        else:
            seen.add(own)
            if byline is None:
                yield Problem(f"comment {own}", "who wrote it is not there", lost=False)
            yield _comment(node, byline, own, thread, since)


def _comment(
    node: Node, byline: Node | None, own: str, thread: _Thread, since: datetime | None
) -> Post:
    about = text_of(byline) if byline else ""
    marks = _FAVOURITES.search(about)
    created = _created(about, since)
    return Post(
        id=f"{thread.id}#{own}",
        parent=thread.id,
        root=thread.id,
        body=_body(node, thread),
        author=_author(byline),
        created=created,
        score=int(marks[1]) if marks else None,
        permalink=f"{thread.address}#{own}",
        community=thread.community,
        labels=("accepted",) if "best" in classes(node) else (),
    )


def _byline(node: Node | None) -> Node | None:
    """The last of the small words right in an element: who wrote it, and when."""
    child = node.last_child if node else None
    while child is not None:
        if child.is_element_node and "smallcopy" in classes(child):
            return child
        child = child.prev
    return None


def _own(node: Node, byline: Node | None) -> str:
    """The number of a comment: that in the link of its time, else of the anchor before it."""
    links = byline.css("a[href]")[:9] if byline else []
    hashes = (_HASH.search(attribute(link, "href")[-40:]) for link in links)
    told = next((found[1] for found in hashes if found), "")
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    anchor = attribute(before, "name") if before is not None and before.tag == "a" else ""
    return told or (anchor if _ANCHOR.fullmatch(anchor) else "")


def _author(byline: Node | None) -> str | None:
    link = byline.css_first("a[href]") if byline else None
    return text_of(link) or None if link else None


def _created(about: str, since: datetime | None) -> datetime | None:
    """The time in the words below a comment; without a year, the first such after the thread."""
    clock, day = _WHEN.search(about), _ON.search(about)
    if not clock or not day:
        return None
    if day[2] or since is None:
        return _mail_dates.moment(f"{day[1]}, {day[2]} {clock[1]}") if day[2] else None
    years = (since.year, since.year + 1)  # one of them may have no such day
    found = (_mail_dates.moment(f"{day[1]}, {year} {clock[1]}") for year in years)
    return next((time for time in found if time and time >= since - timedelta(days=1)), None)


def _body(node: Node | None, thread: _Thread) -> Body:
    html = inside(node, ("smallcopy",)) if node else ""
    return Body(_BREAKS.sub("", rewritten(html, thread.base)).strip(), "html")


SOURCE = Source(
    name="metafilter-html",
    title="Saved pages of threads on MetaFilter",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
