"""What all chats need: a day of a channel as a thread, titles of threads, files that were shared.

A chat has no threads of its own but where people made some. What was said in a channel is put
together by days, in UTC: a post of ours opens each day, says so, and claims no author. See
docs/adr/0011-chats.md.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

import msgspec

from sitegen.model import Body, Evidence, Post, Problem

NOTICE: Final = "notice"  # the label of what a service says by itself: "joined the channel"
_TITLE = 90  # characters
_REMEMBERED = 1 << 14  # messages
_MOST_REACTIONS = 30
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_GROUPED = Evidence(
    rule="messages of one day",
    notices=(
        "What was said in this channel on one day (UTC), put together by sitegen. A message stands "
        "below another one only where it answers that; threads have pages of their own.",
    ),
)
_SPACE = re.compile(r"\s+")
_UNITS = ("bytes", "KB", "MB", "GB")


class Days:
    """The days of one channel that a dump has told of so far: each is opened once. `grouped` is
    what is said of a day."""

    def __init__(
        self,
        site: str,
        channel: str,
        title: str,
        community: str | None,
        grouped: Evidence = _GROUPED,
    ) -> None:
        self._prefix = f"{site}:{channel}-"
        self._title, self._community, self._grouped = title, community, grouped
        self._opened: set[str] = set()

    def opening(self, when: datetime | None) -> tuple[str, Post | None]:
        """The id of the post that opens a day, and the post itself when it is asked for first."""
        day = when.date().isoformat() if when else "undated"
        day_id = self._prefix + day
        if day in self._opened:
            return day_id, None
        self._opened.add(day)
        said = f"{when.day} {_MONTHS[when.month - 1]} {when.year}" if when else "without a date"
        return day_id, Post(
            id=day_id,
            body=Body(""),
            title=f"{self._title}, {said}",
            community=self._community,
            evidence=self._grouped,
        )


class Repeats:
    """Ids of messages whose site gives none: of two that say the same, the second is another.

    What was said long before is forgotten, as what is told by its minute is not said again then;
    so a chat of any length takes the same memory.
    """

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}
        self._older: dict[bytes, int] = {}

    def id_of(self, told: str) -> str:
        """The id of a message, from its time, author and words: 16 hexadecimal digits."""
        digest = blake2b(told.encode("utf-8", "replace"), digest_size=8)
        key = digest.digest()
        count = self._seen.get(key) or self._older.get(key, 0)
        if len(self._seen) >= _REMEMBERED:
            self._older, self._seen = self._seen, {}
        self._seen[key] = count + 1
        if count:
            digest.update(str(count).encode())
        return digest.hexdigest()


def first_words(text: str) -> str | None:
    """The first line of a text, shortened, as the title of a thread whose site gives none."""
    for line in text[:2000].split("\n"):
        words = _SPACE.sub(" ", line).strip()
        if words:
            cut = words[:_TITLE].rsplit(" ", 1)[0] if len(words) > _TITLE else words
            return f"{cut[:_TITLE]} …" if len(cut) < len(words) else words
    return None


def size(number: object) -> str:
    """A number of bytes for people; empty where it is none."""
    if not isinstance(number, int | float) or isinstance(number, bool) or not 0 <= number < 1e15:
        return ""
    amount, unit = float(number), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.{int(unit > 0 and amount < 10)}f} {_UNITS[unit]}"


def reactions(told: list[tuple[str, object]]) -> tuple[str, ...]:
    """Reactions as labels: ("👍", 3) is "👍 3"."""
    return tuple(
        [
            f"{name} {count}" if isinstance(count, int) and count > 1 else name
            for name, count in told[:_MOST_REACTIONS]
            if name
        ]
    )


def text_of(fields: Mapping[str, Any], name: str) -> str:
    """A field that should be text; empty where it is missing or something else."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def object_of(fields: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The first of these fields that is an object; an empty one where none is."""
    return next((value for name in names if isinstance(value := fields.get(name), dict)), {})


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects in what should be an array of objects."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def direct(count: int) -> Iterator[Problem]:
    """What the report says of so many direct messages that stand on pages."""
    if count:
        yield Problem(
            "", f"direct messages, which are private on the server: {count:,}", lost=False
        )


def is_web(address: str) -> bool:
    """Whether an address leads into the web, and not to a file beside the dump."""
    return address.startswith(("https://", "http://"))


def number_of(told: object) -> int | float | None:
    """A number, which may stand in a string; None for anything else."""
    if isinstance(told, str):
        try:
            return msgspec.convert(told, int, strict=False)
        except ValueError:
            return None
    return told if isinstance(told, int | float) and not isinstance(told, bool) else None


def utc_milliseconds(told: object) -> datetime | None:
    """The time of a Unix timestamp in milliseconds; None when it cannot be one."""
    number = number_of(told)
    if number is None or not 0 < number < 253402300799000:
        return None
    return datetime.fromtimestamp(number / 1000, UTC)
