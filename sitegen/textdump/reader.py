"""The stages of reading a copy, in their order: shape, borders, comments, parents, corrections.

A correction by hand overrides what was weighed, and is marked as said by a person.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile

import msgspec

from sitegen.model import Problem
from sitegen.textdump import borders, fixes, parents, quotes, sparse
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.bulk import as_one
from sitegen.textdump.fixes import Anchored, Fixes
from sitegen.textdump.front import front_of
from sitegen.textdump.model import Weights, learned
from sitegen.textdump.reading import BY_HAND, Part, Reading, Sheet
from sitegen.textdump.recognise import sheet_of
from sitegen.textdump.repeats import without_repeats
from sitegen.textdump.runs import parted


def read(
    lines: tuple[str, ...],
    site: str,
    corrections: Fixes = fixes.NONE,
    weights: Weights | None = None,
    captured: datetime | None = None,
) -> tuple[Reading | None, tuple[Problem, ...]]:
    """The copy, read, and what could not be corrected; None for a text without a word.

    What front matter says holds where `corrections` say nothing, and `captured` where both do not.
    """
    lines = parted(lines)
    top, front, wrong = front_of(lines)
    corrections = corrections.over(front)
    sheet = sheet_of(("",) * top + lines[top:], site)
    if sheet is None:
        return None, wrong
    sheet = as_one(sheet)
    sheet = msgspec.structs.replace(sheet, furniture=(*range(1, top + 1), *sheet.furniture))
    weights = weights or learned()
    if sheet.open and sheet.shape not in ("item-page", "item-table"):
        sheet = without_repeats(sheet, _opening(sheet))
    opening = _opening(sheet)
    page = _page(sheet, opening)
    starts = [block.first for block in sheet.open] + [part.first for part in sheet.comments]
    placed, problems = fixes.anchored(corrections, sheet.lines, starts)
    chances = borders.chances_of(sheet, page, weights) if sheet.open else {}
    chances |= {line: told for line, told in sheet.known.items() if line in chances}
    chances |= {line: float(begins) for line, begins in placed.begins.items() if line in chances}
    first, comments = _divided(sheet, chances, placed)
    text = parents.Text([block.first for block in page.blocks], page.seen, page.matches)
    direct = parents.is_direct(sheet.claimed, len(comments))
    if sheet.depth_first:
        count = sheet.claimed if direct else None
        comments = _answering(text, comments, placed, count, sheet, weights)
    reading = Reading(
        sheet=_titled(sheet, corrections),
        opening=first if corrections.author is None else _named(first, corrections.author),
        comments=_corrected(comments, placed),
        direct=direct,
        chances=chances,
        quotes=parents.quote_links(text),
        captured=corrections.moment() or captured,
        by_day=corrections.by_day(),
        text="\n".join(lines),
    )
    return reading, (*wrong, *problems)


def _opening(sheet: Sheet) -> list[Block]:
    """The blocks of the opening post that are compared with others."""
    if not sheet.divided:
        return []
    return blocks(sheet.lines, sheet.opening.first, sheet.opening.last)


def _open(sheet: Sheet) -> list[Block]:
    """The blocks below the opening post, of comments that are told or that are not."""
    told = [b for part in sheet.comments for b in blocks(sheet.lines, part.first, part.last)]
    return [*sheet.open, *told]


def _page(sheet: Sheet, opening: Sequence[Block]) -> borders.Page:
    """What the words of a sheet tell; of too many comments to be weighed nothing but quotations."""
    if not sheet.open and len(sheet.comments) > parents.MOST:
        some = sparse.needed(sheet, opening, quotes.MANY)
        if some is not None:
            return borders.page_of(sheet, opening, some, some=True)
    return borders.page_of(sheet, opening, _open(sheet))


def _titled(sheet: Sheet, corrections: Fixes) -> Sheet:
    return msgspec.structs.replace(
        sheet,
        title=corrections.title or sheet.title,
        link=corrections.link or sheet.link,
        community=corrections.community or sheet.community,
        permalink=corrections.source or sheet.permalink,
    )


def _named(part: Part, author: str) -> Part:
    return msgspec.structs.replace(part, author=author or None)


def _divided(
    sheet: Sheet, chances: Mapping[int, float], placed: Anchored
) -> tuple[Part, tuple[Part, ...]]:
    """The opening post, with what a person joined to it, and the comments."""
    found: Sequence[Block] = sheet.open
    opening = sheet.opening
    joined = list(takewhile(lambda block: placed.begins.get(block.first) is False, found))
    if joined:
        opening = msgspec.structs.replace(opening, last=joined[-1].last)
        found = found[len(joined) :]
    parts = tuple(
        Part(
            first=group[0].first,
            last=group[-1].last,
            border=BY_HAND
            if placed.begins.get(group[0].first)
            else borders.known(chances[group[0].first], told=group[0].first in sheet.known),
            cut=sum(sheet.cuts.get(block.last, 0) for block in group),
        )
        for group in borders.divide(found, chances)
    )
    return opening, (*parts, *(_after(part, len(parts)) for part in sheet.comments))


def _after(part: Part, above: int) -> Part:
    """A comment whose parents were counted without the `above` comments that stand before all."""
    if not above or (not part.parent and not part.among):
        return part
    among = tuple(number + above if number else 0 for number in part.among)
    parent = part.parent + above if part.parent else part.parent
    return msgspec.structs.replace(part, parent=parent, among=among)


def _answering(
    text: parents.Text,
    comments: tuple[Part, ...],
    placed: Anchored,
    direct: int | None,
    sheet: Sheet,
    weights: Weights,
) -> tuple[Part, ...]:
    """The comments with their parents: told by a person or the copy, else weighed."""
    fixed = {
        _numbers(comments, line): _numbers(comments, parent)
        for line, parent in placed.parents.items()
    }
    possible = {child: parent for child, parent in fixed.items() if parent < child}
    if any(part.parent is not None for part in comments):
        answered = _among(text, comments, possible, sheet, weights)
    else:
        answered = parents.with_parents(
            text, comments, direct, possible, weights, rooted=sheet.rooted
        )
    return tuple(
        msgspec.structs.replace(part, parent=possible[number], answers=BY_HAND)
        if number in possible
        else part
        for number, part in enumerate(answered, start=1)
    )


def _among(
    text: parents.Text,
    comments: tuple[Part, ...],
    by_hand: Mapping[int, int],
    sheet: Sheet,
    weights: Weights,
) -> tuple[Part, ...]:
    """The comments with the parents that the copy tells; what it leaves open is weighed."""
    left = [n for n, part in enumerate(comments, start=1) if _is_open(part) and n not in by_hand]
    if not left or len(comments) > parents.MOST:
        return comments
    known = {
        n: part.parent
        for n, part in enumerate(comments, start=1)
        if part.parent is not None and not part.among
    }
    weighed = parents.with_parents(
        text, comments, None, {**known, **by_hand}, weights, rooted=sheet.rooted
    )
    return tuple(
        after if _is_open(before) else before
        for before, after in zip(comments, weighed, strict=True)
    )


def _is_open(part: Part) -> bool:
    """Whether the copy leaves open whom a comment answers, but not all about it."""
    return bool(part.among) or (part.parent is None and part.direct is not None)


def _numbers(comments: Sequence[Part], line: int) -> int:
    """The number of the comment that holds a line; 0: the opening post."""
    return bisect_right([part.first for part in comments], line)


def _corrected(comments: tuple[Part, ...], placed: Anchored) -> tuple[Part, ...]:
    """The comments with the authors and ages that a person gave."""
    if not placed.places:
        return comments
    changed = []
    for part in comments:
        place = placed.places.get(part.first)
        if place is not None and place.author is not None:
            part = _named(part, place.author)
        if place is not None and place.age is not None:
            part = msgspec.structs.replace(part, age=place.age)
        changed.append(part)
    return tuple(changed)
