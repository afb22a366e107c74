"""What is published and where to: files of sitegen's own, read in a way that confines them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sitegen.build.output import read_manifest
from sitegen.errors import OutputError, UsageError

_TOLD = 6  # lines of what another program says
_NAMED = 20  # changes that are named; all are counted


class Parcel(msgspec.Struct, frozen=True):
    """The files of an output folder (paths, sorted), and small ones that only the host needs."""

    output: Path
    files: tuple[str, ...]
    extra: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OutputError when it is gone, or is a link to something else."""
        if path in self.extra:
            return self.extra[path]
        file = self.output / path
        try:
            if Path(os.path.realpath(file)) != Path(os.path.realpath(self.output)) / path:
                raise OutputError("a link is in the way: it is not published", str(file))
            handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with open(handle, "rb") as stream:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise OutputError("this is no file: it is not published", str(file))
                return stream.read()
        except OSError as error:
            hint = "run sitegen build"
            raise OutputError(f"cannot be read: {error.strerror}", str(file), hint) from None

    def all(self) -> Iterator[str]:
        """All paths, sorted."""
        yield from sorted({*self.files, *self.extra})


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where to: a git remote, a folder or what rsync understands. `state` is sitegen's own folder.

    `site` is the site's folder, which may lie in a git repository.
    """

    name: str
    site: Path
    state: Path
    branch: str = "gh-pages"
    keep_history: bool = False
    delete: bool = False
    dry_run: bool = False


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was, or with a dry run would be, changed there: sorted paths, the first of each."""

    where: str
    added: int
    changed: int
    removed: int
    kept: int
    named: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


def said(errors: bytes) -> list[str]:
    """The last lines of what a program said of why it failed; at least one, maybe empty."""
    lines = errors.decode("utf-8", "replace").splitlines()
    return [line.rstrip() for line in lines if line.strip()][-_TOLD:] or [""]


def parcel(output: Path, extra: dict[str, bytes]) -> Parcel:
    """Everything in an output folder that sitegen wrote. Raises UsageError when nothing is."""
    files = tuple(sorted(read_manifest(output)))
    if not files:
        raise UsageError("nothing was built here", str(output), "run sitegen build")
    return Parcel(output, files, extra)


def outcome(where: str, added: list[str], changed: list[str], removed: list[str], kept: int
) -> Outcome:  # fmt: skip
    """Counts of what changes, and the first names of each, marked + ~ -."""
    named = [f"+ {path}" for path in sorted(added)[:_NAMED]]
    named += [f"~ {path}" for path in sorted(changed)[:_NAMED]]
    named += [f"- {path}" for path in sorted(removed)[:_NAMED]]
    return Outcome(
        where=where,
        added=len(added),
        changed=len(changed),
        removed=len(removed),
        kept=kept,
        named=tuple(named),
    )
