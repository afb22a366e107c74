"""Copies of Reddit pages: the new design, and front ends such as Redlib.

Heads name author, score and age; depth is lost. The old design: `oldreddit`.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.actions import invites, is_action, is_count, is_words
from sitegen.textdump.blocks import blocks
from sitegen.textdump.heads import HEAD, Head, bodies
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken

NAME = r"[A-Za-z0-9_-]{1,24}|\[deleted\]|\[removed\]"
SCORE = (
    r"(?:-?[\d.,]{1,12}k? (?:points?|Punkte?|puntos?))"
    r"(?: ?-?[\d.,]{1,12}k? (?:points?|Punkte?|puntos?)){0,2}"
    r"|\[score hidden\]"
)
LINKS = re.compile(
    r"permalink(?: ?(?:embed|source|save|parent|report|give (?:award|gold)|reply"
    r"|hide child comments|context|full comments \(\d+\)))*"
)
MORE = re.compile(
    r"(?:load more comments|continue this thread|(?P<n>\d{1,9}) more repl(?:y|ies)|\[[–+-]\]"
    r"|level \d+|load more comments\s?\((?P<m>\d{1,9}) repl(?:y|ies)\)"
    r"|view entire discussion.*|→|►)"
)
_SUBMITTED = re.compile(
    rf"submitted (?P<age>{AGE})\*? ?(?:\(last edited .*\) )?by (?P<who>{NAME}).*"
)
_TITLED = re.compile(r"(?P<title>.+) \((?:self\.(?P<self>\w{2,24})|[\w-]+(?:\.[\w-]+)+)\)")
_COUNTS = re.compile(r"\d[\d.,]{0,8}k? [^\W\d_]{3,60}$")
_WHEN = re.compile(r"(?=.*\d).{5,100}[^.!?:,]")  # no sentence, but with a number
_BY = re.compile(r".{3,60} (?:von|par|por|da|di) (?P<who>[A-Za-z0-9_-]{3,24})")
_COUNT = re.compile(r"(?:all )?(?P<n>[\d,.]{1,12}k?) comments?(?:share.*)?")
_ROW = re.compile(
    r"share|save|hide|report|crosspost|sharesave\w*|\d+ comments?share\w*|sorted by:.*|best"
    r"|top \d+ comments.*"
)

_FLAIR = r"[^\s•·.!?:,]{1,24}(?: [^\s•·.!?:,]{1,24}){0,3}"
_NEW = re.compile(
    rf"(?:(?:!?\[)?(?:Avatar (?:von|de|do|di) )?u/(?P<who>[\w-]{{1,24}})"
    r"(?: avatar(?:\](?:\([^()\s]{1,400}\))?)?(?P<twice> ?(?P=who))?)?|\[deleted\])"
    rf"(?: ?[·•] ?(?P<age>{AGE})(?(twice)(?: (?P<flair>{_FLAIR}))?))?"
)
_PLAIN = re.compile(r"(?P<who>[\w-]{2,24}|\[deleted\])")
_NEW_AGE = re.compile(rf"(?P<age>{AGE})")
_NEW_ALSO = re.compile(
    rf"OP|MOD|•|·|Mod|Stickied comment|(?:Edited|Bearbeitet|Modifié|Editado) (?:{AGE})"
    r"|Top \d+% (?:Commenter|Poster)"
    r"|Profile Badge.*|ADMIN|Admin"
)
_NEW_ROW = frozenset(["Upvote", "Downvote", "Reply", "Award", "Share", "Track me", "Vote", "reply"])
_COMMUNITY = re.compile(rf"r/\w{{2,24}}(?: ?[·•] ?{AGE})?")
_NUMBER = re.compile(r"-?[\d.,]+[kK]?")

_LIB = re.compile(
    rf"u/(?P<who>[\w-]{{1,24}})(?: (?P<op>OP|MOD|ADMIN))* (?P<age>{AGE})(?: edited (?:{AGE}))?"
)
_LIB_SCORE = re.compile(r"-?[\d.]+k?|•|Score hidden", re.I)
_LONGEST = 16  # characters of a number
_TOP = 40  # lines that are not blank, in which the community stands


def number_of(text: str | None) -> int | None:
    """A score as printed: "1.5k" is 1500; None for what is no number."""
    if not text or len(text) > _LONGEST:
        return None
    thousands = text[-1] in "kK"
    try:
        value = float(text.rstrip("kK").replace(",", ""))
    except ValueError:
        return None
    return round(value * 1000) if thousands else round(value)


def _is_row(text: str) -> bool:
    """Whether a line above the comments is one of the links below the opening post."""
    return bool(_ROW.fullmatch(text) or _COUNT.fullmatch(text) or LINKS.fullmatch(text))


def page(
    lines: tuple[str, ...],
    shape: str,
    parts: tuple[Part, ...],
    furniture: tuple[int, ...],
    end: int,
) -> Sheet:
    """The page, with what stands above its first head."""
    top = [(n, line.strip()) for n, line in spoken(lines) if n < end]
    at = next(((i, m) for i, (_, t) in enumerate(top) if (m := _SUBMITTED.fullmatch(t))), None)
    count = next((m for _, t in top if (m := _COUNT.fullmatch(t))), None)
    rows = {n for n, t in top if _is_row(t) or _is_row(plainly(t))}
    if at is None:
        body = [n for n, _ in top if n not in rows]
        opening = Part(first=body[0] if body else end, last=body[-1] if body else end - 1)
        title = None
    else:
        body = [n for n, _ in _above_row(top[at[0] + 1 :]) if n not in rows]
        opening = Part(
            first=body[0] if body else end,
            last=body[-1] if body else end - 1,
            head=top[at[0]][0],
            author=at[1]["who"],
            age=at[1]["age"],
        )
        title = top[at[0] - 1][1] if at[0] else None
    titled = next((m for _, text in top if (m := _TITLED.fullmatch(text))), None)
    if titled is not None and (title is None or title == titled.string):
        title = titled["title"]
    if titled is not None and at is None:
        opening = _below_title(top, titled.string, end)
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="reddit",
        shape=shape,
        lines=lines,
        opening=opening,
        comments=parts,
        title=title,
        community=f"r/{titled['self']}" if titled and titled["self"] else None,
        claimed=number_of(count["n"]) if count else None,
        furniture=(*(n for n, _ in top if n not in own), *furniture),
    )


def _above_row(told: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """What stands above the count of comments with the links beside or below it, or all."""
    texts = [plainly(text).lower() for _, text in told]
    for at, text in enumerate(texts):
        below = texts[at + 1] if at + 1 < len(texts) else ""
        if _COUNT.fullmatch(text) and ("share" in text or below.startswith("share")):
            return told[:at]
    return told


def _below_title(top: Sequence[tuple[int, str]], title: str, end: int) -> Part:
    """The opening post in a language that is not known: below its title stands who wrote it when,
    below its text how many comments it has.
    """
    below = [told for told in top if told[0] > next(n for n, text in top if text == title)]
    by = below[0] if below and _WHEN.fullmatch(below[0][1]) else None
    body = list(takewhile(lambda told: not _COUNTS.match(told[1]), below[by is not None :]))
    named = _BY.fullmatch(by[1]) if by else None
    return Part(
        first=body[0][0] if body else end,
        last=body[-1][0] if body else end - 1,
        head=by[0] if by else 0,
        author=named["who"] if named else None,
    )


def new(lines: tuple[str, ...]) -> Sheet | None:
    """A copy of the new design."""
    told = list(spoken(lines))
    found = _new_heads(lines, told, _NEW)
    if len(found) < 2 and any(_COMMUNITY.fullmatch(line.strip()) for _, line in told[:_TOP]):
        found = _new_heads(lines, told, _PLAIN)
    if len(found) < 2 or not any(
        line.strip() in _NEW_ROW or invites(plainly(line)) for _, line in told
    ):
        return None
    short = (line.strip() for _, line in told if len(line) < 40 and "comment" in line)
    counted = sum(_COUNT.fullmatch(line) is not None for line in short)
    if counted > 1 and counted * 2 > len(found):
        return None  # a list of threads
    bodied = bodies(
        lines,
        found,
        lambda t: (
            is_action(plainly(t)) or bool(_NUMBER.fullmatch(t) or MORE.fullmatch(t) or t == "•")
        ),
    )
    parts = tuple(_voted(lines, part) for part in bodied.parts)
    sheet = page(lines, "reddit-new", parts, bodied.furniture, found[0].first)
    return _posted(sheet, found[0].first)


def _new_heads(
    lines: tuple[str, ...], told: Sequence[tuple[int, str]], name: re.Pattern[str]
) -> list[Head]:
    """The heads that begin with such a name; a plain one has a dot between it and its age."""
    found: list[Head] = []
    for at, (number, line) in enumerate(told):
        if len(line) >= 120 or (name is _NEW and line.lstrip()[0] not in "u[!A"):
            continue
        match = name.fullmatch(line.strip())
        if match is None:
            continue
        told_age = match["age"] if name is _NEW else ""
        age, after, dots = told_age or "", at + 1, name is _NEW
        while after < len(told) and after < at + 9:
            text = told[after][1].strip()
            if text[0] in "•·" and len(text) > 1:
                text, dots = text[1:].lstrip(), True
            when = _NEW_AGE.fullmatch(text)
            if when and not age:
                age = when["age"] if dots else ""
                if not age:
                    break
            elif text != match["who"] and not _NEW_ALSO.fullmatch(text):
                break
            dots = dots or text in "•·"
            after += 1
        if age:
            body = told[after][0] if after < len(told) else len(lines) + 1
            who = match["who"] or "[deleted]"
            flair = match["flair"] if name is _NEW else None
            labels = (flair,) if flair else ()
            found.append(Head(first=number, body=body, author=who, age=age, labels=labels))
    return found


def _posted(sheet: Sheet, end: int) -> Sheet:
    """The sheet with the opening post as the new design prints it: community, age, author, title,
    text; `end` is the line of the first comment's head. As it is where that is not found.
    """
    top = [(n, line.strip()) for n, line in spoken(sheet.lines) if n < end]
    for at in range(len(top) - 1, -1, -1):
        head = [told for told in top[at + 1 : at + 7] if told[1] not in "•·"][:3]
        if _COMMUNITY.fullmatch(top[at][1]) and len(head) == 3:
            (_, age), (named, who), (below, title) = head
            if _NEW_AGE.fullmatch(age) and re.fullmatch(NAME, who):
                break
    else:
        return sheet
    own = list(takewhile(lambda told: not is_words(told[1]), [t for t in top if t[0] > below]))
    while own and is_count(own[-1][1]):
        own.pop()
    first, last = (own[0][0], own[-1][0]) if own else (below + 1, below)
    opening = _voted(sheet.lines, Part(first=first, last=last, head=named, author=who, age=age))
    above = {n for n, _ in top if not first <= n <= last}
    return msgspec.structs.replace(
        sheet,
        opening=opening,
        title=title,
        community=top[at][1],
        furniture=tuple(sorted({*sheet.furniture, *above})),
    )


def _voted(lines: tuple[str, ...], part: Part) -> Part:
    """The comment with the score that stands between its arrows, and what is cut below it."""
    row = [lines[n - 1].strip() for n in range(part.last + 1, min(part.last + 24, len(lines)) + 1)]
    row = [text for text in row if text]
    score = cut = None
    for index, text in enumerate(row):
        if text.startswith("u/"):
            break
        if text == "Upvote" and score is None and index + 1 < len(row):
            score = number_of(row[index + 1])
        more = MORE.fullmatch(text)
        if more and more["n"]:
            cut = int(more["n"])
    return msgspec.structs.replace(part, score=score, cut=cut or 0)


def redlib(lines: tuple[str, ...]) -> Sheet | None:
    """A copy of a front end: a score, `u/NAME 24d ago`, the text. What stands above is bare."""
    found: list[Head] = []
    above: tuple[int, str] | None = None
    for number, line in spoken(lines):
        text = line.strip()
        match = _LIB.fullmatch(text) if len(text) < 120 else None
        if match is not None and above is not None and _LIB_SCORE.fullmatch(above[1]):
            found.append(
                Head(
                    first=above[0],
                    body=number + 1,
                    author=match["who"],
                    age=match["age"],
                    score=number_of(above[1]),
                    labels=("submitter",) if match["op"] == "OP" else (),
                )
            )
        above = (number, text)
    if not found:
        return None
    told = bodies(lines, found, lambda line: bool(MORE.fullmatch(line)))
    top = blocks(lines[: found[0].first - 1], 1)
    opening = Part(first=top[0].first, last=top[0].last) if top else Part(first=1, last=0)
    return Sheet(
        site="reddit",
        shape="redlib",
        lines=lines,
        opening=opening,
        comments=tuple(msgspec.structs.replace(part, border=HEAD) for part in told.parts),
        open=tuple(top[1:]),
        begins=False,
        rooted=False,
        furniture=told.furniture,
    )
