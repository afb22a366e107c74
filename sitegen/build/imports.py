"""content/ into the store: new and changed dumps are read, the others are not even opened."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from errno import ELOOP
from fnmatch import fnmatchcase
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG

import msgspec

from sitegen import sources
from sitegen.config import FILE_NAME, Config
from sitegen.errors import ConfigError, SourceError, UnknownFormat, UsageError
from sitegen.model import Problem, Record
from sitegen.sources import is_archive, names
from sitegen.sources.source import Dump, Head
from sitegen.store import Store

SIDECAR = ".fix.toml"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_DEEPEST = 64  # folders in one another
_END = ("\U0010ffff", "")  # after every name


class Found(msgspec.Struct, frozen=True):
    """A dump in content/ and the size and time of its files.

    `source` is the format's name where finding the dump took knowing it (folders, archives).
    `fault` says why it cannot be read, where that is known before it is opened.
    """

    dump: Dump
    files: str
    source: str = ""
    fault: str = ""


class Scan(msgspec.Struct, frozen=True):
    """How to look for dumps: [build] ignore and [formats] of the configuration."""

    ignore: tuple[str, ...]
    formats: dict[str, str]


def scan(content: Path, config: Config) -> Iterator[Found]:
    """All dumps below content/, by name; files whose name begins with a dot are none.

    A folder or an archive that one format reads as a whole is one dump; otherwise each of its
    files is. Raises UsageError when there is no folder `content`.
    """
    if not content.is_dir():
        raise UsageError(
            "there is no folder with dumps",
            str(content),
            "run sitegen init to make a new site, or name another with --site",
        )
    how = Scan(config.build.ignore, config.formats)
    return _walk(os.fspath(content), "", how, set())


def _walk(folder: str, prefix: str, how: Scan, seen: set[tuple[int, int]]) -> Iterator[Found]:
    """The dumps in a folder and below, in the order of their names as whole strings.

    A folder that links lead to twice counts once.
    """
    try:
        if prefix.count("/") > _DEEPEST:
            raise OSError(ELOOP, f"folders lie more than {_DEEPEST} deep")
        here = os.stat(folder)
        with os.scandir(folder) as listing:
            entries = sorted(((_name(entry), entry) for entry in listing), key=itemgetter(0))
    except OSError as error:
        yield _unreadable(prefix.rstrip("/"), folder, str(error.strerror))
        return
    if (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    sidecars = {name: _files(entry) for name, entry in entries if name.endswith(SIDECAR)}
    for name, entry in entries:
        full = prefix + name.rstrip("/")
        if name.startswith(".") or any(
            fnmatchcase(name, glob) or fnmatchcase(full, glob) for glob in how.ignore
        ):
            continue
        if name.endswith("/"):
            whole = _as_one(full, entry.path, how)
            yield from [whole] if whole else _walk(entry.path, f"{full}/", how, seen)
        elif not _is_file(entry):
            yield _unreadable(full, entry.path, _files(entry))
        elif is_archive(name):
            yield from _archive(full, entry, how)
        else:
            files = _files(entry)
            for corrections in (name + SIDECAR, name.rpartition(".")[0] + SIDECAR):
                files += f" {sidecars[corrections]}" if corrections in sidecars else ""
            yield Found(Dump(full, Path(entry.path)), files)


def _as_one(name: str, path: str, how: Scan) -> Found | None:
    """The folder as one dump, if a format reads it as a whole."""
    try:
        if not sources.may_be_whole(name, os.listdir(path), how.formats):
            return None
        inside = names(Path(path))
        source = sources.detect(Head(name, b"", False, tuple(inside)), how.formats)
    except (SourceError, OSError):
        return None
    return Found(Dump(name, Path(path)), _files_below(path), source.name)


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


def _archive(name: str, entry: os.DirEntry[str], how: Scan) -> Iterator[Found]:
    """An archive as one dump if a format reads it as a whole, else each of its files as one."""
    path, files = Path(entry.path), _files(entry)
    try:
        inside = names(path)
    except SourceError as error:
        # What is no archive is read as a file, which says what is wrong; a 7z needs an extra.
        fault = f"{error.message} ({error.hint})" if name.lower().endswith(".7z") else ""
        yield Found(Dump(name, path), files + fault, "", fault)
        return
    try:
        source = sources.detect(Head(name, b"", False, tuple(inside)), how.formats)
        yield Found(Dump(name, path), files, source.name)
    except SourceError:
        for member in dict.fromkeys(inside):
            inner = _writable(member.encode("utf-8", "surrogateescape"))
            yield Found(Dump(f"{name}/{inner}", path, None, member), files)


def _name(entry: os.DirEntry[str]) -> str:
    """An entry's name; a folder's ends in a slash, so that it sorts as one."""
    name = _writable(os.fsencode(entry.name))
    try:
        return f"{name}/" if entry.is_dir() else name
    except OSError:  # a link that leads to itself
        return name


def _writable(name: bytes) -> str:
    """A name as it can be written on any line; two names never become the same."""
    text = name.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _unreadable(name: str, path: str, reason: str) -> Found:
    return Found(Dump(name, Path(path)), reason, "", f"cannot be read: {reason}")


def _files(entry: os.DirEntry[str]) -> str:
    """The size and time of a file; what is wrong with what is none."""
    try:
        stat = entry.stat()
    except OSError as error:
        return str(error.strerror)
    return f"{stat.st_size}:{stat.st_mtime_ns}" if S_ISREG(stat.st_mode) else "it is no file"


def bring_up_to_date(
    store: Store, config: Config, found: Iterable[Found], listen: Callable[[str, int], None]
) -> int:
    """Reads what changed, forgets what is gone, works out threads; how many dumps were read."""
    _check_formats(config)
    formats = _formats_digest(config)
    read = 0
    for item, stamp in _changed(store, found, formats):
        if item is None:
            store.remove_dump(stamp)
            continue
        listen(item.dump.name, read)
        source, records = _records(item, config)
        store.replace_dump(item.dump.name, stamp, source, records)
        read += 1
    store.resolve()
    return read


def _changed(
    store: Store, found: Iterable[Found], formats: str
) -> Iterable[tuple[Found | None, str]]:
    """(dump, its stamp) for what is new or changed, (None, name) for what is gone.

    Both sides come by name, so they are compared like two sorted lists; into an empty store
    everything streams.
    """
    if store.is_new:
        return ((item, f"{item.files} {formats}") for item in found)
    gone: dict[str, str] = {}
    changes: list[tuple[Found | None, str]] = []
    known = store.stamps()
    name, old = next(known, _END)
    for item in found:
        while name < item.dump.name:
            gone[name] = old
            name, old = next(known, _END)
        before = gone.pop(item.dump.name, "")  # a folder or an archive may stand out of order
        if name == item.dump.name:
            before = old
            name, old = next(known, _END)
        stamp = f"{item.files} {formats}"
        if before != stamp:
            changes.append((item, stamp))
    gone.update({name: old} if name < _END[0] else {})
    gone.update(known)
    return [*((None, name) for name in gone), *changes]


def _records(item: Found, config: Config) -> tuple[str, Iterator[Record]]:
    """The name of the dump's format and its records; a dump nobody reads is one Problem."""
    dump = item.dump
    if item.fault:
        return "", iter([Problem(dump.name, item.fault)])
    if item.source:
        return item.source, sources.read(sources.by_name(item.source), dump)
    try:
        head = sources.head(dump)
        source = sources.detect(head, config.formats)
    except SourceError as error:
        unknown = isinstance(error, UnknownFormat)  # its hint is the same for every such file
        hint = f" ({error.hint})" if error.hint and not unknown else ""
        return "", iter([Problem(dump.name, f"{error.message}{hint}")])
    if head.whole:
        dump = Dump(dump.name, dump.path, head.data)
    return source.name, sources.read(source, dump)


def _check_formats(config: Config) -> None:
    """Raises ConfigError when [formats] names a format that there is not."""
    for pattern, name in config.formats.items():
        try:
            sources.by_name(name)
        except UsageError as error:
            where = f'{FILE_NAME}: [formats] "{pattern}"'
            raise ConfigError(error.message, where, error.hint) from None


def _formats_digest(config: Config) -> str:
    """Changes with what any format gives for the same bytes, and with what [formats] settles."""
    versions = [(source.name, source.version) for source in sources.SOURCES]
    said = repr((versions, list(config.formats.items())))
    return blake2b(said.encode(), digest_size=8).hexdigest()
