"""Keys of pages: digests of all that their bytes depend on, in five parts.

A key reads "code.settings.template.files.page", so that two keys also say what differs.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from sitegen import pages as kinds
from sitegen.build.looks import Look, Looks
from sitegen.config import Config

_encode = msgspec.msgpack.Encoder().encode
_PACKAGE = os.fspath(Path(__file__).parent.parent)
_REASONS = ("sitegen itself changed", "the settings changed", "its template changed",
            "a static file that it names changed", "what it shows changed")  # fmt: skip
PARTS = ("code", "settings", "template", "files", "page")
NEW = "it is new"
TOUCHED = "its file was changed or removed by something else"


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


@cache
def code_digest() -> str:
    """Digest of sitegen's own modules: a page made by other code may have other bytes.

    Taken once: what is edited later, this process does not run.
    """
    total = blake2b(digest_size=8)
    for path, _ in sorted(_modules(_PACKAGE)):
        with open(path, "rb") as module:
            total.update(module.read())
    return total.hexdigest()


@cache
def code_mark() -> str:
    """Digest of what their files are, not of what they say: it changes whenever one is written.

    Taken once, and before `code_digest`, as that is.
    """
    found = sorted(_modules(_PACKAGE))
    return digest(repr([(path, at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
                        for path, at in found]).encode("utf-8", "surrogateescape"))  # fmt: skip


def _modules(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in ("themes", "__pycache__", "cli", "serve", "check", "publish"):
                    yield from _modules(entry.path)
            elif entry.name.endswith((".py", ".sql", ".json")):
                yield entry.path, entry.stat()


def settings_digests(config: Config, looks: Looks) -> dict[str, str]:
    """By look, a digest of what its pages see of the configuration, the theme's options with it."""
    return {name: _settings_digest(config, look) for name, look in looks.items()}


def _settings_digest(config: Config, look: Look) -> str:
    theme = look.theme
    build = config.build
    seen = (config.site, build.minify, build.order, build.images, sorted(theme.options.items()),
            theme.words, theme.catalogue, look.place, look.title, look.description, look.language,
            look.author_prefix)  # fmt: skip
    return digest(_encode(seen))


def keyed(
    pages: "Iterable[kinds.Page]",
    code: str,
    settings: Mapping[str, str],
    templates: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, str, bytes, int]]:
    """(path, key, page encoded, posts on it) for every page. `settings` are the digests by look,
    `templates` by look and name, each with that of the static files it names: two in one."""
    thread_page = kinds.ThreadPage
    starts = {look: f"{code}.{settings[look]}." for look in settings}
    for page in pages:
        start = starts[page.look]
        data = _encode(page)
        posts = page.posts if type(page) is thread_page else 0
        if not page.template:
            key = f"{start}..{digest(data)}"
        else:
            key = f"{start}{templates[page.look][page.template]}.{digest(data)}"
        yield page.path, key, data, posts


def reason(old: str, new: str) -> str:
    """Why a page with this key is made again, where the last one had another; one sentence."""
    if not old:
        return NEW
    if old == new:
        return TOUCHED
    differing = [
        why
        for why, before, after in zip(_REASONS, old.split("."), new.split("."), strict=False)
        if before != after
    ]
    return " and ".join(differing)


def touched(output: str, pages: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """The paths whose files are not as they were written, by (path, size, time) of each page."""
    stat = os.stat
    for path, size, mtime in pages:
        try:
            found = stat(f"{output}/{path}", follow_symlinks=False)
        except OSError:
            yield path
            continue
        if found.st_size != size or found.st_mtime_ns != mtime:
            yield path
