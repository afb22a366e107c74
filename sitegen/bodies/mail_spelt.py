"""Addresses that people spell out: "bo (at) example dot net", "bo AT example DOT net".

Such a sign says that whoever wrote it did not want to be found by programs. Brackets around "at"
or "dot", and capitals among small letters, are no English, so they always count; the bare words are
English ("meet at noon dot com"), so they count only where what stands around them speaks of mail.
"""

import re
from collections.abc import Callable

from sitegen import possessive

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_OPEN, _CLOSE = r"(?:[(\[{<]|&lt;)", r"(?:[)\]}>]|&gt;)"
_DOT = rf"(?:\.| ?{_OPEN} ?(?:dot|Dot|DOT|\.) ?{_CLOSE} ?| (?:dot|DOT) )"
_AT = rf"(?: ?{_OPEN} ?(?:at|At|AT|@) ?{_CLOSE} ?| (?:at|AT) |@)"
_SPELT = possessive.compiled(rf"(?<=[\w+])({_AT})({_LABEL}(?:{_DOT}{_LABEL}){{1,5}})(?![\w@-])")
#: One of these stands in every text that holds a spelt address.
_SIGNS = ("dot", "DOT", "Dot", "at)", "at]", "at}", "at>", "at&gt;", "AT)", "AT]", "At)", "(@)")
_BRACKET = possessive.compiled(r"[(\[{<]|&lt;")
_NAME = possessive.compiled(r"[\w.+-]{1,64}$")
_TOP = possessive.compiled(r"(?:^|[^A-Za-z0-9-])[A-Za-z]{2,18}$")
# Words that "at" and then a time or a place follow; the place may well have a dot in it.
_TIMES_AND_PLACES = frozenset(
    {
        "a", "all", "an", "any", "best", "church", "college", "dawn", "dinner", "dusk", "each",
        "every", "first", "hand", "heart", "her", "his", "home", "its", "large", "last", "least",
        "lunch", "midnight", "most", "my", "night", "noon", "once", "one", "our", "peace",
        "present", "random", "school", "sea", "some", "sunrise", "sunset", "that", "the", "their",
        "these", "this", "those", "times", "two", "war", "what", "work", "worst", "your",
    }
)  # fmt: skip


def without_spelt(text: str, is_told: Callable[[str, int, int], bool], cut: str) -> str:
    """Text with spelt addresses cut off behind the name.

    `is_told(text, start, end)` judges what is written in bare words, of which " at " begins at
    `start` and the address ends at `end`.
    """
    if not any(sign in text for sign in _SIGNS):
        return text

    def replaced(found: re.Match[str]) -> str:
        whole = _TOP.search(found[2]) and _is_address(found, is_told)
        return cut if whole else found.group()

    return _SPELT.sub(replaced, text)


def _is_address(found: re.Match[str], is_told: Callable[[str, int, int], bool]) -> bool:
    at, domain = found.groups()
    if at == "@":
        return " " in domain or _BRACKET.search(domain) is not None
    if _BRACKET.search(at):
        return True
    first = re.split(r"[ .(\[{<&]", domain, maxsplit=1)[0].lower()
    if first in _TIMES_AND_PLACES or first.isdigit():
        return False
    if _BRACKET.search(domain):
        return True
    if at == " AT " and " DOT " in domain:
        name = _NAME.search(found.string, max(0, found.start() - 64), found.start())
        around = domain.replace(" DOT ", " ") + (name[0] if name else "")
        if not around.isupper():
            return True
    return " " in domain and is_told(found.string, found.start(), found.end())
