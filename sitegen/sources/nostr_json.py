"""nostr-json: events of Nostr, as relays and programs that ask them write them.

One event a line (`nak req`, `strfry export`, nosdump), in an array, or in messages of a relay:
["EVENT", "name", {...}]. A dump is read twice: names, reactions, deletions and later versions stand
before or after what they are about. What was said in a channel is put together by days.
Format: docs/formats/nostr-json.md; https://github.com/nostr-protocol/nips
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from sitegen import possessive
from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.model.nostr_names import name_of, name_of_address
from sitegen.sources import _nostr as nostr
from sitegen.sources._chat import NOTICE, Days, first_words, is_web, reactions
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import documents, left_out
from sitegen.sources._nostr import Event
from sitegen.sources._nostr_seen import Seen
from sitegen.sources._nostr_text import SITE, text
from sitegen.sources._times import utc_unix
from sitegen.sources.source import Dump, Head, Source

_EVENT = frozenset({"pubkey", "created_at", "kind"})
_MESSAGE = possessive.compiled(
    rb'(?:\xef\xbb\xbf)?(?:\s*\[\s*"(?:AUTH|NOTICE|OK|EOSE|CLOSED)"[^\n]{0,1000}\n){0,20}'
    rb'\s*\[(?:\s*\[)?\s*"EVENT"\s*,(?:\s*"[^"\\]{0,200}"\s*,)?\s*(?=\{)'
)
_MESSAGES = frozenset({"EVENT", "EOSE", "OK", "NOTICE", "CLOSED", "AUTH", "COUNT"})
_MOST_CHANNELS = 10_000  # whose days are remembered
_ON_PAGE = Evidence(
    rule="comments on one address",
    notices=("Comments on something that is no post of Nostr, put together by sitegen.",),
)


class _Found(NamedTuple):
    where: str
    value: Any


def _sniff(head: Head) -> bool:
    if b'"pubkey"' not in head.data:
        return False
    found = _MESSAGE.match(head.data)
    told = members(head.data[found.end() :] if found else head.data)
    key = told.get("pubkey", b"").strip(b'"').decode("ascii", "replace")
    return told.keys() >= _EVENT and nostr.hexadecimal(key) != ""


def _read(dump: Dump) -> Iterator[Record]:
    seen = Seen()
    try:
        for found in _events(dump):
            told = nostr.event(found.value) if isinstance(found, _Found) else ""
            if isinstance(told, Event):
                seen.add(told)
        seen.done()
        yield from _Reader(seen).records(_events(dump))
    finally:
        seen.close()


def _events(dump: Dump) -> Iterator[_Found | Problem]:
    """The events of a dump with their places. A message of a relay may come in its parts."""
    message = False
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            where, value = document.where, document.value
            begins = where.endswith("$[0]")
            message = (isinstance(value, str) and value in _MESSAGES) if begins else message
            if isinstance(value, list) and str(value[:1])[2:-2] in _MESSAGES:
                for place, part in enumerate(value):
                    if isinstance(part, dict):
                        yield _Found(inside(where, f"[{place}]"), part)
            elif isinstance(value, dict):
                yield _Found(where, value)
            elif not message:
                yield Problem(where, "not an event of Nostr")


class _Reader:
    """Makes the events of a dump posts."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._channels: dict[str, tuple[str, Days]] = {}
        self._left: Counter[str] = Counter()

    def records(self, events: Iterator[_Found | Problem]) -> Iterator[Record]:
        for found in events:
            told = nostr.event(found.value) if isinstance(found, _Found) else found
            if isinstance(told, Problem):
                yield told
            elif isinstance(told, str):
                yield Problem(found.where, told)
            elif told.kind in nostr.POSTS:
                yield from self._post(told, found.where)
        yield from self._openings()
        for what, count in sorted((self._left + self._seen.others).items()):
            yield Problem(
                "", f"events that are no posts by themselves: {what} ({count:,})", lost=False
            )

    def _post(self, event: Event, where: str) -> Iterator[Record]:
        if self._seen.is_replaced(event):
            self._left["earlier versions of articles"] += 1
            return
        yield from left_out(where, list(event.odd))
        if event.kind in (nostr.CHANNEL, nostr.MESSAGE):
            yield from self._said(event)
        else:
            told = nostr.answered(event)
            parent, root = self._seen.resolved(told.parent), self._seen.resolved(told.root)
            yield self._made(event, parent or None, root or None)

    def _said(self, event: Event) -> Iterator[Record]:
        """A message in a channel, or the notice that it was made, below its day or an answer."""
        told = nostr.answered(event)
        channel = event.post if event.kind == nostr.CHANNEL else told.root or told.parent
        title, days = self._channel(channel)
        parent = told.parent if event.kind == nostr.MESSAGE else ""
        if not parent or parent == channel or not self._seen.is_post(parent):
            parent, opening = days.opening(event.created)
            if opening:
                yield opening
        yield self._made(event, parent, None, title)

    def _channel(self, channel: str) -> tuple[str, Days]:
        """The name of a channel, and its days."""
        if channel not in self._channels:
            if len(self._channels) >= _MOST_CHANNELS:
                self._channels.clear()
            number = channel.rpartition(":")[2]
            name = self._seen.channel(channel) or f"Channel {number[:8] or 'without a name'}"
            community = name.replace("/", " ")
            self._channels[channel] = name, Days("nostr", number or "messages", name, community)
        return self._channels[channel]

    def _made(
        self, event: Event, parent: str | None, root: str | None, channel: str | None = None
    ) -> Post:
        gone = self._seen.is_gone(event)
        points, reposts, signs = self._seen.counted(event.post)
        body = Body("") if gone else self._body(event)
        title = nostr.line(event.tag("title") or event.tag("subject")) or first_words(body.text)
        published = utc_unix(event.tag("published_at")) if event.address else None
        created = min(published, event.created) if published and event.created else event.created
        labels = [NOTICE] if event.kind == nostr.CHANNEL else []
        if any(tag[0] == "content-warning" for tag in event.tags):
            reason = nostr.line(event.tag("content-warning"))
            labels.append(f"content warning: {reason}" if reason else "content warning")
        labels += [f"{reposts:,} repost{'s' * (reposts != 1)}"] if reposts else []
        return Post(
            id=event.post,
            body=body,
            parent=parent,
            root=root,
            author=self._seen.name(event.key),
            created=created,
            edited=event.created if created != event.created else None,
            score=points,
            state="deleted" if gone else "visible",
            permalink=_permalink(event),
            title=title if parent is None and not gone else None,
            community=channel and channel.replace("/", " "),
            labels=(*labels, *reactions(list(signs))),
        )

    def _body(self, event: Event) -> Body:
        if event.kind == nostr.CHANNEL:
            return Body(f"made the channel {self._channel(event.post)[0]}")
        markdown = event.kind in nostr.MARKDOWN
        told = text(event, self._seen.name, markdown=markdown)
        return Body(told, "markdown" if markdown else "plain")

    def _openings(self) -> Iterator[Post]:
        """The posts that open comments on addresses and on what is like them."""
        for own, told, hint in self._seen.pages():
            link = next(filter(is_web, (told, hint)), None)
            title = nostr.line(told) or None
            yield Post(id=own, body=Body(""), title=title, link=link, evidence=_ON_PAGE)


def _permalink(event: Event) -> str | None:
    name = name_of("note", event.id)
    if event.address:
        name = name_of_address(event.kind, event.key, event.tag("d"))
    return SITE + name if name else None


SOURCE = Source(
    name="nostr-json",
    title="Events of Nostr: notes, comments, articles and channels, as relays give them out",
    version=1,
    sniff=_sniff,
    keys=_EVENT,
    signs=(b'"pubkey"',),
    read=_read,
)
