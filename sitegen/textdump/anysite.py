"""Copies of pages of sites that have no grammar of their own: answers that are signed below them,
heads that say what they are, those of Tildes, cards, and names with handles, in this order.
"""

from sitegen.textdump import answers, cards, kinds, signed, tildes
from sitegen.textdump.plainly import told
from sitegen.textdump.reading import Sheet


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None for a text without such heads."""
    words = told(lines)
    return (
        answers.read(lines, words)
        or _by_links(signed.read(lines, words))
        or tildes.read(lines, words)
        or cards.read(lines, words)
        or signed.read(lines, words, kinds.HANDLES)
        or _by_links(signed.read(lines, words, kinds.NAMELESS))
    )


def _by_links(sheet: Sheet | None) -> Sheet | None:
    """The sheet, with what links to parents tell on Slashdot."""
    return tildes.by_links(sheet) if sheet is not None and sheet.shape == "slashdot" else sheet
