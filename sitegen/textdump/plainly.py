"""Lines as a page had them, for grammars that look for what stands on a line of its own: without
the signs of Markdown, of lists and of pictures that programs put there, and without the addresses
that some put behind the words of links.
"""

import re

from sitegen.textdump.converted import IMAGE, LINK, unescaped
from sitegen.textdump.text import spoken

_SIGNS = frozenset("([*_#>`\\|+•◦○-.")
_LEAD = re.compile(r"(?:(?:#{1,6}|[-*+•◦○>|]|\d{1,4}\.)\s+){1,4}(?=[^\s])")
_PICTURE = re.compile(r"\[\w{1,20}\](?=[^\W\d_])")
_STRESSED = re.compile(r"(?<!\w)([*_`])(?=\S)(?P<words>[^*_`]{1,200})(?<=\S)\1(?!\w)")
_BEHIND = re.compile(r" \((?:/|#(?!\d+\))|https?://)[^()\s]{0,400}\)")
_LONGEST, _LONGEST_LINKED = 240, 1_000  # characters; a head is shorter, without and with links


def plainly(line: str) -> str:
    """The words of a line."""
    text = line.strip()
    longest = _LONGEST_LINKED if "](" in text else _LONGEST
    if len(text) > longest or _SIGNS.isdisjoint(text):
        return text
    if "](" in text:
        text = LINK.sub(r"\g<words>", IMAGE.sub("", text))
    text = unescaped(_BEHIND.sub("", text)).strip()
    text = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    text = _STRESSED.sub(r"\g<words>", _PICTURE.sub("", text, count=1))
    return " ".join(text.split()) if text else ""


def told(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """(line number from 1, its words) for the lines that have any."""
    return [(number, text) for number, line in spoken(lines) if (text := plainly(line))]
