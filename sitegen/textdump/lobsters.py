"""Copies of Lobsters pages: a head for each comment, or bare text below "73 points by NAME".

Text browsers keep the nesting of lists: heads stand deeper than those they answer. The vote stands
on a line above the name, `[ ]` (what folds the branch) above that.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.blocks import blocks
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import laddered, numbered
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken

_POINTS = re.compile(
    rf"(?P<score>-?\d{{1,9}}) points? by (?P<who>[\w-]{{1,30}})(?: (?P<age>{AGE}))?(?: \|.*)?"
)
_AVATAR = (  # as programs write a picture
    r"(?:● ?|\[(?:IMG)?\] |(?:!?\[)?[\w-]{1,30} avatar(?:\](?:\([^()\s]{1,200}\))?)? )?"
)
_AUTHORED = re.compile(
    rf"(?:\d{{1,9}} )?{_AVATAR}(?:authored by|via) {{1,4}}{_AVATAR}"
    rf"(?P<who>[\w-]{{1,30}})(?: (?P<age>{AGE})"
    r"(?: \|(?: +\w{1,12} \|){0,3} +(?P<n>\d{1,9}) comments?)?.*| (?P<m>\d{1,9}) comments?)"
)
_HEAD = re.compile(
    rf"(?:\[[+–-]\] ?)?(?:(?P<score>-?\d{{1,9}}) {{1,8}})?{_AVATAR}"
    rf"(?P<who>[\w-]{{1,30}})(?: (?:Sysop|Moderator|edited|commented|via \S+))*"
    rf" (?P<age>{AGE})"
    r"(?P<link> \| (?:link|permalink)(?: \|.*)?)?"
)
_VOTE = re.compile(r"(?:\d+\.\s*)*(?:\[[\sx+–-]?\])?\s*(?:▲ *)?(?P<score>-?\d{1,9}|~)?")
_GONE = re.compile(r"\[Comment removed by (?P<by>author|moderator)(?:[ :].{0,120})?\]")
_ROW = re.compile(r"(?:\| )?(?:link|reply|flag|unflag|save|caches|▲|\d+ comments?)(?: \|.*)?")
_LISTED = re.compile(r"(?: *\d{1,4}\.(?= ))*?(?P<in> *)\d{1,4}\.(?: +-?\d{1,9}| +~)?$")
_ITEM = re.compile(r"(?P<in> *)\d{1,4}\. (?P<score>-?\d{1,9})\s*")
_INSET = 2  # columns between an item's number and its text, as Resiliparse writes it
_SHORT = 20  # characters
_WIDEST = 240  # characters of a line that names an author
_MANY = 3  # such lines, of which a thread has one
_BY = ("authored by", "via")
_HIGHEST = 60  # lines that are not blank, in which the opening post's author stands
_VOTES = re.compile(r"\d+\.? ?\d*")
_NO_TITLE = re.compile(r"[□•+*☶▲-] ?.*|\d+\.? ?\d*|Login|Link: .*|Active Recent Comments .*")
_WINDOW = re.compile(r"(?P<title>.{1,300}) \| Lobsters")
_SORTED = re.compile(r"\d+\.")
_LINKED, _BARE = frozenset(["link"]), frozenset[str]()


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when it has neither heads nor the line that names its author."""
    found = _heads(lines) or _items(lines)
    end = found[0].first if found else len(lines) + 1
    top = [(n, line.strip()) for n, line in takewhile(lambda told: told[0] < end, spoken(lines))]
    if any("Hacker News" in line for _, line in top[:5]):
        return None
    if not found and _is_front(top):
        return None
    at, match = _author(top)
    if match is None and (len(found) < 2 or not any(head.words for head in found)):
        return None
    told = bodies(
        lines,
        found,
        lambda line: bool(_ROW.fullmatch(line) or _SORTED.fullmatch(line)),
        above=1,
    )
    sheet = Sheet(
        site="lobsters",
        shape="lobsters",
        lines=lines,
        opening=Part(first=end, last=end - 1),
        comments=_parts(lines, found, told.parts),
        title=_title([line for _, line in top[:at]]),
        furniture=told.furniture,
    )
    if match is not None and match.re is _AUTHORED:
        return _authored(sheet, top, at, match)
    return _pointed(sheet, top, at, match, end)


def _is_front(told: Sequence[tuple[int, str]]) -> bool:
    """Whether a page without heads names the authors of many posts."""
    short = (line for _, line in told if len(line) <= _WIDEST and line.startswith(_BY))
    return len({line for line in short if _AUTHORED.fullmatch(line)}) >= _MANY


def _authored(sheet: Sheet, top: Sequence[tuple[int, str]], at: int, match: re.Match[str]) -> Sheet:
    """The page whose opening post stands between the line that names its author and the heads."""
    body = [n for n, line in top[at + 1 :] if not _SORTED.fullmatch(line)]
    opening = Part(
        first=body[0] if body else sheet.opening.first,
        last=body[-1] if body else sheet.opening.last,
        head=top[at][0],
        author=match["who"],
        age=match["age"] or "",
    )
    count = match["n"] or match["m"]
    own = range(opening.first, opening.last + 1)
    return msgspec.structs.replace(
        sheet,
        opening=opening,
        claimed=int(count) if count else None,
        furniture=(*(n for n, _ in top if n not in own), *sheet.furniture),
    )


def _pointed(
    sheet: Sheet, top: Sequence[tuple[int, str]], at: int, match: re.Match[str] | None, end: int
) -> Sheet:
    """The page of a link, named by "73 points by NAME"; what stands above the heads is bare text.

    Some mirrors print that line twice.
    """
    by = [n for n, line in top if match is not None and line == match.string]
    known = [n for n, _ in top if by and n <= by[-1]]
    below = tuple(blocks(sheet.lines[: end - 1], known[-1] + 1 if known else 1))
    first = by[0] if by else end
    return msgspec.structs.replace(
        sheet,
        opening=Part(
            first=first,
            last=first - 1,
            head=by[0] if by else 0,
            author=match["who"] if match else None,
            age=(match["age"] or "") if match else "",
            score=int(match["score"]) if match else None,
        ),
        open=below,
        rooted=not below,
        furniture=(*known, *sheet.furniture),
    )


def _author(top: Sequence[tuple[int, str]]) -> tuple[int, re.Match[str] | None]:
    """Where among the first lines the opening post's author is named, on one line or below "by"."""
    for at, (_, line) in enumerate(top[:_HIGHEST]):
        above = f"{top[at - 1][1]} " if at and top[at - 1][1] in _BY else ""
        match = (at < 4 and _POINTS.fullmatch(line)) or _AUTHORED.fullmatch(above + line)
        if match:
            return at, match
    return 0, None


def _title(above: Sequence[str]) -> str | None:
    """The title among the lines above the author: below the votes, or what the window is called;
    else the last that is no menu's, vote's or tag's.
    """
    votes = [at for at, line in enumerate(above[:-1]) if _VOTES.fullmatch(line)]
    if votes and not _NO_TITLE.fullmatch(above[votes[-1] + 1]):
        return above[votes[-1] + 1].removesuffix("☶").strip()
    window = next((m["title"] for line in above if (m := _WINDOW.match(line))), None)
    words = [line for line in above if line not in _BY and not _NO_TITLE.fullmatch(line)]
    return window or (words[-1].removesuffix("☶").strip() if words else None)


def _heads(lines: tuple[str, ...]) -> list[Head]:
    found: list[Head] = []
    above: list[list[int]] = []  # the lines of each head above its name
    votes: list[tuple[int, re.Match[str]]] = []
    for number, line in spoken(lines):
        text = line.strip()
        match = _HEAD.fullmatch(text) if len(line) < 200 and " " in text else None
        if match is not None and (match["link"] or votes):
            folds = any("[" in vote[0] for _, vote in votes)
            told = [match["score"], *(vote["score"] for _, vote in votes)]
            score = next((value for value in told[::-1] if value and value != "~"), None)
            above.append([n for n, _ in votes])
            found.append(
                Head(
                    first=votes[0][0] if votes else number,
                    body=number + 1,
                    author=match["who"],
                    age=match["age"],
                    score=int(score) if score else None,
                    depth=_depth(line, [lines[n - 1] for n, _ in votes]),
                    words=_LINKED if match["link"] or folds else _BARE,
                )
            )
        gone = _GONE.fullmatch(text) if match is None and text[0] == "[" else None
        if gone is not None and not (found and _is_same(lines, found[-1], number)):
            above.append([n for n, _ in votes])
            found.append(
                Head(
                    first=votes[0][0] if votes else number,
                    body=number + 1,
                    depth=_depth(line, [lines[n - 1] for n, _ in votes]),
                    state="deleted" if gone["by"] == "author" else "removed",
                )
            )
        vote = _VOTE.fullmatch(text) if match is None and _begins_vote(text) else None
        votes = [*votes[-1:], (number, vote)] if vote else []
    return _with_numbers(lines, found, above)


def _with_numbers(
    lines: Sequence[str], found: Sequence[Head], above: Sequence[Sequence[int]]
) -> list[Head]:
    """The heads, without a number that is all the words of the comment above ("42"): it stands over
    the vote, where most heads have nothing there.
    """
    usual = Counter(len(votes) for votes in above).most_common(1)
    kept: list[Head] = []
    for head, votes in zip(found, above, strict=True):
        first = head.first
        if (
            kept
            and len(votes) > usual[0][0] > 0
            and lines[first - 1].strip().isdecimal()
            and _is_same(lines, kept[-1], first)
        ):
            first = votes[1]
        kept.append(msgspec.structs.replace(head, first=first))
    return kept


def _is_same(lines: Sequence[str], head: Head, number: int) -> bool:
    """Whether a line is the only one below the last head: it says what became of that comment."""
    return not any(line.strip() for line in lines[head.body - 1 : number - 1])


def _begins_vote(text: str) -> bool:
    return text[0] in "[▲-~" or text[0].isdecimal()


def _items(lines: tuple[str, ...]) -> list[Head]:
    """Heads of which only the number of the list's item and the vote are left, below the author."""
    found: list[Head] = []
    below = False
    for number, line in spoken(lines):
        text = line.strip()
        item = _ITEM.fullmatch(text) if below and len(text) < _SHORT else None
        if item is not None:
            score, depth = int(item["score"]), len(line) - len(line.lstrip(" ")) + _INSET
            found.append(Head(first=number, body=number + 1, score=score, depth=depth))
        below = below or (len(text) < 200 and _AUTHORED.fullmatch(text) is not None)
    return found


def _depth(line: str, votes: Sequence[str]) -> int:
    """The column of a head, or of the number that its vote has in a list of the page's.

    `1.      1. 18` opens a list in the first item of another: the second number is the item's.
    """
    listed = next((match for vote in votes[::-1] if (match := _LISTED.match(vote))), None)
    if line.startswith(" ") or listed is None:
        return len(line) - len(line.lstrip(" "))
    return len(listed["in"]) - (listed["in"] != listed[0][: len(listed["in"])])


def _outset(vote: str, name: str) -> bool:
    """Whether a name stands two columns behind the number of the item in which its vote is."""
    item = _ITEM.fullmatch(vote)
    return item is not None and len(name) - len(name.lstrip(" ")) == len(item["in"]) + _INSET


def _parts(
    lines: tuple[str, ...], found: Sequence[Head], parts: Sequence[Part]
) -> tuple[Part, ...]:
    """The comments, with the parents that indentation tells.

    Resiliparse does not close lists that are empty: where it wrote the copy, which shows by names
    that stand two columns behind the number of their item, indentation tells nothing.
    """
    columns = [head.depth or 0 for head in found]
    shown = [
        msgspec.structs.replace(part, indent=column)
        for part, column in zip(parts, columns, strict=True)
    ]
    unclosed = [
        head.author is None or _outset(lines[head.first - 1], lines[head.body - 2])
        for head in found
    ]
    if sum(unclosed) * 2 > len(unclosed):
        return tuple(shown)
    return laddered(shown, columns, numbered(lines, found)) or tuple(shown)
