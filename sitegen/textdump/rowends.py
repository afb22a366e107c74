"""The site's own words at the ends of many texts, in a language that is not known.

    … The pump froze. trvalý odkaz vložiť uložiť nahlásiť odpovedať

Words in which many texts end are the site's as far as they are the same; a row may have a word
more or less than the others.
"""

import re
from collections import Counter
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+|[^\w\s]")
_TAIL = 240  # characters at the end of a text, in which a row stands
_MOST = 16  # words of a row
_LEAST, _LETTERS = 3, 20  # words of a row; letters of one of fewer words, which run together
_FEWEST = 3  # texts that end so
_SHARE = 5  # one in so many of those that end alike goes on alike, or the row begins there
_MANY = 4  # words that stand above a row: what people said
_KINDS = 20  # of rows that a page has
_MORE = 4  # words that a row may have more than another

Tokens = tuple[str, ...]


def ends_of(texts: Sequence[str]) -> list[int]:
    """Where in each text the row at its end begins; its length where there is none."""
    tails = [_tokens(text) for text in texts]
    rows = _rows([tuple(word for _, word in tail[::-1]) for tail in tails])
    glued = sorted(_written(texts, tails, rows), key=len, reverse=True)
    found = []
    for text, tail in zip(texts, tails, strict=True):
        words = tuple(word for _, word in tail)
        size = (
            max((n for n in range(len(words)) if _is_row(words[-n:], rows)), default=0)
            if rows
            else 0
        )
        end = tail[-size][0] if size else len(text)
        if not size:  # no space stands between the last word and the row
            row = next((row for row in glued if text.rstrip().endswith(row)), "")
            end = len(text.rstrip()) - len(row) if row else end
        found.append(end)
    return found


def _tokens(text: str) -> list[tuple[int, str]]:
    low = max(0, len(text) - _TAIL)
    return [(m.start(), m[0]) for m in _TOKEN.finditer(text, low)][-_MOST - _MORE :]


def _rows(tails: Sequence[Tokens]) -> set[Tokens]:
    """The rows, as they are read; `tails` are the texts' last words, the last first.

    Rows begin with the word that most of them begin with: what stands above it are words that some
    people said alike.
    """
    rows: Counter[Tokens] = Counter()
    alike: list[tuple[Tokens, list[Tokens]]] = [((), [*tails])]
    while alike:
        row, same = alike.pop()
        longer: dict[str, list[Tokens]] = {}
        for tail in same:
            if len(tail) > len(row) + 1:  # something is said above the row
                longer.setdefault(tail[len(row)], []).append(tail)
        many = [
            ((*row, word), further)
            for word, further in longer.items()
            if len(further) >= max(_FEWEST, len(same) // _SHARE) and len(row) < _MOST
        ]
        alike += many
        rest = len(same) - sum(len(further) for _, further in many)
        if _is_long(row) and (rest * 2 >= len(same) or not many or len(longer) >= _MANY):
            rows[_begun(row)[::-1]] += len(same)
    common = dict(rows.most_common(_KINDS))
    firsts: Counter[str] = Counter()
    for row, count in common.items():
        firsts[row[0] if row else ""] += count
    if not firsts:
        return set()
    first = firsts.most_common(1)[0][0]
    kept = {row[row.index(first) :] for row in common if first and first in row}
    return {row for row in kept if _is_long(row)}


def _is_long(row: Tokens) -> bool:
    return len(row) >= _LEAST or sum(map(len, row)) >= _LETTERS


def _begun(row: Tokens) -> Tokens:
    """A row, of which the last words come first, without signs before its first word."""
    size = len(row)
    while size and not row[size - 1][0].isalnum():
        size -= 1
    return row[:size]


def _is_row(words: Tokens, rows: set[Tokens]) -> bool:
    """Whether these words are a row, or one with words more or less in one place within."""
    if words in rows:
        return True
    return _is_long(words) and any(
        row[0] == words[0] and row[-1] == words[-1] and _inserted(row, words) for row in rows
    )


def _inserted(one: Tokens, other: Tokens) -> bool:
    short, long = sorted((one, other), key=len)
    if not 0 < len(long) - len(short) <= _MORE:
        return False
    same = next((n for n, word in enumerate(short) if word != long[n]), len(short))
    return short[same:] == long[len(long) - (len(short) - same) :]


def _written(
    texts: Sequence[str], tails: Sequence[list[tuple[int, str]]], rows: set[Tokens]
) -> set[str]:
    """The rows as they are written."""
    return {
        text[tail[-len(row)][0] :].rstrip()
        for text, tail in zip(texts, tails, strict=True)
        for row in rows
        if tuple(word for _, word in tail[-len(row) :]) == row
    }
