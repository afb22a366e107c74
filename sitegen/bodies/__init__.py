"""Bodies: the text of a dump in, safe HTML out. To add a markup: a function, a line in RENDERERS.

`render` never raises and depends on nothing but the body. What it gives stands in an element of
its own; it holds paragraphs, quotes, lists, tables, code and links, and nothing that can run,
load, or disturb the outline of the page.

Importing this costs little: the parsers of Markdown and of foreign HTML, which take some 40 ms to
load, are loaded with the first body that needs them. They are the one exception to the rule that
nothing is imported late.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from sitegen.bodies import attached, hn, plain
from sitegen.bodies.characters import composed, directed, escape, tidy
from sitegen.bodies.colours import stylesheet
from sitegen.bodies.excerpt import one_line, shortened
from sitegen.bodies.images import with_images
from sitegen.bodies.links import spelt, told
from sitegen.bodies.local import accompanied
from sitegen.bodies.mail_addresses import without_addresses
from sitegen.bodies.quotes import LONG_QUOTE, folded
from sitegen.model import Body
from sitegen.model.attachments import MARK, SAVED

__all__ = [
    "RENDERERS",
    "Renderer",
    "accompanied",
    "plain_text",
    "render",
    "stylesheet",
    "with_images",
    "without_addresses",
]

#: A renderer takes a text without illegal characters and gives safe HTML, by `sanitize`.
Renderer = Callable[[str], str]


def _late(module: str) -> Renderer:
    @cache
    def loaded() -> Renderer:
        renderer: Renderer = import_module(f"{__name__}.{module}").render
        return renderer

    def render_late(text: str) -> str:
        html = loaded()(text)
        return _EMPTY_HEAD.sub(r"<td\1></td>", html) if "<th" in html else html

    return render_late


# A cell that heads nothing is none: what reads tables aloud would announce it as such.
_EMPTY_HEAD = re.compile(r"<th\b([^>]*)>\s*</th>")


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        "plain": plain.render,
        "hn": hn.render,
        "reddit": _late("reddit"),
        "markdown": _late("markdown"),
        "github": _late("github"),
        "html": _late("html"),
        "slack": _late("slack"),
        "discord": _late("discord"),
        "mail": _late("mail"),
        "mail-html": _late("mail_html"),
    }
)


_NO_FILES: Mapping[str, str] = MappingProxyType({})


def render(body: Body, files: Mapping[str, str] = _NO_FILES) -> str:
    """Safe HTML of a body. A text that its own renderer fails on is shown as plain text.

    `files` are the addresses of files that came with it, by the names it has for them.
    """
    html = _rendered(body)
    if "=" in html and "<a " in html:  # a single character is found in a tenth of the time
        html = spelt(told(html))
    if MARK in html:
        html = attached.linked(html, files)
    if len(html) > LONG_QUOTE and "<blockquote>" in html and body.markup != "mail":
        return folded(html)  # mail has its own way: it knows the lines
    return html


def _rendered(body: Body) -> str:
    text = body.text
    if "\r" in text or not text.isascii():
        text = composed(tidy(text))
    for renderer in (RENDERERS.get(body.markup, plain.render), plain.render):
        try:
            return directed(renderer(text))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic in the sanitizer's Rust is not an Exception
            text = tidy(text)
    return directed(plain.paragraphs(escape(text)))


def plain_text(body: Body, limit: int) -> str:
    """One line of at most `limit` characters: what the body says, without any markup."""
    return shortened(one_line(SAVED.sub("", _rendered(body))), limit)
