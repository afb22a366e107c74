"""Pages in batches of about equal work, and how this process makes them all itself.

A build of few pages needs nothing else: to load what starts processes takes 10 ms (executors.py).
"""

from collections.abc import Iterable, Iterator

from sitegen.build.worker import Batch, make_with, renderer_of
from sitegen.store.built import Job

_POSTS = 400  # in a batch: some 20 ms of work, so that handing it over costs nothing
_PAGES = 40


def batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs in batches of about equal work."""
    batch: list[Job] = []
    posts = 0
    for job in jobs:
        batch.append(job)
        posts += job.posts
        if posts >= _POSTS or len(batch) >= _PAGES:
            yield batch
            batch, posts = [], 0
    if batch:
        yield batch


def run_serial(setup: bytes, jobs: Iterable[Job]) -> Iterator[Batch]:
    """Makes all pages in this process."""
    renderer = renderer_of(setup)
    try:
        for batch in batches(jobs):
            yield make_with(renderer, batch)
    finally:
        renderer.close()
