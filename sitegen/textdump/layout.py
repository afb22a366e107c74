"""What the program that made a copy did to its lines: taken back before any shape is looked for.

Text browsers wrap paragraphs at a width, number links and list them at the end, and put votes into
the margin; pages end in a row of the site's own links. Every line keeps its number: a paragraph
stands whole on its first line, and the lines it came from are blank.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sitegen.ages import AGE
from sitegen.moments import is_moment
from sitegen.textdump import addressed, converted, glued, linked
from sitegen.textdump.footers import footer
from sitegen.textdump.plainly import named
from sitegen.textdump.printed import healed, unprinted
from sitegen.textdump.references import listed_links, without_numbers
from sitegen.textdump.scattered import gathered

_IMAGE = (
    r"(?:\(BUTTON\)|\[ Submit \]"
    r"|\[(?:[\w.-]{1,40}\.(?:gif|png|svg|jpe?g|webp)|s|IMG|pixel|grayarrow|upvote)\])"
)
_IMAGES = re.compile(rf" {{0,80}}(?:\[\d+\])?{_IMAGE}(?: {_IMAGE})*(?= |\[\d|$)")
_BRACKETS = frozenset(" ([")
_PICTURES = ("[", "(BUTTON)")  # one of these is in every picture
_VOTE = re.compile(r" {0,80}[*▲●](?= {2,}\S| *$)")
_VOTES = frozenset(" *▲●")
_FIRST_NUMBER = re.compile(r"\[\d{1,6}\]")
_ITEM = re.compile(r" *(?:[*+•○□◦-]|\d{1,3}\.) +")
_HEAD_END = re.compile(
    r"(?:(?:(?:minutes?|hours?|days?|weeks?|months?|years?) )?ago ?\*? ?(?:\[\d+\])?\()?"
    r"(?:\d+ )?child(?:ren)?\)"
    r"|(?:(?:\[\d+\])?(?:parent|prev|next))? ?(?:\[\d+\])?\[(?:[–+-]|\d+ more)\]"
)
_HARD = re.compile(  # items as elinks prints them
    r"[ \xa0]*(?:[•◦]|\d{1,4}\.)?\xa0(?:\[\xa0\]$)?"
)
_PADDING = " " * 8  # at a line's end
_END = re.compile(r"\[(?:[–+-]|\d+ more)\]$|\(#\d{1,12}\)$")  # of a head
_AVATAR = re.compile(  # a head of Lobsters
    rf"(?:(?:\[\d+\])?[\w-]{{1,30}} avatar|●|\[(?:IMG)?\]) ?"
    rf"(?:\[\d+\])?[\w-]{{1,30}}(?: edited)? (?:\[\d+\])?{AGE}"
    r"(?: \| (?:\[\d+\])?(?:link|(?:un)?flag|reply))*"
)
_RULE = re.compile(r"[_=━─-]{4,}|\[[ _\xa0]*\]")
_WORD = (
    r"(?:\[\d+\])?(?:Upvote|Downvote|Like|Reply|Share|Award|Report|Quote|Save|Follow|\(BUTTON\))"
    r"(?: ?\d{1,6})?"
)
_NEW = re.compile(  # below a title or the last line of a comment, and no part of it
    r"(?:\[\d+\])?"
    rf"(?:\d+ points? by |(?:authored by |via )?[\w-]{{1,32}} (?:\[\d+\])?{AGE}.{{0,80}} \| )"
    r"|(?:\[\d+\])?@(?P<pictured>[\w-]{1,39}) (?:\[\d+\])?(?P=pictured)\s|\d{1,6} repl(?:y|ies)$"
    r"|(?:\[\d+\])?(?:permalink|Top|[Rr]eply(?: to This)?)(?: ?(?:embed|source|save).*)?$"
    rf"|(?:\[\d+\])?Share ?(?:\[\d+\])?(?:Cite|Edit|Improve) ?.{{0,60}}$|{_WORD}(?: ?{_WORD})+$"
)
_DIV = re.compile(  # behind signs of lists, too
    r"[> ]{0,80}(?:(?:[*+-]|\d{1,4}\.) +){0,8}<(?P<end>/?)div(?: [^<>]{0,400})?>"
).fullmatch
_FEWEST_DIVS = 3  # closed ones
_WIDEST = 200  # columns; longer lines were not wrapped by any program
_MENUS = 12  # lines
_ENOUGH = 20_000  # lines, in which it shows whether a program wrapped them
_SENTENCE = (".", "!", "?", ":", '."', ".”", ".)")  # what a program that wraps does not wait for
_NARROW = 40  # columns
_FEW, _MANY = 2, 5  # wrapped lines that show something, of a text browser and of anybody


class Laid(msgspec.Struct, frozen=True):
    """The lines as the page had them; `furniture` are those that were no part of it.

    `links` are the addresses in each line, where the program listed them, `address` that of the
    page, where its edges told it.
    """

    lines: tuple[str, ...]
    furniture: tuple[int, ...] = ()
    links: dict[int, tuple[str, ...]] = {}
    address: str | None = None


def laid_out(lines: tuple[str, ...]) -> Laid:
    """The copy without what a program did to it; the same lines where none did anything."""
    sheets = unprinted(lines)
    if sheets is None:
        return _laid_out(lines)
    laid = _laid_out(tuple(sheets.lines))
    whole = list(laid.lines)
    healed(whole, sheets.breaks)
    return Laid(tuple(whole), (*sheets.furniture, *laid.furniture), laid.links, sheets.address)


def _laid_out(lines: tuple[str, ...]) -> Laid:
    whole = "\n".join(lines)
    if "\\" in whole:
        lines = tuple([named(line) if "\\" in line else line for line in lines])
    lines, tags = _untagged(lines) if "div" in whole else (lines, ())
    lines = tuple(glued.parted(lines) or lines)
    lines = tuple(gathered(lines) or lines)
    page = converted.taken_back(lines) or linked.taken_back(lines) or addressed.taken_back(lines)
    if page is not None:
        return Laid(tuple(page.lines), (*tags, *page.furniture), page.links)
    whole = "\n".join(lines)
    kept = list(lines)
    if _PADDING in whole:
        kept = [line.rstrip(" ") if line.endswith(_PADDING) else line for line in lines]
    if "\xa0" in whole:
        _soften(kept)
    references, listed = listed_links(kept)
    end = min(references, footer(kept[: references - 1]))
    furniture = [n for n in range(end, len(kept) + 1) if kept[n - 1].strip()]
    kept[end - 1 :] = [""] * (len(kept) - end + 1)
    pictured = any(sign in whole for sign in _PICTURES)
    marks = _without(kept, _IMAGES, _BRACKETS) if pictured else []
    printed = bool(_without_margin(kept) or marks or listed)
    if printed:
        marks += _without(kept, _VOTE, _VOTES)
    width = _width(kept, _FEW if printed else _MANY)
    if width:
        _join(kept, width)
    furniture += [*tags, *marks]
    links = without_numbers(kept, listed)
    return Laid(tuple(kept), tuple(furniture), links)


def _soften(lines: list[str]) -> None:
    """Puts spaces in place of those that do not break, where lines begin with these."""
    for index, line in enumerate(lines):
        if "\xa0" in line and (mark := _HARD.match(line)):
            lines[index] = mark[0].replace("\xa0", " ") + line[mark.end() :]


def _untagged(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The lines without those that are nothing but the tag of a division, as pandoc writes them in
    Markdown, and which these were; the same lines where they do not open and close alike.
    """
    found = {n: match for n, line in enumerate(lines) if "div" in line and (match := _DIV(line))}
    ends = sum([match["end"] == "/" for match in found.values()])
    if ends < _FEWEST_DIVS or ends * 2 != len(found):
        return lines, ()
    kept = ["" if n in found else line for n, line in enumerate(lines)]
    return tuple(kept), tuple(n + 1 for n in found)


def _width(lines: Sequence[str], few: int) -> int:
    """The width at which a program wrapped the paragraphs; 0 where none did.

    `few`: so many lines that look wrapped do not show anything yet.
    """
    if max(map(len, lines), default=0) > _WIDEST and any(
        len(line) > _WIDEST and " " in line[_WIDEST // 2 :].strip() for line in lines
    ):
        return 0
    pairs = [
        (len(one.rstrip()), len(other.split(maxsplit=1)[0]), one.rstrip().endswith(_SENTENCE))
        for one, other in pairwise(lines[:_ENOUGH])
        if one.strip()
        and other.strip()
        and _indent(one) == _indent(other)
        and (few > _FEW or (len(one.rstrip()) > _NARROW and not _ITEM.match(other)))
    ]
    if len(pairs) < few:
        return 0
    width = sorted(length for length, _, _ in pairs)[len(pairs) * 97 // 100]
    full = [ended for length, word, ended in pairs if _is_full(length, word, width)]
    if sum(len(line) > width + width // 10 for line in lines[:_ENOUGH]) * 5 > len(full):
        return 0
    wrapped = len(full) >= few and len(full) * 10 >= len(pairs) * 3 and sum(full) * 3 <= len(full)
    return width if wrapped and width > _NARROW else 0


def _is_full(length: int, word: int, width: int) -> bool:
    """Whether the next word would not have fitted; cells of tables are not all equally wide."""
    return length + 1 + word > width - width // 20


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without(lines: list[str], mark: re.Pattern[str], signs: frozenset[str]) -> list[int]:
    """Makes blanks of the marks in the margin; the lines that held nothing else.

    A mark begins with one of `signs`, or with a space before it.
    """
    marks = {
        n: match.end()
        for n, line in enumerate(lines)
        if line[:1] in signs and (match := mark.match(line))
    }
    for index, end in marks.items():
        lines[index] = (" " * end + lines[index][end:]).rstrip()
    return [index + 1 for index in marks if not lines[index]]


def _without_margin(lines: list[str]) -> int:
    """Takes away what nearly all lines are indented by, and tells how much that is."""
    if "\n " not in "\n".join(["", *lines]):
        return 0
    told = [line for line in lines if line and not line.isspace()]
    if sum([line[0] != " " for line in told]) * 20 > len(told):
        return 0
    indents = sorted(map(_indent, told))
    margin = indents[len(indents) // 20] if indents else 0
    if not margin:
        return 0
    for index, line in enumerate(lines):
        lines[index] = line[min(margin, _indent(line)) :].rstrip()
    return margin


def _join(lines: list[str], width: int) -> None:
    """Puts paragraphs on their first lines."""
    first = -1
    indent = length = 0
    bars = False
    more: dict[int, list[str]] = {}
    for index, line in enumerate(lines):
        text = line.strip()
        goes_on = (
            first >= 0
            and text
            and _indent(line) == indent
            and not _RULE.fullmatch(text)
            and not _NEW.match(text)
            and not (text[0] == text[-1] == "|")  # a row of a table
            and (
                bars
                or _is_full(length, len(text.split(maxsplit=1)[0]), width)
                or _HEAD_END.fullmatch(text)
            )
        )
        # A row of links goes on after its bar; one that is whole is no beginning of a paragraph.
        length, bars = len(line), text.endswith(" |")
        row = index < _MENUS and not bars and text.count(" | ") > 2 and not goes_on
        ends = bool(_END.search(text) or _AVATAR.fullmatch(text)) or _is_time(text)
        if goes_on:
            more.setdefault(first, []).append(text)
            lines[index] = ""
            first = -1 if ends else first
            continue
        first = -1 if row or ends or not text or _RULE.fullmatch(text) else index
        item = _ITEM.match(line)
        indent = item.end() if item else _indent(line)
    for first, texts in more.items():
        lines[first] = " ".join([lines[first], *texts])


def _is_time(text: str) -> bool:
    """Whether a line is a time alone, as stands below a name."""
    if len(text) > _NARROW or text[-1:] not in "mM0123456789o":
        return False
    return is_moment(_FIRST_NUMBER.sub("", text))
