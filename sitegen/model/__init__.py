"""The vocabulary: what a dump tells, and what a thread is. Imports nothing of ours."""

from typing import TYPE_CHECKING

from sitegen import lazily

if TYPE_CHECKING:
    from sitegen.model.attachments import saved_in
    from sitegen.model.links import link_key
    from sitegen.model.permalinks import posts_at, posts_named
    from sitegen.model.post import (
        SINCE,
        Attachment,
        Body,
        Continuation,
        Evidence,
        Gap,
        Markup,
        Post,
        Problem,
        Record,
        State,
        Subject,
        Tier,
        native_of,
        precision_of,
        site_of,
    )
    from sitegen.model.redacting import is_noindex, redacted, taken_out
    from sitegen.model.thread import (
        Comment,
        Thread,
        ThreadSummary,
        assemble,
        community_of,
        title_of,
    )


__all__ = [
    "SINCE",
    "Attachment",
    "Body",
    "Comment",
    "Continuation",
    "Evidence",
    "Gap",
    "Markup",
    "Post",
    "Problem",
    "Record",
    "State",
    "Subject",
    "Thread",
    "ThreadSummary",
    "Tier",
    "assemble",
    "community_of",
    "is_noindex",
    "link_key",
    "native_of",
    "posts_at",
    "posts_named",
    "precision_of",
    "redacted",
    "saved_in",
    "site_of",
    "taken_out",
    "title_of",
]

__getattr__ = lazily.names(
    __name__,
    {
        "attachments": "saved_in",
        "links": "link_key",
        "permalinks": "posts_at posts_named",
        "post": "SINCE Attachment Body Continuation Evidence Gap Markup Post Problem Record State"
        " Subject Tier native_of precision_of site_of",
        "redacting": "is_noindex redacted taken_out",
        "thread": "Comment Thread ThreadSummary assemble community_of title_of",
    },
)
