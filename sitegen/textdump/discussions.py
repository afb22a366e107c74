"""Discussions of GitHub: what tells one, and whose answers its comments are.

    bo / Nov 11, 2023 / The pump froze. / 2 replies / ann / Nov 12, 2023 / It did not. / …

They have two levels. Below each comment on the first one stands how many answers it has, below
which those come; answers have no such line.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Known, Part, Sheet

_DISCUSSION = re.compile(  # of GitHub, whose heads may stand without a row above them
    r"(?:.{0,80} )?(?:asked this question in|started this conversation in|announced in)"
    r"(?: .{1,80})?",
    re.I,
)
_REPLIES = re.compile(r"(?P<n>\d{1,6}) repl(?:y|ies)", re.I)
_REPLY = re.compile(r"write a reply", re.I)  # below the last answer
_LONGEST = 240  # characters of a line of the page's own
_COUNTED = Known("recorded", 1.0, "count of replies")


def is_discussion(texts: Iterable[str]) -> bool:
    """Whether the page with these lines is a discussion of GitHub: it says where it was begun."""
    return any(
        " in" in text and len(text) <= _LONGEST and _DISCUSSION.fullmatch(text) for text in texts
    )


def by_replies(sheet: Sheet) -> Sheet:
    """The sheet with the parents that the counts tell; none where more comments than it counts
    stand below a comment.
    """
    ends = [part.head for part in sheet.comments[1:]] + [len(sheet.lines) + 1]
    told = [_told(sheet.lines, part, end) for part, end in zip(sheet.comments, ends, strict=True)]
    tops = [at for at, (count, _) in enumerate(told) if count is not None]
    found = list(sheet.comments)
    for top, end in pairwise((*tops, len(found))):
        found[top] = _answering(found[top], 0)
        closed = next((at for at in range(top, end) if told[at][1]), end - 1)
        if closed - top > (told[top][0] or 0):
            continue
        for at in range(top + 1, closed + 1):
            found[at] = _answering(found[at], top + 1)
    return msgspec.structs.replace(sheet, comments=tuple(found))


def _answering(part: Part, parent: int) -> Part:
    return msgspec.structs.replace(part, parent=parent, answers=_COUNTED)


def _told(lines: tuple[str, ...], part: Part, end: int) -> tuple[int | None, bool]:
    """How many answers the page counts below a comment, and whether no more come after it."""
    below = [plainly(line) for line in lines[max(part.last, part.head) : end - 1]]
    counts = (count for text in below if (count := _REPLIES.fullmatch(text)))
    count = next(counts, None)
    return int(count["n"]) if count else None, any(map(_REPLY.fullmatch, below))
