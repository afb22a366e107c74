"""The site as it is now: paths → pages, made when they are asked for. Never touches output/.

A mistake never takes a page away: what was last right is answered, and the fault is told beside
it. One thread brings the site up to date; any thread may ask for pages.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from sitegen.build import imports, scan
from sitegen.build.looks import load as load_looks
from sitegen.build.render import Renderer, Setup
from sitegen.build.run import opened
from sitegen.errors import SitegenError, StoreError
from sitegen.pages import Page, file_pages, thread_pages, urls
from sitegen.pages.plan import navigation
from sitegen.serve.answers import Answer, State, Updated
from sitegen.serve.changes import sort
from sitegen.serve.faults import Fault
from sitegen.serve.places import Chosen, plainly_named
from sitegen.serve.plans import Kept, Plan, Stopped
from sitegen.store import faults

_FEW = 50  # dumps that changed; so few are read before anything else is looked at
_SHOWN = 5  # problems of dumps that are named over a page

Listen = Callable[[str, int], None]


class Preview:
    """A site that is looked at. `update` it after changes; ask for `page` and `state` any time.

    `choose` loads the configuration anew, whose file is `settings`. `changed` is called when pages
    may be other than before.
    """

    def __init__(
        self, choose: Callable[[], Chosen], settings: Path, changed: Callable[[], None]
    ) -> None:
        self._choose, self._settings, self._changed = choose, settings, changed
        self._lock = threading.RLock()  # around the templates and the handles on the store
        self._kept = Kept()
        self._generation = 0
        self._faults: dict[str, tuple[Fault, ...]] = {}
        self._problems: tuple[int, tuple[str, ...]] = (0, ())
        self._ended = self._waiting = False
        self._shown_at = 0.0
        self._read_from: object = None  # the store that the renderer reads
        self._hides: object = None  # what must not be shown
        self.behind = False  # something is left to be done, with or without further changes
        self.paths, self.config = plainly_named(choose())
        self._looks = load_looks(self.paths, self.config)
        self._plan: Plan | None = None
        self._renderer: Renderer | None = None

    # -- bringing it up to date ----------------------------------------------------------------

    def start(self, listen: Listen) -> None:
        """Reads what changed since the last time, and plans the site. Raises SitegenError."""
        self._read_all(listen)
        self._look_anew()
        self._plan_all()

    def close(self) -> None:
        """Ends what goes on in the background."""
        self._ended = True

    def hurry(self) -> None:
        """More has changed: what goes on in the background is of no use any more."""
        self._waiting = True

    def update(self, changed: Iterable[str]) -> Updated | None:
        """Brings the site up to date after files changed: first what may be looked at now.

        None: they had nothing to do with the site.
        """
        began, self._shown_at = time.monotonic(), 0.0
        self._waiting = False
        found = sort(changed, self.paths, self._settings)
        self._faults.pop("site", None)
        self.behind, behind = False, self.behind
        if not (found.names or behind):
            return None
        if found.settings:
            self._try("settings", self._load_settings)
        if found.theme and found.only_styles:
            self._try("theme", self._look_at_styles)
        elif found.theme or found.settings:
            self._try("theme", self._look_anew)
        if 0 < len(found.dumps) <= _FEW:
            self._try("content", lambda: self._read_some(found.dumps))
        if found.content or found.settings or behind:
            self._try("content", lambda: self._read_all(lambda name, done: None))
        self._try("plan", self._plan_all)
        if found.theme or found.settings or behind:
            self._probe()
        seconds = (self._shown_at or time.monotonic()) - began
        return Updated(found.names, seconds, self.faults())

    def failed(self, changed: Iterable[str], error: Exception) -> Updated:
        """What to tell where `update` raised an error that nobody foresaw; it is tried again."""
        self.behind = True
        self._faults["site"] = (Fault.of(error),)
        self._changed()
        return Updated(frozenset(changed), 0.0, self.faults())

    def _try(self, part: str, attempt: Callable[[], None]) -> None:
        """What fails is told, and what was there before stays."""
        try:
            attempt()
            self._faults.pop(part, None)
        except Stopped:
            self.behind = True
            return
        except StoreError as error:  # a build is running, say
            self.behind = True
            self._faults[part] = (Fault.of(error),)
        except Exception as error:
            self._faults[part] = (Fault.of(error),)
        self._shown_at = self._shown_at or time.monotonic()
        self._changed()

    def _load_settings(self) -> None:
        self.paths, self.config = plainly_named(self._choose())

    def _look_anew(self) -> None:
        """Takes the theme as it is now, and compiles its templates when they are needed."""
        looks = load_looks(self.paths, self.config)
        setup = Setup(self.config, looks, self.paths.state / "store.db", str(self.paths.output), "")
        renderer, read_from = Renderer(setup), self._store_file()
        with self._lock:
            if self._renderer:
                self._renderer.close()
            self._looks, self._renderer, self._read_from = looks, renderer, read_from
            self._generation += 1
            self._faults.pop("pages", None)

    def _look_at_styles(self) -> None:
        """Takes the style sheets as they are now; no page has to be made again for that."""
        if load_looks(self.paths, self.config) != self._looks:  # the site's first file of its own
            return self._look_anew()
        with self._lock:
            self._kept.drop(".css")

    def _read_some(self, names: Iterable[str]) -> None:
        """Reads single dumps that changed, and puts the pages of their threads in place."""
        found = [
            item
            for name in sorted(names)
            if (item := scan.single(self.paths.content, self.config, name))
        ]
        if not found:
            return
        pages: list[Page] = []
        with opened(self.paths, self.config) as store:
            threads = imports.read_again(store, self.config, found)
            site = navigation(self.config, store.communities(), store.months(), store.domains())
            for summary in filter(None, map(store.summary, threads)):
                pages += thread_pages(self.config, site, store, summary)
                pages += file_pages(summary, set())
        with self._lock:
            if self._plan:
                self._plan.renew(pages)
            self._generation += 1

    def _read_all(self, listen: Listen) -> None:
        with opened(self.paths, self.config) as store:
            found = scan.dumps(self.paths.content, self.config)
            imports.bring_up_to_date(store, self.config, found, listen)
            first = [f"{p.where}: {p.message}" for _, p in islice(faults.problems(store), _SHOWN)]
            self._problems, self._hides = (faults.count(store), tuple(first)), store.redactions
        if self._renderer and self._store_file() != self._read_from:
            self._look_anew()  # a store that was damaged or deleted was made anew, or hides more

    def _store_file(self) -> object:
        """What tells the store's file, and what it hides, from another of its name."""
        return os.stat(self.paths.state / "store.db").st_ino, self._hides

    def _plan_all(self) -> None:
        plan = Plan(self.paths, self.config, self._looks, self._go_on)
        with self._lock:
            if self._plan:
                self._plan.close()
            self._plan = plan
            self._generation += 1

    def _go_on(self) -> bool:
        return not (self._ended or self._waiting)

    def _probe(self) -> None:
        """Makes a page of each kind, so that a template's mistake is known before its page is."""
        faults: dict[tuple[str, str, str], Fault] = {}
        with self._lock:
            kinds = self._plan.templates() if self._plan else []
        for template, pages, path in kinds:
            if template and self._go_on():
                try:
                    self._make(path)
                except SitegenError as error:
                    same = error.message, error.where, error.hint
                    pages += faults[same].pages if same in faults else 0
                    faults[same] = Fault.of(error, pages)
        self._faults["pages"] = tuple(faults.values())
        self._changed()

    # -- answering -----------------------------------------------------------------------------

    def page(self, path: str) -> Answer | None:
        """A page as it is now or, where that fails, as it was last right; None: there is none."""
        try:
            data = self._make(path)
        except SitegenError as error:
            self._told(error)
            data = self._before(path)
        return None if data is None else Answer(data, _digest(data))

    def state(self, path: str) -> State:
        """What the page at `path` must know of the site; of one that is not there, the 404's."""
        answer = self.page(path) or self.page(urls.NOT_FOUND)
        count, first = self._problems
        return State(
            answer.digest if answer else "",
            self.styles(),
            self.faults(),
            count,
            first,
        )

    def styles(self) -> str:
        """A digest of all style sheets as they are now."""
        with self._lock:
            styles = [self.page(name) for name in (self._plan.styles() if self._plan else [])]
        return _digest("".join(style.digest for style in styles if style).encode())

    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong now, each once."""
        told = [fault for part in list(self._faults.values()) for fault in part]
        return tuple({(f.message, f.where, f.hint): f for f in told}.values())

    def _make(self, path: str) -> bytes | None:
        with self._lock:
            kept = self._kept.get(path)
            if kept and kept[0] == self._generation:
                return kept[1]
            page = self._plan.find(path) if self._plan else None
            if page is None or self._renderer is None:
                return None
            data = bytes(self._renderer.render(page).data)
            self._kept.put(path, self._generation, data)
            return data

    def _told(self, error: SitegenError) -> None:
        """Notes what was wrong with a page, where the look at each kind of page did not find it."""
        fault = Fault.of(error)
        known = self._faults.get("pages", ())
        if not any((f.message, f.where) == (fault.message, fault.where) for f in known):
            self._faults["pages"] = (*known, fault)

    def _before(self, path: str) -> bytes | None:
        """A page as it was last right, here or in the last build; failing that, next to nothing."""
        with self._lock:
            kept = self._kept.get(path)
            planned = self._plan.find(path) if self._plan else None
        if kept:
            return kept[1]
        if planned is None:
            return None
        try:
            return (self.paths.output / path).read_bytes()
        except OSError:
            return _NOTHING


_NOTHING = (
    b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Not made yet</title></head>'
    b"<body><p>This page could not be made yet.</p></body></html>"
)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
