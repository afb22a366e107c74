"""How a flat list of comments nests on the page: what opens, what closes, and where it stops.

Browsers stop nesting near 512 levels and readers long before, so below a fixed depth replies
stay at one level, marked as capped. A page that begins inside a thread begins at level 0 as well:
what its first comments answer stands on a page before it.
"""

from collections.abc import Iterator, Sequence

from sitegen.model import Comment

_NEAR = 3  # replies that need no link past them: what comes after is in sight, or nearly so
_UP = 2  # steps up that need no link


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
        if comment.descendants > _NEAR:
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
    comments: Sequence[Comment], before: Sequence[int], start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """For each comment from `start` to `end`, where one may want to go from it past replies.

    These are the numbers of the top-level comment it stands below, of the sibling before it, and
    of the one after it; each -1 where there is none or the way to it is short: past three replies
    at most, or up two steps at most, to the root itself or to a comment that has the link.
    """
    root = start
    while comments and comments[root].parent >= 0:
        root = comments[root].parent
    for comment in comments[start:end]:
        if comment.depth == 0:
            root = comment.number
        after = _after(comments, comment) if comment.descendants > _NEAR else -1
        up = comment.depth and comment.depth % (_UP + 1) == 0
        yield root if up else -1, before[comment.number], after
