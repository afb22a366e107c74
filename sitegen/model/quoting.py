"""Sentences looked for in very many texts: by five words in a row, then letter by letter."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+")
_ROW = 5  # words
_SHORTEST = 40  # characters of a sentence that nobody else will have written

_Row = tuple[str, ...]


def is_telling(sentence: str) -> bool:
    """Long enough that whoever has it has it from there."""
    return len(sentence) >= _SHORTEST and len(_WORD.findall(sentence)) > _ROW


def quoted(sentences: tuple[str, ...], texts: Iterable[str]) -> set[str]:
    """Those of the sentences that may stand in one of the texts; whether they do is to be seen."""
    known = _rows_of(sentences)
    found: set[str] = set()
    for text in texts:
        for row in _rows(text):
            found.update(known.get(row, ()))
    return found


@lru_cache(maxsize=4)
def _rows_of(sentences: tuple[str, ...]) -> dict[_Row, list[str]]:
    rows: dict[_Row, list[str]] = {}
    for sentence in sentences:
        for row in set(_rows(sentence)):
            rows.setdefault(row, []).append(sentence)
    return rows


def _rows(text: str) -> Iterator[_Row]:
    words = _WORD.findall(text)
    return zip(*(words[at:] for at in range(_ROW)), strict=False)
