"""Where a long thread is cut into pages.

A page is a stretch of the thread's reading order, so that pages one after the other read as the
thread does. It is cut where replies are least deep: between two answers to the opening post if
there are any in its second half, and inside a long chain if nothing else is left.
"""

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from sitegen.model import Comment

INDEX = 5000  # entries in one place that says where comments stand
_FRAME = 600  # bytes of a page for a comment besides its text, about
_DISCUSSION = 30  # comments that are worth a page of their own
_DEEP = 8  # replies so deep, or deeper, are as good as any others to cut between
_LAST = 1.2  # a last page may be so much longer, so that none holds just a few comments


def is_long(comments: int, size: int, most: int, kilobytes: int) -> bool:
    """Whether a thread with so many comments and bytes may need several pages."""
    if not most:
        return False
    return comments > most * _LAST or size + comments * _FRAME > kilobytes * 1000 * _LAST


def cuts(comments: Sequence[Comment], most: int, kilobytes: int) -> tuple[int, ...]:
    """The numbers of the comments with which pages begin; (0,) where one page holds all.

    A page has at most `most` comments and about so many kilobytes, the last one a fifth more; one
    comment it has at least, however long that is.
    """
    sizes = [_size(comment) for comment in comments]
    left = sum(sizes)
    starts = [0]
    while not _fits(len(comments) - starts[-1], left, most * _LAST, kilobytes * _LAST):
        start = end = starts[-1]
        held = 0
        while end < len(comments) and _fits(end + 1 - start, held + sizes[end], most, kilobytes):
            held += sizes[end]
            end += 1
        end = max(end, start + 1)
        if end == len(comments):
            break
        middle = start + (end - start + 1) // 2
        at = min(range(end, middle - 1, -1), key=lambda n: min(comments[n].depth, _DEEP))
        left -= sum(sizes[start:at])
        starts.append(at)
    return tuple(starts)


def subthreads(comments: Sequence[Comment], most: int, kilobytes: int) -> tuple[int, ...]:
    """The numbers of the comments that have a page with all their replies, of no other page's.

    These are the highest that fit on a page, with enough of a discussion to be worth one.
    """
    sizes = list(accumulate(map(_size, comments), initial=0))
    found = []
    number = 0
    while number < len(comments):
        end = number + 1 + comments[number].descendants
        if end - number < _DISCUSSION:
            number = end
        elif _fits(end - number, sizes[end] - sizes[number], most, kilobytes):
            found.append(number)
            number = end
        else:
            number += 1
    return tuple(found)


class Division(msgspec.Struct, frozen=True, array_like=True):
    """How a long thread of so many comments is divided into pages.

    `tops` are the numbers and ids of those that may have a page with all their replies.
    """

    comments: int
    cuts: tuple[int, ...]
    tops: tuple[tuple[int, str], ...]


def division(comments: Sequence[Comment], most: int, kilobytes: int) -> Division:
    starts = cuts(comments, most, kilobytes)
    found = subthreads(comments, most, kilobytes) if len(starts) > 1 else ()
    named = tuple((number, comments[number].post.id) for number in found)
    return Division(len(comments), starts, named)


def index_pages(comments: int, cuts: Sequence[int]) -> int:
    """How many pages say where comments stand; none while the first page of the thread can."""
    later = comments - cuts[1] if len(cuts) > 1 else 0
    return -(-comments // INDEX) if later > INDEX else 0


def _fits(comments: int, size: int, most: float, kilobytes: float) -> bool:
    return comments <= most and size <= kilobytes * 1000


def _size(comment: Comment) -> int:
    return len(comment.post.body.text.encode("utf-8", "surrogatepass")) + _FRAME
