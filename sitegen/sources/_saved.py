"""Pages as programs save them: from which address, and without what they put into them.

Browsers, SingleFile, Save Page WE, monolith and the Wayback Machine note the address of a page. The
three in the middle put all pictures and styles into it, which fill its beginning with megabytes;
SingleFile also leaves out quotes and end tags.
"""

import io
import re
from html import unescape
from typing import BinaryIO, Final
from urllib.parse import quote

from sitegen import possessive

LONGEST: Final = 256 * 1024 * 1024  # bytes of such a page; most of it are pictures
_ABOVE: Final = 16 * 1024  # characters in which comments tell where a page was
_HEAD: Final = 256 * 1024  # characters in which elements do
_ADDRESS = r"(https?://[^\s<>\"]{1,2000})"
_NOTED = possessive.compiled(
    rf"<!--\s{{0,9}}(?:saved from url=\(\d{{1,6}}\)"
    rf"|Page saved with SingleFile\s{{1,9}}url:\s{{0,9}}"
    rf"|Saved from ){_ADDRESS}"
)
_WOMBAT = possessive.compiled(rf"__wm\.(?:wombat|init)\(\s{{0,9}}\"{_ADDRESS}\"")
_META = possessive.compiled(rf"<meta name=\"?savepage-url\"? content=\"?{_ADDRESS}")
_ARCHIVED = possessive.compiled(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|md|vn|fo))/\d{4,14}"
    r"(?:[a-z]{2}_)?/(?=https?://)"
)
_STYLE = possessive.compiled(rb"(<style\b[^<>]*+>).*?(?=</style|\Z)", re.I | re.S)
_TAG = possessive.compiled(rb"<[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>?")
_VALUE = possessive.compiled(rb"=\s*+(?:\"[^\"]*+\"|'[^']*+'|([^\s\"'>]++))")
_PICTURE = possessive.compiled(
    rb"\bdata:[\w/+.-]{0,100}+(?:;[\w=.-]{1,60}+){0,4}+,[^\s\"'<>()]{200,}+"
)


def is_filled(head: bytes) -> bool:
    """Whether a program saved this page with all that belongs to it in it."""
    if b"<" not in head[:8]:
        return False
    above = head[:_ABOVE]
    return (
        b"Page saved with SingleFile" in above
        or (b"<!-- Saved from http" in above and b"using monolith" in above)
        or b"data-savepage-" in head
        or b'name="savepage-' in head
    )


def page(stream: BinaryIO) -> BinaryIO:
    """Such a page without its styles and pictures; what is behind LONGEST is not there."""
    return io.BytesIO(slim(stream.read(LONGEST)))


def slim(data: bytes) -> bytes:
    """Such a page without its styles and pictures, and with quotes around all values."""
    data = _PICTURE.sub(b"data:,", _STYLE.sub(rb"\1", data))
    return _TAG.sub(lambda tag: _VALUE.sub(_quoted, tag[0]), data)


def _quoted(value: re.Match[bytes]) -> bytes:
    return b'="%s"' % value[1] if value[1] else value[0]


def address(text: str) -> str:
    """Where a page stood when it was saved; "" where nothing tells it."""
    above = text[:_ABOVE]
    found = _NOTED.search(above) or _WOMBAT.search(above) or _META.search(text[:_HEAD])
    told = _ARCHIVED.sub("", unescape(found[1])) if found else ""
    return told if told.startswith("http") else ""


def noted(html: bytes, told: str) -> bytes:
    """A page with the comment in which browsers note where it stood."""
    if not told.startswith(("http://", "https://")):
        return html
    safe = quote(told.encode("utf-8", "replace"), safe="/:?#[]@!$&'()*+,;=%~-._").replace(
        "--", "%2D%2D"
    )
    return f"<!-- saved from url=({len(safe):04d}){safe} -->\n".encode() + html
