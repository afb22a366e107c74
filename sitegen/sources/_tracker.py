"""What formats of issue trackers share: an issue opens a thread, and its comments answer it.

Ids are "tracker:SITE/ISSUE" and "tracker:SITE/ISSUE/COMMENT", the same from every format. SITE is
the tracker's host, ":" and its path where it has one, as several may stand on one host; where a
dump does not tell its tracker, the name of the file.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sitegen import possessive
from sitegen.model import Body, Gap, Post, Problem, Record
from sitegen.model.post import Markup
from sitegen.sources._mail_dates import moment
from sitegen.sources._times import utc_iso

# What Bugzilla puts before an answer: "(In reply to Ada Moss from comment #3)".
_ANSWER = possessive.compiled(
    r"\(In reply to (?:[^\n()]{1,80}(?:\([^\n()]{1,80}\) ?)?from )?comment #(\d{1,6})\)"
)
# An issue of Jira has its project before its description, and its key behind it.
_JIRA = possessive.compiled(rb"<key\s+id=\"\d{1,20}\"\s*>|<project\s+id=\"\d{1,20}\"\s+key=\"")
_CDATA = possessive.compiled(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)
_SITE = possessive.compiled(
    r"(https?://)(?:[^/?#@\s]*@)?([\w.:-]{1,200})((?:/[\w.~-]{1,100}){0,5})/*", re.I
)
_ENDING = possessive.compiled(r"(?:\.(?:jsonl?|ndjson|xml|rss|gz|zst|bz2|xz))+$", re.I)
_KEY = possessive.compiled(r"[\w.-]{1,100}")
_MOST = 10**19
_PRIVATE = "private"  # a label
_ADDRESS = possessive.compiled(r"([^@\s]{1,100})@\S{1,200}")


class Said(NamedTuple):
    """An issue or a comment: `number` is its own; "" of a comment that has none of use.

    `private`: the tracker does not show it to everybody.
    """

    number: str
    text: str
    author: str | None
    created: datetime | None
    edited: datetime | None = None
    private: bool = False


class About(NamedTuple):
    """Where an issue is kept, and what all its posts share."""

    site: str
    community: str | None
    markup: Markup
    labels: tuple[str, ...] = ()
    page: str = ""  # of the issue
    anchor: str = ""  # of a comment, behind the page, with {} for its number


def is_jira(data: bytes) -> bool:
    """Whether a feed is what Jira exports of issues."""
    return b"<item>" in data and _JIRA.search(_CDATA.sub(b"", data)) is not None


def site_of(base: str, name: str) -> str:
    """What tells a tracker from all others: of its address, else of the name of the dump."""
    if found := _SITE.fullmatch(base):
        return found[2].lower() + found[3].replace("/", ":")
    return (_ENDING.sub("", name) or name).replace("/", ":")


def address(base: str) -> str:
    """The address of a tracker without who asked there, and without a slash at its end; "" where it
    is none."""
    found = _SITE.fullmatch(base)
    return f"{found[1]}{found[2]}{found[3]}" if found else ""


def jira_page(base: str, key: str) -> tuple[str, str]:
    """The page of an issue of Jira, "" where its tracker is not told; and the anchor of a comment,
    with {0} for its number."""
    at = address(base)
    return at and f"{at}/browse/{key}", "?focusedCommentId={0}#comment-{0}"


def number(told: object) -> str:
    """The number of an issue or a comment, which may stand in a string; "" where it is none."""
    if isinstance(told, int) and not isinstance(told, bool):
        return str(told) if 0 <= told < _MOST else ""
    text = told.strip() if isinstance(told, str) else ""
    return text if text.isascii() and text.isdigit() and len(text) < 20 else ""


def is_key(told: str) -> bool:
    """Whether a text can be the key of an issue of Jira."""
    return _KEY.fullmatch(told) is not None


def person(name: str, address: str = "") -> str | None:
    """A name; of an e-mail address what stands before the @, as no page tells addresses."""
    told = " ".join((name or address).split())
    found = _ADDRESS.fullmatch(told)
    return (found[1] if found else told) or None


def time(text: str) -> datetime | None:
    """ "2013-06-25 11:49:00 +0200", "2005-06-20 13:24 PDT" and what is like them."""
    day, _, rest = text.strip().partition(" ")
    return utc_iso(f"{day}T{rest.replace(' ', '')}" if rest else day) or moment(text)


def posts(
    about: About, title: str, issue: Said, comments: Sequence[Said], total: int = 0
) -> Iterator[Record]:
    """The posts of an issue; a comment that names the number of one before it answers that.

    `total`: how many comments the tracker says there are.
    """
    root = f"tracker:{about.site}/{issue.number}"
    page = about.page or None
    yield Post(
        id=root, body=Body(issue.text, about.markup), author=issue.author,
        created=issue.created, edited=issue.edited, title=title or None,
        permalink=page, community=about.community,
        labels=(*about.labels, *([_PRIVATE] if issue.private else [])),
    )  # fmt: skip
    known: dict[str, str] = {}
    for place, said in enumerate(comments, 1):
        is_new = said.number and said.number not in known
        own = f"{root}/{said.number if is_new else f'at-{place}'}"
        found = _ANSWER.match(said.text)
        above = known.get(found[1], root) if found else root
        anchor = about.anchor.format(said.number) if is_new else ""
        if is_new:
            known[said.number] = own
        yield Post(
            id=own, parent=above, root=root, body=Body(said.text, about.markup),
            author=said.author, created=said.created, edited=said.edited,
            permalink=page and page + anchor, community=about.community,
            labels=(_PRIVATE,) if said.private else (),
        )  # fmt: skip
    if total > len(comments):
        yield Gap(parent=root, root=root, count=total - len(comments), total=total, deep=True)
    if private := sum(said.private for said in (issue, *comments)):
        yield Problem(
            f"issue {issue.number}",
            f"private in the tracker, and shown here: {private:,}",
            lost=False,
        )


def bug_posts(about: About, title: str, bug: Said, comments: Sequence[Said]) -> Iterator[Record]:
    """The posts of a bug of Bugzilla: its description is its first comment, unless that is private.

    `bug`: what the bug itself tells, for where that comment does not.
    """
    if comments and comments[0].number == "0":
        first, *comments = comments
        bug = Said(bug.number, first.text, first.author or bug.author, first.created or bug.created,
                   private=first.private)  # fmt: skip
    return posts(about, title, bug, comments)
