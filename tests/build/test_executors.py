"""By whom pages are made: workers that die, executors of others, themes changed in between."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite, node

from sitegen.build import batches, executors, making
from sitegen.build.render import Rendered, Renderer
from sitegen.build.worker import Batch
from sitegen.pages import Page, ThreadPage
from sitegen.store.built import Job

DEADLY, BROKEN = "hn:13", "hn:17"
render = Renderer.render
begin_worker = executors._begin

THREADS = """
import _thread, time
from sitegen.build.executors import _forks
print(_forks())
_thread.start_new_thread(time.sleep, (99,))
print(_forks())
"""


def deadly(renderer: Renderer, page: Page) -> Rendered:
    if isinstance(page, ThreadPage) and page.id == DEADLY:
        os._exit(9)
    return render(renderer, page)


def broken(renderer: Renderer, page: Page) -> Rendered:
    if isinstance(page, ThreadPage) and page.id == BROKEN:
        raise KeyError("nobody foresaw this")
    return render(renderer, page)


def begin(spoilt: Callable[[Renderer, Page], Rendered]) -> None:
    """A worker, forked or not, has what a test patched."""
    Renderer.render = spoilt
    begin_worker()


def spoil(patch: pytest.MonkeyPatch, spoilt: Callable[[Renderer, Page], Rendered]) -> None:
    patch.setattr(Renderer, "render", spoilt)
    patch.setattr(executors, "_begin", partial(begin, spoilt))


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config("[build]\norders = []\n")
    threads = []
    for number in range(1, 80):
        replies = [node(number * 100 + n) for n in range(number % 30)]
        threads.append(node(number, *replies, title=f"Thread {number}"))
    site.dump("a.json", *threads)
    return site


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_cannot_be_made_spoils_no_other(
    jobs: int, site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        spoil(patch, broken)
        report = site.build(jobs=jobs)
        [failure] = report.failures
        assert failure.path == "t/hn/17/index.html"
        assert "nobody foresaw this" in failure.message
        assert report.written == report.pages
        assert site.build(jobs=jobs).failures == (failure,)  # it is tried again every time
    assert site.build(jobs=jobs).written == 1


def test_a_page_that_kills_its_worker_is_a_failure(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        spoil(patch, deadly)
        report = site.build(jobs=2)
    [failure] = report.failures
    assert failure.path == "t/hn/13/index.html"
    assert failure.message == "the process that made this page died"
    clean = site.clean_build(tmp_path / "clean").files()
    assert site.files() == {path: data for path, data in clean.items() if path != failure.path}
    assert site.build().written == 1
    assert site.files() == clean


class Kept(Executor):
    """An executor that outlives a build, as those of a cluster do."""

    def __init__(self) -> None:
        self.calls = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.calls += 1
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def test_an_executor_that_stays_sees_each_build_anew(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker keeps templates and a handle on the store, but for one build only."""
    executor = Kept()

    def run(setup: bytes, jobs: Iterable[Job], workers: int) -> Iterator[Batch]:
        return executors.run_executor(setup, batches.batches(jobs), executor, 2, [])

    monkeypatch.setattr(executors, "run_processes", run)
    site.build(jobs=2)
    site.write("templates/partials/hooks/after-thread.html", "<p>new in the template</p>")
    (site.state / "store.db").unlink()
    site.dump("b.json", node(500, *[node(600 + n) for n in range(300)], title="New"))
    assert site.build(jobs=2).failures == ()
    assert executor.calls > 1
    assert "new in the template" in site.page("t/hn/500/index.html")
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_few_batches_are_under_way_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for number in range(5000):
            taken += 1
            yield Job(f"{number}", "", b"", 10, "")

    class Waiting(Executor):
        """Does nothing until somebody waits for it."""

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_result(Batch((), ()))
            return future

    made = executors.run_executor(b"", batches.batches(jobs()), Waiting(), 2, [])
    next(made)
    assert taken <= 2 * executors._AHEAD * batches._PAGES
    assert sum(1 for _ in made) > 10
    assert taken == 5000


def test_one_worker_needs_no_pool(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "run_processes", lambda *_: pytest.fail("a pool was started"))
    assert site.build(jobs=1).written
    monkeypatch.setattr(making, "_FEW", 10**6)
    site.config('[site]\ntitle = "Other"')
    assert site.build(jobs=8).written


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_process_with_a_thread_that_python_does_not_know_is_not_forked() -> None:
    command = [sys.executable, "-c", THREADS]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["True", "False"]
