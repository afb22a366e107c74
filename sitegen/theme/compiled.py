"""Compiled templates, kept: in this process, and for the next one in the user's own cache folder.

To compile those of a small site takes 0.1 s, most of what its build does. What is kept is run when
it is loaded, so it never lies in a site's folder, which may come from a stranger: it lies where
only the user can write, as Python's own compiled modules do. docs/adr/0025.
"""

import importlib.util
import marshal
import os
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType

import jinja2
import msgspec
from jinja2.bccache import Bucket, BytecodeCache

from sitegen.errors import ThemeError
from sitegen.theme.files import sources_digest
from sitegen.theme.theme import Theme

_IN_MEMORY = 300  # compiled templates
_ON_DISK = 600  # files; one has 5 to 60 kB
_SUM = 16  # bytes of the digest at the head of a file

_codes: OrderedDict[str, CodeType] = OrderedDict()


class Compiled(BytecodeCache):
    """What the templates of a theme were compiled to, while none of its files changes.

    `marks` are those in the published names of static files, which stand in the code. A folder that
    cannot be used is done without, and damaged files are as if they were not there.
    """

    def __init__(self, theme: Theme, marks: Mapping[str, str]) -> None:
        self._theme = theme
        self._sources = sources_digest(theme)
        places = [(folder.name, os.fsencode(folder.path)) for folder in theme.folders]
        told = theme.catalogue
        words = (told.language, sorted(told.texts.items())) if told else ("", [])
        seen = (places, words, sorted(theme.words.items()), sorted(marks.items()))
        self._start = msgspec.msgpack.encode(seen)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template by its name, its file, and all of the theme that its code depends on."""
        digest = blake2b(self._start, digest_size=20)
        said = f"{self._sources}\0{name}\0{filename or ''}"
        digest.update(said.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        key = _key(bucket)
        bucket.code = _codes.get(key) or _read(key)
        if bucket.code:
            _remember(key, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(ThemeError):
            # An edit while it was compiled: nobody knows what of it the code has seen.
            if bucket.code and sources_digest(self._theme) == self._sources:
                _remember(_key(bucket), bucket.code)
                _write(_key(bucket), bucket.code)


def forget() -> None:
    """Forgets what this process remembers, and where the folder is; files stay."""
    _codes.clear()
    _folder.cache_clear()


def _key(bucket: Bucket) -> str:
    env = bucket.environment
    asked = f"{getattr(env, 'inlined', False):d}{getattr(env, 'apart', False):d}"
    return f"{bucket.key}-{asked}-{_tools()}"


def _remember(key: str, code: CodeType) -> None:
    _codes[key] = code
    _codes.move_to_end(key)
    if len(_codes) > _IN_MEMORY:
        _codes.popitem(last=False)


@cache
def _tools() -> str:
    """A digest of what compiles: this room's modules, the engine, and the kind of byte code."""
    digest = blake2b(importlib.util.MAGIC_NUMBER, digest_size=8)
    digest.update(jinja2.__version__.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


# -- the folder of the user ------------------------------------------------------------------------


@cache
def _folder() -> Path | None:
    """The folder for compiled templates; None where there is none that only the user can write."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - where nothing is made it is not needed

    try:
        folder = user_cache_path("sitegen", appauthor=False) / "templates"
        if not folder.is_absolute():  # nobody's home: it would lie in the site's folder
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError, ValueError):
        return None
    ours = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    return folder if ours and folder.is_dir() and not folder.is_symlink() else None


def _read(key: str) -> CodeType | None:
    folder = _folder()
    if folder is None:
        return None
    try:
        data = (folder / key).read_bytes()
    except OSError:
        return None
    if _sum(key, data[_SUM:]) != data[:_SUM]:
        return None
    code = marshal.loads(data[_SUM:])
    return code if isinstance(code, CodeType) else None


def _write(key: str, code: CodeType) -> None:
    folder = _folder()
    if folder is None or sys.dont_write_bytecode:
        return
    data = marshal.dumps(code)
    with suppress(OSError):
        _make_room(folder)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
            try:
                draft.write(_sum(key, data) + data)
                draft.close()
                os.replace(draft.name, folder / key)
            except OSError:
                os.unlink(draft.name)
                raise


def _sum(key: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM, person=key[:_SUM].encode()).digest()


def _make_room(folder: Path) -> None:
    """Takes away the older half of the files when there are many: each version leaves some."""
    files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)]
    if len(files) > _ON_DISK:
        for _, path in sorted(files)[: len(files) // 2]:
            with suppress(OSError):
                os.unlink(path)
