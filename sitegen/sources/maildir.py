"""maildir: a folder with a file for each message, in its folders cur and new.

Folders inside the folder are read too; what lies elsewhere belongs to the mail program.
Format: https://cr.yp.to/proto/maildir.html; docs/formats/maildir.md.
"""

import re
from collections.abc import Iterator

from sitegen.model import Record
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import KEPT, LONGEST, Raw, too_long
from sitegen.sources.source import Dump, Head, Source

_OF_MAIL = frozenset({"cur", "new"})
_FLAGS = re.compile(r"[:;!_-]2,[A-Za-z]*$")
_UNIQUE = re.compile(r"\d{9,11}[._-][^/]+")  # seconds, then what makes it unique
_OTHER = re.compile(r"\.(?:json|ndjson|jsonl|xml|html?|csv|txt|md|jpe?g|png|gif|zip|py|js)$", re.I)


def _sniff(head: Head) -> bool:
    sure = False
    for member in head.members:
        folder, slash, name = member.partition("/")
        if not slash or folder not in _OF_MAIL or "/" in name:
            continue
        flagged = _FLAGS.search(name) is not None
        if not flagged and _OTHER.search(name):
            return False
        sure = sure or flagged or _UNIQUE.fullmatch(name) is not None
    return sure


def _read(dump: Dump) -> Iterator[Record]:
    yield from posts(_messages(dump), dump)


def _messages(dump: Dump) -> Iterator[Raw]:
    for name, stream in dump.files():
        folders = name.split("/")[:-1]
        if not folders or folders[-1] not in _OF_MAIL:
            continue
        data = stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            yield Raw(name, data[:KEPT], cut=too_long())
        else:
            yield Raw(name, data)


SOURCE = Source(
    name="maildir",
    title="Maildir folders",
    version=3,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"cur", "new"}),
)
