"""Threads as a book, EPUB 3 (https://www.w3.org/TR/epub-33/): a chapter each, with a list of them.

A book is XHTML, so bodies are written anew as such. Replies are moved in, at most eight times, and
say whom they answer: lists in lists would be lost on small readers.
"""

import re
import zipfile
from datetime import datetime
from hashlib import blake2b
from html import escape
from html.parser import HTMLParser
from io import BytesIO

from sitegen import bodies
from sitegen.build import words
from sitegen.build.parts import Whole
from sitegen.build.site_view import Frame
from sitegen.build.twins import answers, byline
from sitegen.config import SiteConfig
from sitegen.model import Post

_VOID = frozenset(("br", "hr", "img", "wbr", "col", "input"))
_LEFT_OUT = frozenset(("img", "input", "source", "track"))  # what would be loaded, or filled in
_KEPT = frozenset(("class", "dir", "lang", "title", "href", "datetime", "colspan", "rowspan",
                   "start", "open"))  # fmt: skip
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 8
_NO_DATE = "1980-01-01T00:00:00Z"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can tell
_STYLE = (
    "body{line-height:1.5}h1{line-height:1.2}"
    ".by{color:#555;font-size:.875em;margin:1.5em 0 .25em}"
    "pre{white-space:pre-wrap}blockquote{margin:0 0 0 1em;font-style:italic}"
    + "".join(f".d{n}{{margin-left:{n}em}}" for n in range(1, _DEEPEST + 1))
)
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


class Book:
    """Takes threads, one chapter each, and gives the bytes of a file."""

    def __init__(self, site: SiteConfig, frame: Frame) -> None:
        self._site, self._frame = site, frame
        self._chapters: list[tuple[str, str]] = []  # (title, XHTML)
        self._ids: list[str] = []
        self._last: datetime | None = None

    def add(self, whole: Whole, frame: Frame, last: datetime | None) -> None:
        """Takes a thread, with the time of its newest post."""
        root, title = whole.thread.root, _xml(frame.of_thread(whole.thread))
        parts = [
            f"<h1>{title}</h1>",
            f'<p class="by">{_xml(byline(frame, root))}{_links(root)}</p>',
        ]
        parts.append(_body(root))
        for comment, anchor in zip(whole.thread.comments, whole.anchors, strict=True):
            said = _xml(byline(frame, comment.post) + answers(frame, comment, whole))
            depth = min(comment.depth, _DEEPEST)
            parts.append(
                f'<div class="d{depth}" id="{escape(anchor)}"><p class="by">{said}</p>'
                f"{_body(comment.post)}</div>"
            )
        self._chapters.append((title, self._page(title, "\n".join(parts))))
        self._ids.append(whole.id)
        self._last = max(filter(None, (self._last, last)), default=None)

    def packed(self) -> bytes:
        """The file."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as file:
            _add(file, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            _add(file, "META-INF/container.xml", _CONTAINER)
            _add(file, "book/book.opf", self._package())
            _add(file, "book/contents.xhtml", self._contents())
            _add(file, "book/style.css", _STYLE)
            for number, (_, page) in enumerate(self._chapters, 1):
                _add(file, f"book/{number}.xhtml", page)
        return stream.getvalue()

    @property
    def _title(self) -> str:
        return self._chapters[0][0] if len(self._chapters) == 1 else _xml(self._frame.site.title)

    def _page(self, title: str, body: str) -> str:
        site = self._frame.site
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
            f' lang="{site.language}" xml:lang="{site.language}" dir="{site.direction}">'
            f'<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>\n'
            f"<body>{body}</body></html>\n"
        )

    def _contents(self) -> str:
        rows = "\n".join(
            f'<li><a href="{number}.xhtml">{title}</a></li>'
            for number, (title, _) in enumerate(self._chapters, 1)
        )
        return self._page(
            self._title, f'<nav epub:type="toc"><h1>{self._title}</h1><ol>\n{rows}\n</ol></nav>'
        )

    def _package(self) -> str:
        told = "\0".join((self._site.url, *self._ids)).encode("utf-8", "surrogatepass")
        name = blake2b(told, digest_size=16).hexdigest()
        numbers = range(1, len(self._chapters) + 1)
        page = 'media-type="application/xhtml+xml"'
        items = "".join(f'<item id="c{n}" href="{n}.xhtml" {page}/>' for n in numbers)
        spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:identifier id="id">urn:sitegen:book:{name}</dc:identifier>'
            f"<dc:title>{self._title}</dc:title>"
            f"<dc:language>{self._frame.site.language}</dc:language>"
            f'<meta property="dcterms:modified">{words.iso(self._last) or _NO_DATE}</meta>'
            "</metadata><manifest>"
            f'<item id="nav" href="contents.xhtml" {page} properties="nav"/>'
            f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
            f'<spine><itemref idref="nav"/>{spine}</spine></package>'
        )


def _add(file: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type, info.create_system = how, 3
    info.external_attr = 0o644 << 16
    file.writestr(info, text.encode("utf-8"))


def _links(post: Post) -> str:
    found = [words.web_link(post.link), words.web_link(post.permalink)]
    return "".join(f'<br/><a href="{_xml(link)}">{_xml(link)}</a>' for link in found if link)


def _body(post: Post) -> str:
    if not post.body.text or post.body.text.isspace():
        return ""
    writer = _Xhtml()
    writer.feed(bodies.render(post.body))
    writer.close()
    return f'<div dir="auto">{writer.written()}</div>'


def _xml(text: str) -> str:
    return escape(_ILLEGAL.sub(" ", text))


class _Xhtml(HTMLParser):
    """Safe HTML, whose elements are balanced, as XML, without what leads out of the book."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []

    def written(self) -> str:
        """All of it, with what was left open closed."""
        ends = "".join(f"</{name}>" for name in reversed(self._open))
        return "".join(self._out) + ends

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            return
        told = {
            name: value if value is not None else name for name, value in attrs if name in _KEPT
        }
        if not (told.get("href") or "").startswith(("http://", "https://")):
            told.pop("href", None)
        said = "".join(f' {name}="{_xml(value)}"' for name, value in told.items())
        if tag in _VOID:
            self._out.append(f"<{tag}{said}/>")
            return
        self._out.append(f"<{tag}{said}>")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                self._out.append(f"</{last}>")
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._out.append(_xml(data))
