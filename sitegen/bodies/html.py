"""Foreign HTML: the posts of forums and mailing lists, made into the few elements that we show.

Pictures and players become links and load nothing. Headings become bold paragraphs, so that the
outline of the page stays that of the thread. Relative addresses, which lead nowhere from here,
become text. What has no name in HTML is text of the author ("vector<int>") and is kept.
"""

import re
from collections.abc import Callable, Sequence

from sitegen.bodies.characters import escape, escape_attribute
from sitegen.bodies.code import SPOILER, dedented
from sitegen.bodies.elements import BLOCKS, BOXES, HEADINGS, KNOWN, LINE, MEDIA, NAMELESS
from sitegen.bodies.flow import Flow
from sitegen.bodies.highlight import painter
from sitegen.bodies.links import anchor, has_address, linkify, safe
from sitegen.bodies.sanitize import clean
from sitegen.bodies.tags import Tag, cut
from sitegen.entities import unescape

_ALIGN = re.compile(r"text-align:\s*(right|center)")
_LANGUAGE = re.compile(r"(?:^|\s)(?:(?:language|lang|highlight-source)-|brush:\s*)([\w+#.-]+)")


def render(text: str) -> str:
    return clean(shaped(text))


def shaped(html: str, only: frozenset[str] | None = None) -> str:
    """Well-nested HTML of bounded depth, not yet safe. `only`: other blocks are laid flat."""
    tokens = list(cut(html))
    flow = Flow()
    paint = painter()
    unclosed: set[str] = set()  # of hidden elements whose end was sought in vain
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if isinstance(token, str):
            _text(flow, token)
        elif token.name == "pre":
            at = at if token.is_end else _code(flow, paint, tokens, at)
        elif only is not None and token.name in BLOCKS and token.name not in only:
            flow.boundary()
        elif _is_hidden(token) and token.name not in unclosed:
            if end := _end_of(token.name, tokens, at):
                at = end
            else:
                unclosed.add(token.name)
                _tag(flow, token)
        else:
            _tag(flow, token)
    return flow.finish()


def _is_hidden(tag: Tag) -> bool:
    """Whether an element is there for the eye alone, and says again what stands beside it."""
    return 'aria-hidden="true"' in tag.attributes and "spoiler" not in tag.attributes


def _text(flow: Flow, text: str) -> None:
    if has_address(text) and not (flow.in_line("a") or flow.in_line("code")):
        flow.text(linkify(unescape(text)))
    else:
        flow.text(text.replace("<", "&lt;").replace(">", "&gt;"))


def _end_of(name: str, tokens: Sequence[str | Tag], at: int) -> int:
    """The place after the end of an element whose content begins at `at`; 0: it has no end."""
    depth = 1
    for index in range(at, len(tokens)):
        token = tokens[index]
        if isinstance(token, Tag) and token.name == name:
            depth += -1 if token.is_end else 1
            if not depth:
                return index + 1
    return 0


def _tag(flow: Flow, tag: Tag) -> None:
    name = tag.name
    if name in LINE:
        _line(flow, tag)
    elif name in BLOCKS:
        if tag.is_end:
            flow.close_block(BLOCKS[name])
        else:
            flow.open_block(BLOCKS[name], _opening(BLOCKS[name], tag))
    elif name == "br":
        flow.line_break()
    elif name in BOXES:
        flow.boundary()
    elif name in HEADINGS:
        if tag.is_end:
            flow.close_line("strong")
        flow.boundary()
        if not tag.is_end:
            flow.open_line("strong", "<strong>")
    elif name in MEDIA:
        if not tag.is_end:
            _media(flow, tag)
    elif name == "span":
        _span(flow, tag)
    elif name == "hr":
        flow.block("<hr>")
    elif name == "input":
        if tag.attribute("type") == "checkbox":
            flow.text("[x]" if "checked" in tag.attributes else "[ ]")
    elif name not in NAMELESS and "-" not in name and ":" not in name:
        flow.text(escape(tag.written))


def _line(flow: Flow, tag: Tag) -> None:
    name = LINE[tag.name]
    if tag.is_end:
        flow.close_line(name)
    elif name != "a":
        flow.open_line(name, f"<{name}>")
    elif url := safe(tag.attribute("href")):
        flow.open_line("a", f'<a href="{escape_attribute(url)}">')


def _opening(name: str, tag: Tag) -> str:
    """The opening tag of a block with those of its attributes that mean something here."""
    kept = []
    if name == "ol" and tag.attribute("start").isdecimal():
        kept.append(("start", tag.attribute("start")))
    elif name in {"td", "th"}:
        kept += [(span, tag.attribute(span)) for span in ("colspan", "rowspan")]
        align = _ALIGN.search(f"text-align:{tag.attribute('align')};{tag.attribute('style')}")
        kept.append(("class", align[1] if align else ""))
    written = "".join(f' {key}="{escape_attribute(value)}"' for key, value in kept if value)
    return f"<{name}{written}>" if written else ""


def _media(flow: Flow, tag: Tag) -> None:
    """A link with the alternative text; in a link, and for an emoji, the text alone."""
    words = tag.attribute("alt") or tag.attribute("title")
    if tag.name == "img" and words.isdecimal():  # by itself it says nothing
        words = f"image {words}"
    url = safe(tag.attribute("src"))
    if url is None or flow.in_line("a") or "emoji" in tag.attribute("class"):
        flow.text(escape(words or ("image" if flow.in_line("a") else "")))
    else:
        flow.text(anchor(url, escape(words or ("image" if tag.name == "img" else url))))


def _span(flow: Flow, tag: Tag) -> None:
    """A spoiler, or nothing; inside a spoiler, ends must be told apart."""
    if tag.is_end:
        flow.close_line("span")
    elif "spoiler" in tag.attribute("class"):
        flow.open_line("span", SPOILER)
    elif flow.in_line("span"):
        flow.pass_over("span")


def _code(
    flow: Flow, paint: Callable[[str, str], str], tokens: Sequence[str | Tag], at: int
) -> int:
    """A block of code that was opened before `at`; gives the place after it."""
    around = [tag for tag in (*tokens[max(0, at - 2) : at],) if isinstance(tag, Tag)]
    language = ""
    parts: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if isinstance(token, str):
            parts.append(unescape(token))
        elif token.name == "pre":
            if token.is_end:
                break
        elif token.name == "br":
            parts.append("\n")
        elif token.name == "code":
            language = language or _language(token)
        elif token.name not in KNOWN:
            parts.append(token.written)
    for tag in reversed(around):  # the element itself, and the box right around it
        language = language or ("" if tag.is_end else _language(tag))
    if code := dedented("".join(parts), ""):
        flow.block(paint(code, language))
    return at


def _language(tag: Tag) -> str:
    match = _LANGUAGE.search(tag.attribute("class"))
    if match:
        return match[1]
    told = (tag.attribute(name) for name in ("data-code-wrap", "data-code-language", "lang"))
    return next(filter(None, told), "")
