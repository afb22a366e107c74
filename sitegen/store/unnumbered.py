"""Comments of GitHub that a dump tells without their number: the same as the numbered one.

Some archives tell no number of a comment, so its author and second stand in its id. Where the
thread holds a numbered comment of that author and second, and only one of each, they are one post,
which bears the number. It is worked out of a thread's posts alone, so any dump may come or go.
"""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from sitegen.model import Post

_SITE = "github:"
_MADE = re.compile(r"[^/]*-\d{8}T\d{6}Z(?:-\d+)?")  # see sources/_github.py, `mark_of`
_NUMBERED = re.compile(r"(?:issuecomment-|discussion_r|discussioncomment-)\d+")

_Key = tuple[str, datetime]


def joined(posts: list[Post]) -> list[Post]:
    """Versions of the posts of a thread; those without a number have that of their twin."""
    if not posts or not posts[0].id.startswith(_SITE):
        return posts
    made = _by_key(posts, _MADE)
    if not made:
        return posts
    numbered = _by_key(posts, _NUMBERED)
    twins = {
        next(iter(ids)): next(iter(numbered[key]))
        for key, ids in made.items()
        if len(ids) == 1 == len(numbered.get(key, ()))
    }
    if not twins:
        return posts
    return [_renamed(post, twins) for post in posts]


def _by_key(posts: Iterable[Post], mark: re.Pattern[str]) -> dict[_Key, set[str]]:
    found: dict[_Key, set[str]] = {}
    for post in posts:
        if post.author and post.created and mark.fullmatch(post.id.rpartition("/")[2]):
            second = post.created.replace(microsecond=0)
            found.setdefault((post.author.casefold(), second), set()).add(post.id)
    return found


def _renamed(post: Post, twins: dict[str, str]) -> Post:
    own, parent = twins.get(post.id, post.id), twins.get(post.parent or "", post.parent)
    if own == post.id and parent == post.parent:
        return post
    permalink = post.permalink if own == post.id else None  # without a number: that of the thread
    return msgspec.structs.replace(post, id=own, parent=parent, permalink=permalink)
