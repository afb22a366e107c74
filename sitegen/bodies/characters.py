"""Characters: what may stand in a page at all, escaping, and which texts run right to left.

Whatever comes in here comes out encodable as UTF-8, legal in HTML and XML, and without the two
private characters that the build puts around its splice points.
"""

import re

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
_BLOCK_START = re.compile("<(p|li|td|th|dt|dd)>")


def tidy(text: str) -> str:
    """The text without illegal characters, its line ends as newlines.

    Halves of a surrogate pair that stand side by side are joined; a lone one becomes U+FFFD.
    """
    if is_ordinary(text):  # in C, and true for most bodies
        return text
    if not text.isascii() and _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", _NEWLINE.sub("\n", text))


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
