"""Subjects and lists: what a thread is called, and which list a message belongs to.

A tag in brackets belongs to the list when most subjects of a dump bear it, or the list's own
name; any other ("[PATCH 2/3]", "[OT]") is part of the title.
"""

import re
from collections import Counter
from collections.abc import Iterable

from sitegen import possessive
from sitegen.sources import _mail_headers as headers
from sitegen.sources._mail_charsets import decode
from sitegen.sources._mail_headers import Fields

_REPLY = possessive.compiled(
    r"(?:re|aw|sv|vs|antw|antwort|odp|ynt|rif|fw|fwd|wg|tr|rv|enc|回复|答复|转发|отв|ответ)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|[\^*]\d{1,3})?\s*[:：]\s*",
    re.I,
)
_ANSWER = possessive.compiled(
    r"(?:\[[^\[\]]{2,60}\]\s*)*(?:re|aw|sv|vs|antw|antwort|odp|ynt|rif|回复|答复|отв|ответ)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|[\^*]\d{1,3})?\s*[:：]",
    re.I,
)
_TAG = possessive.compiled(r"\[([^\[\]]{2,60})\]\s*")
_COUNTED = possessive.compiled(r"[\s:#-]*\d+$")  # ruby-talk:12345
_TOPIC = possessive.compiled(
    r"(?:ann|announce|ann?ouncement|bug|fixed|fwd|fyi|help|idea|meta|off.?topic|ot|patch(?:es)?|poll"
    r"|proposal|pull|git pull|question|re|rfc|rfd|request|result|solved|test|urgent|vote|wip)\b",
    re.I,
)
_UNTITLED = possessive.compiled(r"[(\[<]?(?:no subject|none)[)\]>]?", re.I)
_LONGEST_TITLE = 400
_ADDRESS = possessive.compiled(r"(?<=[\w.+-])@(?:[\w-]+\.)+[A-Za-z][\w-]*")


def title(subject: str, lists: Iterable[str]) -> str | None:
    """The subject without the tags of `lists` (lower case), without "Re:" and the like, and with
    addresses of people cut off.

    None where nothing else is left.
    """
    own = set(lists)
    rest = subject
    while True:
        match = _REPLY.match(rest)
        if match is None and (tagged := _TAG.match(rest)) and _plain(tagged[1]) in own:
            match = tagged
        if match is None:
            break
        rest = rest[match.end() :]
    rest = _ADDRESS.sub("@…", rest)
    if len(rest) > _LONGEST_TITLE:
        rest = f"{rest[: _LONGEST_TITLE - 1]}…"
    return None if not rest or _UNTITLED.fullmatch(rest) else rest


def is_answer(subject: str) -> bool:
    """Whether a subject says that its message answers another one; forwarding is no answer."""
    return _ANSWER.match(subject) is not None


def is_passed_on(subject: str) -> bool:
    return not is_answer(subject) and _REPLY.match(subject) is not None


def key(community: str | None, title: str) -> str:
    """What messages of one list about the same subject share."""
    return f"{community or ''}\n{' '.join(title.casefold().split())}"


def tag(subject: str) -> str | None:
    """The first tag of a subject, in lower case, if it could be a list's."""
    match = _REPLY.match(subject)
    while match:
        subject = subject[match.end() :]
        match = _REPLY.match(subject)
    found = _TAG.match(subject)
    if found is None or _TOPIC.match(found[1]):
        return None
    return _plain(found[1]) or None


def _plain(name: str) -> str:
    return _COUNTED.sub("", name).strip().lower()


def common(names: list[str | None]) -> str | None:
    """The name that at least half of `names` are."""
    told = Counter(name for name in names if name).most_common(1)
    return told[0][0] if told and told[0][1] * 2 >= len(names) else None


# Names of lists

_LIST_ID = possessive.compiled(r"<([^<>\s]+)>|([^<>\s]+)\s*$")
_ADDRESS = possessive.compiled(r"([\w.+-]{2,80})@[\w.-]+")
_NO_NAME = possessive.compiled(r"[^\w.+-]+")
# First words of list ids that say nothing without the next.
_GENERAL = frozenset(
    {
        "announce", "announcements", "bugs", "chat", "commit", "commits", "dev", "devel",
        "developer", "developers", "discuss", "discussion", "general", "help", "issues", "jira",
        "list", "mail", "ml", "news", "notifications", "private", "public", "support", "talk",
        "test", "user", "users", "www",
    }
)  # fmt: skip
_ENDINGS = possessive.compiled(
    r"\.(?:gz|bz2|xz|zst|zip|tar|tgz|txt|text|mbox|mbx|mail|mmdf|eml|msg|maildir|sep"
    r"|csv|tsv|parquet|json|jsonl|ndjson)$",
    re.I,
)
_DATE = possessive.compiled(
    r"(?<![A-Za-z0-9])(?:19|20)\d\d(?:[-_. ]?(?:q[1-4]|[01]\d(?:[-_.]?[0-3]\d)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*))?(?![A-Za-z0-9])",
    re.I,
)
_NO_LISTS = frozenset(
    {
        "all", "archive", "archives", "content", "cur", "dump", "export", "inbox", "lists", "mail",
        "maildir", "mails", "mbox", "message", "messages", "new",
    }
)  # fmt: skip


def told(fields: Fields) -> str | None:
    """The list that a message says it was sent through."""
    if value := headers.first(fields, b"list-id"):
        match = _LIST_ID.search(decode(value))
        if match and (name := _short(match[1] or match[2])):
            return name
    for field in (b"list-post", b"x-beenthere", b"x-mailing-list", b"mailing-list"):
        if value := headers.first(fields, field):
            address = _ADDRESS.search(decode(value))
            if address:
                return address[1].lower()
    if value := headers.first(fields, b"newsgroups"):
        return _NO_NAME.sub("-", decode(value).partition(",")[0].strip().lower()).strip("-") or None
    return None


def _short(list_id: str) -> str:
    first, *rest = _NO_NAME.sub("-", list_id.lower()).strip(".-").split(".")
    owners = [label for label in rest if label not in ("list", "lists", "ml", "mail")]
    return ".".join([first, *owners[: first in _GENERAL]])[:80]


def of_dump(name: str, *, one_message: bool = False) -> str | None:
    """The list that a dump's file or folder is named after, dates left out.

    The file of a single message is not named after a list; the folder it lies in may be.
    """
    parts = name.split("/")[::-1]
    for part in parts[1 if one_message else 0 : 2]:
        while (shorter := _ENDINGS.sub("", part)) != part:
            part = shorter
        part = _NO_NAME.sub("-", _DATE.sub("", part).strip()).strip("-_.").lower()
        if part and part not in _NO_LISTS and not part.isdigit():
            return part[:80]
    return None
