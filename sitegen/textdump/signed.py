r"""Copies of pages whose heads say what they are: `ann commented on Jan 3, 2023`, `ann says:` above
a time, `by ann » Tue Jan 03, 2023 10:22 am`, `ann • 3 years ago`.

Each kind is what stands on the lines of a head, one after the other; what the page has above and
below it besides is named, too. GitHub, WordPress, phpBB, Slashdot, Disqus.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.moments import MOMENT
from sitegen.textdump.actions import invited, is_action
from sitegen.textdump.cards import NEVER, sheet_of
from sitegen.textdump.heads import Head
from sitegen.textdump.reading import Sheet

_LOGIN = r"(?P<who>[\w-]{1,39}(?:\[bot\])?)"
_PERSON = r"(?!by |posted )(?P<who>[^\W_][^\n.!?:;]{0,50}?)"
_AT = rf"(?P<age>{MOMENT}|last (?:week|month|year))"


class Kind(msgspec.Struct, frozen=True):
    """`lines` are those of a head, of which the one at `hint` has that word or sign; `above`
    stands before it and `below` after it, any number of lines; from a line that is an `event` on,
    nothing is the body's.

    `first` are the lines of the first head where it has no time.
    `opens`: the first one is the opening post's; else comments are about what stands above them.
    `invited`: what invites an answer must stand below most of them, for others write so, too.
    """

    name: str
    hint: tuple[int, str]
    lines: tuple[re.Pattern[str], ...]
    above: re.Pattern[str] = NEVER
    below: re.Pattern[str] = NEVER
    event: re.Pattern[str] = NEVER
    opens: bool = False
    invited: bool = False
    depth_first: bool = False
    first: tuple[re.Pattern[str], ...] = ()


def _of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


_DID = r"(?-i:commented|left a comment|reviewed|approved these changes|requested changes)"
_ROLE = (
    r"owner|member|contributor|collaborator|author|more actions|issue body actions|edited|•"
    r"|edited by .{1,60}|loading|uh oh!|there was an error while loading\..*|first-time contributor"
)
_GITHUB_ABOVE = re.compile(rf"@[\w-]{{1,39}}|{_ROLE}|description", re.I)
_GITHUB_BELOW = re.compile(_ROLE, re.I)
_GITHUB_EVENT = re.compile(
    r"(?!(?:i|we|you|they|he|she|it|this|that|some\w+|just|already|also|ha[sd]|have|been) )"
    r"(?:@?[\w-]{1,39}(?:\[bot\])? ){1,2}(?:added|removed|closed|reopened|mentioned|referenced"
    r"|self-assigned|assigned|unassigned|changed the title|pinned|unpinned|locked|unlocked|linked"
    r"|marked|merged|modified|moved|requested|transferred|converted|renamed|deleted"
    rf"|force-pushed|pushed) .{{0,160}}{_AT}"
    r"|activity|sign up for free .*|react with .*|reactions are currently unavailable"
    r"|\d{1,6} .{1,100} reacted with .{1,30} emoji|all reactions",
    re.I,
)
_FORUM_EVENT = re.compile(r"_{0,2}top|.{0,40}posts: \d.*", re.I)
_SHOWN = (
    r"(?P<shown>.{1,60})",
    r"@(?P<who>[\w-]{1,40}(?:\.[\w-]{1,40}){0,6}(?:@[\w-]+(?:\.[\w-]+)+)?)",
)
_STAMP = re.compile(rf"{MOMENT}(?: ?[·•].{{0,100}})?", re.I)
KINDS = (
    Kind(
        "github", (0, "ed "),
        _of(
            rf"(?:@[\w-]{{1,39}} )?{_LOGIN} {_DID}(?: on)? {_AT}"
            r"(?: [•·].{0,80})?"
        ),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (1, "ed "),
        _of(_LOGIN, rf"(?:{_DID}|opened)(?: on)? {_AT}(?: [•·].{{0,80}})?"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (1, "ed"), _of(_LOGIN, _DID, rf"(?:on )?{_AT}"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (0, "ed"), _of(rf"{_LOGIN} {_DID}", rf"(?:on )?{_AT}"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "says", (0, "say"),
        _of(rf"{_PERSON}(?: ?says:| says)", rf"{_AT}(?: \(?edit\)?)?"), depth_first=True),
    Kind(
        "says", (1, "say"), _of(_PERSON, "says:?", _AT), depth_first=True),
    Kind(
        "says", (0, " on "), _of(rf"{_PERSON} (?:says:? )?on {_AT} (?:said|says|wrote):?"),
        depth_first=True),
    Kind(
        "says", (0, " on "), _of(rf"{_PERSON} on {_AT}"), invited=True, depth_first=True),
    Kind(
        "phpbb", (0, "»"),
        _of(rf"(?:quote )?(?:_* ?post(?:ed)? ?)?(?:by )?{_PERSON} » {_AT}"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (1, "»"), _of(r"(?:quote )?(?:_* ?post(?:ed)? )?by", rf"{_PERSON} » {_AT}"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "»"), _of(rf"(?:quote )?(?:post(?:ed)? ?)?by {_PERSON} »", _AT),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (2, "»"), _of("by", _PERSON, "»", _AT), above=re.compile(r"post|quote", re.I),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "»"), _of(rf"(?:quote )?(?:_* ?post(?:ed)? ?)by {_PERSON} »"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "osted:"), _of(rf"posted: {_AT}", rf"by {_PERSON}"), opens=True),
    Kind(
        "phpbb", (0, "uthor"), _of(rf"author:? +{_PERSON} \[ {_AT} \]", r"post subject:.*"),
        opens=True),
    Kind(
        "slashdot", (0, "#"),
        _of(rf"by {_PERSON}(?: \( ?\d{{1,9}} ?\))?(?: writes:?)?:? on {_AT}"
            r" \( ?#\d{1,12} ?\).{0,20}"),
        above=re.compile(r".{1,150} \(Score: ?-?\d.{0,40}\)"),
    ),
    Kind(
        "dotted", (0, "•"),
        _of(rf"(?:avatar )?{_PERSON} • {_AT}(?: • edited)?"),
        re.compile(r"avatar", re.I), invited=True, depth_first=True,
    ),
)  # fmt: skip
_FIRST = _of(*_SHOWN)
HANDLES = (
    Kind("handles", (2, "@"), _of(_AT, *_SHOWN), event=_STAMP, opens=True, first=_FIRST),
    Kind(
        "handles", (1, "@"), _of(*_SHOWN, rf"(?:[·•] ?)?{_AT}"),
        event=_STAMP, opens=True, first=_FIRST,
    ),
    Kind("handles", (1, "@"), _of(*_SHOWN, "[·•]", _AT), event=_STAMP, opens=True, first=_FIRST),
)  # fmt: skip
_PROFILE = 8  # lines
_OF_PERSON = re.compile(
    r"(?:posts|joined|location|registered|registriert|beiträge|wohnort)\b", re.I
)
NAMELESS = (  # programs that look for the main text of a page drop who wrote it
    Kind(
        "slashdot", (0, "(Score:"), _of(r".{1,150} \(Score: ?-?\d.{0,40}\)"), invited=True,
    ),
)  # fmt: skip
_LONGEST = 240  # characters of a line of a head
_FEWEST = 2  # heads


def read(
    lines: tuple[str, ...], told: Sequence[tuple[int, str]], kinds: Sequence[Kind] = KINDS
) -> Sheet | None:
    """The page, of which `told` are the lines' words, or None when no kind of heads stands there at
    least twice, with words below.
    """
    best: tuple[Sequence[Head], Kind] | None = None
    for kind in kinds:
        found = _heads(told, kind, len(lines) + 1)
        fits = len(found) >= _FEWEST and (
            not kind.invited or invited(told, [head.body for head in found])
        )
        if fits and (best is None or len(found) > len(best[0])):
            best = found, kind
    if best is None:
        return None
    heads, kind = best
    return sheet_of(
        lines,
        heads,
        kind.name,
        opens=kind.opens,
        titled=not kind.first,
        event=kind.event,
        depth_first=kind.depth_first,
    )


def _heads(told: Sequence[tuple[int, str]], kind: Kind, end: int) -> list[Head]:
    found: list[Head] = []
    low = 0
    size = len(kind.lines)
    place, word = kind.hint
    for at in range(len(told) - size + 1):
        if word not in told[at + place][1]:
            continue
        matched = _matched([line for _, line in told[at : at + size]], kind.lines)
        if matched is None or at < low:
            continue
        start, after = at, at + size
        while start > low and kind.above.fullmatch(told[start - 1][1]):
            start -= 1
        if kind.name == "phpbb":
            start = _profile(told, start, low, matched["who"])
        while after < len(told) and kind.below.fullmatch(told[after][1]):
            after += 1
        low = after
        body = told[after][0] if after < len(told) else end
        who, age = matched.get("who", "").strip() or None, matched.get("age", "")
        found.append(Head(first=told[start][0], body=body, author=who, age=age))
    if found and kind.first:
        found = [*_first(told, kind.first, found[0].first), *found]
    return found


def _profile(told: Sequence[tuple[int, str]], start: int, low: int, who: str) -> int:
    """Where what the forum knows of a person begins, which may stand above a head: at the name."""
    least = max(low, start - _PROFILE)
    at = next((at for at in range(start - 1, least - 1, -1) if told[at][1] == who), start)
    return at if any(_OF_PERSON.match(text) for _, text in told[at:start]) else start


def _first(
    told: Sequence[tuple[int, str]], lines: Sequence[re.Pattern[str]], end: int
) -> list[Head]:
    """The head above line `end` that has no time, if there is just one."""
    top = [pair for pair in told if pair[0] < end]
    size = len(lines)
    found = [
        Head(first=top[at][0], body=top[at + size - 1][0] + 1, author=matched["who"])
        for at in range(len(top) - size + 1)
        if (matched := _matched([line for _, line in top[at : at + size]], lines))
    ]
    return found if len(found) == 1 else []


def _matched(texts: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> dict[str, str] | None:
    """What the lines of a head say, or None where they are no head."""
    told: dict[str, str] = {}
    for text, pattern in zip(texts, patterns, strict=True):
        match = pattern.fullmatch(text) if len(text) <= _LONGEST else None
        if match is None:
            return None
        told |= match.groupdict()
    return None if is_action(told.get("shown", "a name")) else told
