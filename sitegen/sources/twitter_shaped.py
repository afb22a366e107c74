"""twitter-shaped: posts of Twitter (X) as its API 2, twarc, twarc-csv, snscrape and twscrape tell
them.

Read twice, as twitter-json is. Format: docs/formats/twitter-shaped.md.
"""

from collections import Counter
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources._json import members
from sitegen.sources._json_records import documents
from sitegen.sources._twitter import Reader
from sitegen.sources._twitter_shapes import NO_POSTS, OF_V2, is_scraped, is_v2, shaped, without_text
from sitegen.sources.source import Dump, Head, Source


def _sniff(head: Head) -> bool:
    first = members(head.data)
    if first.get("_type", b"").startswith(b'"snscrape.modules.twitter.'):
        return True
    keys = frozenset(first)
    if is_scraped(keys) or is_v2(keys):
        return True
    if not keys and _is_table(head):
        return True
    return "data" in first and is_v2(frozenset(members(first["data"])))


def _is_table(head: Head) -> bool:
    # What reads tables takes longer to load than to look at some JSON.
    from sitegen.sources import _rows, _twitter_rows  # noqa: PLC0415

    return _twitter_rows.is_table(_rows.names(head))


def _read(dump: Dump) -> Iterator[Record]:
    if _is_json(dump):
        yield from _read_objects(dump)
    else:
        yield from _read_rows(dump)


def _is_json(dump: Dump) -> bool:
    if dump.rows is not None:
        return False
    with dump.open() as stream:
        return stream.read(1000).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _read_rows(dump: Dump) -> Iterator[Record]:
    from sitegen.sources import _rows, _twitter_rows  # noqa: PLC0415 - loaded for tables only

    reader = Reader()
    quoted = True
    for found in _rows.rows(dump, bool):
        if not isinstance(found, Problem):
            quoted = quoted and _twitter_rows.is_quoted(found[1].get("text"))
            for told in _twitter_rows.shaped(found[1], quoted=False):
                reader.learn(told)
    reader.settle()
    for found in _rows.rows(dump, bool):
        if isinstance(found, Problem):
            yield found
            continue
        for told in _twitter_rows.shaped(found[1], quoted=quoted):
            yield from reader.records(told, found[0])
    yield from reader.ghosts()
    yield from reader.remarks()


def _read_objects(dump: Dump) -> Iterator[Record]:
    reader = Reader()
    with dump.open() as stream:
        for document in documents(stream):
            if not isinstance(document, Problem):
                for told in shaped(document.value):
                    reader.learn(told)
    reader.settle()
    others: Counter[str] = Counter()
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
                continue
            found = False
            for told in shaped(document.value):
                found = True
                timed = told.get("created_at") is not None  # who asks for nothing gets none
                yield from reader.records(told, document.where, torn=document.torn, timed=timed)
            if not found and (what := without_text(document.value)):
                others[what] += 1
            elif not found and not document.torn:
                yield Problem(document.where, "not a post of Twitter")
    yield from reader.ghosts()
    yield from reader.remarks()
    for what, count in sorted(others.items()):
        yield Problem("", f"left out: {what} ({count:,})", lost=what != NO_POSTS)


SOURCE = Source(
    name="twitter-shaped",
    title="Posts of Twitter (X): its API 2, twarc and twarc-csv, snscrape and twscrape",
    version=3,
    sniff=_sniff,
    keys=frozenset({"_type", "rawContent", "content", "data", "text"}),
    signs=(b'"_type"', b'"conversationId"', *(b'"%b"' % key.encode() for key in OF_V2)),
    read=_read,
)
