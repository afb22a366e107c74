"""The vocabulary: what a dump tells, and what a thread is. Imports nothing of ours."""

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
from sitegen.model.thread import Comment, Thread, ThreadSummary, assemble, community_of, title_of

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
    "link_key",
    "native_of",
    "posts_at",
    "posts_named",
    "precision_of",
    "saved_in",
    "site_of",
    "title_of",
]
