"""Texts of more paragraphs than any discussion has: one post, of which nothing is lost."""

import msgspec

from sitegen.textdump.reading import Sheet

MOST = 100_000  # paragraphs without a head; the longest threads known have a third of that


def as_one(sheet: Sheet) -> Sheet:
    """The sheet with all that is yet to be divided as its opening post, where that is too much."""
    if len(sheet.open) <= MOST:
        return sheet
    first = min(sheet.opening.first, sheet.open[0].first)
    opening = msgspec.structs.replace(
        sheet.opening, first=first, last=max(sheet.opening.last, sheet.open[-1].last)
    )
    own = range(opening.first, opening.last + 1)
    return msgspec.structs.replace(
        sheet,
        opening=opening,
        open=(),
        known={},
        cuts={},
        begins=True,
        divided=False,
        furniture=tuple(n for n in sheet.furniture if n not in own),
    )
