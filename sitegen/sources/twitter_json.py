"""twitter-json: posts of Twitter (X): `tweets.js` of an archive, and lists or lines of the API 1.1.

An archive's files are scripts that assign one list. Read twice: a post tells what it
answers, and not whether that is here.
"""

from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources._json import members
from sitegen.sources._json_records import Document
from sitegen.sources._twitter import Reader, bare, is_tweet, told
from sitegen.sources.source import Dump, Head, Source


def _sniff(head: Head) -> bool:
    first = members(bare(head.data))
    return is_tweet(frozenset(members(first["tweet"]) if "tweet" in first else first))


def _read(dump: Dump) -> Iterator[Record]:
    reader = Reader()
    with dump.open() as stream:
        for document in told(stream):
            if isinstance(document, Document):
                reader.learn(document.value)
    reader.settle()
    with dump.open() as stream:
        for document in told(stream):
            if isinstance(document, Problem):
                yield document
            else:
                yield from reader.records(document.value, document.where, torn=document.torn)
    yield from reader.ghosts()
    yield from reader.remarks()


SOURCE = Source(
    name="twitter-json",
    title="Posts of Twitter (X): tweets.js of an archive, and what its API 1.1 answered",
    version=2,
    sniff=_sniff,
    keys=frozenset({"tweet", "id_str"}),
    read=_read,
)
