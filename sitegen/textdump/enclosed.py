r"""Copies that were put into something before they were saved: taken out of it again.

    > heron 3 hours ago | parent | next [–]       pasted into a mail or a note as one quotation
    ```                                           or between the fences of Markdown

Messengers, phones and pages in two scripts put marks without a width at the ends of lines. Every
line keeps its number.
"""

from collections.abc import Sequence
from unicodedata import bidirectional

_MARKS = "\u200b\u200e\u200f\u2060\ufeff"  # zero width space, directions, word joiner, byte order
_MARK = frozenset(_MARKS)
_FENCES = ("```", "~~~")
_DEEPEST = 4  # quotations within one another
_FEWEST = 8  # lines; fewer may be what somebody quotes
_RIGHT = frozenset(["R", "AL"])


def opened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of the copy itself; the same ones where it stands in nothing."""
    kept: Sequence[str] = lines
    whole = "".join(lines)
    if any(sign in whole for sign in _MARKS) and any(
        line[-1:] in _MARK or line[:1] in _MARK for line in lines
    ):
        kept = [_plain(line) for line in lines]
    kept = _unfenced(kept)
    for _ in range(_DEEPEST):
        told = (line for line in kept if line and not line.isspace())
        if next(told, "")[:1] != ">":
            break
        signs = [line[0] for line in told]
        if len(signs) + 1 < _FEWEST or set(signs) != {">"}:
            break
        kept = [line[1:].removeprefix(" ") if line[:1] == ">" else line for line in kept]
    return lines if kept is lines else tuple(kept)


def _plain(line: str) -> str:
    """A line without marks at its ends; in scripts from right to left they mean something."""
    if line[:1] not in _MARK and line[-1:] not in _MARK:
        return line
    text = line.strip(_MARKS)
    return line if any(bidirectional(sign) in _RIGHT for sign in text) else text


def _unfenced(lines: Sequence[str]) -> Sequence[str]:
    """The lines without fences, where the first and the last that are not blank are these alone."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].rstrip() not in _FENCES:
        return lines
    last = next(n for n in range(len(lines) - 1, -1, -1) if lines[n].strip())
    fence = lines[first].rstrip()
    ends = [n for n, line in enumerate(lines) if line.rstrip() == fence]
    if ends != [first, last]:
        return lines
    return ["" if n in ends else line for n, line in enumerate(lines)]
