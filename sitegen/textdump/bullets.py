"""Copies of lists in lists: each comment is an item `• USER a day ago`, deeper ones indented more.

Indentation tells every parent. Bodies stand two spaces deeper than their bullet.
"""

import re

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import nested
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken

_HEAD = re.compile(rf"(?P<in> *)[•*◦▪-] (?P<who>[\w-]{{1,32}}) (?P<age>{AGE})")
_POST = re.compile(
    rf"(?:(?P<score>\d{{1,9}}) points? ?\|? ?)?(?:by )(?P<who>[\w-]{{1,32}}) (?P<age>{AGE})"
)
_COUNT = re.compile(r"(?P<n>\d{1,9}) comments?")
_DOMAIN = re.compile(r"\((?P<host>[\w.-]+\.[a-z]{2,})\)")
_TOP = 40  # lines that are not blank, within which the first bullet must stand


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when it has no such bullets."""
    found = _heads(lines)
    if not found:
        return None
    top = [(n, line.strip()) for n, line in spoken(lines) if n < found[0].first]
    if len(top) > _TOP:
        return None
    told = bodies(lines, found, lambda line: False)
    parts = [_indented(lines, part) for part in told.parts]
    depths = [head.depth or 0 for head in found]
    by = next(((n, m) for n, line in top if (m := _POST.fullmatch(line))), None)
    count = next(((n, m) for n, line in top if (m := _COUNT.fullmatch(line))), None)
    known = {n for n, line in top if _DOMAIN.fullmatch(line)} | {x[0] for x in (by, count) if x}
    titles = [(n, line) for n, line in top if n not in known and (by is None or n < by[0])]
    body = [n for n, _ in top if n not in known and (by is None or n > by[0])]
    opening = Part(
        first=body[0] if body and by else found[0].first,
        last=body[-1] if body and by else found[0].first - 1,
        head=by[0] if by else 0,
        author=by[1]["who"] if by else None,
        age=by[1]["age"] if by else "",
        score=int(by[1]["score"]) if by and by[1]["score"] else None,
    )
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="hn",
        shape="bullets",
        lines=lines,
        opening=opening,
        comments=nested(parts, depths),
        title=titles[0][1] if titles else None,
        claimed=int(count[1]["n"]) if count else None,
        furniture=(*(n for n, _ in top if n not in own), *told.furniture),
    )


def _indented(lines: tuple[str, ...], part: Part) -> Part:
    """The comment, with how far its own text is indented: as far as its first line is."""
    first = lines[part.first - 1]
    return msgspec.structs.replace(part, indent=len(first) - len(first.lstrip(" ")))


def _heads(lines: tuple[str, ...]) -> list[Head]:
    """The bullets, with the depth that their indentation tells."""
    found: list[Head] = []
    levels: list[int] = []
    for number, line in spoken(lines):
        match = _HEAD.fullmatch(line.rstrip()) if len(line) < 400 else None
        if match is None:
            continue
        deep = len(match["in"])
        while levels and levels[-1] >= deep:
            levels.pop()
        levels.append(deep)
        found.append(
            Head(
                first=number,
                body=number + 1,
                author=match["who"],
                age=match["age"],
                depth=len(levels) - 1,
                words=frozenset([str(deep)]),
            )
        )
    return found
