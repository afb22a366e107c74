"""Foreign HTML cut into text and tags, as a browser would cut it, in linear time.

What a browser would not show (comments, scripts, styles) is gone; all else is still there.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sitegen import possessive
from sitegen.entities import unescape

# Quoted values may hold ">" and, up to a bound, "<"; a tag whose quotes do not pair ends at ">".
_TAG = possessive.compiled(
    r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]*+)"
    r"((?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,80}+(?=>)|[^<>]*+)|[!?/][^<>]*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>][^\s>]*)))?")
_UNSEEN = ("script", "style", "template", "svg", "noscript", "title")
_TEX = re.compile(r"<annotation[^>]*application/x-tex[^>]*>([^<]*)")


class Tag(NamedTuple):
    """A tag: its name in lower case, the text between name and ">", and all of it as it stood."""

    name: str
    is_end: bool
    attributes: str
    written: str

    def attribute(self, name: str) -> str:
        """The value of an attribute, its entities decoded; empty when there is none."""
        if name not in self.attributes:
            return ""
        for found, *values in _ATTRIBUTE.findall(self.attributes):
            if found.lower() == name:
                return unescape("".join(values))
        return ""


def cut(html: str) -> Iterator[str | Tag]:
    """Texts, still with their entities, and tags, in order. Declarations are left out."""
    if "<!--" in html:
        html = _replaced(html, "<!--", "-->", "")
    lower = html.lower()
    for name in _UNSEEN:
        if f"<{name}" in lower:
            html = _replaced(html, rf"<{name}\b", rf"</{name}\b[^>]*+>?", "")
    if "<iframe" in lower:
        html = _replaced(html, r"(<iframe\b[^>]*+>)", r"</iframe\b[^>]*+>?", r"\1")
    if "<math" in lower:
        html = _replaced(html, r"<math\b", r"</math\s*>", _formula)
    done = 0
    for match in _TAG.finditer(html):
        if match.start() > done:
            yield html[done : match.start()]
        done = match.end()
        end, name, attributes = match.groups()
        if name:
            yield Tag(name.lower(), bool(end), attributes, match.group())
    if done < len(html):
        yield html[done:]


def _replaced(
    html: str, start: str, end: str, replacement: str | Callable[[re.Match[str]], str]
) -> str:
    """All that stands from `start` to `end`, replaced. A start without an end is left alone.

    The search stops at the last end, so that no start makes it run to the end of the text in vain.
    """
    last = max((match.end() for match in re.finditer(end, html, re.I)), default=0)
    whole = re.compile(f"{start}.*?{end}", re.I | re.S)
    return whole.sub(replacement, html[:last]) + html[last:]


def _formula(match: re.Match[str]) -> str:
    """The formula as its author wrote it, where the page tells; else the text of its parts."""
    tex = _TEX.search(match.group())
    return f"<code>{tex[1].strip()}</code>" if tex else re.sub("<[^<>]*>", "", match.group())
