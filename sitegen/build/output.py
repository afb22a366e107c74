"""The output folder: files appear whole or not at all, and only ours are ever touched.

The manifest names every file of ours. It is written before the first of them, so that a build
cut off at any moment, or one whose store was deleted, still knows what is its own.
"""

import os
import stat as stat_of
from collections.abc import Iterable, Iterator
from errno import EACCES, EDQUOT, ENOSPC, EROFS
from functools import lru_cache
from pathlib import Path

from sitegen.errors import OutputError

MANIFEST = ".sitegen-manifest"
_DRAFT = ".sitegen-draft"
_HOPELESS = {ENOSPC, EDQUOT, EROFS}


def prepare(output: Path) -> None:
    """Makes the folder. Raises OutputError when that, or writing there, is impossible."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        probe = output / f"probe{_DRAFT}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"the output folder cannot be written: {error.strerror}",
            str(output),
            "choose another with -o, or make it writable",
        ) from None


def read_manifest(output: Path) -> set[str]:
    """The paths of our files in the folder, as far as the manifest tells."""
    try:
        text = (output / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in text.splitlines() if line and is_inside(line)}


def write_manifest(output: Path, paths: Iterable[str]) -> None:
    """Names all our files; `paths` come sorted."""
    draft = output / f"{MANIFEST}{_DRAFT}"
    with _reported(draft), open(draft, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{path}\n" for path in paths)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, output / MANIFEST)


def is_inside(path: str) -> bool:
    """A manifest may have been edited: only plain paths below the folder are believed."""
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")


def write(output: str, path: str, data: bytes) -> tuple[int, int]:
    """Puts a whole file in place; its size and time in nanoseconds.

    Raises OutputError when the disk is full or read-only, OSError when this one file cannot be
    written.
    """
    target = f"{output}/{path}"
    draft = f"{target}{_DRAFT}"
    _make_folder(output, path.rpartition("/")[0])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        try:
            handle = os.open(draft, flags, 0o666)
        except FileNotFoundError:  # somebody removed the folder since it was made
            _make_folder.cache_clear()
            _make_folder(output, path.rpartition("/")[0])
            handle = os.open(draft, flags, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            mtime = os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
        os.replace(draft, target)
    except OSError as error:
        if error.errno in _HOPELESS:
            raise _cannot(error, target) from None
        raise
    return len(data), mtime


@lru_cache(maxsize=4096)
def _make_folder(output: str, folder: str) -> None:
    """Makes a folder of ours; one that is a link to elsewhere is refused."""
    if not folder:
        return
    path = f"{output}/{folder}"
    try:
        os.mkdir(path)
    except FileExistsError:
        if not stat_of.S_ISDIR(os.lstat(path).st_mode):
            raise OSError(EACCES, "a file or a link is in the way of a folder", path) from None
        _make_folder(output, folder.rpartition("/")[0])
    except FileNotFoundError:
        _make_folder(output, folder.rpartition("/")[0])
        os.mkdir(path)
    except OSError as error:
        if error.errno in _HOPELESS:
            raise _cannot(error, path) from None
        raise


def remove(output: Path, paths: Iterable[str]) -> Iterator[str]:
    """Removes files of ours, and the folders that become empty; yields those that are gone."""
    for path in paths:
        target = output / path
        if any(parent.is_symlink() for parent in _parents(output, path)):
            continue
        target.with_name(target.name + _DRAFT).unlink(missing_ok=True)
        try:
            target.unlink(missing_ok=True)
        except (IsADirectoryError, PermissionError):
            continue  # not the file we wrote: it stays
        yield path
        for parent in _parents(output, path):
            try:
                parent.rmdir()
            except OSError:
                break
    _make_folder.cache_clear()


def remove_drafts(output: Path) -> None:
    """Clears away what a build that was cut off left half-written."""
    for folder, _, names in os.walk(output):
        for name in names:
            if name.endswith(_DRAFT):
                os.unlink(os.path.join(folder, name))


def _parents(output: Path, path: str) -> list[Path]:
    return [output / parent for parent in Path(path).parents if parent != Path(".")]


class _reported:
    """Turns an OSError into an OutputError that names the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise _cannot(error, str(self._path)) from None


def _cannot(error: OSError, path: str) -> OutputError:
    hint = "free some space and build again: what is done is kept" if error.errno in (
        ENOSPC,
        EDQUOT,
    ) else "make the output folder writable, or choose another with -o"  # fmt: skip
    return OutputError(f"cannot write: {error.strerror}", path, hint)
