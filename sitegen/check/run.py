"""A check of a whole site: its files one by one, then what they expect of each other.

    manifest → files, in batches → ids they expect elsewhere → urls.lock, sums, budget

Nothing grows with the site but the list of its files, links to places on other pages, and what
is wrong.
"""

import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future

import msgspec

from sitegen.build import moved
from sitegen.build.executors import cores, pool_of
from sitegen.build.output import MANIFEST, manifest_mark
from sitegen.build.run import Listen, silent
from sitegen.check import budget, files, privacy, published
from sitegen.check.finding import Finding, Kind, Level, Tally
from sitegen.check.places import Site
from sitegen.config import Config, SitePaths
from sitegen.errors import StoreError, UsageError
from sitegen.store import Store, built

_BATCH = 50  # files
_ALONE = 300  # so few files are checked before other processes have begun
_AHEAD = 3  # batches under way for each worker
_MOST = 5  # links to missing places of one page that are told


class Result(msgspec.Struct, frozen=True):
    """All findings counted, the first of each kind kept; `seconds` is how long it took."""

    files: int
    pages: int
    findings: tuple[Finding, ...]
    counts: dict[tuple[Kind, Level], int]
    budget: budget.Budget | None
    seconds: float

    def count(self, level: Level) -> int:
        return sum(number for (_, of), number in self.counts.items() if of == level)


def check(
    paths: SitePaths,
    config: Config,
    jobs: int = 0,
    listen: Listen = silent,
    *,
    with_budget: bool = False,
    with_privacy: bool = False,
) -> Result:
    """Checks the output folder as it was last built, with `jobs` processes (0: one a core).

    The URL is that of the last build; that another one is set by now is one finding, and not one
    for each page. Raises UsageError when nothing was built there.
    """
    began = time.monotonic()
    asked, built_for = config.site.url, _built_for(paths)
    site = Site(str(paths.output), built_for or asked)
    if not site.files:
        raise UsageError("nothing was built here", str(paths.output / MANIFEST), "sitegen build")
    tally = Tally()
    if asked and built_for and asked != built_for:
        told = f"the site was built for {built_for}, not for {asked}"
        tally.add((Finding("canonical", str(paths.output), told),))
    wanted: dict[str, dict[str, list[str]]] = {}
    done = 0
    for checked in _checked(site, jobs or cores()):
        tally.add(checked.findings)
        for one in checked.wanted:
            wanted.setdefault(one.target, {}).setdefault(one.fragment, []).append(one.page)
        done += _BATCH
        listen("checking files", min(done, len(site.files)), len(site.files))
    tally.add(_anchors(site, wanted))
    tally.add(published.gone(paths.folder, site.files, _unknown(paths)))
    tally.add(_sums(paths))
    tally.add(privacy.shown(site, paths.state) if with_privacy else ())
    room = budget.measure(site) if with_budget else None
    tally.add(budget.over(room) if room else ())
    pages = sum(path.endswith(".html") for path in site.files)
    return Result(
        len(site.files),
        pages,
        tuple(sorted(tally.kept)),
        dict(sorted(tally.counts.items())),
        room,
        round(time.monotonic() - began, 3),
    )


def _checked(site: Site, workers: int) -> Iterator[files.Checked]:
    """What each batch of files gives, in their order, so that the same site gives the same."""
    paths = sorted(site.files)
    batches = [paths[at : at + _BATCH] for at in range(0, len(paths), _BATCH)]
    if workers < 2 or len(paths) < _ALONE:
        for batch in batches:
            yield files.check(site, batch)
        return
    running: deque[Future[files.Checked]] = deque()
    with pool_of(workers) as executor:
        for batch in batches:
            running.append(executor.submit(files.check, site, batch))
            if len(running) >= workers * _AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _anchors(site: Site, wanted: dict[str, dict[str, list[str]]]) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    for target, fragments in sorted(wanted.items()):
        for fragment in sorted(files.lacking(site, target, list(fragments))):
            for page in sorted(set(fragments[fragment])):
                told[page] += 1
                if told[page] <= _MOST:
                    message = f"no such place: {target}#{fragment[:200]}"
                    yield Finding("anchor", page, message)


def _built_for(paths: SitePaths) -> str:
    """The URL for which the site was built last; "" for none."""
    return _note(paths, "url")


def _unknown(paths: SitePaths) -> frozenset[str]:
    """The URLs of which the last build knew nothing but that they were published once."""
    return frozenset(_note(paths, moved.GONE).split("\n"))


def _note(paths: SitePaths, name: str) -> str:
    """What the last build noted; "" where it is not known."""
    try:
        store = Store.read_only(paths.state / "store.db")
    except StoreError:
        return ""
    try:
        return store.note(name)
    finally:
        store.close()


def _sums(paths: SitePaths) -> Iterator[Finding]:
    """The last build was into this folder, nothing failed in it, and every post is on a page."""
    where = str(paths.state / "store.db")
    try:
        store = Store.read_only(paths.state / "store.db")
    except StoreError as error:
        yield Finding("sums", where, f"how it was built is not known: {error.message}")
        return
    try:
        if store.note("manifest") != manifest_mark(paths.output):
            yield Finding("sums", MANIFEST, "the last build went to another folder, or was cut off")
        elif not store.note("state"):
            yield Finding("sums", where, "the last build failed, or was cut off")
        posts, on_pages = store.totals()[2], built.on_pages(store)[1]
        if posts != on_pages:
            message = f"{posts:,} posts were read, but {on_pages:,} stand on pages"
            yield Finding("sums", where, message)
    finally:
        store.close()
