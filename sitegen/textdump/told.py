r"""Texts that programs write of a thread, for people or for language models: nothing is lost.

    [1.2] heron: It went in the spring.         a path of numbers (llm-hacker-news)
    | | heron (12 upvotes): Hemp.               a sign for each level (reddit2text, any sign)
    ### heron commented on 2026-03-02T11:11:12+00:00    an issue of GitHub (gitthread)

Each head says author and depth, and must be the next one that such a tree can have, so that a body
that quotes such a text opens no comment. These texts are read as they stand, before anything is
taken for what a program did to a page. The sheet's lines are those of the text without the heads.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.textdump import outlined
from sitegen.textdump.heads import HEAD, Head, bodies
from sitegen.textdump.ladder import nested
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken

_PATH = re.compile(r"\[(?P<path>1(?:\.[1-9]\d{0,5}){0,400})\] (?P<who>[\w-]{1,32}):(?: |$)")
_NOBODY = "None"  # as Python writes the author of a comment that is gone
_FIELD = re.compile(r"(?P<key>Title|Author|Upvotes|Body text): ?(?P<value>.*)")
_COUNT = re.compile(r"(?P<n>\d{1,9}) Comments:")
_RULE = "--------"
_SCORED = re.compile(
    r"(?P<who>[\w-]{1,24}|\[deleted\]) \((?P<score>-?\d{1,9}) (?:up|down)votes\): "
)
_SIGN = 20  # characters of the sign for a level, at most
_TOP = 8  # lines that are not blank above the comments of reddit2text
_FACT = re.compile(r"\*\*(?P<key>URL|Author|Date):\*\* (?P<value>.{0,400})")
_SAID = re.compile(
    r"### (?P<who>[\w-]{1,40}(?:\[bot\])?) commented on (?P<at>\d{4}-[\dT:+. Z-]{6,40})"
)
_UTC = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)")
_AFTER = re.compile(r"## Linked Issues|# Repository Context: .*")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The thread, or None when the text is by none of these programs."""
    first = next(spoken(lines), None)
    if first is None:
        return None
    line = first[1]
    if line.startswith("[1] "):
        return _by_paths(lines)
    if line.startswith("Title: "):
        return _by_signs(lines)
    if line.startswith("# "):
        return _of_issue(lines) or outlined.read(lines)
    return outlined.read(lines)


def _by_paths(lines: tuple[str, ...]) -> Sheet | None:
    """Numbers of the way from the top: a head is the first answer, or the next of one open."""
    kept, heads = list(lines), list[Head]()
    at: list[int] = []
    for number, line in spoken(lines):
        match = _PATH.match(line)
        if match is None or (heads and lines[number - 2].strip()):
            continue
        path = [int(step) for step in match["path"].split(".")]
        deep = len(path)
        is_first = deep == len(at) + 1 and path[-1] == 1 and path[:-1] == at
        is_next = 2 <= deep <= len(at) and path == [*at[: deep - 1], at[deep - 1] + 1]
        if not (is_first or is_next):
            continue
        at = path
        kept[number - 1] = line[match.end() :]
        heads.append(Head(first=number, body=number, author=match["who"], depth=deep - 2))
    if len(heads) < 2:
        return None
    parts = [_nobody(part) for part in _parts(kept, heads)]
    return Sheet(
        site="hn",
        shape="paths",
        lines=tuple(kept),
        opening=parts[0],
        comments=nested(parts[1:], [head.depth or 0 for head in heads[1:]]),
    )


def _nobody(part: Part) -> Part:
    if part.author == _NOBODY and part.last < part.first:
        return msgspec.structs.replace(part, author=None, state="deleted")
    return part


def _by_signs(lines: tuple[str, ...]) -> Sheet | None:
    """The fields of the post, the count, and a comment a line behind a sign for each level."""
    told: dict[str, tuple[int, str]] = {}
    top: list[int] = []
    start, claimed = 0, 0
    for number, line in spoken(lines):
        top.append(number)
        if match := _FIELD.fullmatch(line):
            told.setdefault(match["key"], (number, match["value"]))
        elif match := _COUNT.fullmatch(line):
            claimed = int(match["n"])
        elif line == _RULE:
            start = number
        if start or len(top) > _TOP:
            break
    if not start or not {"Title", "Author", "Upvotes"} <= told.keys():
        return None
    kept, heads = list(lines), _signed(lines, start)
    if heads is None:
        return None
    for head in heads:
        kept[head.first - 1] = lines[head.first - 1][head.cut :]
    body, author, score = told.get("Body text"), told["Author"][1], told["Upvotes"][1]
    if body:
        kept[body[0] - 1] = body[1]
    gone = author == "deleted"
    opening = Part(
        first=body[0] if body else 1,
        last=start - 1 if body else 0,
        head=told["Author"][0],
        author=None if gone else author,
        score=int(score) if re.fullmatch(r"-?\d{1,9}", score) else None,
    )
    if body:
        ends = [n for n in top if n < start and n >= body[0] and not _COUNT.fullmatch(lines[n - 1])]
        opening = msgspec.structs.replace(opening, last=ends[-1])
    plain = [msgspec.structs.replace(head, cut=0) for head in heads]
    own = range(opening.first, opening.last + 1)
    return Sheet(
        site="reddit",
        shape="signs",
        lines=tuple(kept),
        opening=opening,
        comments=nested(_parts(kept, plain), [head.depth or 0 for head in heads]),
        title=told["Title"][1].strip() or None,
        claimed=claimed,
        furniture=tuple(n for n in top if n not in own),
    )


def _signed(lines: tuple[str, ...], start: int) -> list[Head] | None:
    """The heads, with the length of each as `cut`; None where the first line below is no head."""
    heads: list[Head] = []
    sign, deepest = "", 0
    for number, line in spoken(lines, start + 1):
        if not heads:
            begin = _SCORED.search(line[: _SIGN + 80])
            if begin is None or begin.start() > _SIGN:
                return None
            sign = line[: begin.start()]
        level = 0
        while sign and level <= deepest and line.startswith(sign, level * len(sign)):
            level += 1
        match = _SCORED.match(line, level * len(sign))
        if match is None or not level:
            continue
        deepest = level
        heads.append(
            Head(
                first=number,
                body=number,
                author=match["who"],
                score=int(match["score"]),
                depth=level - 1,
                cut=match.end(),
            )
        )
    return heads


def _of_issue(lines: tuple[str, ...]) -> Sheet | None:
    """A title, facts in bold, "## Description", and comments that end in a rule each."""
    facts: dict[str, str] = {}
    top: list[int] = []
    for number, line in spoken(lines):
        top.append(number)
        if match := _FACT.fullmatch(line):
            facts[match["key"]] = match["value"]
        elif len(top) > 1:
            break
    if facts.keys() != {"URL", "Author", "Date"} or lines[top[-1] - 1] != "## Description":
        return None
    below = [number for number, _ in spoken(lines, top[-1] + 1)]
    heads: list[Head] = []
    end, before, talk = len(lines) + 1, "", 0
    for number in below:
        line = lines[number - 1]
        if before == "---" and _AFTER.fullmatch(line):
            end = number
            break
        if before == "---" and line == "## Conversation" and not talk:
            talk = number
        elif talk and before in ("---", "## Conversation") and (match := _SAID.fullmatch(line)):
            heads.append(
                Head(first=number, body=number + 1, author=match["who"], age=_age(match["at"]))
            )
        before = line
    own = [n for n in below if n < (talk or end)]
    parts = [_ruled(lines, part) for part in _parts(list(lines[: end - 1]), heads)]
    first = _ruled(lines, Part(first=own[0], last=own[-1])) if own else Part(first=2, last=1)
    opening = msgspec.structs.replace(
        first, head=top[0], author=facts["Author"], age=_age(facts["Date"])
    )
    held = {n for part in (opening, *parts) for n in range(part.first, part.last + 1)}
    return Sheet(
        site="web",
        shape="issue",
        lines=lines,
        opening=opening,
        comments=nested(parts, [0] * len(parts)),
        title=lines[top[0] - 1][2:].strip() or None,
        permalink=facts["URL"],
        furniture=tuple(n for n, _ in spoken(lines) if n not in held),
    )


def _ruled(lines: Sequence[str], part: Part) -> Part:
    """A post of Markdown without the rule at its end, which is the program's."""
    last = part.last
    if last >= part.first and lines[last - 1] == "---":
        last -= 1
        while last >= part.first and not lines[last - 1].strip():
            last -= 1
    return msgspec.structs.replace(part, last=last, markup="markdown")


def _age(at: str) -> str:
    """A time as pages print it, where it is in UTC; else as it stands."""
    match = _UTC.fullmatch(at.strip())
    return f"{match[1]} {match[2]} UTC" if match else at.strip()


def _parts(lines: Sequence[str], heads: Sequence[Head]) -> list[Part]:
    told = bodies(tuple(lines), heads, lambda line: False).parts
    return [
        msgspec.structs.replace(part, head=head.first, border=HEAD)
        for part, head in zip(told, heads, strict=False)
    ]
