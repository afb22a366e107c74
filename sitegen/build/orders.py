"""A thread in another order: siblings sorted anew, or all comments flat, the newest first."""

from datetime import UTC, datetime

import msgspec

from sitegen.build import said
from sitegen.build.site_view import Frame
from sitegen.config import Config
from sitegen.model import Thread, assemble
from sitegen.model.order import ORDERS, Order
from sitegen.model.post import Gap, Post
from sitegen.pages import ThreadPage, urls
from sitegen.theme.views import Alternate, Link, PageView

_START = datetime.min.replace(tzinfo=UTC)
_TYPES = {"json": "application/json", "md": "text/markdown", "feed": "application/atom+xml"}


def ordered(
    thread_id: str, posts: list[Post], gaps: list[Gap], order: "Order | str", config: Config
) -> Thread:
    """The thread in one of the orders of pages; "": that of the site."""
    if order in ORDERS:
        return assemble(thread_id, posts, gaps, order)
    thread = assemble(thread_id, posts, gaps, config.build.order)
    return flattened(thread) if order == "flat" else thread


def flattened(thread: Thread) -> Thread:
    """All comments at one level, the newest first; what each answers is still told."""
    known = [comment for comment in thread.comments if comment.note != "ghost"]
    known.sort(key=lambda comment: (comment.post.created or _START, comment.number), reverse=True)
    place = {comment.number: number for number, comment in enumerate(known)}
    comments = tuple(
        msgspec.structs.replace(
            comment, number=number, depth=0, parent=place.get(comment.parent, -1), descendants=0
        )
        for number, comment in enumerate(known)
    )
    return msgspec.structs.replace(thread, comments=comments)


def order_links(frame: Frame, page: ThreadPage) -> tuple[Link, ...]:
    """The orders of a thread, on its page in each of them."""
    if not page.orders:
        return ()
    return tuple(
        Link(
            "" if order == page.order else urls.relative(page.path, _path(page, order)),
            frame.text(said.ORDERS[order or frame.config.build.order]),
        )
        for order in ("", *page.orders)
    )


def _path(page: ThreadPage, order: str) -> str:
    return urls.order(page.id, order) if order else urls.thread(page.id)


def with_twins(frame: Frame, head: PageView, page: ThreadPage, comments: int) -> PageView:
    """What a page of a thread says of itself, with the thread's other forms and its own address.

    A page in another order, or of a part of the thread, is no address of its own: the page is where
    its comments stand.
    """
    forms = (
        page.site.twins
        if comments >= page.site.fewest and not (page.part or page.top >= 0 or head.noindex)
        else ()
    )
    alternates = tuple(
        Alternate(
            urls.relative(page.path, urls.twin(page.id, form)),
            _TYPES[form],
            frame.text(said.FORMS[form]),
        )
        for form in forms
    )
    own = head.canonical
    if page.order or page.top >= 0:
        own = urls.absolute(frame.config.site.url, urls.part(page.id, page.part))
    return msgspec.structs.replace(head, alternates=alternates, canonical=own)
