"""An event of Nostr, and what its tags say that it answers.

Events: https://github.com/nostr-protocol/nips/blob/master/01.md; answers to notes: 10.md (`e` tags
with marks, and by their places), comments: 22.md, channels: 28.md, articles: 23.md.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

import msgspec

from sitegen.model.nostr_names import post_at
from sitegen.sources._times import utc_unix
from sitegen.sources._tracker import number as digits

PROFILE, NOTE, DELETION, REACTION, THREAD = 0, 1, 5, 7, 11
CHANNEL, CHANNEL_SET, MESSAGE = 40, 41, 42
COMMENT, ISSUE, ARTICLE = 1111, 1621, 30023
REPOSTS: Final = frozenset({6, 16})
POSTS: Final = frozenset({NOTE, THREAD, CHANNEL, MESSAGE, COMMENT, ISSUE, ARTICLE})
MARKDOWN: Final = frozenset({ISSUE, ARTICLE})

_MOST_TAGS = 5000
_HEX = re.compile(r"[0-9a-f]{64}", re.I)
_CITED = re.compile(r"#\[(\d{1,3})\]")
_LONGEST_NAME = 100  # characters
_LONGEST_PAGE = 1000

Tag = tuple[str, ...]


class Event(msgspec.Struct, frozen=True, gc=False):
    """`at` is its time in seconds, 0 where that cannot be used; `odd` are fields of wrong types."""

    id: str
    key: str
    kind: int
    at: int
    created: datetime | None
    tags: tuple[Tag, ...]
    content: str
    odd: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The id of the post that this is a version of; "" where it cannot be replaced."""
        return post_at(self.kind, self.key, self.tag("d")) if self.kind == ARTICLE else ""

    @property
    def post(self) -> str:
        return self.address or f"nostr:{self.id}"

    def tag(self, name: str) -> str:
        """The value of the first tag of a name; "" where there is none."""
        return next((tag[1] for tag in self.tags if tag[0] == name and len(tag) > 1), "")


class Answered(msgspec.Struct, frozen=True, gc=False):
    """Ids of posts as tags tell them, "" where they do not."""

    parent: str = ""
    root: str = ""


def event(told: Mapping[str, Any]) -> Event | str:
    """The event in an object, or why it is none."""
    number, key = hexadecimal(told.get("id")), hexadecimal(told.get("pubkey"))
    kind = digits(told.get("kind"))
    if not number or not key:
        return f"an event without a usable {'id' if key else 'pubkey'}"
    if not kind or len(kind) > 5 or int(kind) > 0xFFFF:
        return "an event without a usable kind"
    created = utc_unix(told.get("created_at"))
    content, listed = told.get("content", ""), told.get("tags", [])
    odd = [] if created else ["created_at"]
    odd += [] if isinstance(content, str) else ["content"]
    tags = listed if isinstance(listed, list) else []
    usable = tuple(tuple(tag) for tag in tags[:_MOST_TAGS] if _is_tag(tag))
    odd += ["tags"] if not isinstance(listed, list) or len(usable) < len(tags) else []
    return Event(
        number, key, int(kind), int(created.timestamp()) if created else 0, created,
        usable, content if isinstance(content, str) else "", tuple(odd),
    )  # fmt: skip


def _is_tag(tag: object) -> bool:
    """Whether a tag is text. That of one part says nothing that is asked for."""
    return isinstance(tag, list) and len(tag) > 0 and all(isinstance(one, str) for one in tag)


def hexadecimal(told: object) -> str:
    """64 hexadecimal digits, in small letters; "" of anything else."""
    return told.lower() if isinstance(told, str) and _HEX.fullmatch(told) else ""


def digest(text: str) -> int:
    """A number for an id, a key or a name."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def line(told: object) -> str:
    """Text on one line, of no more than a name's length; "" of what is no text."""
    return " ".join(told[:1000].split())[:_LONGEST_NAME] if isinstance(told, str) else ""


def at_address(told: str) -> str:
    """The id of the post at "30023:KEY:IDENTIFIER"; "" of what is no such address."""
    kind, _, rest = told.partition(":")
    key, _, identifier = rest.partition(":")
    key = hexadecimal(key)
    return post_at(int(kind), key, identifier) if key and digits(kind) and len(kind) < 6 else ""


def on_page(told: str) -> str:
    """The id of the post that opens the comments on an address of the web, a book, a hashtag."""
    return f"nostr:on-{blake2b(told.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"


def about(event: Event) -> str:
    """The id of the post that a reaction or a repost is about; of several the last."""
    told = [named(tag) for tag in event.tags if tag[0] == "e"]
    told += [post for tag in event.tags if tag[0] == "a" and (post := named(tag))]
    return told[-1] if told else ""


def answered(event: Event) -> Answered:
    """What an event answers; nothing where it opens a thread."""
    found = Answered()
    if event.kind == COMMENT:
        found = _of_comment(event)
    elif event.kind in (NOTE, MESSAGE):
        found = _of_note(event)
    own = event.post
    parent = "" if found.parent == own else found.parent
    root = "" if found.root == own else found.root
    return Answered(parent or root, root)


def _of_comment(event: Event) -> Answered:
    """Capital letters tell the root, small ones what is answered. An article is named twice there,
    by its address and by its version."""
    above = {tag[0]: named(tag) for tag in reversed(event.tags)}
    names = "eai" if event.tag("k") == str(COMMENT) else "aei"
    return Answered(
        next(filter(None, (above.get(name, "") for name in names)), ""),
        next(filter(None, (above.get(name, "") for name in "AEI")), ""),
    )


def _of_note(event: Event) -> Answered:
    cited = {int(found) for found in _CITED.findall(event.content)}
    told = [
        (post, tag[3] if len(tag) > 3 else "", place)
        for place, tag in enumerate(event.tags)
        if tag[0] in ("e", "a") and (post := named(tag))
    ]
    root = next((post for post, mark, _ in told if mark == "root"), "")
    reply = next((post for post, mark, _ in reversed(told) if mark == "reply"), "")
    if root or reply:
        return Answered(reply or root, root)
    by_place = [
        post
        for post, mark, place in told
        if mark != "mention" and place not in cited and event.tags[place][0] == "e"
    ]
    if not by_place:
        return Answered()
    return Answered(by_place[-1], by_place[0] if len(by_place) > 1 else "")


def named(tag: Tag) -> str:
    """The id of the post that a tag names; "" where it names none."""
    if len(tag) < 2 or tag[0] not in ("e", "E", "a", "A", "i", "I"):
        return ""
    if tag[0] in "eE":
        number = hexadecimal(tag[1])
        return number and f"nostr:{number}"
    if tag[0] in "aA":
        return at_address(tag[1])
    return on_page(tag[1][:_LONGEST_PAGE]) if tag[1] else ""
