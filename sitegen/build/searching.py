"""The search index of a site: the posts of all threads as their pages show them → its files.

Made anew whenever pages are planned, from posts that the store remembers in the form they have
here: only changed threads are rendered again. Off unless sitegen.toml asks for it.
"""

import time
from collections.abc import Callable, Iterator, Mapping

import msgspec

from sitegen import bodies
from sitegen.build import keys, words
from sitegen.build.looks import Looks
from sitegen.build.report import Search
from sitegen.build.site_view import Frame
from sitegen.config import Config
from sitegen.model import (
    Post,
    ThreadSummary,
    assemble,
    births,
    community_of,
    precision_of,
    site_of,
)
from sitegen.pages import DataPage, urls
from sitegen.pages.looks import look_of
from sitegen.pages.sites import site_name
from sitegen.search import Doc, Heading, Index
from sitegen.store import Store, later, remembered

_EPOCH_DAY = 719163  # of 1 January 1970, counted from the year 1
_docs = msgspec.msgpack.Decoder(tuple[Heading, list[Doc]]).decode
_encode = msgspec.msgpack.Encoder().encode


def pages(
    config: Config,
    looks: Looks,
    store: Store,
    code: str,
    tell: Callable[[Search], object] = lambda search: None,
    *,
    renewed: bool = True,
) -> Iterator[DataPage]:
    """The files of the index. `tell` hears of it in the end; `code` is a digest of sitegen.

    `renewed`: the store may be written, which remembers what was worked out.
    """
    if not config.search.enabled:
        return
    began = time.monotonic()
    number = size = 0
    index = indexed(config, looks, store, code, renewed=renewed)
    for name, data in index.files():
        number += 1
        size += len(data)
        yield DataPage(urls.search_file(name), data)
    tell(Search(index.posts, number, size, round(time.monotonic() - began, 3)))


def indexed(config: Config, looks: Looks, store: Store, code: str, *, renewed: bool) -> Index:
    """All posts of the site that may be found. `renewed`: the store may be written."""
    posts = size = 0
    for summary in store.summaries():
        posts += summary.posts
        size += summary.size
    index = Index(posts, size)
    frames = {name: Frame.of(config, look) for name, look in looks.items()}
    patterns, build = tuple(config.communities), config.build
    first = births.first_listed(build.thread_comments, build.thread_kilobytes)
    made_by = keys.digest(f"{code} {keys.settings_digests(config, looks)}".encode())
    known = remembered.Memory(store, "search", made_by, renewed=renewed)
    for summary in store.summaries():
        if summary.noindex:
            continue
        look = look_of(patterns, site_of(summary.id), summary.community)
        version = later.version(summary, first)
        kept = known.get(summary.id, version)
        heading, docs = _docs(kept) if kept else _read(store, frames[look], summary, first)
        if not kept:
            known.put(summary.id, version, _encode((heading, docs)))
        index.add(heading, docs)
    known.tidy()
    return index


def _read(store: Store, frame: Frame, of: ThreadSummary, first: int) -> tuple[Heading, list[Doc]]:
    """The posts of a thread that hold words, the opening post first. `first` comments are linked to
    on the thread's first page."""
    posts, gaps = store.thread(of.id)
    thread = assemble(of.id, posts, gaps)
    root = thread.root
    rest = [comment.post for comment in thread.comments if comment.note != "ghost"]
    title = frame.of_thread(thread)
    community = words.line(community_of(root, rest)) or site_name(site_of(of.id))
    heading = Heading(of.id, urls.thread(of.id), title, community)
    docs = [_doc(root, "")]
    ids = births.born(of.id, posts)[first:] if of.count > first else []
    pages = {post_id: births.list_of(first + n, first) for n, post_id in enumerate(ids)}
    docs += [doc for post in rest if (doc := _doc(post, _place(of.id, post.id, pages))).text]
    return heading, docs


def _place(thread_id: str, post_id: str, pages: Mapping[str, int]) -> str:
    """A post's anchor, behind the page to which links to it lead where that is not the first."""
    anchor = urls.anchor(post_id, thread_id)
    number = pages.get(post_id)
    if not number:
        return anchor
    return f"{urls.relative(urls.thread(thread_id), urls.index(thread_id, number))}#{anchor}"


def _doc(post: Post, anchor: str) -> Doc:
    text = ""
    if post.body.text and post.state != "missing":
        text = words.line(bodies.plain_text(post.body, len(post.body.text) * 8 + 1000))
    created = post.created
    return Doc(
        anchor,
        words.line(post.author),
        words.known_iso(created, precision_of(post)),
        post.score,
        text,
        max(created.toordinal() - _EPOCH_DAY, 0) if created else 0,
    )
