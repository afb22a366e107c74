"""Static files: which of them some page uses, and what they are called. Why so: docs/adr/0026.

A file that a template or the style sheet names gets a mark of its bytes into its published name, so
that a browser may keep it for ever; what names a computed name may mean keeps its own. Files that
nothing names are left where they are.
"""

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import msgspec

from sitegen import bodies
from sitegen.build.frames import minified_css
from sitegen.build.keys import digest
from sitegen.build.looks import Look, Looks
from sitegen.config import Config
from sitegen.errors import ThemeError
from sitegen.pages import AssetPage, Page, TextPage
from sitegen.store import Store
from sitegen.theme import files
from sitegen.theme.digests import Needs, needs
from sitegen.theme.files import SHEET, marked
from sitegen.theme.statics import plain
from sitegen.theme.theme import Folder, Theme

_NOTE = "templates"
_decode = msgspec.json.Decoder(dict[str, dict[str, Needs]]).decode

Templates = Mapping[str, Mapping[str, Needs]]  # by look, and the name of a template there

_URL = re.compile(r"""url\(\s*(["']?)(?![a-zA-Z][\w+.-]*:|[/#])([^"')?#\s]+)""")
_ANY_URL = re.compile(r"url\([^)]*\)")
_TEXTS = (".css", ".htm", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest", ".xml")


def templates_of(looks: Looks, store: Store, code: str) -> dict[str, Mapping[str, Needs]]:
    """What the templates of all looks need. Raises ThemeError.

    The store remembers it, while the themes' files and sitegen's modules (`code`) are the same, and
    so does this process: to find out, all templates are parsed, which takes 30 ms.
    """
    themes = {look.theme.folders: look.theme for look in looks.values()}
    chains = {folders: files.sources_digest(theme) for folders, theme in themes.items()}
    start, told = f"{code} ", store.note(_NOTE)
    kept = _decode(told[len(start) :]) if told.startswith(start) else {}
    known = {chain: kept.get(chain) or _needs(_Chain(chain, of)) for of, chain in chains.items()}
    if known.keys() != kept.keys():
        store.set_note(_NOTE, start + msgspec.json.encode(known).decode())
    return {name: known[chains[look.theme.folders]] for name, look in looks.items()}


class _Chain:
    """Folders of themes, known by a digest of all files in them: where they lie does not matter."""

    def __init__(self, digest: str, folders: tuple[Folder, ...]) -> None:
        self.digest, self.folders = digest, folders

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Chain) and self.digest == other.digest

    def __hash__(self) -> int:
        return int(self.digest, 16)


@lru_cache(maxsize=32)
def _needs(chain: _Chain) -> dict[str, Needs]:
    return needs(Theme("", chain.folders, {}))


def with_marks(config: Config, looks: Looks, templates: Templates) -> Looks:
    """The looks with the marks of their files, as far as these are named; none where the
    configuration wants no marks. Raises ThemeError."""
    if not config.build.fingerprints:
        return looks
    known: dict[str, dict[str, str]] = {}
    for name, look in looks.items():
        if look.place not in known:
            named = {file for needed in templates[name].values() for file in needed.named.files}
            known[look.place] = _marks(look.theme, named, minify=config.build.minify)
    return {
        name: msgspec.structs.replace(look, marks=known[look.place]) for name, look in looks.items()
    }


def _marks(theme: Theme, named: set[str], *, minify: bool) -> dict[str, str]:
    paths = dict(files.static_files(theme))
    css = files.stylesheet(theme)
    wanted = (named | set(_in_sheet(css))) & paths.keys()
    marks = {name: digest(paths[name].read_bytes())[:8] for name in sorted(wanted)}
    marks[SHEET] = digest(sheet(theme, marks, minify=minify))[:8]
    return marks


def sheet(theme: Theme, marks: Mapping[str, str], *, minify: bool) -> bytes:
    """The style sheet as it is published."""

    def published(found: re.Match[str]) -> str:
        mark = marks.get(_from_sheet(found[2]), "")
        return f"{found[0][: -len(found[2])]}{marked(found[2], mark)}"

    css = _URL.sub(published, files.stylesheet(theme)) + bodies.stylesheet()
    return (minified_css(css) if minify else css).encode()


def _in_sheet(css: str) -> Iterator[str]:
    """The files that a style sheet names."""
    return (_from_sheet(found[2]) for found in _URL.finditer(css))


def _from_sheet(written: str) -> str:
    return posixpath.normpath(plain(written))


def names_digests(looks: Looks, templates: Templates) -> dict[str, dict[str, str]]:
    """By look and template, a digest of the names of files that stand on its pages."""
    return {
        name: {
            template: _names_digest(look.marks, needed)
            for template, needed in templates[name].items()
        }
        for name, look in looks.items()
    }


def _names_digest(marks: Mapping[str, str], needed: Needs) -> str:
    named = sorted(needed.named.files) + [SHEET] * needed.named.sheet
    told = "\0".join(f"{name}\0{marks[name]}" for name in named if name in marks)
    return digest(told.encode("utf-8", "surrogateescape")) if told else ""


def with_assets(
    pages: Iterable[Page], config: Config, looks: Looks, templates: Templates
) -> Iterator[Page]:
    """The pages, and then the style sheets and static files that some of them use."""
    used: set[tuple[str, str]] = set()  # (look, template)
    links = [entry.url for entry in (*config.site.menu, *config.site.footer_menu)]
    for page in pages:
        used.add((page.look, page.template))
        if isinstance(page, TextPage):
            links.append(page.body)
        yield page
    text = "\n".join(links)
    by_place: dict[str, tuple[str, list[Needs]]] = {}
    for name, template in sorted(used):
        if template in templates[name]:
            _, needed = by_place.setdefault(looks[name].place, (name, []))
            needed.append(templates[name][template])
    for place, (name, needed) in by_place.items():
        linked = partial(_stands_in, text, f"static/{place}")
        yield from _used(name, looks[name], needed, linked, config)


def _stands_in(text: str, start: str, file: str) -> bool:
    """Whether a text holds a link to a file, below the folder that `start` names."""
    return f"{start}{file}" in text or f"{start}{quote(os.fsencode(file))}" in text


def all_assets(config: Config, looks: Looks) -> Iterator[Page]:
    """All style sheets and static files, whether a page uses them or not."""
    places: set[str] = set()
    for name, look in looks.items():
        if look.place not in places:
            places.add(look.place)
            yield _sheet_page(name, look, minify=config.build.minify)
            for source, path in files.static_files(look.theme):
                yield _file_page(name, look, source, path, "")


def _used(
    name: str, look: Look, needed: Iterable[Needs], linked: Callable[[str], bool], config: Config
) -> Iterator[Page]:
    """What the pages of a look use: under a name with a mark, where it is written out."""
    paths = dict(files.static_files(look.theme))
    named = [need.named for need in needed]
    sheets = any(of.sheet for of in named)
    css = files.stylesheet(look.theme) if sheets else ""
    written = set(chain.from_iterable(of.files for of in named)) | set(_in_sheet(css))
    starts = tuple(chain.from_iterable(of.computed for of in named))
    kept = config.build.static
    bare = {
        file
        for file in paths
        if linked(file) or file.startswith(starts) or any(fnmatchcase(file, of) for of in kept)
    }
    for file in _told_of(paths, _ANY_URL.sub("", css), written | bare):
        bare.add(file)
    if sheets:
        yield _sheet_page(name, look, minify=config.build.minify)
    for file in sorted(written & paths.keys()):
        yield _file_page(name, look, file, paths[file], look.marks.get(file, ""))
    for file in sorted(bare if look.marks else bare - written):
        yield _file_page(name, look, file, paths[file], "")


def _told_of(paths: Mapping[str, Path], text: str, seen: Iterable[str]) -> set[str]:
    """The files whose names stand in a text or in files that are used, and so on."""
    found: set[str] = set()
    waiting = [file for file in seen if file.endswith(_TEXTS) and file in paths]
    left = dict(paths)
    while True:
        new = [file for file in left if posixpath.basename(file) in text]
        found.update(new)
        waiting += (file for file in new if file.endswith(_TEXTS))
        for file in new:
            del left[file]
        if not waiting or not left:
            return found
        text = _bytes(paths[waiting.pop()]).decode("utf-8", "replace")


def _sheet_page(name: str, look: Look, *, minify: bool) -> AssetPage:
    mark = look.marks.get(SHEET) or digest(files.stylesheet(look.theme).encode())
    return AssetPage(look.stylesheet, "", mark, name)


def _file_page(name: str, look: Look, source: str, path: Path, mark: str) -> AssetPage:
    if not source.isprintable() or "\\" in source:
        raise ThemeError("a static file whose name cannot be a URL's", str(path), "rename it")
    place = f"static/{look.place}{marked(source, mark)}"
    return AssetPage(place, source, mark or digest(_bytes(path)), name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ThemeError(f"a static file cannot be read: {error.strerror}", str(path)) from None
