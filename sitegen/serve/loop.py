"""Changes, as they come, into the preview: one thread gathers them, another works them in."""

import threading
from collections.abc import Callable

from sitegen.serve.answers import Updated
from sitegen.serve.preview import Preview
from sitegen.serve.reload import Epochs
from sitegen.serve.watch import Watcher

_AGAIN = 1.0  # seconds until what could not be done is tried again


class Loop:
    """Keeps a preview up to date until `end`; `tell` hears of every update."""

    def __init__(
        self, preview: Preview, watcher: Watcher, epochs: Epochs, tell: Callable[[Updated], None]
    ) -> None:
        self._preview, self._watcher, self._epochs, self._tell = preview, watcher, epochs, tell
        self._pending: set[str] = set()
        self._more = threading.Condition()
        self._over = False

    def start(self) -> None:
        for work in (self._gather, self._work):
            threading.Thread(target=work, daemon=True).start()

    def end(self) -> None:
        self._watcher.stop()
        self._preview.close()
        self._epochs.end()
        with self._more:
            self._over = True
            self._more.notify_all()

    def _gather(self) -> None:
        for changed in self._watcher.changes():
            with self._more:
                self._pending |= changed
                self._preview.hurry()
                self._more.notify_all()

    def _work(self) -> None:
        while True:
            with self._more:
                again = _AGAIN if self._preview.behind else None
                self._more.wait_for(lambda: self._pending or self._over, again)
                if self._over:
                    return
                changed, self._pending = frozenset(self._pending), set()
            try:
                updated = self._preview.update(changed)
            except Exception as error:  # the folder that sitegen runs in was deleted, say
                updated = self._preview.failed(changed, error)
            if updated and updated.changed:
                self._tell(updated)
