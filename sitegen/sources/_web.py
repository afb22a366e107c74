"""What formats of blogs and feeds share: ids of pages and of comments on them.

A page's address, without its scheme, "www." and the slash at its end, is its id, and so the same
from a feed, from the blog's own export and from the service that kept its comments:
"web:blog.example.org/2012/05/tides". A comment adds its mark: "…#comment-12".
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

_BLOCK = re.compile(
    r"\s*</?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|form|h[1-6]|hr"
    r"|iframe|li|ol|p|pre|section|script|style|table|tbody|td|th|thead|tr|ul|video)\b",
    re.I,
)
_WHOLE = re.compile(r"(<pre\b.*?(?:</pre\s*>|\Z))", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_OF_COMMENT = ("showComment", "replytocom", "utm_source", "utm_medium", "utm_campaign")


class Place(NamedTuple):
    """A page that posts stand on: its id, its address, and the beginning of addresses on its site;
    "" for what is not told."""

    id: str
    address: str
    base: str


def base_of(address: str) -> str:
    """The beginning of addresses on the site of a page: its scheme and host."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def page_id(address: str) -> str | None:
    """The id of a page; None for what is no address of the web."""
    parts = _split(address)
    if parts is None:
        return None
    host, path, query = parts
    told = [(key, value) for key, value in parse_qsl(query) if key not in _OF_COMMENT]
    return f"web:{host}{path.rstrip('/')}{'?' + urlencode(told) if told else ''}"


def host_of(address: str) -> str | None:
    parts = _split(address)
    return parts[0] if parts else None


def _split(address: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(address.strip()[:2000])
        host = (parts.hostname or "").lower().removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return host + port, parts.path, parts.query


def paragraphs(text: str) -> str:
    """Text with HTML in it, where blank lines end paragraphs and other line ends are kept, as HTML.

    So WordPress keeps texts (its function `wpautop` does this when a page is shown).
    """
    text = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = _WHOLE.split(text)
    parts[::2] = ["".join(map(_paragraph, _BLANK.split(part))) for part in parts[::2]]
    return "".join(parts).strip()


def _paragraph(text: str) -> str:
    text = text.strip("\n")
    if not text.strip() or _BLOCK.match(text):
        return text
    return f"<p>{text.strip().replace(chr(10), '<br>')}</p>"
