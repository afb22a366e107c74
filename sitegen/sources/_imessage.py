"""Chats of iMessage as imessage-exporter writes them: messages as posts of a day of their chat.

An answer stands twice in a file: below what it answers, and by itself at its own time. Here it
stands once, where it answers.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from sitegen.model import Body, Markup, Post, Problem, Record
from sitegen.sources import _mail_dates
from sitegen.sources._chat import NOTICE, Days, Repeats, reactions

AGAIN = "This message responded to an earlier message."
_ENDING = re.compile(r"\.(?:html?|txt)(?:\.[a-z0-9]{1,4})?$", re.I)
_MOST = 1 << 18  # answers that are remembered
_LEADS = (" (Read by ", " (Delivered ")  # behind a time


class Told(NamedTuple):
    """A message as a file tells it; `guid` "": it tells none. `again`: an answer by itself.
    `torn`: words of it could not be told from a message that lies in it."""

    time: str
    author: str
    text: str
    guid: str = ""
    given: Mapping[str, int] = {}
    labels: tuple[str, ...] = ()
    notice: bool = False
    again: bool = False
    where: str = ""
    torn: bool = False


class Chat:
    def __init__(self, file: str, markup: Markup) -> None:
        """`file` is named after the people of the chat, or after its group."""
        name = _ENDING.sub("", file.rpartition("/")[2]).strip() or "iMessage"
        self._markup: Markup = markup
        self._community = name
        self._key = blake2b(name.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._days = Days("imessage", self._key, name, name)
        self._repeats = Repeats()
        self._answers: dict[bytes, int] = {}  # that stand below what they answer
        self._above = ""

    def said(self, told: Told, *, below: bool = False) -> Iterator[Record]:
        """A message, and before it the post of its day; `below`: it answers the last above."""
        words = told.guid or f"{told.time}|{told.author}|{''.join(told.text.split())}"
        key = blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
        if told.again and self._answers.get(key):
            self._answers[key] -= 1
            return
        if below and len(self._answers) < _MOST:
            self._answers[key] = self._answers.get(key, 0) + 1
        shown = told.time
        for lead in _LEADS:
            shown = shown.partition(lead)[0]
        created = _mail_dates.moment(shown.strip())
        by = told.author or "nobody"
        if created is None:
            time = f": {told.time[:60]!r}" if told.time else ""
            yield Problem(told.where, f"a message of {by} without a usable date{time}", lost=False)
        if told.torn:
            yield Problem(told.where, f"words of {by} around a message that lies in theirs")
        own = told.guid or self._repeats.id_of(f"{shown}|{told.author}|{told.text}")
        own = f"imessage:{self._key}/{own}"
        parent = self._above if below else ""
        if not parent:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        if not below:
            self._above = own
        yield Post(
            id=own,
            body=Body(told.text, self._markup),
            parent=parent,
            author=told.author or None,
            created=created,
            community=self._community,
            labels=(
                *((NOTICE,) if told.notice else ()),
                *told.labels,
                *(("answers an earlier message",) if told.again else ()),
                *reactions(list(told.given.items())),
            ),
        )
