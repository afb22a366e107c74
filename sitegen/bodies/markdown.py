"""Markdown: CommonMark with the tables and strikethrough of GitHub, and bare addresses as links.

HTML is shown as it was typed. The parser is the one of markdown-it-py; where it may take long,
lose text or link what is no address ("setup.py"), a rule of ours stands in its place.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from sitegen.bodies.characters import is_ordinary
from sitegen.bodies.highlight import painter
from sitegen.bodies.lines import NO_TEXT, LineRule, Lines
from sitegen.bodies.links import bare_address, has_address, safe
from sitegen.bodies.sanitize import clean
from sitegen.bodies.tokens import Links, written

BlockRule = Callable[[StateBlock, int, int, bool], bool]

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_DEEPEST = 14  # levels of blocks; deeper ones stay text (the parser itself would drop them)
_EMPTY = re.compile("<p>(?:<strong></strong>)?</p>")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

# Texts that mean nothing to the parser: lines that begin with a letter, a sign of quotation or a
# number of no list, and hold none of its signs.
_LINE = r"(?:[^\W\d_]|[\"'(“‘«$]|\d+(?![\d.)]))(?:[^\\`*_\[\]<>&^\n]*[^\\`*_\[\]<>&^\s])?"
_PLAIN = re.compile(rf"{_LINE}(?:\n+{_LINE})*")


def is_plain(text: str) -> bool:
    """Whether the text holds nothing that Markdown, in any dialect of ours, could mean."""
    return (
        _PLAIN.fullmatch(text) is not None
        and not has_address(text)
        and "~~" not in text
        and "r/" not in text
        and "u/" not in text
        and is_ordinary(text)
    )


def plain_paragraphs(text: str) -> str:
    """What the parser makes of a text for which `is_plain` holds."""
    return "<p>" + re.sub("\n\n+", "</p><p>", text) + "</p>"


class Parser(MarkdownIt):
    """The parser with our idea of an address, and a faster loop over lines."""

    def __init__(self, config: str, options: Mapping[str, Any]) -> None:
        super().__init__(config, options)
        self.inline = Lines()
        self.configure(config, options)

    def normalizeLink(self, url: str) -> str:
        return url.strip()

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        return safe(url) is not None or not _SCHEME.match(url)


def parser() -> Parser:
    """CommonMark without HTML, with tables, strikethrough and bare addresses; linear."""
    dialect = Parser("commonmark", {"html": False})
    dialect.enable(["strikethrough"])
    dialect.disable(["html_block", "html_inline"])
    blocks = dialect.block.ruler
    blocks.at("blockquote", bounded(blockquote), may_end("paragraph reference blockquote list"))
    blocks.at("list", bounded(list_block), may_end("paragraph reference blockquote"))
    blocks.at("table", bounded(_table), may_end("paragraph reference"))
    blocks.enable("table")
    line = dialect.inline.ruler
    line.at("text", _text)
    line.after("text", "address", _bare_address)
    line.at("link", _if_closed(link))
    line.at("image", _if_closed(image))
    return dialect


def may_end(blocks: str) -> RuleOptionsType:
    """The option of a rule whose block may end blocks of these kinds without a blank line."""
    return {"alt": blocks.split()}


def bounded(rule: BlockRule) -> BlockRule:
    """The rule, for blocks that are not nested too deeply."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return limited


def html_of(text: str, dialect: Parser, links: Links, env: Mapping[str, Any] = NOTHING) -> str:
    """Safe HTML of a text that may hold markup. `env` is what rules of the dialect ask for."""
    html = clean(written(parsed(text, dialect, env), links, painter()))
    return _EMPTY.sub("", html) if "<p><" in html else html


def parsed(text: str, dialect: Parser, env: Mapping[str, Any] = NOTHING) -> list[Token]:
    """The tokens of a text."""
    bounds = {"stops": _stops(*[sign in text for sign in _SIGNS]), "cells": len(text) // 4 + 200}
    return dialect.parse(text, {**env, **bounds})


def render(text: str) -> str:
    text = text.rstrip(" \n")
    return plain_paragraphs(text) if is_plain(text) else html_of(text, _DIALECT, LINKS)


# Where running text may stop being text. The patterns behind the signs cost time at every
# character, so they are part of the search only in bodies that hold the sign.
_SIGNS = MappingProxyType(
    {
        "://": r"(?<![A-Za-z0-9_@/.-])https?://",
        "www.": r"(?<![A-Za-z0-9_@/.-])www\.",
        "![": r"!\[",
        ">!": r">!",
        "||": r"\|\|",
        "u/": r"(?<![\w/.:&=?#@-])/?u/",
        "r/": r"(?<![\w/.:&=?#@-])/?r/",
    }
)


@lru_cache(maxsize=64)
def _stops(*present: bool) -> re.Pattern[str]:
    patterns = [
        pattern for pattern, is_there in zip(_SIGNS.values(), present, strict=True) if is_there
    ]
    return re.compile("|".join([f"[{re.escape(NO_TEXT)}]", *patterns]))


def _text(state: StateInline, silent: bool) -> bool:
    """In place of the parser's own rule, which stops at single characters only."""
    start = state.pos
    match = state.env["stops"].search(state.src, start, state.posMax)
    end = match.start() if match else state.posMax
    if end == start:
        return False
    if not silent:
        state.append_pending(state.src[start:end])
    state.pos = end
    return True


def _if_closed(rule: LineRule) -> LineRule:
    """The rule, where a bracket is still to be closed: looking for its end takes long."""

    def closed(state: StateInline, silent: bool) -> bool:
        has_end = state.src.find("]", state.pos, state.posMax) > 0
        return has_end and rule(state, silent)

    return closed


def _bare_address(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or state.src[state.pos] not in "hw":
        return False
    found = bare_address(state.src, state.pos, state.posMax)
    if found is None:
        return False
    url, text = found
    push_link(state, _ESCAPED.sub(r"\1", url), _ESCAPED.sub(r"\1", text))
    state.pos += len(text)
    return True


def push_link(state: StateInline, url: str, text: str) -> None:
    """A link that was not written as one."""
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table of no more cells than its text can hold: short rows are filled up with empty ones."""
    if silent:
        return table(state, start, end, silent)
    before = len(state.tokens)
    columns = state.getLines(start, start + 1, 0, False).count("|") + 1
    rows = state.env["cells"] // columns
    if rows < 1 or not table(state, start, min(end, start + 2 + rows), silent):
        return False
    state.env["cells"] -= (len(state.tokens) - before) // 3
    return True


def _resolve(url: str) -> str | None:
    return safe(f"http://{url}" if url.startswith("www.") else url)


def _picture(source: str, words: str) -> tuple[str | None, str]:
    return safe(source), words or "image"


_DIALECT = parser()
LINKS = Links(_resolve, _picture)
