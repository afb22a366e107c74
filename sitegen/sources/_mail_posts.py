"""From messages to posts: the list they belong to, their titles, and copies told apart.

The first messages of a dump show what tag its list puts into subjects; memory does not grow with
the dump.
"""

import mmap
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain

from sitegen.model import Attachment, Evidence, Post, Problem, Record, Subject
from sitegen.sources import _mail_lists
from sitegen.sources._mail_digest import Digests
from sitegen.sources._mail_message import Message, read
from sitegen.sources._mail_split import Raw
from sitegen.sources.source import Dump

_BARE = Evidence(parent="guessed", parent_rule="a digest that left out references")
_UNNAMED = Evidence(parent="guessed", parent_rule="an answer that names no message")
_LEARNT_FROM = 50  # messages, or as many as fit into
_LEARNT_BYTES = 4 * 1024 * 1024
_SLOTS = 1 << 21
_NEAR = 8  # slots that an id may stand in


def posts(found: Iterable[Raw], dump: Dump, *, single: bool = False) -> Iterator[Record]:
    """A post for each message of a dump, or a Problem.

    `single` says that the dump's file is one message, not a list's.
    """
    digests = Digests()
    messages = (read(raw, dump.attachments) for raw in digests.opened(found))
    yield from posts_of(messages, dump, single=single)
    if digests.count:
        apart = f"{digests.count:,} digest{'s' * (digests.count != 1)}"
        yield Problem(
            "",
            f"{apart} taken apart, with {digests.messages:,} messages; without tables of contents",
            lost=False,
        )


def posts_of(
    messages: Iterator[Message | Problem], dump: Dump, *, single: bool = False
) -> Iterator[Record]:
    """The same for messages that have been read already."""
    beginning = _beginning(messages)
    told = [message for message in beginning if isinstance(message, Message)]
    tag = _mail_lists.common([_mail_lists.tag(message.subject) for message in told])
    fallback = (
        tag
        or _mail_lists.common([message.list for message in told])
        or _mail_lists.of_dump(dump.name, one_message=single)
    )
    seen = _Seen()
    for message in chain(beginning, messages):
        if isinstance(message, Problem):
            yield message
            continue
        post_id = message.id
        if seen.differs(post_id, message.print):
            post_id = f"{post_id}#{message.print:016x}"
            yield Problem(message.where, "another message has the same Message-ID", lost=False)
        post = _post(message, post_id, tag, fallback)
        yield post
        if dump.subjects and (about := _subject(message, post)):
            yield about
        for name, data in message.files:
            yield Attachment(f"mail:{post_id}", name, data)
        for note in message.notes:
            yield Problem(message.where, note, lost=False)


def _beginning(messages: Iterator[Message | Problem]) -> list[Message | Problem]:
    """As many messages as it takes to know the list."""
    found: list[Message | Problem] = []
    size = 0
    for message in messages:
        found.append(message)
        if isinstance(message, Message):
            size += len(message.body.text) + sum(len(data) for _, data in message.files)
        if len(found) >= _LEARNT_FROM or size > _LEARNT_BYTES:
            break
    return found


def _post(message: Message, post_id: str, tag: str | None, fallback: str | None) -> Post:
    lists = [name for name in (tag, message.list, fallback) if name]
    lists += [name.partition(".")[0] for name in lists]
    return Post(
        id=f"mail:{post_id}",
        parent=f"mail:{message.parent}" if message.parent else None,
        body=message.body,
        author=message.author,
        created=message.created,
        permalink=message.permalink,
        title=_mail_lists.title(message.subject, lists),
        community=message.list or fallback,
        evidence=None if message.parent else _loose(message),
    )


def _subject(message: Message, post: Post) -> Subject | None:
    """By what a message can be placed that names no other; None where it names one or has no
    title, or was only passed on."""
    if post.parent or not post.title or _mail_lists.is_passed_on(message.subject):
        return None
    key = _mail_lists.key(post.community, post.title)
    return Subject(post.id, key, post.created, _mail_lists.is_answer(message.subject))


def _loose(message: Message) -> Evidence | None:
    """The evidence of a message that answers one which it does not name."""
    if message.bare:
        return _BARE
    return _UNNAMED if _mail_lists.is_answer(message.subject) else None


class _Seen:
    """What messages with which ids said: a table of fixed size, in which old entries give way."""

    def __init__(self) -> None:
        self._table = memoryview(mmap.mmap(-1, _SLOTS * 16)).cast("Q")

    def differs(self, message_id: str, said: int) -> bool:
        """Whether a message with this id was seen before that said something else.

        Notes what the first message with an id said.
        """
        digest = blake2b(message_id.encode("utf-8", "replace"), digest_size=8).digest()
        key = int.from_bytes(digest) or 1
        table = self._table
        first = key % (_SLOTS - _NEAR) * 2
        for slot in range(first, first + 2 * _NEAR, 2):
            known = table[slot]
            if known == key:
                return bool(table[slot + 1] != said)
            if not known:
                break
        else:
            slot = first + (key >> 40) % _NEAR * 2
        table[slot], table[slot + 1] = key, said
        return False
