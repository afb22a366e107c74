"""Page → bytes. A worker makes one renderer and uses it for all its pages.

The frame of a page is minified with tokens where bodies go; the bodies are put in afterwards.
"""

import re
from pathlib import Path

import minify_html
import msgspec

from sitegen import bodies
from sitegen.build import contexts
from sitegen.build.contexts import Frame
from sitegen.build.threads import thread_context
from sitegen.config import Config
from sitegen.model import assemble
from sitegen.pages import (
    AssetPage,
    FeedPage,
    GroupsPage,
    ListPage,
    NotFoundPage,
    Page,
    RobotsPage,
    SitemapPage,
    ThreadPage,
)
from sitegen.store import Store
from sitegen.theme.env import environment, template_error
from sitegen.theme.files import stylesheet
from sitegen.theme.theme import Theme

_TOKEN = re.compile("\ue000([0-9]+)\ue001")


class Setup(msgspec.Struct, frozen=True):
    """All a worker needs to render and write pages."""

    config: Config
    theme: Theme
    store: Path
    output: str
    build: str  #: differs for every build, so that no worker uses what it made for an earlier one


class Rendered(msgspec.Struct, frozen=True):
    """The bytes of a page, how many posts stand on it and how many ghosts."""

    data: bytes
    posts: int = 0
    ghosts: int = 0


class Renderer:
    """Holds what is made once for many pages: the templates, and a handle on the store."""

    def __init__(self, setup: Setup) -> None:
        self.output = setup.output
        self._setup = setup
        self._frame = Frame.of(setup.config, setup.theme.options)
        self._store = Store.read_only(setup.store)
        self._templates = environment(setup.theme)

    def close(self) -> None:
        self._store.close()

    def render(self, page: Page) -> Rendered:
        """The bytes of a page. Raises ThemeError for a broken template."""
        if isinstance(page, ThreadPage):
            return self._thread(page)
        if isinstance(page, AssetPage):
            return Rendered(self._asset(page))
        return Rendered(self._finish(page.template, self._context(page), []))

    def _context(self, page: Page) -> msgspec.Struct:
        frame = self._frame
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
            case NotFoundPage():
                return contexts.not_found_context(frame, page)
            case _:
                raise TypeError(f"no context for {type(page).__name__}")

    def _thread(self, page: ThreadPage) -> Rendered:
        posts, gaps = self._store.thread(page.id)
        thread = assemble(page.id, posts, gaps, self._setup.config.build.order)
        finished: list[str] = []
        context = thread_context(self._frame, page, thread, finished)
        on_page = context.thread.count + (thread.root.state != "missing")
        data = self._finish(page.template, context, finished)
        return Rendered(data, on_page, context.thread.ghosts + (thread.root.state == "missing"))

    def _finish(self, name: str, context: msgspec.Struct, finished: list[str]) -> bytes:
        try:
            text = self._templates.get_template(name).render(
                {field: getattr(context, field) for field in context.__struct_fields__}
            )
        except Exception as error:
            raise template_error(error) from None
        if name.endswith(".html") and self._setup.config.build.minify:
            text = minify_html.minify(
                text, keep_closing_tags=True, keep_html_and_head_opening_tags=True
            )
        if finished:
            parts = _TOKEN.split(text)
            parts[1::2] = [finished[int(number)] for number in parts[1::2]]
            text = "".join(parts)
        return text.encode()

    def _asset(self, page: AssetPage) -> bytes:
        if page.source:
            return Path(page.source).read_bytes()
        css = stylesheet(self._setup.theme) + bodies.stylesheet()
        return (minified_css(css) if self._setup.config.build.minify else css).encode()


def minified_css(css: str) -> str:
    """A style sheet without what a browser does not need."""
    if "</" in css:  # it would end the element that carries it; such a sheet stays as it is
        return css
    text = minify_html.minify(f"<style>{css}</style>", minify_css=True, keep_closing_tags=True)
    return text.removeprefix("<style>").removesuffix("</style>")
