"""Patterns that are compiled when they are first used; possessive groups as Pythons can match them.

Before Python 3.11.5, a possessive group whose last round fails half-way goes on from there, and not
from where that round began (https://github.com/python/cpython/issues/106052). There the groups are
greedy instead: they find the same, for what ours repeat can be read in one way only, and step back
through it once at most.
"""

import re
import sys
from typing import Any, AnyStr, cast

IS_SOUND = sys.version_info >= (3, 11, 5)
_GROUP = re.compile(
    r"(?P<whole>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<group>\)(?:[*+?]|\{[\d,]+\}))\+", re.S
)


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but compiled when it is first used: for patterns that have a possessive
    group, all of which are compiled with this, and for the many of which most builds need few.

    To compile one takes a third of a millisecond, and there are a thousand.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))


class _Later:
    """What a pattern can do is looked up once, and then stands in this object itself."""

    __slots__ = (
        "_told", "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match",
        "pattern", "search", "split", "sub", "subn",
    )  # fmt: skip

    def __init__(self, pattern: Any, flags: int) -> None:
        self._told = pattern, flags

    def __getattr__(self, name: str) -> Any:
        pattern, flags = self._told
        made = re.compile(pattern if IS_SOUND else greedy(pattern), flags)
        for known in self.__slots__[1:]:
            setattr(self, known, getattr(made, known))
        return getattr(made, name)


def greedy(pattern: AnyStr) -> AnyStr:
    """The pattern with groups that are greedy where they were possessive; single characters and
    classes stay possessive."""
    if isinstance(pattern, bytes):
        return greedy(pattern.decode("latin-1")).encode("latin-1")
    return _GROUP.sub(lambda found: found["whole"] or found["group"], pattern)
