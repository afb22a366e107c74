"""Pages as programs save them: the same posts as from the page that the site gave out.

What the programs do was seen in pages that they wrote: browsers and SingleFile note the address in
a comment, the latter leaves out quotes and end tags and puts styles and pictures of megabytes into
the page, Save Page WE has elements for it, the Wayback Machine puts its address before all others.
"""

import plistlib
import quopri
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest

from sitegen import sources
from sitegen.errors import SourceError, UnknownFormat
from sitegen.model import Gap, Post, Problem
from sitegen.sources import _html
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data"
HOSTS = {
    "hn-html": "news.ycombinator.com",
    "reddit-html": "old.reddit.com",
    "lobsters-html": "lobste.rs",
    "discourse-html": "talk.example.org",
    "forum-html": "forum.example.org",
    "hypermail-html": "lists.example.org",
    "mhonarc-html": "lists.example.org",
    "pipermail-html": "lists.example.org",
    "discord-html": "export.example.org",
    "telegram-html": "export.example.org",
}
DAMAGED = ("damaged", "cut-off", "cut_off", "too-deep")
SAMPLES = [
    sample
    for name in HOSTS
    for sample in sorted((DATA / name).glob("*.html"))
    if not any(word in sample.name for word in DAMAGED)
]
FILLING = "A" * 100_000
STYLES = (
    "<style>"
    + ".sf-hidden{display:none!important}.x{background:url(data:image/png;base64,"
    + FILLING
    + ")}"
    + "</style>"
)
Saved = tuple[str, bytes]  # how the file's name ends, and what is in it


def after_doctype(page: str, told: str) -> str:
    """A page with something behind its doctype, or at its beginning."""
    found = re.match(r"\s*<!doctype[^>]*>", page, re.I)
    at = found.end() if found else 0
    return page[:at] + told + page[at:]


def in_head(page: str, told: str) -> str:
    found = re.search(r"<head\b[^>]*>|<html\b[^>]*>", page, re.I)
    at = found.end() if found else 0
    return page[:at] + told + page[at:]


def by_browser(page: str, url: str) -> Saved:
    note = f"\n<!-- saved from url=({len(url):04d}){url} -->\n"
    return ".html", after_doctype(page, note).encode()


def by_singlefile(page: str, url: str) -> Saved:
    page = re.sub(r"(<[a-z][^<>]*?\s[\w-]+=)\"([\w.:/-]+)\"(?=[\s>])", r"\1\2", page)
    page = re.sub(
        r"(<img\b[^<>]*?\bsrc=)[\"']?[^\s\"'<>]+[\"']?",
        rf"\1data:image/gif;base64,{FILLING[:900]}",
        page,
    )
    page = re.sub(r"</(?:body|html)>\s*", "", page)
    note = f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: Fri Nov 27 2026\n-->"
    return ".html", in_head(
        after_doctype(page, ""), note + "<meta charset=utf-8>" + STYLES
    ).encode()


def by_save_page_we(page: str, url: str) -> Saved:
    told = (
        f'<style data-savepage-href="/style.css">{FILLING}</style>'
        f'<meta name="savepage-url" content="{url}"><meta name="savepage-title" content="x">'
    )
    return ".html", in_head(page, told).encode()


def by_monolith(page: str, url: str) -> Saved:
    note = f"<!-- Saved from {url} at 2026-11-27T10:00:00Z using monolith v2.10.1 -->\n"
    return ".html", (note + in_head(page, STYLES)).encode()


def by_wayback(page: str, url: str) -> Saved:
    web = "https://web.archive.org/web/20150102030405"
    page = re.sub(r"((?:href|action)=[\"'])(?=https?://)", rf"\1{web}/", page)
    head = (
        '<script src="//archive.org/includes/athena.js"></script>'
        f'<script>__wm.wombat("{url}","20150102030405","https://web.archive.org/")</script>'
        "<!-- End Wayback Rewrite JS Include -->\n"
    )
    bar = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=wm-ipp-base></div>"
    page = re.sub(r"(<body\b[^>]*>)", rf"\1{bar}", in_head(page, head), count=1)
    return ".html", (
        page + "\n<!--\n FILE ARCHIVED ON 03:04:05 Jan 02, 2015 AND RETRIEVED -->"
    ).encode()


def by_safari(page: str, url: str) -> Saved:
    return ".webarchive", plistlib.dumps(_webarchive(page, url), fmt=plistlib.FMT_BINARY)


def by_safari_as_xml(page: str, url: str) -> Saved:
    return ".webarchive", plistlib.dumps(_webarchive(page, url), fmt=plistlib.FMT_XML)


def _webarchive(page: str, url: str) -> dict[str, object]:
    main = {
        "WebResourceData": page.encode("utf-16-le" if page.isascii() else "utf-8"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-16LE" if page.isascii() else "UTF-8",
        "WebResourceURL": url,
        "WebResourceFrameName": "",
    }
    picture = {
        "WebResourceData": b"\x89PNG" * 99,
        "WebResourceURL": url + "#",
        "WebResourceMIMEType": "image/png",
    }
    return {"WebMainResource": main, "WebSubresources": [picture]}


def by_chrome_in_one_file(page: str, url: str) -> Saved:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x--"\r\n\r\n\r\n----x--\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {url}\r\n\r\n"
    )
    end = b"\r\n----x----\r\n"
    return ".mhtml", head.encode() + quopri.encodestring(page.encode()) + end


def in_warc(page: str, url: str) -> Saved:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    header = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-11-27T10:00:00Z\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return ".warc", header.encode() + answer + b"\r\n\r\n"


WAYS: list[Callable[[str, str], Saved]] = [
    by_browser,
    by_singlefile,
    by_save_page_we,
    by_monolith,
    by_wayback,
    by_safari,
    by_safari_as_xml,
    by_chrome_in_one_file,
    in_warc,
]


# Sample, way -> why it need not tell the same.
EXCEPTIONS = {
    ("2024-one-row.html", ""): "a row that was copied out of its page is none that is saved",
    ("story-archived.html", "by_wayback"): "it was archived already",
    ("vbulletin-4-page-2.html", "by_singlefile"): "a picture in it is known by its address",
    **{
        (page.name, "by_wayback"): "exports of chats lie on no site"
        for page in (DATA / "discord-html").glob("*.html")
    },
}
_RECORD = re.compile(r"^record 1, \S+?(?:: |$)")


def told(path: Path, name: str) -> list[tuple[str, ...]]:
    """What a file tells, but for addresses, which pages need not tell by themselves."""
    source, dump = sources.recognise(Dump(name, path), {})
    facts = []
    for record in sources.read(source, dump):
        if isinstance(record, Post):
            body = re.sub(r"data:[^\s\"'<>]*", "", record.body.text)
            body = re.sub(r"(?<=src=\")[^\"]*", "", body)
            of_post = (
                record.parent,
                record.root,
                record.author,
                record.title,
                record.created,
                record.score,
                record.state,
                record.community,
            )
            facts.append((record.id, *map(str, of_post), body))
        elif isinstance(record, Problem) and (record.lost or "were read" not in record.message):
            facts.append(
                ("problem", _RECORD.sub("", record.where.partition(": ")[2]), record.message)
            )
        elif isinstance(record, Gap):
            facts.append(("gap", *map(str, msgspec.structs.astuple(record))))
    return facts


CASES = [
    pytest.param(sample, way, id=f"{sample.parent.name}/{sample.name}-{way.__name__}")
    for sample in SAMPLES
    for way in WAYS
    if EXCEPTIONS.keys().isdisjoint({(sample.name, ""), (sample.name, way.__name__)})
]


@pytest.mark.parametrize(("sample", "way"), CASES)
def test_a_saved_page_tells_what_the_page_told(
    sample: Path, way: Callable[[str, str], Saved], tmp_path: Path
) -> None:
    page = _html.decode(sample.read_bytes())
    host = HOSTS[sample.parent.name]
    plain = tmp_path / "plain.html"
    plain.write_bytes(page.encode())
    before = told(plain, f"{host}/{sample.name}")
    ending, saved = way(page, f"https://{host}/{quote(sample.name)}")
    path = tmp_path / f"saved{ending}"
    path.write_bytes(saved)
    assert told(path, "x.warc" if ending == ".warc" else f"{host}/{sample.name}") == before


PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body>{}</body></html>"
FILLED = "<!-- Saved from https://a.example/ at now using monolith v2 -->"
HOSTILE = {
    "styles without an end": FILLED + "<style " * 150_000,
    "styles in styles": FILLED + "<style>" * 150_000,
    "tags without an end": FILLED + "<a b=c " * 150_000,
    "quotes": FILLED + "<a \"'\"\" " * 120_000,
    "other quotes": FILLED + "<a b='" * 150_001,
    "pictures that are none": FILLED + "data:a;b=c," * 100_000,
    "signs of equality": FILLED + "<a " + "= " * 500_000,
    "comments": FILLED + "<!-- saved from url=(1) " * 50_000,
    "a list of properties": "<plist><dict><key>WebMainResource</key>" + "<dict>" * 100_000,
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_take_no_longer(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(HOSTILE[kind].encode())
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump("x.html", path), {})


def test_property_lists_without_a_page_are_no_error(tmp_path: Path) -> None:
    odd: list[object] = [{}, [], {"WebMainResource": 1}, {"WebMainResource": {}}]
    odd += [{"WebMainResource": {"WebResourceData": "text", "WebResourceURL": 7}}]
    whole = [plistlib.dumps(value, fmt=plistlib.FMT_BINARY) for value in odd]
    saved = by_safari(PAGE.format("x"), "https://a.example/")[1]
    whole += [saved[:end] for end in range(0, len(saved), 7)]
    whole += [saved[:at] + b"\xff\xff" + saved[at + 2 :] for at in range(8, len(saved), 5)]
    for data in whole:
        path = tmp_path / "x.webarchive"
        path.write_bytes(data)
        with pytest.raises(SourceError):
            sources.recognise(Dump("x.webarchive", path), {})


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_address_that_was_noted_is_that_of_a_page_which_tells_none(
    way: Callable[[str, str], Saved], tmp_path: Path
) -> None:
    page = (DATA / "forum-html" / "fluxbb.html").read_text("utf-8")
    ending, saved = way(page, "https://lids.example.net/board/viewtopic.php?id=86")
    path = tmp_path / f"x{ending}"
    path.write_bytes(saved)
    source, dump = sources.recognise(Dump(path.name, path), {})
    first = next(r for r in sources.read(source, dump) if isinstance(r, Post))
    assert first.id == "web:lids.example.net/board/viewtopic-id/86#post-991"
