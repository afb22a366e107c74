"""Copies of one item's page: its author and age, its text, "13 comments", then all the replies.

Two extractors leave two grammars. In "item-page" a blank line may stand inside a comment or
between two (see `grammar`); in "item-table" a blank line always joins and a line feed always
separates. A run of two lines tells them apart: the first has none, the second very many. In
"item-ended" the extractor left the site's own word or rule below every comment.
"""

import re
from itertools import islice

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.blocks import Block, blocks, runs
from sitegen.textdump.grammar import two_block_runs
from sitegen.textdump.heads import DOMAIN
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_SITE = re.compile(
    r"(?:Hacker News)?"
    r"(?:(?: |(?: ?\| ?))?(?:new|threads|past|comments|ask|show|jobs|submit|login))+",
    re.I,
)
_BY = re.compile(
    rf"(?:(?P<score>\d{{1,9}}) points? )?by (?P<who>\S{{1,40}}) (?P<age>{AGE})(?: \|.*)?"
)
_COUNT = re.compile(r"(?P<n>\d{1,6}) (?:comments?|repl(?:y|ies))(?: →)?", re.I)
_COUNTED = re.compile(r"\| (?P<n>\d{1,9})\s+comments?\Z")
_THREAD = re.compile(
    rf"\d{{1,9}} points? by \S{{1,40}} {AGE} \|(?: (?:hide|past|favorite|flag) \|)*"
    r" (?:discuss|\d{1,9}\s+comments?)"
)
_ROW, _ROWS = 200, 200  # characters of such a row; rows that show it
_ENDS = re.compile(r"reply|-{4,5}")  # below a comment: today's pages, and those of before 2015
_ENDED = Known("recorded", 1.0, "end mark")
_FEWEST = 3  # such marks show that every comment has one
_HEADER_LINES = 12  # the author's line stands within these


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of the author (`by`), of the opening post (`body`, both inclusive), of the count."""

    by: int
    author: str
    age: str
    score: int | None
    body: tuple[int, int]
    count: int
    claimed: int | None
    title: str | None
    furniture: tuple[int, ...]


def header(lines: tuple[str, ...]) -> Header | None:
    """The header of an item page; None when the text has none."""
    above: list[tuple[int, str]] = []
    for number, line in spoken(lines):
        match = _BY.fullmatch(line.strip())
        if match:
            return _header(lines, above, number, match)
        if len(above) >= 3 or number > _HEADER_LINES:
            return None
        above.append((number, " ".join(line.split())))
    return None


def is_front(lines: tuple[str, ...]) -> bool:
    """Whether a page lists threads, each with the count of its comments."""
    rows = (line for _, line in spoken(lines) if "| " in line and len(line) < _ROW)
    return sum(_THREAD.fullmatch(line.strip()) is not None for line in islice(rows, _ROWS)) > 1


def _header(
    lines: tuple[str, ...], above: list[tuple[int, str]], by: int, match: re.Match[str]
) -> Header | None:
    sites = [number for number, line in above if _SITE.fullmatch(line)]
    titles = [line for _, line in above if not _SITE.fullmatch(line)]
    if not sites and (titles or "|" in match[0]):
        return None
    count = next(
        (number for number, line in spoken(lines, by + 1) if _COUNT.fullmatch(line.strip())), 0
    )
    body = [number for number, _ in spoken(lines, by + 1) if not count or number < count]
    title = titles[-1] if titles else None
    domain = DOMAIN.fullmatch(title) if title else None
    claimed = _COUNT.fullmatch(lines[count - 1].strip()) if count else _COUNTED.search(match[0])
    if not count:
        told = claimed is not None and domain is not None  # a link, which has no text
        body = [] if told else _first_run(lines, by + 1)
    return Header(
        by=by,
        author=match["who"],
        age=match["age"],
        score=int(match["score"]) if match["score"] else None,
        body=(body[0], body[-1]) if body else (by + 1, by),
        count=count,
        claimed=int(claimed["n"]) if claimed else None,
        title=domain["title"] if domain else title,
        furniture=(*(number for number, _ in above), by, *((count,) if count else ())),
    )


def _first_run(lines: tuple[str, ...], start: int) -> list[int]:
    """Without a count nothing says where the opening post ends: it is the first run at most."""
    first = runs(blocks(lines, start))[:1]
    return [block.first for run in first for block in run]


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page's parts, or None when the text has no such header."""
    top = header(lines)
    if top is None or is_front(lines):
        return None
    start = (top.count or top.body[1]) + 1
    found = blocks(lines, start)
    ends = [block.first for block in found if _ENDS.fullmatch(lines[block.first - 1].strip())]
    ended = _parts(found, frozenset(ends)) if len(ends) >= _FEWEST else ()
    return Sheet(
        site="hn",
        shape="item-ended" if ended else kind_of(found, counted=top.count > 0),
        lines=lines,
        opening=Part(
            first=top.body[0],
            last=top.body[1],
            head=top.by,
            author=top.author,
            age=top.age,
            score=top.score,
            border=Known("recorded", 1.0, "header"),
        ),
        comments=ended,
        open=() if ended else tuple(found),
        title=top.title,
        claimed=top.claimed,
        furniture=(*top.furniture, *(ends if ended else ())),
    )


def _parts(found: list[Block], ends: frozenset[int]) -> tuple[Part, ...]:
    """The comments between these lines."""
    told: list[list[Block]] = [[]]
    for block in found:
        if block.first in ends:
            told.append([])
        else:
            told[-1].append(block)
    return tuple(
        Part(first=body[0].first, last=body[-1].last, border=_ENDED) for body in told if body
    )


def kind_of(found: list[Block], *, counted: bool) -> str:
    """Which of the grammars the blocks below the header follow: item-page, item-table or flat."""
    gaps = any(block.gap for block in found[1:])
    if not gaps:
        return "item-page" if counted and found and found[0].gap else "flat"
    pairs, longer = two_block_runs(runs(found))
    return "item-table" if pairs * 5 > longer else "item-page"
