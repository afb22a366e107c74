"""Emoji by the names that chats write between colons: ":tada:" → "🎉".

Names are those of CLDR and the shorter ones of GitHub and Slack, from the package `emoji`. A name
that nobody knows, such as that of a workspace's own picture, stays as it was written. The package
takes 30 ms to load, so it is loaded with the first such name.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

_CODE = re.compile(r":([a-z0-9_+'&.-]{1,60}):(?::skin-tone-([2-6]):)?")
_FLAG = re.compile(r"flag-([a-z]{2})")
_REGIONAL_A = 0x1F1E6  # the regional indicator A; flags are two of these
_SKIN = 0x1F3FB - 2  # the first skin tone is named 2


@cache
def _characters() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for character, names in import_module("emoji").EMOJI_DATA.items():
        for name in (names["en"], *names.get("alias", ())):
            found.setdefault(name.strip(":"), character)  # fully qualified ones come first
    return MappingProxyType(found)


def character(name: str, skin: str = "") -> str | None:
    """The emoji of a name without its colons; `skin` is "2" to "6", or empty. None: unknown."""
    found = _characters().get(name)
    if found is None and (flag := _FLAG.fullmatch(name)):
        return "".join([chr(_REGIONAL_A + ord(letter) - ord("a")) for letter in flag[1]])
    return found + chr(_SKIN + int(skin)) if found and skin else found


def emojized(text: str) -> str:
    """The text with emoji in place of the names that are known."""
    if text.count(":") < 2:
        return text
    return _CODE.sub(lambda code: character(code[1], code[2] or "") or code.group(), text)
