"""Pages of Lobsters with many comments on a line: broken up at the heads.

    … authored by ann 5 hours ago | 2 comments It is dry. 31 bo 4 hours ago The pump froze. 2 cy …

A head is votes, a name and an age, which people write, too ("3 friends 2 hours ago"). So the line
is broken only where there are exactly as many as the page says that it has comments.
"""

import re
from collections.abc import Iterator, Sequence

from sitegen.ages import AGE

_POST = re.compile(
    rf"(?<!\S)(?:authored by|via)\s{{1,8}}[\w-]{{1,30}}\s{{1,8}}{AGE}"
    r"\s{0,8}\|\s{0,8}(?P<n>\d{1,6})\s{1,8}comments?(?!\S)"
)
_HEAD = re.compile(
    r"(?<!\S)(?P<score>\d{1,5})\s{1,8}(?P<who>[\w-]{1,30}"
    rf"(?:\s{{1,8}}(?:Sysop|Moderator|edited|commented)){{0,3}}\s{{1,8}}{AGE})(?!\S)"
)
_WINDOW = re.compile(r"\S.{0,300}? \| Lobsters(?=\s)")
_END = re.compile(r"\sAbout\s{1,4}(?:\|\s)?Tags\s.{0,120}\Z")
_FEWEST = 3  # comments
_LONG = 300  # characters of a line that holds a page's head and more


def parted(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines, broken up; the same where they are not a page's, or the heads are not those."""
    at, post = next(
        (
            (at, match)
            for at, line in enumerate(lines)
            if len(line) > _LONG and "comment" in line and (match := _POST.search(line))
        ),
        (0, None),
    )
    if post is None:
        return lines
    rest = (lines[at][post.end() :], *lines[at + 1 :])
    heads = [list(_HEAD.finditer(line)) for line in rest]
    if not _FEWEST <= sum(map(len, heads)) == int(post["n"]):
        return lines
    above = lines[at][: post.start()]
    window = _WINDOW.match(above)
    pieces = [window[0], above[window.end() :]] if window else [above]
    pieces = [*lines[:at], *pieces, post[0]]
    for line, found in zip(rest, heads, strict=True):
        pieces += _pieces(line, found) if found else [line]
    return tuple(text for piece in pieces for text in (piece.strip(), "")[: 1 + bool(piece)])


def _pieces(line: str, heads: Sequence[re.Match[str]]) -> Iterator[str]:
    at = 0
    for head in heads:
        yield line[at : head.start()]
        yield head["score"]
        yield head["who"]
        at = head.end()
    end = _END.search(line, at)
    yield line[at : end.start() if end else len(line)]
    if end:
        yield end[0]
