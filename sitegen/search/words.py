"""Text → the words it can be found by.

The script of the search page (themes/default/static/js/search.js) does the same to what a reader
types; tests hold the two together.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 32  # characters of a word that count

# Scripts that put no spaces between words: any two characters that stand together are a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(r"\w+")
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


class _Marks(dict[int, int | None]):
    """For str.translate: takes away what stands above or below a letter."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return self[code]


_MARKS = _Marks()


def folded(text: str) -> str:
    """The text in small letters, without accents, wide and joined forms made plain."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_MARKS)
    return unicodedata.normalize("NFC", bare).lower()


def words_of(text: str) -> list[str]:
    """All words of a text in their order, folded, each as often as it stands there."""
    words: list[str] = _WORD.findall(folded(text))
    if not text.isascii():
        words = [part for word in words for part in _parts(word)]
    return [word[:LONGEST] for word in words]


def _parts(word: str) -> Iterator[str]:
    if not _IS_UNSPACED.search(word):
        yield word
        return
    for run in _RUNS.findall(word):
        if len(run) > 1 and _IS_UNSPACED.match(run):
            yield from (run[at : at + 2] for at in range(len(run) - 1))
        else:
            yield run
