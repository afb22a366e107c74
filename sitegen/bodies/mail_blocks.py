"""The blocks of a plain text: paragraphs that may be set anew, and what must keep its lines.

A line that its author ended early stays a line. What is indented, aligned, drawn or a patch is
set as it was typed. Nothing is guessed from words, only from the shape of lines.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sitegen.bodies.characters import escape
from sitegen.bodies.code import block
from sitegen.bodies.links import has_address, linkify
from sitegen.bodies.mail_patches import has_patch, painted, patches

# What a text holds that may keep its shape, other than code at its end.
_SHAPES = (
    ("\n", "\n "), (" ", "   "), ("\t", "\t"), ("|", "|"), (";", ";\n"), ("{", "{\n"), ("}", "}\n"),
    ("+", "-+"), ("+", "+-"), (">", ">>> "),
)  # fmt: skip
_BOXES = "│┌├└═║╔╚┴┬┼"
_CODE_ENDS = frozenset(";{}")
_ROW = re.compile(r"^ ?\|.*\|$", re.M)
_SIGN = r"(?:[-*+o•·]|\(?\d{1,3}[.):]|\(?[a-z][.)]|\[\d{1,3}\])[ \t]+\S"  # of an item of a list
_BULLET = re.compile(rf"([ \t]{{0,6}}){_SIGN}")
# A line that begins something: an item, a field of a header, a rule; and the end of a rule.
_BEGINS = re.compile(
    r"\n(?:(?=[-*+•·(\[\d_=~#])(?=-[A-Z]|(?:[-*+•·]|\(?\d{1,3}[.):]|\[\d{1,3}\])[ \t]+\S"
    r"|[-_=*~#+]{5,}(?:\n|\Z))|(?<=[-_=*~#+]{5}\n))"
)
_FIELD = re.compile(r"\n(?=[A-Z][A-Za-z-]{1,15}:[ \t])")
_NAME = re.compile(r"[ \t]+(?:-+ ?)?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}[.,!]?$")  # moved to the right
_CODE = re.compile(r"[(){}=\[\]]|->|::|//")
_ALIGNED = re.compile(r"[^\s.!?]   +\S|\S\t")
_ANNOUNCES = (":", ".", ",", "?", "!", "---", ")")  # ends of lines before something set apart
_SHORT = 46  # columns; a text without a longer line was not broken by a program
_WIDE = 72  # columns; what is longer was not broken at all
_UNBROKEN = 90  # columns; an indented line of this length is a paragraph

# What stands in the lines that introduce a quote: a verb, an address that was cut, a time.
_VERBS = (
    "wrote", "writes", "said", "says", "schrieb", "écrit", "a dit", "escribió", "scritto",
    "skrev", "schreef", "napisał", "пишет", "@…", ">:",
)  # fmt: skip
_TIME = re.compile(r"\d:\d\d")
_LONGEST_ATTRIBUTION = 4  # lines


class Marks(NamedTuple):
    """What a whole body holds, so that its many small parts need not be searched for it."""

    shapes: tuple[str, ...]
    code: bool
    patches: bool
    links: bool


def marks_of(text: str) -> Marks:
    # One character is found ten times as fast as two.
    shapes = [sign for first, sign in _SHAPES if first in text and sign in text]
    if not text.isascii():
        shapes += [sign for sign in _BOXES if sign in text]
    code = ";" in text or "}" in text or "{" in text
    links = "/" in text and has_address(text)
    return Marks(tuple(shapes), code, has_patch(text), links or "www." in text)


def blocks(text: str, marks: Marks, before_quote: bool = False) -> str:
    """HTML of a text without quotes and without spaces at the ends of its lines.

    `before_quote`: its last lines may introduce a quote.
    """
    if marks.patches and has_patch(text):
        return "".join(
            [
                painted(part) if is_patch else _plain(part.strip("\n"), marks)
                for is_patch, part in patches(text)
            ]
        )
    text = text.strip("\n")
    if before_quote and text.endswith((":", "...")):
        text, introduction = _introduction(text)
        return _plain(text.rstrip("\n"), marks) + introduction
    return _plain(text, marks)


def _plain(text: str, marks: Marks) -> str:
    if not text:
        return ""
    write = linkify if marks.links else escape
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    if not _may_keep_shape(text, marks):
        return _flowing(text, write(text))
    out: list[str] = []
    flow: list[str] = []  # texts side by side that may be set anew
    kept: list[str] = []  # texts side by side that keep their lines
    for paragraph in text.split("\n\n"):
        shaped = _may_keep_shape(paragraph, marks)
        for keeps_shape, part in _parts(paragraph) if shaped else ((False, paragraph),):
            if keeps_shape and flow:
                joined = "\n\n".join(flow)
                out.append(_flowing(joined, write(joined)))
                flow = []
            elif kept and not keeps_shape:
                out.append(block(write("\n\n".join(kept))))
                kept = []
            (kept if keeps_shape else flow).append(part)
    if flow:
        joined = "\n\n".join(flow)
        out.append(_flowing(joined, write(joined)))
    if kept:
        out.append(block(write("\n\n".join(kept))))
    return "".join(out)


def _may_keep_shape(text: str, marks: Marks) -> bool:
    """Whether a text could keep its shape, or one of its paragraphs. Very cheap."""
    for sign in marks.shapes:
        if sign in text:
            return True
    return text[0] == " " or (marks.code and text[-1] in _CODE_ENDS)


def _flowing(text: str, html: str) -> str:
    """Paragraphs, with breaks where their author ended a line before it was full."""
    if "\n" not in text:
        return f"<p>{html}</p>"
    lines = text.split("\n")
    lengths = list(map(len, lines))
    longest = min(max(lengths), _WIDE)
    full = longest * 3 // 4 if longest >= _SHORT else _WIDE * _WIDE
    ends = [
        number
        for number, length in enumerate(lengths[:-1])
        if 0 < length < full and 0 < length + _first_word(lines[number + 1]) < full
    ]
    if _BEGINS.search(text):
        ends += _numbers(text, _BEGINS.finditer(text))
    if ": " in text:
        ends += _numbers(text, _FIELD.finditer(text))
    if ends:
        written = html.split("\n")
        for number in set(ends):
            if lengths[number] and lengths[number + 1]:
                written[number] += "<br>"
        html = "\n".join(written)
    return f"<p>{html}</p>".replace("\n\n", "</p><p>")


def _numbers(text: str, ends: Iterator[re.Match[str]]) -> Iterator[int]:
    """The numbers of the lines that end there."""
    number = at = 0
    for end in ends:
        number += text.count("\n", at, end.start())
        at = end.start()
        yield number


def _first_word(line: str) -> int:
    """The length of a line's first word; far below 0 where the line is blank."""
    space = line.find(" ")
    return space if space >= 0 else len(line) or -_WIDE * _WIDE


def _introduction(text: str) -> tuple[str, str]:
    """The text without the lines at its end that introduce a quote, and those, as HTML."""
    start = text.rfind("\n\n") + 2 if "\n\n" in text else 0
    end = text[max(start, len(text) - 160) :]
    if not any(verb in end for verb in _VERBS) and not _TIME.search(end):
        return text, ""
    begins = max(text.rfind(f"\n{word} ", start) for word in ("On", "Am", "Le", "El"))
    start = max(start, begins + 1)
    if text.count("\n", start) >= _LONGEST_ATTRIBUTION:
        start = text.rfind("\n") + 1
    words = linkify(text[start:].replace("\n", " "))
    return text[:start], f'<p class="attribution">{words}</p>'


def _parts(paragraph: str) -> Iterator[tuple[bool, str]]:
    """A paragraph as one part or several: (whether it keeps its lines, text)."""
    indented = paragraph[0] in " \t" or "\n " in paragraph or "\n\t" in paragraph
    if not indented:
        yield _is_drawn(paragraph), paragraph
        return
    if items := _items(paragraph):
        yield False, items
        return
    lines = paragraph.split("\n")
    margins = _margins(lines)
    own = "\n".join(
        [line.lstrip() for line, apart in zip(lines, margins, strict=True) if not apart]
    )
    if not own and _NAME.match(paragraph):
        yield False, paragraph.strip()
    elif not own:
        bare = "\n".join(map(str.lstrip, lines))
        unbroken = max(map(len, lines)) > _UNBROKEN and not _is_drawn(bare)
        yield not unbroken, bare if unbroken else paragraph
    elif _is_drawn(own):
        yield True, paragraph
    elif not any(margins[1:]) and not _is_drawn(lines[0].lstrip()):
        yield False, paragraph.lstrip()  # only its first line is indented, as in books
    elif any(
        margin and not above and not line.endswith(_ANNOUNCES)
        for above, margin, line in zip(margins, margins[1:], lines, strict=False)
    ):
        yield True, paragraph
    else:
        for margin, part in groupby(zip(margins, lines, strict=True), key=lambda pair: pair[0]):
            yield margin, "\n".join([line if margin else line.lstrip() for _, line in part])


def _margins(lines: list[str]) -> list[bool]:
    """Which lines are set apart by a margin.

    Not the first line of a paragraph that is indented as in books, and not lines that all have a
    single space, which some mailers put there.
    """
    margins = [line[:1] in " \t" for line in lines]
    if all(margins) and not any(line[1:2] in " \t" or "|" in line for line in lines):
        return [False] * len(lines)
    for number in range(len(lines) - 1):
        alone = not margins[number + 1] and (number == 0 or not margins[number - 1])
        if alone and len(lines[number]) > _SHORT and not _is_drawn(lines[number].lstrip()):
            margins[number] = False
    return margins


def _is_drawn(text: str) -> bool:
    """Whether a text is aligned in columns, drawn, or code."""
    if ("\t" in text or "   " in text) and _ALIGNED.search(text):
        return True
    if "+--" in text or "--+" in text or text.startswith(">>> ") or "\n>>> " in text:
        return True
    if "|" in text and _ROW.search(text):
        return True
    if not text.isascii() and any(sign in text for sign in _BOXES):
        return True
    if (";" in text or "{" in text or "}" in text) and _CODE.search(text):
        lines = text.split("\n")
        return 2 * sum(line.endswith((";", "{", "}")) for line in lines) > len(lines)
    return False


def _items(paragraph: str) -> str | None:
    """A list whose items are indented alike, without the indentation; None for anything else."""
    if "\t" in paragraph or not _BULLET.match(paragraph):
        return None
    margins: set[int] = set()
    lines = paragraph.split("\n")
    out: list[str] = []
    for line in lines:
        bare = line.strip()
        if "   " in bare:
            return None
        if bullet := _BULLET.match(line):
            margins.add(len(bullet[1]))
        elif not out or line[:1] != " ":
            return None
        out.append(bare)
    return "\n".join(out) if len(margins) == 1 else None
