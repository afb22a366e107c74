"""Rows that are opening posts, each of a thread of its own, such as a page of entries: a table of
them names no parents and no threads, but counts the comments of each.
"""

from collections.abc import Iterable, Mapping

from sitegen.sources._post_names import plain

#: How many comments an opening post has.
_COUNTS = frozenset(
    {"numcomments", "numcomment", "commentcount", "commentscount", "countcomments", "ncomments"}
    | {"numberofcomments", "totalcomments", "numreplies", "replycount", "repliescount"}
)
_TOLD = frozenset({"id", "title", "text", "author", "created"})
_PLACED = frozenset({"parent", "thread", "path", "answered", "depth"})
#: What opening posts have, and tables of other things: a part of an address.
OF_OPENINGS = frozenset({"slug"})

Roles = Mapping[str, tuple[str, ...]]


def settled(names: Iterable[str], roles: Roles) -> Roles:
    """What columns tell, where rows are opening posts with the own id as that of the thread."""
    if not roles.keys() >= _TOLD or not _PLACED.isdisjoint(roles):
        return roles
    if _COUNTS.isdisjoint(map(plain, names)):
        return roles
    return {**roles, "thread": roles["id"]}


def is_one(roles: Roles) -> bool:
    """Whether each row opens the thread that has its id."""
    return "id" in roles and roles["id"] == roles.get("thread")
