r"""Copies of questions and answers as Stack Exchange shows them: who wrote a post stands below it.

    12 / the text / Share / Improve this answer / answered Jan 3, 2012 at 12:00 / cy / 3,412

Comments stand below that, each with its author at its end: `It froze? – bo` above `Commented Jan 3,
2012 at 13:00`, or on one line. Where a post begins is told by what ends the comments above.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from sitegen.moments import MOMENT
from sitegen.textdump.actions import is_count
from sitegen.textdump.heads import HEAD
from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.titles import title_of

_SIGNED = re.compile(rf"(?P<what>asked|answered) (?P<age>{MOMENT})", re.I)
_ROW = re.compile(
    r"share(?: ?(?:cite|edit|improve).*)?|cite|improve this (?:question|answer)|follow|edit|flag",
    re.I,
)
_EDITED = re.compile(rf"edited (?:{MOMENT})", re.I)
_PERSON = re.compile(r"\[?.{1,60}[’']s user avatar\]?|user avatar|gravatar.{0,40}", re.I)
_BADGES = re.compile(
    r"[\d.,]{1,9}k?(?: ?\d{0,5} ?(?:gold|silver|bronze) badges?)*|[\d.,k●\s]{1,40}", re.I
)
_WIKI = re.compile(r"community wiki|\d+ revs?\b.*", re.I)
_LATER = re.compile(
    r"add a comment(?: *\|)?|show \d{1,4} more comments?|\|? ?show \d{1,4} more.*|\d{1,5} answers?"
    r"|sorted by:?.{0,80}|reset to default|highest score.*|trending.*|date (?:modified|created).*"
    rf"|asked (?:{MOMENT})|modified (?:{MOMENT}|today)|viewed [\d.,]{{1,9}}[km]? times?|active .*"
    r"|ask question|\|",
    re.I,
)
_END = r"[–—] ?(?P<who>[^–—]{1,40}?)"
_ONE_LINE = re.compile(rf"(?P<text>.*?) ?{_END},? ?(?:commented ?)?(?P<age>{MOMENT})", re.I)
_DATED = re.compile(rf"(?:commented ?)?(?P<age>{MOMENT})", re.I)
_NAMED = re.compile(rf"(?P<text>.*?) ?{_END}")
_WHO = re.compile(r"[^\s–—.!?:;,][^–—.!?:;,]{0,39}")  # a name that lost the dash before it
_TAG = re.compile(r"[a-z0-9][a-z0-9.+#-]{0,34}")
_DASHES = ("–", "—")
_BEGUN = re.compile(r"asked|answered|modified|edited|commented", re.I)
_AFTER = re.compile(rf"commented|(?:commented ?)?(?:{MOMENT})", re.I)  # a name
_ENDED = re.compile(rf"{MOMENT}|today", re.I)
_LONGEST = 2_000  # characters of a comment's line
_BELOW = 12  # lines between a post's row and its author
_SITE = Known("recorded", 1.0, "site")


class Post(msgspec.Struct, frozen=True):
    """A signed post: where its row begins, its signature stands, and what is below it begins."""

    row: int
    sign: int
    after: int
    what: str
    author: str | None
    age: str


def read(lines: tuple[str, ...], words: Sequence[tuple[int, str]]) -> Sheet | None:
    """The page, of which `words` are the lines'; None without a question and an answer."""
    told = _whole(words)
    posts = list(_posts(told))
    if [post.what for post in posts[:2]] != ["asked", "answered"]:
        return None
    kept = list(lines)
    parts: list[Part] = []
    low, parent = 0, 0
    for post in posts:
        comments, start = _comments(told, low, post.row, kept, parent) if parts else ([], low)
        parts += comments
        start = _start(told, start, post.row)
        while start < post.row - 1 and is_count(told[start][1]):
            start += 1
        own = [n for n, _ in told[start : post.row]]
        tags = _tags(told[start : post.row]) if post.what == "asked" else ()
        parts.append(_part(told, own[: len(own) - len(tags)], post, tags, first=not parts))
        parent = len(parts) - 1
        low = post.after
    comments, _ = _comments(told, low, len(told), kept, parent)
    parts += comments
    opening, *rest = parts
    within = {n for part in parts for n in range(part.first, part.last + 1)}
    top = [n for n, text in told if n < opening.first and not _LATER.fullmatch(text)]
    top = [n for n in top if not is_count(lines[n - 1].strip())]
    return Sheet(
        site="web",
        shape="answers",
        lines=tuple(kept),
        opening=opening,
        comments=tuple(rest),
        title=title_of(lines, [lines[n - 1] for n in top]),
        furniture=tuple(n for n, _ in spoken(lines) if n not in within),
    )


def _whole(told: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines, with signatures whole of which every piece has a line of its own."""
    kept: list[tuple[int, str]] = []
    for at, (number, text) in enumerate(told):
        above = kept[-1][1] if kept else ""
        dash = above in _DASHES and (
            _ONE_LINE.fullmatch(f"{above} {text[:_LONGEST]}")
            or (at + 1 < len(told) and _AFTER.fullmatch(told[at + 1][1]))
        )
        if dash or (_BEGUN.fullmatch(above) and _ENDED.fullmatch(text)):
            kept[-1] = (kept[-1][0], f"{above} {text}")
        else:
            kept.append((number, text))
    return kept


def _posts(told: Sequence[tuple[int, str]]) -> Iterator[Post]:
    """The posts, by their signatures below a row of the site's words."""
    low = 0
    for at, (_, text) in enumerate(told):
        match = _SIGNED.fullmatch(text)
        if match is None or at < low:
            continue
        rows = [n for n in range(max(low, at - _BELOW), at) if _ROW.fullmatch(told[n][1])]
        if not rows:
            continue
        after = at + 1
        while after < len(told) and _PERSON.fullmatch(told[after][1]):
            after += 1
        name = told[after][1] if after < len(told) else ""
        known = bool(name) and not _WIKI.fullmatch(name) and not is_count(name)
        after += bool(name)
        after += after < len(told) and bool(_BADGES.fullmatch(told[after][1]))
        while after < len(told) and _BADGES.fullmatch(told[after][1]) and not _comes(told, after):
            after += 1
        low = after
        author = name if known else None
        yield Post(rows[0], at, after, match["what"].lower(), author, match["age"])


def _comes(told: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether a number is that of a comment: its text stands on the line below, with its author."""
    return any(_ONE_LINE.fullmatch(t) or _NAMED.fullmatch(t) for _, t in told[at + 1 : at + 2])


def _start(told: Sequence[tuple[int, str]], low: int, row: int) -> int:
    """Where the body above a row begins: below the last of the site's own lines before it."""
    return max((n + 1 for n in range(low, row) if _LATER.fullmatch(told[n][1])), default=low)


def _tags(told: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The tags below a question's text."""
    words = takewhile(lambda pair: _TAG.fullmatch(pair[1]), reversed(told[1:]))
    return tuple(text for _, text in words)[::-1]


def _part(
    told: Sequence[tuple[int, str]],
    own: Sequence[int],
    post: Post,
    labels: tuple[str, ...],
    *,
    first: bool,
) -> Part:
    line = told[post.sign][0]
    return Part(
        first=own[0] if own else line,
        last=own[-1] if own else line - 1,
        head=line,
        border=HEAD,
        parent=None if first else 0,
        answers=Known("guessed", 0.0) if first else _SITE,
        author=post.author,
        age=post.age,
        labels=labels,
    )


def _comments(
    told: Sequence[tuple[int, str]], low: int, end: int, kept: list[str], parent: int
) -> tuple[list[Part], int]:
    """The comments between two posts, and where the last one ends; names are taken off the text."""
    found: list[Part] = []
    start = low
    for at in range(low, end):
        if _LATER.fullmatch(told[at][1]) and not _ONE_LINE.fullmatch(told[at][1]):
            start = at + 1
            continue
        signed = _signature(told, start, at)
        if signed is None:
            continue
        last, text, who, age = signed
        first = next((n for n in range(start, last) if not is_count(told[n][1])), last)
        own = range(first, last + 1)
        kept[told[last][0] - 1] = text
        numbers = [told[n][0] for n in own if n != last or text]
        start = at + 1
        found.append(
            Part(
                first=numbers[0] if numbers else told[at][0],
                last=numbers[-1] if numbers else told[at][0] - 1,
                head=told[at][0],
                border=HEAD,
                parent=parent,
                answers=_SITE,
                author=who,
                age=age,
            )
        )
    return found, start


def _signature(
    told: Sequence[tuple[int, str]], start: int, at: int
) -> tuple[int, str, str, str] | None:
    """Of a comment that ends there: (line of its text's end, that without the name, name, age)."""
    if len(told[at][1]) > _LONGEST:
        return None
    one = _ONE_LINE.fullmatch(told[at][1])
    if one is not None:
        return at, one["text"], one["who"], one["age"]
    dated = _DATED.fullmatch(told[at][1])
    if dated is None or at <= start:
        return None
    if (
        at - 1 > start
        and told[at][1].lower().startswith("commented ")
        and _WHO.fullmatch(told[at - 1][1])
    ):
        return at - 2, told[at - 2][1], told[at - 1][1], dated["age"]
    named = _NAMED.fullmatch(told[at - 1][1])
    if named is not None:
        return at - 1, named["text"], named["who"], dated["age"]
    if at - 1 > start and told[at - 2][1].endswith(("–", "—")):
        return at - 2, told[at - 2][1].rstrip("–— "), told[at - 1][1], dated["age"]
    return None
