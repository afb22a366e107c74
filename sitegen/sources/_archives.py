"""Dumps that are folders or archives: their files by name, each as a bounded stream.

Nothing is ever unpacked to disk, so names inside an archive are only names.
"""

import os
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from sitegen.errors import SourceError
from sitegen.sources import _sevenzip, _streams

MAX_FILES = 200_000  # in one folder or archive that is read as a dump
_CRAWL = ".wacz"  # a zip with web archives, and with indexes of them
_OF_CRAWL = re.compile(r"(?:.*/)?archive/[^/]+\.warc(?:\.gz|\.zst)?", re.I)
Damage = Callable[[str, SourceError], object]  # of which file, and why it cannot be read on
_OF_MAIL = frozenset({"cur", "new", "tmp"})
_DAMAGED = (
    *_streams.DAMAGED,
    RuntimeError,  # zipfile's word for a password
    NotImplementedError,  # and for a compression it does not know
)


def names(path: Path) -> list[str]:
    """The files in a folder or an archive, sorted, with forward slashes. Raises SourceError."""
    try:
        if path.is_dir():
            found = [name for name, _ in _folder_files(path)]
        elif _sevenzip.is_sevenzip(path):
            found = _sevenzip.names(path)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found = [info.filename for info in archive.infolist() if not info.is_dir()]
        else:
            with tarfile.open(path) as archive:
                found = [member.name for member in archive if member.isfile()]
    except _DAMAGED as error:
        raise _damage(path, error) from None
    if len(found) > MAX_FILES:
        raise SourceError(f"holds more than {MAX_FILES:,} files", str(path))
    if path.name.lower().endswith(_CRAWL):
        found = [name for name in found if _OF_CRAWL.fullmatch(name)] or found
    return sorted(name for name in found if not _is_hidden(name))


def files(path: Path, damage: Damage) -> Iterator[tuple[str, BinaryIO]]:
    """(name, stream) of all files: by name, but those of a tar as they lie in it.

    A stream is decompressed when its file is, and is closed when the next one is asked for. One
    that cannot be read, or not to its end, is told as `damage`, and the others are read; where the
    archive cannot be read on, it ends there, told without a name. Raises SourceError where even
    the names cannot be read.
    """
    if path.is_dir():
        for name, file in sorted(_folder_files(path)):
            try:
                stream = _streams.open_stream(Path(file), partial(damage, name))
            except SourceError as error:
                damage(name, error)
                continue
            with stream:
                yield name, stream
        return
    budget = _Budget(path)
    try:
        if _sevenzip.is_sevenzip(path):
            for name in names(path):
                told = partial(damage, name)
                with _sevenzip.member(path, name, budget.limit, told) as stream:
                    yield name, stream
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from _zipped(archive, names(path), budget, damage)
        else:
            with tarfile.open(path, "r|*") as pack:
                for info in pack:
                    inner = pack.extractfile(info) if info.isfile() else None
                    if inner is not None and not _is_hidden(info.name):
                        told = partial(damage, info.name)
                        yield info.name, budget.bounded(cast(BinaryIO, inner), told)
    except _DAMAGED as error:
        damage("", _damage(path, error))


def _zipped(
    archive: zipfile.ZipFile, inside: list[str], budget: "_Budget", damage: Damage
) -> Iterator[tuple[str, BinaryIO]]:
    """The files of those names: each can be read without the others."""
    for name in inside:
        try:
            member = archive.open(name)
            stream = budget.bounded(cast(BinaryIO, member), partial(damage, name))
        except _streams.DAMAGED as error:
            damage(name, _damage(Path(name), error))
        except SourceError as error:
            damage(name, error)
        else:
            with member:
                yield name, stream


def open_member(path: Path, name: str, damage: _streams.Damage) -> BinaryIO:
    """One file of an archive, held open by itself. Raises SourceError."""
    try:
        if _sevenzip.is_sevenzip(path):
            return _sevenzip.member(path, name, _Budget(path).limit, damage)
        if zipfile.is_zipfile(path):
            archive = zipfile.ZipFile(path)
            return _Budget(path).bounded(cast(BinaryIO, archive.open(name)), damage)
        pack = tarfile.open(path)  # noqa: SIM115 - closed with the member that is read
        inner = pack.extractfile(name)
    except (*_DAMAGED, KeyError) as error:
        raise _damage(path, error) from None
    if inner is None:
        raise SourceError(f"{name} is not a file in this archive", str(path))
    return _Budget(path).bounded(cast(BinaryIO, inner), damage)


class _Budget:
    """How much an archive may still expand to: one bound for all that is read from it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        size = os.stat(path).st_size
        self.limit = max(_streams.FREE_BYTES, size * _streams.MAX_RATIO)

    def bounded(self, member: BinaryIO, damage: _streams.Damage) -> BinaryIO:
        return _streams.bounded(member, str(self._path), self.limit, damage)


def _folder_files(path: Path) -> Iterator[tuple[str, str]]:
    """(name, path) of the files in a folder and below; links to folders are not followed."""
    top = os.fspath(path)
    for folder, _, inside in os.walk(top):
        for name in inside:
            file = os.path.join(folder, name)
            relative = os.path.relpath(file, top).replace(os.sep, "/")
            yield os.fsencode(relative).decode("utf-8", "backslashreplace"), file


def _is_hidden(name: str) -> bool:
    """What systems add to archives by themselves: .DS_Store, __MACOSX.

    Folders of a maildir begin with a dot too: .Archive/cur.
    """
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(
        part.startswith((".", "__MACOSX")) and inside not in _OF_MAIL
        for part, inside in pairwise([*parts, ""])
    )


def _damage(path: Path, error: BaseException) -> SourceError:
    return SourceError(
        f"the archive is damaged, locked or of an unknown kind: {error}",
        str(path),
        "unpack it yourself and put the files into content/",
    )
