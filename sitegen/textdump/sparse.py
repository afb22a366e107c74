"""Very long pages with heads: which of their comments quotations need, without a look at the rest.

Of 200,000 comments few quote, and few hold words that are quoted. What `quotes` finds among these
is what it finds among all, for what it looks at is nothing but quotations and word triples of them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitegen.textdump import quotes
from sitegen.textdump.blocks import Block, blocks
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.words import bare_facts

_SIGNS = (">", '"', "“")  # one of them stands in every quotation
_MOST = 100  # words that are looked for; to look for more takes longer than to look at all
_SIGNED = 1_000  # lines with signs of quotations; the same of more


def needed(sheet: Sheet, opening: Sequence[Block], least: int) -> list[Block] | None:
    """The blocks of the comments that quote, or that hold what is quoted; none where nobody quotes.

    None: all may be needed, for much is quoted, or not more than `least` comments have words.
    """
    text = "\n".join(sheet.lines)
    if not any(sign in text for sign in _SIGNS):
        return []
    if sum([part.last >= part.first for part in sheet.comments]) <= least:
        return None
    signed = _lines(text, _SIGNS)
    if len(signed) > _SIGNED:
        return None
    told = [*opening, *_blocks(sheet, signed)]
    words = quotes.sought([bare_facts(_text(sheet, block)) for block in told])
    if len(words) > _MOST:
        return None
    if not words:
        return []
    text = text.lower().replace("’", "'")
    return _blocks(sheet, _lines(text, (*_SIGNS, *words)))


def _lines(text: str, words: Sequence[str]) -> list[int]:
    """The numbers of the lines in which one of the words stands."""
    found: set[int] = set()
    for word in words:
        found.update(_places(text, word))
    return sorted(found)


def _places(text: str, word: str) -> Iterator[int]:
    number, start = 1, 0
    at = text.find(word)
    while at >= 0:
        number += text.count("\n", start, at)
        yield number
        start = text.find("\n", at)
        at = text.find(word, start) if start >= 0 else -1


def _blocks(sheet: Sheet, lines: Sequence[int]) -> list[Block]:
    """The blocks of the comments in which these lines stand."""
    firsts = [part.first for part in sheet.comments]
    places = sorted({bisect_right(firsts, line) - 1 for line in lines} - {-1})
    parts: list[Part] = [sheet.comments[place] for place in places]
    return [b for part in parts for b in blocks(sheet.lines, part.first, part.last)]


def _text(sheet: Sheet, block: Block) -> str:
    return "\n".join(sheet.lines[block.first - 1 : block.last])
