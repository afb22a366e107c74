"""telegram-export: what Telegram Desktop exports, as the folder that it writes or an archive of it.

Pages of one chat, or those of an account in chats/chat_001 and so on, each chat in the order of its
pages. Where the same was exported as JSON, too, that is read instead. Files that were sent are
named, never opened. Format: docs/formats/telegram-html.md.
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import _html, telegram_json
from sitegen.sources._archives import names
from sitegen.sources._inner import in_file, inner, read_one
from sitegen.sources._telegram_page import Chat, beginning, name_of
from sitegen.sources.source import Dump, Head, Source
from sitegen.sources.telegram_html import chat_of

_PAGE = re.compile(r"((?:.*/)?)messages(\d{0,6})\.html")
_BESIDE = ("css/style.css", "js/script.js")  # in every export


def _sniff(head: Head) -> bool:
    return any(
        head.members.count(f"{top}{name}") for top in _tops(head.members) for name in _BESIDE
    ) and bool(_chats(head.members))


def _tops(members: tuple[str, ...]) -> set[str]:
    """The folders that may be that of an export, with a slash behind."""
    tops = {found[1] for name in members if (found := _PAGE.fullmatch(name))}
    return tops | {re.sub(r"chats/[^/]+/$", "", top) for top in tops}


def _chats(members: tuple[str, ...]) -> dict[str, list[str]]:
    """The pages of each chat, in their order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in members:
        if match := _PAGE.fullmatch(name):
            found.setdefault(match[1], []).append((int(match[2] or 1), name))
    return {folder: [name for _, name in sorted(pages)] for folder, pages in sorted(found.items())}


def _read(dump: Dump) -> Iterator[Record]:
    members = tuple(names(dump.path))
    for name in members:
        if name.rpartition("/")[2] == "result.json":
            wrong = "it does not begin as a chat of Telegram does"
            yield from read_one(dump, name, telegram_json.SOURCE, wrong)
            return
    known: set[str] = set()  # how chats begin
    for pages in _chats(members).values():
        chat: Chat | None = None
        for name in pages:
            with inner(dump, name).open() as stream:
                root, problems = _html.page(stream, b"</html>")
            for problem in problems:
                yield in_file(name, problem)
            if root is None:
                yield Problem(name, "no page")
                continue
            if chat is None:
                begins = beginning(root)
                begun = "" if begins in known else begins
                known.add(begins)
                chat = chat_of(f"{dump.name}/{name}", name_of(root), begun)
            for record in chat.records(root):
                yield in_file(name, record)


SOURCE = Source(
    name="telegram-export",
    title="Telegram chats, exported as pages with their files: a folder or an archive",
    version=2,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"messages.html", "export_results.html"}),
)
