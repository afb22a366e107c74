"""Patterns with possessive groups, as each Python can match them.

Before Python 3.11.5, a possessive group whose last round fails half-way goes on from there, and not
from where that round began (https://github.com/python/cpython/issues/106052). There the groups are
greedy instead: they find the same, for what ours repeat can be read in one way only, and step back
through it once at most.
"""

import re
import sys
from typing import AnyStr

IS_SOUND = sys.version_info >= (3, 11, 5)
_GROUP = re.compile(
    r"(?P<whole>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<group>\)(?:[*+?]|\{[\d,]+\}))\+", re.S
)


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`. Every pattern that has a possessive group is compiled with this."""
    return re.compile(pattern if IS_SOUND else greedy(pattern), flags)


def greedy(pattern: AnyStr) -> AnyStr:
    """The pattern with groups that are greedy where they were possessive; single characters and
    classes stay possessive."""
    if isinstance(pattern, bytes):
        return greedy(pattern.decode("latin-1")).encode("latin-1")
    return _GROUP.sub(lambda found: found["whole"] or found["group"], pattern)
