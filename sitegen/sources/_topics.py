"""Topics of a chat: which hold several messages, and which message opened each of them.

Eight bytes a message while a dump is learned, forty for the moment in which they are sorted, then
nine a topic of several: a chat may hold millions. Digests have 40 bits. Where those of two topics
are the same, a message that stands alone opens a thread of its own; none is lost.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

_OF_MESSAGE = 24  # bits of a message, below those of its topic


class Topics:
    """To be told of all messages by `learn`, then `settle`, then asked in the same order."""

    def __init__(self) -> None:
        self._space = ""
        self._learned = array("Q")
        self._several = array("Q")
        self._seen = bytearray()  # for each topic of several, whether its first message was read
        self._first: dict[str, str] = {}  # by topic, where its name does not tell it

    def learn(self, topic: str, number: str) -> None:
        self._space = self._space or number.partition("/")[0]
        known = _digest(topic, 5) << _OF_MESSAGE | _digest(number, 3)
        if not self._learned or self._learned[-1] != known:
            self._learned.append(known)

    def settle(self) -> None:
        """All is learned."""
        told = sorted(self._learned)
        self._learned = array("Q")
        self._several = array("Q", _several(told))
        self._seen = bytearray(len(self._several))

    def first(self, topic: str, number: str) -> str:
        """The number of the message that opened a topic of several: it may be this one. ""
        where the topic holds no other message."""
        key = _digest(topic, 5)
        at = bisect_left(self._several, key)
        if at == len(self._several) or self._several[at] != key:
            return ""
        named = f"{self._space}/{topic}/{topic}"  # as Google calls it
        if not self._seen[at]:
            self._seen[at] = True
            if number != named:
                self._first[topic] = number
            return number
        return self._first.get(topic) or named


def _several(told: list[int]) -> Iterator[int]:
    """The topics that different messages tell, each once; they come sorted."""
    last = -1
    for one, other in pairwise(told):
        topic = one >> _OF_MESSAGE
        if one != other and topic == other >> _OF_MESSAGE and topic != last:
            yield topic
            last = topic


def _digest(text: str, size: int) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=size).digest())
