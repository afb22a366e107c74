"""disqus-xml: what Disqus exports of a forum: pages of a site, and the comments on them.

Deleted comments are in an export with their texts, and so is spam: neither is shown. A page that
nobody commented on is left out.

Format: https://help.disqus.com/en/articles/1717164-comments-export (schema:
http://disqus.com/api/schemas/1.0/disqus.xsd and disqus-internals.xsd).
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _web
from sitegen.sources._json import utc_iso
from sitegen.sources._xml_records import Element, records, root_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_SPAM = "comments marked as spam"
_SILENT = "pages without comments"


class _Page(msgspec.Struct):
    post: Post
    told: bool = False


def _sniff(head: Head) -> bool:
    return root_of(head.data) == "disqus"


def _read(dump: Dump) -> Iterator[Record]:
    pages: dict[str, _Page] = {}
    others: Counter[str] = Counter()
    with dump.open() as stream:
        for record in records(stream, "thread", "post"):
            if isinstance(record, Problem):
                yield record
            elif record.element.name == "thread":
                page = _page(record.element)
                if page is None:
                    yield Problem(record.where, "a page without an id")
                else:
                    pages[record.element.attributes["dsq:id"]] = _Page(page)
            elif record.element.name == "post":
                yield from _comment(record.where, record.element, pages, others)
    others[_SILENT] = sum(not page.told for page in pages.values())
    for what, count in sorted(others.items()):
        if count:
            yield Problem("", f"left out: {what} ({count:,})")


def _page(told: Element) -> Post | None:
    number, address = told.attributes.get("dsq:id", "").strip(), told.told("link")
    if not number:
        return None
    forum = told.told("forum")
    page_id = _web.page_id(address) or f"web:{forum or 'disqus'}/{number}"
    text = told.told("message")
    return Post(
        id=page_id,
        body=Body(text, "html"),
        author=_author(told) if text else None,
        created=utc_iso(told.told("createdAt")),
        permalink=address or None,
        title=told.told("title") or None,
        community=_web.host_of(address) or forum or None,
        labels=("closed",) if _is(told, "isClosed") else (),
    )


def _comment(
    where: str, told: Element, pages: dict[str, _Page], others: Counter[str]
) -> Iterator[Record]:
    number, of = told.attributes.get("dsq:id", "").strip(), told.first("thread")
    page = pages.get(of.attributes.get("dsq:id", "")) if of else None
    if _is(told, "isSpam"):
        others[_SPAM] += 1
        return
    if not number or page is None:
        yield Problem(where, "a comment without an id" if page else "a comment on no page it names")
        return
    if not page.told:
        page.told = True
        yield page.post
    above = told.first("parent")
    parent = above.attributes.get("dsq:id", "") if above else ""
    deleted = _is(told, "isDeleted")
    created = utc_iso(told.told("createdAt"))
    address = page.post.permalink
    yield Post(
        id=f"{page.post.id}#disqus-{number}",
        parent=f"{page.post.id}#disqus-{parent}" if parent else page.post.id,
        root=page.post.id,
        body=Body("" if deleted else told.told("message"), "html"),
        author=None if deleted else _author(told),
        created=created,
        state="deleted" if deleted else "visible",
        permalink=f"{address}#comment-{number}" if address else None,
    )


def _author(told: Element) -> str | None:
    author = told.first("author")
    return (author.told("name", "username") or None) if author else None


def _is(told: Element, name: str) -> bool:
    return told.told(name).lower() in ("true", "1")


SOURCE = Source(
    name="disqus-xml",
    title="Comments that Disqus exports (XML)",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
