"""Copies of Tildes, and what the word "Parent" tells there and on Slashdot.

    −bo / 4 hours ago / Link Parent / 3 votes / the text

"Parent" is a link that answers to comments have, and those to the topic have not.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.model import State
from sitegen.moments import MOMENT
from sitegen.textdump.cards import sheet_of
from sitegen.textdump.heads import Head
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Known, Part, Sheet

_NAME = re.compile(r"(?:[−–-] ?)?(?P<who>[\w-]{1,32})(?: ?\( ?OP ?\))?")
_AGED = re.compile(rf"(?P<age>{MOMENT})(?: ?\(edited .{{1,40}}\))?", re.I)
_EDITED = re.compile(rf"\(?edited(?: {MOMENT}\)?)?|{MOMENT}\)", re.I)
_LINK = re.compile(r"Link(?P<parent> Parent)?")
_WHOLE = re.compile(
    rf"(?:[−–-] ?)?(?P<who>[\w-]{{1,32}})(?: \( ?OP ?\))? (?P<age>{MOMENT})"
    r"(?: \(edited .{1,40}\))? Link(?P<parent> Parent)?",
    re.I,
)
_GONE = re.compile(r"(?:[−–-] ?)?Comment (?:deleted by author|removed by site admin)")
_VOTES = re.compile(r"\d{1,5} votes?")
_FOLD = ("−", "–", "-")
_LONGEST = 120  # characters of a line of a head
_FEWEST = 3  # heads
_PARENT = Known("recorded", 1.0, "parent link")


def read(lines: tuple[str, ...], told: Sequence[tuple[int, str]]) -> Sheet | None:
    """The page, of which `told` are the lines' words, or None for a text without such heads."""
    found: list[Head] = []
    low = 0
    for at, (number, text) in enumerate(told):
        head, after = _head(told, at, low, len(lines) + 1)
        if head is None and found and _GONE.fullmatch(text) and at > low:
            folded = told[at - 1][1] in _FOLD
            first = told[at - 1][0] if folded else number
            head, after = Head(first=first, body=number + 1, state=_state(text)), at + 1
        if head is not None:
            found.append(head)
            low = after
    if len(found) < _FEWEST or not any(head.words for head in found):
        return None
    sheet = sheet_of(lines, found, "tildes", opens=False, depth_first=True)
    if sheet is None or len(sheet.comments) != len(found):
        return sheet
    comments = [
        msgspec.structs.replace(part, direct=not head.words)
        for part, head in zip(sheet.comments, found, strict=True)
    ]
    if any(part.parent is not None and part.direct is bool(part.parent) for part in comments):
        comments = [
            msgspec.structs.replace(part, parent=None, answers=Part(first=1, last=0).answers)
            for part in comments
        ]  # the columns are no levels
    return msgspec.structs.replace(sheet, comments=tuple(comments))


def _state(text: str) -> State:
    return "deleted" if "author" in text else "removed"


def _head(told: Sequence[tuple[int, str]], at: int, low: int, end: int) -> tuple[Head | None, int]:
    """The head whose links stand on a line, and the line of its text, of those told."""
    text = told[at][1]
    whole = _WHOLE.fullmatch(text) if len(text) <= _LONGEST and "Link" in text else None
    link = whole or _LINK.fullmatch(text)
    if link is None:
        return None, low
    start, parts = at, {"who": "", "age": ""}
    if whole is not None:
        parts = {"who": whole["who"], "age": whole["age"]}
    else:
        while start - 1 > low and _EDITED.fullmatch(told[start - 1][1]):
            start -= 1
        aged = _AGED.fullmatch(told[start - 1][1]) if start > low else None
        name = _NAME.fullmatch(told[start - 2][1]) if aged and start - 1 > low else None
        if aged is None or name is None:
            return None, low
        parts, start = {"who": name["who"], "age": aged["age"]}, start - 2
    if start > low and told[start - 1][1] in _FOLD:
        start -= 1
    after = at + 1
    parent = bool(link["parent"])
    if not parent and after < len(told) and told[after][1] == "Parent":
        parent, after = True, after + 1
    if after < len(told) and _VOTES.fullmatch(told[after][1]):
        after += 1
    head = Head(
        first=told[start][0],
        body=told[after][0] if after < len(told) else end,
        author=parts["who"],
        age=parts["age"],
        words=frozenset(["parent"]) if parent else frozenset(),
    )
    return head, after


def by_links(sheet: Sheet) -> Sheet:
    """The sheet in which comments without "Parent" below them answer the opening post."""
    ends = [part.head for part in sheet.comments[1:]] + [len(sheet.lines) + 1]
    below = [
        {plainly(line) for line in sheet.lines[part.last : end - 1]}
        for part, end in zip(sheet.comments, ends, strict=True)
    ]
    if not any("Parent" in words for words in below):
        return sheet
    comments = [_answering(part, words) for part, words in zip(sheet.comments, below, strict=True)]
    return msgspec.structs.replace(sheet, comments=tuple(comments))


def _answering(part: Part, below: set[str]) -> Part:
    if part.parent is not None or "Parent" in below or "Reply to This" not in below:
        return part
    return msgspec.structs.replace(part, parent=0, answers=_PARENT)
