"""A post as the pages of its author show it: with the thread it stands in and what it answers."""

import msgspec

from sitegen.model.post import Post


class Written(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """`parent` is the comment that the post answers, its text cut short; None where it opens its
    thread, answers the opening post, or where no dump holds what it answers. `number` and `above`
    are the pages of the thread's list of comments to which links to it and to its parent lead.
    """

    post: Post
    thread: str  # its id
    title: str | None  # of the thread
    community: str | None  # of the thread
    parent: Post | None
    number: int = 0
    above: int = 0
