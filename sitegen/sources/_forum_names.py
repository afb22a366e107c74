"""The site that a folder with dumps is named after."""

import re

import msgspec

from sitegen.sources.known import is_archive

HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?"
)


class Forum(msgspec.Struct, frozen=True):
    """A site: its host, and its address without a slash; both "" where nothing tells them."""

    host: str = ""
    base: str = ""


def forum_in_name(name: str) -> Forum | None:
    """The site that a dump's folder is named after: the innermost name that is a host.

    An archive is no folder, though its name ends like that of a host: "export.zip".
    """
    for folder in reversed(name.lower().split("/")[:-1]):
        if HOST.fullmatch(folder) and not is_archive(folder):
            return Forum(folder, f"https://{folder}")
    return None
