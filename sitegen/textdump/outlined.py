r"""Threads that programs write as Markdown: names are bold, depth is told by a list or by `>`.

    - **heron** (3 hours ago): Hemp.
      - **otter** (12 points, 2 hours ago): It rots.

    **heron** · 12 points

    > **otter** · 2026-01-02

Defuddle, and Obsidian's web clipper with it, link the date to the comment and put all in quotes.

A head has an age, a date or a score behind the name. Only texts are claimed in which each deeper
head follows one that it can answer, and every line stands as deep as its comment.
"""

import re

import msgspec

from sitegen.ages import AGE
from sitegen.model import posts_at, site_of
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import nested
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import SAMPLE, spoken

_NAME = (  # no version
    r"(?:/?u/|@)?(?P<{}>(?!v?\d+[.-][\d.-]+\*)(?:\\?[\w.-]){{1,40}}|\\?\[deleted\\?\])"
)
_TO = r"\]\([^()\s]{1,300}\)"
_WHO = (
    rf"(?:\*\*{_NAME.format('bold')}\*\*|\*\*\[{_NAME.format('inner')}{_TO}\*\*"
    rf"|\[\*\*{_NAME.format('outer')}\*\*{_TO})"
)
_TOKEN = (
    rf"{AGE}|\d{{4}}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d| UTC)?)?"
    r"|\\?[-+]?[\d.]{1,9}k? (?:points?|pts?|upvotes?|votes?|karma)"
    r"|(?:[Ss]core|[Uu]pvotes|[Pp]oints): ?-?\d{1,9}"
    rf"|OP|edited|\[(?:link|permalink|{AGE}|\d{{4}}-\d\d-\d\d){_TO}"
)
_HEAD = re.compile(
    rf"{_WHO}(?P<meta>(?:[ (),|·•—–*_-]{{1,6}}(?:{_TOKEN}))+)[)*_ ]{{0,4}}(?::(?: (?P<rest>.*))?)?"
)
_NOBODYS = re.compile(  # who wrote it is not told; its address is
    rf"[·•] (?P<meta>\[(?:{AGE}|\d{{4}}-\d\d-\d\d)\]\(https?://[^()\s]{{1,300}}\)"
    rf"(?:[ (),|·•—–*_-]{{1,6}}(?:{_TOKEN})){{0,4}})"
)
_AT = re.compile(
    rf"\[(?:link|permalink|{AGE}|\d{{4}}-\d\d-\d\d)\]\((?P<to>https?://[^()\s]{{1,300}})\)"
)
_GONE = re.compile(r"\\\[(?P<why>deleted|removed|flagged|dead)\\\]")
_POINTS_TO = re.compile(r"\[(?P<to>https?://\S{1,1000})\]\((?P=to)\)")
_AGED = re.compile(rf"{AGE}|\d{{4}}-\d\d-\d\d[^\s,)\]|]*(?: \d\d:\d\d[^\s,)|]*(?: UTC)?)?")
_SCORE = re.compile(r"(-?\d{1,9}) (?:p|u|v|k)|(?:core|votes|oints): ?(-?\d{1,9})")
_BULLET = re.compile(r"(?P<in> *)(?P<mark>[*+-] {1,3})?")
_QUOTED = re.compile(r"(?:> ?){1,99}(?!>)")
_TITLE = re.compile(r"# (?P<title>.{1,400})")
_TALK = re.compile(
    r"#{1,4} (?:\d{1,9} )?(?:Comments?|Replies|Discussion)(?: ?\(\d{1,9}\))?:?", re.I
)
_FACT = re.compile(
    r"(?:[*-] )?\**(?P<key>Author|By|Posted by|URL|Link|Source|Score|Points|Comments|Date)"
    r"(?::\**|\**:) ?(?P<value>.{0,400})",
    re.IGNORECASE,
)
_USER = re.compile(r"\**\[?(?:/?u/|@)?(?P<who>[\w.-]{1,40})(?:\]\(.*\))?\**")
_SITES = ("hn", "reddit", "lobsters")
_TOP = 200  # lines that are not blank above the comments
_LONGEST = 4_000  # characters of a line that may be a head with its text
_FEWEST = 2


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The thread, or None when fewer than two heads stand in a list or in quotes."""
    if not any("**" in line for line in lines[:SAMPLE]):
        return None
    start = _start(lines)
    found = _listed(lines, start) or _quoted(lines, start, base=start > 1)
    if found is None:
        return None
    kept, heads, site = found
    told = bodies(kept, heads, lambda line: line == "---")
    heads_at = [_address(lines[head.first - 1]) for head in heads]
    parts = [
        msgspec.structs.replace(part, markup="markdown", permalink=address)
        for part, address in zip(told.parts, heads_at, strict=True)
    ]
    top = [n for n, _ in spoken(lines, 1, heads[0].first - 1)]
    opening, title, address, link = _opening(lines, top, site)
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site=site,
        shape="outline",
        lines=kept,
        opening=opening,
        comments=nested(parts, [head.depth or 0 for head in heads]),
        title=title,
        link=link,
        permalink=address or _thread_of(heads_at),
        furniture=(*(n for n in top if n not in own), *told.furniture),
    )


def _start(lines: tuple[str, ...]) -> int:
    """The line from which on comments stand: below their title, or below the post's own head."""
    top = [(n, line) for (n, line), _ in zip(spoken(lines), range(_TOP), strict=False)]
    talk = next((n for n, line in top if _TALK.fullmatch(line.strip())), 0)
    if talk:
        return talk + 1
    heads = [n for n, line in top if len(line) < _LONGEST and _HEAD.fullmatch(line)]
    rule = next((n for n, line in top[1:] if line.strip() in ("---", "***")), 0)
    return rule + 1 if heads and heads[0] < rule and _TITLE.match(top[0][1]) else 1


def _head(line: str, number: int, depth: int) -> tuple[Head, str] | None:
    match = _HEAD.fullmatch(line) if len(line) < _LONGEST else None
    if match is None:
        gone = _NOBODYS.fullmatch(line) if line[:1] in ("·", "•") else None
        return (_nobodys(gone, number, depth), "") if gone else None
    name = match["bold"] or match["inner"] or match["outer"]
    age, score = _AGED.search(match["meta"]), _SCORE.search(match["meta"])
    rest = match["rest"] or ""
    head = Head(
        first=number,
        body=number if rest else number + 1,
        author=name.replace("\\", ""),
        age=age[0] if age else "",
        score=int(score[1] or score[2]) if score else None,
        depth=depth,
        labels=("submitter",) if re.search(r"\bOP\b", match["meta"]) else (),
    )
    return (head, rest) if age or score else None


def _nobodys(match: re.Match[str], number: int, depth: int) -> Head:
    age, score = _AGED.search(match["meta"]), _SCORE.search(match["meta"])
    return Head(
        first=number,
        body=number + 1,
        age=age[0] if age else "",
        score=int(score[1] or score[2]) if score else None,
        depth=depth,
    )


def _listed(lines: tuple[str, ...], start: int) -> tuple[tuple[str, ...], list[Head], str] | None:
    kept, heads = list(lines), list[Head]()
    levels: list[int] = []
    for number, line in spoken(lines, start):
        match = _BULLET.match(line)
        assert match is not None
        column = len(match["in"])
        found = _head(line[match.end() :].rstrip(), number, 0) if match["mark"] else None
        if found is None:
            if levels and column <= levels[-1]:
                return None  # whose words they are is not told
            if levels:
                kept[number - 1] = line[min(column, levels[-1] + 2) :]
            continue
        while levels and levels[-1] >= column:
            levels.pop()
        levels.append(column)
        heads.append(msgspec.structs.replace(found[0], depth=len(levels) - 1))
        kept[number - 1] = found[1]
    tells = start > 1 or any(head.depth for head in heads)  # else it may be a list of changes
    return (tuple(kept), heads, _site(lines, heads)) if tells and len(heads) >= _FEWEST else None


def _quoted(
    lines: tuple[str, ...], start: int, *, base: bool
) -> tuple[tuple[str, ...], list[Head], str] | None:
    """Heads and bodies in quotes; `base`: all of them may stand in one more."""
    kept, heads = list(lines), list[Head]()
    depth = least = -1
    for number, line in spoken(lines, start):
        marks = _QUOTED.match(line)
        level = marks[0].count(">") if marks else 0
        found = None
        if least <= level <= depth + 1 + (base and not heads):
            found = _head(line[marks.end() if marks else 0 :].rstrip(), number, level)
        if found is not None:
            depth, least = level, least if heads else level
            heads.append(found[0])
            kept[number - 1] = found[1]
        elif heads and level < depth and not line.strip("> "):
            kept[number - 1] = ""
        elif heads and level < depth and line.strip() != "---":
            return None  # whose words they are is not told
        elif heads:
            text = re.sub(rf"\A(?:> ?){{{depth}}}", "", line) if depth else line
            kept[number - 1] = _GONE.sub(r"[\g<why>]", text) if _GONE.fullmatch(text) else text
    nests = any(head.depth for head in heads)
    heads = [msgspec.structs.replace(h, depth=(h.depth or 0) - max(least, 0)) for h in heads]
    return (tuple(kept), heads, _site(lines, heads)) if nests and len(heads) >= _FEWEST else None


def _site(lines: tuple[str, ...], heads: list[Head]) -> str:
    """The site to which the first date leads, Reddit where the first name is written as it writes
    them, else any site.
    """
    told = posts_at(_address(lines[heads[0].first - 1]) or "")
    if told and (known := site_of(told[0])) in _SITES:
        return known
    return "reddit" if re.search(r"[*\[/]u/", lines[heads[0].first - 1][:80]) else "web"


def _address(line: str) -> str | None:
    """Where the date of a head leads to."""
    match = _AT.search(line[:_LONGEST])
    return match["to"] if match else None


def _thread_of(addresses: list[str | None]) -> str | None:
    """The address of the thread, where the comments' addresses have it in them."""
    address = next(filter(None, addresses), "") or ""
    told = posts_at(address)
    above = re.sub(r"(?:/comment)?/\w+/?\Z", "/", address)
    return above if len(told) == 2 and posts_at(above) == told[1:] else None


def _opening(
    lines: tuple[str, ...], top: list[int], site: str
) -> tuple[Part, str | None, str | None, str | None]:
    """The post above the comments, its title, the address that is told of it, and its link."""
    author, address, title, age, score, head = None, None, None, "", None, 0
    link = None
    body: list[int] = []
    for n in top:
        line = lines[n - 1].strip()
        if (match := _TITLE.fullmatch(line)) and title is None and not body:
            title = match["title"].strip()
        elif not body and site == "hn" and (match := _POINTS_TO.fullmatch(line)):
            if posts_at(match["to"])[:1] and site_of(posts_at(match["to"])[0]) == site:
                address = match["to"]
            else:
                link = match["to"]
        elif not body and (match := _FACT.fullmatch(line)):
            key, value = match["key"].lower(), match["value"].strip()
            if key in ("author", "by", "posted by") and (user := _USER.fullmatch(value)):
                author, head = user["who"], n
            elif key in ("url", "source") and re.fullmatch(r"https?://\S+", value):
                address = value
        elif not body and (found := _head(line, n, 0)) and not found[1]:
            author, age, score, head = found[0].author, found[0].age, found[0].score, n
        elif not (_TALK.fullmatch(line) or (line in ("---", "***") and (not body or n == top[-1]))):
            body.append(n)
    ends = top[-1] if top else 0
    if body and lines[body[-1] - 1].strip() in ("---", "***"):
        body.pop()
    part = Part(
        first=body[0] if body else ends + 1,
        last=body[-1] if body else ends,
        head=head,
        author=author,
        age=age,
        score=score,
        markup="markdown",
    )
    return part, title, address, link
