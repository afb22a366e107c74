"""yahoo-groups: messages of Yahoo! Groups as its API answered them, and archivers kept the answers.

A message as it was sent (`rawEmail`) is read as mail is: under its Message-ID, below what it names.
One that tells only its HTML (`messageBody`) stands below the first message of its topic.

Archivers: https://github.com/andrewferguson/YahooGroups-Archiver and
https://github.com/IgnoredAmbience/yahoo-group-archiver.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.entities import unescape
from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources import _mail_lines
from sitegen.sources._chat import text_of
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, objects
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import KEPT, LONGEST, Raw, too_long
from sitegen.sources._post_made import stem_of
from sitegen.sources._post_values import author, line, number
from sitegen.sources._times import utc_unix
from sitegen.sources.source import Dump, Head, Source

_OF_MESSAGES = frozenset({"msgId", "topicId", "postDate"})
_TEXTS = ("rawEmail", "messageBody")
_TOPIC = Evidence(
    parent="guessed", parent_confidence=0.5, rule="the archive tells only the topic of a message"
)
_FOLDERS = frozenset({"email", "emails", "messages", "topics", "raw", "json"})
_NAME = re.compile(r"\s*\"?([^\"<>@]{1,200}?)\"?\s*<[^<>]*>")


def _sniff(head: Head) -> bool:
    return _is_message(_inside(members(head.data)))


def _inside(told: Mapping[str, bytes]) -> Mapping[str, bytes]:
    inner = members(told["ygData"]) if "ygData" in told else told
    return members(inner["messages"]) if "messages" in inner else inner


def _is_message(told: Mapping[str, Any]) -> bool:
    return told.keys() >= _OF_MESSAGES and not told.keys().isdisjoint(_TEXTS)


def _read(dump: Dump) -> Iterator[Record]:
    """Messages as they were sent come last: they are read as one mailbox."""
    group, is_sent = _group(dump.name), False
    for found in _messages(dump):
        if isinstance(found, Problem):
            yield found
        elif text_of(found[1], "rawEmail"):
            is_sent = True
        else:
            yield _post(*found, group)
    if is_sent:
        yield from posts(_sent(dump), dump, single="/" in dump.name)


def _sent(dump: Dump) -> Iterator[Raw]:
    for found in _messages(dump):
        if isinstance(found, Problem) or not (text := text_of(found[1], "rawEmail")):
            continue
        data = _mail_lines.ended(unescape(text).lstrip().encode("utf-8", "replace"))
        cut = too_long() if len(data) > LONGEST else ""
        yield Raw(found[0], data[:KEPT] if cut else data, cut=cut)


def _messages(dump: Dump) -> Iterator[tuple[str, Mapping[str, Any]] | Problem]:
    with dump.open() as stream:
        for found in objects(stream, "no answer of Yahoo! Groups"):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _held(found)


def _held(found: Document) -> Iterator[tuple[str, Mapping[str, Any]] | Problem]:
    """The messages of an answer: one, or a list of some."""
    is_wrapped = "ygData" in found.value
    told, path = (found.value["ygData"], ".ygData") if is_wrapped else (found.value, "")
    if isinstance(told, dict) and isinstance(told.get("messages"), list):
        told, path = told["messages"], f"{path}.messages"
    for index, one in enumerate(told if isinstance(told, list) else [told]):
        where = found.at(f"{path}[{index}]" if isinstance(told, list) else path)
        if isinstance(one, dict) and not one.keys().isdisjoint(_TEXTS):
            yield where, one
        else:
            yield Problem(where, "not a message, or one without a text")


def _post(where: str, told: Mapping[str, Any], group: str) -> Post | Problem:
    own, topic = number(told.get("msgId")), number(told.get("topicId"))
    text = text_of(told, "messageBody")
    if not own or own < 0:
        return Problem(where, "a message without a usable number")
    if not text.strip():
        return Problem(where, f"message {own} has no text")
    root = topic if topic and topic > 0 else own
    opens = root == own
    return Post(
        id=f"yahoo:{group}/{own}",
        body=Body(text, "html"),
        parent=None if opens else f"yahoo:{group}/{root}",
        root=f"yahoo:{group}/{root}",
        author=author(unescape(text_of(told, "authorName"))) or _sender(text_of(told, "from")),
        created=utc_unix(told.get("postDate")),
        title=line(unescape(text_of(told, "subject"))),
        community=group,
        evidence=None if opens else _TOPIC,
    )


def _sender(told: str) -> str | None:
    told = unescape(told)
    named = _NAME.match(told)
    return author(named[1] if named else told.strip(' <>"'))


def _group(name: str) -> str:
    """The group that a dump is of: the innermost folder that is named like one, or the file."""
    *folders, last = name.split("/")
    named = [folder for folder in folders if folder.lower() not in _FOLDERS]
    return stem_of(named[-1] if named else last)


SOURCE = Source(
    name="yahoo-groups",
    title="Messages of Yahoo! Groups, as its API answered them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"ygData", "msgId", "messages"}),
    read=_read,
)
