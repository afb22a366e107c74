"""How a flat list of comments nests on the page: what opens, what closes, and where it stops.

Browsers stop nesting near 512 levels and readers long before, so below a fixed depth replies
stay at one level, marked as capped.
"""

from collections.abc import Sequence
from itertools import pairwise

from sitegen.model import Comment


def nesting(comments: Sequence[Comment], deepest: int) -> list[tuple[bool, bool, int]]:
    """For each comment: it is capped; the next one is inside it; how many levels end after it.

    `deepest` is how many levels there may be, at least 1.
    """
    last = deepest - 1
    result = []
    for index, comment in enumerate(comments):
        level = min(comment.depth, last)
        following = comments[index + 1].depth if index + 1 < len(comments) else 0
        after = min(following, last)
        opens = after > level
        result.append((comment.depth > last, opens, 0 if opens else level - after))
    return result


def next_threads(comments: Sequence[Comment]) -> dict[int, int]:
    """For each top-level comment but the last, the number of the next one."""
    tops = [comment.number for comment in comments if comment.depth == 0]
    return dict(pairwise(tops))
