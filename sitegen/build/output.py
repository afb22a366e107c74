"""The output folder: files appear whole or not at all, and only ours are ever touched.

The manifest names every file of ours. It is written before the first of them, so that a build
cut off at any moment, or one whose store was deleted, still knows what is its own.
"""

import os
import stat as stat_of
from collections.abc import Iterable
from contextlib import suppress
from errno import EACCES, EDQUOT, ENOSPC, EROFS
from functools import lru_cache
from pathlib import Path, PurePosixPath

from sitegen.errors import OutputError

MANIFEST = ".sitegen-manifest"
_DRAFT = ".sitegen-draft"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_HOPELESS = {ENOSPC, EDQUOT, EROFS}


def prepare(output: Path) -> None:
    """Makes the folder. Raises OutputError when that, or writing there, is impossible.

    Writes nothing else: a build that changes nothing leaves the folder as it is.
    """
    _make_folder.cache_clear()
    try:
        output.mkdir(parents=True, exist_ok=True)
        reason = "" if _may_write(output) else "it is not writable"
    except FileExistsError:
        reason = "a file of that name is in the way"
    except OSError as error:
        reason = str(error.strerror)
    if reason:
        raise OutputError(
            f"the output folder cannot be written: {reason}",
            str(output),
            "choose another with -o, or make it writable",
        )


def _may_write(folder: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)


def read_manifest(output: Path) -> set[str]:
    """The paths of our files in the folder, as far as the manifest tells."""
    try:
        text = (output / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in text.split("\n") if is_inside(line)}


def manifest_mark(output: Path) -> str:
    """The size and time of the manifest: it changes when somebody changes the file."""
    try:
        stat = os.stat(output / MANIFEST, follow_symlinks=False)
    except OSError:
        return "none"
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def write_manifest(output: Path, paths: Iterable[str]) -> None:
    """Names all our files; `paths` come sorted. Raises OutputError."""
    target = f"{output}/{MANIFEST}"
    draft = f"{target}{_DRAFT}"
    try:
        with open(os.open(draft, _FLAGS, 0o666), "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{path}\n" for path in paths)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(draft)
        raise _cannot(error, target) from None


def is_inside(path: str) -> bool:
    """A manifest may have been edited: only plain paths below the folder are believed."""
    parts = path.split("/")
    return "\\" not in path and "\0" not in path and not {"", ".", ".."} & set(parts)


def write(output: str, path: str, data: bytes | bytearray) -> tuple[int, int]:
    """Puts a whole file in place; its size and time in nanoseconds.

    Raises OutputError when the disk is full or read-only, OSError when this one file cannot be
    written. No half-written file is left behind by either.
    """
    target = f"{output}/{path}"
    draft = f"{target}{_DRAFT}"
    folder = path.rpartition("/")[0]
    try:
        _make_folder(output, folder)
        try:
            handle = os.open(draft, _FLAGS, 0o666)
        except FileNotFoundError:  # somebody removed the folder since it was made
            _make_folder.cache_clear()
            _make_folder(output, folder)
            handle = os.open(draft, _FLAGS, 0o666)
        try:
            mtime = _fill(handle, data)
            os.replace(draft, target)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError as error:
        if error.errno in _HOPELESS:
            raise _cannot(error, target) from None
        raise
    return len(data), mtime


def _fill(handle: int, data: bytes | bytearray) -> int:
    """Writes everything and closes; the time of the file in nanoseconds."""
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        return os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)


@lru_cache(maxsize=4096)
def _make_folder(output: str, folder: str) -> None:
    """Makes a folder of ours and all it lies in; one that is a link to elsewhere is refused."""
    if not folder:
        os.makedirs(output, exist_ok=True)
        return
    _make_folder(output, folder.rpartition("/")[0])
    path = f"{output}/{folder}"
    try:
        os.mkdir(path)
    except FileExistsError:
        if not stat_of.S_ISDIR(os.lstat(path).st_mode):
            raise OSError(EACCES, "a file or a link is in the way of a folder", path) from None


def remove(output: Path, path: str) -> None:
    """Removes a file of ours, its draft, and the folders that become empty.

    What lies there instead of a file, or behind a link, is not ours and stays. Raises OSError
    when our file cannot be removed.
    """
    target = f"{output}/{path}"
    parents = [f"{output}/{parent}" for parent in PurePosixPath(path).parents][:-1]
    if any(map(os.path.islink, parents)):
        return
    for file in (f"{target}{_DRAFT}", target):
        with suppress(FileNotFoundError, NotADirectoryError):
            if not stat_of.S_ISDIR(os.lstat(file).st_mode):
                os.unlink(file)
    for parent in parents:
        try:
            os.rmdir(parent)
        except OSError:  # something else lies there
            break


def remove_drafts(output: Path) -> None:
    """Clears away what a build that was cut off left half-written."""
    for folder, _, names in os.walk(output):
        for name in names:
            if name.endswith(_DRAFT):
                os.unlink(os.path.join(folder, name))


def _cannot(error: OSError, path: str) -> OutputError:
    hint = "free some space and build again: what is done is kept" if error.errno in (
        ENOSPC,
        EDQUOT,
    ) else "make the output folder writable, or choose another with -o"  # fmt: skip
    return OutputError(f"cannot write: {error.strerror}", path, hint)
