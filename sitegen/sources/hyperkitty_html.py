"""hyperkitty-html: saved pages of threads and messages in the archives of Mailman 3.

Messages stand one behind the other, answers with how deep they nest, to five levels. A link to
answer by mail names a message, so that it has the id that mailboxes have; without such a link the
archive's own name for it (a digest) stands for it.

Markup: templates/hyperkitty of HyperKitty 1.3, https://gitlab.com/mailman/hyperkitty
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources import _forum_times, _linked_data, _mail_lists, _web
from sitegen.sources._html import (
    Node,
    attribute,
    classes,
    looks_like_html,
    saved_page,
    text_of,
    walk,
)
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OWN = re.compile(rb"/list/[^\s\"'<>]{1,200}/(?:thread|message)/[A-Z2-7]{32}\b|hyperkitty/")
_NAME = re.compile(r"[A-Z2-7]{32}", re.ASCII)
_LEVEL = re.compile(r"reply-level-(\d{1,2})", re.ASCII)
_PLACE = re.compile(
    r"(https?://[^\s/]{1,200})?(\S{0,200}?/list/([^/\s]{1,200})/)(?:thread|message)/"
)
_ANSWERED = re.compile(r"[?&]In-Reply-To=(?:<|%3C)([^&?\s<>]{3,600}?)(?:>|%3E)", re.I)
_BARE_HOUR = re.compile(r"(?<![:\d])(\d{1,2}) (?=[ap]\.m\.)")
_DEEPEST = 5  # levels at which deeper answers are shown, too
_FLAT = Evidence(parent="guessed", parent_rule="the archive shows answers by date")
_CAPPED = Evidence(
    parent="guessed", parent_rule="the archive shows deeper answers beside each other"
)
_MOST = 40  # links that are looked at


class _Place(NamedTuple):
    """The archive's address before the names of messages, the site's, and the list."""

    archive: str
    base: str
    mailing_list: str


def _sniff(head: Head) -> bool:
    data = head.data
    return (
        looks_like_html(data)
        and b"thread-content" in data
        and b"email-header" in data
        and _OWN.search(data) is not None
    )


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    place = _place(root, noted) if root else None
    if root is None or place is None:
        yield Problem("", "the page does not tell which archive it is of")
        return
    heading = root.css_first(".thread-header h3") or root.css_first(".message-header h1")
    title = _mail_lists.title(text_of(heading), [place.mailing_list]) if heading else None
    yield from _messages(root, place, title, thread=root.css_first(".thread-header") is not None)
    if root.css_first(".replies .ajaxloader"):
        yield Problem("", "the answers had not been loaded when the page was saved: add ?noscript")


def _place(root: Node, noted: str) -> _Place | None:
    links = [attribute(node, "href")[:800] for node in root.css(".messagelink a[href]")[:_MOST]]
    told = [noted, _linked_data.link(root, "canonical"), *links]
    found = [match for each in told if (match := _PLACE.match(each))]
    if not found:
        return None
    host = next((match[1] for match in found if match[1]), "")
    return _Place(f"{host}{found[0][2]}", host, found[0][3].partition("@")[0].lower())


def _messages(root: Node, place: _Place, title: str | None, *, thread: bool) -> Iterator[Record]:
    above: list[str] = []  # the last message of each level, from the opening one
    seen: set[str] = set()
    nested = root.css_first("[class*='reply-level-']") is not None
    level = 0
    for node, begins in walk(root, lambda node: "email" not in classes(node)):
        if not begins or not node.is_element_node:
            continue
        kinds = classes(node)
        told = next((found for kind in kinds if (found := _LEVEL.fullmatch(kind))), None)
        if told or not {"odd", "even"}.isdisjoint(kinds):
            level = int(told[1]) if told else 0
        if "email" not in kinds:
            continue
        own = _id(node, place)
        if not own:
            yield Problem("", "a message without a name")
            continue
        if own in seen:
            yield Problem(own, "it stands here twice; the first is kept")
            continue
        seen.add(own)
        opens = thread and not above
        depth = 0 if opens or not above else min(level + 1, len(above))
        parent = above[depth - 1] if depth else None
        evidence = None
        if depth and not nested and len(above) > 1:
            evidence = _FLAT
        elif depth and level >= _DEEPEST and len(above) > depth:
            evidence = _CAPPED
        del above[depth:]
        above.append(own)
        yield _post(node, own, parent, above[0] if thread else None, place, title, evidence)


def _id(node: Node, place: _Place) -> str:
    """By the Message-ID, where the page has it, else by the archive's name; "" without either."""
    link = node.css_first("a.reply-mailto[href]")
    named = _ANSWERED.search(attribute(link, "href")[:4000]) if link else None
    if named:
        return f"mail:{unquote(unquote(named[1])).strip('<>')}"
    header = node.css_first(".email-header")
    name = attribute(header, "id") if header else ""
    if not _NAME.fullmatch(name):
        return ""
    return f"hyperkitty:{(place.base.partition('//')[2] or place.mailing_list).lower()}/{name}"


def _post(
    node: Node, own: str, parent: str | None, root: str | None, place: _Place,
    title: str | None, evidence: Evidence | None,
) -> Post:  # fmt: skip
    header, text = node.css_first(".email-header"), node.css_first(".email-body")
    name = node.css_first(".email-author .name")
    time, subject = node.css_first(".email-date .time [title]"), node.css_first(".subject")
    name_of_it = attribute(header, "id") if header else ""
    html = (text.inner_html or "").strip() if text else ""
    created = _time(attribute(time, "title")) if time else None
    changed = text_of(subject).partition(":")[2].strip() if subject else ""
    if changed:
        html = f"<p><b>{changed.replace('&', '&amp;').replace('<', '&lt;')}</b></p>{html}"
    known = _NAME.fullmatch(name_of_it) and place.base
    return Post(
        id=own,
        parent=parent,
        root=root,
        body=Body(rewritten(html, place.base, _rule), "html"),
        author=text_of(name) or None if name else None,
        created=created,
        permalink=f"{place.archive}message/{name_of_it}/" if known else None,
        title=title if parent is None else None,
        labels=() if created or not time else _forum_times.label(_words(attribute(time, "title"))),
        community=place.mailing_list or _web.host_of(place.base),
        evidence=evidence,
    )


def _rule(step: Step) -> Written | None:
    """Quotations are quotations, without the links that fold them."""
    if step.node.tag != "div":
        return None
    kinds = classes(step.node)
    if "quoted-switch" in kinds:
        return Written()
    if "quoted-text" in kinds and "pgp" not in kinds:
        return Written("<blockquote>", below(step.node), "</blockquote>")
    return None


def _words(told: str) -> str:
    """What stands behind "Sender's time: "."""
    return (told.partition(": ")[2] or told)[: _forum_times.LONGEST]


def _time(told: str) -> datetime | None:
    """The sender's time, "Sender's time: March 5, 2024, 10 a.m.", in whatever zone that was."""
    words = _words(told).replace("noon", "12:00 p.m.").replace("midnight", "12:00 a.m.")
    return _forum_times.moment(_BARE_HOUR.sub(r"\1:00 ", words), None)


SOURCE = Source(
    name="hyperkitty-html",
    title="Saved pages of threads in archives of Mailman 3 (HyperKitty)",
    version=1,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
