"""Character references of HTML: `html.unescape`, which raises an error at numbers of thousands of
digits, as no text should ever do.
"""

import re
from html import unescape as _unescape

_TOO_LONG = re.compile(r"&#[0-9]{9,}")


def unescape(text: str) -> str:
    """The text with its references as the characters that they stand for."""
    try:
        return _unescape(text)
    except ValueError:
        return _unescape(_TOO_LONG.sub("&#1114112", text))  # no character has that number either
