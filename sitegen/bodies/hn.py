"""Hacker News: paragraphs that begin with an unclosed <p>, <i>, links, code, quotes by convention.

The site's own HTML fits a small grammar, and is worked on as text. What does not fit takes the way
of foreign HTML first, which bounds its nesting.
Source: https://news.ycombinator.com/formatdoc and the site's API, https://github.com/HackerNews/API.
"""

import re
from html import unescape
from importlib import import_module
from types import ModuleType

from sitegen.bodies.characters import is_ordinary
from sitegen.bodies.code import block, dedented
from sitegen.bodies.links import linkify
from sitegen.bodies.quotes import nested
from sitegen.bodies.sanitize import clean_hn

_BLOCKS = frozenset({"p", "pre"})
# A link whose host is plainly a host; what may be another goes the way of foreign HTML.
_LINK = (
    r"<a href=\"https?:(?:&#x2F;|/){2}[A-Za-z0-9.-]++(?::\d{1,5}+)?(?=&#x2F;|[/?#\"])"
    r"[^\"<>\\\s]*+\"(?: rel=\"nofollow\")?>[^<]*+</a>"
)
_GRAMMAR = re.compile(
    rf"[^<]*+(?:(?:<p>|<i>(?:[^<]++|{_LINK})*+</i>|{_LINK}|<pre><code>[^<]*</code></pre>)[^<]*+)*+"
)
# Paragraphs and emphasis, and no other markup; every tag in its place.
_SIMPLE = re.compile(r"[^<>]*+(?:(?:<p>|<i>[^<>]++</i>)[^<>]*+)*+")
_FOREIGN_ENTITY = re.compile(r"&(?!(?:#x27|#x2F|quot|gt|lt|amp);)")
_CODE = re.compile(r"<pre><code>([^<]*)</code></pre>")
# An address that is neither in an href nor right behind a tag, other than a paragraph's.
_BARE = re.compile(r"http(?:(?<![\">]http)|(?<=<p>http)|(?<=^http))s?:(?:&#x2F;|/){2}")
_APART = re.compile(r"(<a [^<]*</a>|<pre[^<]*<code>[^<]*</code></pre>|<[^>]*>)")
# A paragraph that is empty, that begins with a new line, or with what may be the sign of a quote.
_ODD_START = re.compile(r"\s*+(?:<p>|$|(?:<i>\s*+)?&gt;)|\n")
_ODD_PARAGRAPH = re.compile(rf"<p>(?:{_ODD_START.pattern})")
_EMPTY = re.compile(r"<p>\s*</p>|(?<=<p>)\n+")
# The signs of a quote, not those of ">= 3" or of a face.
_QUOTE = re.compile(r"\s*(<i>)?\s*((?:&gt;\s*)+)(?=\S)(?![=_:;]|&lt;|</i>)")


def render(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if _is_simple(text):
        text = text.replace("&#x27;", "'").replace("&#x2F;", "/").replace("&quot;", '"')
        return f"<p>{text.replace('<p>', '</p><p>')}</p>"
    return _with_markup(text)


def _is_simple(text: str) -> bool:
    """Paragraphs without link, code or quote, in which all markup and all entities are the site's.

    Two thirds of all comments are; what a parser would make of them is known without one.
    """
    return (
        "http" not in text
        and is_ordinary(text)
        and _SIMPLE.fullmatch(text) is not None
        and not _FOREIGN_ENTITY.search(text)
        and not (text[0] in "<&" and _ODD_START.match(text))
        and not ("<p>" in text and _ODD_PARAGRAPH.search(text))
    )


def _with_markup(text: str) -> str:
    if not _GRAMMAR.fullmatch(text):
        text = _shaped(text)
    if "<pre" in text:
        text = _CODE.sub(_code, text)
    if _BARE.search(text):
        parts = _APART.split(text)
        parts[::2] = [linkify(unescape(part)) for part in parts[::2]]
        text = "".join(parts)
    html = clean_hn(_blocks(text) if "&gt;" in text else f"<p>{text}")
    return _EMPTY.sub("", html) if "<p></p>" in html or "<p>\n" in html else html


def _code(match: re.Match[str]) -> str:
    return f"<p>{block(dedented(match[1], '  '))}<p>"


def _blocks(text: str) -> str:
    """Paragraphs as they are, those that begin with ">" gathered into quotes."""
    out: list[str] = []
    quote: list[tuple[int, str]] = []
    for paragraph in text.split("<p>"):
        if match := _QUOTE.match(paragraph):
            content = (match[1] or "") + paragraph[match.end() :].replace("\n&gt;", "\n")
            quote.append((match[2].count("&gt;"), f"<p>{content}</p>"))
        elif paragraph and not paragraph.isspace():
            out += (nested(quote), f"<p>{paragraph}" if paragraph[:4] != "<pre" else paragraph)
            quote = []
    out.append(nested(quote))
    return "".join(out)


def _shaped(text: str) -> str:
    """Other HTML than the site's, as if it were: the parser of all HTML is loaded for it alone."""
    foreign: ModuleType = import_module("sitegen.bodies.html")
    return str(foreign.shaped(text, _BLOCKS)).replace("</p>", "")
