"""Names into which full names or titles of people run, where programs put nothing between them."""

import re
from collections.abc import Collection, Sequence

import msgspec

from sitegen.textdump.heads import Head

_GLUED = re.compile(r"[\w.-]{1,30}[a-z0-9_][A-Z][\w’'-]{0,30}(?: [\w.’'-]{1,30}){1,3}")
_SEAM = re.compile(r"[a-z0-9_](?=[A-Z])")
_SPACE = re.compile(r" ")
_NO_LETTER = re.compile(r"[\W_]")
_FEWEST = 3  # names with full ones
_SHORTEST = 3  # letters of a title


def parted(heads: Sequence[Head]) -> list[Head]:
    """The heads, with names into which full ones or titles run ("ann_wAnn Brook") as labels, for
    nobody can tell where they end; as they are where most names are no such ones.
    """
    names = {head.author for head in heads if head.author}
    glued = {name for name in names if _is_glued(name)}
    if len(glued) < _FEWEST or len(glued) * 4 < len(names):
        glued = set()
    glued |= _titled(names)
    if not glued:
        return list(heads)
    return [
        msgspec.structs.replace(head, author=None, labels=(head.author,))
        if head.author in glued
        else head
        for head in heads
    ]


def _is_spaced(name: str, seam: re.Match[str]) -> bool:
    return seam[0] == " " and not name[: seam.start()].isdecimal()


def _titled(names: Collection[str]) -> set[str]:
    """The names behind which what the site calls a person may stand ("404Regular"): those of two
    people that end alike behind a seam, of three behind a space, or of which the page has one that
    is nothing but what stands before the space.
    """
    ends: dict[tuple[str, bool], set[str]] = {}
    for name in names:
        for seam in (_SEAM.search(name), _SPACE.search(name) if " " in name else None):
            if seam is not None and len(name) - seam.end() >= _SHORTEST:
                ends.setdefault((name[seam.end() :], _is_spaced(name, seam)), set()).add(name)
    return {
        name
        for (end, spaced), same in ends.items()
        if len(same) > 1 + spaced or (spaced and any(n[: -len(end) - 1] in names for n in same))
        for name in same
    }


def _is_glued(name: str) -> bool:
    """Whether a full name runs into another: "ann_wAnn Brook", "ann_wAnn"."""
    seam = _SEAM.search(name)
    if seam is None:
        return False
    if _GLUED.fullmatch(name):
        return True
    parts = (name[: seam.end()], name[seam.end() :])
    one, other = (_NO_LETTER.sub("", part).lower() for part in parts)
    return min(len(one), len(other)) > 1 and (one.startswith(other) or other.startswith(one))
