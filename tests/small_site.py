"""A small site in a folder of its own, for tests of the whole: written, built, read back.

Edits never share a file's time with what was there before, so that no test depends on the clock.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from waiting import SECONDS

import sitegen
from sitegen import config
from sitegen.build import run
from sitegen.build.report import Report
from sitegen.config import Config, SitePaths
from sitegen.store import Store

MANIFEST = ".sitegen-manifest"
FAST = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # hundreds of stores are made there
CODE = Path(sitegen.__file__).parents[1]  # what is tested here is what runs
_FIRST_TIME = 1_600_000_000_000_000_000


class SmallSite:
    """`folder` holds content/, sitegen.toml, output/ and .sitegen/, as a user's site does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.output = folder / "output"
        self.state = folder / ".sitegen"
        self.content.mkdir(parents=True, exist_ok=True)
        self._ticks = 0
        self.start = [sys.executable, "-m", "sitegen"]
        self.fingerprints = True  # what sitegen.toml says of it does not matter when this is False

    # -- writing -------------------------------------------------------------------------------

    def write(self, name: str, data: bytes | str) -> Path:
        """A file of the site, with a time no file had before."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        self._ticks += 1
        os.utime(path, ns=(_FIRST_TIME, _FIRST_TIME + self._ticks * 1_000_000_000))
        return path

    def dump(self, name: str, *threads: dict[str, Any]) -> Path:
        """A dump in the format hn-algolia: one thread a line; see `node`."""
        return self.write(f"content/{name}", "".join(json.dumps(t) + "\n" for t in threads))

    def items(self, name: str, *items: dict[str, Any]) -> Path:
        """A dump in the format hn-firebase: one item a line."""
        return self.write(f"content/{name}", "".join(json.dumps(i) + "\n" for i in items))

    def config(self, text: str) -> Path:
        return self.write("sitegen.toml", text)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def copy(self, folder: Path) -> "SmallSite":
        """The same site elsewhere, never built."""
        left_out = shutil.ignore_patterns("output", ".sitegen")
        shutil.copytree(self.folder, folder, symlinks=True, ignore=left_out)
        copied = SmallSite(folder)
        copied.start, copied.fingerprints = self.start, self.fingerprints
        return copied

    # -- building ------------------------------------------------------------------------------

    def chosen(self, output: Path | None = None) -> tuple[SitePaths, Config]:
        file = self.folder / config.FILE_NAME
        settings = config.load(file if file.is_file() else None)
        if not self.fingerprints:
            plainly = msgspec.structs.replace(settings.build, fingerprints=False)
            settings = msgspec.structs.replace(settings, build=plainly)
        return config.site_paths(self.folder, settings, output), settings

    def build(self, jobs: int = 1, output: Path | None = None) -> Report:
        """A build in this process."""
        paths, settings = self.chosen(output)
        return run.build(paths, settings, jobs)

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """sitegen as the user runs it, in the site's folder; `env` is added to what there is."""
        env = {**self.environment(), **options.pop("env", {})}
        options = {"text": True, "capture_output": True, "timeout": SECONDS, "env": env, **options}
        return subprocess.run(self.command(*arguments), cwd=self.folder, **options)

    def environment(self) -> dict[str, str]:
        """A user's: what Python writes is held back until there is enough of it."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return {**kept, "PYTHONPATH": str(CODE)}

    def command(self, *arguments: str) -> list[str]:
        return [*self.start, *arguments]

    # -- reading -------------------------------------------------------------------------------

    def page(self, path: str) -> str:
        return (self.output / path).read_text("utf-8")

    def static(self, name: str) -> str:
        """The path of a static file whose published name has a mark of its bytes."""
        stem, _, ending = name.rpartition(".")
        marked = re.compile(rf"{re.escape(stem)}\.[0-9a-f]{{8}}\.{re.escape(ending)}")
        (path,) = (path for path in self.files() if marked.fullmatch(path))
        return path

    def files(self, output: Path | None = None) -> dict[str, bytes]:
        """Every file below the output folder, the manifest among them."""
        return _each(output or self.output, Path.read_bytes)

    def marks(self) -> dict[str, tuple[int, int]]:
        """Inode and time of every file and folder of the output: was anything touched?"""
        marks = _each(self.output, lambda path: (path.stat().st_ino, path.stat().st_mtime_ns))
        for folder, _, _ in os.walk(self.output):
            stat = os.stat(folder)
            marks[folder] = (stat.st_ino, stat.st_mtime_ns)
        return marks

    def clean_build(self, folder: Path) -> "SmallSite":
        """A copy of this site elsewhere, built from nothing."""
        clean = self.copy(folder)
        clean.build()
        return clean


def _each(folder: Path, read: Callable[[Path], Any]) -> dict[str, Any]:
    return {
        path.relative_to(folder).as_posix(): read(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }


def node(number: int, *children: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A post as the Algolia API gives it; one with a title opens a thread."""
    return {
        "id": number,
        "type": "story" if "title" in fields else "comment",
        "author": fields.pop("author", f"user{number % 7}"),
        "created_at_i": fields.pop("at", 1_700_000_000 + number * 3600),
        "text": fields.pop("text", f"Text of post {number}."),
        **fields,
        "children": list(children),
    }


def item(number: int, parent: int | None = None, **fields: Any) -> dict[str, Any]:
    """A post as the official API of Hacker News gives it."""
    told = {"title": f"Thread {number}"} if parent is None else {"parent": parent}
    return {
        "by": f"user{number % 7}",
        "id": number,
        "type": "story" if parent is None else "comment",
        "time": 1_700_000_000 + number * 3600,
        "text": f"Text of item {number}.",
        **told,
        **fields,
    }


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What a store worked out: the threads, and where each post stands."""
    return {
        "thread": store.db.execute("SELECT * FROM thread ORDER BY id").fetchall(),
        "post": store.db.execute(
            "SELECT DISTINCT id, thread, replaced FROM post ORDER BY 1, 2, 3"
        ).fetchall(),
    }
