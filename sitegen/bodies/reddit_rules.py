"""Reddit's own rules of the Markdown parser, as it calls them: each a function of its state.

A rule says False where it does not apply and changes nothing when asked in silence. None of them
looks further than a bound, so that no text takes more than linear time.
"""

import re

from markdown_it.rules_block import StateBlock, blockquote, heading
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen import possessive
from sitegen.bodies.markdown import push_link

SITE = "https://www.reddit.com"
_HIGHEST = 3  # superscripts on superscripts
_NAME = re.compile(
    r"/?(?:u/([A-Za-z0-9_-]{2,30})"
    r"|r/([A-Za-z0-9_]{2,30}(?:[+-][A-Za-z0-9_]{2,30})*)((?:/[\w-]+)*))"
)
# A word that is raised, and words in brackets, which may hold brackets three times over.
_WORD = re.compile(r"\S{1,200}(?!\S)")
_BRACKETS = r"\((?:[^()\\]|\\.)*+\)"
for _ in range(3):
    _BRACKETS = rf"\((?:[^()\\]|\\.|{_BRACKETS})*+\)"
_WORDS = possessive.compiled(rf"\^{{0,3}}{_BRACKETS}", re.S)
_AFTER_WORD = ").,;:!?\"'*_~]"
_LETTER = re.compile(r"[^\W_]")
_LONGEST_SPOILER = 4000  # characters; the bound keeps a hostile text linear
# Older communities hid text in links: [what it is about](/s "the hidden text").
_SPOILER_LINKS = frozenset({"/s", "#s", "/spoiler", "#spoiler", "/sp", "#sp"})


def _spoiler_end(src: str, start: int, limit: int) -> int:
    """Where the spoiler whose text begins at `start` ends; -1: nowhere."""
    return src.find("!<", start, min(limit, start + _LONGEST_SPOILER))


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote, unless the line begins with a spoiler that ends before the next blank line."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src.startswith(">!", at):
        close = _spoiler_end(state.src, at + 2, len(state.src))
        if close > 0 and state.src.find("\n\n", at, close) < 0:
            return False
    return blockquote(state, start, end, silent)


def loose_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading, also without a space behind its signs."""
    if heading(state, start, end, silent):
        return True
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    words = line.lstrip("#")
    level = len(line) - len(words)
    if not 0 < level <= 6 or not words.strip() or state.is_code_block(start):
        return False
    if not silent:
        state.line = start + 1
        state.push("heading_open", f"h{level}", 1)
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = words.strip(), [start, start + 1], []
        state.push("heading_close", f"h{level}", -1)
    return True


def spoiler(state: StateInline, silent: bool) -> bool:
    """>!text!<"""
    start = state.pos + 2
    if not state.src.startswith(">!", state.pos) or state.env.get("in spoiler"):
        return False
    end = _spoiler_end(state.src, start, state.posMax)
    if end < 0 or not state.src[start:end].strip():
        return False
    if not silent:
        state.env["in spoiler"] = True
        _push_around(state, "spoiler", start, end)
        state.env["in spoiler"] = False
    state.pos = end + 2
    return True


def superscript(state: StateInline, silent: bool) -> bool:
    """^word, ^(some words), ^^twice, but no face ("^_^")."""
    height = state.env.get("height", 0)
    if state.src[state.pos] != "^" or height >= _HIGHEST:
        return False
    start = state.pos + 1
    words, brackets = _raised(state.src, start, state.posMax)
    is_face = not _LETTER.search(words) and ("^" in words or "_" in words)
    if not words.strip(" ()") or is_face:
        return False
    end = start + len(words)
    if not silent:
        state.env["height"] = height + 1
        _push_around(state, "sup", start + brackets, end - brackets)
        state.env["height"] = height
    state.pos = end
    return True


def _raised(src: str, start: int, limit: int) -> tuple[str, int]:
    """What a sign before `start` raises, and how many characters of brackets are around it."""
    if match := _WORDS.match(src, start, limit):
        return match.group(), int(match.group()[0] == "(")
    match = _WORD.match(src, start, limit)
    return match.group().rstrip(_AFTER_WORD) if match else "", 0


def _push_around(state: StateInline, name: str, start: int, end: int) -> None:
    """An element whose content is the text from `start` to `end`."""
    limit = state.posMax
    state.push(f"{name}_open", "span", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", "span", -1)
    state.posMax = limit


def name(state: StateInline, silent: bool) -> bool:
    """u/someone, /u/someone, r/somewhere, /r/somewhere/wiki/page."""
    if silent or state.linkLevel or state.src[state.pos] not in "/ur":
        return False
    match = _NAME.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    user, community, page = match.groups()
    path = f"/user/{user}" if user else f"/r/{community}{page}"
    push_link(state, SITE + path, match.group())
    state.pos = match.end()
    return True


def spoiler_links(state: StateCore) -> None:
    """Spoilers that were written as links, made spoilers."""
    if "(/s" in state.src or "(#s" in state.src:
        for block in state.tokens:
            if block.children:
                block.children = _uncovered(block.children)


def _uncovered(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    titles: list[str | None] = []  # of the links that are open; None where one is just a link
    for token in tokens:
        if token.type == "link_open":
            is_cover = token.attrGet("href") in _SPOILER_LINKS
            titles.append(str(token.attrGet("title") or "") if is_cover else None)
            if titles[-1] is None:
                out.append(token)
            elif not titles[-1]:
                out.append(Token("spoiler_open", "span", 1))
        elif token.type == "link_close" and (title := titles.pop()) is not None:
            if title:
                out += (Token("text", "", 0, content=" "), Token("spoiler_open", "span", 1))
                out.append(Token("text", "", 0, content=title))
            out.append(Token("spoiler_close", "span", -1))
        else:
            out.append(token)
    return out
