"""A reading as posts: what a page may show as fact, what it may call likely, and what it must not.

Only sure parents nest. A comment whose parent is not recorded hangs below the deepest comment
that it is sure to stand below, else below the opening post, and says so. A border less likely
than LIKELY is not shown as one: the text stays in one post, and the place is kept as a doubt.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from sitegen.ages import dated
from sitegen.model import Body, Evidence, Gap, Post
from sitegen.model.copied_text import LIKELY, digest, paragraphs
from sitegen.textdump.naming import own_id, thread_id
from sitegen.textdump.notices import notices
from sitegen.textdump.offers import floors
from sitegen.textdump.reading import Part, Reading
from sitegen.textdump.words import words_of

DOUBT = 0.2  # a line less likely than this to begin a comment is not worth a doubt
_WORDS, _BEGINNING = 8, 400  # words, and characters they are looked for in, that name a comment
_SHORT = 40  # characters; shorter comments are often the same
PROBABLE = 0.7  # border and parent together; from here on a parent is named as the probable one


class Card(msgspec.Struct, frozen=True, gc=False):
    """Comments that are shown as one post, for the borders between them are too doubtful.

    `part` spans them all; `number` is that of the first, `spans` how many they may be.
    """

    id: str
    number: int
    part: Part
    spans: int = 1


_number = attrgetter("number")


class Cards(msgspec.Struct, frozen=True):
    """The posts to be, in the order of the copy, and where each comment went.

    `copy` tells the text from other copies of the same thread.
    """

    root: str
    copy: str
    cards: tuple[Card, ...]
    firsts: tuple[int, ...]

    def of_comment(self, number: int) -> str:
        """The id of the post that comment `number` is part of; 0 is the opening post."""
        cards = self.cards
        if 0 < number <= len(cards) and cards[number - 1].number == number:
            return cards[number - 1].id  # so it is where no comments above were put together
        at = bisect_right(cards, number, key=_number) if number else 0
        return self.cards[at - 1].id if at else self.root

    def of_line(self, line: int) -> str:
        """The id of the post that a line is part of."""
        at = bisect_right(self.firsts, line)
        return self.cards[at - 1].id if at else self.root


def posts(reading: Reading, name: str = "") -> Iterator[Post | Gap]:
    """The opening post, then the comments in the order of the copy, and what it leaves out.

    `name` is that of the copy's file, which may tell the id of the thread.
    """
    cards = _cards(reading, thread_id(reading.sheet, name))
    above = _above(reading)
    parents = [cards.of_comment(above[card.number]) for card in cards.cards]
    replies: dict[str, list[str]] = {}
    for card, parent in zip(cards.cards, parents, strict=True):
        replies.setdefault(parent, []).append(card.id)
    quotes = _quotes(reading, cards)
    yield _opening(reading, cards, tuple(replies.get(cards.root, ())))
    for card, parent in zip(cards.cards, parents, strict=True):
        yield _comment(
            reading, cards, card, parent, tuple(replies.get(card.id, ())), quotes.get(card.id, {})
        )
    for number, part in enumerate((reading.opening, *reading.comments)):
        if part.cut:
            yield Gap(parent=cards.of_comment(number), root=cards.root, count=part.cut)


def _cards(reading: Reading, told: str | None) -> Cards:
    root = told or f"{reading.sheet.site}:text-{_digest(reading)}"
    found: list[Card] = []
    met: Counter[str] = Counter()
    for number, part in enumerate(reading.comments, start=1):
        if found and part.border.confidence < LIKELY and not part.author:
            held = found.pop()
            part = msgspec.structs.replace(held.part, last=part.last)
            found.append(Card(held.id, held.number, part, held.spans + 1))
        else:
            own = own_id(part, reading.sheet.site)
            key = own if own and own != root else f"{root}.{_key(reading, part)}"
            met[key] += 1
            again = f"-{met[key]}" if met[key] > 1 else ""
            found.append(Card(f"{key}{again}", number, part))
    return Cards(root, digest(reading.text), tuple(found), tuple(card.part.first for card in found))


def _key(reading: Reading, part: Part) -> str:
    """What tells a comment from others of its thread, and lasts: the words it begins with.

    Lines may be put in above it, and its end may be found elsewhere; a second copy has it too.
    """
    if part.last < part.first:
        return _known_words_key("")
    text = reading.sheet.lines[part.first - 1]
    return _known_words_key(text) if len(text) <= _SHORT else _words_key(text[:_BEGINNING])


def _words_key(text: str) -> str:
    return digest(" ".join(words_of(text)[:_WORDS] or [text.strip()]))[:8]


_known_words_key = lru_cache(maxsize=1 << 12)(_words_key)


def _above(reading: Reading) -> list[int]:
    """For each comment, the deepest one that it is sure to stand below; 0 the opening post."""
    sure = {
        number: part.parent
        for number, part in enumerate(reading.comments, start=1)
        if part.parent is not None and part.answers.tier != "guessed"
    }
    return floors(sure, len(reading.comments) + 1)


def _when(part: Part, reading: Reading) -> tuple[datetime | None, str]:
    """The time of a post, and how exact it is: an age tells no finer one than the day where no
    more is known of when the copy was made."""
    told = dated(part.age, reading.captured)
    if told is None:
        return None, ""
    of_day = reading.by_day and told[1] in ("minute", "hour") and dated(part.age, None) is None
    return told[0], "day" if of_day else told[1]


def _opening(reading: Reading, cards: Cards, replies: tuple[str, ...]) -> Post:
    sheet, part = reading.sheet, reading.opening
    created, precision = _when(part, reading)
    told = tuple(_paragraphs(reading, part)) if sheet.divided else ()
    return Post(
        id=cards.root,
        body=Body(_body(reading, part), part.markup),
        root=cards.root,
        author=part.author,
        created=created,
        score=part.score,
        state="visible" if part.author or sheet.title or part.last >= part.first else "missing",
        title=sheet.title,
        link=sheet.link,
        community=sheet.community,
        permalink=sheet.permalink,
        labels=_labels(part),
        replies=replies,
        claimed=None if reading.direct else sheet.claimed,
        evidence=_evidence(
            reading,
            part,
            [line for line, _ in told],
            precision=precision,
            notices=notices(reading, [card.part for card in cards.cards]),
            copy=reading.text,
            number=len(reading.comments),
        ),
    )


def _comment(
    reading: Reading,
    cards: Cards,
    card: Card,
    parent: str,
    replies: tuple[str, ...],
    quotes: dict[int, tuple[str, int]],
) -> Post:
    part = card.part
    created, precision = _when(part, reading)
    told = tuple(_paragraphs(reading, part))
    lines = [line for line, _ in told]
    chance = part.answers.confidence * part.border.confidence
    probable = None
    if part.answers.tier == "guessed" and part.parent is not None and chance >= PROBABLE:
        probable = cards.of_comment(part.parent)
    return Post(
        id=card.id,
        body=Body("\n\n".join([text for _, text in told]), part.markup),
        parent=parent,
        root=cards.root,
        author=part.author,
        created=created,
        score=part.score,
        state=part.state,
        permalink=part.permalink,
        labels=_labels(part),
        replies=replies,
        evidence=_evidence(
            reading,
            part,
            lines,
            copy=cards.copy,
            number=card.number,
            spans=card.spans,
            parent=part.answers.tier,
            parent_confidence=round(chance, 3),
            parent_rule=part.answers.rule,
            probable=probable,
            quotes=tuple(
                (index, *quotes[line]) for index, line in enumerate(lines) if line in quotes
            )
            if quotes
            else (),
            precision=precision,
        ),
    )


def _labels(part: Part) -> tuple[str, ...]:
    return (*((part.age,) if part.age else ()), *part.labels)


def _quotes(reading: Reading, cards: Cards) -> dict[str, dict[int, tuple[str, int]]]:
    """For each post, the lines that quote another post: its id and the line quoted."""
    found: dict[str, dict[int, tuple[str, int]]] = {}
    for link in reading.quotes:
        here, there = cards.of_line(link.quote), cards.of_line(link.source)
        if here != there:
            found.setdefault(here, {})[link.quote] = (there, link.source)
    return found


def _body(reading: Reading, part: Part) -> str:
    """The paragraphs; the lines as they are where nobody knows what they are parts of."""
    if part is reading.opening and not reading.sheet.divided:
        return "\n".join(reading.sheet.lines[part.first - 1 : part.last])
    return "\n\n".join(text for _, text in _paragraphs(reading, part))


def _paragraphs(reading: Reading, part: Part) -> Iterable[tuple[int, str]]:
    if part.first == part.last and not part.indent:
        line = reading.sheet.lines[part.first - 1]
        if line and line[0].isalnum():  # as most are
            return ((part.first, line),)
    return paragraphs(reading.sheet.lines, part.first, part.last, part.indent)


def _evidence(reading: Reading, part: Part, places: list[int], **more: Any) -> Evidence:
    """How a post is known whose paragraphs begin at the lines `places`, and what is `more`."""
    return Evidence(
        **more,
        border=part.border.tier,
        border_confidence=round(part.border.confidence, 3),
        rule=part.border.rule,
        first=part.first,
        last=part.last,
        lines=tuple(places),
        doubts=tuple(
            (index, round(chance, 2))
            for index, line in enumerate(places[1:], 1)
            if (chance := reading.chances.get(line, 0.0)) >= DOUBT
        )
        if len(places) > 1
        else (),
    )


def _digest(reading: Reading) -> str:
    """What tells the thread from others: its opening post; all of a copy that has no such text."""
    part = reading.opening
    body = _body(reading, part)
    if not body and not (part.author and reading.sheet.title):
        body = reading.text
    elif not body:
        body = reading.sheet.title or ""
    return digest(f"{part.author or ''}\n{body}")
