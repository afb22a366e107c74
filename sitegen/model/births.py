"""Comments by their birth, which says for good where the link to each one leads.

A thread of several pages lists on its first page where its oldest comments stand, and all others
on further pages of that list. Newer comments come at the end, so the page of the list on which a
comment is named stays the same however long a thread grows.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sitegen.model.post import Post
from sitegen.model.thread import Thread

FIRST = 1000  # comments whose links lead to the thread's first page
INDEX = 2000  # to each further page of the list
SPARE = 100  # comments that a page of the list names on either side besides: see `listed`
FRAME = 600  # bytes of a page for a comment besides its text, about
LONGER = 1.2  # a last page may be so much longer, so that none holds just a few comments

_START = datetime.min.replace(tzinfo=UTC)


def first_listed(most: int, kilobytes: int) -> int:
    """How many comments of a thread, the oldest, are linked to on its first page. `most` are the
    comments of a page, 0 for any number, `kilobytes` its size. All comments of a thread of one page
    are among them, of which there are no more than both settings let be."""
    if not most:
        return 1 << 62
    return max(FIRST, int(min(most * LONGER, kilobytes * 1000 * LONGER / FRAME)))


def list_of(rank: int, first: int) -> int:
    """The page of the list to which the link to a comment leads; 0 is the thread's first page.

    `rank` is how many comments are older, `first` how many are linked to on the first page.
    """
    return 0 if rank < first else 1 + (rank - first) // INDEX


def lists(comments: int, first: int) -> int:
    """How many pages the list of a thread's comments has besides its first page."""
    return list_of(comments - 1, first) if comments else 0


def linked(number: int, first: int) -> range:
    """The ranks of the comments to which links lead by way of a page of the list."""
    if not number:
        return range(first)
    start = first + (number - 1) * INDEX
    return range(start, start + INDEX)


def listed(number: int, first: int) -> range:
    """The ranks of the comments that a page of the list names.

    There are a few more than those linked to there: should older comments come to be known, links
    that were given before still lead to a page that names the comment.
    """
    ranks = linked(number, first)
    return range(max(ranks.start - SPARE, 0) if number else 0, ranks.stop + SPARE)


def born(thread_id: str, posts: Iterable[Post]) -> list[str]:
    """The ids of a thread's comments, the oldest first; those of one time by their ids.

    A comment whose time is not told counts as written when what it answers was, for that does not
    change when newer ones come; where nothing tells a time, as one of the first.
    """
    by_id = {post.id: post for post in posts}
    times = {post.id: post.created for post in by_id.values() if post.created}
    for at in by_id:
        way = []
        while at in by_id and at not in times:
            times[at] = _START  # should parents lead back here
            way.append(at)
            at = by_id[at].parent or thread_id
        when = times.get(at, _START)
        times.update(dict.fromkeys(way, when))
    by_id.pop(thread_id, None)
    return sorted(by_id, key=lambda post_id: (times[post_id], len(post_id), post_id))


def ranks(thread_id: str, thread: Thread) -> list[int]:
    """For each comment of a thread, how many were written before it. A stand-in for a post that no
    dump holds takes no place of its own: it goes with the first reply to it."""
    comments = thread.comments
    posts = [comment.post for comment in comments if comment.note != "ghost"]
    places = {post_id: rank for rank, post_id in enumerate(born(thread_id, [thread.root, *posts]))}
    found = [places.get(comment.post.id, len(places)) for comment in comments]
    for comment in reversed(comments):
        if comment.parent >= 0 and comments[comment.parent].note == "ghost":
            found[comment.parent] = min(found[comment.parent], found[comment.number])
    return found
