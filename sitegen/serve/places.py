"""Which folders of a site are watched: where its dumps, its theme and its settings lie."""

import os
from pathlib import Path

import msgspec

from sitegen.config import Config, SitePaths
from sitegen.theme.theme import bundled

Chosen = tuple[SitePaths, Config]

BESIDE = (
    "templates",
    "static",
    "themes",
    "words",
    "pages",
)  # folders beside content/ that a site may have
# Kinds of file systems that tell nobody what another machine changes.
_SILENT = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "vboxsf", "drvfs", "virtiofs", "prl_fs"}
_MOST = 10_000  # links to folders that are followed


class Place(msgspec.Struct, frozen=True, order=True):
    """A folder to be watched; with `deep`, all below it too."""

    path: str
    deep: bool


def plainly_named(chosen: Chosen) -> Chosen:
    """The site without marks in the names of static files: no browser keeps what it looks at here,
    and a change of style shall change no page."""
    paths, config = chosen
    plainly = msgspec.structs.replace(config.build, fingerprints=False)
    return paths, msgspec.structs.replace(config, build=plainly)


def places(paths: SitePaths, settings: Path | None) -> set[Place]:
    """All folders there are today; `settings` is the file of the configuration.

    Links to folders lead to places of their own: a folder that is watched tells nothing of what
    lies behind them.
    """
    found = {Place(os.fspath(paths.folder), False)}
    if settings is not None:
        found.add(Place(os.path.dirname(os.path.abspath(settings)), False))
    roots = [paths.content, *(paths.folder / name for name in BESIDE), bundled()]
    for root in roots:
        if root.is_dir():
            found.add(Place(os.path.realpath(root), True))
            found.update(Place(path, True) for path in _linked(os.fspath(root)))
    return found


def _linked(root: str) -> set[str]:
    """Where the links to folders below `root` lead."""
    found: set[str] = set()
    waiting = [root]
    while waiting and len(found) < _MOST:
        try:
            with os.scandir(waiting.pop()) as entries:
                folders = [entry for entry in entries if _is_folder(entry)]
        except OSError:
            continue
        for entry in folders:
            if not entry.is_symlink():
                waiting.append(entry.path)
            elif (path := os.path.realpath(entry.path)) not in found:
                found.add(path)
                waiting.append(path)
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir() and not entry.name.startswith(".")
    except OSError:  # a link that leads to itself
        return False


def silent(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of the file system that `path` lies on, if it does not tell of all changes."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    here = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        point = fields[4].replace("\\040", " ")
        inside = here == point or here.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind if kind in _SILENT or kind.startswith("fuse.") else ""
