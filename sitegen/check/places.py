"""Where links lead: from a page and what is written there to a file of the site and a place in it.

As GitHub Pages answers: a folder's address is its index.html.
"""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import msgspec

from sitegen.build.output import read_manifest
from sitegen.pages import urls

_SCHEME = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
NOWHERE = "\0"  # a path that no file has


class Site(msgspec.Struct, frozen=True):
    """A built site: its output folder and the public URL it was built for ("": none)."""

    output: str
    url: str

    @property
    def files(self) -> frozenset[str]:
        """The paths of all files that are sitegen's own."""
        return _files(self.output)


@lru_cache(maxsize=2)
def _files(output: str) -> frozenset[str]:
    return frozenset(read_manifest(Path(output)))


def is_foreign(link: str) -> bool:
    """It names a scheme or a host."""
    return _SCHEME.match(link) is not None


def place(site: Site, page: str, link: str) -> tuple[str, str]:
    """(path of the file, fragment) that a link on a page leads to; NOWHERE when out of the site."""
    path, _, fragment = link.partition("#")
    path = unquote(path.partition("?")[0]).strip()
    fragment = unquote(fragment)
    if not path:
        return page, fragment
    if path.startswith("/"):
        base = urls.base_path(site.url)
        if not f"{path}/".startswith(base):
            return NOWHERE, fragment
        return _file(site, path[len(base) :]), fragment
    folders = page.split("/")[:-1]
    parts = path.split("/")
    for part in parts[:-1]:
        if part == "..":
            if not folders:
                return NOWHERE, fragment
            folders.pop()
        elif part not in ("", "."):
            folders.append(part)
    last = parts[-1] if parts[-1] not in (".", "..") else ""
    return _file(site, "/".join([*folders, last])), fragment


def public(site: Site, url: str) -> str | None:
    """The path of the file that a public URL stands for; None when it is none of the site."""
    base = site.url.rstrip("/") + "/"
    if not site.url or not url.startswith(base):
        return None
    return _file(site, unquote(url[len(base) :].partition("#")[0]))


def _file(site: Site, path: str) -> str:
    if not path or path.endswith("/"):
        return f"{path}{urls.FRONT}"
    if path not in site.files and f"{path}/{urls.FRONT}" in site.files:
        return f"{path}/{urls.FRONT}"
    return path
