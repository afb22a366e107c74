"""Copies of the old design of Reddit, one head a comment and below it a row of links.

Which comments answer the opening post stands in that row: it has "parent" where there is one.
Some programs write the row as a list, some print all three scores between which the page's style
chooses (as if voted down, not voted, voted up). Depth is lost, but where a head says how many
comments stand below it.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.ages import AGE
from sitegen.textdump import foreign
from sitegen.textdump.counted import answering, sizes
from sitegen.textdump.flairs import unsure
from sitegen.textdump.heads import Head, bodies, closed
from sitegen.textdump.reading import Sheet
from sitegen.textdump.reddit import LINKS, MORE, NAME, SCORE, number_of, page
from sitegen.textdump.text import spoken

_PINNED = r"(?: ?[-–] announcement)?(?: ?[-–]? ?stickied comment)?"
_END = rf"(?P<age>{AGE})(?: ?\* ?)?(?: ?\(?last edited .*\)?)?"
_CHILDREN = r"(?: ?\(\d+ [^\W\d_]{1,20}\))?"
_OP = r"(?P<op>\[ ?[A-Z](?: ?, ?[A-Z])* ?\])?"
_RUN = r"[A-Za-z0-9_-]{1,80}|\[deleted\]|\[removed\]"  # a name with what is glued to it
_HEAD = re.compile(
    rf"\[[–—+-]\] ?(?P<who>{_RUN})(?![\w-])(?P<flair>[^\n]{{0,80}}?) ?{_OP} ?"
    r"(?:comment score below threshold)?"
    rf"(?P<points>{SCORE}) ?{_END}{_PINNED}{_CHILDREN}{_PINNED}"
)
_AGELESS = re.compile(
    rf"\[[–—+-]\] ?(?P<who>{_RUN})(?![\w-])(?P<flair>[^\n]{{0,80}}?) ?{_OP} ?"
    rf"(?P<points>{SCORE}){_PINNED} ?\*? ?\(\d+ child(?:ren)?\)(?P<age>)"
)
_GLUED = re.compile(  # no space between name and score
    rf"\[[–—+-]\] ?(?P<run>[\w-]{{2,40}}) points?(?P<more>(?: ?-?\d{{1,9}} points?){{0,2}}) ?"
    rf"{_END}{_PINNED}{_CHILDREN}{_PINNED}"
)
_GONE = re.compile(  # of a post that is gone the score may be, too
    rf"\[[–—+-]\] ?(?P<who>\[deleted\]|\[removed\]) ?{_OP}(?P<points>) ?"
    rf"(?P<age>{AGE})(?: ?\* ?)?{_CHILDREN}{_PINNED}"
)
_ALONE = re.compile(rf"\[[–—+-]\] ?(?P<who>{NAME})")
_REST = re.compile(rf"{_OP} ?(?P<points>{SCORE}) (?P<age>{AGE})(?: ?\* ?)?{_CHILDREN}{_PINNED}")
_NUMBER = re.compile(r"-?[\d.,]{1,12}k?(?= (?:points?|Punkte?|puntos?))")
_BULLET = re.compile(r"[•*+-] +(?=\S)")
_LINK = frozenset(  # one a line, as some browsers and programs copy the row
    [
        "permalink", "embed", "source", "save", "parent", "report", "give award", "give gold",
        "reply", "context", "hide child comments",
    ]
)  # fmt: skip
_BY = re.compile(r"^submitted .{1,60} by (?P<who>[\w-]{3,20})\s*$", re.M)
_NAMELESS = ("[deleted]", "[removed]")
_CUT = re.compile(r"\(\d{1,6}$")
_CHILDREN_BELOW = re.compile(r"child(?:ren)?\)")
_LONGEST = 250  # characters of a head
_THREE = 3  # scores, of which the middle one is what the page shows


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None for a text without such heads."""
    found = _heads(lines)
    if not found:
        return _foreign(lines, foreign.heads(lines))
    told = bodies(lines, found, _is_furniture)
    parts, counts = [], sizes(lines, found)
    below = list(told.furniture)
    for number, part in enumerate(told.parts):
        part, rest = closed(lines, part, _is_row)
        below += rest
        end = found[number + 1].first if number + 1 < len(found) else len(lines) + 1
        row = [_bare(lines[n - 1]) for n in range(part.last + 1, end)]
        row = [word for word in row if word]
        at = next((n for n, line in enumerate(row) if line.startswith("permalink")), None)
        links = None if at is None else " ".join(row[at : at + len(_LINK)])
        cut = sum(
            int(m["n"] or m["m"] or 1) for r in row if (m := MORE.fullmatch(r)) and r[0] != "["
        )
        if any(line.startswith("continue this thread") for line in row):
            counts[number] = None  # how many it leaves out is not told
        direct = None if links is None else "parent" not in links
        parts.append(msgspec.structs.replace(part, direct=direct, cut=cut))
    if all(part.direct is None for part in parts):
        most = max(found, foreign.heads(lines), key=len)
        if most is not found or any(foreign.rows(lines, found)):
            return _foreign(lines, most)
    sheet = page(lines, "reddit-old", tuple(parts), tuple(sorted(below)), found[0].first)
    return msgspec.structs.replace(sheet, comments=answering(sheet.comments, counts, sheet.claimed))


def _foreign(lines: tuple[str, ...], found: list[Head]) -> Sheet | None:
    """The page with these heads, in a language whose words are not known."""
    if not found:
        return None
    rows = foreign.rows(lines, found)
    own = {n for row in rows for n in row}
    shown = tuple("" if n in own else line for n, line in enumerate(lines, 1))
    told = bodies(shown, found, lambda _: False)
    parts = [
        msgspec.structs.replace(part, direct=direct)
        for part, direct in zip(told.parts, foreign.directs(lines, rows), strict=True)
    ]
    furniture = (*told.furniture, *sorted(own))
    sheet = page(lines, "reddit-old", tuple(parts), furniture, found[0].first)
    return msgspec.structs.replace(
        sheet, comments=answering(sheet.comments, sizes(lines, found), sheet.claimed)
    )


def _bare(line: str) -> str:
    """A line without the sign of a list's item."""
    return _BULLET.sub("", line.strip(), count=1)


def _is_row(line: str) -> bool:
    """Whether a line is a whole row of links, which nobody writes into a comment."""
    return line.startswith(("permalinkembed", "permalinksave")) and bool(LINKS.fullmatch(line))


def _is_furniture(line: str) -> bool:
    line = _bare(line)
    return line in _LINK or bool(LINKS.fullmatch(line) or MORE.fullmatch(line))


def _told(lines: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The lines with words, each with the number of the next; a head is whole, of which a program
    that wraps put the last word on a line of its own.
    """
    for number, line in spoken(lines):
        below = lines[number].strip() if number < len(lines) else ""
        cut = line.lstrip()[:1] == "[" and len(line) <= _LONGEST and _CUT.search(line.rstrip())
        whole = cut and _CHILDREN_BELOW.fullmatch(below)
        yield number, number + 1 + bool(whole), f"{line.rstrip()} {below}" if whole else line


def _heads(lines: tuple[str, ...]) -> list[Head]:
    found: list[Head] = []
    apart: set[str] = set()  # names behind which something else stands
    name: tuple[int, str] | None = None
    for number, body, line in _told(lines):
        if len(line) > _LONGEST:
            name = None
            continue
        text = " ".join(line.split())
        folds = text[0] == "["  # as all but what goes on below a name
        glued = _GLUED.fullmatch(text) if folds else None
        kinds = () if glued or not folds else (_HEAD, _GONE, _AGELESS)
        match = next((fits for kind in kinds if (fits := kind.fullmatch(text))), None)
        if match is None and name is not None:
            match = _REST.fullmatch(text)
        if glued is not None:
            who, score = _parted(glued["run"], glued["more"])
            found.append(Head(first=number, body=body, author=who, age=glued["age"], score=score))
        elif match is not None:
            flair = _flair(match)
            submitter = ("submitter",) if match["op"] and "S" in match["op"] else ()
            at = name if match.re is _REST and name else (number, match["who"])
            if match.re is _REST or match[0][3] == " ":
                apart.add(at[1])
            found.append(
                Head(
                    first=at[0],
                    body=body,
                    author=None if flair else at[1],
                    age=match["age"],
                    score=_score(match["points"]),
                    labels=(*flair, *submitter),
                )
            )
        alone = _ALONE.fullmatch(text) if folds else None
        name = (number, alone["who"]) if alone else None
    return _named(lines, found, apart)


def _named(lines: Sequence[str], found: list[Head], apart: set[str]) -> list[Head]:
    """The heads, without authors where a flair of one word may be glued to the name."""
    runs = [head.author for head in found if head.author and head.author not in _NAMELESS]
    flairs = any(head.author is None and head.labels for head in found)
    mentioned = _BY.search("\n".join(lines[: found[0].first - 1])) if found else None
    names = {*apart, *([mentioned["who"]] if mentioned else [])}
    doubtful = unsure(runs, names, flairs=flairs)
    return [
        msgspec.structs.replace(head, author=None, labels=(head.author, *head.labels))
        if head.author in doubtful
        else head
        for head in found
    ]


def _flair(match: re.Match[str]) -> tuple[str, ...]:
    """The name with the flair that is glued to it, so that nobody can tell where it ends.

    Where the mark before the name stands apart, so do the pieces of the head.
    """
    flair = match["flair"] if match.re in (_HEAD, _AGELESS) and match[0][3] != " " else ""
    return (f"{match['who']}{flair}".strip(),) if flair.strip() else ()


def _parted(run: str, more: str) -> tuple[str | None, int | None]:
    """The name and the score that are written as one word, where only one way to part them fits.

    The second of three scores is the one shown, and the first is one less.
    """
    digits = re.search(r"\d+$", run)
    if digits is None:
        return None, None
    others = _NUMBER.findall(more)
    if len(others) == _THREE - 1:
        first = str(int(others[0]) - 1)
        name = run.removesuffix(first)
        return (name, int(others[0])) if name and name != run else (None, int(others[0]))
    name = run[: digits.start()]
    return (name, int(digits[0])) if len(digits[0]) == 1 and name[-1:] != "-" else (None, None)


def _score(points: str) -> int | None:
    scores = _NUMBER.findall(points)
    return number_of(scores[len(scores) // 2]) if len(scores) in (1, _THREE) else None
