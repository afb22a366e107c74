"""Orders of siblings: each is a key function over posts, total and the same on every machine.

"dumped" is the site's own order where a dump tells it, and the oldest first where it does not.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from sitegen.model.post import Post

Order = Literal["dumped", "oldest", "newest", "best"]

_END = datetime.max.replace(tzinfo=UTC)
_START = datetime.min.replace(tzinfo=UTC)


def id_key(post_id: str) -> tuple[int, str]:
    """Shorter ids first: sites count upwards, so this is the order of writing."""
    return len(post_id), post_id


def _oldest(post: Post) -> Any:
    return post.created or _END, len(post.id), post.id


def _newest(post: Post) -> Any:
    return -(post.created or _START).timestamp(), len(post.id), post.id


def _best(post: Post) -> Any:
    return -post.score if post.score is not None else 1 << 62, *_oldest(post)


ORDERS: dict[Order, Callable[[Post], Any]] = {
    "dumped": _oldest,
    "oldest": _oldest,
    "newest": _newest,
    "best": _best,
}
