"""Text in UTF-8 that a program wrote as if each byte were a character: "CafÃ©" for "Café"."""

from collections.abc import Callable

_DOUBTS = 100  # so many strings that can be mended outweigh one that cannot


def mender(document: object) -> Callable[[str], str]:
    """What makes the strings of a document what they were before, if all of it was written so.

    That is certain where no string has a character above U+00FF, and those with others than ASCII
    are UTF-8 byte for byte, all but one in a hundred, which are left as they are. Else nothing is
    changed.
    """
    good = bad = 0
    stack = [document]
    while stack:
        told = stack.pop()
        if isinstance(told, dict):
            stack += told.values()
        elif isinstance(told, list):
            stack += told
        elif isinstance(told, str) and not told.isascii():
            if max(told) > "\u00ff":
                return str
            mended = _mended(told) != told
            good, bad = good + mended, bad + (not mended)
    return _mended if good and bad * _DOUBTS <= good else str


def _mended(text: str) -> str:
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except ValueError:
        return text
