"""twitter-archive: the archive of an account of Twitter (X), as it is downloaded, or unpacked.

Of its files only those of posts are read, in `data/`, with the account's name and the texts of long
posts beside them. Archives until 2018 hold a file for each month, `data/js/tweets/2012_01.js`.

Format: the archive's own "Your archive.html" and data/README.txt;
https://help.x.com/en/managing-your-account/how-to-download-your-x-archive
"""

import re
from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources._inner import in_file
from sitegen.sources._json_records import Document
from sitegen.sources._twitter import Reader, told
from sitegen.sources.source import Dump, Head, Source

_PART = r"(?:[-.]part\d{1,4})?\.js"
_POSTS = re.compile(
    rf"(?:.*/)?(?:(?:community-|deleted-)?tweets?{_PART}|js/tweets/\d{{4}}_\d\d\.js)"
)
_BESIDE = re.compile(rf"(?:.*/)?(?:account|note-tweet){_PART}")
_PRIVATE = re.compile(rf"(?:.*/)?direct-messages?(?:-group)?{_PART}")
_SIGNS = re.compile(
    r"(?:.*/)?(?:account\.js|manifest\.js|Your archive\.html|tweets\.html|README\.txt)"
)


def _sniff(head: Head) -> bool:
    posts = any(_POSTS.fullmatch(name) for name in head.members)
    return posts and any(_SIGNS.fullmatch(name) for name in head.members)


def _read(dump: Dump) -> Iterator[Record]:
    reader, private = Reader(), 0
    for name, stream in dump.files():
        private += _PRIVATE.fullmatch(name) is not None
        if _POSTS.fullmatch(name) or _BESIDE.fullmatch(name):
            for document in told(stream):
                if isinstance(document, Document):
                    reader.learn(document.value)
    reader.settle()
    for name, stream in dump.files():
        if not _POSTS.fullmatch(name):
            continue
        for document in told(stream):
            if isinstance(document, Problem):
                yield in_file(name, document)
                continue
            for record in reader.records(document.value, document.where, torn=document.torn):
                yield in_file(name, record)
    yield from reader.ghosts()
    yield from reader.remarks()
    if private:
        yield Problem("", "direct messages are private, and are not read", lost=False)


SOURCE = Source(
    name="twitter-archive",
    title="Archives of an account of Twitter (X), as they are downloaded or unpacked",
    version=2,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"your archive.html", "tweets.js", "tweet.js", "tweets.html"}),
)
