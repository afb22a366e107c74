"""warc: web archives, as wget, Browsertrix, Heritrix, grab-site and warcio write them.

Each answer that is a page or data is read by the format that fits it, as if it were a file of its
own. What is no dump of any format is counted, and summed up in the end.

Format: ISO 28500, https://iipc.github.io/warc-specifications/; docs/formats/warc.md.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from sitegen.errors import SourceError
from sitegen.model import Post, Problem, Record
from sitegen.sources import _answers, _saved, _streams, find, head, read
from sitegen.sources import _warc as web
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OK: Final = 200
_SHOWN: Final = 5  # addresses of what no format fits
_WIDTH: Final = 120  # characters of each
_LONGEST_NAME: Final = 400
_LOOKED_AT: Final = 1024  # bytes in which what is no text has a NUL
_BELONGS = re.compile(
    r"(?:image|video|audio|font)/|text/(?:css|javascript|ecmascript)$"
    r"|application/(?:(?:x-)?javascript|ecmascript|wasm|pdf|(?:x-)?font|vnd\.ms-fontobject"
    r"|manifest\+json|opensearchdescription\+xml|ocsp)"
)
_MARKED = re.compile(r"(?:text|application)/(?:html|xhtml\+xml|json|[\w.]{1,40}\+json)$")
_CONTROLS = re.compile("[\x00-\x20\x7f-\x9f\\\\]+")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xfe\xff")
_OF_CRAWLS = frozenset({"warcinfo", "request", "metadata"})  # what says how answers came about
_OF_TOOLS = ("metadata:", "urn:", "dns:", "whois:")  # as are logs of the program, and of names
# What is passed over, in the words of the report.
_STYLES = "pictures, styles, scripts and robots.txt"
_ERRORS = "redirects and errors"
_SAME = "repeats of what was captured before, without a body (revisit)"
_EMPTY = "empty answers"
_OTHER = "records of other kinds"
_LOCKED = 'answers packed with Brotli (install it with: pip install "sitegen[brotli]")'
_CUT = "the answer is not whole"
_UNKNOWN = "that no format knows"
_GENERAL = "tables, texts and feeds that need not be discussion ([formats] has them read)"
_NAMED = (_UNKNOWN, _GENERAL)  # of these the first addresses are told
# Formats of any site's files, beside those that are asked last. A feed is judged by its entries.
_ANY_TEXT, _FEED = "web-text", "feed"


class _Tally:
    """What was passed over, and some addresses of what might have been read."""

    def __init__(self) -> None:
        self.read = 0
        self.passed: Counter[str] = Counter()
        self.shown: dict[str, list[str]] = {what: [] for what in _NAMED}

    def name(self, what: str, address: str) -> None:
        self.passed[what] += 1
        if len(self.shown[what]) < _SHOWN:
            self.shown[what].append(address[:_WIDTH])

    def told(self) -> Iterator[Problem]:
        if not self.passed:
            return
        parts = [
            f"{count:,} {what}" for what, count in self.passed.most_common() if what not in _NAMED
        ]
        for what, some in self.shown.items():
            if some:
                such = ", such as" if self.passed[what] > len(some) else ":"
                parts.append(f"{self.passed[what]:,} {what}{such} {', '.join(some)}")
        all_of = self.read + self.passed.total()
        told = f"of {all_of:,} answers {self.read:,} were read; passed over: {'; '.join(parts)}"
        yield Problem("", told, lost=False)


def _sniff(head: Head) -> bool:
    return head.data.startswith((b"WARC/0.", b"WARC/1."))


def _read(dump: Dump) -> Iterator[Record]:
    tally = _Tally()
    with dump.open() as stream:
        for found in web.records(stream):
            if isinstance(found, Problem):
                yield found
            elif found.kind not in _OF_CRAWLS and not found.address.startswith(_OF_TOOLS):
                yield from _answer(found, dump, tally)
    yield from tally.told()


def _answer(found: web.Record, dump: Dump, tally: _Tally) -> Iterator[Record]:
    """What one record tells; `tally` counts what is passed over."""
    if found.kind not in ("response", "resource"):
        tally.passed[_SAME if found.kind == "revisit" else _OTHER] += 1
        return
    start = found.block.read(_answers.HEAD)
    headers = _headers(found, start)
    place = _place(found)
    if headers is None and start.startswith(b"HTTP/"):
        yield Problem(place, "the headers of the answer are damaged or cut off")
        return
    if passed := _passed(found, headers):
        tally.passed[passed] += 1
        return
    assert headers
    body = start[headers.size :] + found.block.read(_answers.LONGEST)
    if found.block.left:
        yield Problem(place, f"over {_answers.LONGEST >> 20} MiB; only that much was read")
    text, fault = _answers.plain(body, headers)
    if not text:
        tally.passed[_EMPTY if text is not None else _LOCKED] += 1
        return
    if "warc-truncated" in found.fields:
        fault = fault or "its record says so"
    if found.block.is_cut:
        fault = fault or "the file ends in it"
    yield from _inside(found, _text(text, headers, found, dump), dump, tally, fault)


def _headers(found: web.Record, start: bytes) -> _answers.Headers | None:
    """Those of an answer; a resource was not asked for by HTTP, and its record tells its kind."""
    told = _answers.headers(start)
    if told is None and found.kind == "resource":
        kind = found.fields.get("content-type", "")
        return _answers.Headers(_OK, {"content-type": kind})
    return told


def _passed(found: web.Record, headers: _answers.Headers | None) -> str:
    """Why an answer is passed over; "" where it is read."""
    if not found.address.startswith(("http:", "https:")):
        return _OTHER
    if headers is None or headers.status != _OK:
        return _ERRORS
    if _BELONGS.match(headers.kind) or found.address.endswith("/robots.txt"):
        return _STYLES
    return ""


def _text(body: bytes, headers: _answers.Headers, found: web.Record, dump: Dump) -> bytes:
    """A body as a file would hold it: unpacked, in UTF-8, and a page with its address."""
    if body.startswith(_PACKED):
        raw = io.BufferedReader(io.BytesIO(body))
        limit = min(_answers.LONGEST, len(body) * _streams.MAX_RATIO)
        with _streams.bounded(raw, dump.name, limit, lambda _: None) as stream:
            body = stream.read(_answers.LONGEST)
    if not _MARKED.match(headers.kind):
        return body
    body = _answers.in_utf8(body, headers.encoding)
    if _saved.is_filled(body[: _streams.HEAD_BYTES]):
        body = _saved.slim(body)
    return _saved.noted(body, found.address) if "html" in headers.kind else body


def _inside(
    found: web.Record, data: bytes, dump: Dump, tally: _Tally, fault: str
) -> Iterator[Record]:
    """The records of an answer that some format reads; `fault` says why it is not whole."""
    settled = {glob: name for glob, name in dump.settled.items() if name != SOURCE.name}
    member = replace(
        dump,
        name=f"{dump.name}/{_name(found.address)}",
        data=data,
        member="",
        captured=found.captured,
        wrap=None,
        settled={},
        damages={},
    )
    place = _place(found)
    beginning = head(member)
    known = None
    try:
        if b"\0" not in data[:_LOOKED_AT] and not _sniff(beginning):
            known = find(member, beginning, settled)
    except SourceError as error:
        yield Problem(place, f"{error.message} ({error.hint})" if error.hint else error.message)
        return
    if known is None:
        if fault:
            yield Problem(place, f"{_CUT} ({fault}), and no format knows what is left of it")
            return
        tally.name(_UNKNOWN, found.address)
        return
    records = _discussion(*known, settled)
    if records is None:
        tally.name(_GENERAL, found.address)
        return
    tally.read += 1
    if fault:
        yield Problem(place, f"{_CUT}: {fault}", lost=False)
    for record in records:
        if isinstance(record, Problem):
            where = record.where.removeprefix(member.name)
            yield Problem(f"{place}{where}", record.message, record.lost)
        else:
            yield record


def _discussion(
    source: Source, member: Dump, settled: Mapping[str, str]
) -> Iterable[Record] | None:
    """The records of an answer; None where its format reads any site's files, and it need not be
    discussion: a crawl holds product lists, menus and news too. What the user settled is read."""
    if not any(fnmatchcase(member.name, glob) for glob in settled):
        if source.last or source.name == _ANY_TEXT:
            return None
        if source.name == _FEED:
            records = list(read(source, member))
            posts = [record for record in records if isinstance(record, Post)]
            return records if not posts or any(map(_is_said, posts)) else None
    return read(source, member)


def _is_said(post: Post) -> bool:
    """Whether an entry of a feed is a comment, or of a site that is known for its discussions."""
    return post.parent is not None or bool(post.labels) or not post.id.startswith("web:")


def _place(found: web.Record) -> str:
    address = _CONTROLS.sub(" ", found.address)[:_LONGEST_NAME]
    return f"record {found.number}, {address}" if address else f"record {found.number}"


def _name(address: str) -> str:
    """What a file with this answer would be called: the host is a folder, as wget writes them."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "unknown/index.html"
    host = parts.netloc.rpartition("@")[2].lower()
    path = parts.path if parts.path.strip("/") else "/index.html"
    if path.endswith("/"):
        path += "index.html"
    query = f"?{parts.query}" if parts.query else ""
    told = unquote(f"{host}{path}{query}").encode("utf-8", "backslashreplace").decode()
    return _CONTROLS.sub("_", told)[:_LONGEST_NAME]


SOURCE = Source(
    name="warc",
    title="Web archives (WARC, WACZ) with pages and answers of any known format",
    version=2,
    sniff=_sniff,
    read=_read,
    keys=NO_OBJECT,
)
