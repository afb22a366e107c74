"""Copies of an item page of news.ycombinator.com, made by selecting all of it.

Made by hand in a window, or by a text browser (w3m, lynx, elinks), which may keep indentation:
then that tells every parent. Heads say `USER 3 hours ago | root | parent | prev | next [–]`, those
of older pages only `USER 3 hours ago`. The words of navigation tell nearly every parent: no
"parent", and it answers the opening post; "parent" without "root", and it
answers the last comment at the top; without "prev", and it is the first answer to the comment
above; with "prev", and it is a later answer to an ancestor of that one. "next" tells nothing.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.glued import UNKNOWN
from sitegen.textdump.heads import DOMAIN, Bodies, Head, bodies, closed
from sitegen.textdump.ladder import laddered
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.words import set_of

_NAV = (
    r"root|parent|prev|next|context|on:[^|]*|unvote|un-favorite|favorite|(?:un)?flag|(?:un)?vouch"
    r"|hide|link|edit|delete"  # the last two below what the reader wrote
)
_HEAD = re.compile(
    rf"(?:[#*▲]\s?)?(?:(?P<score>-?\d{{1,9}}) points? by )?(?P<who>[\w-]{{1,32}}|\?) (?P<age>{AGE})"
    rf"(?P<flags>(?: ?\[(?:dead|flagged|flagged dead)\])*)(?P<nav>(?:\s?\|\s?(?:{_NAV}))*)\s?\|?\s?"
    r"(?:\[(?:[–—+-]|(?P<more>\d{1,9}) more)\])?"
)
_NOBODYS = re.compile(  # the head of a comment that is gone has no name; no sentence ends so
    rf"(?P<age>{AGE})(?P<nav>(?:\s?\|\s?(?:root|parent|prev|next)){{1,4}})\s?\|?\s?"
    r"\[(?:[–—+-]|(?P<more>\d{1,9}) more)\]"
)
_WORD = re.compile(r"root|parent|prev|next|context")
_MARKED = re.compile(r"\||\[(?:[–—+-]|\d+ more)\]$")
_POST = re.compile(
    rf"(?:[*▲-]\s?)?(?:(?P<score>\d{{1,9}}) points? )?by (?P<who>[\w-]{{1,32}}|\?) (?P<age>{AGE})"
    r"(?P<rest>(?:\s\|.*)?)"
)
_COMMENTS = re.compile(r"(\d{1,9})\s+comments?")
_MENU = set_of("new threads past comments ask show jobs submit login logout")
_ACCOUNT = re.compile(r"[\w-]{1,32} \(\d+\)(?: \| logout)?|login|logout|\|")
_FURNITURE = frozenset(["reply", "add comment", "help", "▲", "*", "|", "favorite", "flag", "hide"])
_ROW = re.compile(
    r"[-_]{4,}|\[[\s_]*(?:add comment|reply)?[\s_]*\]|More|(?:reply\s?)?\|?\s?link"
    r"|[ :-]*\|[ |:-]*|[-•]"
)
_IMAGE = re.compile(r"[●▲]|\[[\w.-]{1,40}\.(?:gif|png|svg)\]|\[IMG\]")
_ARROW = re.compile(r"^[*▲-]\s+")
_HEADED = 5  # lines that are not blank, among which the site's name stands
_WIDE = 300  # characters of a row of menus
_LOBSTERS = re.compile(rf"(?:authored by|via) .{{0,60}}?[\w-]{{1,30}} {AGE}")
_FLAGS = re.compile(r"\| ?link ?\|(?: ?(?:un)?flag ?(?:\| ?(?:reply)?)?)?$")  # never of this site
_TITLE = re.compile(r"(?P<title>\S.*) \| Hacker News")
_LISTED = "context"  # stands in the heads of comments that are shown without what they answer
_TOP = 80  # lines that are not blank, within which the first head must stand
_KEPT = 60  # ancestors among which a parent is looked for
_UNSURE = Known("guessed", 0.5, "navigation")
_TOLD = Known("recorded", 1.0, "navigation")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when there are not at least two heads, or one below the site's header."""
    above = [line.strip() for _, (_, line) in zip(range(_TOP), spoken(lines), strict=False)]
    headed = any("Hacker News" in line and len(line) < _WIDE for line in above[:_HEADED]) or any(
        _TITLE.fullmatch(line) for line in above
    )
    found = _heads(lines, headed=headed)
    if not found or (len(found) < 2 and not headed):
        return None
    if not headed and _is_lobsters(lines, found):
        return None
    top = list(takewhile(lambda told: told[0] < found[0].first, spoken(lines)))
    if len(top) > _TOP or any(_LOBSTERS.match(line.strip()) for _, line in top):
        return None
    top = [(n, line.strip()) for n, line in top]
    told = bodies(lines, found, _is_furniture)
    last, below = closed(lines, told.parts[-1], "reply".__eq__)
    told = Bodies((*told.parts[:-1], last), (*told.furniture, *below))
    listed = [head for head in found if _LISTED in head.words]
    if listed == found[:1]:  # the page of a comment
        opening, title, link, claimed = told.parts[0], _discussed(lines, found[0]), None, None
        told = msgspec.structs.replace(told, parts=told.parts[1:])
        found = found[1:]
    else:
        opening, title, link, claimed = _opening(top, found[0].first)
    parts = _answering(lines, found, told.parts) if found else ()
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="hn",
        shape="select-all",
        lines=lines,
        opening=opening,
        comments=parts,
        title=title,
        link=link,
        claimed=claimed,
        depth_first=len(listed) < 2,
        furniture=(*(n for n, _ in top if n not in own), *told.furniture),
    )


def _is_lobsters(lines: Sequence[str], found: Sequence[Head]) -> bool:
    """Whether heads have the words of Lobsters' ("| link | flag |"), and none of navigation."""
    if any(head.words or head.cut for head in found):
        return False
    ends = sum([bool(_FLAGS.search(lines[head.first - 1].strip())) for head in found])
    return ends * 2 > len(found)


def _discussed(lines: tuple[str, ...], head: Head) -> str | None:
    """The title of the discussion in which the comment of a comment's page stands."""
    return lines[head.first - 1].partition("| on: ")[2].strip(" [–+-]") or None


def _answering(
    lines: tuple[str, ...], found: Sequence[Head], parts: Sequence[Part]
) -> tuple[Part, ...]:
    """The comments with the parents that the words of navigation or the indentation tell.

    Some browsers indent only up to the second level: two columns tell what answers the opening
    post and no more, and so do columns that are not equally far apart.
    """
    if sum(_LISTED in head.words for head in found) > 1:
        return tuple(parts)
    words = [head.words for head in found]
    columns = [len(line) - len(line.lstrip(" ")) for line in (lines[h.first - 1] for h in found)]
    parts = [
        msgspec.structs.replace(part, indent=column)
        for part, column in zip(parts, columns, strict=True)
    ]
    indented = laddered(parts, columns)
    whole = all(part.parent is not None for part in indented)
    if indented and (whole or not any(words)):
        return indented
    if any(words):
        return _parents(parts, words)
    top = min(columns)
    if columns[0] == top and min((c for c in columns if c > top), default=top) > top + 1:
        return tuple(
            msgspec.structs.replace(part, direct=column == top)
            for part, column in zip(parts, columns, strict=True)
        )
    return tuple(parts)


def _heads(lines: tuple[str, ...], *, headed: bool) -> list[Head]:
    """The heads; below the site's own header also those without a mark of the site's."""
    found: list[Head] = []
    for number, line in spoken(lines):
        if len(line) > 200 or " " not in line:
            continue
        text = " ".join(line.split())
        match = _HEAD.fullmatch(text)
        if match is None and text[-1] == "]" and (gone := _NOBODYS.fullmatch(text)):
            found.append(_nobodys(number, gone))
            continue
        if match is None or not (headed or _MARKED.search(text)):
            continue
        nav = _WORD.findall(match["nav"])
        if not found and match["score"] and not nav and _POST.fullmatch(text):  # the opening post's
            continue
        found.append(
            Head(
                first=number,
                body=number + 1,
                **_who(match),
                score=int(match["score"]) if match["score"] else None,
                state="dead" if match["flags"] else "visible",
                words=frozenset(nav),
                cut=max(0, int(match["more"]) - 1) if match["more"] else 0,
            )
        )
    return found


def _nobodys(number: int, match: re.Match[str]) -> Head:
    return Head(
        first=number,
        body=number + 1,
        author="[deleted]",
        age=match["age"],
        words=frozenset(_WORD.findall(match["nav"])),
        cut=max(0, int(match["more"]) - 1) if match["more"] else 0,
    )


def _who(match: re.Match[str]) -> dict[str, Any]:
    """Author and age of a head; neither where they ran together so that nobody can part them."""
    if match["who"] == UNKNOWN:
        return {"author": None, "age": ""}
    return {"author": match["who"], "age": match["age"]}


def _is_furniture(line: str) -> bool:
    return line in _FURNITURE or bool(_ROW.fullmatch(line))


def _is_menu(line: str) -> bool:
    """Whether a line above the comments is the site's own."""
    line = _IMAGE.sub("", line).strip()
    if not line or _is_furniture(line) or line == "Hacker News" or _ACCOUNT.fullmatch(line):
        return True
    words = line.removeprefix("Hacker News").replace("|", " ").replace("*", " ").split()
    return len(words) > 2 and sum(word in _MENU for word in words) * 2 > len(words)


def _opening(
    top: Sequence[tuple[int, str]], end: int
) -> tuple[Part, str | None, str | None, int | None]:
    """The opening post, its title, the link it points to, and the count that the page prints."""
    at = next((i for i, (_, line) in enumerate(top) if _POST.fullmatch(line)), None)
    if at is None:
        named = next((m["title"] for _, line in top[:2] if (m := _TITLE.fullmatch(line))), None)
        known = (named, f"{named} | Hacker News")  # the window's title, and often the page's
        body = [n for n, line in top if not _is_menu(line) and line not in known]
        bare = Part(first=body[0] if body else end, last=body[-1] if body else end - 1)
        return bare, named, None, None
    match = _POST.fullmatch(top[at][1])
    assert match is not None
    above = [line for _, line in top[:at] if not _is_menu(line)]
    body = [n for n, line in top[at + 1 :] if not _is_furniture(line)]
    title = _ARROW.sub("", above[-1]) if above else None
    domain = DOMAIN.fullmatch(title) if title else None
    count = _COMMENTS.search(match["rest"])
    part = Part(
        first=body[0] if body else end,
        last=body[-1] if body else end - 1,
        head=top[at][0],
        **_who(match),
        score=int(match["score"]) if match["score"] else None,
    )
    claimed = int(count[1]) if count else None
    return part, domain["title"] if domain else title, None, claimed


def _parents(parts: Sequence[Part], words: Sequence[frozenset[str]]) -> tuple[Part, ...]:
    """The comments with the parents that navigation tells.

    The spine keeps every ancestor that is possible; where more than one fits, they are kept to be
    weighed, and until then the nearest is called a guess.
    """
    spine: list[int] = []
    found: list[Part] = []
    for number, (part, told) in enumerate(zip(parts, words, strict=True), start=1):
        sure, among = _TOLD, tuple[int, ...]()
        if "parent" not in told or not spine:
            parent, spine = 0, []
        elif "root" not in told:
            parent = spine[0]
            del spine[1:]
        elif "prev" not in told:
            parent = spine[-1]
        else:
            if len(spine) > 1:
                spine.pop()
            parent = spine[-1]
            if len(spine) > 2:
                sure, among = _UNSURE, tuple(spine[max(1, len(spine) - _KEPT) :])
        spine.append(number)
        found.append(msgspec.structs.replace(part, parent=parent, answers=sure, among=among))
    return tuple(found)
