"""whatsapp-export: a chat as WhatsApp exports it with its files, an archive or a folder.

One text, which tells the chat (whatsapp-chat), and beside it what was sent: files are named where
the text names them, and never opened.
Written from exports' known looks, without a specification: docs/formats/whatsapp-export.md.
"""

import re
from collections.abc import Iterator

from sitegen import possessive
from sitegen.model import Problem, Record
from sitegen.sources import whatsapp_chat
from sitegen.sources._archives import names
from sitegen.sources._inner import read_one
from sitegen.sources.source import Dump, Head, Source

# What phones call the files that they write beside the text, or what these are.
_SENT = possessive.compiled(
    r"\d{8}-[^/]+|(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+\.[^/]+|[^/]+\.(?:jpe?g|png|gif|webp|heic"
    r"|mp4|3gp|mov|m4v|mkv|avi|webm|opus|ogg|m4a|mp3|aac|amr|wav|flac|vcf|ics|pdf|docx?|xlsx?|pptx?"
    r"|od[tsp]|rtf|epub|pages|numbers|key|zip|apk|heif|tiff?|bmp|svg)",
    re.I,
)


def _text_in(members: tuple[str, ...]) -> str | None:
    """The one text of an export by the names of its files; None where it is no such export."""
    texts = [name for name in members if whatsapp_chat.is_exported(name)]
    if len(texts) != 1 or len(members) < 2:
        return None
    folder = texts[0].rpartition("/")[0]
    for name in members:
        inside, _, file = name.rpartition("/")
        if name != texts[0] and not (inside == folder and _SENT.fullmatch(file)):
            return None
    return texts[0]


def _sniff(head: Head) -> bool:
    return _text_in(head.members) is not None


def _read(dump: Dump) -> Iterator[Record]:
    text = _text_in(tuple(names(dump.path)))
    if text is None:
        yield Problem("", "it holds no text of a chat, or other files than such an export does")
        return
    wrong = "it does not begin with a message of WhatsApp"
    yield from read_one(dump, text, whatsapp_chat.SOURCE, wrong)


SOURCE = Source(
    name="whatsapp-export",
    title="WhatsApp chats, exported with their files: an archive or a folder",
    version=2,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"_chat.txt"}),
)
