"""What all formats of Lobsters share: ids, addresses, gone comments.

Stories and comments number themselves apart from each other (both use six letters and digits), so
a comment's id begins with "c_", as its anchor on the site does. The program also runs other sites:
their host stands before the id, and is their community.

Source of the site: https://github.com/lobsters/lobsters
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from sitegen.model import Body, Evidence, Post, State

HOST = "lobste.rs"
NO_PARENT = Evidence(parent="guessed", parent_confidence=0.5, rule="the dump names no parent")

_SHORT = re.compile(r"[a-z0-9]{1,10}")
_STORY = re.compile(r"/s/([a-z0-9]{1,10})(?:/|$)")
_LONGEST = 200  # characters of a moderator's reason
_LARGEST = 1 << 53
_NO_EDIT = timedelta(minutes=1)  # the site calls a comment edited after that


class Site(msgspec.Struct, frozen=True):
    """One site that runs Lobsters."""

    host: str = HOST

    @property
    def community(self) -> str | None:
        return None if self.host == HOST else self.host

    def story(self, short: str) -> str:
        return f"lobsters:{short}" if self.host == HOST else f"lobsters:{self.host}/{short}"

    def comment(self, short: str) -> str:
        return self.story(f"c_{short}")

    def absolute(self, address: str | None) -> str | None:
        """An address on this site, made absolute; None where it leads elsewhere."""
        if not address:
            return None
        if address[0] == "/" and address[1:2] != "/":
            return f"https://{self.host}{address}"
        return address if host_of(address) == self.host else None


def host_of(url: str | None) -> str | None:
    """The host of an address on a Lobsters site, without www."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return host if parts.scheme in ("http", "https") and "." in host else None


def short_id(told: object) -> str | None:
    return told if isinstance(told, str) and _SHORT.fullmatch(told) else None


def story_in(url: str | None) -> str | None:
    """The short id of the story that an address names."""
    match = _STORY.search(url) if url else None
    return match[1] if match else None


def gone(words: str) -> tuple[State, str] | None:
    """The state and the label that the site's words in place of a comment tell."""
    text = " ".join(words.split()).strip("[] ")
    if text.startswith("Comment removed by author"):
        return "deleted", ""
    if text.startswith("Comment removed by moderator"):
        return "removed", f"removed by moderator{text[28:]}"[:_LONGEST].rstrip(" :")
    if text.startswith("Comment from banned user"):
        return "removed", "from a banned user"
    return None


def edited(created: datetime | None, changed: datetime | None) -> datetime | None:
    """The time of the last edit, by the site's own rule for what is one."""
    if created is None or changed is None or changed - created <= _NO_EDIT:
        return None
    return changed


def number(told: int | None) -> int | None:
    return told if told is not None and -_LARGEST < told < _LARGEST else None


def story_post(
    site: Site,
    short: str,
    html: str,
    *,
    title: str | None,
    link: str | None,
    author: str | None,
    created: datetime | None,
    score: int | None,
    permalink: str | None,
    tags: Sequence[str],
    by_author: bool | None,
    claimed: int | None,
    replies: Sequence[str] = (),
    state: State = "visible",
) -> Post:
    """The opening post. A link to the story itself, as text posts have on pages, is none."""
    permalink = site.absolute(permalink) or f"https://{site.host}/s/{short}"
    own = bool(link) and host_of(link) == site.host and story_in(link) == short
    labels = [tag for tag in tags if tag]
    if by_author and link and not own:
        labels.append("authored by submitter")
    return Post(
        id=site.story(short),
        root=site.story(short),
        body=Body(html, "html"),
        title=title or None,
        link=None if own else link or None,
        author=author or None,
        created=created,
        score=number(score),
        state=state,
        permalink=permalink,
        community=site.community,
        labels=tuple(dict.fromkeys(labels)),
        replies=tuple(dict.fromkeys(replies)),
        claimed=claimed if claimed is not None and 0 <= claimed < _LARGEST else None,
    )
