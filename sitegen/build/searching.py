"""The search index of a site: the posts of all threads as their pages show them → its files.

Made anew whenever pages are planned, from posts that the store remembers in the form they have
here: only changed threads are rendered again. Off unless sitegen.toml asks for it.
"""

import time
from collections.abc import Callable, Iterator

import msgspec

from sitegen import bodies
from sitegen.build import keys, words
from sitegen.build.looks import Looks
from sitegen.build.report import Search
from sitegen.build.site_view import Frame
from sitegen.config import Config
from sitegen.model import Post, ThreadSummary, assemble, community_of, precision_of, site_of
from sitegen.pages import DataPage, urls
from sitegen.pages.looks import look_of
from sitegen.pages.sites import site_name
from sitegen.search import Doc, Heading, Index
from sitegen.store import Store, remembered

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
    patterns = tuple(config.communities)
    made_by = keys.digest(f"{code} {keys.settings_digests(config, looks)}".encode())
    known = remembered.Memory(store, "search", made_by, renewed=renewed)
    for summary in store.summaries():
        if summary.noindex:
            continue
        look = look_of(patterns, site_of(summary.id), summary.community)
        kept = known.get(summary.id, summary.digest)
        heading, docs = _docs(kept) if kept else _read(store, frames[look], summary)
        if not kept:
            known.put(summary.id, summary.digest, _encode((heading, docs)))
        index.add(heading, docs)
    known.tidy()
    return index


def _read(store: Store, frame: Frame, of: ThreadSummary) -> tuple[Heading, list[Doc]]:
    """The posts of a thread that hold words, the opening post first."""
    posts, gaps = store.thread(of.id)
    thread = assemble(of.id, posts, gaps)
    root = thread.root
    rest = [comment.post for comment in thread.comments if comment.note != "ghost"]
    title = frame.of_thread(thread)
    community = words.line(community_of(root, rest)) or site_name(site_of(of.id))
    heading = Heading(of.id, urls.thread(of.id), title, community)
    docs = [_doc(root, "")]
    docs += [doc for post in rest if (doc := _doc(post, urls.anchor(post.id, of.id))).text]
    return heading, docs


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
