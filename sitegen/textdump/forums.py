"""Copies of Lemmy and Discourse pages.

Heads name author and age. Discourse stands in order of time, and only a quotation tells a parent.
"""

import re
from collections.abc import Callable

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_LEMMY = re.compile(r"(?P<who>[\w.-]{1,40}@[\w-]+(?:\.[\w-]+)+)")
_LEMMY_LOCAL = re.compile(r"(?P<who>[\w.-]{1,40})")  # of the page's own host
_LANGUAGES = frozenset(
    ["English", "Undetermined", "Deutsch", "Français", "Español", "Português", "Italiano"]
)
_LEMMY_TO = re.compile(r"to (?P<community>[\w.-]{1,60}(?:@[\w.-]{1,80})?)")
_LEMMY_ALSO = re.compile(
    rf"OP|M|A|B|mod|bot|{'|'.join(sorted(_LANGUAGES))}|[•·]|arrow-(?:up|down)|edit-2?|-?\d+|link|fedilink"
)
_LEMMY_ROW = re.compile(
    r"arrow-(?:up|down)|reply|link|fedilink|English|-?\d+|[•·]|\d+ repl(?:y|ies)|\d+ more repl.*"
)
_AGED = re.compile(AGE)
_DISCOURSE = re.compile(
    r"(?P<who>[\w.-]{1,60}) \| (?P<age>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC) \| #(?P<n>\d{1,9})"
)
_RULE = re.compile(r"-{5,}")
_QUOTE = re.compile(r"\[quote=\"[^\"]{0,200}?post:(?P<n>\d{1,9})[^\"]{0,200}\"\]")
_TOP = 40  # lines that are not blank, within which the first head must stand


def lemmy(lines: tuple[str, ...]) -> Sheet | None:
    """A Lemmy page: NAME@HOST, marks, an age, the text, and the marks below it."""
    told = list(spoken(lines))
    found: list[Head] = []
    community = None
    end = 0  # of the last head
    for at, (number, line) in enumerate(told):
        match = _LEMMY.fullmatch(line.strip()) if len(line) < 120 else None
        below = [text.strip() for _, text in told[at + 1 : at + 3]]
        if (
            match is None
            and number >= end
            and not _LEMMY_ALSO.fullmatch(line.strip())
            and any(
                text in _LANGUAGES and (place == 0 or _LEMMY_TO.fullmatch(below[0]))
                for place, text in enumerate(below)
            )
        ):
            match = _LEMMY_LOCAL.fullmatch(line.strip())
        if match is None or (at and told[at - 1][1].strip() == "to"):
            continue
        age, after = "", at + 1
        while after < len(told) and after < at + 11:
            text = told[after][1].strip()
            if (to := _LEMMY_TO.fullmatch(text)) and not found:
                community = to["community"]
            elif text == "to" and not found and after + 1 < len(told):
                after += 1
                community = told[after][1].strip()
            elif _AGED.fullmatch(text) and not age:
                age = text
            elif not _LEMMY_ALSO.fullmatch(text):
                break
            after += 1
        if not age and not found and at and _AGED.fullmatch(told[at - 1][1].strip()):
            number, age = told[at - 1][0], told[at - 1][1].strip()  # some put it first
        if age:
            end = told[after][0] if after < len(told) else len(lines) + 1
            found.append(Head(first=number, body=end, author=match["who"], age=age))
    sheet = _headed(lines, found, "lemmy", lambda line: bool(_LEMMY_ROW.fullmatch(line)))
    return msgspec.structs.replace(sheet, community=community) if sheet else None


def _headed(
    lines: tuple[str, ...], found: list[Head], site: str, furniture: Callable[[str], bool]
) -> Sheet | None:
    """A page whose first head may be that of the opening post: then nothing stands above it."""
    if len(found) < 2:
        return None
    told = bodies(lines, found, furniture)
    top = [n for n, _ in spoken(lines) if n < found[0].first]
    if len(top) > _TOP:
        return None
    opening, *rest = told.parts
    return Sheet(
        site=site,
        shape=site,
        lines=lines,
        opening=opening,
        comments=tuple(rest),
        title=lines[top[-1] - 1].strip() if top else None,
        furniture=(*top, *told.furniture),
    )


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
