"""Copies that a program wrote as Markdown, with the page's tables: html2text and its like.

Cells are `|`, tables have a line `---|---`, links are `[words](address)`. A line that does not end
in two spaces goes on in the next one. Taken back, such a copy is the page that was printed.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.ages import AGE

_RULE = re.compile(r"---(?:\|---)*\s*")
_TO = r"\((?P<to>[^()]{0,1000}(?:\([^()]{0,80}\)[^()]{0,200})?)\)"  # broken at its hyphens
IMAGE = re.compile(rf"!\[[^\[\]]{{0,200}}\]{_TO}")
LINK = re.compile(rf"\[(?P<words>(?:\[[^\[\]]{{0,80}}\]|[^\[\]]){{0,500}})\]{_TO}")
VOTE = re.compile(r"\[[^\[\]]{0,400}\]\([^()\s]{0,80}vote\?[^()\s]{0,200}\)")
_MARKS = re.compile(r"\*\*|</?u>|\s?_\s{0,2}reply\s{0,2}_\s*$")
_ESCAPED = re.compile(r"\\([-+.#*_>()\[\]!`|])")
_CELLS = re.compile(r"[|\s]*")
_FIRST = 5  # lines that are not blank, among which the site's name stands
_TABLES = 2
_HEAD = re.compile(rf"\|[|\s]{{0,40}}[\w-]{{1,32}}\s{{1,4}}{AGE}\s{{0,4}}\|")
_HEADS = 3  # what readers for people keep of a page may begin with its first comment
_SAMPLE = 400  # lines, among which they stand then


class Converted(msgspec.Struct, frozen=True):
    """The lines as the page had them, what was no part of it, and the addresses in each line."""

    lines: list[str]
    furniture: list[int]
    links: dict[int, tuple[str, ...]]


def taken_back(lines: Sequence[str]) -> Converted | None:
    """The page, or None for a text that is not such a copy of a page of Hacker News."""
    top = [line for line in lines[:40] if line.strip()][:_FIRST]
    named = any("Hacker News" in line and "|" in line for line in top)
    if not named and sum([_HEAD.match(line) is not None for line in lines[:_SAMPLE]]) < _HEADS:
        return None
    rules = [n for n, line in enumerate(lines, 1) if line[:3] == "---" and _RULE.fullmatch(line)]
    if len(rules) < _TABLES:
        return None
    kept = _joined(lines, frozenset(rules))
    links: dict[int, tuple[str, ...]] = {}
    for index, line in enumerate(kept):
        if not line:
            continue
        line = IMAGE.sub("", line)
        found = tuple(match["to"].replace(" ", "") for match in LINK.finditer(line))
        if found:
            links[index + 1] = found
            line = LINK.sub(r"\g<words>", VOTE.sub("", line))
        line = unescaped(line)
        cells = _cells(line)
        kept[index] = " ".join(line[cells:].split()) if cells else line.rstrip()
    gone = [n for n, line in enumerate(kept, 1) if not line and lines[n - 1].strip(" |")]
    rows = frozenset(gone)
    return Converted(kept, [n for n in rules if n in rows], links)


def unescaped(line: str) -> str:
    """A line without the signs of emphasis, and without those that keep others from being one."""
    return _ESCAPED.sub(r"\1", _MARKS.sub("", line))


def _cells(line: str) -> int:
    """Where the words of a row begin; a line that begins without a bar keeps its spaces."""
    match = _CELLS.match(line)
    return match.end() if match and "|" in match[0] else 0


def _joined(lines: Sequence[str], rules: frozenset[int]) -> list[str]:
    """Every paragraph on its first line; rules and what was joined are blank."""
    kept = [""] * len(lines)
    pieces: list[str] = []
    first = -1
    for index, line in enumerate(lines):
        if not line.strip() or index + 1 in rules:
            first, pieces = _put(kept, first, pieces), []
            continue
        if first < 0:
            first = index
        pieces.append(line if first == index else line.strip())
        if line.endswith("  "):
            first, pieces = _put(kept, first, pieces), []
    _put(kept, first, pieces)
    return kept


def _put(kept: list[str], first: int, pieces: list[str]) -> int:
    if pieces:
        kept[first] = " ".join([*(piece.rstrip() for piece in pieces)])
    return -1
