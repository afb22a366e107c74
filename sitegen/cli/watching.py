"""What `serve` and `build --watch` share: the watcher, and how they speak of changes."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen.cli import output
from sitegen.config import SitePaths
from sitegen.serve.answers import Updated
from sitegen.serve.faults import Fault, summary, text
from sitegen.serve.places import places, silent
from sitegen.serve.watch import Watcher

_NAMED = 3  # changed files that are named


def watcher(paths: SitePaths, settings: Path, poll: bool) -> Watcher:
    """A watcher of a site's dumps, theme and settings."""
    kind = silent(paths.content)
    watching = Watcher(lambda: places(paths, settings), poll=poll or bool(kind))
    if kind and not poll:
        watching.note = f"{kind} does not tell what changes, so all files are looked at"
    return watching


def names(changed: Iterable[str], folder: Path) -> str:
    """The first of the files that changed, as they are called from the site's folder."""
    short = sorted(os.path.relpath(name, folder) for name in changed)
    more = f" and {len(short) - _NAMED:,} more" if len(short) > _NAMED else ""
    return ", ".join(short[:_NAMED]) + more


def told(folder: Path, quiet: bool) -> Callable[[Updated], None]:
    """Prints each update of a preview, and what is wrong whenever that is something new."""
    known: set[Fault] = set()
    folder = folder.absolute()

    def tell(updated: Updated) -> None:
        new = [fault for fault in updated.faults if fault not in known]
        if not quiet:
            output.say(f"{names(updated.changed, folder)}: {output.duration(updated.seconds)}")
        for fault in new:
            output.lines(text(fault))
        if len(new) > 1:
            output.say(summary(new))
        if known and not updated.faults and not quiet:
            output.say("all is well again")
        known.clear()
        known.update(updated.faults)

    return tell
