"""The colours of highlighted code, for light and dark, and their style sheet.

Every colour has a contrast of at least 4.5 : 1 (WCAG 2.2 AA) with the background it is set on;
a test computes it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Colour(NamedTuple):
    """The same thing in both schemes, as #rrggbb."""

    light: str
    dark: str


BACKGROUND: Final = Colour("#f5f6f8", "#15181e")
TEXT: Final = Colour("#22262e", "#e2e5eb")

_GREY = Colour("#5b6270", "#9aa2b1")
_RED = Colour("#b3261e", "#ff9d94")
_BROWN = Colour("#8a4210", "#f4b06a")
_GREEN = Colour("#1c6631", "#8fd99b")
_BLUE = Colour("#0b57a4", "#86bdff")
_NAVY = Colour("#173f78", "#aad4ff")
_VIOLET = Colour("#6a35b5", "#cfb0ff")

#: Colour by class; the classes are short names of Pygments' token types.
COLOURS: Final[Mapping[str, Colour]] = MappingProxyType(
    {
        "c": _GREY,  # comment
        "cp": _BROWN,  # preprocessor
        "k": _RED,  # keyword
        "kt": _BROWN,  # type
        "s": _NAVY,  # string
        "m": _BLUE,  # number, other literal
        "nb": _BLUE,  # built-in name
        "nc": _BROWN,  # class, exception
        "nd": _VIOLET,  # decorator
        "nf": _VIOLET,  # function
        "nt": _GREEN,  # tag
        "na": _BLUE,  # attribute
        "nv": _BROWN,  # variable
        "gd": _RED,  # deleted line
        "gi": _GREEN,  # inserted line
        "gh": _VIOLET,  # heading
        "gp": _GREY,  # prompt
    }
)


def stylesheet() -> str:
    """CSS of `.code` and all that stands in it. Needs `color-scheme: light dark` at the root."""
    classes: dict[Colour, list[str]] = {}
    for name, colour in COLOURS.items():
        classes.setdefault(colour, []).append(f".code .{name}")
    rules = [f".code{{background:{_value(BACKGROUND)};color:{_value(TEXT)}}}"]
    rules += [f"{','.join(names)}{{color:{_value(at)}}}" for at, names in classes.items()]
    return "\n".join(rules) + "\n"


def _value(colour: Colour) -> str:
    return f"light-dark({colour.light},{colour.dark})"
