"""Records cut out of XML files: whatever the chunks, hostile files refused, damage bounded."""

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.model import Post, Problem
from sitegen.sources import _xml_cut, disqus_xml, wordpress_wxr
from sitegen.sources._xml_records import Record, records, root_of
from sitegen.sources.source import Dump, Source

DATA = Path(__file__).parents[1] / "data"


def read(text: str | bytes, *names: str) -> list[Record | Problem]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(records(io.BytesIO(data), *(names or ("item",))))


def texts(found: list[Record | Problem]) -> list[str]:
    return [
        record.element.text if isinstance(record, Record) else f"! {record.message}"
        for record in found[1:]
    ]


@pytest.mark.parametrize("chunk", [1, 2, 7, 64, 1 << 18])
@pytest.mark.parametrize("sample", ["feed/wordpress.xml", "disqus-xml/damaged.xml"])
def test_it_does_not_matter_how_a_file_comes_in(
    sample: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[object]:
        found = records(io.BytesIO((DATA / sample).read_bytes()), "item", "thread", "post")
        return [r if isinstance(r, Problem) else (r.where, r.element.name) for r in found]

    whole = told()
    monkeypatch.setattr(_xml_cut, "_CHUNK", chunk)
    assert told() == whole
    assert len(whole) > 2


def test_ends_in_texts_and_notes_are_no_ends() -> None:
    found = read("<r><item><![CDATA[a</item>]]>b<!-- </item> -->c</item><item/><item>d</item></r>")
    assert texts(found) == ["a</item>bc", "", "d"]


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_what_looks_like_a_record_in_a_comment_is_none(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_xml_cut, "_CHUNK", chunk)
    found = read(
        "<r><!-- an <item> is a page --><title><![CDATA[<item>]]></title><item>a</item>"
        "<!-- <item>b</item> --><item>c</item><!-- never closed <item>d</item></r>"
    )
    assert texts(found) == ["a", "c", "d"]


def test_a_page_whose_date_was_never_set_in_utc_has_its_own(tmp_path: Path) -> None:
    sample = (DATA / "wordpress-wxr/blog.xml").read_text()
    date = "<wp:post_date_gmt><![CDATA[2012-05-01 09:00:00]]></wp:post_date_gmt>"
    assert date in sample
    never = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
    (tmp_path / "a.xml").write_text(
        sample.replace(date, never).replace("Tue, 01 May 2012 09:00", "Thu, 01 Jan 1970 00:00")
    )
    dump = Dump("a.xml", tmp_path / "a.xml")
    post = next(r for r in wordpress_wxr.SOURCE.read(dump) if isinstance(r, Post))
    assert post.created == datetime(2012, 5, 1, 11, tzinfo=UTC)


def test_damage_costs_its_record() -> None:
    found = read("<r><item><b></item>\n<item>\1two &nbsp; & &#0;</item><item>three")
    assert texts(found) == [
        "! malformed XML: mismatched tag",
        "two \xa0 & \ufffd",
        "! cut off: the file ends inside of it",
    ]
    assert [record.where for record in found] == ["line 1", "line 1", "line 2", "line 2"]


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r><item>&b;</item></r>'
    assert texts(read(bomb)) == ["&b;"]
    inside = '<r><item><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;</item></r>'
    assert texts(read(inside))[0].startswith("! malformed XML")


def test_deep_and_long_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<r><item>" + "<b>" * 100 + "</b>" * 100 + "</item><item>two</item></r>"
    assert texts(read(deep)) == ["! malformed XML: elements are nested too deep", "two"]
    monkeypatch.setattr(_xml_cut, "MAX_RECORD", 1000)
    monkeypatch.setattr(_xml_cut, "_CHUNK", 100)
    long = f"<r><item>{'x' * 5000}</item><item>two</item></r>"
    first, second = texts(read(long))
    assert first.endswith("MiB long")
    assert second == "two"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "koi8-r"])
def test_the_declared_charset_is_read(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><r><item>\xa9</item></r>'
    assert texts(read(text.encode(charset))) == ["\xa9"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!DOCTYPE rss>\n<rss version='2.0'>",
            "rss",
        ),
        (b"<x:feed xmlns:x='y'>", "feed"),
        (b"{}", ""),
        (b"", ""),
    ],
)
def test_what_the_first_element_is(data: bytes, name: str) -> None:
    assert root_of(data) == name


def posts(source: Source, data: str) -> list[Post]:
    found = source.read(Dump("x", Path("x"), data.encode()))
    return [record for record in found if isinstance(record, Post)]


def test_a_feed_an_export_and_disqus_tell_of_one_thread(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    (site.content).mkdir(exist_ok=True)
    for name in ("feed/wordpress.xml", "disqus-xml/forum.xml", "wordpress-wxr/blog.xml"):
        data = (DATA / name).read_bytes()
        (site.content / name.replace("/", "-")).with_suffix(".xml.gz").write_bytes(
            gzip.compress(data)
        )
    report = site.build()
    assert (report.threads, report.posts, report.shared, report.sums_agree) == (1, 6, 3, True)
    (page,) = site.output.glob("t/web/*/index.html")
    text = page.read_text()
    assert text.index("My kettle") < text.index("Pull it") < text.index("It will boil dry")
    assert "What I said, and took back" not in text
    assert "example.net" not in text  # addresses of those who commented
    assert "192.0.2.1" not in text


def test_nothing_that_was_not_public_is_read() -> None:
    (page,) = posts(
        wordpress_wxr.SOURCE,
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><item><link>https://a.example/b</link>'
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:comment>"
        "<wp:comment_id>1</wp:comment_id><wp:comment_approved>trash</wp:comment_approved>"
        "</wp:comment></item><item><link>https://a.example/c</link><wp:status>publish</wp:status>"
        "<wp:post_password>x</wp:post_password></item><item><link>https://a.example/d</link>"
        "<wp:status>private</wp:status></item></rss>",
    )
    assert page.id == "web:a.example/b"
    assert posts(disqus_xml.SOURCE, "<disqus><post/></disqus>") == []


def test_a_comment_of_a_feed_yields_to_a_dump_that_knows_its_thread(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    item = (
        '<rss><channel><item><title>New comment by ann in "Tides"</title><description>High.'
        "</description><guid>https://news.ycombinator.com/item?id=2</guid></item></channel></rss>"
    )
    site.write("content/a.xml", item)
    site.build()
    assert "a comment by itself" in site.page("t/hn/2/index.html")
    thread = (
        '{"id": 1, "type": "story", "by": "bo", "title": "Tides", "time": 1700000000}\n'
        '{"id": 2, "type": "comment", "by": "ann", "text": "High.", "parent": 1,'
        ' "time": 1700000001}\n'
    )
    site.write("content/b.ndjson", thread)
    report = site.build()
    assert (report.threads, report.sums_agree) == (1, True)
    assert "High." in site.page("t/hn/1/index.html")


@pytest.mark.parametrize("charset", ["U", "no-such", "idna", "hex"])
def test_an_encoding_that_is_none_is_taken_for_utf_8(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><r><item>\xa9</item></r>'
    assert texts(read(text)) == ["\xa9"]
