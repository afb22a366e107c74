"""Orders of siblings: each is a key function over posts, the same on every machine.

"dumped" is the site's own order where a dump tells it, and the oldest first where it does not. Of
posts of one time those whose ids are made of their words stand as their dump told them: a log may
tell minutes alone, and such an id says nothing of what came first. All others stand by their ids.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from sitegen.model.post import Post

Order = Literal["dumped", "oldest", "newest", "best"]

_END = datetime.max.replace(tzinfo=UTC)
_START = datetime.min.replace(tzinfo=UTC)


_MADE = 16  # hexadecimal digits at the end of an id that a source made of words
_DIGITS = "0123456789abcdef"


def id_key(post_id: str) -> tuple[int, str]:
    """Shorter ids first: sites count upwards, so this is the order of writing."""
    return len(post_id), post_id


def _told(post_id: str) -> str:
    """The id as far as it tells an order: of one that is made of words, what stands before them."""
    if post_id[-_MADE - 1 : -_MADE] in ("/", "#") and not post_id[-_MADE:].strip(_DIGITS):
        return post_id[:-_MADE]
    return post_id


def _oldest(post: Post) -> Any:
    return post.created or _END, len(post.id), _told(post.id)


def _newest(post: Post) -> Any:
    return -(post.created or _START).timestamp(), len(post.id), _told(post.id)


def _best(post: Post) -> Any:
    return -post.score if post.score is not None else 1 << 62, *_oldest(post)


ORDERS: dict[Order, Callable[[Post], Any]] = {
    "dumped": _oldest,
    "oldest": _oldest,
    "newest": _newest,
    "best": _best,
}
