"""Addresses that were published once and where no page lies any more: where they lead now.

`urls.lock` lists what was published, and [redirects] says what the owner knows. Each such address
goes on answering: with a page that leads on, or with one that says it is gone.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from sitegen.build import published
from sitegen.build.output import is_inside
from sitegen.config import Config
from sitegen.errors import ConfigError
from sitegen.pages import MovedPage, Site, urls

GONE = "gone"  # the note in the store that names the addresses of which nothing is known

_FRONT = "./"  # how the front page is written
_OF_A_WHOLE = re.compile(r"(?:page|comments)-\d+|most-\w+|newest|oldest|best|flat|dumped")
_WEB = re.compile(r"https?://[^\s/]")


class Places(msgspec.Struct, frozen=True):
    """What is asked of a plan: whether a page lies at a path, which thread a post stands in, and
    to which page of that one's list the link to a post of it leads."""

    planned: Callable[[str], bool]
    thread_of: Callable[[str], str | None]
    list_of: Callable[[str, str], int]


def address(path: str) -> str:
    """How a file is written in the list: as its URL, below that of the site."""
    return path.removesuffix(urls.FRONT) or _FRONT


def file_at(url: str) -> str:
    """The file that an address of the list stands for."""
    url = "" if url == _FRONT else url
    return url + (urls.FRONT if not url or url.endswith("/") else "")


def pages(folder: Path, config: Config, site: Site, places: Places, gone: list[str]
) -> Iterator[MovedPage]:  # fmt: skip
    """A page for each address at which none is planned; `gone` becomes those that lead nowhere and
    are not said to. Raises ConfigError, UsageError."""
    told = {file_at(key.lstrip("/") or _FRONT): value for key, value in config.redirects.items()}
    for path, target in told.items():
        if places.planned(path):
            raise ConfigError(
                f"a redirect from an address where a page lies: {address(path)}",
                "redirects",
                "take it out of [redirects]",
            )
        yield MovedPage(path, site, _inside(target))
    for _, url in published.urls_of(folder):
        path = file_at(url)
        if not (path.endswith(".html") and is_inside(path)) or path in told or places.planned(path):
            continue
        target = _target(path, told, places)
        if not target:
            gone.append(url)
        yield MovedPage(path, site, _inside(target))


def _inside(target: str) -> str:
    """A target as its file, with a place on it; an address elsewhere stays as it is."""
    if not target or _WEB.match(target):
        return target
    path, hash_, place = target.partition("#")
    return file_at(path.lstrip("/") or _FRONT) + hash_ + place


def _target(path: str, told: dict[str, str], places: Places) -> str:
    """Where a page went; empty when that is not known."""
    parts = path.split("/")
    if parts[0] == "t" and len(parts) > 3:
        whole = "/".join([*parts[:3], urls.FRONT])
        if whole != path and (places.planned(whole) or whole in told):
            return told.get(whole, whole)
        post = f"{parts[1]}:{parts[2]}"
        thread = places.thread_of(post)
        if not thread or thread == post:
            return ""
        return urls.post("", post, thread, places.list_of(thread, post))
    while len(parts) > 1 and _OF_A_WHOLE.fullmatch(parts[-2]):
        del parts[-2]
        whole = "/".join(parts)
        if places.planned(whole) or whole in told:
            return told.get(whole, whole)
    return ""
