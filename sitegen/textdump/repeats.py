"""Posts that a copy holds twice, one right after the other, as some mirrors print them.

The second time is furniture; and what is repeated is a whole post, so it tells where one ends. The
first paragraph of a post may be missing from the repetition, for it is bare text in the page.
"""

from collections.abc import Sequence

import msgspec

from sitegen.textdump.blocks import Block
from sitegen.textdump.reading import Sheet

_LONG = 20  # characters; a shorter paragraph is repeated by chance
_NEAR = 40  # paragraphs


class Repeat(msgspec.Struct, frozen=True):
    """Blocks `start` up to `start + size` stand there again right after."""

    start: int
    size: int


def repeats(texts: Sequence[str]) -> list[Repeat]:
    """What is repeated, in order; the very last paragraph may be cut off."""
    found: list[Repeat] = []
    last: dict[str, int] = {}
    at = 0
    while at < len(texts):
        size = at - last.get(texts[at], at) or _cut_copy(texts, at)
        if size and _again(texts, at, size):
            if len(texts[at]) >= _LONG or size > 1:
                found.append(Repeat(at - size, size))
            at += size
            continue
        last[texts[at]] = at
        at += 1
    return found


def _again(texts: Sequence[str], at: int, size: int) -> bool:
    """Whether the `size` paragraphs before `at` stand from there on again."""
    copy = texts[at : at + size]
    whole = list(texts[at - size : at - size + len(copy)])
    if 2 * len(copy) < size or (len(copy) < size and at + len(copy) < len(texts)):
        return False
    ends = at + len(copy) == len(texts)
    cut = ends and len(copy[-1]) >= _LONG and whole[-1].startswith(copy[-1])
    return whole[:-1] == list(copy[:-1]) and (whole[-1] == copy[-1] or cut)


def _cut_copy(texts: Sequence[str], at: int) -> int:
    """How far above the last paragraph one stands that begins with all of it; 0 for none."""
    if at + 1 < len(texts) or len(texts[at]) < 3 * _LONG:
        return 0
    near = range(1, min(at, _NEAR) + 1)
    return next((back for back in near if texts[at - back].startswith(texts[at])), 0)


def without_repeats(sheet: Sheet, opening: Sequence[Block]) -> Sheet:
    """The sheet with repetitions as furniture, and an opening post that is known to be whole.

    Only for sheets whose opening post has no end that is told (`begins` is False).
    """
    every = [*opening, *sheet.open]
    texts = ["\n".join(sheet.lines[b.first - 1 : b.last]).strip() for b in every]
    found = repeats(texts)
    if not found:
        return sheet
    copies = {n for r in found for n in range(r.start + r.size, r.start + 2 * r.size)}
    kept = [b for n, b in enumerate(every) if n not in copies]
    furniture = [
        line for n, b in enumerate(every) if n in copies for line in range(b.first, b.last + 1)
    ]
    known = dict(sheet.known)
    for repeat in found:
        known |= dict.fromkeys(
            [b.first for b in every[repeat.start + 1 : repeat.start + repeat.size]], 0.0
        )
        after = repeat.start + 2 * repeat.size
        known |= dict.fromkeys([b.first for b in every[after : after + 1]], 1.0)
    whole = sheet.opening
    if found[0].start <= 1 and not sheet.begins:
        end = found[0].start + found[0].size
        whole = msgspec.structs.replace(whole, last=every[end - 1].last)
    below = tuple(b for b in kept if b.first > whole.last)
    return msgspec.structs.replace(
        sheet,
        opening=whole,
        open=below,
        begins=sheet.begins or whole != sheet.opening,
        known=known,
        furniture=tuple(sorted((*sheet.furniture, *furniture))),
    )
