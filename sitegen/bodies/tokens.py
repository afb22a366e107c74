"""Tokens of the Markdown parser, written as HTML.

Headings become bold paragraphs, pictures become links, and elements of a line that would nest
deeper than a body may are left out, their text is not. What is written here still goes through
`sanitize`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec
from markdown_it.token import Token

from sitegen.bodies.characters import escape, escape_attribute
from sitegen.bodies.code import SPOILER
from sitegen.bodies.flow import DEEPEST

_BLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paragraph_open": "<p>",
        "paragraph_close": "</p>",
        "heading_open": "<p><strong>",
        "heading_close": "</strong></p>",
        "blockquote_open": "<blockquote>",
        "blockquote_close": "</blockquote>",
        "bullet_list_open": "<ul>",
        "bullet_list_close": "</ul>",
        "ordered_list_close": "</ol>",
        "list_item_open": "<li>",
        "list_item_close": "</li>",
        "table_open": '<div class="table" tabindex="0"><table>',
        "table_close": "</table></div>",
        "thead_open": "<thead>",
        "thead_close": "</thead>",
        "tbody_open": "<tbody>",
        "tbody_close": "</tbody>",
        "tr_open": "<tr>",
        "tr_close": "</tr>",
        "th_close": "</th>",
        "td_close": "</td>",
        "hr": "<hr>",
    }
)
_LINE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "em_open": "<em>",
        "em_close": "</em>",
        "strong_open": "<strong>",
        "strong_close": "</strong>",
        "s_open": "<s>",
        "s_close": "</s>",
        "u_open": "<u>",
        "u_close": "</u>",
        "sup_open": "<sup>",
        "sup_close": "</sup>",
        "spoiler_open": SPOILER,
        "spoiler_close": "</span>",
        "softbreak": "\n",
        "hardbreak": "<br>",
    }
)
_ALIGNED = MappingProxyType({"text-align:right": "right", "text-align:center": "center"})


class Links(msgspec.Struct, frozen=True):
    """How a dialect reads the addresses of its links and pictures.

    `resolve` gives the address to follow, or None for none. `picture` gives (address or None,
    words) for the source and the alternative text of a picture.
    """

    resolve: Callable[[str], str | None]
    picture: Callable[[str, str], tuple[str | None, str]]


def written(
    tokens: Sequence[Token],
    links: Links,
    paint: Callable[[str, str], str],
    html: Callable[[str], str] = escape,
) -> str:
    """HTML of a whole document.

    `paint` makes a block of code of (code, language), `html` what becomes of HTML in the text.
    """
    out: list[str] = []
    for token in tokens:
        kind = token.type
        if kind == "inline":
            _write_line(out, token.children or (), links, DEEPEST - token.level - 3, html)
        elif kind in _BLOCKS:
            if not token.hidden:
                out.append(_BLOCKS[kind])
        elif kind in {"fence", "code_block"}:
            language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
            out.append(paint(token.content.strip("\n"), language))
        elif kind in {"th_open", "td_open"}:
            css = _ALIGNED.get(str(token.attrGet("style")))
            out.append(f'<{token.tag} class="{css}">' if css else f"<{token.tag}>")
        elif kind == "ordered_list_open":
            start = token.attrGet("start")
            out.append("<ol>" if start is None else f'<ol start="{start}">')
        else:
            out.append(html(token.content))
    return "".join(out)


def _write_line(
    out: list[str],
    tokens: Sequence[Token],
    links: Links,
    room: int,
    html: Callable[[str], str],
) -> None:
    """Text with its emphases and links; `room` is how many of these may lie in one another."""
    ends: list[str] = []  # of what is open; empty where nothing was written
    linked = 0
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            out.append(escape(token.content))
        elif kind in _LINE and not token.nesting:
            out.append(_LINE[kind])
        elif kind == "code_inline":
            out.append(f"<code>{escape(token.content)}</code>")
        elif kind == "image":
            words = _words(token.children or ())
            url, words = links.picture(str(token.attrGet("src") or ""), words)
            out.append(_opened(url) + escape(words) + "</a>" if url and not linked else words)
        elif token.nesting > 0:
            tag = _LINE.get(kind) or _link(token, links)
            is_written = bool(tag) and len(ends) < room and not (kind == "link_open" and linked)
            out.append(tag if is_written else "")
            ends.append(f"</{tag[1:].split(' ')[0].rstrip('>')}>" if is_written else "")
            linked += kind == "link_open"
            if kind == "link_open" and tokens[index + 1].type == "link_close" and is_written:
                out.append(escape(str(token.attrGet("href"))))
        elif token.nesting < 0:
            out.append(ends.pop())
            linked -= kind == "link_close"
        else:
            out.append(html(token.content))


def _link(token: Token, links: Links) -> str:
    url = links.resolve(str(token.attrGet("href") or ""))
    return _opened(url, str(token.attrGet("title") or ""))


def _opened(url: str | None, title: str = "") -> str:
    if not url:
        return ""
    named = f' title="{escape_attribute(title)}"' if title else ""
    return f'<a href="{escape_attribute(url)}"{named}>'


def _words(tokens: Iterable[Token]) -> str:
    """The text of the tokens, without markup."""
    return "".join([token.content or ("\n" if "break" in token.type else "") for token in tokens])
