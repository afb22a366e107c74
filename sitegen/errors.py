"""Every error raised on purpose, as a tree.

    SitegenError                exit code 1
    ├── UsageError              2: a flag, a folder or a name that cannot be meant
    ├── ConfigError             2: sitegen.toml says something impossible
    ├── SourceError             a dump as a whole cannot be read
    │   ├── UnknownFormat       no source claims it
    │   └── AmbiguousFormat     two sources claim it
    ├── ThemeError              a theme or one of its templates is broken
    ├── OutputError             the output folder cannot be written as it should
    └── StoreError              the store cannot be read or written

All arguments are positional, so that an error survives the way from a worker process.
A record or a page that fails is not raised: it is a `Problem` or a `Failure`, a value.
"""

from collections.abc import Iterable

_LONGEST = 200  # characters of a name that are compared
_MANY = 40  # names; more are no hint


class SitegenError(Exception):
    """What is wrong in the user's words, where (file, line or JSON path), and what to do."""

    exit_code = 1

    def __init__(self, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        lines = [self.message]
        lines += [f"  --> {where}" for where in self.where.splitlines()]
        lines += [f"  hint: {self.hint}"] if self.hint else []
        return "\n".join(lines)


class UsageError(SitegenError):
    exit_code = 2


class ConfigError(SitegenError):
    exit_code = 2


class SourceError(SitegenError):
    pass


class UnknownFormat(SourceError):
    pass


class AmbiguousFormat(SourceError):
    pass


class ThemeError(SitegenError):
    pass


class OutputError(SitegenError):
    pass


class StoreError(SitegenError):
    pass


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the known name nearest to `name`, or all when none is near and few are."""
    from difflib import get_close_matches  # noqa: PLC0415 - loaded where something is misspelt

    names = sorted(known)
    near = get_close_matches(name[:_LONGEST], names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(names)}" if len(names) <= _MANY else ""
