"""Files that change → what changed, once they are quiet. Decides nothing about it.

An editor's save is several events, a checkout of a branch thousands: they are gathered until no
more come for a moment. A file that is still being written is waited for.
"""

import os
import queue
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from errno import EMFILE, ENOSPC

import msgspec
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from sitegen.serve.places import Place

QUIET = 0.05  # seconds without an event, after which what changed is told
ALONE = 0.02  # the same, for one file that was closed: nothing says that more will come
GROWING = 1.0  # seconds without an event, after which a file that is still open is told too
_PATIENCE = 2.0  # seconds; where events never end, what changed is told all the same
_POLL = 1.0  # seconds between two looks at all files, where nobody tells
_NATIVE = sys.platform == "linux"  # the only system that says when a file was closed
_CHANGES = {"created", "modified", "moved", "deleted", "closed"}


class _Told(msgspec.Struct, frozen=True):
    """An event: a path, and whether whoever writes there has it open still."""

    path: str
    writing: bool


class _Ear(FileSystemEventHandler):
    """Hears events in a thread of watchdog's, and hands them over."""

    def __init__(self, told: "queue.SimpleQueue[_Told | None]", polling: bool) -> None:
        self._told = told
        self._closes = _NATIVE and not polling

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a file is an event too, and so is a folder in which something changed.
        kind = event.event_type
        if kind not in _CHANGES or (event.is_directory and kind == "modified"):
            return
        writing = self._closes and not event.is_directory and kind in ("created", "modified")
        for path in (event.src_path, event.dest_path):
            if path:
                self._told.put(_Told(os.fsdecode(path), writing))


class Watcher:
    """Watches the folders that `places` names, also those that appear later.

    `note` says why it polls, where it was not told to.
    """

    def __init__(self, places: Callable[[], Iterable[Place]], *, poll: bool = False) -> None:
        self._places = places
        self._told: queue.SimpleQueue[_Told | None] = queue.SimpleQueue()
        self._watched: dict[Place, tuple[ObservedWatch, int]] = {}
        self.polls = poll
        self.note = ""
        self._observer = self._started()

    def _started(self) -> BaseObserver:
        if not self.polls:
            try:
                return self._watching(Observer())
            except OSError as error:
                if error.errno not in (ENOSPC, EMFILE):
                    raise
                self.note = (
                    "the system watches no more folders for this user"
                    " (fs.inotify.max_user_watches), so all files are looked at every second"
                )
                self.polls = True
        return self._watching(PollingObserver(timeout=_POLL))

    def _watching(self, observer: BaseObserver) -> BaseObserver:
        self._watched = {}
        self._ear = _Ear(self._told, self.polls)
        # watchdog hears of a folder in a new one twice: it looks, and is told. It does no harm.
        warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
        observer.start()
        try:
            self._follow(observer)
        except OSError:
            observer.stop()
            raise
        return observer

    def _follow(self, observer: BaseObserver) -> None:
        """Watches what is there now: folders appear, and one that was made anew is another."""
        wanted = {place: _inode(place.path) for place in self._places()}
        for place, (watch, inode) in list(self._watched.items()):
            if wanted.get(place) != inode:
                del self._watched[place]
                observer.unschedule(watch)
        for place, inode in sorted(wanted.items()):
            if inode and place not in self._watched:
                watch = observer.schedule(self._ear, place.path, recursive=place.deep)
                self._watched[place] = (watch, inode)

    def stop(self) -> None:
        """Ends `changes` at once, from any thread."""
        self._told.put(None)
        self._observer.stop()

    def changes(self) -> Iterator[frozenset[str]]:
        """The paths that changed, each time when they are quiet; until `stop`."""
        last: dict[str, float] = {}
        writing: set[str] = set()
        since = 0.0
        while True:
            told = self._next(_wait(last, writing, since))
            now = time.monotonic()
            while told is not None:
                since = since or now
                last[told.path] = now
                (writing.add if told.writing else writing.discard)(told.path)
                told = self._next(0)
            if self._stopped:
                return
            if _wait(last, writing, since) not in (0, None):
                continue
            ready = _ready(last, writing, now)
            since = 0.0
            if ready:
                for path in ready:
                    del last[path]
                    writing.discard(path)
                self._refollow()
                yield frozenset(ready)

    _stopped = False

    def _next(self, seconds: float | None) -> _Told | None:
        try:
            told = self._told.get(timeout=seconds) if seconds != 0 else self._told.get_nowait()
        except queue.Empty:
            return None
        self._stopped = told is None
        return told

    def _refollow(self) -> None:
        try:
            self._follow(self._observer)
        except OSError as error:
            if error.errno not in (ENOSPC, EMFILE):
                return  # a folder that was there a moment ago; the next change comes back to it
            self._observer.stop()
            self.polls = True
            self.note = "the system watches no more folders, so all files are looked at"
            self._observer = self._watching(PollingObserver(timeout=_POLL))


def _wait(last: dict[str, float], writing: set[str], since: float) -> float | None:
    """How long to wait for more events; None: until one comes."""
    if not last:
        return None
    now = time.monotonic()
    quiet = ALONE if len(last) == 1 else QUIET
    settled = [at + quiet for path, at in last.items() if path not in writing]
    growing = min((at + GROWING for path, at in last.items() if path in writing), default=None)
    if not settled:
        assert growing is not None
        return max(0, growing - now)
    until = max(settled)
    if since:
        until = min(until, since + _PATIENCE)
    return max(0, until - now)


def _ready(last: dict[str, float], writing: set[str], now: float) -> list[str]:
    return [path for path, at in last.items() if path not in writing or at + GROWING <= now]


def _inode(path: str) -> int:
    """What tells a folder from one of the same name; 0 where there is none."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0
