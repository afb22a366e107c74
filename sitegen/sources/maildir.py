"""maildir: a folder with a file for each message, in its folders cur and new.

Folders inside the folder are read too; what lies elsewhere belongs to the mail program.
Format: https://cr.yp.to/proto/maildir.html; docs/formats/maildir.md.
"""

import re
from collections.abc import Iterator

from sitegen.model import Record
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import KEPT, LONGEST, Raw, too_long
from sitegen.sources.known import is_archive
from sitegen.sources.source import Dump, Head, Source

_OF_MAIL = frozenset({"cur", "new"})
_FLAGS = re.compile(r"[:;!_-]2,[A-Za-z]*$")
_UNIQUE = re.compile(r"\d{9,11}[._-][^/]+")  # seconds, then what makes it unique
_OTHER = re.compile(r"\.(?:json|ndjson|jsonl|xml|html?|csv|txt|md|jpe?g|png|gif|zip|py|js)$", re.I)

# What mail programs keep beside the messages.
_OWN = re.compile(r"\.|dovecot|courier|maildir|subscriptions|sieve|cyrus\.|uid", re.I)


def _sniff(head: Head) -> bool:
    """A folder is one by what lies in its own `cur` and `new`.

    An archive may hold the folder itself, or many: then nothing else may be in it that is not a
    mail program's own, as it would be lost.
    """
    top = {member.partition("/")[0] for member in head.members}
    packed = is_archive(head.name) and top.isdisjoint(_OF_MAIL)
    sure = False
    for member in head.members:
        folder, _, name = member.rpartition("/")
        if packed:
            folder = folder.rpartition("/")[2]
        if folder not in _OF_MAIL:
            if packed and folder != "tmp" and not _OWN.match(name):
                return False
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
    version=6,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"cur", "new"}),
)
