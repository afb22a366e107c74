"""Web archives: answers as servers sent them, what is passed over, damage, and hostile ones."""

import gzip
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.build import scan
from sitegen.config import Config
from sitegen.errors import SourceError
from sitegen.model import Post, Problem, Record
from sitegen.sources import _answers, _archives, _streams, _warc, warc
from sitegen.sources.source import Dump, Source

ITEM = (
    b'{"by":"ann","id":9101,"parent":9100,"text":"Oak floats.","time":1700000000,"type":"comment"}'
)
ADDRESS = "https://hacker-news.firebaseio.com/v0/item/9101.json"
JSON = "Content-Type: application/json"
FORUM = Path(__file__).parents[1] / "data" / "forum-html" / "fluxbb.html"


def record(
    block: bytes, address: str = ADDRESS, kind: str = "response", more: str = "", end: str = "\r\n"
) -> bytes:
    fields = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {address}"]
    fields += ["WARC-Date: 2026-03-01T10:00:00Z", *([more] if more else [])]
    header = end.join([*fields, f"Content-Length: {len(block)}", "", ""])
    return header.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *fields, "", ""]).encode() + body


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def read(data: bytes, name: str = "x.warc") -> list[Record]:
    dump = Dump(name, Path(), data)
    source, dump = sources.recognise(dump, {})
    assert source.name == "warc"
    return list(sources.read(source, dump))


def deflated(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


def brotli(body: bytes) -> bytes:
    packed: bytes = pytest.importorskip("brotli").compress(body)
    return packed


WAYS: list[tuple[str, Callable[[bytes], bytes], list[str]]] = [
    ("as it is", bytes, []),
    ("chunked", chunked, ["Transfer-Encoding: chunked"]),
    ("put together under headers of chunks", bytes, ["Transfer-Encoding: chunked"]),
    ("gzip", gzip.compress, ["Content-Encoding: gzip"]),
    ("unpacked under headers of gzip", bytes, ["Content-Encoding: gzip"]),
    ("gzip in chunks", lambda body: chunked(gzip.compress(body)),
     ["content-encoding: x-gzip", "transfer-encoding: Chunked"]),
    ("deflate", zlib.compress, ["Content-Encoding: deflate"]),
    ("deflate without a header", deflated, ["Content-Encoding: deflate"]),
    ("zstd", _streams.zstd.compress, ["Content-Encoding: zstd"]),
    ("brotli", brotli, ["Content-Encoding: br"]),
    ("unpacked under headers of brotli", bytes, ["Content-Encoding: br"]),
    ("twice", lambda body: gzip.compress(zlib.compress(body)),
     ["Content-Encoding: deflate, gzip"]),
    ("a file that is packed", gzip.compress, []),
]  # fmt: skip


@pytest.mark.parametrize(("_", "pack", "fields"), WAYS, ids=[way[0] for way in WAYS])
def test_a_body_is_what_it_was_before_it_was_sent(
    _: str, pack: Callable[[bytes], bytes], fields: list[str]
) -> None:
    records = read(record(answer(pack(ITEM), JSON, *fields)))
    assert [post.id for post in posts_of(records)] == ["hn:9101"]
    assert problems_of(records) == []


def test_brotli_is_told_where_its_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = brotli(ITEM)
    monkeypatch.setattr(_answers, "import_module", _missing)
    (problem,) = problems_of(read(record(answer(packed, JSON, "Content-Encoding: br"))))
    assert "1 answers packed with Brotli" in problem.message


def _missing(name: str) -> None:
    raise ImportError(name)


def test_the_charset_and_the_address_are_those_of_the_answer() -> None:
    page = FORUM.read_text("utf-8").replace("<p>", "<p>Caf\xe9s: ")
    told = answer(page.encode("latin-1"), 'Content-Type: text/html; charset="ISO-8859-1"')
    posts = posts_of(read(record(told, "https://lids.example.org/board/viewtopic.php?id=86")))
    assert [post.id for post in posts] == [
        "web:lids.example.org/board/viewtopic-id/86#post-991",
        "web:lids.example.org/board/viewtopic-id/86#post-992",
    ]
    assert "Caf\xe9s: " in posts[0].body.text


def test_what_is_no_thread_is_counted_and_a_few_are_named() -> None:
    odd = "".join(f"https://example.org/{n} " for n in range(9)).split()
    html = answer(b"<html><body>About us</body></html>", "Content-Type: text/html")
    data = b"".join(record(html, address) for address in odd)
    data += record(answer(b"GIF89a", "Content-Type: image/gif"))
    data += record(answer(b"", "Location: /", status="302 Found")) * 1200
    data += record(answer(ITEM, JSON)) + record(b"", kind="revisit") + record(b"x", kind="request")
    data += record(b"logs", "urn:x", "resource") + record(answer(b"x"), "https://a/robots.txt")
    data += record(answer(b"", JSON)) + record(b"x", kind="conversion")
    *_, problem = problems_of(read(data))
    assert not problem.lost
    assert problem.where == "x.warc"
    assert problem.message == (
        "of 1,215 answers 1 were read; passed over: 1,200 redirects and errors; 2 pictures, "
        "styles, scripts and robots.txt; 1 repeats of what was captured before, without a body "
        "(revisit); 1 empty answers; 1 records of other kinds; 9 that no format knows, such as "
        + ", ".join(odd[:5])
    )


def test_a_resource_is_read_by_the_kind_that_its_record_tells() -> None:
    (post,) = posts_of(read(record(ITEM, kind="resource", more=JSON)))
    assert post.id == "hn:9101"


def test_headers_may_have_any_line_ends_and_be_folded() -> None:
    told = record(answer(ITEM, JSON), more="X-Folded: a\n  b", end="\n")
    assert [post.id for post in posts_of(read(told))] == ["hn:9101"]


def test_a_problem_names_the_file_the_record_and_the_address() -> None:
    data = record(answer(ITEM, JSON)) + record(answer(ITEM + b'\n{"by": 1', JSON))
    problem = problems_of(read(data))[0]
    assert problem.where.startswith(f"x.warc: record 2, {ADDRESS}")


def test_what_formats_says_is_heard_inside_too() -> None:
    dump = Dump("x.warc", Path(), record(answer(ITEM, JSON)))
    settled = {"*item/9101.json": "hn-html"}
    source, dump = sources.recognise(dump, settled)
    assert posts_of(list(sources.read(source, dump))) == []
    everything = sources.recognise(
        Dump("x.warc", Path(), record(answer(ITEM, JSON))), {"*": "warc"}
    )
    assert len(posts_of(list(sources.read(*everything)))) == 1


ROWS = b"id,parent_id,text,author\n" + b"".join(
    b"%d,%s,Oak floats on all of them,ann\n" % (n, b"%d" % (n - 1) if n > 1 else b"")
    for n in range(1, 9)
)
TREE = (
    b'{"id": 1, "name": "Home", "text": "Home", "children": [{"id": 2, "text": "Products", '
    b'"author": "", "children": [{"id": 3, "text": "Kettles of copper"}]}, {"id": 4, '
    b'"text": "About us and our people", "children": []}]}'
)
ENTRY = (
    "<item><title>%s</title><link>https://kettles.example.org%s</link>"
    "<description>Oak</description></item>"
)
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Kettles</title>%s</channel></rss>'
NEWS = (FEED % (ENTRY % ("Oak", "/oak/") + ENTRY % ("Elm", "/elm"))).encode()
COMMENTS = (FEED % (ENTRY % ("By: Cleo", "/oak/#comment-13"))).encode()


@pytest.mark.parametrize(
    ("body", "kind"), [(ROWS, "text/csv"), (TREE, "application/json"), (NEWS, "text/xml")]
)
def test_what_need_not_be_discussion_is_counted_unless_formats_names_it(
    body: bytes, kind: str
) -> None:
    address = "https://kettles.example.org/files/all"
    data = record(answer(body, f"Content-Type: {kind}"), address)
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert not problem.lost
    assert problem.message == (
        "of 1 answers 0 were read; passed over: 1 tables, texts and feeds that need not be "
        f"discussion ([formats] has them read): {address}"
    )
    alone, _ = sources.recognise(Dump("all", Path(), body), {})
    settled = {"*/kettles.example.org/files/*": alone.name}
    assert posts_of(list(sources.read(*sources.recognise(Dump("x.warc", Path(), data), settled))))


def test_feeds_of_comments_and_of_known_sites_are_read() -> None:
    known = NEWS.replace(b"kettles.example.org/elm", b"news.ycombinator.com/item?id=9101")
    data = record(answer(COMMENTS, "Content-Type: text/xml")) + record(answer(known, JSON))
    assert [post.id for post in posts_of(read(data))] == [
        "web:kettles.example.org/oak#comment-13",
        "web:kettles.example.org/oak",
        "hn:9101",
    ]


def test_a_text_of_no_site_that_is_known_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def web_text(*_: object) -> tuple[Source, Dump]:
        return sources.by_name("web-text"), Dump("x", Path(), b"x")

    monkeypatch.setattr(warc, "find", web_text)
    (problem,) = problems_of(read(record(answer(b"ann: x", "Content-Type: text/plain"))))
    assert "1 tables, texts and feeds" in problem.message


def test_wacz_and_dictionaries(tmp_path: Path) -> None:
    data = Path(__file__).parents[1] / "data" / "warc" / "warcio.warc.gz"
    content = tmp_path / "content"
    content.mkdir()
    with zipfile.ZipFile(content / "crawl.wacz", "w") as pack:
        pack.write(data, "archive/data.warc.gz")
        pack.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        pack.writestr("datapackage.json", "{}")
        pack.writestr("indexes/index.cdx.gz", b"x")
    (found,) = scan.dumps(content, Config())
    assert found.name == "crawl.wacz/archive/data.warc.gz"
    source, dump = sources.recognise(found.dump, {})
    assert len(posts_of(list(sources.read(source, dump)))) == 17
    with zipfile.ZipFile(tmp_path / "none.wacz", "w") as pack:
        pack.writestr("x.txt", "x")
    assert _archives.names(tmp_path / "none.wacz") == ["x.txt"]


@pytest.mark.parametrize("size", [0, 5, 2**32 - 1])
def test_a_dictionary_that_is_none_is_an_error(size: int, tmp_path: Path) -> None:
    file = tmp_path / "x.warc.zst"
    file.write_bytes(b"\x5d\x2a\x4d\x18" + size.to_bytes(4, "little") + b"\x37\xa4\x30\xec1")
    with pytest.raises(SourceError):
        sources.recognise(Dump("x.warc.zst", file), {})


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "x.warc"
    one = record(answer(ITEM, JSON)) + record(answer(b"\0" * (1 << 20), "Content-Type: image/gif"))

    def peak(count: int) -> int:
        with file.open("wb") as stream:
            for _ in range(count):
                stream.write(one)
        source, dump = sources.recognise(Dump("x.warc", file), {})
        tracemalloc.start()
        assert sum(isinstance(r, Post) for r in sources.read(source, dump)) == count
        told = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return told

    peak(2)
    assert peak(40) < peak(4) + (1 << 20)


HOSTILE = {
    "blank lines": b"WARC/1.0\r\n" + b"\r\n" * 300_000,
    "versions": b"WARC/1.0\r\n" * 60_000,
    "a long line": b"WARC/1.0\r\n" + b"a" * 1_000_000,
    "many fields": b"WARC/1.0\r\n" + b"a: b\r\n" * 150_000,
    "folded": b"WARC/1.0\r\na: b\r\n" + b" c\r\n" * 200_000,
    "a length beyond all": b"WARC/1.0\r\nContent-Length: 999999999999999999\r\n\r\n" + b"x" * 99,
    "a length of digits": b"WARC/1.0\r\nContent-Length: " + b"9" * 50_000 + b"\r\n\r\n",
    "chunks": record(answer(chunked(b"[" * 150_000, 1), JSON, "Transfer-Encoding: chunked")),
    "a bomb": record(answer(gzip.compress(b"[" * 90_000_000), JSON, "Content-Encoding: gzip")),
    "no end of headers": record(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000),
    "addresses": record(answer(b"<p>", "Content-Type: text/html"), "http://[") * 200,
    "NULs": b"WARC/1.0\r\n" + b"\0" * 1_000_000,
}  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_archives_give_problems(kind: str) -> None:
    records = read(HOSTILE[kind])
    assert posts_of(records) == []
    assert problems_of(records)


def test_dates_of_records_may_be_anything() -> None:
    for told in ("", "x", "0001-01-01T00:00:00+23:59", "2026-03-01T10:00:00", "9999-99-99"):
        made = _warc.Record(1, {"warc-date": told}, _warc.Block(io.BytesIO(), 0))
        assert made.captured is None or made.captured.utcoffset() is not None
