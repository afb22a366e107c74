"""What is known of the formats without loading them, and how each is loaded alone.

To load all takes 0.1 s, more than all that a build reads that has one new dump; so they are the
exception to the rule that nothing is imported late.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import import_module
from types import ModuleType

import msgspec

from sitegen import sources
from sitegen.errors import UsageError, nearest

LISTED = "sitegen formats lists all that can be read"  #: advice where no format fits
ARCHIVES = (
    ".zip",
    ".tar",
    ".tar.gz",
    ".tgz",
    ".tar.bz2",
    ".tbz2",
    ".tar.xz",
    ".txz",
    ".7z",
    ".wacz",
)
WRAPS_VERSION = 5  # raised whenever what stands around dumps gives others for the same bytes
_PACKAGE = __name__.rpartition(".")[0]


def is_archive(name: str) -> bool:
    """Whether a file's name says that it holds other files."""
    return name.lower().endswith(ARCHIVES)


def may_be_whole(
    name: str, inside: Iterable[str], settled: Mapping[str, str], marks: frozenset[str]
) -> bool:
    """Whether a format may read a folder as a whole, by the names directly `inside` it."""
    told = any(fnmatchcase(name, pattern) for pattern in settled)
    return told or not marks.isdisjoint(map(str.lower, inside))


class Known(msgspec.Struct, frozen=True):
    """A format, as far as it decides whether a file is shown to it: see Source.

    `module` of this package holds it under the name `value`; "": it is looked for in the table.
    """

    module: str
    value: str
    name: str
    version: int
    folders: bool
    marks: frozenset[str]
    keys: frozenset[str]
    signs: tuple[bytes, ...]
    last: bool

    def may_be(self, keys: Collection[str]) -> bool:
        """Whether `sniff` need be asked of a head whose first object has these keys."""
        return not keys or not self.keys or not self.keys.isdisjoint(keys)

    def load(self) -> "sources.Source":
        if not self.module:
            return next(source for source in loaded() if source.name == self.name)
        found: sources.Source = getattr(import_module(f"{_PACKAGE}.{self.module}"), self.value)
        return found


class Formats:
    """Formats in the order in which they are asked; each is loaded when it first is."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = tuple(known)
        self._fitting = lru_cache(maxsize=256)(self._with_keys)  # files come by thousands alike
        self._loaded: dict[str, sources.Source] = {}

    @property
    def versions(self) -> dict[str, int]:
        """The version of each, by its name, and that of what may stand around any."""
        return {"": WRAPS_VERSION} | {known.name: known.version for known in self.known}

    @property
    def marks(self) -> frozenset[str]:
        """The names, in small letters, by which a folder may be a dump as a whole."""
        return frozenset(mark for known in self.known for mark in known.marks)

    def by_name(self, name: str) -> "sources.Source":
        """Raises UsageError, with the nearest name, when there is no such format."""
        self.check(name)
        return next(known for known in self.known if known.name == name).load()

    def check(self, name: str) -> None:
        """Raises UsageError, with the nearest name, when there is no such format."""
        names = [known.name for known in self.known]
        if name not in names:
            raise UsageError(f"there is no format named {name!r}", "", nearest(name, names))

    def to_ask(
        self, head: "sources.Head", keys: tuple[str, ...], *, last: bool
    ) -> "Iterator[sources.Source]":
        """The formats that need be asked of a head; `keys` are those of its first object."""
        # What stands between quotation marks is cut out once: most signs do.
        between = frozenset(head.data.split(b'"')[1:-1]) if keys else frozenset()
        for known, strings, others in self._fitting(bool(head.members), keys, last):
            if (
                not (keys and known.signs)
                or not strings.isdisjoint(between)
                or any(sign in head.data for sign in others)
            ):
                if known.name not in self._loaded:
                    self._loaded[known.name] = known.load()
                yield self._loaded[known.name]

    def _with_keys(
        self, whole: bool, keys: tuple[str, ...], last: bool
    ) -> tuple[tuple[Known, frozenset[bytes], tuple[bytes, ...]], ...]:
        """The formats that may be it by these keys, each with those of its signs that are whole
        strings (without their quotation marks), and the others."""
        asked = (of for of in self.known if of.folders == whole and of.last == last)
        return tuple((of, *_parted(of.signs)) for of in asked if of.may_be(keys))


def _parted(signs: Iterable[bytes]) -> tuple[frozenset[bytes], tuple[bytes, ...]]:
    strings, others = set(), []
    for sign in signs:
        inner = sign[1:-1]
        if len(sign) > 1 and sign == b'"%b"' % inner and b'"' not in inner:
            strings.add(inner)
        else:
            others.append(sign)
    return frozenset(strings), tuple(others)


def loaded() -> "tuple[sources.Source, ...]":
    """All formats, loaded."""
    found: tuple[sources.Source, ...] = import_module(f"{_PACKAGE}.table").SOURCES
    return found


@lru_cache(maxsize=1)
def formats() -> Formats:
    """All formats, of which all is known since they are loaded."""
    places = _places(import_module(f"{_PACKAGE}.table"))
    return Formats(
        [
            Known(
                *places.get(id(source), ("", "")),
                name=source.name,
                version=source.version,
                folders=source.folders,
                marks=source.marks,
                keys=source.keys,
                signs=source.signs,
                last=source.last,
            )
            for source in loaded()
        ]
    )


def _places(of: ModuleType) -> dict[int, tuple[str, str]]:
    """(module, name there) of each format that a module which the table imports holds."""
    modules = [value for value in vars(of).values() if isinstance(value, ModuleType)]
    return {
        id(value): (module.__name__.rpartition(".")[2], name)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, sources.Source)
    }
