"""Copies of Lemmy pages: NAME@HOST, marks, an age, the text, and the marks below it.

    ann_w@ponds.example / English / 12 / • / 5 hours ago / The pump froze. / reply

Some programs leave nothing between the pieces of a head (`ann_w@ponds.exampleEnglish`,
`12•5 hours ago`); the present pages have the host apart (`ann_w @ponds.example`), and ages without
"ago".
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from sitegen.ages import AGE
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import inset
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Sheet
from sitegen.textdump.text import spoken

_HOST = r"[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}?\.[\w-]{1,60}?"
_WHO = re.compile(rf"(?P<who>[\w.-]{{1,40}}@{_HOST})")
_LOCAL = re.compile(r"(?P<who>[\w.-]{1,40})")  # of the page's own host
_LANGUAGES = (
    "English", "Undetermined", "Deutsch", "Français", "Español", "Português", "Italiano",
    "Nederlands", "Polski", "Svenska", "Русский", "日本語", "中文",
)  # fmt: skip
_LANGUAGE = "|".join(_LANGUAGES)
_TO = re.compile(r"to (?P<community>[\w.-]{1,60}(?:@[\w.-]{1,80})?)")
_MARK = r"OP|M|A|B|mod|bot|Admin|Moderator|Creator"
_VOTES = r"arrow-(?:up|down)(?: ?-?\d[\d.]{0,8}k?)?"
_ALSO = re.compile(rf"{_MARK}|{_LANGUAGE}|[•·]|{_VOTES}|edit-2?|-?\d+|link|fedilink")
_FIRST = ("link", "OP", "M", "A", "B", "mod", "bot", "Admin", "Moderator", "Creator")
_ROW = re.compile(  # lines in lower case: that is a third of what `re.I` takes
    rf"{_VOTES}|reply|more|report|link|fedilink|{_LANGUAGE.lower()}|-?[\d.]+k?|[•·]"
    r"|\d+ repl(?:y|ies)|\d+ more repl.*|\d{1,6} comments?(?: ?fedilink)?|comments?"
    r"|sort(?: ?(?:hot|top|new|old))?"
    r"|(?:(?:hot|top|controversial|new|old|chat|active|scaled) ?){1,8}"
)
_AGED = re.compile(
    rf"{AGE}|(?:less than )?(?:an?|\d{{1,5}}) (?:second|minute|hour|day|week|month|year)s?"
)
_GLUED = re.compile(  # a name with what stands behind it
    rf"(?P<who>[\w.-]{{1,40}}) ?@(?P<host>{_HOST})"
    r"(?: ?(?P<mark>OP|Admin|Moderator|Creator|[MAB](?=$| |[A-Z]))| (?P<role>mod|bot))?"
    rf"(?: ?(?P<language>{_LANGUAGE}))?"
)
_CUT = re.compile(r"@|•|·| to |fedilink")  # without these a line is one piece
_BESIDE = re.compile(rf"@{_HOST}")
_COUNTED = re.compile(rf"(?P<score>-?[\d.]{{1,9}}k?) ?[•·] ?(?P<age>{_AGED.pattern})")
_WHOLE = re.compile(  # a head on one line
    rf"(?P<name>[\w.-]{{1,40}} ?@{_HOST}(?: ?(?:OP|Admin|Moderator|Creator|mod|bot))?"
    rf" ?(?:{_LANGUAGE})) ?(?P<rest>{_COUNTED.pattern})"
)
_LINKED = re.compile(  # the links behind a name, and what stands behind them
    rf"(?P<who>[\w.-]{{1,40}}?(?:@{_HOST})?) ?(?P<mark>OP|Admin|Moderator|Creator)?"
    rf" ?link ?fedilink ?(?P<language>{_LANGUAGE})? ?(?P<rest>{_COUNTED.pattern})?"
)
_POST = re.compile(
    rf"(?P<who>[\w.-]{{1,40}}(?: ?@{_HOST})?) to (?P<to>[\w.-]{{1,60}}(?: ?@{_HOST})?)"
    rf" ?(?P<language>{_LANGUAGE})? ?[•·] ?(?P<age>{_AGED.pattern})"
)
_POSTED = re.compile(
    rf"!(?P<to>[\w.-]{{1,60}}(?: ?@{_HOST})?) by (?P<who>[\w.-]{{1,40}}(?: ?@{_HOST})?)"
)
_TOP = 40  # lines that are not blank, within which the first head must stand
_LONGEST = 160  # characters of a line of a head
_PIECES = 11  # of a head
_KEPT = 1 << 12  # lines of which it is known what they are, for many are the same


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None for a text without such heads."""
    told = _pieces(lines)
    found, community, titled = _heads(told, len(lines) + 1)
    if len(found) < 2 or not (titled or _answered(told, found)):
        return None
    shown = bodies(lines, found, lambda line: bool(_ROW.fullmatch(plainly(line).lower())))
    top = [n for n, _ in spoken(lines) if n < found[0].first]
    if len(top) > _TOP or sum(p.last >= p.first for p in shown.parts) * 2 <= len(found):
        return None
    opening, *rest = shown.parts
    title = titled or (top[-1] if top else 0)
    return Sheet(
        site="lemmy",
        shape="lemmy",
        lines=lines,
        opening=opening,
        comments=inset(lines, found[1:], rest),
        title=plainly(lines[title - 1]) if title else None,
        community=community,
        furniture=(*top, *shown.furniture),
    )


def _answered(told: Sequence[tuple[int, str]], found: Sequence[Head]) -> bool:
    """Whether ages say "ago", or "reply" stands below: other lists of addresses have times, too."""
    ago = sum(re.fullmatch(AGE, head.age) is not None for head in found)
    return ago * 2 >= len(found) or any(text.lower() == "reply" for _, text in told)


def _pieces(lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """The lines' words, with heads that stand on one line in pieces."""
    found: list[tuple[int, str]] = []
    above: tuple[int, str] | None = None
    for number, line in spoken(lines):
        text = plainly(line)
        if above is not None:
            open_ = above[1][0] == "!" and len(above[1]) <= _LONGEST
            if open_ and (text == "by" or above[1].endswith(" by")):
                above = (above[0], f"{above[1]} {text}")
                continue
            if text[:1] == "@" and _BESIDE.fullmatch(text) and _LOCAL.fullmatch(above[1]):
                found.append((above[0], above[1] + text))
                above = None
                continue
            found += _apart(above)
        above = (number, text) if text else None
    return found if above is None else [*found, *_apart(above)]


def _apart(told: tuple[int, str]) -> list[tuple[int, str]]:
    number, text = told
    if len(text) > _LONGEST or _CUT.search(text) is None:
        return [told]
    return [(number, piece) for piece in _cut(text)]


@lru_cache(maxsize=_KEPT)
def _cut(text: str) -> tuple[str, ...]:
    """The pieces of a line."""
    if " to " in text and (post := _POST.fullmatch(text)):
        names = (post["who"].replace(" ", ""), f"to {post['to'].replace(' ', '')}")
        return (*names, post["age"])
    if "fedilink" in text and (linked := _LINKED.fullmatch(text)):
        marks = [linked[name] for name in ("mark", "language") if linked[name]]
        rest = _cut(linked["rest"]) if linked["rest"] else ()
        return (linked["who"], *marks, "link", "fedilink", *rest)
    if glued := _GLUED.fullmatch(text):
        more = (glued[name] for name in ("mark", "role", "language") if glued[name])
        return (f"{glued['who']}@{glued['host']}", *more)
    if whole := _WHOLE.fullmatch(text):
        return (*_cut(whole["name"]), *_cut(whole["rest"]))
    if counted := _COUNTED.fullmatch(text):
        return (counted["score"], counted["age"])
    return (text,)


def _heads(told: Sequence[tuple[int, str]], last: int) -> tuple[list[Head], str | None, int]:
    """The heads, the community, and the line of a title that stands below the first head."""
    found: list[Head] = []
    community: str | None = None
    titled = end = 0  # the end of the last head
    for at, (number, text) in enumerate(told):
        posted = _POSTED.fullmatch(text) if not found and len(text) <= _LONGEST else None
        match = posted or _named(told, at, number >= end)
        if match is None or (at and told[at - 1][1] == "to"):
            continue
        if posted is not None:
            community = posted["to"].replace(" ", "")
        age, after, to = _marks(told, at, first=not found)
        community = to or community
        if not age and not found and at and _AGED.fullmatch(told[at - 1][1]):
            number, age = told[at - 1]  # some put it first
        if not age:
            continue
        if posted is not None and after < len(told):
            titled, after = told[after][0], after + 1
        end = told[after][0] if after < len(told) else last
        who = match["who"].replace(" ", "")
        found.append(Head(first=number, body=end, author=who, age=age))
    return found, community, titled


def _named(told: Sequence[tuple[int, str]], at: int, free: bool) -> re.Match[str] | None:
    """The name that stands there; one without a host has the language below it."""
    text = told[at][1]
    match = _WHO.fullmatch(text) if "@" in text and len(text) <= _LONGEST else None
    numbered = text.isdecimal() and at + 1 < len(told) and told[at + 1][1] in ("link", "OP")
    if match is not None or not free or (_is_also(text) and not numbered):
        return match
    name = _LOCAL.fullmatch(text)
    if name is None:
        return None
    below = [line for _, line in told[at + 1 : at + 3]]
    marks: list[str] = []
    if below and below[0] in _FIRST:
        marks += takewhile(_is_also, (line for _, line in told[at + 1 : at + _PIECES]))
    linked = "fedilink" in marks and (at + 1 + len(marks)) < len(told)
    linked = linked and _AGED.fullmatch(told[at + 1 + len(marks)][1]) is not None
    local = (
        linked
        or any(
            line in _LANGUAGES and (place == 0 or _TO.fullmatch(below[0]))
            for place, line in enumerate(below)
        )
        or (bool(below) and _TO.fullmatch(below[0]) and told[at][0] == told[at + 1][0])
    )
    return name if local else None


def _is_also(text: str) -> bool:
    """Whether a line stands in a head besides the name and the age."""
    return _known_also(text) if len(text) <= _LONGEST else _ALSO.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def _known_also(text: str) -> bool:
    return _ALSO.fullmatch(text) is not None


def _marks(told: Sequence[tuple[int, str]], at: int, *, first: bool) -> tuple[str, int, str | None]:
    """The age of the head whose name stands there, where it ends, and the community it names."""
    age, after, counted = "", at + 1, False
    community: str | None = None
    while after < min(len(told), at + _PIECES):
        text = told[after][1]
        if first and (to := _TO.fullmatch(text)):
            community = to["community"]
        elif text == "to" and first and after + 1 < len(told):
            after += 1
            community = told[after][1]
        elif not age and _AGED.fullmatch(text):
            age = text
        elif not _is_also(text) or (counted and age and text.isdecimal()):
            break  # a second number below the age is what somebody wrote
        counted = counted or text.lstrip("-").isdecimal()
        after += 1
    return age, after, community
