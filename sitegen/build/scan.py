"""content/ → the dumps that lie there, each with the size and time of its files. Opens nothing
but archives, whose names it needs.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from errno import ELOOP
from fnmatch import translate
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG

import msgspec

from sitegen import sources
from sitegen.config import Config
from sitegen.errors import SourceError, UsageError
from sitegen.sources import is_archive

SIDECAR = ".fix.toml"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
# A page that a browser saved, and the folder for what belongs to it, as browsers name it.
_PAGE = re.compile(r"(.+)\.x?html?", re.I)
_OF_PAGE = re.compile(r"(.+)(?:[_.-]files|_fichiers|-Dateien|_archivos|_bestanden)/")
_ENDING = re.compile(r"\*[^*?\[/]*")  # a glob that asks for nothing but an ending
_DEEPEST = 64  # folders in one another


class Found(msgspec.Struct, frozen=True, gc=False):
    """A dump in content/ and the size and time of its files.

    `source` is the format's name where finding the dump took knowing it (folders, archives).
    `fault` says why it cannot be read, where that is known before it is opened.
    """

    name: str
    path: str
    files: str
    source: str = ""
    fault: str = ""
    member: str = ""

    @property
    def dump(self) -> "sources.Dump":
        """The dump itself, to be read; most are only looked at, and there are many."""
        return sources.Dump(self.name, Path(self.path), None, self.member)


class Scan(msgspec.Struct, frozen=True):
    """How to look for dumps: what [build] ignore means, [formats], which formats there are, and
    their marks of whole folders."""

    ignored: Callable[[str, str], bool]
    formats: dict[str, str]
    known: sources.Formats
    marks: frozenset[str]


def dumps(content: Path, config: Config, known: sources.Formats | None = None) -> Iterator[Found]:
    """All dumps below content/, by name; files whose name begins with a dot are none.

    Nor are those that a browser saved with a page: `Thread_files/` beside `Thread.html`.

    A folder or an archive that one format reads as a whole is one dump; otherwise each of its
    files is. `known`: the formats, where they need not be loaded. Raises UsageError when there is
    no folder `content`.
    """
    if not content.is_dir():
        raise UsageError(
            "there is no folder with dumps",
            str(content),
            "run sitegen init to make a new site, or name another with --site",
        )
    return _walk(os.fspath(content), "", _how(config, known or sources.formats()), set())


def _how(config: Config, known: sources.Formats) -> Scan:
    return Scan(_ignoring(config.build.ignore), config.formats, known, known.marks)


def _ignoring(globs: Iterable[str]) -> Callable[[str, str], bool]:
    """ignored(name, path): whether a glob fits the name of a file or its path below content/.

    Most globs are endings, and most sites have no others; all others are one pattern.
    """
    rest = [glob for glob in globs if not _ENDING.fullmatch(glob)]
    endings = tuple(glob[1:] for glob in globs if glob not in rest)
    fits = re.compile("|".join(map(translate, rest))).match if rest else None

    def ignored(name: str, path: str) -> bool:
        return path.endswith(endings) or bool(fits and (fits(name) or fits(path)))

    return ignored


def _walk(folder: str, prefix: str, how: Scan, seen: set[tuple[int, int]]) -> Iterator[Found]:
    """The dumps in a folder and below, in the order of their names as whole strings.

    A folder that links lead to twice counts once.
    """
    try:
        if prefix.count("/") > _DEEPEST:
            raise OSError(ELOOP, f"folders lie more than {_DEEPEST} deep")
        here = os.stat(folder)
        with os.scandir(folder) as listing:
            entries = sorted(map(_named, listing), key=itemgetter(0))
    except OSError as error:
        yield _unreadable(prefix.rstrip("/"), folder, str(error.strerror))
        return
    if (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    sidecars = {name: _files(entry)[0] for name, entry in entries if name.endswith(SIDECAR)}
    ignored, pages = how.ignored, _pages(entries)
    for name, entry in entries:
        is_folder = name[-1] == "/"
        full = prefix + (name[:-1] if is_folder else name)
        if name[0] == "." or ignored(name, full):
            continue
        if is_folder:
            if pages and (of_page := _OF_PAGE.fullmatch(name)) and of_page[1] in pages:
                continue
            whole = _as_one(full, entry.path, how)
            yield from [whole] if whole else _walk(entry.path, f"{full}/", how, seen)
            continue
        files, is_file = _files(entry)
        if not is_file:
            yield _unreadable(full, entry.path, files)
        elif is_archive(name):
            yield from _archive(full, Path(entry.path), files, how)
        else:
            if sidecars:
                for corrections in (name + SIDECAR, name.rpartition(".")[0] + SIDECAR):
                    files += f" {sidecars[corrections]}" if corrections in sidecars else ""
            yield Found(full, entry.path, files)


def _pages(entries: list[tuple[str, "os.DirEntry[str]"]]) -> set[str]:
    """The names, without their endings, of pages that may lie beside a folder of what is theirs."""
    if not any(name[-1] == "/" for name, _ in entries):
        return set()
    return {match[1] for name, _ in entries if (match := _PAGE.fullmatch(name))}


def _as_one(name: str, path: str, how: Scan) -> Found | None:
    """The folder as one dump, if a format reads it as a whole."""
    try:
        if not sources.may_be_whole(name, os.listdir(path), how.formats, how.marks):
            return None
        inside = sources.names(Path(path))
        source = sources.detect(
            sources.Head(name, b"", False, tuple(inside)), how.formats, among=how.known
        )
    except (SourceError, OSError):
        return None
    return Found(name, path, _files_below(path), source.name)


def _files_below(path: str) -> str:
    """A digest of the names, sizes and times of all files in a folder and below."""
    stamp = blake2b(digest_size=12)
    for folder, folders, files in os.walk(path):
        folders.sort()
        for file in sorted(files):
            stamp.update(os.fsencode(os.path.join(folder[len(path) :], file)) + b"\0")
            with suppress(OSError):
                at = os.stat(os.path.join(folder, file))
                stamp.update(f"{at.st_size}:{at.st_mtime_ns}\0".encode())
    return stamp.hexdigest()


def _archive(name: str, path: Path, files: str, how: Scan) -> Iterator[Found]:
    """An archive as one dump if a format reads it as a whole, else each of its files as one."""
    try:
        inside = sources.names(path)
    except SourceError as error:
        # What is no archive is read as a file, which says what is wrong; a 7z needs an extra.
        fault = f"{error.message} ({error.hint})" if name.lower().endswith(".7z") else ""
        yield Found(name, os.fspath(path), files + fault, "", fault)
        return
    try:
        head = sources.Head(name, b"", False, tuple(inside))
        source = sources.detect(head, how.formats, among=how.known)
        yield Found(name, os.fspath(path), files, source.name)
    except SourceError:
        for member in dict.fromkeys(inside):
            inner = _writable(member.encode("utf-8", "surrogateescape"))
            yield Found(f"{name}/{inner}", os.fspath(path), files, member=member)


def _named(entry: os.DirEntry[str]) -> tuple[str, os.DirEntry[str]]:
    """An entry and its name; a folder's ends in a slash, so that it sorts as one."""
    name = entry.name
    if not (name.isascii() and name.isprintable()) or "\\" in name:
        name = _writable(os.fsencode(name))
    try:
        return f"{name}/" if entry.is_dir() else name, entry
    except OSError:  # a link that leads to itself
        return name, entry


def _writable(name: bytes) -> str:
    """A name as it can be written on any line; two names never become the same."""
    text = name.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def _unreadable(name: str, path: str, reason: str) -> Found:
    return Found(name, path, reason, "", f"cannot be read: {reason}")


def _files(entry: os.DirEntry[str]) -> tuple[str, bool]:
    """The size and time of a file, and True; what is wrong with what is none, and False."""
    try:
        stat = entry.stat()
    except OSError as error:
        return str(error.strerror), False
    if S_ISREG(stat.st_mode):
        return f"{stat.st_size}:{stat.st_mtime_ns}", True
    return "it is no file", False


def at(path: Path, config: Config, name: str = "") -> Iterator[Found]:
    """The dumps that a file is, or that a folder or an archive is or holds, wherever it lies.

    `name` is its path below content/, where it lies there.
    """
    how = _how(config, sources.formats())
    if path.is_dir():
        whole = _as_one(name or path.name, os.fspath(path), how)
        prefix = f"{name}/" if name else ""
        yield from [whole] if whole else _walk(os.fspath(path), prefix, how, set())
    elif is_archive(path.name):
        yield from _archive(name or path.name, path, "", how)
    else:
        yield Found(name or path.name, os.fspath(path), "")


def single(content: Path, config: Config, path: str) -> Found | None:
    """The dump that the plain file `path` is, without looking at any other file.

    None where that takes more: for archives, links, corrections, and what is no dump.
    """
    name = os.path.relpath(path, content).replace(os.sep, "/")
    parts = name.split("/")
    folders = [os.path.join(content, *parts[:depth]) for depth in range(1, len(parts))]
    if any(part.startswith(".") for part in parts) or any(map(os.path.islink, [path, *folders])):
        return None
    if name != _writable(os.fsencode(name)) or is_archive(parts[-1]) or name.endswith(SIDECAR):
        return None
    ignored = _ignoring(config.build.ignore)
    if any(ignored(part, "/".join(parts[: depth + 1])) for depth, part in enumerate(parts)):
        return None
    files = _stamp(path)
    if files is None:
        return None
    for corrections in (path + SIDECAR, path.rpartition(".")[0] + SIDECAR):
        files += f" {at}" if (at := _stamp(corrections)) else ""
    return Found(name, path, files)


def _stamp(path: str) -> str | None:
    """The size and time of a plain file; None where there is none."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return f"{stat.st_size}:{stat.st_mtime_ns}" if S_ISREG(stat.st_mode) else None
