"""Pages that the owner of a site wrote, in CommonMark with tables: no HTML of theirs gets through.

They are no bodies of a dump, so they have headings, images and links inside the site.
"""

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

Link = Callable[[str, int], str]  # (address as written, line, from 1) → the one to be put out


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def heading_and_html(text: str, link: Link) -> tuple[str, str]:
    """(the text of a heading of the first level with which it begins, or empty; the rest as HTML).

    Every link and image passes through `link`.
    """
    parser = _parser()
    tokens = parser.parse(text)
    heading = ""
    if tokens[:1] and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        heading, tokens = tokens[1].content, tokens[3:]
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            _relink(child, line, link)
    return heading, parser.renderer.render(tokens, parser.options, {})


def _relink(token: Token, line: int, link: Link) -> None:
    for name in ("href", "src"):
        value = token.attrs.get(name)
        if isinstance(value, str):
            token.attrs[name] = link(value, line)
