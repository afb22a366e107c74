"""A text in pages/ → its page: front matter, Markdown, and links to other such texts."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.bodies.written import heading_and_html
from sitegen.build import front_matter
from sitegen.errors import ConfigError, nearest
from sitegen.pages import Site, TextPage, urls


def page_of(name: str, path: Path, known: Mapping[str, str]) -> TextPage:
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
