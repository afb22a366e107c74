"""Copies of an item page of news.ycombinator.com, made by selecting all of it.

Heads say `USER 3 hours ago | root | parent | prev | next [–]`, and the words of navigation tell
nearly every parent: no "parent", and it answers the opening post; "parent" without "root", and it
answers the last comment at the top; without "prev", and it is the first answer to the comment
above; with "prev", and it is a later answer to an ancestor of that one. "next" tells nothing.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.textdump.ages import AGE
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.words import set_of

_NAV = r"root|parent|prev|next|context|on:[^|]*|unvote|un-favorite|favorite|flag|hide|link"
_HEAD = re.compile(
    rf"(?:[#*▲] ?)?(?:(?P<score>-?\d+) points? by )?(?P<who>[\w-]{{1,32}}) (?P<age>{AGE})"
    rf"(?P<flags>(?: ?\[(?:dead|flagged|flagged dead)\])*)(?P<nav>(?:\s?\|\s?(?:{_NAV}))*)\s?\|?\s?"
    r"(?:\[(?:[–—+-]|(?P<more>\d+) more)\])?"
)
_MARKED = re.compile(r"\||\[(?:[–—+-]|\d+ more)\]$")
_POST = re.compile(
    rf"(?:(?P<score>\d+) points? )?by (?P<who>[\w-]{{1,32}}) (?P<age>{AGE})"
    r"(?P<rest>(?: \|.*)?)"
)
_COMMENTS = re.compile(r"(\d+)\s+comments?")
_MENU = set_of("new threads past comments ask show jobs submit login logout")
_ACCOUNT = re.compile(r"[\w-]{1,32} \(\d+\)(?: \| logout)?|login|logout|\|")
_FURNITURE = frozenset(["reply", "add comment", "help", "▲", "*", "|", "favorite", "flag", "hide"])
_DOMAIN = re.compile(r"(?P<title>.+) \((?P<domain>[\w.-]+\.[a-z]{2,}(?:/\S*)?)\)")
_TOP = 30  # lines that are not blank, within which the first head must stand
_UNSURE = Known("guessed", 0.5, "navigation")
_TOLD = Known("recorded", 1.0, "navigation")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when there are not at least two heads, or one below the site's header."""
    found = _heads(lines)
    top = [(n, line.strip()) for n, line in spoken(lines) if not found or n < found[0].first]
    headed = any(line.startswith("Hacker News") for _, line in top[:3])
    if not found or len(top) > _TOP or (len(found) < 2 and not headed):
        return None
    told = bodies(lines, found, _FURNITURE.__contains__)
    opening, title, link, claimed = _opening(top, found[0].first)
    words = [head.words for head in found]
    parts = _parents(told.parts, words) if any(words) else told.parts
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
        furniture=(*(n for n, _ in top if n not in own), *told.furniture),
    )


def _heads(lines: tuple[str, ...]) -> list[Head]:
    found: list[Head] = []
    for number, line in spoken(lines):
        if len(line) > 200 or " " not in line:
            continue
        text = line.strip()
        match = _HEAD.fullmatch(text)
        if match is None or not _MARKED.search(text):
            continue
        nav = re.findall(r"root|parent|prev|next", match["nav"])
        found.append(
            Head(
                first=number,
                body=number + 1,
                author=match["who"],
                age=match["age"],
                score=int(match["score"]) if match["score"] else None,
                state="dead" if match["flags"] else "visible",
                words=frozenset(nav),
                cut=max(0, int(match["more"]) - 1) if match["more"] else 0,
            )
        )
    return found


def _is_menu(line: str) -> bool:
    """Whether a line above the comments is the site's own."""
    if line in _FURNITURE or line == "Hacker News" or _ACCOUNT.fullmatch(line):
        return True
    words = line.removeprefix("Hacker News").replace("|", " ").split()
    return len(words) > 2 and sum(word in _MENU for word in words) * 2 > len(words)


def _opening(
    top: Sequence[tuple[int, str]], end: int
) -> tuple[Part, str | None, str | None, int | None]:
    """The opening post, its title, the link it points to, and the count that the page prints."""
    at = next((i for i, (_, line) in enumerate(top) if _POST.fullmatch(line)), None)
    if at is None:
        body = [n for n, line in top if not _is_menu(line)]
        bare = Part(first=body[0] if body else end, last=body[-1] if body else end - 1)
        return bare, None, None, None
    match = _POST.fullmatch(top[at][1])
    assert match is not None
    above = [line for _, line in top[:at] if not _is_menu(line)]
    body = [n for n, line in top[at + 1 :] if line not in _FURNITURE]
    title = above[-1] if above else None
    domain = _DOMAIN.fullmatch(title) if title else None
    count = _COMMENTS.search(match["rest"])
    part = Part(
        first=body[0] if body else end,
        last=body[-1] if body else end - 1,
        head=top[at][0],
        author=match["who"],
        age=match["age"],
        score=int(match["score"]) if match["score"] else None,
    )
    claimed = int(count[1]) if count else None
    return part, domain["title"] if domain else title, None, claimed


def _parents(parts: Sequence[Part], words: Sequence[frozenset[str]]) -> tuple[Part, ...]:
    """The comments with the parents that navigation tells.

    The spine keeps every ancestor that is possible; where more than one fits, the nearest is
    taken and called a guess.
    """
    spine: list[int] = []
    found: list[Part] = []
    for number, (part, told) in enumerate(zip(parts, words, strict=True), start=1):
        sure = _TOLD
        if "parent" not in told or not spine:
            parent, spine = 0, []
        elif "root" not in told:
            parent, spine = spine[0], spine[:1]
        elif "prev" not in told:
            parent = spine[-1]
        else:
            ancestors = spine[1:-1] or spine[:1]
            parent = ancestors[-1]
            sure = _TOLD if len(ancestors) == 1 else _UNSURE
            spine = [*spine[:1], *spine[1:-1]]
        spine.append(number)
        found.append(msgspec.structs.replace(part, parent=parent, answers=sure))
    return tuple(found)
