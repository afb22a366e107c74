"""The language of a text, where it is surely another one than its page's: for the `lang` of an
element, by which screen readers choose a voice, and browsers typefaces and hyphens.

What is not sure has none. Most texts are in their page's language, and a word of it tells so at
once; the others are looked at as far as LOOKED.
"""

import re
from collections.abc import Callable
from functools import cache

from sitegen.build.tongue_words import FEWEST, OTHERS, WORDS

LOOKED = 4000  # characters of a text


def tongue(text: str, own: str) -> str:
    """The language of a body's source, as BCP 47 has it; empty where it is that of the page,
    `own`, or not surely another one."""
    plain = text.isascii()
    if len(text) < (FEWEST if plain else FEWEST // 3):
        return ""
    first, second, another = _quick(own)
    told = first in text or second in text or another(text) is not None
    if plain and told:
        return ""
    looked = text[:LOOKED]
    # Most of it in other letters than Latin ones, which are two bytes or three.
    script = not plain and len(looked.encode("utf-8", "replace")) > 1.25 * len(looked)
    if not script and (told or len(text) < FEWEST):
        return ""
    main = own.partition("-")[0].lower()
    # Seldom needed; to compile its patterns takes as long as to look at 10,000 texts.
    from sitegen.build.tongue_signs import told_by_signs  # noqa: PLC0415 - as said above

    found = told_by_signs(looked, main, script, told)
    return "" if found == main else found


@cache
def _quick(own: str) -> tuple[str, str, Callable[[str], object]]:
    """Two words that texts in a language have and others have not, and what finds one of all such;
    where no words are known of a language, what no text has."""
    main = own.partition("-")[0].lower()
    if main not in WORDS:
        return "\0", "\0", re.compile("(?!)").search
    shared = frozenset().union(*OTHERS, *(WORDS[other] for other in WORDS if other != main))
    told = [word for word in WORDS[main] if len(word) > 2 and word not in shared]
    return f" {told[0]} ", f" {told[1]} ", re.compile(rf" (?:{'|'.join(told)})\b").search
