"""What all pages of a look share: the site, its words and dates, and the page's own navigation."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import msgspec

from sitegen.build import said, words
from sitegen.build.looks import Look
from sitegen.config import Config, MenuEntry, SiteConfig
from sitegen.model import State, Thread, native_of, title_of
from sitegen.pages import Site, urls
from sitegen.theme import context as view
from sitegen.theme.catalogue import direction
from sitegen.theme.filters import count_in, number

_NAMES = 4096  # of authors, that are made once


class Person(NamedTuple):
    """An author, for all comments of theirs."""

    name: str  #: as it is shown; empty when there is none
    folded: bool  #: what programs wrote is
    path: str  #: of their page; empty where there is none


class Frame(msgspec.Struct, frozen=True):
    """What is the same for all pages of a look."""

    config: Config
    look: Look
    site: view.SiteView
    author: Callable[[str | None], str]  #: a name as it is shown; empty when there is none
    person: Callable[[str | None, str], Person]  #: an author as told, and their site
    moment: words.Moment = words.moment

    @classmethod
    def of(cls, config: Config, look: Look) -> "Frame":
        site, catalogue = config.site, look.theme.catalogue
        language = look.language or site.language
        return cls(
            config,
            look,
            view.SiteView(
                words.line(site.title) or "Archive",
                words.line(site.description),
                language,
                look.theme.options,
                direction(language),
                words.line(site.footer),
                config.build.images == "lazy",
            ),
            lru_cache(maxsize=_NAMES)(partial(_author, look.author_prefix)),
            lru_cache(maxsize=_NAMES)(partial(_person, look)),
            words.moments(catalogue.day, catalogue.month, catalogue.before_clock)
            if catalogue
            else words.moment,
        )

    def text(self, english: str, **values: str | int) -> str:
        """A text in the language of the pages, with values in its {holes}."""
        catalogue = self.look.theme.catalogue
        told = catalogue.text(english) if catalogue else english
        if not values:
            return told
        shown = {
            name: value if isinstance(value, str) else self.number(value)
            for name, value in values.items()
        }
        return said.filled(told, shown)

    def number(self, value: int) -> str:
        catalogue = self.look.theme.catalogue
        return catalogue.number(value) if catalogue else number(value)

    def notice(self, english: str) -> str:
        """What a reader of text copies says, in the language of the pages."""
        if self.look.theme.catalogue is None:
            return english
        return said.clause_by_clause(english, self.text, self.count)

    def on_page(self, number: int) -> str:
        """What is put to the title of a page of several."""
        return self.text(", page {n}", n=str(number))

    def title(self, told: str | None, author: str | None, state: State, post_id: str) -> str:
        """A thread's title; where its site gives none, words that say what the thread is."""
        if text := words.line(told):
            return text
        native = words.line(native_of(post_id))
        if state == "missing":
            return self.text("Replies to a post that is not in this archive ({id})", id=native)
        if state != "visible":
            return self.text("A post that is gone ({id})", id=native)
        if author:
            return self.text("A post by {author}", author=words.line(author))
        return self.text("Post {id}", id=native)

    def of_thread(self, thread: Thread) -> str:
        """The title of a thread that is at hand."""
        root = thread.root
        told = title_of(root, (comment.post for comment in thread.comments))
        return self.title(told, root.author, root.state, root.id)

    def month(self, name: str) -> str:
        """The name of a month such as 2024-02; empty: of what has no date."""
        catalogue = self.look.theme.catalogue
        if catalogue is None:
            return words.month_name(name)
        if not name:
            return catalogue.text("Undated")
        return catalogue.month(date(int(name[:4]), int(name[5:]), 1))

    def count(self, count: int, one: str, many: str = "") -> str:
        """How many of something, as the look and the language call it."""
        return count_in(self.look.theme, count, one, many)

    def comments(self, count: int) -> str:
        return self.count(count, "comment")


def _author(prefix: str, told: str | None) -> str:
    name = words.line(told)
    return prefix + name if name else ""


def _person(look: Look, told: str | None, site: str) -> Person:
    """`site` is empty where authors have no pages."""
    bare = words.line(told)
    folded = words.is_program(bare) and bool(look.theme.options.get("fold_bots"))
    path = urls.author(site, told) if told and bare and site else ""
    return Person(look.author_prefix + bare if bare else "", folded, path)


def page_view(
    frame: Frame, path: str, site: Site, title: str, description: str, *, noindex: bool = False
) -> view.PageView:
    """The page itself. On the 404 page all links are absolute, for it stands at any address."""
    url = frame.config.site.url
    root = urls.base_path(url) if path == urls.NOT_FOUND else urls.root(path)
    link: Callable[[str], str] = lambda target: root + target  # noqa: E731
    return view.PageView(
        title=title,
        description=description,
        canonical="" if path == urls.NOT_FOUND else urls.absolute(url, path),
        root=root,
        home=link(urls.FRONT),
        communities=link(urls.COMMUNITIES) if site.communities else "",
        months=link(urls.MONTHS) if site.months else "",
        feed=link(urls.FEED),
        stylesheet=link(frame.look.stylesheet),
        static=link(f"static/{frame.look.place}"),
        authors=link(urls.AUTHORS) if site.authors else "",
        domains=link(urls.DOMAINS) if site.domains else "",
        image=_image(frame.config.site),
        menu=_menu(frame.config.site.menu, root),
        footer_menu=_menu(frame.config.site.footer_menu, root),
        noindex=noindex,
        search=link(urls.SEARCH) if site.search and path != urls.SEARCH else "",
    )


def _image(site: SiteConfig) -> str:
    """The address of the site's image, absolute; empty where it has none, or no address itself."""
    if site.image.startswith("/"):
        return urls.absolute(site.url, site.image.lstrip("/"))
    return site.image


def _menu(entries: Sequence[MenuEntry], root: str) -> tuple[view.Link, ...]:
    """The entries of a menu, from a page whose way to the site's root is `root`."""
    links = []
    for entry in entries:
        inside = urls.text(entry.page) if entry.page else ""
        if entry.url.startswith("/"):
            inside = urls.file_of(entry.url)
        links.append(view.Link(root + inside if inside else entry.url, words.line(entry.title)))
    return tuple(links)
