"""Templates that a site copied from a theme, and what has become of their originals since.

A copy lies in the site's `templates/`. Beside it, in `templates/.copied/THEME-VERSION/`, lies the
original as it was: so the version is known, and what changed since can be shown.
"""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import msgspec

from sitegen.errors import UsageError, nearest
from sitegen.theme.env import Folders
from sitegen.theme.theme import SITE, Theme, version

KEPT = ".copied"  # below templates/


class Copied(msgspec.Struct, frozen=True):
    """A template that was copied: the file, and the theme and version it came from."""

    path: Path
    theme: str
    version: str


class Changed(msgspec.Struct, frozen=True):
    """A copied template whose original is another now: what changed, as a unified diff."""

    name: str
    theme: str
    version: str
    now: str
    diff: tuple[str, ...]


def copy(theme: Theme, name: str, site: Path) -> Copied:
    """Copies a template into the site's own folder. Raises UsageError; never writes over a file."""
    folders = Folders(theme)
    for folder in theme.folders:
        path = folder.path / "templates" / name
        if folder.name != SITE and folders.path(f"{folder.name}:{name}") == path:
            break
    else:
        known = [known for known in folders.list_templates() if not known.startswith(".")]
        raise UsageError("the theme has no such template", name, nearest(name, known))
    target = site / "templates" / name
    if target.exists():
        raise UsageError("the site has this template already", str(target))
    told = version(folder)
    kept = site / "templates" / KEPT / f"{folder.name}-{told}" / name
    for file in (target, kept):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.read_bytes())
    return Copied(target, folder.name, told)


def changed(theme: Theme, site: Path) -> Iterator[Changed]:
    """The copies whose originals are not what they were, by name. Copies that are gone are none."""
    top = site / "templates" / KEPT
    folders = {folder.name: folder for folder in theme.folders}
    for kept in sorted(path for path in top.rglob("*") if path.is_file()):
        origin, _, name = kept.relative_to(top).as_posix().partition("/")
        of, _, told = origin.rpartition("-")
        if not (site / "templates" / name).is_file() or of not in folders:
            continue
        path = folders[of].path / "templates" / name
        before, after = (_lines(file) for file in (kept, path))
        if before != after:
            now = version(folders[of])
            diff = unified_diff(before, after, f"{of} {told}/{name}", f"{of} {now}/{name}", n=2,
                                lineterm="")  # fmt: skip
            yield Changed(name, of, told, now, tuple(diff))


def _lines(path: Path) -> list[str]:
    """Its lines; none when the file is gone."""
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
