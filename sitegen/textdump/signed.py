"""Copies of pages whose heads say what they are, by the table of their kinds (`kinds`)."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import pairwise

import msgspec

from sitegen.ages import dated
from sitegen.textdump.actions import invited, is_action
from sitegen.textdump.cards import NEVER, sheet_of
from sitegen.textdump.discussions import by_replies, is_discussion
from sitegen.textdump.heads import Head
from sitegen.textdump.kind import Kind
from sitegen.textdump.kinds import KINDS
from sitegen.textdump.reading import Sheet

Ask = Callable[[str], dict[str, str] | None]

_PROFILE = 8  # lines
_OF_PERSON = re.compile(
    r"(?:posts|join(?:ed| ?date)|location|registered|registriert|beiträge|wohnort|messages)\b", re.I
)
_LABEL = re.compile(r"\w+(?: date)?:?", re.I)
_SHORT = 40  # characters of what a forum knows of a person
_HIGHEST = 60  # lines, in which the page's title stands
_LONGEST = 240  # characters of a line of a head
_SAMPLE = 10_000  # lines with words, which show what kind of heads a page has
_FEWEST = 2  # heads
_KEPT = 1 << 12  # lines of which it is known what they say
_TIMES = 3  # different ones, which show an order
_ANY_TIME = datetime(2030, 1, 1, tzinfo=UTC)  # ages are compared with each other alone


def read(
    lines: tuple[str, ...], told: Sequence[tuple[int, str]], kinds: Sequence[Kind] = KINDS
) -> Sheet | None:
    """The page, of which `told` are the lines' words, or None when no kind of heads stands there at
    least twice, with words below.
    """
    end = len(lines) + 1
    best = _best(told[:_SAMPLE], kinds, end)
    if best is not None and len(told) > _SAMPLE:
        best = _best(told, [best[1]], end)
    if best is None:
        return None
    heads, kind = best
    sheet = sheet_of(
        lines,
        heads,
        kind.name,
        opens=kind.opens,
        titled=not kind.first,
        event=kind.event,
        depth_first=kind.depth_first and not _by_time(heads),
        signed=kind.signed,
    )
    return by_replies(sheet) if sheet is not None and kind.discussion else sheet


def _by_time(heads: Sequence[Head]) -> bool:
    """Whether the heads stand in order of time, the first or the last on top, as far as their times
    tell: some sites show a thread so, too, and then answers stand anywhere.
    """
    times = [told[0] for head in heads if (told := dated(head.age, _ANY_TIME))]
    if len(times) < len(heads) or len({*times}) < _TIMES:
        return False
    pairs = list(pairwise(times))
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


def _best(
    told: Sequence[tuple[int, str]], kinds: Sequence[Kind], end: int
) -> tuple[Sequence[Head], Kind] | None:
    """The kind of which most heads stand there, with them."""
    best: tuple[Sequence[Head], Kind] | None = None
    texts = [text for _, text in told]
    whole = "\n".join(texts)
    discussion = is_discussion(texts)
    for kind in kinds:
        hints = [kind.hint[1], *([kind.also[0][1]] if kind.also else [])]
        if (kind.discussion and not discussion) or not any(hint in whole for hint in hints):
            continue
        found = _heads(told, texts, kind, end)
        if len(found) > (len(best[0]) if best else 0) and _fits(kind, found, told):
            best = found, kind
    return best


def _fits(kind: Kind, found: Sequence[Head], told: Sequence[tuple[int, str]]) -> bool:
    """Whether heads of a kind are enough, and the page has what it must have besides."""
    if len(found) < _FEWEST and not any(kind.alone.fullmatch(text) for _, text in told):
        return False
    if kind.needs and not any(_has(kind.needs, text) for _, text in told):
        return False
    return not kind.invited or invited(told, [head.body for head in found])


def _has(needs: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST and needs.fullmatch(text) is not None


def _heads(
    told: Sequence[tuple[int, str]], texts: Sequence[str], kind: Kind, end: int
) -> list[Head]:
    """The heads of a kind in a page, of which `texts` are the words of the lines `told`."""
    found: list[Head] = []
    marked: list[int] = []
    low = 0
    also = [(kind.also[0], _asked(kind.also[1]))] if kind.also else []
    layouts = [(kind.hint, _asked(kind.lines)), *also]
    for at in _hinted(texts, [hint for hint, _ in layouts]):
        hint, lines, matched = _begun(told, at, layouts) if at >= low else (kind.hint, (), None)
        if matched is None or (at and kind.unless.fullmatch(told[at - 1][1])):
            continue
        start, after = at, at + len(lines)
        own = matched["who"] if kind.name == "github" else None
        while start > low and _is_above(told[start - 1][1], kind, own):
            start -= 1
        if kind.name == "phpbb":
            start = _profile(told, start, low, matched["who"])
        after = _after(told, after, kind, (hint, lines), matched)
        low = after
        body = told[after][0] if after < len(told) else end
        who, age = matched.get("who", "").strip() or None, matched.get("age", "")
        if matched.get("op") == "OP":
            marked.append(len(found))
        found.append(Head(first=told[start][0], body=body, author=who, age=age))
    if marked:
        found = _unmarked(texts, found, marked)
    if found and kind.first:
        ways = (_first(told, way, found[0].first) for way in kind.first)
        found = [*next((first for first in ways if first), ()), *found]
    return found


def _is_above(text: str, kind: Kind, own: str | None) -> bool:
    """Whether a line above a head is of it, too; `own` is the name in it where that may be."""
    return text == own or kind.above.fullmatch(text) is not None


def _unmarked(texts: Sequence[str], heads: Sequence[Head], marked: Sequence[int]) -> list[Head]:
    """The heads, those `marked` with the name that the page has elsewhere: with or without the "OP"
    that stands right behind it. One that stands nowhere else is a label, for names end so, too.
    """
    found = list(heads)
    which = {*marked}
    others = {head.author for at, head in enumerate(heads) if at not in which}
    known = {text.removeprefix("u/").removesuffix(" avatar") for text in texts} | others
    for at in marked:
        short = found[at].author or ""
        names = [name for name in (f"{short}OP", short) if name in known]
        labels = () if names else (f"{short}OP",)
        author = names[0] if names else None
        found[at] = msgspec.structs.replace(found[at], author=author, labels=labels)
    return found


def _hinted(texts: Sequence[str], hints: Sequence[tuple[int, str]]) -> list[int]:
    """Where a head may begin: as far above a line with the word as the hint says."""
    found = [at - place for place, word in hints for at, text in enumerate(texts) if word in text]
    return [at for at in (found if len(hints) == 1 else sorted({*found})) if at >= 0]


def _begun(
    told: Sequence[tuple[int, str]],
    at: int,
    layouts: Sequence[tuple[tuple[int, str], Sequence[Ask]]],
) -> tuple[tuple[int, str], Sequence[Ask], dict[str, str] | None]:
    """The hint and the lines of the head that begins there, and what they say; None where none
    begins.
    """
    for (place, word), lines in layouts:
        if at + len(lines) > len(told) or word not in told[at + place][1]:
            continue
        matched = _matched([line for _, line in told[at : at + len(lines)]], lines)
        if matched is not None:
            return (place, word), lines, matched
    return layouts[0][0], (), None


def _after(
    told: Sequence[tuple[int, str]],
    after: int,
    kind: Kind,
    layout: tuple[tuple[int, str], Sequence[Ask]],
    matched: dict[str, str],
) -> int:
    """Behind all lines of a head: those of the page's below it, and the same head once more."""
    (place, word), lines = layout
    size = len(lines)
    while after < len(told):
        text = told[after][1]
        again = after + size <= len(told) and word in told[after + place][1]
        if again and _matched([t for _, t in told[after : after + size]], lines) == matched:
            after += size
        elif kind.below.fullmatch(text) or (kind.below is not NEVER and text == matched["who"]):
            after += 1
        else:
            break
    return _titled(told, after) if kind.profile else after


def _titled(told: Sequence[tuple[int, str]], after: int) -> int:
    """Behind what a forum knows of a person, and behind the title of the post."""
    start = after
    for at in range(start, min(start + _PROFILE, len(told))):
        text = told[at][1]
        if _OF_PERSON.match(text):
            after = at + 1 + bool(_LABEL.fullmatch(text))
        elif len(text) > _SHORT or text.endswith((".", "!", "?")):
            break
    if after < len(told) and (title := told[after][1].lower().removeprefix("re: ")):
        first = (text.lower() for _, text in told[: min(start, _HIGHEST)])
        after += told[after][1][:4].lower() == "re: " or any(t.endswith(title) for t in first)
    return after


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
    size, asks = len(lines), _asked(lines)
    found = [
        Head(first=top[at][0], body=top[at + size - 1][0] + 1, author=matched["who"])
        for at in range(len(top) - size + 1)
        if (matched := _matched([line for _, line in top[at : at + size]], asks))
    ]
    return found if len(found) == 1 else []


def _says(pattern: re.Pattern[str], text: str) -> dict[str, str] | None:
    """What a line of a head says, or None where it is no such line."""
    match = pattern.fullmatch(text) if len(text) <= _LONGEST else None
    return match.groupdict() if match else None


def _asked(patterns: Sequence[re.Pattern[str]]) -> tuple[Ask, ...]:
    """What asks it of each line of a head, and keeps the answers, for many lines are the same."""
    return tuple(lru_cache(maxsize=_KEPT)(partial(_says, pattern)) for pattern in patterns)


def _matched(texts: Sequence[str], lines: Sequence[Ask]) -> dict[str, str] | None:
    """What the lines of a head say, or None where they are no head."""
    told: dict[str, str] = {}
    for text, ask in zip(texts, lines, strict=True):
        said = ask(text)
        if said is None:
            return None
        told |= said
    # "Reply" is a row's, but for whom the address below names.
    return None if is_action(told.get("shown", "a name")) and "@" not in told["who"] else told
