"""Hacker News: paragraphs that begin with an unclosed <p>, <i>, links, code, quotes by convention.

The site's own HTML fits a small grammar, and is worked on as text. What does not fit takes the way
of foreign HTML first, which bounds its nesting.
Source: https://news.ycombinator.com/formatdoc and the site's API, https://github.com/HackerNews/API.
"""

import re
from importlib import import_module
from types import ModuleType

from sitegen import possessive
from sitegen.bodies.characters import is_ordinary
from sitegen.bodies.code import block, dedented
from sitegen.bodies.links import REL, linkify
from sitegen.bodies.quotes import nested
from sitegen.bodies.sanitize import clean_hn
from sitegen.entities import unescape

_BLOCKS = frozenset({"p", "pre"})
# A link whose host is plainly a host; what may be another goes the way of foreign HTML.
_LINK = (
    r"<a href=\"https?:(?:&#x2F;|/){2}[A-Za-z0-9.-]++(?::\d{1,5}+)?(?=&#x2F;|[/?#\"])"
    r"[^\"<>\\\s]*+\"(?: rel=\"nofollow\")?>[^<]*+</a>"
)
_GRAMMAR = possessive.compiled(
    rf"[^<]*+(?:(?:<p>|<i>(?:[^<]++|{_LINK})*+</i>|{_LINK}|<pre><code>[^<]*</code></pre>)[^<]*+)*+"
)
_ENTITY = r"&(?:#x27|#x2F|quot|gt|lt|amp);"  # those that the site writes
_PLAIN = (
    r"[^<>&\x00-\x09\x0b-\x1f\x7f]"  # no sign of markup, and none that is not ordinary in ASCII
)
_WORDS = rf"(?:{_PLAIN}++|{_ENTITY})"
# Paragraphs and emphasis, and no other markup; every tag in its place.
_SIMPLE = possessive.compiled(rf"{_PLAIN}*+(?:(?:<p>|{_ENTITY}|<i>{_WORDS}++</i>){_PLAIN}*+)*+")
# Links besides, whose addresses any parser leaves as they are: a host that ends in a number may be
# no address at all, nor one with letters of other scripts in it (xn--).
_LINKED = possessive.compiled(
    rf"{_PLAIN}*+(?:(?:<p>|{_ENTITY}|<i>{_WORDS}++</i>"
    r"|<a href=\"https?:(?:&#x2F;|/){2}(?:(?!xn--)[a-z0-9][a-z0-9-]*+\.)++(?!xn--)[a-z]++"
    r"(?=&#x2F;|[/?#\"])"
    r"(?:[A-Za-z0-9._~:/?#@!$'()*+,;=%-]++|&(?:#x27|#x2F|amp);)*+\"(?: rel=\"nofollow\")?>"
    rf"{_WORDS}++</a>){_PLAIN}*+)*+"
)
_CODE = re.compile(r"<pre><code>([^<]*)</code></pre>")
# An address that is neither in an href nor right behind a tag, other than a paragraph's.
_BARE = re.compile(r"http(?:(?<![\">]http)|(?<=<p>http)|(?<=^http))s?:(?:&#x2F;|/){2}")
_APART = re.compile(r"(<a [^<]*</a>|<pre[^<]*<code>[^<]*</code></pre>|<[^>]*>)")
# A paragraph that is empty or begins with a new line, and one that may be a quote.
_ODD_START = re.compile(r"\s*+(?:<p>|$)|\n")
_ODD_PARAGRAPH = re.compile(rf"<p>(?:{_ODD_START.pattern})")
_QUOTED = re.compile(r"\s*+(?:<i>\s*+)?&gt;")
_QUOTED_LATER = re.compile(rf"<p>{_QUOTED.pattern}")  # looked for apart, by its first characters
_EMPTY = re.compile(r"<p>\s*</p>|(?<=<p>)\n+")
# The signs of a quote, not those of ">= 3" or of a face.
_QUOTE = re.compile(r"\s*(<i>)?\s*((?:&gt;\s*)+)(?=\S)(?![=_:;]|&lt;|</i>)")


def render(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if not _is_known(text):
        return _with_markup(text)
    # A single character is found in a tenth of the time that two take.
    tags, entities = "<" in text, "&" in text
    if tags and '"' in text and "<a" in text:  # outside of tags there is no ">"
        text = text.replace('" rel="nofollow">', '">').replace('">', f'" rel="{REL}">')
    if entities and "&gt;" in text and (_QUOTED.match(text) or _QUOTED_LATER.search(text)):
        html = _blocks(text, "</p>")
    elif tags:
        html = f"<p>{text.replace('<p>', '</p><p>')}</p>"
    else:
        html = f"<p>{text}</p>"
    if entities:
        html = html.replace("&#x27;", "'").replace("&#x2F;", "/").replace("&quot;", '"')
    return html


def _is_known(text: str) -> bool:
    """Paragraphs without code, in which all markup and all entities are the site's, and all
    addresses are links.

    Nearly all comments are; what a parser would make of them is known without one.
    """
    if not (text.isascii() or is_ordinary(text)):
        return False
    if "http" in text:
        known = _LINKED.fullmatch(text) is not None and not _BARE.search(text)
    else:
        known = _SIMPLE.fullmatch(text) is not None
    return known and not (
        "<" in text and ((text[0] == "<" and _ODD_START.match(text)) or _ODD_PARAGRAPH.search(text))
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


def _blocks(text: str, end: str = "") -> str:
    """Paragraphs as they are, those that begin with ">" gathered into quotes. `end` is what others
    end with, where no parser follows."""
    out: list[str] = []
    quote: list[tuple[int, str]] = []
    for paragraph in text.split("<p>"):
        if match := _QUOTE.match(paragraph):
            content = (match[1] or "") + paragraph[match.end() :].replace("\n&gt;", "\n")
            quote.append((match[2].count("&gt;"), f"<p>{content}</p>"))
        elif paragraph and not paragraph.isspace():
            out += (nested(quote), f"<p>{paragraph}{end}" if paragraph[:4] != "<pre" else paragraph)
            quote = []
    out.append(nested(quote))
    return "".join(out)


def _shaped(text: str) -> str:
    """Other HTML than the site's, as if it were: the parser of all HTML is loaded for it alone."""
    foreign: ModuleType = import_module("sitegen.bodies.html")
    return str(foreign.shaped(text, _BLOCKS)).replace("</p>", "")
