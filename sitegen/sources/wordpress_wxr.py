"""wordpress-wxr: what WordPress exports: pages of a blog with the comments on them.

Only what was public is read: published pages without a password, approved comments. What else an
export holds (pictures, menus, drafts, spam) is counted.

Format: the exporter itself, wp-admin/includes/export.php of WordPress ("WXR", versions 1.0 to 1.2).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _web
from sitegen.sources._json import utc_iso
from sitegen.sources._mail_dates import moment
from sitegen.sources._xml_records import Element, records, root_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_SPACE = b"http://wordpress.org/export/"
_NOT_PAGES = frozenset(
    {"attachment", "custom_css", "customize_changeset", "nav_menu_item", "oembed_cache", "revision",
     "user_request", "wp_block", "wp_global_styles", "wp_navigation", "wp_template",
     "wp_template_part"}
)  # fmt: skip
_BACK = frozenset({"pingback", "trackback"})


def _sniff(head: Head) -> bool:
    return root_of(head.data) == "rss" and _SPACE in head.data


def _read(dump: Dump) -> Iterator[Record]:
    names: dict[str, str] = {}
    others: Counter[str] = Counter()
    base = ""
    with dump.open() as stream:
        for record in records(stream, "item", "author"):
            if isinstance(record, Problem):
                yield record
            elif not record.element.name:
                base = record.element.told("wp:base_blog_url", "link")
            elif record.element.name == "wp:author":
                login = record.element.told("wp:author_login")
                names[login] = record.element.told("wp:author_display_name") or login
            else:
                yield from _page(record.where, record.element, base, names, others)
    for what, count in sorted(others.items()):
        yield Problem("", f"left out: {what} ({count:,})")


def _page(
    where: str, told: Element, base: str, names: dict[str, str], others: Counter[str]
) -> Iterator[Record]:
    kind = told.told("wp:post_type") or "post"
    if kind in _NOT_PAGES:
        others[f"entries of the kind {kind[:40]}"] += 1
        return
    status = told.told("wp:status") or "publish"
    if status != "publish" or told.told("wp:post_password"):
        others[f"pages that are not public ({status[:40]})"] += 1
        return
    address = told.told("link") or f"{base}/?p={told.told('wp:post_id')}"
    page_id = _web.page_id(address)
    if page_id is None:
        yield Problem(where, "a page without an address")
        return
    author = told.told("dc:creator")
    yield Post(
        id=page_id,
        body=Body(_web.paragraphs(told.told("content:encoded")), "html"),
        author=names.get(author, author) or None,
        created=_time(told.told("wp:post_date_gmt"))
        or moment(told.told("pubDate"))
        or _time(told.told("wp:post_date")),
        edited=_edited(told),
        permalink=address,
        title=told.told("title") or None,
        community=_web.host_of(address),
        labels=tuple(_categories(told)),
    )
    for comment in told.all("wp:comment"):
        yield from _comment(where, comment, page_id, address, others)


def _comment(
    where: str, told: Element, page_id: str, address: str, others: Counter[str]
) -> Iterator[Record]:
    number, approved = told.told("wp:comment_id"), told.told("wp:comment_approved") or "1"
    if approved != "1":
        what = (
            "comments that wait for approval" if approved == "0" else f"comments: {approved[:20]}"
        )
        others[what] += 1
        return
    if not number.isdigit():
        yield Problem(where, "a comment without a number")
        return
    parent, kind = told.told("wp:comment_parent"), told.told("wp:comment_type")
    answered = parent.isdigit() and int(parent) > 0
    yield Post(
        id=f"{page_id}#comment-{number}",
        parent=f"{page_id}#comment-{parent}" if answered else page_id,
        root=page_id,
        body=Body(_web.paragraphs(told.told("wp:comment_content")), "html"),
        author=told.told("wp:comment_author") or None,
        created=_time(told.told("wp:comment_date_gmt")) or _time(told.told("wp:comment_date")),
        permalink=f"{address.partition('#')[0]}#comment-{number}",
        labels=(kind,) if kind in _BACK else (),
    )


def _categories(told: Element) -> Iterator[str]:
    for category in told.all("category"):
        name = category.text.strip()
        if name and category.attributes.get("domain") == "category" and name != "Uncategorized":
            yield name[:80]


def _edited(told: Element) -> datetime | None:
    created, edited = (_time(told.told(f"wp:post_{name}_gmt")) for name in ("date", "modified"))
    return edited if created and edited and edited > created else None


def _time(text: str) -> datetime | None:
    """ "2012-05-01 10:00:00"; what was never set is "0000-00-00 00:00:00"."""
    return None if text.startswith("0000") else utc_iso(text)


SOURCE = Source(
    name="wordpress-wxr",
    title="Blogs that WordPress exports, with their comments (WXR)",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
