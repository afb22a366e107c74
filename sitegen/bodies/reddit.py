"""Reddit's Markdown: spoilers, superscripts, names of users and communities, loose headings.

Expects Markdown as its author typed it: the site's escaping of "&", "<" and ">" in dumps is the
business of the sources. Sources of the dialect: https://www.reddit.com/wiki/markdown and
https://github.com/reddit/snudown.
"""

import re

from sitegen import possessive
from sitegen.bodies.links import safe
from sitegen.bodies.markdown import (
    Parser,
    bounded,
    html_of,
    is_plain,
    may_end,
    parser,
    plain_paragraphs,
)
from sitegen.bodies.reddit_rules import (
    SITE,
    loose_heading,
    name,
    quote,
    spoiler,
    spoiler_links,
    superscript,
)
from sitegen.bodies.tokens import Links

# What the site's editor leaves behind: zero-width characters, and lines of nothing but spaces.
_RESIDUE = re.compile(r"&#x200B;|&#8203;|[\u200b\u2060\ufeff]", re.I)
_BLANK = possessive.compiled(r"^(?:&nbsp;|[ \t\xa0])*+(?:$)", re.M)


def render(text: str) -> str:
    text = text.rstrip(" \n")
    return plain_paragraphs(text) if is_plain(text) else _with_markup(text)


def _with_markup(text: str) -> str:
    text = _RESIDUE.sub("", text)
    if "&nbsp;" in text or "\xa0" in text:
        text = _BLANK.sub("", text)
    return html_of(text, _REDDIT, _LINKS)


def _dialect() -> Parser:
    dialect = parser()
    blocks = dialect.block.ruler
    blocks.at("blockquote", bounded(quote), may_end("paragraph reference blockquote list"))
    blocks.at("heading", loose_heading, may_end("paragraph reference blockquote"))
    line = dialect.inline.ruler
    line.before("backticks", "spoiler", spoiler)
    line.before("backticks", "superscript", superscript)
    line.after("address", "name", name)
    dialect.core.ruler.push("spoiler_links", spoiler_links)
    return dialect


def _resolve(url: str) -> str | None:
    """Addresses within the site lead to the site; places on a page lead nowhere."""
    if url.startswith("/") and not url.startswith("//"):
        return safe(SITE + url)
    return safe(f"http://{url}" if url.startswith("www.") else url)


def _picture(source: str, words: str) -> tuple[str | None, str]:
    """Pictures of the site's own store have no address in the text: their word stands for them."""
    kind, _, rest = source.partition("|")
    if kind == "giphy":
        return safe(f"https://giphy.com/gifs/{rest.partition('|')[0]}"), "GIF"
    if url := safe(source):
        return url, words or "image"
    return None, f"[{'emote' if kind == 'emote' else words or 'image'}]"


_REDDIT = _dialect()
_LINKS = Links(_resolve, _picture)
