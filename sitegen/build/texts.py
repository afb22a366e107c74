"""pages/*.md → pages of the site: what its owner wrote beside the threads."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.bodies.written import heading_and_html
from sitegen.build import front_matter
from sitegen.build.text_files import FOLDER, files
from sitegen.config import Config, SitePaths
from sitegen.errors import ConfigError, nearest
from sitegen.pages import Site, TextPage, urls


def load(paths: SitePaths, config: Config) -> tuple[TextPage, ...]:
    """The pages by name; their navigation is for the plan to fill in.

    Raises ConfigError for a page that cannot be read, a link from one to another that is not
    there, and an entry of a menu that leads to none.
    """
    found = files(paths)
    known = {name: urls.text(name) for name in found}
    for entry in (*config.site.menu, *config.site.footer_menu):
        if entry.page and entry.page not in known:
            where = f"{paths.folder / 'sitegen.toml'}: site.menu: {entry.title}"
            hint = nearest(entry.page, known) or f"write {FOLDER}/{entry.page}.md"
            raise ConfigError(f"there is no page {entry.page!r}", where, hint)
    return tuple(_page(name, path, known) for name, path in found.items())


def _page(name: str, path: Path, known: Mapping[str, str]) -> TextPage:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError(f"the page cannot be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError:
        raise ConfigError("the page is not UTF-8", str(path)) from None
    front, body, skipped = front_matter.split(text, path)

    def link(address: str, line: int) -> str:
        return _link(address, name, known, f"{path}:{line + skipped}")

    heading, html = heading_and_html(body, link)
    title = front.title or heading or posixpath.basename(name)
    return TextPage(known[name], Site(False, False), title, front.description, html)


def _link(address: str, name: str, known: Mapping[str, str], where: str) -> str:
    """A link to another page's file as a link to that page; from the site's root where it begins
    with a slash. All others stay as they are."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    end = address[len(parts.path) :]
    if parts.path.startswith("/"):
        return urls.relative(known[name], urls.file_of(parts.path)) + end
    if not re.search(r"\.md$", parts.path):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    target = target.removesuffix(".md")
    if target not in known:
        raise ConfigError(f"there is no page {target + '.md'!r} to link to", where,
                          nearest(target, known))  # fmt: skip
    return urls.relative(known[name], known[target]) + end
