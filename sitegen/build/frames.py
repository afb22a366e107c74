"""Frames of pages: a template's text and values put together, minified once for each shape.

Pages of one kind differ in their values and in little else. The minifier is shown the text of the
template with a token in the place of each value, and what it makes of that serves all pages in
which the same text stands around other values. No value is ever changed by it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count, islice

import minify_html
import msgspec

from sitegen import possessive
from sitegen.theme.compiling import Piece, text_of

_VALUE = "\ue000 {}\ue001"  # with a space, so that an attribute keeps its quotation marks
_VALUES = re.compile("\ue000 ([0-9]+)\ue001")
_UNQUOTED = re.compile("=[^\"'>\\s]*\ue000 ")  # perhaps a value without quotation marks
_PARAGRAPH = possessive.compiled("<p>[^<]*+(?:<(?!/?p\\b)[^<]*+)*+</p>")
_KEEPING = ("pre", "textarea", "script", "style")
_APART = 100_000  # characters of a page from which on paragraphs are minified apart, a tenth long
_LONGEST = 300  # pieces; longer ones are lists, of which no two are alike


class _Shape(msgspec.Struct, frozen=True):
    """Minified text, and the numbers of the values between: attributes may have changed places."""

    texts: list[str]
    values: list[int]


def framed(pieces: Iterable[Piece]) -> str:
    """The text of a page, minified, from what its template put out."""
    coming = iter(pieces)
    pieces = list(islice(coming, _LONGEST + 1))
    if len(pieces) > _LONGEST:  # joined as they come: as pieces, they take ten times the memory
        texts = [text_of(pieces)]
        while some := list(islice(coming, _LONGEST)):
            texts.append(text_of(some))  # added to one text, a long one would be moved each time
        return _in_parts("".join(texts))
    shape = _shape(tuple([piece if type(piece) is str else None for piece in pieces]))
    if shape is None:
        return minified(text_of(pieces))
    values = [piece[0] for piece in pieces if type(piece) is tuple]
    filled = [""] * (len(shape.texts) + len(values))
    filled[::2] = shape.texts
    filled[1::2] = [values[number] for number in shape.values]
    return "".join(filled)


@lru_cache(maxsize=256)
def _shape(texts: tuple[str | None, ...]) -> _Shape | None:
    """What stands around the values (None in `texts`), minified; None where that is not sure.

    It is when the minifier keeps every value, and none in an attribute without quotation marks.
    """
    numbers = count()
    marked = [_VALUE.format(next(numbers)) if text is None else text for text in texts]
    found = _VALUES.split(minified("".join(marked)))
    shape = _Shape(found[::2], [int(number) for number in found[1::2]])
    if sorted(shape.values) != list(range(texts.count(None))):
        return None
    return None if _UNQUOTED.search("\ue000 ".join(shape.texts)) else shape


def _in_parts(html: str) -> str:
    """What `minified` makes of it, but each long paragraph apart: of a page that tells where
    2,000 comments stand, the minifier would take 3 MB, twenty times its text."""
    if len(html) < _APART:
        return minified(html)
    apart: list[str] = []

    def taken(paragraph: re.Match[str]) -> str:
        if len(paragraph[0]) < _APART // 10 or _is_kept(html, paragraph.start()):
            return paragraph[0]
        apart.append(minified(paragraph[0])[len("<p>") : -len("</p>")])
        return f"<p>{_VALUE.format(len(apart) - 1)}</p>"

    texts = _VALUES.split(minified(_PARAGRAPH.sub(taken, html)))
    texts[1::2] = [apart[int(number)] for number in texts[1::2]]
    return "".join(texts)


def _is_kept(html: str, place: int) -> bool:
    """Whether what stands there is in an element whose text is not minified as a paragraph's is."""
    return any(html.rfind(f"<{of}", 0, place) > html.rfind(f"</{of}", 0, place) for of in _KEEPING)


def minified(html: str) -> str:
    """HTML without what a browser does not need."""
    return minify_html.minify(html, keep_closing_tags=True, keep_html_and_head_opening_tags=True)


@lru_cache(maxsize=16)  # a build asks twice for each sheet, the dev server each time it is shown
def minified_css(css: str) -> str:
    """A style sheet without what a browser does not need."""
    if "</" in css:  # it would end the element that carries it; such a sheet stays as it is
        return css
    text = minify_html.minify(f"<style>{css}</style>", minify_css=True, keep_closing_tags=True)
    return text.removeprefix("<style>").removesuffix("</style>")
