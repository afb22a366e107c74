"""content/ into the store: new and changed dumps are read, the others are not even opened."""

import os
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path

import msgspec

from sitegen import sources
from sitegen.config import Config
from sitegen.errors import SourceError, UsageError
from sitegen.model import Problem, Record
from sitegen.sources.source import Dump, Source
from sitegen.store import Store

SIDECAR = ".fix.toml"


class Found(msgspec.Struct, frozen=True):
    """A dump in content/ and the size and time of its files."""

    dump: Dump
    files: str


def scan(content: Path, ignore: tuple[str, ...]) -> list[Found]:
    """All dumps below content/, by name; files whose name begins with a dot are none."""
    if not content.is_dir():
        raise UsageError(
            "there is no folder with dumps",
            str(content),
            "run sitegen init to make a new site, or name another with --site",
        )
    found = sorted(_walk(os.fspath(content), "", set()), key=lambda item: item[0])
    sidecars = {name: files for name, _, files in found if name.endswith(SIDECAR)}
    result = []
    for name, path, files in found:
        base = name.rpartition("/")[2]
        if any(fnmatchcase(base, glob) or fnmatchcase(name, glob) for glob in ignore):
            continue
        if sidecars:
            for corrections in (name + SIDECAR, name.rpartition(".")[0] + SIDECAR):
                files += f" {sidecars[corrections]}" if corrections in sidecars else ""
        result.append(Found(Dump(name, Path(path)), files))
    return result


def _walk(folder: str, prefix: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, str, str]]:
    """(name, path, size and time) of all files; a folder reached twice by links counts once."""
    here = os.stat(folder)
    if (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = prefix + os.fsencode(entry.name).decode("utf-8", "backslashreplace")
            if entry.is_dir():
                yield from _walk(entry.path, f"{name}/", seen)
                continue
            try:
                stat = entry.stat()
                yield name, entry.path, f"{stat.st_size}:{stat.st_mtime_ns}"
            except OSError:
                yield name, entry.path, "unreadable"


def bring_up_to_date(
    store: Store, config: Config, found: Iterable[Found], listen: Callable[[str, int], None]
) -> int:
    """Reads what changed, forgets what is gone, works out threads; how many dumps were read."""
    formats = _formats_digest(config)
    known = store.stamps()
    read = 0
    for number, item in enumerate(found):
        name = item.dump.name
        stamp = f"{item.files} {formats}"
        old = known.pop(name, None)
        if old == stamp:
            continue
        listen(name, number)
        source, records = _records(item.dump, config)
        store.replace_dump(name, stamp, source, records)
        read += 1
    for name in known:
        store.remove_dump(name)
    store.resolve()
    return read


def _records(dump: Dump, config: Config) -> tuple[str, Iterator[Record]]:
    """The name of the dump's format and its records; a dump nobody reads is one Problem."""
    try:
        head = sources.head(dump)
        source: Source = sources.detect(head, config.formats)
    except SourceError as error:
        hint = f" ({error.hint})" if error.hint else ""
        return "", iter([Problem(dump.name, f"{error.message}{hint}")])
    if head.whole:
        dump = Dump(dump.name, dump.path, head.data)
    return source.name, sources.read(source, dump)


def _formats_digest(config: Config) -> str:
    """Changes with what any format gives for the same bytes, and with what [formats] settles."""
    versions = [(source.name, source.version) for source in sources.SOURCES]
    said = repr((versions, sorted(config.formats.items())))
    return blake2b(said.encode(), digest_size=8).hexdigest()
