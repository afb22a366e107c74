"""A post of Twitter (X) as a post here, from an account's archive or as its API 1.1 tells it.

Addresses that Twitter shortened are written as they were meant, media become lines. Threads are
what their author answered to himself; of what somebody else wrote and was answered, an archive
holds no word: a stand-in with his name and the address opens the thread.

Objects: https://docs.x.com/x-api (v1.1: "Tweet object"), and the README of an archive
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sitegen import possessive
from sitegen.entities import unescape
from sitegen.model import Body, Post, Problem
from sitegen.sources._chat import dicts, first_words, is_web, number_of, text_of
from sitegen.sources._json_inside import after
from sitegen.sources._json_records import Document, documents, left_out
from sitegen.sources._mail_dates import moment
from sitegen.sources._times import utc_iso

_ID = re.compile(r"[0-9]{1,19}")
_NAME = re.compile(r"[A-Za-z0-9_]{1,20}")
_RETWEET = re.compile(r"RT @[A-Za-z0-9_]{1,20}: ")
_OWN_MEDIA = re.compile(r"https://(?:twitter|x)\.com/([A-Za-z0-9_]{1,20})/status/([0-9]{1,19})/.*")
_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]{1,40}")
_SHORT_END = re.compile(r"https://t\.co/\w+$")
_ASSIGNED = possessive.compiled(
    rb"(?:\xef\xbb\xbf)?\s*+(?:window\.YTD|Grailbird\.data)\.[\w.]{1,80}+\s*+=\s*+"
)
_BEGINNING = 1000  # bytes; the list begins there
_MOST_ASKED = 2000  # answers
_LONGEST = 2000  # characters of an address
_STEM = 100  # characters by which a long text is found
_LONG = 200  # characters; shorter texts are never cut
_KINDS = {"photo": "a picture", "video": "a video", "animated_gif": "a moving picture"}


class Reader:
    """Makes the posts of one dump; all of them are to be learned before the first is read."""

    def __init__(self) -> None:
        self.name = ""  # of the account that the archive is of
        self._named: Counter[str] = Counter()
        self._ids = array("Q")
        self._answered: dict[int, str] = {}  # what was answered, and the name told of its author
        self._notes: dict[str, str] = {}  # long texts, by how they begin
        self._absent: dict[int, str] = {}  # what is answered and not here, with its author
        self._others: Counter[str] = Counter()

    def learn(self, value: object) -> None:
        """What a record tells of all: its id, the account's name, a long text."""
        if not isinstance(value, dict):
            return
        if isinstance(value.get("account"), dict):
            self.name = self.name or _name(value["account"].get("username"))
        elif isinstance(value.get("noteTweet"), dict):
            core = value["noteTweet"].get("core")
            text = text_of(core, "text") if isinstance(core, dict) else ""
            if len(text) > _STEM:
                self._notes[text[:_STEM]] = text
        elif number := _number(told := _unwrapped(value), "id"):
            self._ids.append(int(number))
            if "user" not in told:
                self._learn_name(told, number)

    def _learn_name(self, told: Mapping[str, Any], number: str) -> None:
        """The name of the account, which media of its own posts and answers to these tell."""
        for media in _media(told):
            found = _OWN_MEDIA.fullmatch(text_of(media, "expanded_url"))
            if found and found[2] == number:
                self._named[found[1]] += 1
        above, name = _number(told, "in_reply_to_status_id"), told.get("in_reply_to_screen_name")
        if above and _name(name) and len(self._answered) < _MOST_ASKED:
            self._answered[int(above)] = _name(name)

    def settle(self) -> None:
        """All is learned."""
        self._ids = array("Q", sorted(self._ids))
        names = self._named + Counter(
            [name for number, name in self._answered.items() if self._holds(number)]
        )
        self.name = self.name or max(names, key=lambda name: (names[name], name), default="")

    def records(
        self, value: object, where: str, *, torn: bool = False, timed: bool = True
    ) -> Iterator[Post | Problem]:
        """What an object tells. `timed`: whether it is one of those that tell a time."""
        if isinstance(value, dict) and ("account" in value or "noteTweet" in value):
            return
        told = _unwrapped(value) if isinstance(value, dict) else {}
        number = _number(told, "id")
        if not number and torn:
            return  # that it is cut off is told already
        if not number:
            yield Problem(where, "not a post of Twitter" if not told else "a post without an id")
            return
        text, entities = _said(told)
        media = _media(told)
        if text is None and not media:
            yield Problem(where, "a post without its text")
        elif text and _RETWEET.match(text):
            self._others["posts of others, passed on"] += 1
        elif self._is_earlier(told, number):
            self._others["earlier versions of posts that were edited"] += 1
        else:
            created = _time(told.get("created_at"))
            yield from left_out(where, [] if created or not timed else ["created_at"])
            body = self._body(self._whole(text or ""), entities, media)
            yield self._post(told, number, body, created)

    def ghosts(self) -> Iterator[Post]:
        """Stand-ins for what is answered and not here."""
        for number, name in sorted(self._absent.items()):
            yield Post(
                id=f"twitter:{number}",
                body=Body(""),
                author=name or None,
                created=_written(number),
                state="missing",
                permalink=_address(name, str(number)),
                title=f"A post of @{name}" if name else None,
            )

    def remarks(self) -> Iterator[Problem]:
        for what, count in sorted(self._others.items()):
            yield Problem("", f"left out: {what} ({count:,})")

    def _holds(self, number: int) -> bool:
        at = bisect_left(self._ids, number)
        return at < len(self._ids) and self._ids[at] == number

    def _is_earlier(self, told: Mapping[str, Any], number: str) -> bool:
        """Whether there is a later version of the post here."""
        about = told.get("edit_info")
        for key in ("initial", "edit"):
            part = about.get(key) if isinstance(about, dict) else None
            part = part.get("editControlInitial", part) if isinstance(part, dict) else None
            told_ids = part.get("editTweetIds") if isinstance(part, dict) else None
            ids = [one for one in told_ids if isinstance(one, str) and _ID.fullmatch(one)] if (
                isinstance(told_ids, list)) else []  # fmt: skip
            if number in ids and number != ids[-1] and self._holds(int(ids[-1])):
                return True
        return False

    def _whole(self, text: str) -> str:
        """The text, or the long one that it is the beginning of."""
        if len(text) < _LONG or not self._notes:
            return text
        stem = _SHORT_END.sub("", text.rstrip()).rstrip().removesuffix("…").rstrip()
        whole = self._notes.get(stem[:_STEM], "")
        return whole if whole.startswith(stem) else text

    def _body(self, text: str, entities: Mapping[str, Any], media: list[dict[str, Any]]) -> str:
        meant = {
            text_of(link, "url"): address
            for link in dicts(entities.get("urls"))
            if is_web(address := text_of(link, "expanded_url")) and len(address) < _LONGEST
        }
        meant |= {text_of(one, "url"): "" for one in media}
        text = _SHORT.sub(lambda found: meant.get(found[0], found[0]), text)
        lines = []
        for one in media:
            address = text_of(one, "media_url_https") or text_of(one, "media_url")
            what = _KINDS.get(text_of(one, "type"), "a file")
            words = text_of(one, "ext_alt_text")
            shown = f"{what} ({' '.join(words.split())})" if words else what
            lines.append(f"Attached: {shown} {address if is_web(address) else ''}".rstrip())
        return "\n\n".join([part for part in (text.rstrip(), "\n".join(lines)) if part])

    def _post(
        self, told: Mapping[str, Any], number: str, body: str, created: datetime | None
    ) -> Post:
        above = _number(told, "in_reply_to_status_id")
        above = "" if above == number else above
        if above and not self._holds(int(above)):
            self._absent.setdefault(int(above), _name(told.get("in_reply_to_screen_name")))
        user = told.get("user")
        author = _name(user.get("screen_name")) if isinstance(user, dict) else ""
        author = author or self.name
        gone = _time(told.get("deleted_at")) is not None
        likes = number_of(told.get("favorite_count"))
        return Post(
            id=f"twitter:{number}",
            body=Body("" if gone else body),
            parent=f"twitter:{above}" if above else None,
            author=author or None,
            created=created or _written(int(number)),
            score=int(likes) if likes is not None and abs(likes) < 1 << 53 else None,
            state="deleted" if gone else "visible",
            permalink=_address(author, number),
            title=None if above else (gone and "A post that was deleted") or first_words(body),
            labels=_labels(told),
        )


def bare(head: bytes) -> bytes:
    """The beginning of a file without the assignment that makes it a script."""
    found = _ASSIGNED.match(head)
    return head[found.end() :] if found else head


def told(stream: BinaryIO) -> Iterator[Document | Problem]:
    """The records of a file, which may be a script."""
    return documents(after(bare(stream.read(_BEGINNING)), stream))


def is_tweet(keys: frozenset[str]) -> bool:
    """Whether an object with these keys is a post as Twitter tells it."""
    also = {"retweeted", "favorited", "entities", "favorite_count", "user", "edit_info"}
    return (
        keys >= {"id_str", "created_at"}
        and not keys.isdisjoint(("full_text", "text"))
        and not keys.isdisjoint(also)
    )


def _unwrapped(value: dict[str, Any]) -> dict[str, Any]:
    """The post itself; where it only passes on another one, that one."""
    inner = value.get("tweet")
    told = inner if isinstance(inner, dict) else value
    passed_on = told.get("retweeted_status")
    return passed_on if isinstance(passed_on, dict) else told


def _said(told: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    """The text of a post, and what its addresses mean."""
    longer = told.get("extended_tweet")
    told = {**told, **longer} if isinstance(longer, dict) else told
    entities = told.get("entities")
    text = told.get("full_text", told.get("text"))
    return (
        unescape(text) if isinstance(text, str) else None,
        entities if isinstance(entities, dict) else {},
    )


def _media(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    for key in ("extended_entities", "entities"):
        about = told.get(key)
        if isinstance(about, dict) and (media := dicts(about.get("media"))):
            return media
    return []


def _number(told: Mapping[str, Any], key: str) -> str:
    """An id, which is larger than numbers of JSON can be trusted with; "" for none."""
    for value in (told.get(f"{key}_str"), told.get(key)):
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if _ID.fullmatch(text) and int(text):
            return str(int(text))
    return ""


def _name(value: object) -> str:
    return value if isinstance(value, str) and _NAME.fullmatch(value) else ""


def _time(value: object) -> datetime | None:
    return (moment(value) or utc_iso(value)) if isinstance(value, str) else None


def _written(number: int) -> datetime | None:
    """When a post was written, by its id: since November 2010 these tell it."""
    since = number >> 22
    told = (since + 1288834974657) / 1000 if since > 1 << 30 else 0
    return datetime.fromtimestamp(told, UTC) if 0 < told < 7258118400 else None


def _address(name: str, number: str) -> str:
    return f"https://x.com/{name or 'i'}/status/{number}"


def _labels(told: Mapping[str, Any]) -> tuple[str, ...]:
    count = number_of(told.get("retweet_count"))
    return (f"{int(count):,} repost{'s' * (count != 1)}",) if count and 0 < count < 1e12 else ()
