"""A build: the stages in their order.

    content/ → store → plan → what changed → pages made → what is gone removed → report

Running it twice changes nothing the second time. Cut off at any moment, the next run repairs
everything.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain, islice, starmap
from pathlib import Path

import msgspec

from sitegen import redactions
from sitegen.build import imports, keys, output, published, scan, text_files
from sitegen.build.lock import locked
from sitegen.build.looks import Looks
from sitegen.build.looks import load as load_looks
from sitegen.build.report import Done, DumpReport, Failure, Report
from sitegen.config import Config, SitePaths
from sitegen.garbage import seldom_collected
from sitegen.model import Problem
from sitegen.pages import FRONT
from sitegen.store import Store, built, faults, unplanned
from sitegen.theme import files

_HELD = 20_000  # dumps; of more, none are held, and the store is asked for each
_TOLD = 3000  # names and times that go into a digest at once, which takes a tenth of the time
Listen = Callable[[str, int, int], None]  # (what is going on, how much is done, of how much)


def silent(what: str, done: int, of: int) -> None:
    """A listener that hears nothing."""


def build(paths: SitePaths, config: Config, jobs: int = 0, listen: Listen = silent) -> Report:
    """Brings the output folder up to date with `jobs` processes (0: one a core).

    Raises SitegenError when that cannot be done at all; a page that cannot be made, or a record
    that cannot be used, is in the report.
    """
    started = time.monotonic()
    looks = load_looks(paths, config)
    with seldom_collected(), opened(paths, config) as store:
        output.prepare(paths.output)
        content = blake2b(digest_size=16)
        code, settings = imports.code_of(store), keys.settings_digests(config, looks)
        formats = imports.formats_of(store, code)

        def planned() -> tuple[str, str]:
            """Digests of all that the plan comes of but for the dumps, and of all with these."""
            plan = _state(paths, config, looks, f"{code} {settings} {store.redactions}")
            return plan, keys.digest(f"{plan} {content.hexdigest()}".encode())

        found = _noted(scan.dumps(paths.content, config, formats), content)
        held, hidden = list(islice(found, _HELD)), store.redactions
        plan, state = planned()
        read, before, are_all = 0, store.note("state"), len(held) < _HELD
        if not are_all or before != state:
            if are_all:  # cut off while it reads, the store is not what that state was of
                store.set_note("state", "")
            read = imports.bring_up_to_date(
                store,
                config,
                chain(held, found),
                lambda name, done: listen(f"reading {name}", done, 0),
                formats,
            )
            if not are_all or store.redactions != hidden:
                plan, state = planned()
        if before == state and _as_left(paths, store):
            done = Done()
        else:
            # A build with nothing to do must not pay for the template engine.
            from sitegen.build import making  # noqa: PLC0415

            store.set_note("state", "")
            store.set_note("url", config.site.url)
            work = making.work_on(paths, config, looks, store, code, settings)
            done = making.make_pages(work, jobs or config.build.jobs, listen, plan)
            if not done.failures:
                unplanned.settle(store, plan)
        report = _report(paths, store, read, done, started)
        if report.failures:
            state = ""
            unplanned.unsettle(store)
        store.set_note("state", state)
        return msgspec.structs.replace(report, state=state)


@contextmanager
def opened(paths: SitePaths, config: Config) -> Iterator[Store]:
    """The store, for one build at a time, with what it must not show. Raises SitegenError."""
    told = redactions.load(paths.folder, anonymise=config.privacy.anonymise)
    with locked(paths.state), Store.session(paths.state / "store.db") as store:
        store.redact(told)
        yield store


def problems(paths: SitePaths) -> tuple[list[DumpReport], list[tuple[str, Problem]]]:
    """Of the last build: all dumps, and everything that was wrong in them."""
    store = Store.read_only(paths.state / "store.db")
    try:
        return _dump_reports(store), list(faults.problems(store))
    finally:
        store.close()


def _noted(found: Iterable[scan.Found], content: "blake2b") -> Iterator[scan.Found]:
    """The same dumps; `content` becomes a digest of their names, sizes and times."""
    told: list[str] = []
    for item in found:
        told += (item.name, item.files, "")
        if len(told) > _TOLD:
            content.update("\0".join(told).encode())
            told.clear()
        yield item
    content.update("\0".join(told).encode())


def _state(paths: SitePaths, config: Config, looks: Looks, parts: str) -> str:
    """A digest of everything that a build depends on but for the dumps."""
    chains = {look.theme.folders: look.theme for look in looks.values()}
    sources = "\0".join(map(files.sources_digest, chains.values()))
    said = (parts, repr(config), sources, text_files.digest(paths),
            published.digest(paths.folder), ascii(paths.output))  # fmt: skip
    return keys.digest("\0".join(said).encode())


def _as_left(paths: SitePaths, store: Store) -> bool:
    """Every file of ours lies in the output folder as it was written, and so does the manifest."""
    return store.note("manifest") == output.manifest_mark(paths.output) and not any(
        keys.touched(str(paths.output), built.all_left(store))
    )


def _report(paths: SitePaths, store: Store, read: int, done: Done, started: float) -> Report:
    threads, comments, posts = store.totals()
    pages, on_pages, ghosts = built.on_pages(store)
    told = store.dump_totals()
    report = Report(
        output=_writable(paths.output),
        front=_writable(paths.output / FRONT),
        threads=threads,
        comments=comments,
        posts=posts,
        on_pages=on_pages,
        ghosts=ghosts,
        dumps=told.dumps,
        read_dumps=read,
        records=told.records,
        repeats=told.repeats,
        shared=told.posts - told.repeats - posts,
        absent=told.gaps,
        lost=told.lost,
        problems=faults.count(store),
        pages=pages,
        written=done.written,
        kept=pages - done.written,
        removed=done.removed,
        failures=done.failures,
        reasons=done.reasons,
        first_written=done.first,
        seconds=round(time.monotonic() - started, 3),
        search=done.search,
    )
    if report.sums_agree or report.failures:
        return report
    broken = Failure("", f"{posts} posts were read, but {on_pages} stand on pages", "",
                     "this is a fault of sitegen: report it")  # fmt: skip
    return msgspec.structs.replace(report, failures=(broken,))


def _writable(path: Path) -> str:
    """A path as it can be written anywhere."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _dump_reports(store: Store) -> list[DumpReport]:
    """Of all dumps; each edit writes them, so those of 10,000 must take no time to speak of."""
    return list(starmap(DumpReport, store.dumps()))
