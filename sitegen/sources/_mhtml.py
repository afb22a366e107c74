"""Pages that browsers save as one file with all that belongs to them (MHTML, RFC 2557).

Only the page itself is read; it is the first part that is HTML.
"""

import io
import re
from email import message_from_bytes
from typing import BinaryIO, Final

from sitegen.sources._saved import noted

MAX: Final = 96 * 1024 * 1024  # bytes of such a file; what is behind them is pictures
_SAVED = re.compile(rb'(?:\xef\xbb\xbf)?\s*From: ["<]?Saved by ', re.I)


def is_saved(head: bytes) -> bool:
    """Whether a file begins as browsers begin it; no mail does."""
    return _SAVED.match(head) is not None


def page(stream: BinaryIO) -> BinaryIO:
    """The page in such a file, as UTF-8; the file itself where no page is found in it."""
    data = stream.read(MAX)
    try:
        message = message_from_bytes(data)
        for part in message.walk():
            if part.get_content_type() != "text/html":
                continue
            html = part.get_payload(decode=True)
            if isinstance(html, bytes):
                charset = part.get_content_charset("utf-8")
                told = html if charset == "utf-8" else html.decode(charset, "replace").encode()
                return io.BytesIO(noted(told, part.get("Content-Location", "").strip()))
    except (LookupError, ValueError, RecursionError):  # an unknown charset, parts in parts
        pass
    return io.BytesIO(data)
