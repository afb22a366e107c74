"""One build at a time for a site.

The workers of a build hold its lock too: should it be killed, none of them writes any more when
the next one begins.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: a file that is open cannot be removed there
    fcntl = None  # type: ignore[assignment]


_PATIENCE = 2.0  # seconds; the workers of a build that was killed are gone long before


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the site's lock. Raises StoreError when another build holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"the folder for the build's state cannot be written: {error.strerror}",
            str(folder),
            "sitegen keeps its state beside sitegen.toml; make that folder writable",
        ) from None
    try:
        if fcntl:
            _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if time.monotonic() > until:
                raise StoreError(
                    "another build of this site is running", str(folder), "wait until it is done"
                ) from None
        time.sleep(0.05)
