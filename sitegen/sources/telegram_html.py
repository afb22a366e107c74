"""telegram-html: pages of chats of Telegram, as its desktop program exports them by itself.

One page: messages.html, messages2.html and so on. The pages of a chat name it, and their messages
name each other by numbers, so that pages join in whatever order they come. With the files around
them: telegram-export. Format: docs/formats/telegram-html.md.
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources._html import looks_like_html, page
from sitegen.sources._telegram_page import Chat, name_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MESSAGE = re.compile(rb'class="message (?:default clearfix|service)[^"]*" id="message-?\d')
_LISTED = re.compile(r"chat_\d+")  # folders of an export of an account


def _sniff(head: Head) -> bool:
    if not looks_like_html(head.data):
        return False
    return b'class="history"' in head.data and _MESSAGE.search(head.data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    if root is None:
        yield Problem("", "no page")
        return
    yield from chat_of(dump.name, name_of(root)).records(root)


def chat_of(file: str, name: str, begins: str = "") -> Chat:
    """The chat by the name that its page tells. What tells chats of one name apart is how they
    begin, where that is known, else the folders of an account."""
    folder = file.rpartition("/")[0].rpartition("/")[2]
    listed = folder if _LISTED.fullmatch(folder) else ""
    return Chat(name or folder or file.partition(".")[0] or "Chat", begins or listed)


SOURCE = Source(
    name="telegram-html",
    title="Telegram chats, as its desktop program exports them as pages (messages.html)",
    version=1,
    sniff=_sniff,
    read=_read,
    keys=NO_OBJECT,
)
