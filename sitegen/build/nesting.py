"""How a flat list of comments nests on the page: what opens, what closes, and where it stops.

Browsers stop nesting near 512 levels and readers long before, so below a fixed depth replies
stay at one level, marked as capped. A page that begins inside a thread begins at level 0 as well:
what its first comments answer stands on a page before it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.model import Comment, Thread


class Reach(NamedTuple):
    """How far a reader goes without a link: past so many replies, and up so many steps."""

    replies: int
    steps: int
    top: int  # replies past which one goes from a top-level comment to the next


# The least one leaves what is in sight, or nearly so. Deep and busy threads would have more links
# than a page can carry, and take one of the others.
_REACHES = (
    *(Reach(*far, 3) for far in ((3, 2), (4, 3), (6, 4), (9, 6), (14, 9), (24, 14))),
    Reach(24, 14, 24),
)
_ROOM = 8.95  # elements that a comment may take on the average, those of its text not counted
_PLAIN = 6  # that each takes: the item, its heading, name, permalink and time, and the text
_OPENS = 3  # that replies add: the fold, its summary and the list
_FEW = 30  # comments that have room for all links


def nesting(comments: Sequence[Comment], deepest: int) -> list[tuple[int, bool, bool, int]]:
    """For each comment: its level; it is capped; the next one is inside it; how many levels end.

    `deepest` is how many levels there may be, at least 1.
    """
    last = deepest - 1
    result = []
    base = comments[0].depth if comments else 0
    depths = [comment.depth for comment in comments]
    for depth, following in zip(depths, [*depths[1:], 0], strict=False):
        level = depth - base
        capped = level > last
        if capped:
            level = last
        if following < base:
            base = following
        after = following - base
        if after > last:
            after = last
        if after > level:
            result.append((level, capped, True, 0))
        else:
            result.append((level, capped, False, level - after))
    return result


def siblings_before(comments: Sequence[Comment]) -> list[int]:
    """For each comment the number of the sibling before it, if that has many replies; else -1."""
    before = [-1] * len(comments)
    for comment in comments:
        if comment.descendants > _REACHES[0].replies:
            following = _after(comments, comment)
            if following >= 0:
                before[following] = comment.number
    return before


def _after(comments: Sequence[Comment], comment: Comment) -> int:
    """The number of the next sibling; -1 if there is none."""
    number = comment.number + 1 + comment.descendants
    there = number < len(comments) and comments[number].parent == comment.parent
    return number if there else -1


def ways(
    thread: Thread, before: Sequence[int], start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """For each comment from `start` to `end`, where one may want to go from it past replies.

    These are the numbers of the top-level comment it stands below, of the sibling before it, and
    of the one after it; each -1 where there is none or it is within reach: past few replies, or
    up few steps, to the root itself or to a comment that has the link.
    """
    comments, root = thread.comments, start
    while comments and comments[root].parent >= 0:
        root = comments[root].parent
    far = _reach(thread, before, start, end)
    for comment in comments[start:end]:
        if comment.depth == 0:
            root = comment.number
        replies = far.replies if comment.depth else far.top
        after = _after(comments, comment) if comment.descendants > replies else -1
        up = comment.depth and comment.depth % (far.steps + 1) == 0
        previous = before[comment.number]
        if previous >= 0 and comments[previous].descendants <= replies:
            previous = -1
        yield root if up else -1, previous, after


def _reach(thread: Thread, before: Sequence[int], start: int, end: int) -> Reach:
    """The least reach with whose links the markup of the comments does not become heavy."""
    shown = thread.comments[start:end]
    if len(shown) < _FEW:
        return _REACHES[0]
    depths = Counter(comment.depth for comment in shown if comment.depth)
    taken = _PLAIN * len(shown) + depths.total() + sum(map(_more, shown))
    if (op := thread.root.author) is not None:  # whose comments bear a badge
        taken += sum(comment.post.author == op for comment in shown)
    passed = [c for c in shown if _after(thread.comments, c) >= 0]
    passed += [thread.comments[number] for number in before[start:end] if number >= 0]
    tops = [c.descendants for c in passed if not c.depth]
    below = [c.descendants for c in passed if c.depth]
    for far in _REACHES:
        around = sum(count > far.replies for count in below)
        around += sum(count > far.top for count in tops)
        up = sum(count for depth, count in depths.items() if depth % (far.steps + 1) == 0)
        if taken + around + up <= _ROOM * len(shown):
            return far
    return _REACHES[-1]


def _more(comment: Comment) -> int:
    """The elements that a comment takes beside those that each takes, its links not counted."""
    post = comment.post
    marked = len(post.labels) + (post.edited is not None) + (post.state in ("deleted", "removed"))
    return marked + _OPENS if comment.descendants else marked
