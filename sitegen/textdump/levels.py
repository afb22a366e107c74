"""Copies of Reddit's design of 2018 to 2023: "level 2" above the name tells the depth.

level 2 / NAME / OP / 12 points · 4 yr. ago / the text / 140 / Reply / Share
"""

import re

import msgspec

from sitegen.ages import AGE
from sitegen.model import State
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import nested
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken

_LEVEL = re.compile(r"level (?P<n>\d{1,3})")
_NAME = re.compile(
    r"(?:u/)?(?P<who>[\w-]{1,24}|\[deleted\]|\[removed\]"
    r"|Comment (?P<gone>deleted|removed) by (?:user|moderator)\S?)"
)
_AGED = re.compile(
    r"(?:(?P<score>-?[\d.,]{1,12}k?) points?|Score hidden|Moderator of .*)?"
    rf"\s*[·•]?\s*(?P<age>{AGE})"
    rf"(?:\s*[·•]\s*edited (?:{AGE})|\s*[·•]\s*Stickied comment|\*)*",
    re.IGNORECASE,
)
_POSTED = re.compile(rf"(?:.*[·•]\s*)?Posted by\s?u/(?P<who>[\w-]{{1,24}})(?:\s*(?P<age>{AGE}))?.*")
_CLAIMED = re.compile(r"(?P<n>[\d.,]{1,12}k?) Comments?", re.IGNORECASE)
_VOTES = re.compile(r"(?P<score>-?[\d.,]{1,12}k?)|Vote|•|\(hidden\)")
_MORE = re.compile(
    r"(?P<n>\d{1,9}) more repl(?:y|ies).*|Continue this thread.*|View entire discussion.*"
)
_ROW = re.compile(
    r"\[? ?(?:User avatar|Reply|Share|Report|Save|Follow|Give Award|Tip|reply|\d+ awards?|"
    r"(?:Reply|Give Award|Share|Report|Save|Follow|Tip|\(BUTTON\)|[\s_])+) ?\]?"
)
_GONE: dict[str, State] = {"deleted": "deleted", "removed": "removed"}
_SHORT = 200  # characters; a head is shorter
_LABELS = 8  # lines that are not blank between a name and its age


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The page, or None when fewer than two names stand below a level."""
    told = [(number, line.strip()) for number, line in spoken(lines)]
    found = _heads(told, len(lines) + 1)
    if len(found) < 2:
        return None
    shown = bodies(lines, found, lambda t: bool(_ROW.fullmatch(t) or _MORE.fullmatch(t)), above=1)
    votes = [_voted(lines, part) for part in shown.parts]
    parts = nested([part for part, _ in votes], [head.depth or 0 for head in found])
    top = _posted_by([(n, line) for n, line in told if n < found[0].first])
    at = next((i for i, (_, line) in enumerate(top) if _POSTED.fullmatch(line)), None)
    count = next((m for _, line in top if (m := _CLAIMED.fullmatch(line))), None)
    opening, title = _opening(top, at, found[0].first)
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="reddit",
        shape="reddit-levels",
        lines=lines,
        opening=opening,
        comments=parts,
        title=title,
        claimed=int(count["n"]) if count and count["n"].isdigit() else None,
        furniture=(*(n for n, _ in top if n not in own), *shown.furniture,
                   *(n for _, n in votes if n)),
    )  # fmt: skip


def _posted_by(top: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines above the comments, with "Posted by" and the name on one line."""
    at = next((i for i, (_, line) in enumerate(top[:-1]) if line.endswith("Posted by")), None)
    if at is None:
        return top
    joined = (top[at][0], f"{top[at][1]} {top[at + 1][1]}")
    return [*top[:at], joined, *top[at + 2 :]]


def _heads(told: list[tuple[int, str]], end: int) -> list[Head]:
    found: list[Head] = []
    for at, (number, line) in enumerate(told):
        level = _LEVEL.fullmatch(line)
        name = _NAME.fullmatch(told[at + 1][1]) if level and at + 1 < len(told) else None
        if level is None or name is None:
            continue
        labels: list[str] = []
        for after in range(at + 2, min(at + 2 + _LABELS, len(told))):
            aged = _AGED.fullmatch(told[after][1]) if len(told[after][1]) < _SHORT else None
            if aged is None:
                labels.append(told[after][1])
                continue
            found.append(
                Head(
                    first=number,
                    body=told[after + 1][0] if after + 1 < len(told) else end,
                    author=None if name["gone"] else name["who"],
                    state=_GONE.get(name["gone"] or "", "visible"),
                    age=aged["age"],
                    score=int(aged["score"]) if (aged["score"] or "").isdigit() else None,
                    depth=int(level["n"]) - 1,
                    labels=("submitter",) if "OP" in labels else (),
                )
            )
            break
    return found


def _voted(lines: tuple[str, ...], part: Part) -> tuple[Part, int]:
    """The comment with the votes that stand alone on its last line, and that line; 0: none do."""
    last = lines[part.last - 1].strip() if part.last > part.first else ""
    match = _VOTES.fullmatch(last)
    if match is None:
        return part, 0
    score = int(match["score"]) if (match["score"] or "").isdigit() else part.score
    before = max(n for n in range(part.first, part.last) if lines[n - 1].strip())
    return msgspec.structs.replace(part, last=before, score=score), part.last


def _opening(top: list[tuple[int, str]], at: int | None, end: int) -> tuple[Part, str | None]:
    """The opening post below "Posted by", whose title is the first line of it."""
    if at is None:
        return Part(first=end, last=end - 1), None
    match = _POSTED.fullmatch(top[at][1])
    assert match is not None
    age = match["age"] or next((t for _, t in top[at + 1 : at + 2] if re.fullmatch(AGE, t)), "")
    rest = [
        (n, line)
        for n, line in top[at + 1 :]
        if line != age and not (_ROW.fullmatch(line) or _VOTES.fullmatch(line))
    ]
    body = []
    for n, line in rest[1:]:
        if _CLAIMED.fullmatch(line):
            break
        body.append(n)
    part = Part(
        first=body[0] if body else end,
        last=body[-1] if body else end - 1,
        head=top[at][0],
        author=match["who"],
        age=age,
    )
    return part, rest[0][1].removeprefix("# ") if rest else None
