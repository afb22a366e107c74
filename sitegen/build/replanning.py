"""The plan of a build for which no more changed than the texts of a few threads, or their titles,
scores and how many comments they have: their pages, and in the second case lists, feeds, sitemaps.

All others would be planned as they were. Whatever else may have changed, the whole is planned:
this must never leave out a page that would be another. docs/adr/0028.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sitegen.build import keys, output, published
from sitegen.config import Config
from sitegen.model import ThreadSummary, births
from sitegen.pages import ListPage, Page, Site, TextPage, thread_pages, urls
from sitegen.pages import plan as planning
from sitegen.pages.threads import is_parted
from sitegen.store import Store, built, unplanned
from sitegen.store.unplanned import Change

_MOST = 200  # threads; of more, to plan the whole is little against making their pages

_SITE = "site"
_site = msgspec.json.Decoder(Site).decode
_front = msgspec.msgpack.Decoder(ListPage).decode
Row = tuple[str, str, bytes, int]  # as `keys.keyed` gives


def remember_site(store: Store) -> None:
    """Keeps what every page shows of the site as a whole, from the plan that is spooled: to work it
    out all threads are counted."""
    front = built.planned_page(store, urls.FRONT)
    if front:
        store.set_note(_SITE, msgspec.json.encode(_front(front[1]).site).decode())


def spooled(
    config: Config,
    folder: Path,
    into: Path,
    store: Store,
    plan: str,
    own: Callable[[], Sequence[TextPage]],
    keyed: Callable[[Iterable[Page]], Iterator[Row]],
) -> bool:
    """Spools the pages of all threads that changed, and of lists, if no others need be looked at;
    whether it did.

    `plan` is a digest of all that a plan comes of but for the threads, `folder` the site's, `into`
    the output folder, and `own` gives the pages that the site's owner wrote.
    """
    if config.search.enabled or config.build.authors or published.any_told(folder, config):
        return False  # further pages tell of what threads say, and of what pages there are
    changed = unplanned.changes(store, plan, _MOST)
    if changed is None:
        return False
    texts = all(_only_texts(config, change) for change in changed)
    if not (texts or all(_only_rows(config, store, change) for change in changed)):
        return False
    if store.note("writing") or store.note("claimed") != output.manifest_mark(into):
        return False
    if any(keys.touched(str(into), built.all_left(store))):
        return False
    site = _site(store.note(_SITE))
    if site.orders:
        return False  # which pages a thread has then depends on its texts
    if texts:
        threads = (page for _, now in changed if now
                   for page in thread_pages(config, site, store, now))  # fmt: skip
        built.spool(store, keyed(threads))
        return built.all_once(store)
    if not all(_has_same_pages(config, site, store, change) for change in changed):
        return False
    lists: list[ListPage] = []
    few = frozenset(now.id for _, now in changed if now)
    planned = planning.plan(config, store, own(), few=few)
    built.spool(store, keyed(_fronts(planned, lists)))
    return built.all_once(store) and all(_is_as_built(store, site, of) for of in lists)


def _fronts(planned: Iterable[Page], fronts: list[ListPage]) -> Iterator[Page]:
    """The same pages; the first page of each list is put to `fronts`, without its threads."""
    for page in planned:
        if isinstance(page, ListPage) and not page.number and not page.order:
            fronts.append(msgspec.structs.replace(page, rows=()))
        yield page


def _is_as_built(store: Store, site: Site, front: ListPage) -> bool:
    """A list shows what it did of the site as a whole, and has the same other orders."""
    return front.site == site and all(
        (built.find(store, urls.ordered(front.path, order)) is not None) == (order in front.orders)
        for order in ("comments", "points")
    )


def _only_texts(config: Config, change: Change) -> bool:
    """A thread has the pages it had, and nothing of it stands anywhere else that changed."""
    before, now = change
    if before is None or now is None or _cut(config, before) or _cut(config, now):
        return False
    seen = {"digest": now.digest, "size": now.size, "named": now.named, "extent": now.extent}
    return msgspec.structs.replace(before, **seen) == now


def _only_rows(config: Config, store: Store, change: Change) -> bool:
    """A thread stands in the lists it stood in, and on no other thread's page."""
    before, now = change
    if before is None or now is None:
        return False
    listed = msgspec.structs.replace(
        before, title=now.title, score=now.score, count=now.count, posts=now.posts, last=now.last,
        precision=(before.precision[0], now.precision[1]),
    )  # fmt: skip
    return _only_texts(config, (listed, now)) and not store.sharing(now, 1)


def _has_same_pages(config: Config, site: Site, store: Store, change: Change) -> bool:
    before, now = (
        [page.path for page in thread_pages(config, site, store, of)] for of in change if of
    )
    return before == now


def _cut(config: Config, of: ThreadSummary) -> bool:
    """Whether a thread, or the copy it was read from, may have several pages, or a list."""
    most, kilobytes = config.build.thread_comments, config.build.thread_kilobytes
    return of.count > births.first_listed(most, kilobytes) or is_parted(config, of)
