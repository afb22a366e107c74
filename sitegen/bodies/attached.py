"""Mentions of attachments in the HTML of a body: links to those that are saved, else their names.

Whatever a sender called a file, it is fetched and not opened, under a name that is safe on any
system and ends as the saved file does.
"""

import re
from collections.abc import Mapping

from sitegen.bodies.characters import escape_attribute
from sitegen.entities import unescape
from sitegen.model.attachments import MARK, SAVED

_LONGEST = 80  # characters of a name
_MENTION = re.compile(rf"(<li>|\[attachment: )([^\n]{{0,2000}}?){SAVED.pattern}")
_TAG = re.compile(r"<[^>]*>")
_TOLD = re.compile(r"(?:, [\w.+-]+/[\w.+-]+)?(?:, [\d.]+ (?:bytes|kB|MB))?\Z")
_UNSAFE = re.compile(r"[^\w .()+=@~-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


def linked(html: str, files: Mapping[str, str]) -> str:
    """Safe HTML in which each mention of a file leads to it; `files`: name -> address."""
    if MARK not in html:
        return html

    def link(mention: re.Match[str]) -> str:
        opening, told, name = mention.groups()
        told = _TAG.sub("", told)
        if name not in files:
            return f"{opening}{told}"
        address = escape_attribute(files[name])
        download = escape_attribute(safe_name(_TOLD.sub("", unescape(told)), name))
        return f'{opening}<a class="file" href="{address}" download="{download}">{told}</a>'

    return SAVED.sub("", _MENTION.sub(link, html))


def safe_name(told: str, saved: str) -> str:
    """A name for a file on the disk of who fetches it: no path, no device, no foreign ending."""
    ending = saved.rpartition(".")[2]
    name = _UNSAFE.sub("_", re.split(r"[/\\]", told)[-1]).strip(" .")
    if not name or name == "without a name":
        return f"attachment.{ending}"
    name = f"_{name}" if _DEVICE.match(name) else name
    start, dot, end = name.rpartition(".")
    if dot and end.lower() == ending:
        name = start
    return f"{name[:_LONGEST].rstrip(' .')}.{ending}"
