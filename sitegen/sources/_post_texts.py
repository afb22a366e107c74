"""How the texts of a column are written, by looking at all of them: plain, HTML, escaped once more,
BBCode, or as phpBB keeps them.

A text is only taken for HTML where nothing in any text of the column speaks against it: one that
talks about <int> would lose that word.
"""

import re
from collections.abc import Sequence

from sitegen import possessive
from sitegen.entities import unescape

SEEN, ESCAPED, PHPBB, BBCODE = (
    "seen",
    "escaped",
    "phpbb",
    "bbcode",
)  # how texts are written, besides their markup

_SEVERAL = 2
_RARE = 20  # of so many texts one must show it
_TAG = possessive.compiled(
    r"</?(?:p|br|a|b|i|em|strong|div|span|blockquote|ul|ol|li|pre|code|img)\b[^<>]*>"
)
_OTHERS = possessive.compiled(
    r"</?(?:h[1-6]|hr|u|s|del|ins|sub|sup|small|font|center|cite|tt|table|thead|tbody|tr|td|th"
    r"|figure|figcaption|iframe|video|source)\b[^<>]*>"
)
_SIGN = possessive.compiled(r"<|&(?!#?\w{1,31};)")
_REFERENCE = possessive.compiled(r"&(?:#x?[0-9a-fA-F]{1,6}|quot|apos|amp|lt|gt|nbsp);")
# What no one writes by hand, and programs make of quotes and slashes.
_MADE = possessive.compiled(r"&(?:#(?:x27|x2F|39|039|34|034);|quot;)|\brel=\"[a-z ]{0,40}nofollow")
_WHOLE = possessive.compiled(r"\s*<(p|div|ul|ol|blockquote|pre|h[1-6])\b")
_END = possessive.compiled(r"</(?:p|div|ul|ol|blockquote|pre|h[1-6])>\s*\Z")
_KEPT = possessive.compiled(r"\s*<([rt])>")
_TAIL = 200
_SIGNS = frozenset("<>\"'/")


def is_html(texts: Sequence[str]) -> bool:
    """Whether texts have tags, and none a sign that HTML would have to escape."""
    tagged = [text for text in texts if _TAG.search(text)]
    sure = any(_MADE.search(text) for text in tagged)
    if len(tagged) < (1 if sure else _SEVERAL) or len(tagged) * _RARE < len(texts):
        return False
    return not any(has_sign(text) for text in texts)


def has_sign(text: str) -> bool:
    """Whether a text has a sign that HTML would have to escape."""
    if "<" not in text and "&" not in text:
        return False
    return bool(_SIGN.search(_OTHERS.sub("", _TAG.sub("", text))))


def is_escaped(texts: Sequence[str]) -> bool:
    """Whether texts have their signs escaped, as for a page, and no tags: some have references,
    and none the bare sign that a reference stands for, nor one that begins anything else."""
    found = {reference for text in texts for reference in _REFERENCE.findall(text)}
    showing = sum(bool(_REFERENCE.search(text)) for text in texts)
    sure = any(_MADE.fullmatch(one) for one in found)
    if showing < (1 if sure else _SEVERAL) or showing * _RARE < len(texts):
        return False
    bare = {unescape(one) for one in found} & _SIGNS
    return not any(_SIGN.search(text) or any(sign in text for sign in bare) for text in texts)


def is_whole(texts: Sequence[str]) -> bool:
    """Whether each text is HTML from its first sign to its last."""
    told = [text for text in texts if text.strip()]
    return bool(told) and all(_WHOLE.match(one) and _END.search(one[-_TAIL:]) for one in told)


def is_phpbb(texts: Sequence[str]) -> bool:
    """Whether each text is written as phpBB 3.2 and later keep them: <t>…</t>, <r>…</r>."""
    told = [text for text in texts if text.strip()]
    return bool(told) and all(
        (found := _KEPT.match(one)) and one.rstrip().endswith(f"</{found[1]}>") for one in told
    )


# What phpBB keeps

_MARKS = possessive.compiled(r"<([se])>[^<]*+</\1>|<i>\s*+</i>")  # what its author typed for a tag
_ELEMENT = possessive.compiled(r"<(/?)([A-Z][A-Z0-9_:-]{0,30}+)((?:\s[^<>]*+)?)>|</?[rti]>")
_NAMED = possessive.compiled(r'\b(url|author|src|email)="([^"<>]{0,2000})"')
_PLAIN = {
    "B": "b", "I": "i", "U": "u", "S": "s", "STRONG": "strong", "EM": "em", "DEL": "del",
    "C": "code", "CODE": "pre", "LI": "li", "ESC": "", "SUB": "sub", "SUP": "sup",
}  # fmt: skip


def of_phpbb(text: str) -> str:
    """The HTML of a text as phpBB keeps it, without the marks of its author's BBCode."""
    return _ELEMENT.sub(_tag, _MARKS.sub("", text)).strip()


def _tag(match: re.Match[str]) -> str:
    is_end, name = bool(match[1]), match[2]
    if name is None:
        return ""
    told = {} if is_end else dict(_NAMED.findall(match[3]))
    if name == "QUOTE":
        said = f"<p>{told['author']}:</p>" if told.get("author") else ""
        return "</blockquote>" if is_end else f"<blockquote>{said}"
    if name == "LIST":
        return "</ul>" if is_end else "<ul>"
    if name in ("URL", "EMAIL"):
        address = told.get("url") or f"mailto:{told.get('email', '')}"
        return "</a>" if is_end else f'<a href="{address}">'
    if name == "IMG" and told.get("src"):
        return f'<a href="{told["src"]}">'
    if name == "IMG":
        return "</a>" if is_end else "<a>"
    plain = _PLAIN.get(name, "")
    return f"<{match[1]}{plain}>" if plain else ""
