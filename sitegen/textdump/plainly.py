"""Lines as a page had them, for grammars that look for what stands on a line of its own: without
the signs of Markdown, of lists and of pictures that programs put there, and without the addresses
that some put behind the words of links.
"""

import re
from functools import lru_cache

from sitegen.ages import AGE
from sitegen.textdump.converted import IMAGE, LINK, unescaped

_SIGNS = frozenset("([*_#>`\\|+•◦○□☆■-.")
_PLAIN = re.compile(  # nothing of all this: no sign where a line begins, no mark anywhere
    r"(?:[^\do#+•◦○□☆■|>(\[*_<\\`-]|\d{1,9}(?![.\d]))[^(\[*_<\\`]*"
)
_ITEM_PICTURE = re.compile(r"\A\[[\w.-]{1,40}\] (?=[^\W\d_])")
_MARKS, _STRESSES = frozenset("*<_\\"), frozenset("*_`")  # without these none is there
_LEAD = re.compile(r"(?:(?:#{1,6}|[-*+•◦○□☆■|]|>{1,64}|\d{1,4}\.)\s+){1,16}(?=[^\s])")
_PICTURE = re.compile(  # a name in brackets in front of other words may be of a title
    r"(?<!\S)\[[\w.-]{0,40}\](?=[^\W\d_])"
    r"|(?<!\S)\[(?:IMG|(?i:avatar|image)|[\w.-]{1,36}\.(?i:png|jpe?g|gif|svg|webp))\] ?(?=[^\W\d_])"
)
_NO_PICTURE = "[]"  # as pandoc writes one that has no words
_STRESSED = re.compile(r"(?<!\w)([*_`])(?=\S)(?P<words>[^*_`]{1,200})(?<=\S)\1(?!\w)")
_BEHIND = re.compile(r"(?:^| )\((?:\.{0,2}/|#(?!\d+\))|https?://)[^()\s]{0,400}\)| \(\)(?!\w)")
_DEEP = 6  # columns, from which on some browsers print "o" before an item of a list
_LONGEST, _LONGEST_LINKED = 240, 1_000  # characters; a head is shorter, without and with links
_SHORT = 40  # characters of a line of which it is known what its words are


_ESCAPED = re.compile(  # a name in a head: what stands below it in a page is its age
    r"(?<![\w\\-])(?=[\w-]{0,32}\\_)(?:[\w-]|\\_){2,48}"
    rf"(?=(?:\]\([^()\s]{{0,200}}\))?(?: ?-?[\d.,]{{1,12}}k? points?){{0,3}}\s{{1,4}}\[?{AGE})"
)
_FOLD = re.compile(r"\\\[(?P<sign>[–—+-])\\\](?=[\w\\-]{1,48} .{0,120}\bpoints?\b)")


def named(line: str) -> str:
    r"""The line, in which a name in front of an age is written without `\_`, and the sign before
    it without `\[`, as Markdown has them.
    """
    if line.startswith("\\[") and (fold := _FOLD.match(line)):
        line = f"[{fold['sign']}]{line[fold.end() :]}"
    if "\\_" not in line or len(line) > _LONGEST_LINKED:
        return line
    return _ESCAPED.sub(lambda name: name[0].replace("\\_", "_"), line)


def plainly(line: str) -> str:
    """The words of a line."""
    text = line.strip()
    if text.isalnum():  # one word
        return "" if text == "o" else text
    if _PLAIN.fullmatch(text):  # nearly all lines
        return _spaced(text)
    if _SIGNS.isdisjoint(text) and text[:1] != "o":
        return _spaced(text)
    if text in ("o", _NO_PICTURE) or not text.strip(
        "> "
    ):  # some browsers print "o" before an item of a list
        return ""
    if text.startswith("o ") and len(line) - len(line.lstrip()) >= _DEEP:
        text = text[2:].lstrip()
    if "(BUTTON)" in text or "[ Submit ]" in text:
        text = text.replace("(BUTTON)", " ").replace("[ Submit ]", " ").strip()
    longest = _LONGEST_LINKED if "](" in text else _LONGEST
    if len(text) > longest or _SIGNS.isdisjoint(text):
        return _spaced(text)
    if "](" in text:
        text = LINK.sub(r"\g<words>", IMAGE.sub("", text))
    if "(" in text:
        text = _BEHIND.sub("", text)
    if not _MARKS.isdisjoint(text):
        text = unescaped(text).strip()
    if mark := _LEAD.match(text):
        text = _ITEM_PICTURE.sub("", text[mark.end() :], count=1)
    if "[" in text or "(" in text:
        text = _PICTURE.sub("", text, count=1)
    if text == _NO_PICTURE:
        return ""
    if not _STRESSES.isdisjoint(text):
        text = _STRESSED.sub(r"\g<words>", text)
    return " ".join(text.split()) if text else ""


def _spaced(text: str) -> str:
    """A line with one space between its words."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def told(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """(line number from 1, its words) for the lines that have any."""
    return [
        (number, text)
        for number, line in enumerate(lines, 1)
        if line and (text := _known(line) if len(line) <= _SHORT else plainly(line))
    ]


def known(line: str) -> str:
    """`plainly`, which is kept for short lines, for many are the same."""
    return _known(line) if len(line) <= _SHORT else plainly(line)


_known = lru_cache(maxsize=1 << 12)(plainly)
