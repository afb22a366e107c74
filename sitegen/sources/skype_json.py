"""skype-json: the chats of an account of Skype, as its export holds them (messages.json).

One object with all conversations, which stream; each is read whole. Messages come newest first, and
are put together by days; one that begins with a quote of another answers that.

Written from exports' known looks, as others describe them:
https://github.com/siwen-r/skype-export-parser; docs/formats/skype-json.md.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sitegen.entities import unescape
from sitegen.model import Body, Post, Problem, Record
from sitegen.sources._chat import NOTICE, Days, direct, is_web, text_of, utc_milliseconds
from sitegen.sources._html import attribute
from sitegen.sources._html_write import Step, Written, below, rewritten
from sitegen.sources._json import members
from sitegen.sources._json_inside import array_of
from sitegen.sources._json_records import documents, listed
from sitegen.sources._json_tree import tree
from sitegen.sources._times import utc_iso
from sitegen.sources._web import paragraphs
from sitegen.sources.source import Dump, Head, Source

_ID = re.compile(r"\d{1,20}", re.ASCII)
_NO_KEY = re.compile(r"[^\w.@:-]+")
_QUOTE = re.compile(r"\s*<quote\b[^<>]{0,1000}\bmessageid=\"(\d{1,20})\"[^<>]{0,1000}>", re.I)
_FILE = re.compile(r"<OriginalName\b[^<>]{0,200}\bv=\"([^\"]{1,300})\"", re.I)
_PERSON = re.compile(r"(?<=[>\"])\d{1,2}:([^<>\"\s]{1,100})(?=[<\"])")
_MOST_NAMED = 8
_WRITTEN = ("RichText", "Text")
_DROPPED = frozenset({"legacyquote", "e_m", "partlist"})


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if not told.keys() >= {"userId", "conversations"}:
        return False
    first = members(told["conversations"])
    return "MessageList" in first or {"id", "threadProperties"} <= first.keys()


def _read(dump: Dump) -> Iterator[Record]:
    private = 0
    with dump.open() as stream:
        found = array_of(stream, "conversations")
        chats = _whole(dump) if isinstance(found, bytes) else found[1]
        for element in chats:
            if isinstance(element, Problem):
                yield element
                continue
            where, data = element
            try:
                value, fault = tree(data) if isinstance(data, bytes) else (data, "")
            except ValueError as error:
                value, fault = None, str(error)
            if fault or not isinstance(value, dict):
                yield Problem(where, fault or "not a conversation of Skype")
                continue
            chat = _Chat(value)
            yield from chat.records(where)
            private += chat.count if chat.is_direct else 0
    yield from direct(private)


def _whole(dump: Dump) -> Iterator[tuple[str, Any] | Problem]:
    """The conversations of exports that are not as Skype writes them, each read whole."""
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            value = document.value if isinstance(document.value, dict) else {}
            for index, one in enumerate(listed(value.get("conversations"))):
                yield document.at(f".conversations[{index}]"), one


class _Chat:
    """Makes the messages of one conversation posts; `count` of them were read."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        number = text_of(told, "id")
        thread = told.get("threadProperties")
        topic = text_of(thread, "topic") if isinstance(thread, dict) else ""
        name = " ".join((text_of(told, "displayName") or topic).split())
        self.is_direct = number.startswith("8:")
        self.count = 0
        self._messages = [*reversed(listed(told.get("MessageList")))]
        title = name or (_person(number) if self.is_direct else "") or "Conversation"
        place = title.replace("/", " ")
        self._community = f"Direct messages/{place}" if self.is_direct else place
        self._key = _NO_KEY.sub("-", number)[:120] or "chat"
        self._days = Days("skype", self._key, title, self._community)
        self._known = {text_of(one, "id") for one in self._messages if isinstance(one, dict)}

    def records(self, where: str) -> Iterator[Record]:
        total = len(self._messages)
        for index, told in enumerate(self._messages):
            at = f"{where}.MessageList[{total - 1 - index}]"
            number = text_of(told, "id") if isinstance(told, dict) else ""
            if not isinstance(told, dict) or not _ID.fullmatch(number):
                yield Problem(at, "not a message of Skype, or without a usable id")
                continue
            if not isinstance(told.get("content"), str | None):
                yield Problem(at, "a message whose text is none")
                continue
            yield from self._post(told, number)

    def _post(self, told: Mapping[str, Any], number: str) -> Iterator[Record]:
        kind, content = text_of(told, "messagetype"), text_of(told, "content")
        more = told.get("properties")
        more = more if isinstance(more, dict) else {}
        created = utc_iso(told.get("originalarrivaltime")) or utc_milliseconds(number)
        quote = _QUOTE.match(content)
        answered = quote[1] if quote and quote[1] in self._known and quote[1] != number else ""
        is_said = kind.partition("/")[0] in _WRITTEN or not kind
        gone = is_said and ("deletetime" in more or not content.strip())
        parent = f"skype:{self._key}/{answered}" if answered else ""
        if not answered:
            parent, opening = self._days.opening(created)
            if opening:
                yield opening
        self.count += 1
        yield Post(
            id=f"skype:{self._key}/{number}",
            body=Body("" if gone else _body(content, kind, quoted=not answered), "html"),
            parent=parent,
            author=text_of(told, "displayName").strip() or _person(text_of(told, "from")) or None
            if is_said
            else None,
            created=created,
            edited=utc_milliseconds(more.get("edittime")),
            state="deleted" if gone else "visible",
            community=self._community,
            labels=() if is_said else (NOTICE,),
        )


def _person(told: str) -> str:
    """A name out of "8:live:ada"."""
    return told.partition(":")[2].removeprefix("live:")


def _body(content: str, kind: str, *, quoted: bool) -> str:
    """The text of a message; without the quote that it begins with, where that is its parent."""
    if kind.partition("/")[0] not in _WRITTEN and kind:
        people = list(
            dict.fromkeys(name.removeprefix("live:") for name in _PERSON.findall(content))
        )
        named = f": {', '.join(people[:_MOST_NAMED])}" if people else ""
        return f"<p>{escape(kind.rpartition('/')[2])}{escape(unescape(named))}</p>"
    if name := _FILE.search(content):
        return f"<p>Attached: {escape(unescape(name[1]))}</p>"

    def rule(step: Step) -> Written | None:
        node = step.node
        if node.tag in _DROPPED or (node.tag == "quote" and not quoted):
            return Written()
        if node.tag == "quote":
            return Written("<blockquote>", below(node), "</blockquote>\n\n")
        if node.tag in ("b", "i", "s", "pre", "br"):
            return None
        if node.tag == "a" and is_web(attribute(node, "href")):
            return None
        return Written("", below(node), "")

    return paragraphs(rewritten(content, "", rule).strip())


SOURCE = Source(
    name="skype-json",
    title="Skype: all chats of an export (messages.json)",
    version=1,
    sniff=_sniff,
    keys=frozenset({"conversations"}),
    read=_read,
)
