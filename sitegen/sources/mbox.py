"""mbox: many messages in one file, as mailing lists keep their archives.

Every kind is read, from Mailman's monthly text files to MMDF; `_mail_split` knows where a message
begins. Format: docs/formats/mbox.md.
"""

from collections.abc import Iterator

from sitegen.model import Record
from sitegen.sources import _mail_lines
from sitegen.sources._mail_posts import posts
from sitegen.sources._mail_split import kind_of, messages
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source


def _sniff(head: Head) -> bool:
    return kind_of(_mail_lines.ended(head.data)) is not None


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        yield from posts(messages(_mail_lines.stream(stream)), dump)


SOURCE = Source(
    name="mbox",
    title="Mailing lists and mailboxes in one file (mbox, pipermail, MMDF)",
    version=7,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
