"""Pages of a chat as Telegram Desktop exports it as HTML: its messages as posts.

A message that follows one of the same person tells no author, and one of several that were passed
on together not where these come from: both are told by the message before.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import NOTICE, Days, is_web, reactions
from sitegen.sources._discord import Seen
from sitegen.sources._html import Node, attribute, classes, outermost, text_of
from sitegen.sources._html_write import Step, Written, below, rewritten

_ID = re.compile(r"message(\d{1,15})")
_CITED = re.compile(r"([^#]*)#go_to_message(\d{1,15})")
_TIME = re.compile(
    r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: (?:UTC|GMT)([+-])(\d\d):?(\d\d))?"
)
_NO_KEY = re.compile(r"[\s/#]+")
_GONE = "Deleted Account"  # what stands for the name of a person who left
_SHORTEST = "Not included"  # "…, change data exporting settings to download."
_MOST_ANSWERS = 100  # of a poll
# What a file is that is named by nothing but the looks of the box around it.
_KINDS = (
    ("photo_wrap", "photo"), ("sticker_wrap", "sticker"), ("animated_wrap", "animation"),
    ("video_file_wrap", "video file"),
)  # fmt: skip
_LEADS = (("media_call", "Call"), ("media_contact", "Contact"), ("media_location", "Place"))


class _Message(NamedTuple):
    """A message as its box tells it; `author` None: none is told."""

    number: int
    service: bool
    joined: bool
    time: str
    parts: tuple[Node, ...]


class Chat:
    """Makes the messages of one chat posts, page by page."""

    def __init__(self, name: str, place: str) -> None:
        """`place` tells chats of one name from each other, where something does."""
        key = _NO_KEY.sub("-", name)[:80]
        number = f"~{place}-{key}" if place else f"~{key}"
        self._prefix = f"telegram:{number}/"
        self._community = name.replace("/", " ")
        self._days = Days("telegram", number, name, self._community)
        self._seen = Seen()
        self._author: str | None = None
        self._source = ""
        self._time: datetime | None = None

    def records(self, root: Node) -> Iterator[Record]:
        told = [one for node in outermost(root, _is_message) if (one := _message(node))]
        if self._time is None:  # what was said by the program before the first message
            self._time = next((time for one in told if (time := _moment(one.time))), None)
        for one in told:
            yield from self._notice(one) if one.service else self._said(one)

    def _said(self, told: _Message) -> Iterator[Record]:
        created = _moment(told.time)
        if created is None:
            yield Problem(f"message{told.number}", "no usable date", lost=False)
        self._time = created or self._time
        if not told.joined:
            self._author, self._source = None, ""
        lines: list[str] = []
        labels: tuple[str, ...] = ()
        parent = None
        for part in told.parts:
            kinds = classes(part)
            if "from_name" in kinds:
                name = _own_words(part)
                self._author = None if name in ("", _GONE) else name
                self._source = ""
            elif "reply_to" in kinds:
                parent = self._answered(part)
            elif "forwarded" in kinds and "body" in kinds:
                lines += self._passed_on(part)
            elif "reactions" in kinds:
                labels += _reactions(part)
            elif "signature" in kinds:
                labels += (text_of(part),)
            else:
                lines += _content(part)
        yield from self._post(told.number, created, parent, "".join(lines), labels)

    def _notice(self, told: _Message) -> Iterator[Record]:
        """What the program says by itself. It tells no time but that of what stands before it."""
        words = "".join(_rewritten(part) for part in told.parts)
        self._author, self._source = None, ""
        parent, opening = self._days.opening(self._time)
        if opening:
            yield opening
        yield Post(
            id=f"{self._prefix}{told.number}",
            body=Body(f"<p>{words}</p>", "html"),
            parent=parent,
            community=self._community,
            labels=(NOTICE,),
        )
        self._seen.add(told.number)

    def _post(
        self,
        number: int,
        created: datetime | None,
        parent: str | None,
        text: str,
        labels: tuple[str, ...],
    ) -> Iterator[Post]:
        if parent is None:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        yield Post(
            id=f"{self._prefix}{number}",
            body=Body(text, "html"),
            parent=parent,
            author=self._author,
            created=created,
            community=self._community,
            labels=labels,
        )
        self._seen.add(number)

    def _answered(self, part: Node) -> str | None:
        """What a message answers: one that was read before it, or stands on another page."""
        link = part.css_first("a[href]")
        found = _CITED.fullmatch(attribute(link, "href")) if link else None
        if not found or not (found[1] or int(found[2]) in self._seen):
            return None
        return f"{self._prefix}{int(found[2])}"

    def _passed_on(self, box: Node) -> Iterator[str]:
        for part in _elements(box):
            if "from_name" in classes(part):
                self._source = _own_words(part)
        if self._source:
            yield f"<p><i>Forwarded from {escape(self._source)}</i></p>"
        for part in _elements(box):
            yield from _content(part)


def name_of(root: Node) -> str:
    """The name of the chat that a page is of; "" where it tells none."""
    heading = root.css_first(".page_header .text.bold") or root.css_first(".page_header")
    return text_of(heading) if heading else ""


def beginning(root: Node) -> str:
    """What tells chats of one name from each other: number and time of the first message that has
    a time, as eight digits; "" where none has. The same for every export from the beginning on."""
    for node in outermost(root, _is_message):
        if (one := _message(node)) and (time := _moment(one.time)):
            said = f"{one.number} {time.isoformat()}"
            return blake2b(said.encode(), digest_size=4).hexdigest()
    return ""


def _is_message(node: Node) -> bool:
    return node.tag == "div" and {"message"} < set(classes(node)) and bool(attribute(node, "id"))


def _message(node: Node) -> _Message | None:
    """None for the days between messages, whose numbers are negative."""
    found = _ID.fullmatch(attribute(node, "id"))
    if not found:
        return None
    kinds = classes(node)
    service = "service" in kinds
    parts = tuple(_elements(node))
    boxes = [part for part in parts if "body" in classes(part)]
    if boxes and not service:
        parts = tuple(_elements(boxes[0]))
    elif service:
        parts = (boxes[0],) if boxes else (node,)
    dates = [attribute(part, "title") for part in parts if "date" in classes(part)]
    return _Message(int(found[1]), service, "joined" in kinds, dates[0] if dates else "", parts)


def _elements(top: Node) -> Iterator[Node]:
    child = top.first_child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _own_words(node: Node) -> str:
    """The words right below a node: not " via @bot", nor the time of what was passed on."""
    words: list[str] = []
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            words.append(child.text_content or "")
        child = child.next
    return " ".join(" ".join(words).split())


def _moment(told: str) -> datetime | None:
    """A time with its zone; older exports tell none, and are taken as UTC."""
    found = _TIME.fullmatch(told.strip())
    if not found:
        return None
    day, month, year, hour, minute, second = map(int, found.groups()[:6])
    try:
        zone = timezone(timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0)))
        if found[7] == "-":
            zone = timezone(-timedelta(hours=int(found[8]), minutes=int(found[9])))
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _content(part: Node) -> Iterator[str]:
    kinds = classes(part)
    if "text" in kinds:
        words = _rewritten(part)
        if words:
            yield f"<p>{words}</p>".replace("<p></p>", "")
    elif "media_wrap" in kinds or "media_poll" in kinds:
        yield from _sent(part)


def _rewritten(part: Node) -> str:
    return rewritten(part.html or "", "", _rule).strip()


def _rule(step: Step) -> Written | None:
    """Links that lead nowhere but into the export are words; blocks stand between paragraphs."""
    node = step.node
    if node.tag == "a" and is_web(attribute(node, "href")):
        return None
    if node.tag == "pre":
        return Written("</p><pre><code>", below(node), "</code></pre><p>")
    if node.tag == "blockquote":
        return Written("</p><blockquote>", below(node), "</blockquote><p>")
    if node.tag in ("a", "div", "span"):
        return Written("", below(node), "")
    return None


def _sent(wrap: Node) -> Iterator[str]:
    """What was sent with the text: named, for it lies beside the export or nowhere."""
    poll = wrap.css_first(".media_poll")
    if poll is not None:
        yield from _poll(poll)
        return
    link = wrap.css_first("a[href]")
    address = attribute(link, "href") if link else ""
    title, status, about = (_text(wrap, name) for name in (".title", ".status", ".description"))
    inside = {name for node in wrap.css("[class]") for name in classes(node)}
    kind = next((word for name, word in _KINDS if name in inside), "")
    lead = next((word for name, word in _LEADS if name in inside), "Attached")
    file = "" if is_web(address) else address.rpartition("/")[2]
    shown = file or title or kind or text_of(wrap) or "file"
    more = f" ({status})" if status else ""
    if about and not about.startswith(_SHORTEST):
        more += f", {about}"
    words = escape(f"{shown}{more}")
    if is_web(address):
        words = f'<a href="{escape(address)}">{words}</a>'
    yield f"<p>{lead}: {words}</p>"


def _poll(poll: Node) -> Iterator[str]:
    yield f"<p>Poll: {escape(_text(poll, '.question'))}</p><ul>"
    for answer in poll.css(".answer")[:_MOST_ANSWERS]:
        yield f"<li>{escape(text_of(answer).removeprefix('- '))}</li>"
    yield "</ul>"


def _text(top: Node, selector: str) -> str:
    node = top.css_first(selector)
    return text_of(node) if node else ""


def _reactions(part: Node) -> tuple[str, ...]:
    given: list[tuple[str, object]] = []
    for one in part.css(".reaction"):
        count = _text(one, ".count")
        people = len(one.css(".userpic"))
        number = int(count) if count.isdecimal() and len(count) < 10 else people
        given.append((_text(one, ".emoji") or text_of(one), number))
    return reactions(given)
