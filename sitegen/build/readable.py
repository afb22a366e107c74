"""Threads in forms to be read elsewhere: Markdown, a page that stands alone, a book (EPUB 3).

Nothing in them is loaded from anywhere, links lead to the web or to a place in the same file, and
no clock goes in: the same threads give the same bytes.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sitegen.build import assets, imports, output, scan
from sitegen.build.book import Book
from sitegen.build.export import Exported, Selection, outside_content
from sitegen.build.looks import SITE, Looks
from sitegen.build.looks import load as load_looks
from sitegen.build.parts import Whole
from sitegen.build.render import Renderer, Setup
from sitegen.build.run import Listen, opened, silent
from sitegen.build.site_view import Frame
from sitegen.config import Config, SitePaths
from sitegen.errors import OutputError, UsageError
from sitegen.model import ThreadSummary, assemble, site_of
from sitegen.pages import Site, ThreadPage, TwinPage, urls
from sitegen.pages.looks import look_of
from sitegen.store import Store

FORMS = ("markdown", "html", "epub")
_RULE = b"\n\n---\n\n"  # between threads in Markdown
_TAG_END = r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>"
_LINKS = re.compile(rf"<link\b{_TAG_END}")
_SCRIPTS = re.compile(rf"<script\b{_TAG_END}.*?</script>", re.DOTALL)
_HEAD = re.compile(r"<header class=\"?site\"?>.*?</header>", re.DOTALL)
_POLICY = re.compile(rf"<meta\b(?=[^>]*Content-Security-Policy){_TAG_END}")
_ANCHORS = re.compile(rf"<a\b{_TAG_END}")
_PICTURES = re.compile(rf"<img\b{_TAG_END}")
_LEADS = re.compile(
    r"\shref=(?:\"(?!#|https?:)[^\"]*\"|'(?!#|https?:)[^']*'|(?!#|https?:|[\"'])[^\s>]*)"
)
_ALONE = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
    " style-src 'unsafe-inline'; img-src data:; base-uri 'none'\">"
)
_LOADED = re.compile(r"url\((?!\s*[\"']?(?:data:|#))[^)]*\)|@import[^;]*;")


def export(
    paths: SitePaths,
    config: Config,
    target: Path | BinaryIO,
    selection: Selection,
    form: str,
    listen: Listen = silent,
) -> Exported:
    """Writes threads to a stream or, whole or not at all, a file. Raises UsageError, OutputError.

    "html" takes one thread; the others any number, which "epub" holds in memory.
    """
    if isinstance(target, Path):
        outside_content(paths, target)
    with opened(paths, config) as store:
        found = scan.dumps(paths.content, config)
        imports.bring_up_to_date(
            store, config, found, lambda name, done: listen(f"reading {name}", done, 0)
        )
        chosen = [of for of in store.summaries() if selection.takes(of)]
        looks = load_looks(paths, config)
        if not chosen:
            globs = ", ".join((*selection.threads, *selection.communities))
            raise UsageError("no thread fits", globs, "an id is such as hn:8863; globs may hold *")
        if form == "html" and len(chosen) > 1:
            some = ", ".join(of.id for of in islice(chosen, 3))
            raise UsageError(
                f"a page that stands alone holds one thread, and {len(chosen):,} fit",
                some,
                "name one: --thread ID",
            )
        # Renderers read the store by a handle of their own, as the workers of a build do.
        setup = Setup(config, looks, paths.state / "store.db", str(paths.output), "")
        renderer = Renderer(setup)
        try:
            data = _made(form, config, looks, store, renderer, chosen)
        finally:
            renderer.close()
    _put(target, data)
    return Exported(len(chosen), sum(of.posts for of in chosen))


def _made(
    form: str, config: Config, looks: Looks, store: Store, renderer: Renderer,
    chosen: list[ThreadSummary],
) -> bytes:  # fmt: skip
    if form == "epub":
        book = Book(config.site, Frame.of(config, looks[SITE]))
        for of in chosen:
            posts, gaps = store.thread(of.id)
            thread = assemble(of.id, posts, gaps, config.build.order)
            book.add(
                Whole(of.id, thread, True), Frame.of(config, looks[_look(config, of)]), of.last
            )
        return book.packed()
    if form == "markdown":
        return _RULE.join(_markdown(config, renderer, chosen))
    look = _look(config, chosen[0])
    css = assets.sheet(looks[look].theme, {}, minify=config.build.minify).decode()
    page = ThreadPage(urls.FRONT, Site(False, False), chosen[0].id, chosen[0].digest, 0, look=look)
    return alone(bytes(renderer.render(page).data).decode(), css).encode()


def _markdown(
    config: Config, renderer: Renderer, chosen: list[ThreadSummary]
) -> Iterator[bytes]:  # fmt: skip
    for of in chosen:
        page = TwinPage(urls.twin(of.id, "md"), of.id, of.digest, "md", _look(config, of))
        yield bytes(renderer.render(page).data).strip() + b"\n"


def _look(config: Config, of: ThreadSummary) -> str:
    return look_of(tuple(config.communities), site_of(of.id), of.community)


def alone(page: str, css: str) -> str:
    """A page of the site as one that needs no other file, with its style sheet inside."""
    page = _SCRIPTS.sub("", page)
    canonical = [link for link in _LINKS.findall(page) if "canonical" in link]
    page = _HEAD.sub("", _LINKS.sub("", page))
    page = _POLICY.sub(lambda _: _ALONE + "".join(canonical), page)
    page = _ANCHORS.sub(lambda found: _LEADS.sub("", found[0]), page)
    page = _PICTURES.sub(lambda found: found[0] if "data:" in found[0] else "", page)
    style = _LOADED.sub("none", css).replace("</", "<\\/")
    before, head, after = page.partition("</head>")
    return f"{before}<style>{style}</style>{head}{after}"


def _put(target: Path | BinaryIO, data: bytes) -> None:
    if not isinstance(target, Path):
        target.write(data)
        return
    try:
        output.write(str(target.absolute().parent), target.name, data)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", str(target)) from None
