"""A theme's files over its chain of folders: the style sheet, static files, a digest of them all.

Of files with the same relative name, the one in the first folder holds; what editors and file
managers leave behind is no part of a theme.
"""

import os
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from sitegen.errors import ThemeError
from sitegen.theme.catalogue import Catalogue
from sitegen.theme.theme import Theme

SHEET = ""  # the style sheet among static files: it is made of several and has no name of its own

_LITTER = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|.*~|\..*\.sw[a-z]|#.*#|\.#.*")
# A string with letters, without what stands around them.
_CONTENT = re.compile(
    r'(content:\s*(?:"[^"]*"\s*/\s*|"\\[Aa]"\s*)?)("[^\w"\\]*)([^\W\d_][^"\\]*?)(:? *")'
)
_STYLES = re.compile(r"css/[^/]+\.css")


def sources_digest(theme: Theme) -> str:
    """A digest of the names and bytes of all templates and static files, overridden ones too.

    While it stands, so do the digests of all templates, the style sheet and the static files.
    """
    digest = blake2b(digest_size=16)
    for folder in theme.folders:
        for kind in ("templates", "static", "words"):
            for name, path in _files(folder.path / kind):
                data = _read(path)
                place = f"{folder.name}\0{kind}\0{name}\0{len(data)}\0"
                digest.update(place.encode("utf-8", "surrogateescape"))
                digest.update(data)
    return digest.hexdigest()


def stylesheet(theme: Theme) -> str:
    """All `static/css/*.css` in the order of their names, after the colours among the options.

    A colour option `accent` is there as the custom property `--accent`. What `content` puts on the
    page is in the language of the theme's words.
    """
    colours = [f"--{name.replace('_', '-')}:{theme.options[name]}" for name in theme.colours]
    parts = [f":root{{{';'.join(colours)}}}\n"] if colours else []
    for _, path in sorted(_merged(theme, styles=True).items()):
        try:
            css = _read(path).decode("utf-8-sig")
            parts.append(_translated(css, theme.catalogue) if theme.catalogue else css)
        except UnicodeDecodeError:
            raise ThemeError("the style sheet is not UTF-8", path) from None
    return "\n".join(parts)


def _translated(css: str, catalogue: Catalogue) -> str:
    def said(found: re.Match[str]) -> str:
        told = catalogue.text(found[3]).replace("\\", "\\\\").replace('"', '\\"')
        return f"{found[1]}{found[2]}{told}{found[4]}"

    return _CONTENT.sub(said, css)


def texts_of_style(css: str) -> list[str]:
    """The texts that a style sheet puts on pages."""
    return [found[3] for found in _CONTENT.finditer(css)]


def static_files(theme: Theme) -> Iterator[tuple[str, Path]]:
    """(relative name, file) of all static files that the style sheet does not take up, sorted."""
    for name, path in sorted(_merged(theme, styles=False).items()):
        yield name, Path(path)


def marked(name: str, mark: str) -> str:
    """The name under which a file with this mark is published: js/thread.3f2a9c1b.js."""
    if not mark:
        return name
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    last = f"{stem}.{mark}.{ending}" if stem and dot else f"{last}.{mark}"
    return f"{folder}{slash}{last}"


def _merged(theme: Theme, *, styles: bool) -> dict[str, str]:
    merged: dict[str, str] = {}
    for folder in theme.folders:
        for name, path in _files(folder.path / "static"):
            if bool(_STYLES.fullmatch(name)) == styles:
                merged.setdefault(name, path)
    return merged


def _files(top: Path) -> Iterator[tuple[str, str]]:
    """(name relative to `top`, with forward slashes, file), in an order that is always the same.

    Each build lists a theme's files ten times: as plain strings that takes a third of the time.
    """
    start = len(os.path.join(top, ""))
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            if not _LITTER.fullmatch(name):
                path = os.path.join(folder, name)
                yield path[start:].replace(os.sep, "/"), path


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ThemeError(f"a file of the theme cannot be read: {error.strerror}", path) from None
