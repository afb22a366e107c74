"""Sources for plain-text copies of a site's pages: one function makes them all.

Only a text that looks as such a copy does is claimed, or one that its path calls a copy of the
site (a folder `hn-text`, a name like `news.ycombinator.com_1.txt`); what it does not tell is
never invented.

What reads them is loaded with the first text: its patterns take a tenth of the time of a build that
has one thread of 10,000 to make again.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.model import Problem, Record
from sitegen.sources._csv import is_table
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MOST = 64 * 1024 * 1024  # bytes; a text copy is read whole
_OTHER = re.compile(
    rb"\s*(?:[{<]|\[\s*(?:[{\[\"]|\](?!\()|-?\d[\d.eE+-]*\s*(?:,|\]?\s*$)|$)"
    rb"|From \S+ |%PDF|WARC/\d)|[^\n]*\0"
)
_NAMED = re.compile(r"\.te?xt(?:\.(?:gz|zst|bz2|xz))?$", re.IGNORECASE)


def text_source(name: str, title: str, site: str, called: str) -> Source:
    """The source of copies of one site. `called`: a pattern for paths of copies without a shape."""
    calling = re.compile(called, re.IGNORECASE)

    def sniff(head: Head) -> bool:
        data = head.data.removeprefix(b"\xef\xbb\xbf")
        if not data.strip() or _OTHER.match(data) or is_table(data):
            return False
        found = _site(head.data)
        if found is not None:
            return found == site
        return bool(_NAMED.search(head.name) and calling.search(head.name))

    def read(dump: Dump) -> Iterator[Record]:
        return _records(dump, site)

    return Source(name=name, title=title, version=17, sniff=sniff, keys=NO_OBJECT, read=read)


@lru_cache(maxsize=1)  # each of the sources asks it of the same head
def _site(data: bytes) -> str | None:
    from sitegen import textdump  # noqa: PLC0415 - see above

    return textdump.site_of(textdump.split_lines(textdump.decode(data)[0]))


def _records(dump: Dump, site: str) -> Iterator[Record]:
    from sitegen import textdump  # noqa: PLC0415 - see above

    with dump.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield Problem("", f"the text is over {_MOST >> 20} MiB; only that much was read")
        data = data[:_MOST]
    text, wrong = textdump.decode(data)
    if wrong:
        yield Problem("", wrong, lost=False)
    corrections, problems = textdump.corrections_of(dump.path)
    yield from problems
    lines = textdump.split_lines(text)
    reading, problems = textdump.read(lines, site, corrections, captured=dump.captured)
    yield from problems
    if reading is None:
        yield Problem("", "the text is empty")
        return
    yield from textdump.posts(reading, dump.name)
