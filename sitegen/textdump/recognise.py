"""Which shape a copy has: the table of grammars, tried in order, and what follows from each.

To add a shape: a module with `read(lines) -> Sheet | None`, a line in SHAPES, samples.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from sitegen.textdump import (
    bullets,
    enclosed,
    flat,
    forums,
    itempage,
    lemmy,
    levels,
    literal,
    lobsters,
    marked,
    newreddit,
    oldreddit,
    pipes,
    reddit,
    rows,
    selectall,
    told,
    topics,
)
from sitegen.textdump.below import apart
from sitegen.textdump.blocks import blocks
from sitegen.textdump.front import front_of
from sitegen.textdump.layout import laid_out
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.runs import parted
from sitegen.textdump.text import SAMPLE, spoken

_PERMALINK = re.compile(r"https?://\S+/(?:item\?id=\d+|s/\w+(?:/\w+)?(?:#c_\w+)?|c/\w+)")

Shape = Callable[[tuple[str, ...]], Sheet | None]


def _any_site(lines: tuple[str, ...]) -> Sheet | None:
    """`anysite.read`, loaded when no site with a grammar of its own claims a copy."""
    from sitegen.textdump import anysite  # noqa: PLC0415 - its patterns take 0.3 s to compile

    return anysite.read(lines)


SHAPES: dict[str, tuple[Shape, ...]] = {
    "hn": (
        selectall.read,
        rows.read,
        marked.read,
        bullets.read,
        itempage.read,
        flat.read,
        pipes.read,
        literal.read,
    ),
    "reddit": (levels.read, oldreddit.read, newreddit.read, reddit.redlib),
    "lobsters": (lobsters.read,),
    "lemmy": (lemmy.read,),
    "discourse": (forums.discourse, topics.read),
    "web": (_any_site,),
}


def site_of(lines: tuple[str, ...]) -> str | None:
    """The site whose copies have the shape of this text, as far as its first lines tell."""
    lines = parted(lines)
    lines = lines[front_of(lines)[0] :][:SAMPLE]
    if (sheet := told.read(lines)) is not None:
        return sheet.site
    plain = laid_out(enclosed.opened(lines)).lines
    claims = (site for site in SHAPES if any(shape(plain) is not None for shape in SHAPES[site]))
    return next(claims, None)


def sheet_of(lines: tuple[str, ...], site: str) -> Sheet | None:
    """What the first grammar that fits tells; None for a text without a word.

    A text that no grammar claims is read as bare paragraphs: the first opens the thread. The
    sheet's lines are those that the page had, whatever a program did to them since.
    """
    sheet = told.read(lines)
    if sheet is not None and sheet.site == site:
        return sheet
    if (plain := enclosed.opened(lines)) is not lines:
        sheet = _as_laid_out(plain, site)
        if sheet is not None and sheet.shape != "bare":
            return sheet
    return _as_laid_out(lines, site)


def _as_laid_out(lines: tuple[str, ...], site: str) -> Sheet | None:
    """What the first grammar that fits tells of a page that stands in nothing else."""
    laid = laid_out(lines)
    sheet = _sheet_of(laid.lines, site)
    if sheet is None:  # the page's own end, and nothing above it
        return _sheet_of(lines, site)
    sheet = _linked(sheet, laid.links) if laid.links else sheet
    sheet = apart(sheet)
    return msgspec.structs.replace(
        sheet,
        permalink=sheet.permalink or laid.address,
        furniture=(*sheet.furniture, *laid.furniture),
    )


def _linked(sheet: Sheet, links: Mapping[int, Sequence[str]]) -> Sheet:
    """The sheet with the addresses that a text browser listed for its heads and its title."""
    comments = tuple(
        msgspec.structs.replace(part, permalink=_own(links.get(part.head, ())))
        for part in sheet.comments
    )
    title = next(
        (
            n
            for n in sorted(links)
            if sheet.title and sheet.lines[n - 1].strip().startswith(sheet.title)
        ),
        0,
    )
    link = next((link for link in links.get(title, ()) if not _PERMALINK.fullmatch(link)), None)
    own = _own(links.get(sheet.opening.head, ())) or _own(links.get(title, ()))
    return msgspec.structs.replace(
        sheet,
        comments=comments,
        link=sheet.link or link,
        permalink=sheet.permalink or own,
    )


def _own(links: Sequence[str]) -> str | None:
    """The address of the post whose head has these links."""
    return next((link for link in links if _PERMALINK.fullmatch(link)), None)


def _sheet_of(lines: tuple[str, ...], site: str) -> Sheet | None:
    sample = lines[:SAMPLE]
    for shape in SHAPES[site]:
        if len(lines) > SAMPLE and shape(sample) is None:
            continue
        sheet = shape(lines)
        if sheet is not None:
            return sheet
    first = next(spoken(lines), None)
    if first is None:
        return None
    found = blocks(lines, first[0])
    opening = Part(first=found[0].first, last=found[0].last)
    rest = tuple(found[1:])
    return Sheet(
        site=site, shape="bare", lines=lines, opening=opening, open=rest, begins=False, rooted=False
    )
