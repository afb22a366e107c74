"""Pages that Safari saves as one file with all that belongs to them: a property list (.webarchive).

Only the page itself is read. Format: WebArchive of https://github.com/WebKit/WebKit
(Source/WebCore/loader/archive/cf/LegacyWebArchive.cpp).
"""

import io
import re
from typing import Any, BinaryIO, Final

from sitegen import possessive
from sitegen.sources._encodings import readable_encoding
from sitegen.sources._saved import noted

MAX: Final = 256 * 1024 * 1024  # bytes of such a file; most of it are pictures
_XML = possessive.compiled(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!DOCTYPE plist[^>]*+>\s*+)?"
    rb"<plist[^>]*+>\s*+<dict>\s*+<key>Web(?:MainResource|Subresources|SubframeArchives)</key>"
)
_BINARY: Final = b"bplist00"
_FAULTS = (
    *(ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError),
    *(RecursionError, MemoryError, LookupError),
)
_CHARSET = re.compile(r"[\w.:-]{1,40}")


def is_saved(head: bytes) -> bool:
    """Whether a file begins as Safari begins it."""
    return head.startswith(_BINARY) or _XML.match(head) is not None


def page(stream: BinaryIO) -> BinaryIO:
    """The page in such a file, as UTF-8; the file itself where no page is found in it."""
    import plistlib  # noqa: PLC0415 - loaded for such pages only
    from xml.parsers.expat import ExpatError  # noqa: PLC0415 - likewise

    data = stream.read(MAX)
    try:
        main: Any = plistlib.loads(data)["WebMainResource"]
        html = main["WebResourceData"]
        encoding = _encoding(main.get("WebResourceTextEncodingName"))
        if not isinstance(html, bytes):
            return io.BytesIO(data)
        if encoding and encoding != "utf-8":
            html = html.decode(encoding, "replace").encode("utf-8", "replace")
        told = main.get("WebResourceURL")
        return io.BytesIO(noted(html, told if isinstance(told, str) else ""))
    except (*_FAULTS, ExpatError):
        return io.BytesIO(data)


def _encoding(label: object) -> str | None:
    known = isinstance(label, str) and _CHARSET.fullmatch(label)
    if known and known[0].lower() in ("utf-16le", "utf-16be", "utf-16"):
        return known[0]  # here it is no word of the page itself
    return readable_encoding(known[0]) if known else None
