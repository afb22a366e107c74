"""Pages that are open hear of changes, as server-sent events.

A page says what it shows; the answer is what it should show, again whenever that may have
changed. So nothing need be remembered of a page, and it finds its way back after a restart.
"""

import threading
from collections.abc import Callable, Iterator

import msgspec

from sitegen.serve.answers import State
from sitegen.serve.faults import summary, text

_BEAT = 15.0  # seconds; a line now and then, so that streams of closed pages come to an end
_RETRY = 500  # milliseconds until a page asks again


class Epochs:
    """A number that grows with every change, to be waited for."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()
        self.over = False

    def bump(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Ends all streams."""
        self.over = True
        self.bump()

    def after(self, number: int) -> int:
        """The number now, once it is another than `number` or some time has passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number or self.over, _BEAT)
            return self._number


def stream(state: Callable[[], State], epochs: Epochs) -> Iterator[bytes]:
    """The events for one page: what it should show, at first and after every change of that."""
    yield f"retry: {_RETRY}\n\n".encode()
    last = None
    number = -1
    while not epochs.over:
        now = epochs.after(number)
        if now == number:
            yield b": still here\n\n"
            continue
        number = now
        told = message(state())
        if told != last:
            last = told
            yield b"data: " + told + b"\n\n"


def message(state: State) -> bytes:
    """A state as JSON on one line."""
    faults = state.faults
    return msgspec.json.encode(
        {
            "page": state.page,
            "styles": state.styles,
            "faults": [text(fault) for fault in faults],
            "summary": summary(list(faults)) if faults else "",
            "problems": state.problems,
            "firstProblems": state.first_problems,
        }
    )
