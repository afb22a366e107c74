"""Front matter of pages/*.md: TOML between lines of +++, or YAML between lines of ---."""

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import yaml

from sitegen.errors import ConfigError, nearest


class FrontMatter(msgspec.Struct, frozen=True):
    """What a page says of itself, each key optional."""

    title: str = ""
    description: str = ""


class _Unreadable(ValueError):
    """What is wrong, and in which line of the front matter, counted from 1; 0: not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def split(text: str, path: Path) -> tuple[FrontMatter, str, int]:
    """(the front matter, the text after it, how many lines come before that).

    A text without front matter is text from its first line. Raises ConfigError, with the line.
    """
    fence = text[:3]
    if fence not in _READERS or text[3:4] not in ("\n", ""):
        return FrontMatter(), text, 0
    told, end, body = (text[3:] + "\n").partition(f"\n{fence}\n")
    if not end:
        raise ConfigError("the front matter has no end", f"{path}:1", f"a line of {fence} ends it")
    try:
        front = _checked(_READERS[fence](told), told)
    except _Unreadable as error:
        where = f"{path}:{error.line}" if error.line else str(path)
        raise ConfigError(f"the front matter cannot be read: {error}", where) from None
    return front, body.removesuffix("\n"), told.count("\n") + 2


def _checked(table: object, told: str) -> FrontMatter:
    if not isinstance(table, dict):
        raise _Unreadable('it holds no "title: …"', 2)
    for key in table:
        line = _line_of(str(key), told.split("\n"))
        if key not in FrontMatter.__struct_fields__:
            raise _Unreadable(_unknown(key, FrontMatter.__struct_fields__), line)
        if not isinstance(table[key], str):
            raise _Unreadable(f"{key} is no text: write it between quotation marks", line)
    return FrontMatter(**table)


def _unknown(key: object, known: Iterable[str]) -> str:
    hint = nearest(str(key), known)
    return f"it has no {key!r}" + (f": {hint}" if hint else "")


def _line_of(key: str, lines: list[str]) -> int:
    """The first line that begins with a key, counted from 1 in the file: a fence comes first."""
    named = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[:=]""")
    return next((number for number, line in enumerate(lines, 1) if named.match(line)), 0)


def _toml(told: str) -> object:
    try:
        return tomllib.loads(told)
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))  # else: at the end
        raise _Unreadable(str(error), int(line[1]) if line else told.count("\n") + 1) from None


def _yaml(told: str) -> object:
    if re.search(r"[:\s,\[{][&*]\w", told):  # a few lines of aliases can stand for gigabytes
        raise _Unreadable("it has anchors or aliases, which have no use here")
    try:
        return yaml.safe_load(told) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        raise _Unreadable(what, mark.line + 1 if mark else 0) from None


_READERS: dict[str, Callable[[str], object]] = {"+++": _toml, "---": _yaml}
