"""What a dump tells: posts, the gaps it admits to, and the records nobody could use.

These are facts as told. Nothing here is worked out, and nothing in a body is rewritten.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

import msgspec

Markup = Literal[
    "plain", "hn", "reddit", "markdown", "github", "html", "slack", "discord", "mail", "mail-html"
]
State = Literal["visible", "deleted", "removed", "dead", "missing"]
Tier = Literal["recorded", "inferred", "guessed"]

#: Labels of posts whose text a copy holds although they are gone where they come from.
SINCE: Mapping[State, str] = MappingProxyType(
    {
        "deleted": "deleted at the source since; text of an earlier copy",
        "removed": "removed at the source since; text of an earlier copy",
        "dead": "killed at the source since; text of an earlier copy",
    }
)


class Body(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The text of a post and the language it is written in."""

    text: str
    markup: Markup = "plain"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """How the borders and the parent of a post are known, where its dump did not tell.

    Confidences are probabilities, 0 to 1. `first` and `last` are 1-based lines of the dump.
    A parent that is "guessed" is only the deepest post that this one is sure to stand below; the
    one it probably answers is `probable`, where there is such a one.
    `lines` are the dump's lines at which the paragraphs of the body begin. `doubts` are
    (index of a paragraph, probability that a new comment begins there). `quotes` are (index of a
    paragraph, id of the post that it quotes, line of the quoted paragraph). `precision` is the
    unit up to which a time that was worked out from an age is right. `notices` stand on the
    opening post: what a reader should know of how the copy was read. So does `copy`, the whole
    text, whose lines all these numbers are of; on comments it tells that text from other copies of
    the thread. `number` is that of the comment in the copy, from
    1, and `spans` how many comments with doubtful borders it may be; on the opening post `number`
    is how many comments were found.
    """

    border: Tier = "recorded"
    border_confidence: float = 1.0
    parent: Tier = "recorded"
    parent_confidence: float = 1.0
    rule: str = ""
    first: int = 0
    last: int = 0
    parent_rule: str = ""
    probable: str | None = None
    lines: tuple[int, ...] = ()
    doubts: tuple[tuple[int, float], ...] = ()
    quotes: tuple[tuple[int, str, int], ...] = ()
    precision: str = ""
    notices: tuple[str, ...] = ()
    copy: str = ""
    number: int = 0
    spans: int = 1


class Post(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One post of any site, as told.

    `id`, `parent` and `root` are "site:native id", the same from every format of that site.
    `parent` None opens a thread. `root` None means not told: the store follows the parents.
    Times are UTC. A score of None was not told; 0 is a score.
    `title` and `link` (what a link post points to) belong to opening posts.
    `community` ("r/rust", a list, a category) may stand on any post of a thread.
    `replies` are ids of direct replies in the site's own order, as far as the dump tells it.
    `claimed` is the number of comments the dump says the thread has.
    """

    id: str
    body: Body
    parent: str | None = None
    root: str | None = None
    author: str | None = None
    created: datetime | None = None
    edited: datetime | None = None
    score: int | None = None
    state: State = "visible"
    permalink: str | None = None
    title: str | None = None
    link: str | None = None
    community: str | None = None
    labels: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    claimed: int | None = None
    evidence: Evidence | None = None


class Gap(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Replies that a dump says exist but does not hold ("load 12 more comments").

    `ids` are those it names; a gap closes as far as other dumps hold them. `total` is the number of
    direct replies that the dump says there are in all, where it names none of those it lacks: the
    gap closes as far as there are so many. `deep`: it counts all replies of the thread, however
    they answer each other; such a gap stands at the opening post.
    """

    parent: str
    root: str
    count: int
    ids: tuple[str, ...] = ()
    total: int = 0
    deep: bool = False


class Continuation(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a page of a thread breaks off, and another page that does not hold it goes on.

    A post whose parent is `name` answers `parent`. A page that does not know what its posts
    answer gives them no root, and as parent a name that both pages derive. `parent` may be such a
    name again.
    """

    name: str
    parent: str


class Problem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A record that could not be used, or one that was used only in part.

    `where` is a place inside the dump ("line 12", "$.children[3]"), to which the reader of the
    dump adds the file's name. `lost` is False when the record stands on a page all the same.
    """

    where: str
    message: str
    lost: bool = True


class Attachment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that came with a post, whose text mentions it by `name` (see `attachments`)."""

    post: str
    name: str
    data: bytes


class Subject(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a post without references is about, where it may be placed by that.

    `key` stands for the subject and where it was talked about. `reply`: it says that it is an
    answer; else it may be answered.
    """

    post: str
    key: str
    created: datetime | None
    reply: bool


Record = Post | Gap | Continuation | Problem | Attachment | Subject


def precision_of(post: Post) -> str:
    """The unit up to which the time of a post is right; "" for the minute, as most are."""
    return post.evidence.precision if post.evidence else ""


def site_of(post_id: str) -> str:
    """The site's name in "site:native id"."""
    return post_id.partition(":")[0]


def native_of(post_id: str) -> str:
    """The site's own id in "site:native id"."""
    return post_id.partition(":")[2]
