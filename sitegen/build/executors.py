"""Pages made by others: a pool of processes, or any executor there is.

The bytes are the same whoever makes them. Few batches are under way at a time, so memory does not
grow with the site. When a worker dies its batch is tried again page by page, and the page that
kills a worker twice is a failure.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from sitegen.build.batches import batches
from sitegen.build.report import Failure
from sitegen.build.worker import Batch, make, prepare
from sitegen.store.built import Job

_P = ParamSpec("_P")
_R = TypeVar("_R")
_AHEAD = 3  # batches under way for each worker


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_processes(setup: bytes, jobs: Iterable[Job], workers: int) -> Iterator[Batch]:
    """Makes all pages in `workers` processes."""
    todo = batches(jobs)
    died: list[list[Job]] = []
    if _forks():
        prepare(setup)
    while True:
        with pool_of(workers) as pool:
            yield from run_executor(setup, todo, pool, workers, died)
        if not died:
            return
        single = [job for batch in died for job in batch]
        died = []
        yield from _one_by_one(setup, single)


def run_executor(
    setup: bytes,
    todo: Iterator[list[Job]],
    executor: Executor,
    workers: int,
    died: list[list[Job]],
) -> Iterator[Batch]:
    """Makes pages on any executor; batches that were lost with a worker are left in `died`."""
    running: dict[Future[Batch], list[Job]] = {}
    while True:
        while len(running) < workers * _AHEAD and not died:
            batch = next(todo, None)
            if batch is None:
                break
            try:
                running[executor.submit(make, setup, batch)] = batch
            except BrokenExecutor:
                died.append(batch)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            batch = running.pop(future)
            try:
                yield future.result()
            except BrokenExecutor:
                died.append(batch)


def _one_by_one(setup: bytes, jobs: Iterable[Job]) -> Iterator[Batch]:
    """One job at a time, so that the one that kills its worker is known."""
    left = deque(jobs)
    while left:
        with pool_of(1) as pool:
            alive = True
            while left and alive:
                job = left.popleft()
                try:
                    yield pool.submit(make, setup, [job]).result()
                except BrokenExecutor:
                    alive = False
                    yield Batch((), (_deadly(job),))


def _deadly(job: Job) -> Failure:
    return Failure(
        job.path,
        "the process that made this page died",
        "",
        "is there enough memory? If so, report it: this is a fault of sitegen",
    )


def pool_of(workers: int) -> ProcessPoolExecutor:
    """A pool that starts fast where that is safe: a fork copies no other thread's locks."""
    context = multiprocessing.get_context("fork" if _forks() else "spawn")
    return _Pool(workers, mp_context=context, initializer=_begin)


class _Pool(ProcessPoolExecutor):
    """Workers that are not interrupted while they start, before `_begin` sees to it."""

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        with _uninterrupted():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt comes when the context ends; processes that begin in it never get one."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forks() -> bool:
    """Threads of libraries count, too, which Python does not know: what reads Parquet has some."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return threading.active_count() == 1


def _begin() -> None:
    """A worker leaves it to its parent to be interrupted, and ends when that is gone.

    What it has of its parent it never gives back: looking there for garbage would copy it all.
    """
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
