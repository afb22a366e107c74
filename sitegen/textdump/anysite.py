"""Copies of pages of sites that have no grammar of their own: answers that are signed below them,
heads that say what they are, those of Tildes, cards, and names with handles, in this order.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from sitegen.textdump import answers, cards, kinds, signed, tildes
from sitegen.textdump.plainly import told
from sitegen.textdump.reading import Sheet
from sitegen.textdump.text import SAMPLE

_PICTURE = re.compile(r"\[(?!deleted|removed)[\w.-]{1,40}\]")  # as w3m prints that of a person
_OFTEN = 2  # such lines that are the same
Grammar = Callable[[tuple[str, ...], Sequence[tuple[int, str]]], Sheet | None]


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None for a text without such heads. Of a long text the first lines say which
    of the grammars it has; the others do not look at the rest.
    """
    words = told(lines)
    first = lines[:SAMPLE], [(number, text) for number, text in words if number <= SAMPLE]
    for grammar in _GRAMMARS:
        if len(lines) > SAMPLE and grammar(*first) is None:
            continue
        sheet = grammar(lines, words)
        if sheet is not None:
            return sheet
    return None


def _handles(lines: tuple[str, ...], words: Sequence[tuple[int, str]]) -> Sheet | None:
    pictures = Counter(text for _, text in words if text[0] == "[" and _PICTURE.fullmatch(text))
    if pictures:
        words = [told for told in words if pictures[told[1]] < _OFTEN]
    return signed.read(lines, words, kinds.HANDLES)


def _signed(lines: tuple[str, ...], words: Sequence[tuple[int, str]]) -> Sheet | None:
    return _by_links(signed.read(lines, words))


def _nameless(lines: tuple[str, ...], words: Sequence[tuple[int, str]]) -> Sheet | None:
    return _by_links(signed.read(lines, words, kinds.NAMELESS))


def _by_links(sheet: Sheet | None) -> Sheet | None:
    """The sheet, with what links to parents tell on Slashdot."""
    return tildes.by_links(sheet) if sheet is not None and sheet.shape == "slashdot" else sheet


_GRAMMARS: tuple[Grammar, ...] = (
    answers.read,
    _signed,
    tildes.read,
    cards.read,
    _handles,
    _nameless,
)
