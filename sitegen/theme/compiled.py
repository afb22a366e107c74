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
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import TypeVar

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from sitegen.theme.theme import Theme

_IN_MEMORY = 300  # compiled templates
_ON_DISK = 900  # files; one has 5 to 60 kB, and every second one the names of a template's parts
_SUM = 16  # bytes of the digest at the head of a file

_T = TypeVar("_T")
_codes: OrderedDict[str, CodeType] = OrderedDict()
_parts: OrderedDict[str, list[str]] = OrderedDict()


class Compiled(BytecodeCache):
    """What the templates of a theme were compiled to, while neither they nor their parts change.

    `known` are the names of static files, `marks` those in the names under which they are
    published, which stand in the code. A folder that cannot be used is done without, and damaged
    files are as if they were not there.
    """

    def __init__(self, theme: Theme, known: Collection[str], marks: Mapping[str, str]) -> None:
        told = theme.catalogue
        texts = (told.language, sorted(told.texts.items()), told.counted) if told else ()
        seen = (texts, sorted(theme.words.items()), sorted(known), sorted(marks.items()))
        self._start = blake2b(repr(seen).encode(), digest_size=20).digest()
        self._asked: dict[str, str | None] = {}
        self._steady = True  # whether each part said the same whenever it was asked for

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template by its name, its file, and all that its code depends on but for texts."""
        digest = blake2b(self._start, digest_size=20)
        digest.update(f"{name}\0{filename or ''}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def asked(self, name: str, source: str | None) -> None:
        """Another template is looked at while one is compiled; None: there is none."""
        self._steady = self._steady and self._asked.setdefault(name, source) == source

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was made of the same texts. The parts that were asked for when a template was
        compiled last tell that: with the same texts in them, no others would be asked for."""
        start = _start(bucket)
        with suppress(jinja2.TemplateError):  # it is found when it is compiled
            parts = _parts.get(start) or _names(start)
            if parts is not None:
                source = bucket.environment.source  # type: ignore[attr-defined]
                key = _key(bucket, {name: source(name) for name in parts})
                bucket.code = _codes.get(key) or _code(key)
                if bucket.code:
                    _remember(_parts, start, parts)
                    _remember(_codes, key, bucket.code)
        self._asked, self._steady = {}, True

    def dump_bytecode(self, bucket: Bucket) -> None:
        # An edit while it was compiled: nobody knows what of it the code has seen.
        if bucket.code and self._steady:
            start, key, parts = _start(bucket), _key(bucket, self._asked), list(self._asked)
            _remember(_parts, start, parts)
            _remember(_codes, key, bucket.code)
            _write(key, bucket.code)
            _write(start, parts)


def forget() -> None:
    """Forgets what this process remembers, and where the folder is; files stay."""
    _codes.clear()
    _parts.clear()
    _folder.cache_clear()


def _start(bucket: Bucket) -> str:
    env = bucket.environment
    asked = f"{getattr(env, 'inlined', False):d}{getattr(env, 'apart', False):d}"
    return f"{bucket.key}-{asked}-{_tools()}"


def _key(bucket: Bucket, parts: Mapping[str, str | None]) -> str:
    """A template with the text of each of its parts."""
    digest = blake2b(bucket.checksum.encode(), digest_size=20)
    for name, source in parts.items():
        text = "-" if source is None else f"+{len(source)}\0{source}"
        digest.update(f"{name}\0{text}\0".encode("utf-8", "surrogatepass"))
    return f"{digest.hexdigest()}-{_start(bucket)}"


def _remember(of: OrderedDict[str, _T], key: str, value: _T) -> None:
    of[key] = value
    of.move_to_end(key)
    if len(of) > _IN_MEMORY:
        of.popitem(last=False)


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


def _code(key: str) -> CodeType | None:
    code = _read(key)
    return code if isinstance(code, CodeType) else None


def _names(key: str) -> list[str] | None:
    names = _read(key)
    return names if isinstance(names, list) else None


def _read(key: str) -> object:
    """What a file holds; nothing where there is none, or a damaged one."""
    folder = _folder()
    if folder is None:
        return None
    try:
        data = (folder / key).read_bytes()
    except OSError:
        return None
    return marshal.loads(data[_SUM:]) if _sum(key, data[_SUM:]) == data[:_SUM] else None


def _write(key: str, value: CodeType | list[str]) -> None:
    folder = _folder()
    if folder is None or sys.dont_write_bytecode:
        return
    data = marshal.dumps(value)
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
    if len(os.listdir(folder)) <= _ON_DISK:
        return
    files = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder))
    for _, path in files[: len(files) // 2]:
        with suppress(OSError):
            os.unlink(path)
