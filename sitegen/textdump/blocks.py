"""Blocks: the lines of text and the stretches of code that a page is made of.

A block knows what stood before it: a blank line (`gap`) or only a line feed.
"""

import msgspec

from sitegen.textdump.text import spoken


class Block(msgspec.Struct, frozen=True, gc=False):
    """Lines `first`..`last` of the copy: one line of text, or code with its inner blank lines."""

    first: int
    last: int
    gap: bool
    code: bool


def blocks(lines: tuple[str, ...], start: int, last: int | None = None) -> list[Block]:
    """The blocks from line `start` on, to line `last` where one is given.

    Lines that open with two spaces are code, as on HN.
    """
    if last is not None and last <= start:
        return [Block(n, n, False, line.startswith("  ")) for n, line in spoken(lines, start, last)]
    found: list[Block] = []
    before = start - 1
    for number, line in spoken(lines, start, last):
        code = line.startswith("  ")
        if code and found and found[-1].code:
            opened = found.pop()
            found.append(Block(opened.first, number, opened.gap, True))
        else:
            found.append(Block(number, number, number > before + 1, code))
        before = number
    return found


def runs(found: list[Block]) -> list[list[Block]]:
    """Stretches of blocks in which a comment may go on: cut wherever text follows text at once."""
    cut: list[list[Block]] = []
    for block in found:
        if cut and (block.gap or block.code or cut[-1][-1].code):
            cut[-1].append(block)
        else:
            cut.append([block])
    return cut
