"""What formats of issue trackers share: an issue opens a thread, and its comments answer it.

Ids are "tracker:HOST/ISSUE" and "tracker:HOST/ISSUE/COMMENT", the same from every format.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.model import Body, Gap, Post
from sitegen.model.post import Markup
from sitegen.sources._times import utc_iso

# What Bugzilla puts before an answer: "(In reply to Ada Moss from comment #3)".
_ANSWER = re.compile(
    r"\(In reply to (?:[^\n()]{1,80}(?:\([^\n()]{1,80}\) ?)?from )?comment #(\d{1,6})\)"
)
_JIRA = re.compile(rb"<key\s+id=\"\d{1,20}\"\s*>")
_ADDRESS = re.compile(r"([^@\s]{1,100})@\S{1,200}")


class Said(NamedTuple):
    """An issue or a comment: `number` is its own, or that of the issue."""

    number: str
    text: str
    author: str | None
    created: datetime | None
    edited: datetime | None = None


class About(NamedTuple):
    """Where an issue is kept, and what all its posts share. `base` ends without a slash."""

    base: str
    host: str
    community: str | None
    markup: Markup
    labels: tuple[str, ...] = ()
    page: str = ""  # of the issue
    anchor: str = ""  # of a comment, behind the page, with {} for its number


def is_jira(data: bytes) -> bool:
    """Whether a feed is what Jira exports of issues."""
    return b"<item>" in data and _JIRA.search(data) is not None


def host_of(address: str) -> str:
    """The host of an address; "" where there is none."""
    try:
        return (urlsplit(address[:2000]).netloc.rpartition("@")[2]).lower()
    except ValueError:
        return ""


def person(name: str, address: str = "") -> str | None:
    """A name; of an e-mail address what stands before the @, as no page tells addresses."""
    told = " ".join((name or address).split())
    found = _ADDRESS.fullmatch(told)
    return (found[1] if found else told) or None


def time(text: str) -> datetime | None:
    """ "2013-06-25 11:49:00 +0200" and what is like it."""
    day, _, rest = text.strip().partition(" ")
    return utc_iso(f"{day}T{rest.replace(' ', '')}" if rest else day)


def posts(
    about: About, title: str, issue: Said, comments: Sequence[Said], total: int = 0
) -> Iterator[Post | Gap]:
    """The posts of an issue; a comment that names the number of one before it answers that.

    `total`: how many comments the tracker says there are.
    """
    root = f"tracker:{about.host}/{issue.number}"
    page = about.page if about.page.startswith(("http://", "https://")) else None
    yield Post(
        id=root, body=Body(issue.text, about.markup), author=issue.author,
        created=issue.created, edited=issue.edited, title=title or None,
        permalink=page, community=about.community, labels=about.labels,
    )  # fmt: skip
    known: dict[str, str] = {}
    for said in comments:
        own, found = f"{root}/{said.number}", _ANSWER.match(said.text)
        above = known.get(found[1], root) if found else root
        known[said.number] = own
        anchor = about.anchor.format(said.number) if said.number.isdigit() else ""
        yield Post(
            id=own, parent=above, root=root, body=Body(said.text, about.markup),
            author=said.author, created=said.created, edited=said.edited,
            permalink=page and page + anchor,
            community=about.community,
        )  # fmt: skip
    if total > len(comments):
        yield Gap(parent=root, root=root, count=total - len(comments), total=total, deep=True)
