"""Values of posts as programs of any kind write them: names, numbers, yes and no."""

import math
import re
from collections.abc import Mapping

_NAMES = (
    "name", "username", "display_name", "displayName", "login", "nickname", "screen_name", "uname",
    "user", "id", "_id", "user_id",
)  # fmt: skip
_NOBODY = frozenset({"", "[deleted]", "[removed]", "nan", "none", "null", "\\n"})
_NUMBER = re.compile(r"\s*([-+]?\d{1,3}(?:,\d{3}){1,4}|[-+]?\d{1,15})(?:\.\d{0,9})?\s*", re.ASCII)
_ADDRESS = re.compile(r"([^@\s]{1,64})@[^@\s]{1,250}\.[^@\s.]{2,60}")
_DEEPEST = 3  # objects around a name
_YES = frozenset({"true", "t", "1", "1.0", "yes"})
_MOST = 10**15


def author(value: object) -> str | None:
    """A name, also one in an object that tells a user; None for nobody.

    Of an e-mail address, what stands before the @, as of mail: no page tells addresses.
    """
    for _ in range(_DEEPEST):
        if not isinstance(value, Mapping):
            break
        value = next((told for name in _NAMES if (told := value.get(name))), None)
    name = line(value)
    if name is None or name.lower() in _NOBODY:
        return None
    address = _ADDRESS.fullmatch(name)
    return address[1] if address else name


def line(value: object) -> str | None:
    """A text on one line, or a number; None for nothing, and for what is neither."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) and value == value // 1 else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    told = " ".join(str(value).split())
    return None if told.lower() in ("", "nan", "null", "none", "\\n") else told


def number(value: object) -> int | None:
    """A whole number, also in a text or as a fraction; None where there is none."""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value[:40])
        value = int(match[1].replace(",", "")) if match else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if -_MOST < value < _MOST else None


def yes(value: object) -> bool:
    """Whether a value says yes."""
    return value is True or value == 1 or (isinstance(value, str) and value.lower() in _YES)
