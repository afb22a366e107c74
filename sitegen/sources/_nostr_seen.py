"""What events of Nostr tell of each other: names, reactions, deletions, versions, channels.

Such events stand before or after what they are about, so a dump is read twice: once for this. All
of it lies on disk, as a dump may hold millions of events.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from sitegen.sources import _nostr as nostr
from sitegen.sources._json_records import plain
from sitegen.sources._nostr import Event, digest, line
from sitegen.sources._nostr_text import short_name
from sitegen.sources._sorted_facts import SortedFacts

# What a fact tells, by its first byte. What is asked for most of a post sorts first: its versions
# (the last one before all others), that it is here, and which post it is a version of.
_VERSION, _HERE, _OF, _CHANNEL, _GONE, _REACTION, _REPOST, _SET = (
    bytes((number,)) for number in range(8)
)
_NAME, _CALLED, _PAGE = (bytes((number,)) for number in range(8, 11))  # of people and pages
_LIKES = frozenset({"", "+"})
_LAST = 1 << 40  # seconds: later than any time
_MOST_SHOWN = 1000  # kinds of reactions to one post


class Seen:
    """What the first reading of a dump has found."""

    def __init__(self) -> None:
        self._facts = SortedFacts()
        self._articles = False
        self.others: Counter[str] = Counter()  # events that are no posts
        self.name = lru_cache(maxsize=50_000)(self._name)
        self.counted = lru_cache(maxsize=1000)(self._counted)
        self._gone = lru_cache(maxsize=1000)(self._last_gone)

    def close(self) -> None:
        self._facts.close()

    def add(self, event: Event) -> None:
        kind, own = event.kind, digest(event.post)
        if kind in nostr.POSTS:
            self._facts.add(own, _HERE)
        if kind == nostr.PROFILE:
            self._profile(event)
        elif kind == nostr.REACTION or kind in nostr.REPOSTS:
            self._reaction(event)
        elif kind == nostr.DELETION:
            self._deletion(event)
        elif kind == nostr.ARTICLE:
            self._articles = True
            version = f"nostr:{event.id}"
            self._facts.add(own, _VERSION + _bytes(_LAST - event.at) + bytes.fromhex(event.id))
            self._facts.add(digest(version), _OF + event.address.encode())
            self._facts.add(digest(version), _HERE)
        elif kind == nostr.CHANNEL:
            self._facts.add(own, _CHANNEL + _who(event) + _text(_told(event, "name")))
        elif kind == nostr.CHANNEL_SET:
            self._channel(event)
        elif kind == nostr.COMMENT:
            self._pages(event)
        elif kind not in nostr.POSTS:
            self.others[f"of kind {kind}"] += 1

    def done(self) -> None:
        """All has been added."""
        self._facts.done()
        if not (self.others["reactions"] or self.others["reposts"]):
            return
        here, last, told = False, -1, Counter[str]()
        for number, fact in self._facts.all():
            here, last = (here and number == last) or fact == _HERE, number
            name = {_REACTION: "reactions", _REPOST: "reposts"}.get(fact[:1])
            if name and here:
                told[name] += 1
        for name in ("reactions", "reposts"):
            self.others[f"{name} that a post here counts"] = told[name]
            rest = self.others.pop(name, 0) - told[name]
            self.others[f"{name} to what is not here, or given twice"] = rest
        self.others = +self.others

    def is_post(self, post: str) -> bool:
        return any(fact == _HERE for fact in self._facts.of(digest(post)))

    def resolved(self, post: str) -> str:
        """The post that an id names, which may be that of a version of it."""
        if self._articles and post:
            for fact in self._facts.of(digest(post)):
                if fact[:1] == _OF:
                    return fact[1:].decode()
                if fact[:1] > _OF:
                    break
        return post

    def is_replaced(self, event: Event) -> bool:
        """Whether the dump holds a later version of a post."""
        return event.address != "" and next(self._versions(event.post)) != event.id

    def is_gone(self, event: Event) -> bool:
        """Whether its author has asked for the deletion of a post, or all versions so far."""
        if event.address and self._gone(event.address, _who(event)) >= event.at:
            return True
        return self._gone(f"nostr:{event.id}", _who(event)) >= 0

    def _last_gone(self, post: str, who: bytes) -> int:
        """When somebody last asked for the deletion of a post; -1: never."""
        facts = (fact for fact in self._facts.of(digest(post)) if fact[:9] == _GONE + who)
        return max((int.from_bytes(fact[9:]) for fact in facts), default=-1)

    def _counted(self, post: str) -> tuple[int | None, int, tuple[tuple[str, int], ...]]:
        """Points, reposts, and how often other signs were given. No points: nobody gave any."""
        points, reposts, signs = None, 0, Counter[str]()
        for fact in self._about(post):
            reposts += fact[:1] == _REPOST
            if fact[:1] != _REACTION:
                continue
            sign = fact[9:].decode("utf-8", "replace")
            if sign in ("+", "-"):
                points = (points or 0) + (1 if sign == "+" else -1)
            elif sign in signs or len(signs) < _MOST_SHOWN:
                signs[sign] += 1
        return points, reposts, tuple(sorted(signs.items(), key=lambda one: (-one[1], one[0])))

    def _about(self, post: str) -> Iterator[bytes]:
        """What is told of a post, and of each of its versions."""
        yield from self._facts.of(digest(post))
        for version in self._versions(post) if self._articles else ():
            yield from self._facts.of(digest(f"nostr:{version}"))

    def _versions(self, post: str) -> Iterator[str]:
        """Ids of the versions of a post, the last one first."""
        for fact in self._facts.of(digest(post)):
            if fact[:1] != _VERSION:
                return
            yield fact[9:].hex()

    def channel(self, post: str) -> str:
        """The name of a channel, as who made it called it last; "" where the dump has none."""
        facts = list(self._facts.of(digest(post)))
        made = next((fact for fact in facts if fact[:1] == _CHANNEL), b"")
        named = [fact[9:] for fact in facts if fact[:1] == _SET and fact[1:9] == made[1:9]]
        name = max(named)[8:] if made and named else b""
        return (name or made[9:]).decode("utf-8", "replace")

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """(id, address or name, address) of what comments are about that is no post."""
        last = ""
        for _, fact in self._facts.all():
            if fact[:1] == _PAGE:
                told, _, hint = fact[1:].decode("utf-8", "replace").partition("\0")
                if told != last:
                    yield nostr.on_page(told), told, hint
                last = told

    def _name(self, key: str) -> str:
        """The name that a person goes by here; with the key where others do as well."""
        told = [fact for fact in self._facts.of(digest(key)) if fact[:1] == _NAME]
        name = max(told)[9:].decode("utf-8", "replace") if told else ""
        if not name:
            return short_name(key)
        people = self._facts.of(digest(f"name {name.casefold()}"))
        others = any(fact[:1] == _CALLED and fact[1:] != _key(key) for fact in people)
        return f"{name} ({short_name(key)})" if others else name

    def _profile(self, event: Event) -> None:
        self.others["profiles"] += 1
        name = _told(event, "display_name") or _told(event, "displayName") or _told(event, "name")
        self._facts.add(digest(event.key), _NAME + _bytes(event.at) + _text(name))
        if name:
            self._facts.add(digest(f"name {name.casefold()}"), _CALLED + _key(event.key))

    def _reaction(self, event: Event) -> None:
        post, reposted = nostr.about(event), event.kind in nostr.REPOSTS
        self.others["reposts" if reposted else "reactions"] += 1
        sign = line(event.content)
        sign = "" if reposted else "+" if sign in _LIKES else sign[:40]
        if post:
            kind = _REPOST if reposted else _REACTION
            self._facts.add(digest(post), kind + _who(event) + _text(sign))

    def _deletion(self, event: Event) -> None:
        self.others["requests to delete"] += 1
        for tag in event.tags:
            if tag[0] in ("e", "a") and (post := nostr.named(tag)):
                self._facts.add(digest(post), _GONE + _who(event) + _bytes(event.at))

    def _channel(self, event: Event) -> None:
        self.others["settings of channels"] += 1
        if post := nostr.about(event):
            told = _SET + _who(event) + _bytes(event.at) + _text(_told(event, "name"))
            self._facts.add(digest(post), told)

    def _pages(self, event: Event) -> None:
        for tag in event.tags:
            if tag[0] in ("I", "i") and len(tag) > 1 and tag[1]:
                hint = tag[2][:1000] if len(tag) > 2 else ""
                told = f"{tag[1][:1000]}\0{hint}".encode("utf-8", "replace")
                self._facts.add(digest(nostr.on_page(tag[1][:1000])), _PAGE + told)


def _told(event: Event, name: str) -> str:
    """A text in the object that is the content of an event, on one line."""
    told = plain(event.content.encode("utf-8", "replace")) if "{" in event.content else None
    return line(told.get(name)) if isinstance(told, dict) else ""


def _text(told: str) -> bytes:
    return told.encode("utf-8", "replace")


def _who(event: Event) -> bytes:
    return _key(event.key)


def _key(key: str) -> bytes:
    return bytes.fromhex(key)[:8]


def _bytes(number: int) -> bytes:
    return number.to_bytes(8, "big")
