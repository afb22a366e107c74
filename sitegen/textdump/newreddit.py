"""Copies of pages of Reddit's new design: a name, a dot, an age, the text, and the page's own row.

    u/ann avatar / ann / • / 2y ago / The pump froze. / Upvote / 3 / Downvote / Reply / Share

Pictures have their own line ("u/ann avatar"); people without one have only the name, and so have
all where a program left out what pictures are called. Depth is lost.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from sitegen.ages import AGE
from sitegen.textdump.actions import invites, is_action, is_count, is_words
from sitegen.textdump.heads import Head, bodies, closed
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.reddit import COUNT, MORE, NAME, number_of, page
from sitegen.textdump.text import spoken

_FLAIR = r"[^\s•·.!?:,]{1,24}(?: [^\s•·.!?:,]{1,24}){0,3}"
_PICTURED = re.compile(
    rf"(?:(?:!?\[)?(?:Avatar (?:von|de|do|di) )?u/(?P<who>[\w-]{{1,24}})"
    r"(?: avatar(?:\](?:\([^()\s]{1,400}\))?)?(?P<twice> ?(?P=who))?)?|\[deleted\])"
    rf"(?: ?[·•] ?(?P<age>{AGE})(?(twice)(?: (?P<flair>{_FLAIR}))?))?"
)
_PLAIN = re.compile(r"[\w-]{2,24}|\[deleted\]")
_AGE = re.compile(rf"(?P<age>{AGE})")
_ALSO = re.compile(
    rf"OP|MOD|•|·|Mod|Stickied comment|(?:Edited|Bearbeitet|Modifié|Editado) (?:{AGE})"
    r"|Top \d+% (?:Commenter|Poster)"
    r"|Profile Badge.*|ADMIN|Admin"
)
_ROW = frozenset(["Upvote", "Downvote", "Reply", "Award", "Share", "Track me", "Vote", "reply"])
_ARROWS = frozenset(["Upvote", "Downvote"])
_COMMUNITY = re.compile(rf"r/\w{{2,24}}(?: ?[·•] ?{AGE})?")
_NUMBER = re.compile(r"-?[\d.,]+[kK]?|\d{1,6} awards?")
_BELOW = re.compile(  # all comments, where other threads and the site's own links follow
    r"More posts you may like|Related (?:posts|discussions)|New to Reddit\?|Top Posts|TOP POSTS"
    r"|More posts from the \w{2,24} community|More from r/\w{2,24}"
)
_TOP = 40  # lines that are not blank, in which the community stands
_DEEP = 9  # lines of a head
_LONGEST = 120  # characters of a line of a head
_SHORT = 40  # characters of a line of the row


def read(lines: tuple[str, ...]) -> Sheet | None:
    """A copy of the new design; None for another text."""
    told = [(number, line.strip()) for number, line in spoken(lines)]
    short = [text for _, text in told if len(text) < _SHORT]
    arrows = set(short) >= _ARROWS
    found = _heads(told, len(lines) + 1, plain=arrows or _has_community(told), arrows=arrows)
    if len(found) < 2 or not any(
        text in _ROW or ("r" in text.lower() and invites(plainly(text))) for _, text in told
    ):
        return None
    counted = sum(COUNT.fullmatch(text) is not None for text in short if "comment" in text)
    if counted > 1 and counted * 2 > len(found):
        return None  # a list of threads
    bodied = bodies(lines, found, _is_own)
    *others, last = bodied.parts
    last, below = closed(lines, last, lambda text: _BELOW.fullmatch(text) is not None)
    last = _above_row(lines, last) if below else last
    ends = [part.head for part in bodied.parts[1:]] + [min(below, default=len(lines) + 1)]
    parts = [_voted(lines, part, end) for part, end in zip((*others, last), ends, strict=True)]
    furniture = (*bodied.furniture, *below)
    sheet = page(lines, "reddit-new", tuple(parts), furniture, found[0].first)
    return _posted(sheet, found[0].first)


def _has_community(told: Sequence[tuple[int, str]]) -> bool:
    return any(_COMMUNITY.fullmatch(text) for _, text in told[:_TOP])


def _is_own(text: str) -> bool:
    """Whether a line is the page's own, of those below a comment."""
    return is_action(plainly(text)) or bool(
        _NUMBER.fullmatch(text) or MORE.fullmatch(text) or text == "•"
    )


def _above_row(lines: Sequence[str], part: Part) -> Part:
    """The comment without the row that stands between it and what is below all comments."""
    own = [n for n in range(part.first, part.last + 1) if lines[n - 1].strip()]
    while own and _is_own(lines[own[-1] - 1].strip()):
        own.pop()
    return msgspec.structs.replace(part, last=own[-1]) if own else part


def _heads(told: Sequence[tuple[int, str]], end: int, *, plain: bool, arrows: bool) -> list[Head]:
    """The heads; `plain`: also those that begin with no more than a name, and have a dot between it
    and the age. `arrows`: votes stand below comments, and a picture above the name of a person.
    """
    found: list[Head] = []
    busy = 0
    for at, (number, text) in enumerate(told):
        if number < busy or len(text) >= _LONGEST:
            continue
        pictured = _PICTURED.fullmatch(text) if text[0] in "u[!A" else None
        if pictured is not None:
            who, age, flair = pictured["who"] or "[deleted]", pictured["age"], pictured["flair"]
        elif plain and _PLAIN.fullmatch(text):
            who, age, flair = text, None, None
        else:
            continue
        below = at + 1
        if arrows and who == "[deleted]" and _is_name(told, at):
            who, below = told[below][1], below + 1  # the picture is gone, and the person is not
        age, after = _aged(told, below, who, age, dots=pictured is not None and below == at + 1)
        if age:
            busy = told[after][0] if after < len(told) else end
            labels = (flair,) if flair else ()
            found.append(Head(first=number, body=busy, author=who, age=age, labels=labels))
    return found


def _is_name(told: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether right below a line stands a name, and a dot below that."""
    named = told[at + 1 : at + 3]
    return (
        len(named) > 1
        and named[0][0] == told[at][0] + 1
        and named[0][1] not in _ROW
        and _PLAIN.fullmatch(named[0][1]) is not None
        and named[1][1] in "•·"
    )


def _aged(
    told: Sequence[tuple[int, str]], at: int, who: str, age: str | None, *, dots: bool
) -> tuple[str, int]:
    """The age below a name, "" for none, and the place of the first line below the head; `dots`: it
    needs no dot above it.
    """
    after = at
    while after < len(told) and after < at + _DEEP - 1:
        text = told[after][1]
        if text[0] in "•·" and len(text) > 1:
            text, dots = text[1:].lstrip(), True
        when = _AGE.fullmatch(text)
        if when and not age:
            age = when["age"] if dots else ""
            if not age:
                break
        elif text != who and not _ALSO.fullmatch(text):
            break
        dots = dots or text in "•·"
        after += 1
    return age or "", after


def _posted(sheet: Sheet, end: int) -> Sheet:
    """The sheet with the opening post as the new design prints it: community, age, author, title,
    text; `end` is the line of the first comment's head. As it is where that is not found.
    """
    top = [(n, line.strip()) for n, line in spoken(sheet.lines) if n < end]
    for at in range(len(top) - 1, -1, -1):
        head = [told for told in top[at + 1 : at + 7] if told[1] not in "•·"][:3]
        if _COMMUNITY.fullmatch(top[at][1]) and len(head) == 3:
            (_, age), (named, who), (below, title) = head
            if _AGE.fullmatch(age) and re.fullmatch(NAME, who):
                break
    else:
        return sheet
    own = list(takewhile(lambda told: not is_words(told[1]), [t for t in top if t[0] > below]))
    while own and is_count(own[-1][1]):
        own.pop()
    first, last = (own[0][0], own[-1][0]) if own else (below + 1, below)
    opening = _voted(
        sheet.lines, Part(first=first, last=last, head=named, author=who, age=age), end
    )
    above = {n for n, _ in top if not first <= n <= last}
    return msgspec.structs.replace(
        sheet,
        opening=opening,
        title=title,
        community=top[at][1],
        furniture=tuple(sorted({*sheet.furniture, *above})),
    )


def _voted(lines: Sequence[str], part: Part, end: int) -> Part:
    """The comment with the score that stands between its arrows, and what is cut below it, above
    line `end`, where the next one begins.
    """
    row = [text for line in lines[part.last : end - 1] if (text := line.strip())]
    score = cut = None
    for index, text in enumerate(row):
        if text == "Upvote" and score is None and index + 1 < len(row):
            score = number_of(row[index + 1])
        more = MORE.fullmatch(text)
        if more and more["n"]:
            cut = int(more["n"])
    return msgspec.structs.replace(part, score=score, cut=cut or 0)
