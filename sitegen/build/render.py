"""Page → bytes. A worker makes one renderer and uses it for all its pages."""

from collections.abc import Mapping
from operator import countOf
from pathlib import Path

import msgspec

from sitegen import bodies
from sitegen.build import contexts, copies, twins
from sitegen.build.assets import sheet
from sitegen.build.authors import author_context
from sitegen.build.engine import Engine, Text
from sitegen.build.looks import Looks
from sitegen.build.orders import ordered
from sitegen.build.parts import Whole
from sitegen.build.site_view import Frame
from sitegen.build.threads import index_context, thread_context
from sitegen.config import Config
from sitegen.model import posts_named
from sitegen.pages import (
    AssetPage,
    AuthorPage,
    CopyPage,
    DataPage,
    FeedPage,
    FilePage,
    GroupsPage,
    ListPage,
    LlmsPage,
    MovedPage,
    NotFoundPage,
    Page,
    RobotsPage,
    SearchPage,
    SitemapPage,
    TextPage,
    ThreadIndexPage,
    ThreadPage,
    TwinPage,
    urls,
)
from sitegen.store import Store, attached, authors
from sitegen.theme.comments import Comments
from sitegen.theme.files import static_files


class Setup(msgspec.Struct, frozen=True):
    """All a worker needs to render and write pages."""

    config: Config
    looks: Looks
    store: Path
    output: str
    build: str  #: differs for every build, so that no worker uses what it made for an earlier one


class Rendered(msgspec.Struct, frozen=True):
    """The bytes of a page, how many posts stand on it and how many ghosts."""

    data: bytes | bytearray
    posts: int = 0
    ghosts: int = 0


class Engines:
    """The templates of each look; made once they are needed, for a site may have many."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._made: dict[str, Engine] = {}

    def of(self, look: str) -> Engine:
        if look not in self._made:
            of, build = self._setup.looks[look], self._setup.config.build
            images = build.images == "lazy"
            self._made[look] = Engine(of.theme, build.minify, of.marks, images)
        return self._made[look]


class Renderer:
    """Holds what is made once for many pages: the templates, and a handle on the store."""

    def __init__(self, setup: Setup, engines: "Engines | None" = None) -> None:
        self.output = setup.output
        self._setup = setup
        self._frames = {name: Frame.of(setup.config, look) for name, look in setup.looks.items()}
        self._engine = (engines or Engines(setup)).of
        self.store = Store.read_only(setup.store)
        self._static: dict[str, dict[str, Path]] = {}
        self._last: tuple[tuple[str, str, str], Whole] | None = None

    def close(self) -> None:
        self.store.close()

    def render(self, page: Page) -> Rendered:
        """The bytes of a page. Raises ThemeError for a broken template."""
        if isinstance(page, ThreadPage):
            return self._thread(page)
        if isinstance(page, TwinPage):
            return self._twin(page)
        if isinstance(page, ThreadIndexPage):
            context = index_context(self._frames[page.look], page, self._whole(page))
            return Rendered(self._engine(page.look).page(page.template, context, []))
        if isinstance(page, CopyPage):
            return self._copy(page)
        if isinstance(page, DataPage):
            return Rendered(page.data)
        if isinstance(page, AssetPage):
            return Rendered(self._asset(page))
        if isinstance(page, FilePage):
            return Rendered(attached.data(self.store.db, page.name))
        if isinstance(page, AuthorPage):
            return self._author(page)
        body = [page.body] if isinstance(page, TextPage) else []
        return Rendered(self._engine(page.look).page(page.template, self._context(page), body))

    def _context(self, page: Page) -> msgspec.Struct:
        frame = self._frames[page.look]
        match page:
            case ListPage():
                return contexts.list_context(frame, page)
            case GroupsPage():
                return contexts.groups_context(frame, page)
            case FeedPage():
                return contexts.feed_context(frame, page)
            case SitemapPage():
                return contexts.sitemap_context(frame, page)
            case RobotsPage():
                return contexts.robots_context(frame, page)
            case LlmsPage():
                return contexts.llms_context(frame, page)
            case TextPage():
                return contexts.text_context(frame, page)
            case MovedPage():
                return contexts.moved_context(frame, page)
            case SearchPage():
                return contexts.search_context(frame, page)
            case NotFoundPage():
                return contexts.not_found_context(frame, page)
            case _:
                raise TypeError(f"no context for {type(page).__name__}")

    def _thread(self, page: ThreadPage) -> Rendered:
        whole = self._whole(page)
        texts: list[Text] = []
        context = thread_context(self._frames[page.look], page, whole, texts)
        if page.named:
            places = {post: urls.post(page.path, post, of, n) for post, of, n in page.named}
            texts = [_with_local_links(text, places) for text in texts]
        data = self._engine(page.look).page(page.template, context, texts)
        assert isinstance(context.comments, Comments)
        ghosts = countOf(context.comments.column("note"), "ghost")
        posts = len(context.comments) - ghosts
        if page.order or page.top >= 0:  # its posts are counted where all of the thread stands
            return Rendered(data)
        if page.part:
            return Rendered(data, posts, ghosts)
        return Rendered(data, posts + whole.told, ghosts + (not whole.told))

    def _author(self, page: AuthorPage) -> Rendered:
        texts: list[Text] = []
        written = authors.written(self.store, page.of, page.name, page.first, page.count)
        context = author_context(self._frames[page.look], page, written, texts)
        return Rendered(self._engine(page.look).page(page.template, context, texts))

    def _copy(self, page: CopyPage) -> Rendered:
        whole = self._whole(page)
        if not page.template:
            return Rendered(copies.copy_bytes(page, whole.thread))
        context = copies.copy_context(self._frames[page.look], page, whole)
        return Rendered(self._engine(page.look).page(page.template, context, []))

    def _twin(self, page: TwinPage) -> Rendered:
        whole, frame = self._whole(page), self._frames[page.look]
        if page.form == "feed":
            context = twins.feed_twin(whole, frame, page)
            return Rendered(self._engine(page.look).page(page.template, context, []))
        if page.form == "json":
            return Rendered(twins.json_twin(whole, frame, page.first))
        return Rendered(twins.markdown_twin(whole, frame))

    def _whole(self, page: ThreadPage | ThreadIndexPage | CopyPage | TwinPage) -> Whole:
        """The thread of a page. A thread's pages come one after the other: the last is kept."""
        order = page.order if isinstance(page, ThreadPage) else ""
        if self._last is None or self._last[0] != (page.id, page.digest, order):
            self._last = None
            posts, gaps = self.store.thread(page.id)
            thread = ordered(page.id, posts, gaps, order, self._setup.config)
            # A copy may tell that it lacks its opening post: that is a record too.
            told = any(post.id == page.id for post in posts)
            self._last = (page.id, page.digest, order), Whole(page.id, thread, told)
        return self._last[1]

    def _asset(self, page: AssetPage) -> bytes:
        look, minify = self._setup.looks[page.look], self._setup.config.build.minify
        if page.source:
            if page.look not in self._static:
                self._static[page.look] = dict(static_files(look.theme))
            return self._static[page.look][page.source].read_bytes()
        return sheet(look.theme, look.marks, minify=minify)


def _with_local_links(text: Text, places: Mapping[str, str]) -> Text:
    """A body with second links to the posts it names; one that names none stays unrendered."""
    if isinstance(text, str):
        return bodies.accompanied(text, places)
    if places.keys().isdisjoint(posts_named(text.text)):
        return text
    return bodies.accompanied(bodies.render(text), places)
