"""Where a text copy is cut into the pages that show its lines: between lines, and inside those that
no page can hold. docs/adr/0032.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sitegen.model.births import LONGER
from sitegen.model.post import Post

FRAME = 45  # bytes of a page for an element of a line besides its text
_SHORT = 20_000  # lines; of a longer copy, only those that are linked to are elements of their own
_TOGETHER = 100  # lines of such a copy that may stand in one element
_AT_ONCE = 1 << 12  # characters, at least, that are looked at together
_WORD = 40  # signs of a word; longer ones are no language
_NEAR = 300  # characters before the end of a part, among which a line is cut at a space
_CLUSTER = 64  # characters that may belong together; of longer sequences, no end is looked for
_EXTENDS = ("Mn", "Mc", "Me")


class Part(NamedTuple):
    """A part of a copy: the place in the text where it begins, the number of the line that this is
    in, from 1, and whether that line began before it."""

    start: int
    line: int
    continued: bool


class Whole(NamedTuple):
    """A copy, divided. `linked` are the numbers of lines that the thread leads to, ascending; there
    is an element for each of these, and for each line where the copy is not too long (`together`:
    how many lines may share one)."""

    text: str
    linked: Sequence[int]
    together: int
    parts: Sequence[Part]

    def end(self, number: int) -> int:
        """The place in the text where a part ends, numbered from 0."""
        return self.parts[number + 1].start if number + 1 < len(self.parts) else len(self.text)

    def last(self, number: int) -> int:
        """The number of the last line of a part, be it that this goes on in the next."""
        if number + 1 == len(self.parts):
            return self.parts[number].line + self.text.count("\n", self.parts[number].start)
        following = self.parts[number + 1]
        return following.line - (not following.continued)

    def begun(self) -> list[int]:
        """For each part, the number of the first line that begins in it or after it."""
        return [part.line + part.continued for part in self.parts]


def part_of(begun: Sequence[int], line: int) -> int:
    """The number of the part in which a line begins, from 0; `begun` as `Whole` gives it."""
    return max(bisect_right(begun, line) - 1, 0)


def divided(posts: Iterable[Post], text: str, kilobytes: int) -> Whole:
    """The copy of a thread with these posts, in parts of about so many kilobytes of a page, the
    last one a fifth more; 0: in one."""
    linked = sorted({line for post in posts if post.evidence for line in post.evidence.lines})
    together = 1 if text.count("\n") < _SHORT else _TOGETHER
    whole = Whole(text, linked, together, (Part(0, 1, False),))
    return whole._replace(parts=_parts(whole, kilobytes * 1000)) if kilobytes else whole


def extent(text: str) -> int:
    """The bytes of a page that a copy takes at most, if each line is an element of its own."""
    return _size(text) + FRAME * (text.count("\n") + 1) if text else 0


def is_long(size: int, kilobytes: int) -> bool:
    """Whether a copy of this extent may need several pages."""
    return size > kilobytes * 1000 * LONGER


def _parts(whole: Whole, most: int) -> list[Part]:
    """The parts, none of more than `most` bytes of a page but for the last."""
    found = [Part(0, 1, False)]
    at = held = 0
    number, together = 1, whole.together
    linked = set(whole.linked)
    opening = [line for line in whole.linked if together > 1 and line % together != 1]
    for some in _stretches(whole.text):
        after = number + some.count("\n") + 1
        opened = bisect_left(opening, after) - bisect_left(opening, number)
        opened += (after - 2) // together - (number - 2) // together
        size = _size(some) + 1 + (FRAME - 1) * opened
        if held + size <= most:  # nearly always: a line is looked at alone where a part may end
            at, held, number = at + len(some) + 1, held + size, after
            continue
        for line in some.split("\n"):
            opens = together == 1 or number % together == 1 or number in linked
            size = _size(line) + (FRAME if opens else 1)
            if held + size > most:
                if size <= most or held > most // 2:
                    found.append(Part(at, number, False))
                    held = 0
                if size > most:
                    cuts = list(_cuts(line, most, most - held))
                    found += [Part(at + cut, number, True) for cut in cuts]
                    held, size = 0, _size(line[cuts[-1] :]) + FRAME
            at, held, number = at + len(line) + 1, held + size, number + 1
    if len(found) > 1 and held <= most * (LONGER - 1):
        found.pop()
    return found


def _stretches(text: str) -> Iterator[str]:
    """The lines of a text, some at a time, without the line feed that ends them."""
    at = 0
    while (end := text.find("\n", at + _AT_ONCE)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _cuts(line: str, most: int, room: int) -> Iterator[int]:
    """The places in a line at which further parts begin; the first one ends before, having `room`
    bytes. There is one at least."""
    at = 0
    while True:
        room -= FRAME
        end = min(at + room, len(line))
        while (size := _size(line[at:end])) > room:
            end -= max((end - at) - (end - at) * room // size, (end - at) // 64, 1)
        if end == len(line) and at:
            return
        at = _whole(line, at, end)
        yield at
        room = most


def _whole(line: str, start: int, end: int) -> int:
    """The last place up to `end` where a line may be cut: at a space if there is one, never inside
    what is shown as one character."""
    space = line.rfind(" ", max(start + 1, end - _NEAR), end)
    at = space if space > 0 else end
    for place in range(at, max(at - _CLUSTER, start), -1):
        if place == len(line) or not _belongs(line[place - 1], line[place]):
            return place
    return at


def _belongs(before: str, after: str) -> bool:
    """Whether two characters are shown as one: accents, joined signs, flags, halves of a pair."""
    return (
        unicodedata.category(after) in _EXTENDS
        or "\u200d" in (before, after)
        or "\ud800" <= before <= "\udbff"
        or "\u1160" <= after <= "\u11ff"  # vowels and ends of Korean syllables
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # colours of skin
        or "\U000e0020" <= after <= "\U000e007f"  # of flags
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
    )


def _size(text: str) -> int:
    """The bytes of a text as HTML, at most. What stands in words of more than forty signs counts
    twice: it is no language, and hardly to be compressed."""
    size = 0
    for at in range(0, len(text), 1 << 16):
        some = text[at : at + (1 << 16)]
        count = some.count
        size += len(some.encode("utf-8", "surrogatepass")) + 7 * count("\t")
        size += 4 * (count("&") + count('"') + count("'")) + 3 * (count("<") + count(">"))
        words = some.split()
        if max(map(len, words), default=0) > _WORD:
            long = [len(word) for word in words if len(word) > _WORD and word.isascii()]
            size += sum(long) - _WORD * len(long)
    return size
