"""Where the corrections of a copy stand: NAME.fix.toml beside it.

NAME is the copy's whole name or its name without the ending; the first is looked for first.
"""

from pathlib import Path

from sitegen.model import Problem
from sitegen.textdump import fixes
from sitegen.textdump.fixes import Fixes
from sitegen.textdump.text import decode

ENDING = ".fix.toml"
_MOST = 16 * 1024 * 1024  # bytes


def corrections_of(path: Path) -> tuple[Fixes, tuple[Problem, ...]]:
    """The corrections beside the copy at `path`; none where there is no such file."""
    for name in (path.name + ENDING, path.stem + ENDING):
        beside = path.with_name(name)
        try:
            with open(beside, "rb") as stream:
                data = stream.read(_MOST)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            return fixes.NONE, (Problem(name, f"cannot be read: {error.strerror}", False),)
        return fixes.parse(decode(data)[0])
    return fixes.NONE, ()
