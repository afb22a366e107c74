"""The raw text of Discourse topics, in order of time; only a quotation tells a parent."""

import re

import msgspec

from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_DISCOURSE = re.compile(
    r"(?P<who>[\w.-]{1,60}) \| (?P<age>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC) \| #(?P<n>\d{1,9})"
)
_RULE = re.compile(r"-{5,}")
_QUOTE = re.compile(r"\[quote=\"[^\"]{0,200}?post:(?P<n>\d{1,9})[^\"]{0,200}\"\]")
_TOP = 40  # lines that are not blank, within which the first head must stand


def discourse(lines: tuple[str, ...]) -> Sheet | None:
    """The raw text of a topic: `NAME | 2019-05-28 10:02:14 UTC | #1`, Markdown, a rule."""
    heads: list[Head] = []
    numbers: list[int] = []
    for number, line in spoken(lines):
        match = _DISCOURSE.fullmatch(line.strip()) if len(line) < 120 else None
        if match is not None:
            heads.append(Head(first=number, body=number + 1, author=match["who"], age=match["age"]))
            numbers.append(int(match["n"]))
    if not heads or heads[0].first > 3:
        return None
    told = bodies(lines, heads, lambda line: bool(_RULE.fullmatch(line)))
    parts = [msgspec.structs.replace(part, markup="markdown") for part in told.parts]
    at = {told_number: index for index, told_number in enumerate(numbers)}
    opening, *rest = parts
    return Sheet(
        site="discourse",
        shape="discourse-raw",
        lines=lines,
        opening=opening,
        comments=tuple(_answering(lines, part, at) for part in rest),
        depth_first=False,
        furniture=told.furniture,
    )


def _answering(lines: tuple[str, ...], part: Part, at: dict[int, int]) -> Part:
    """The post with the parent that its first quotation names."""
    for number in range(part.first, part.last + 1):
        match = _QUOTE.search(lines[number - 1])
        if match is not None and int(match["n"]) in at:
            return msgspec.structs.replace(
                part, parent=at[int(match["n"])], answers=Known("recorded", 1.0, "quotation")
            )
    return part
