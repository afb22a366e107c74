"""Characters: what may stand in a page at all, escaping, and which texts run right to left.

Whatever comes in here comes out encodable as UTF-8, legal in HTML and XML, and without the two
private characters that the build puts around its splice points.
"""

import re
from unicodedata import combining, is_normalized, normalize

# C0 and C1 controls but tab and newline; embeddings, overrides and isolates of direction, which
# could turn round what stands after them; U+E000 and U+E001, the build's splice marks;
# noncharacters, which are illegal in XML or HTML.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_NEWLINE = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic; presentation forms; the right-to-left
# blocks of plane 1.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
# What word processors write where they mean a sign of a font of symbols, by that font's places:
# Wingdings, the tree of Webdings ("think before you print"), the bullet of Symbol.
_SYMBOLS = {
    0xF04A: "☺", 0xF04B: "😐", 0xF04C: "☹", 0xF050: "🌳", 0xF06E: "■",
    0xF076: "❖", 0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "➢", 0xF0DF: "←", 0xF0E0: "→", 0xF0FC: "✓",
}  # fmt: skip
_PRIVATE = re.compile("[\ue002-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_PILE = 30  # marks upon one letter: more are a drawing, and to sort them takes squared time
_SLASHED_TAG = re.compile("(?<=[<>])\u0338")  # would make one character of the end of a tag
_BLOCK_START = re.compile("<(p|li|td|th|dt|dd)>")


def tidy(text: str) -> str:
    """The text without illegal characters, its line ends as newlines.

    Halves of a surrogate pair that stand side by side are joined; a lone one becomes U+FFFD.
    So does a character of private use, which means nothing without the font it was written for,
    unless it is one of the signs that word processors write so.
    """
    if is_ordinary(text):  # in C, and true for most bodies
        return text
    if not text.isascii() and _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", _NEWLINE.sub("\n", without_private(text)))


def without_private(text: str) -> str:
    """Without characters of private use, but for the build's two splice marks."""
    if text.isascii():
        return text
    return _PRIVATE.sub(lambda found: _SYMBOLS.get(ord(found[0]), "\ufffd"), text)


def composed(text: str) -> str:
    """In Unicode's normal form C: a letter and its marks are one character where there is one.

    So fonts draw them well and a search finds them. Not for HTML of our own: see `_SLASHED_TAG`.
    """
    if text.isascii() or is_normalized("NFC", text) or _is_piled(text):
        return text
    return "\u0338".join(normalize("NFC", part) for part in _SLASHED_TAG.split(text))


def _is_piled(text: str) -> bool:
    marks = 0
    for character in text:
        marks = marks + 1 if combining(character) else 0
        if marks > _PILE:
            return True
    return False


def is_ordinary(text: str) -> bool:
    """No character but newlines that a parser, a serializer or `tidy` could treat in its own way.

    Conservative: false for every control, format and private character and for all spaces but the
    common one, and so for U+00A0, which serializers write as an entity.
    """
    return text.isprintable() or text.replace("\n", "").isprintable()


def escape(text: str) -> str:
    """For use between tags. Quotation marks stay: see `escape_attribute`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(value: str) -> str:
    """For use inside double quotation marks."""
    return escape(value).replace('"', "&quot;")


def directed(html: str) -> str:
    """Where the text holds right-to-left letters, each of its blocks finds its own direction."""
    if html.isascii() or not _RIGHT_TO_LEFT.search(html):
        return html
    return _BLOCK_START.sub(r'<\1 dir="auto">', html)
