"""The plan of a build for which nothing but the texts of a few threads changed: their pages.

All others would be planned as they were. Whatever else may have changed, the whole is planned:
this must never leave out a page that would be another. docs/adr/0028.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from sitegen.build import keys, output, published
from sitegen.config import Config
from sitegen.model import ThreadSummary, births
from sitegen.pages import ListPage, Page, Site, thread_pages, urls
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


def rows(
    config: Config,
    folder: Path,
    into: Path,
    store: Store,
    plan: str,
    keyed: Callable[[Iterable[Page]], Iterator[Row]],
) -> list[Row] | None:
    """The pages of all threads that changed, if no others need be looked at; otherwise None.

    `plan` is a digest of all that a plan comes of but for the threads, `folder` the site's, and
    `into` the output folder.
    """
    if config.search.enabled or config.build.authors or published.any_told(folder, config):
        return None  # further pages tell of what threads say, and of what pages there are
    changed = unplanned.changes(store, plan, _MOST)
    if changed is None or not all(_only_texts(config, change) for change in changed):
        return None
    if store.note("writing") or store.note("claimed") != output.manifest_mark(into):
        return None
    if any(keys.touched(str(into), built.all_left(store))):
        return None
    site = _site(store.note(_SITE))
    if site.orders:
        return None  # which pages a thread has then depends on its texts
    planned = [
        row for _, now in changed if now for row in keyed(thread_pages(config, site, store, now))
    ]
    return planned if unplanned.are_built(store, [row[0] for row in planned]) else None


def _only_texts(config: Config, change: Change) -> bool:
    """A thread has the pages it had, and nothing of it stands anywhere else that changed."""
    before, now = change
    if before is None or now is None or _cut(config, before) or _cut(config, now):
        return False
    seen = {"digest": now.digest, "size": now.size, "named": now.named, "extent": now.extent}
    return msgspec.structs.replace(before, **seen) == now


def _cut(config: Config, of: ThreadSummary) -> bool:
    """Whether a thread, or the copy it was read from, may have several pages, or a list."""
    most, kilobytes = config.build.thread_comments, config.build.thread_kilobytes
    return of.count > births.first_listed(most, kilobytes) or is_parted(config, of)
