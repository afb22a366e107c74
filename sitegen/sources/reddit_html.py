"""reddit-html: saved pages of Reddit in all its designs, of Redlib and redd-archiver.

A page is parsed whole; which design it has is seen from its elements, never from its date.
Format: docs/formats/reddit-html.md.
"""

from collections.abc import Callable, Iterator

from sitegen.model import Problem, Record
from sitegen.sources import (
    _html,
    _redd_archiver,
    _reddit_cards,
    _reddit_old,
    _reddit_react,
    _reddit_redlib,
    _reddit_shreddit,
)
from sitegen.sources._html import Node, attribute
from sitegen.sources._reddit_cards import Card
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

# An element that only pages of a design have, and what reads them; the first that fits.
_DESIGNS: tuple[tuple[str, Callable[[Node], list[Card]]], ...] = (
    ("shreddit-post, shreddit-comment", _reddit_shreddit.cards),
    ("div.submission[data-id], details.comment[data-id]", _redd_archiver.cards),
    ("div.thing[data-fullname], div.thing[class*=id-t]", _reddit_old.cards),
    ("div.comment .comment_data, div.post .post_header", _reddit_redlib.cards),
    ("div.Post, div.Comment, div[id^=t1_]", _reddit_react.cards),
)
_HOST = ".reddit.com"
# What no other site's pages have; some begin with so much style that a head holds nothing else.
_OWN = (
    "link[href*=redd-archiver], shreddit-app, shreddit-post, shreddit-comment,"
    " script[src*='redditstatic.com/desktop2x'], script[src*='redditstatic.com/shreddit'],"
    " script[src*='redditstatic.com/reddit-init'], link[href*='redditstatic.com/reddit.'],"
    " a#redlib, a#libreddit, div.thing[data-fullname^=t1_], div.thing[data-fullname^=t3_]"
)


def _sniff(head: Head) -> bool:
    if not _html.looks_like_html(head.data) or b"redd" not in head.data.lower():
        return False
    root, _ = _html.tree(_html.unarchived(_html.decode(head.data)))
    return root is not None and _is_page(root)


def _is_page(root: Node) -> bool:
    """By what Reddit tells search engines; a page of its elements alone by these."""
    for meta in root.css("head meta"):
        told = attribute(meta, "content").lower()
        key = attribute(meta, "property") or attribute(meta, "name")
        if (key == "og:site_name" and told == "reddit") or (
            key == "keywords" and "reddit.com, vote" in told
        ):
            return True
    link = root.css_first("head link[rel=canonical]")
    host = attribute(link, "href").partition("://")[2].partition("/")[0] if link else ""
    return f".{host}".endswith(_HOST) or root.css_first(_OWN) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = _html.page(stream, b"</html>")
    yield from problems
    if root is None:
        return
    cards = next((read for elements, read in _DESIGNS if root.css_first(elements)), None)
    found = cards(root) if cards else []
    if not found:
        yield Problem("", "a page of Reddit, but with no post in it", lost=False)
    records = _reddit_cards.records(found)
    yield from _redd_archiver.renamed(records, root) if cards is _redd_archiver.cards else records


SOURCE = Source(
    name="reddit-html",
    title="Reddit pages as browsers save them",
    version=3,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
