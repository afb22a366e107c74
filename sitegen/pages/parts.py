"""Where a long thread is cut into pages.

A page is a stretch of the thread's reading order, so that pages one after the other read as the
thread does. It is cut where replies are least deep: between two answers to the opening post if
there are any in its second half, and inside a long chain if nothing else is left.
"""

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from sitegen.model import Comment, Thread, births
from sitegen.pages import urls

_ENTRY = len(
    "<a id= href=page-10/index.html#></a> "
)  # of a comment on another page, but for its id
_DISCUSSION = 30  # comments that are worth a page of their own
_DEEP = 8  # replies so deep, or deeper, are as good as any others to cut between
_FRAME, _LAST = births.FRAME, births.LONGER


def is_long(comments: int, size: int, most: int, kilobytes: int) -> bool:
    """Whether a thread with so many comments and bytes may need several pages."""
    if not most:
        return False
    return comments > most * _LAST or size + comments * _FRAME > kilobytes * 1000 * _LAST


def cuts(
    comments: Sequence[Comment], most: int, kilobytes: int, entries: Sequence[int] = ()
) -> tuple[int, ...]:
    """The numbers of the comments with which pages begin; (0,) where one page holds all.

    A page has at most `most` comments and about so many kilobytes, the last one a fifth more; one
    comment it has at least, however long that is. `entries` are the bytes that each comment takes
    on the first page where it does not stand there.
    """
    sizes = [_size(comment) for comment in comments]
    left = sum(sizes)
    starts = [0]
    listed = sum(entries)
    while not _fits(len(comments) - starts[-1], left, most * _LAST, kilobytes * _LAST):
        start = end = starts[-1]
        held = 0 if start else listed
        while end < len(comments):
            held += sizes[end] - (entries[end] if entries and not start else 0)
            if not _fits(end + 1 - start, held, most, kilobytes):
                break
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

    `tops` are the numbers and ids of those that may have a page with all their replies. `copies` is
    the number of parts of the copy that the thread was read from.
    """

    comments: int
    cuts: tuple[int, ...]
    tops: tuple[tuple[int, str], ...]
    copies: int = 1


def division(thread_id: str, thread: Thread, most: int, kilobytes: int) -> Division:
    """How a thread is divided, whose first page lists comments that stand on others."""
    comments = thread.comments
    starts = cuts(comments, most, kilobytes)
    if len(starts) == 1:
        return Division(len(comments), starts, ())
    first = births.first_listed(most, kilobytes)
    starts = cuts(comments, most, kilobytes, _entries(thread_id, thread, first))
    found = subthreads(comments, most, kilobytes)
    named = tuple((number, comments[number].post.id) for number in found)
    return Division(len(comments), starts, named)


def _entries(thread_id: str, thread: Thread, first: int) -> list[int]:
    """The bytes of a link to each comment, as the first page has it; 0 where it has none."""
    ranks = births.ranks(thread_id, thread)
    anchors = urls.anchors(thread_id, [comment.post.id for comment in thread.comments])
    listed = births.listed(0, first)
    return [
        2 * len(anchor) + len(shown(anchor)) + _ENTRY if rank in listed else 0
        for rank, anchor in zip(ranks, anchors, strict=True)
    ]


def shown(anchor: str) -> str:
    """How a comment is called in a list of comments: by the end of its id, as its site gave it."""
    return anchor.rpartition("/")[2].removeprefix("c-")


def _fits(comments: int, size: int, most: float, kilobytes: float) -> bool:
    return comments <= most and size <= kilobytes * 1000


def _size(comment: Comment) -> int:
    return len(comment.post.body.text.encode("utf-8", "surrogatepass")) + _FRAME
