"""hn-html: saved pages of Hacker News, of every year since 2007.

A page is parsed whole. Pages of one thread ("More") are read each by itself and meet in the store.
Format: docs/formats/hn-html.md.
"""

from collections.abc import Iterator

from sitegen.model import Record
from sitegen.sources import _hn_pages, _html
from sitegen.sources._html import Node, text_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_NAME = "Hacker News"
# Elements that the site's pages have, and others' do not, by the years in which they had them.
_FURNITURE = "#hnmain, td.subtext, span.comhead, tr.athing, span.pagetop"
_NAMELESS = "tr.athing a.hnuser, tr.athing .commtext"  # rows copied out of a page
_MARKS = (b"Hacker News", b"athing", b"hnuser")


def _sniff(head: Head) -> bool:
    if not _html.looks_like_html(head.data) or not any(mark in head.data for mark in _MARKS):
        return False
    root, _ = _html.tree(_html.decode(head.data))
    return root is not None and _is_page(root)


def _is_page(root: Node) -> bool:
    title = root.css_first("head > title")
    if title is not None:
        return _NAME in text_of(title) and root.css_first(_FURNITURE) is not None
    return root.css_first(_NAMELESS) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = _html.page(stream, b"</html>", archived=False)
    yield from problems
    if root is not None:
        yield from _hn_pages.records(root)


SOURCE = Source(
    name="hn-html",
    title="Hacker News pages as browsers save them",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
