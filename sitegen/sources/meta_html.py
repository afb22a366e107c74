"""meta-html: chats, comments and posts of Facebook and Instagram, of an export as HTML.

What "Download your information" writes unless it is asked for JSON: messages of a chat become
those of its days, as `messenger-json` has them; comments those of the days on which they were
written; posts threads of their own. Format: docs/formats/meta-html.md
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from html import escape

from sitegen import possessive
from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources._chat import Days, Repeats, first_words, is_web, reactions
from sitegen.sources._html import Node, looks_like_html, page, text_of
from sitegen.sources._meta_page import ATTACHED, Box, Line, boxes, said, threads
from sitegen.sources._meta_times import Clock
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OF = rb'class="(?:[^"<>]{0,100} )?(?:%s)[ "]'
_BOX = re.compile(rb"<(?:div|section)\b[^<>]{0,100} " + _OF % b"_a6-g|_2lej")
_STYLED = re.compile(rb"\._a6-[gp]\b|\._2le[jt]\b")  # where styles fill a page's beginning
_MESSAGE = re.compile(
    _OF % b"_a6-p|_2let"
    + rb"[^<>]{0,100}>\s{0,99}<div>\s{0,99}<div>\s{0,99}(?:</div>|<div></div></div>)\s{0,99}<div"
)
_HEADER = re.compile(
    rb'<div class="message_header">\s{0,99}<span class="user">[^<]{0,200}</span>'
    rb'\s{0,99}<span class="meta">'
)
_ENDING = r"\.html?(?:\.[a-z0-9]{1,4})?"
_CHAT = re.compile(rf"(?:.*/)?([\w.-]{{1,100}})/message(?:_\d+)?{_ENDING}", re.I)
_MESSAGES = re.compile(rf"(?:.*/)?message(?:_\d{{1,6}})?{_ENDING}", re.I)
_LISTED = re.compile(
    r"(?:.*/)?(?P<kind>comments|post_comments|reels_comments|your_comments_in_groups"
    r"|group_posts_and_comments|your_posts[\w,' -]{0,60}?|posts|archived_posts|reels)"
    rf"(?:_\d{{1,6}})?{_ENDING}",
    re.I,
)
_INSTAGRAM = frozenset({"post_comments", "reels_comments", "posts", "archived_posts", "reels"})
_OWN_POSTS = re.compile(r"(?:your_|archived_)?posts|reels$", re.I)
_LONGEST_TIME = 60  # characters
_OF_ONE_DAY = Evidence(
    rule="comments of one day",
    notices=("What one account wrote on one day (UTC), put together by sitegen.",),
)
_EMOJI = possessive.compiled(r"[^\w\s(]{1,20}")


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    if b'class="thread"' in data and _HEADER.search(data):
        return True
    named = _LISTED.fullmatch(head.name) or _MESSAGES.fullmatch(head.name)
    if _BOX.search(data):
        return bool(named) or _MESSAGE.search(data) is not None
    return bool(named) and _STYLED.search(data) is not None and not head.whole


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None:
        yield Problem("", "no page")
        return
    listed = _LISTED.fullmatch(dump.name)
    heading = root.css_first("title") or root.css_first("h1")
    title = text_of(heading) if heading else ""
    if root.css_first("div.thread .message_header") is not None:
        chats = [*threads(root)]
        clock = Clock(box.time for _, messages in chats for box in messages)
        for people, messages in chats:
            yield from _Chat(people or title or "Chat", "").records(messages, clock)
    elif listed:
        yield from _List(listed["kind"].lower(), dump.name, title).records(root)
    else:
        path = _CHAT.fullmatch(dump.name)
        chat = _Chat(title or "Chat", path[1] if path else "")
        found, outside = _parted(root)
        yield from outside
        yield from chat.records(found, Clock(box.time for box in found))


def _parted(root: Node) -> tuple[list[Box], list[Problem]]:
    """The boxes of a page, and the words that stand in none."""
    told = [*boxes(root)]
    return (
        [one for one in told if isinstance(one, Box)],
        [one for one in told if isinstance(one, Problem)],
    )


class _Chat:
    """Makes the messages of one chat on one page posts."""

    def __init__(self, title: str, key: str) -> None:
        self._key = key or blake2b(title.encode("utf-8", "replace"), digest_size=5).hexdigest()
        self._title = title
        self._repeats = Repeats()

    def records(self, found: list[Box], clock: Clock) -> Iterator[Record]:
        """The last message of a page is its first: they are read as they were written, and so is a
        page of one minute."""
        first = next((box.number for box in found if box.time), 0)
        messages: list[Box] = []
        for box in found:
            if not box.time and (box.number < first or not box.named):
                yield from _none(box)
            else:
                messages.append(box)
        times = [clock.moment(box.time) for box in messages]
        certain = [time for time in times if time]
        if certain and certain[0] >= certain[-1]:
            messages.reverse()
            times.reverse()
        place = self._title.replace("/", " ")
        people = {box.heading for box in messages}
        if len(people) <= 2 and self._title in people:
            place = f"Direct messages/{place}"
        days = Days("messenger", self._key, self._title, place)
        for box, time in zip(messages, times, strict=True):
            if time is None:
                yield _undated(box)
            day, opening = days.opening(time)
            if opening:
                yield opening
            words = said(box)
            text = "".join(map(_paragraph, words.lines))
            content = f"{time or box.time}\n{box.heading}\n{text}"
            yield Post(
                id=f"messenger:{self._key}/{self._repeats.id_of(content)}",
                body=Body(text, "html"),
                parent=day,
                author=box.heading or None,
                created=time,
                community=place,
                labels=(*_shown(box, time), *_given(words.given)),
            )


class _List:
    """Makes what an account wrote elsewhere posts: its comments by days, its posts by themselves.

    Pages name nobody as the author of all: whose account it is stands in sentences at most.
    """

    def __init__(self, kind: str, file: str, title: str) -> None:
        self._kind = kind
        self._owns = _OWN_POSTS.match(kind) is not None
        below = file.lower()
        of_instagram = "instagram" in below or ("facebook" not in below and kind in _INSTAGRAM)
        self._community = "Instagram" if of_instagram else "Facebook"
        self._title = title or kind.replace("_", " ").capitalize()
        self._days = Days("meta", kind, self._title, self._community, _OF_ONE_DAY)
        self._repeats = Repeats()

    def records(self, root: Node) -> Iterator[Record]:
        found, outside = _parted(root)
        yield from outside
        clock = Clock([*(box.time for box in found), *map(text_of, root.css("td._a6_r"))])
        for box in reversed(found):
            yield from self._entry(box, clock)

    def _entry(self, box: Box, clock: Clock) -> Iterator[Record]:
        words = said(box)
        time, lines = clock.moment(box.time), [*words.lines]
        if not box.time:
            time, lines = _dated(lines, clock)
        if not lines and not box.time:
            yield from _none(box)
            return
        if time is None:
            yield _undated(box)
        told = [one.words for one in lines if not one.label and not one.words.startswith(ATTACHED)]
        if not box.heading and lines and not self._owns:
            lines[0] = lines[0]._replace(label="")  # the comment; whose it answers is below
        text = "".join(map(_paragraph, lines))
        if box.heading:
            text = f"<p>{escape(box.heading)}</p>{text}"
        own = self._repeats.id_of(f"{time or box.time}|{text}")
        if is_web(box.link):  # it leads none but the owner, and is another in each export
            text += f'<p><a href="{escape(box.link)}">On {self._community}</a></p>'
        day, opening = (None, None) if self._owns else self._days.opening(time)
        if opening:
            yield opening
        yield Post(
            id=f"meta:{self._kind}/{own}",
            body=Body(text, "html"),
            parent=day,
            created=time,
            title=(first_words((told or [box.heading])[0]) or self._title) if self._owns else None,
            community=self._community,
            labels=(*_shown(box, time), *_given(words.given)),
        )


def _dated(lines: list[Line], clock: Clock) -> tuple[datetime | None, list[Line]]:
    """The time of a box that tells it among what it says, and the other lines."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if len(line.words) <= _LONGEST_TIME and (time := clock.moment(line.words)):
            return time, [*lines[:number], *lines[number + 1 :]]
    return None, lines


def _paragraph(line: Line) -> str:
    return f"<p>{escape(line.label)}: {line.html}</p>" if line.label else f"<p>{line.html}</p>"


def _shown(box: Box, time: datetime | None) -> tuple[str, ...]:
    """The time as it is shown, where nobody can tell which one it is."""
    return (box.time[:_LONGEST_TIME],) if box.time and time is None else ()


def _given(told: tuple[str, ...]) -> tuple[str, ...]:
    """Reactions as labels: they are shown with who gave them, and since 2024 with when."""
    signs = [found[0] if (found := _EMOJI.match(one)) else one[:_LONGEST_TIME] for one in told]
    return reactions(list(Counter(signs).items()))


def _undated(box: Box) -> Problem:
    told = f"no usable date: {box.time[:60]!r}" if box.time else "no date"
    return Problem(f"box {box.number}", told, lost=False)


def _none(box: Box) -> Iterator[Problem]:
    """What the report says of a box that is no message; of one without a word, nothing."""
    lines = said(box).lines
    words = " ".join((box.heading, *(line.words for line in lines[:5]))).strip()
    if words:
        yield Problem(
            f"box {box.number}", f"no message: {words[:80]!r}", lost=bool(lines) or box.named
        )


SOURCE = Source(
    name="meta-html",
    title="Chats, comments and posts of Facebook and Instagram, of an account's export as pages",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
