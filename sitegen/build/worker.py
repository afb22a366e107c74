"""What a worker does: makes a batch of pages and puts them in place.

A worker is any process of any executor. It is given bytes and gives values, so it needs nothing
but sitegen, the store and the output folder.
"""

import pickle
import threading
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from sitegen.build.looks import SITE
from sitegen.build.output import write
from sitegen.build.render import Engines, Renderer, Setup
from sitegen.build.report import Failure
from sitegen.errors import OutputError, SitegenError
from sitegen.pages import Page
from sitegen.store.built import Job, Written

_COMMON = ("thread.html", "list.html")
_page = msgspec.msgpack.Decoder(Page).decode


class Batch(msgspec.Struct, frozen=True):
    """What became of a batch of pages. `stop` says why going on is pointless, if it is."""

    written: tuple[Written, ...]
    failures: tuple[Failure, ...]
    stop: OutputError | None = None


def make(setup: bytes, jobs: Sequence[Job]) -> Batch:
    """Renders and writes each page. One that fails is a Failure, and all others are made.

    `setup` is a pickled Setup: the bytes by which a worker knows the renderer it has made.
    """
    return make_with(_renderer(setup, threading.get_ident()), jobs)


def make_with(renderer: Renderer, jobs: Sequence[Job]) -> Batch:
    """As `make`, with a renderer at hand."""
    with renderer.store.snapshot():
        return _made(renderer, jobs)


def _made(renderer: Renderer, jobs: Sequence[Job]) -> Batch:
    written: list[Written] = []
    failures: list[Failure] = []
    for job in jobs:
        try:
            page = renderer.render(_page(job.page))
            size, mtime = write(renderer.output, job.path, page.data)
        except OutputError as error:
            return Batch(tuple(written), tuple(failures), error)
        except Exception as error:
            failures.append(_failure(job.path, error))
            continue
        written.append(Written(job.path, job.key, size, mtime, page.posts, page.ghosts))
    return Batch(tuple(written), tuple(failures))


@lru_cache(maxsize=16)
def _renderer(setup: bytes, thread: int) -> Renderer:
    """The renderer of a thread: a handle on the store belongs to the thread that opened it."""
    return renderer_of(setup)


def renderer_of(setup: bytes) -> Renderer:
    """A renderer of one's own, to be closed."""
    return Renderer(*_engines(setup, threading.get_ident()))


@lru_cache(maxsize=16)
def _engines(setup: bytes, thread: int) -> tuple[Setup, Engines]:
    unpacked = pickle.loads(setup)
    assert isinstance(unpacked, Setup)
    return unpacked, Engines(unpacked)


def prepare(setup: bytes) -> None:
    """Compiles what most pages need, for workers that are forked from this thread: 0.1 s each."""
    _, engines = _engines(setup, threading.get_ident())
    engines.of(SITE).compile(_COMMON)


def _failure(path: str, error: Exception) -> Failure:
    if isinstance(error, SitegenError):
        return Failure(path, error.message, error.where, error.hint)
    if isinstance(error, OSError):
        return Failure(path, f"cannot be written: {error.strerror}", str(error.filename or ""))
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    code = place.tb_frame.f_code if place else None
    where = f"{code.co_filename}:{place.tb_lineno}" if code and place else ""
    return Failure(
        path, f"{type(error).__name__}: {error}", where, "this is a fault of sitegen: report it"
    )
