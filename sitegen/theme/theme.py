"""A theme as a value: where its files lie, parents and all, and how its options are set.

Nothing of the template engine is imported here: a build that changes nothing never needs it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from sitegen import __version__
from sitegen.errors import ConfigError, ThemeError, nearest
from sitegen.theme import catalogue
from sitegen.theme.catalogue import Catalogue
from sitegen.theme.options import Declared, declare, merge, settle
from sitegen.toml_faults import place

FILE_NAME = "theme.toml"
SITE = "site"  # what the site's own folder is called among the folders of a theme

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_CLAUSE = re.compile(r"(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+){0,3})")
_DEEPEST = 16  # themes in a chain; more is a mistake, and a bound keeps messages short


class Folder(msgspec.Struct, frozen=True):
    """A folder that may hold `templates/` and `static/`: a theme's, or the site's own ("site")."""

    name: str
    path: Path


class Theme(msgspec.Struct, frozen=True):
    """`folders` are in the order of lookup: the site's own, the theme's, its parent's, …"""

    name: str
    folders: tuple[Folder, ...]
    options: dict[str, object]  #: every option there is, with the site's value or its default
    colours: tuple[str, ...] = ()  #: the options that style sheets see as custom properties
    words: dict[str, tuple[str, str]] = {}  #: what `count` says instead, for one and for several
    catalogue: Catalogue | None = None  #: its words in the language of the pages; None: English


class _Declaration(msgspec.Struct, frozen=True):
    """theme.toml, all of it. Each option is checked on its own, so that faults have a place."""

    name: str
    version: str
    extends: str = ""
    sitegen: str = ""
    options: Declared = {}


def bundled() -> Path:
    """The folder of the themes that come with sitegen.

    In a wheel they lie inside the package; in a checkout, beside it.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load(
    name: str,
    roots: Sequence[Path],
    options: Mapping[str, object],
    site: Path | None = None,
    keys: tuple[str, str, str] = ("theme", "name", "theme.options"),
    language: str = "en",
) -> Theme:
    """The theme called `name`, looked for in the folders `roots`, then among the bundled ones.

    `options` are the site's [theme.options]. `site` is the folder of sitegen.toml: the
    `templates/` and `static/` there come before those of the theme. `keys` are the section
    and the key that say the name there, and the section of the options, for messages. `language`
    is that of the pages.
    Raises ConfigError for what sitegen.toml says wrongly, ThemeError for a fault of a theme.
    """
    file = (site or Path()) / "sitegen.toml"
    places = [*roots, bundled()]
    if _find(name, places) is None:
        hint = nearest(name, available(places))
        raise ConfigError(f"there is no theme {name!r}", place(file, *keys[:2]), hint)
    chain = _chain(name, places)
    declared: Declared = {}
    for folder, declaration in reversed(chain):
        declared = merge(declared, declaration.options, folder.path / FILE_NAME)
    known = {key: declare(key, table, file) for key, table in declared.items()}
    folders = [folder for folder, _ in chain]
    if site and any((site / part).is_dir() for part in ("templates", "static", "words")):
        folders.insert(0, Folder(SITE, site))
    return Theme(
        name,
        tuple(folders),
        settle(name, known, options, partial(place, file, keys[2])),
        tuple(key for key, option in known.items() if option.type == "colour"),
        catalogue=catalogue.load([folder.path for folder in folders], language),
    )


def available(roots: Sequence[Path]) -> list[str]:
    """The names of all themes in `roots`, sorted."""
    found = {path.parent.name for root in roots for path in root.glob(f"*/{FILE_NAME}")}
    return sorted(found)


def version(folder: Folder) -> str:
    """The version that a theme's folder tells. Raises ThemeError."""
    return _read(folder.path / FILE_NAME, folder.name).version


def is_name(name: str) -> bool:
    """Whether a theme may be called so."""
    return bool(_NAME.fullmatch(name)) and name != SITE


def _find(name: str, roots: Sequence[Path]) -> Path | None:
    if not is_name(name):
        return None
    return next((root / name for root in roots if (root / name / FILE_NAME).is_file()), None)


def _chain(name: str, roots: Sequence[Path]) -> list[tuple[Folder, _Declaration]]:
    """The theme and its parents, nearest first, each with its theme.toml."""
    chain: list[tuple[Folder, _Declaration]] = []
    while name:
        path = _find(name, roots)
        if path is None:  # never the first: `load` has seen that one
            at = place(chain[-1][0].path / FILE_NAME, "", "extends")
            hint = nearest(name, available(roots))
            raise ThemeError(f"there is no theme {name!r} to extend", at, hint)
        names = [folder.name for folder, _ in chain]
        if name in names or len(chain) == _DEEPEST:
            loop = " -> ".join([*names, name])
            raise ThemeError("themes extend one another in a loop", f"{path / FILE_NAME}: {loop}")
        declaration = _read(path / FILE_NAME, name)
        chain.append((Folder(name, path), declaration))
        name = declaration.extends
    return chain


def _read(path: Path, name: str) -> _Declaration:
    """A theme.toml whose keys are known and of the right type. Raises ThemeError."""
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ThemeError(f"theme.toml cannot be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError:
        raise ThemeError("theme.toml is not UTF-8", str(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"theme.toml is not valid TOML: {error}", str(path)) from None
    fields = _Declaration.__struct_fields__
    unknown = [key for key in table if key not in fields]
    if unknown:
        message = f"theme.toml has no {', '.join(map(repr, unknown))}"
        hint = "; ".join(nearest(key, fields) for key in unknown)
        raise ThemeError(message, "\n".join(place(path, "", key) for key in unknown), hint)
    try:
        declaration = msgspec.convert(table, _Declaration)
    except msgspec.ValidationError as error:
        message = str(error)
        of = re.search(r"`\$\.(\w+)", message)
        where = place(path, "", of[1]) if of else str(path)
        raise ThemeError(f"{message[:1].lower()}{message[1:]}", where) from None
    if declaration.name != name:
        raise ThemeError(
            f"the theme in the folder {name!r} calls itself {declaration.name!r}",
            place(path, "", "name"),
            "the two must be the same",
        )
    _check_version(declaration.sitegen, path)
    return declaration


def _check_version(wanted: str, path: Path) -> None:
    """Raises ThemeError unless this version of sitegen satisfies all clauses of `wanted`."""
    have = _numbers(__version__)
    for clause in filter(None, (part.strip() for part in wanted.split(","))):
        match = _CLAUSE.fullmatch(clause)
        if match is None:
            raise ThemeError(
                f"{clause!r} is no condition on a version",
                place(path, "", "sitegen"),
                'such as ">=0.1,<2"',
            )
        need = _numbers(match[2])
        order = (have > need) - (have < need)
        holds = {">=": order >= 0, "<=": order <= 0, "==": order == 0, "!=": order != 0,
                 ">": order > 0, "<": order < 0}  # fmt: skip
        if not holds[match[1]]:
            raise ThemeError(
                f"the theme needs sitegen {wanted}, and this is {__version__}",
                place(path, "", "sitegen"),
            )


def _numbers(version: str) -> tuple[int, ...]:
    """1.2 as (1, 2, 0, 0), so that 1.2 and 1.2.0 are equal; "0.3rc1" counts as 0.3."""
    leading = re.match(r"\d+(?:\.\d+){0,3}", version)
    numbers = [int(part) for part in leading[0].split(".")] if leading else []
    return (*numbers, *[0] * (4 - len(numbers)))
