"""The filters that templates have beside those of the template engine.

Each is pure: text or a number in, text out, the same on every machine.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, repeat
from math import ceil, inf
from operator import attrgetter
from typing import Any
from urllib.parse import quote
from zlib import crc32

import msgspec
from jinja2 import UndefinedError

from sitegen.errors import nearest
from sitegen.theme.comments import Comments
from sitegen.theme.context import CommentView
from sitegen.theme.theme import Theme

# What XML 1.0 does not allow: https://www.w3.org/TR/xml/#charsets; all that it
# does would take ten times as long to compile
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_COMMON = re.compile(r"https?://[!#-;=?-Z_a-z~]*")  # an address that is fit as it is
_UNFIT = re.compile(r'[\x00-\x20"<>\[\\\]^`{|}\x7f]')


def number(value: int) -> str:
    """2619 as 2,619, and -3 with a true minus sign."""
    return f"{value:,}".replace("-", "\N{MINUS SIGN}")


def count(value: int, one: str, many: str = "") -> str:
    """How many of something: 1 comment, 2,619 comments. `many` is `one` with an s if not given."""
    return f"1 {one}" if value == 1 else f"{number(value)} {many or one + 's'}"


def initials(name: str) -> str:
    """The first letters of the first two words of a name, or of its first one; "?" if none."""
    words = re.findall(r"[^\W_]+", name)[:2]
    return "".join(word[0] for word in words).upper() or "?"


def hue(name: str, steps: int) -> int:
    """A number below `steps`, the same for the same name always: for colours of authors."""
    return crc32(name.encode("utf-8", "replace")) % steps


def count_in(theme: Theme, value: int, one: str, many: str = "") -> str:
    """As `count`, in the words that a community has for some things, or of the language."""
    if one in theme.words:
        return count(value, *theme.words[one])
    told = theme.catalogue.count(value, one) if theme.catalogue else ""
    return told or count(value, one, many)


def xml(value: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _ILLEGAL.sub("", value)


def web(value: str) -> str:
    """The address, fit for an href, if it leads to the web; else empty: it might run something.

    Characters that no URL may hold are percent-encoded: https://url.spec.whatwg.org/#url-code-points
    """
    if _COMMON.fullmatch(value):
        return value
    if not value[:8].lower().startswith(("https://", "http://")):
        return ""
    return _UNFIT.sub(_percent, value) if _UNFIT.search(value, 8) else value


def _percent(found: re.Match[str]) -> str:
    """One character percent-encoded; brackets in the host stay, for they hold an IPv6 address."""
    if found[0] in "[]" and "/" not in found.string[8 : found.start()]:
        return found[0]
    return quote(found[0], safe="")


def pick(values: Iterable[msgspec.Struct], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The named fields, two or more, of each value, for a loop that unpacks them.

    Values are all of one kind. Where there are thousands, this takes a third less time than
    asking each for one field after the other. Raises UndefinedError for a field they lack.
    """
    if isinstance(values, Comments):
        with suppress(KeyError):
            return values.picked(fields)
    values = list(values)
    for value in values[:1]:
        for field in fields:
            if not isinstance(value, msgspec.Struct) or field not in value.__struct_fields__:
                known = nearest(field, getattr(value, "__struct_fields__", ()))
                raise UndefinedError(f"{type(value).__name__} has no field {field!r}\n{known}")
    return map(attrgetter(*fields), values)


def chunks(comments: Sequence[CommentView], most: int) -> Iterator[int]:
    """For each comment, the height of the chunk it begins, in steps of 8rem; 0 where none does, as
    on short pages.

    A chunk is a comment with all its replies, at most so many steps high by a generous guess, and
    lies in no other: browsers may lay out chunk after chunk, but not one inside another. Those that
    begin where a page is seen first, in its first 100rem, are at most 8 steps high, for all of them
    is laid out before anything is shown. Heights are 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64 or
    96, so that a style sheet needs few rules. Pages of at most 200rem, some twenty comments, have
    none: they are laid out at once.
    """
    if not most or not comments:
        return repeat(0, len(comments))
    rows = list(pick(comments, "length", "body", "level", "opens", "descendants"))
    heights = (
        2.5 + ((length or _USUAL) * _LINE if body else 0) + (level == 0)
        for length, body, level, _, _ in rows
    )
    tops = list(accumulate(heights, initial=0.0))
    if tops[-1] <= _SHORT:
        return repeat(0, len(rows))
    return _chunks([(opens, below) for *_, opens, below in rows], tops, most)


def _chunks(rows: list[tuple[bool, int]], tops: list[float], most: int) -> Iterator[int]:
    left = 0
    for number, (opens, below) in enumerate(rows):
        # A subtree may go on on the next page of the thread.
        below = min(below, len(rows) - number - 1) if opens else 0
        steps = ceil((tops[number + 1 + below] - tops[number]) * 1.25 / 8)
        size = _SIZES[bisect_left(_SIZES, steps)]
        if left or size > (most if not below or tops[number] > _SEEN_FIRST else min(most, _LOW)):
            left = max(left - 1, 0)
            yield 0
        else:
            left = below
            yield int(size)


_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, inf)
_SEEN_FIRST, _SHORT, _LOW = 100, 200, 8  # in rem; in steps
_USUAL = 400  # characters of a comment whose length is not told
_LINE = 1.6 / 65  # height of a character, in rem, as one of 65 in a line


FILTERS: dict[str, Callable[..., Any]] = {
    "chunks": chunks,
    "count": count,
    "hue": hue,
    "initials": initials,
    "number": number,
    "pick": pick,
    "web": web,
    "xml": xml,
    "zip": zip,
}
