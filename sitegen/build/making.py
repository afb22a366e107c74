"""The second half of a build: the plan against what lies on disk, and the difference made good.

Nothing is written before it is known what all is ours, what will be, and what is in the way.
"""

import os
import pickle
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import msgspec

from sitegen.build import assets, keys, moved, output, published, replanning, texts
from sitegen.build.batches import run_serial
from sitegen.build.looks import Looks
from sitegen.build.render import Setup
from sitegen.build.report import Done, Failure, Search
from sitegen.build.worker import Batch
from sitegen.config import Config, SitePaths
from sitegen.model import ThreadSummary
from sitegen.pages import Page
from sitegen.pages.parts import Division
from sitegen.pages.plan import navigation, plan
from sitegen.store import Store, authors, built, remembered, unplanned
from sitegen.store.built import Job
from sitegen.store.places import thread_of

Listen = Callable[[str, int, int], None]  # (what is going on, how much is done, of how much)

_encode = msgspec.msgpack.Encoder().encode
_divided = msgspec.msgpack.Decoder(Division).decode
_NAMED = 10  # pages of those made that a report names
_FEW = 200  # posts and pages; so few are made before a pool of processes would have started


class Work(msgspec.Struct, frozen=True):
    """All that making pages needs: the site, and the digests that go into every key."""

    paths: SitePaths
    config: Config
    looks: Looks
    store: Store
    code: str
    settings: dict[str, str]  #: by look
    templates: assets.Templates


def make_pages(work: Work, jobs: int, listen: Listen, plan: str) -> Done:
    """Makes what changed, removes what is gone. Raises ThemeError, OutputError.

    `plan` is a digest of all that a plan comes of but for the threads.
    """
    store, paths = work.store, work.paths
    own = partial(texts.load, paths, work.config)
    keyed = partial(_keyed, work)
    if not replanning.spooled(work.config, paths.folder, paths.output, store, plan, own, keyed):
        unplanned.unsettle(store)
        return _make_all(work, jobs, listen)
    built.settle_jobs(store)
    return _make(work, jobs, listen)


def _make_all(work: Work, jobs: int, listen: Listen) -> Done:
    store, folder = work.store, work.paths.output
    if store.note("output") != ascii(folder):
        built.forget_all(store)
        store.set_note("output", ascii(folder))
        store.set_note("claimed", "")
    searched = spool_plan(work)
    replanning.remember_site(store)
    built.make_again(store, list(keys.touched(str(folder), built.kept(store))))
    if store.note("writing"):
        output.remove_drafts(folder)
    # Where the last build left nothing undone, the manifest names what the store says was built.
    is_known = store.note("claimed") == output.manifest_mark(folder)
    store.set_note("claimed", "")
    manifest = set() if is_known else output.read_manifest(folder)
    built.spool_ours(store, manifest)
    # What is gone goes first: a new page may need a folder where an old file lies.
    removed, stuck = _remove_leftovers(work)
    built.settle_jobs(store)
    foreign = _foreign(work)
    built.drop(store, [failure.path for failure in foreign])
    if is_known:
        stands = not removed and built.all_known(store)
    else:
        stands = _names_all(manifest, built.claimed_paths(store))
    if not stands:
        output.write_manifest(folder, built.claimed_paths(store))
    mark = output.manifest_mark(folder)
    store.set_note("manifest", mark)
    done = _make(work, jobs, listen)
    failures = (*stuck, *foreign, *done.failures)
    store.set_note("claimed", "" if failures else mark)
    return msgspec.structs.replace(done, removed=removed, failures=failures, search=searched)


def _make(work: Work, jobs: int, listen: Listen) -> Done:
    """Makes the pages of all jobs. Files may be left half-written where it is cut off."""
    work.store.set_note("writing", "yes")
    done = _execute(work, jobs, listen)
    work.store.set_note("writing", "")
    return done


def work_on(
    paths: SitePaths,
    config: Config,
    looks: Looks,
    store: Store,
    code: str,
    settings: dict[str, str],
) -> Work:
    """The work on a site, with all that its templates tell. Raises ThemeError."""
    templates = assets.templates_of(looks, store, code)
    looks = assets.with_marks(config, looks, templates)
    return Work(paths, config, looks, store, code, settings, templates)


def spool_plan(work: Work) -> Search | None:
    """Plans all pages, with their keys, into the store; what the search index came to.

    Raises ThemeError.
    """
    made: list[Search] = []
    gone: list[str] = []
    own = texts.load(work.paths, work.config)
    known = remembered.Memory(work.store, "division", _dividing(work), renewed=True)
    known.tidy()
    planned = plan(
        work.config, work.store, own, authors.digests(work.store), partial(_division, known)
    )
    pages = chain(
        assets.with_assets(planned, work.config, work.looks, work.templates),
        _search_pages(work, made),
        _moved(work, gone),
    )
    built.spool(work.store, _keyed(work, pages))
    work.store.set_note(moved.GONE, "\n".join(gone))
    return made[0] if made else None


def _keyed(work: Work, pages: Iterable[Page]) -> Iterator[tuple[str, str, bytes, int]]:
    names = assets.names_digests(work.looks, work.templates)
    digests = {
        look: {name: f"{needed.digest}.{names[look][name]}" for name, needed in templates.items()}
        for look, templates in work.templates.items()
    }
    return keys.keyed(pages, work.code, work.settings, digests)


def _dividing(work: Work) -> str:
    """A digest of all that the division of a thread depends on, but for the thread."""
    build = work.config.build
    told = (work.code, build.order, build.thread_comments, build.thread_kilobytes,
            work.store.redactions)  # fmt: skip
    return keys.digest(repr(told).encode())


def _division(
    known: remembered.Memory, of: ThreadSummary, work_out: Callable[[], Division]
) -> Division:
    """How a thread is divided: to work it out all of it is read, 5 ms for a thousand comments."""
    data = known.get(of.id, of.digest)
    if data is not None:
        return _divided(data)
    found = work_out()
    known.put(of.id, of.digest, _encode(found))
    return found


def _search_pages(work: Work, made: list[Search]) -> Iterator[Page]:
    if work.config.search.enabled:
        # A site without search does not pay for it.
        from sitegen.build import searching  # noqa: PLC0415

        yield from searching.pages(work.config, work.looks, work.store, work.code, made.append)


def _moved(work: Work, gone: list[str]) -> Iterator[Page]:
    """Pages for addresses that were published once. They come last: it is asked what is planned."""
    store = work.store
    if not published.any_told(work.paths.folder, work.config):
        return  # to ask for all lists of the site takes 10 ms where there are 10,000 threads
    places = moved.Places(
        partial(built.is_planned, store), partial(thread_of, store), store.list_of
    )
    site = navigation(work.config, store.communities(), store.months(), store.domains())
    yield from moved.pages(work.paths.folder, work.config, site, places, gone)


def _names_all(manifest: set[str], paths: Iterable[str]) -> bool:
    """The manifest holds these paths and no others."""
    number = 0
    for path in paths:
        if path not in manifest:
            return False
        number += 1
    return number == len(manifest)


def _remove_leftovers(work: Work) -> tuple[int, list[Failure]]:
    """Removes what is no longer planned: how much, and what could not be removed."""
    gone: list[str] = []
    stuck: list[Failure] = []
    for path in built.leftovers(work.store):
        try:
            output.remove(work.paths.output, path)
            gone.append(path)
        except OSError as error:
            where = f"{work.paths.output}/{path}"
            stuck.append(Failure(path, f"cannot be removed: {error.strerror}", where))
    built.forget(work.store, gone)
    return len(gone), stuck


def _foreign(work: Work) -> list[Failure]:
    """Files that sitegen did not write and that lie where a page should go."""
    folder = str(work.paths.output)
    return [
        Failure(
            path,
            "a file that sitegen did not write is in the way",
            f"{folder}/{path}",
            "move it away, or choose another output folder with -o",
        )
        for path in built.unclaimed(work.store)
        if os.path.lexists(f"{folder}/{path}")
    ]


def _execute(work: Work, jobs: int, listen: Listen) -> Done:
    total, posts = built.size_of_jobs(work.store)
    paths = work.paths
    store = paths.state / "store.db"
    setup = pickle.dumps(
        Setup(work.config, work.looks, store, str(paths.output), secrets.token_hex(8))
    )
    reasons: Counter[str] = Counter()
    todo = _counted(built.jobs(work.store), reasons)
    if jobs == 1 or total + posts < _FEW:
        return _collect(work.store, run_serial(setup, todo), total, reasons, listen)
    # What starts processes is loaded where it is needed.
    from sitegen.build import executors  # noqa: PLC0415

    workers = jobs or executors.cores()
    run = run_serial(setup, todo) if workers == 1 else executors.run_processes(setup, todo, workers)
    return _collect(work.store, run, total, reasons, listen)


def _counted(jobs: Iterable[Job], reasons: Counter[str]) -> Iterator[Job]:
    for job in jobs:
        reasons[keys.reason(job.old_key, job.key)] += 1
        yield job


def _collect(
    store: Store,
    batches: Iterable[Batch],
    total: int,
    reasons: Counter[str],
    listen: Listen,
) -> Done:
    failures: list[Failure] = []
    first: list[str] = []
    written = 0
    for batch in batches:
        built.record(store, batch.written)
        written += len(batch.written)
        first += [page.path for page in batch.written[: _NAMED - len(first)]]
        failures += batch.failures
        listen("making pages", written + len(failures), total)
        if batch.stop:
            raise batch.stop
    failures.sort(key=lambda failure: failure.path)
    return Done(written, 0, tuple(failures), dict(sorted(reasons.items())), tuple(first))
