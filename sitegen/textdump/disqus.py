"""Whom comments of Disqus answer: the name stands behind the author's, where an arrow was."""

import re
from collections.abc import Sequence

import msgspec

from sitegen.textdump.reading import Known, Part

_SHARE = re.compile(r"Share ?›")
_NAMED = Known("recorded", 1.0, "name")
_NOBODY = Part(first=1, last=0)
_GAP = re.compile(r"\s{2,}|\s__(?=\S)")  # html2text writes an empty sign as two underscores


def is_disqus(lines: tuple[str, ...]) -> bool:
    """Whether the page has Disqus's own row of words."""
    return any("›" in line and _SHARE.search(line) for line in lines)


def answering(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The comments with the names of their authors alone, and with the parents that the other name
    tells: the only comment of that name above. Those without a second name answer the article.

    Where columns told parents already, they go before names, and none is told where both disagree.
    """
    named = _named(parts)
    if all(part.parent is None for part in parts):
        return named
    return tuple(
        msgspec.structs.replace(part, author=other.author)
        if other.parent in (None, 0, part.parent)
        else msgspec.structs.replace(
            part, author=other.author, parent=None, answers=_NOBODY.answers
        )
        for part, other in zip(parts, named, strict=True)
    )


def _named(parts: Sequence[Part]) -> tuple[Part, ...]:
    numbers: dict[str, list[int]] = {}
    found: list[Part] = []
    for number, part in enumerate(parts, 1):
        who, to = _pair(part.author or "", numbers)
        above = numbers.get(to, [])
        parent = above[0] if len(above) == 1 else None if to else 0
        answers = _NAMED if parent is not None else part.answers
        found.append(
            msgspec.structs.replace(part, author=who or None, parent=parent, answers=answers)
        )
        numbers.setdefault(who, []).append(number)
    told = any(part.parent for part in found)
    return tuple(found) if told else tuple(parts)


def _pair(name: str, known: dict[str, list[int]]) -> tuple[str, str]:
    """(author, whom he answers), the latter "" where nobody is named."""
    words = _GAP.split(name, maxsplit=1)
    if len(words) > 1:
        return words[0], words[1]
    words = name.split(" ")
    for place in range(1, len(words)):
        to = " ".join(words[place:])
        if to in known:
            return " ".join(words[:place]), to
    return name, ""
