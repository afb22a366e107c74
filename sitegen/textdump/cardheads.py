r"""The heads of cards: a name, then a line that is nothing but a time, below the site's own words.

    bo / 3d / The pump froze. / 12 / Reply / Share

Between the row of one comment and the time of the next stand the name and what the site knows of
that person.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

import msgspec

from sitegen.textdump.actions import SHORT, is_action, is_words
from sitegen.textdump.cardlines import (
    after_time,
    is_bound,
    is_edits,
    is_picture,
    is_short,
    known_short,
    known_when,
    named,
    when,
)
from sitegen.textdump.fullnames import parted
from sitegen.textdump.heads import Head

_COUNTS = re.compile(r"#(?P<n>\d{1,6})")
_REACTIONS = ("reactions:", "reaction:")
_MAIL = re.compile(r"(?:.{0,40} )?(?:use email software|sign in to reply online)", re.I)
_CLOCKED = re.compile(r" (?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight)$")
_CLOCK = re.compile(r"\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight")
_ABOVE = 5  # lines of a head above its time
_PROFILE = 16  # the same where posts have numbers: forums print what they know of people
FEWEST = 3  # heads


class Found(msgspec.Struct, frozen=True, gc=False):
    """A head, its lines above the time, and whether a row of the page ends above it."""

    head: Head
    cluster: tuple[str, ...]
    bounded: bool


def heads_of(told: Sequence[tuple[int, str]], end: int, *, answering: bool = False) -> list[Found]:
    """Every time with a name above it; the last lines of a page have no head without a body.

    `answering`: below an author's name may stand that of the person who is answered, and both are
    told, two spaces apart.
    """
    told = _whole(told)
    whens = _whens(told)
    numbered = len(whens) >= FEWEST and all(number for _, _, number in whens)
    short = _short(told, numbered) if whens else []
    usual = _usual(told, whens, short)
    found: list[Found] = []
    low, loose = 0, True
    for at, age, _ in whens:
        start = at - (at > low and is_edits(told[at - 1][1]))
        most = _PROFILE if numbered else _ABOVE
        least = max(low, at - most)
        while start > least and short[start - 1]:
            start -= 1
        if start == at - 1 and is_edits(told[start][1]):
            start = at  # nothing stands above the number
        number = None
        if usual is not None and start - low > 1:
            row, word = told[start - 2 : start]
            number = word[1] if _form(row[1]) == usual[0] and word[1].isdecimal() else None
            start -= number is not None or (at - start < usual[1] and _is_name(row, word, usual[0]))
        nobodys = usual is not None and start == at > low and _form(told[at - 1][1]) == usual[0]
        bounded = start > 0 and (is_bound(told[start - 1][1]) or (start == low and loose))
        after = at + 1
        while after < len(told) and (more := after_time(told[after][1])) is not None:
            age = f"{age} {more}" if more and after == at + 1 else age
            after += 1
        low = after
        cluster = _cluster(told[start:at])
        loose = not (cluster or number or nobodys) or (bool(found) and not bounded)
        if loose:  # a time that is nobody's
            continue
        head = Head(
            first=told[start][0],
            body=told[after][0] if after < len(told) else end,
            author=_author(cluster, answering=answering) if number is None else None,
            age=age,
        )
        if number is not None and usual is not None and at - start == usual[1]:
            head = msgspec.structs.replace(head, author=number)
        found.append(Found(head, cluster or (number or "",), bounded))
    found = _opened(_worded(found), told)
    heads = [each.head for each in found] if answering else parted([each.head for each in found])
    return [
        each if head is each.head else msgspec.structs.replace(each, head=head)
        for each, head in zip(found, heads, strict=True)
    ]


def _author(cluster: Sequence[str], *, answering: bool) -> str | None:
    names = [named(text) for text in cluster[: 1 + answering]]
    return "  ".join(filter(None, names)) if all(names) else next(iter(names), None)


def _worded(found: Sequence[Found]) -> list[Found]:
    """The heads, without times that are nobody's and have no words below them."""
    ends = [each.head.first for each in found[1:]]
    return [
        each
        for at, each in enumerate(found)
        if any(each.cluster) or at == len(ends) or each.head.body < ends[at]
    ]


def _short(told: Sequence[tuple[int, str]], numbered: bool) -> list[bool]:
    """Which lines may be of a head."""
    return [
        known_short(text, numbered) if len(text) <= SHORT else is_short(text, numbered)
        for _, text in told
    ]


def _usual(
    told: Sequence[tuple[int, str]],
    whens: Sequence[tuple[int, str, int]],
    short: Sequence[bool],
) -> tuple[str, int] | None:
    """The page's own line above most heads, and how many lines most have above their time; None
    where no line is that of most.
    """
    numbered = len(whens) >= FEWEST and all(number for _, _, number in whens)
    ends: Counter[str] = Counter()
    sizes: Counter[int] = Counter()
    low = numbers = 0  # times below a number, which may be a name
    for at, _, _ in whens:
        start, least = at, max(low, at - (_PROFILE if numbered else _ABOVE))
        while start > least and short[start - 1]:
            start -= 1
        numbers += start == at > low + 1 and told[at - 1][1].isdecimal()
        above = start - 1 - (start > low + 1 and told[start - 1][1].isdecimal())
        low = at + 1
        if start < at and start and is_action(told[above][1]):
            ends[_form(told[above][1])] += 1
            sizes[at - start] += 1
    if not ends:
        return None
    (end, many), *_ = ends.most_common(1)
    (size, same), *_ = sizes.most_common(1)
    named_ = len(whens) - numbers
    return (end, size) if many > 1 and many * 2 > named_ and same * 2 > named_ else None


def _form(row: str) -> str:
    """A row without the number before its words: "3LikeShare" is "LikeShare"."""
    return row.lower().lstrip("0123456789 ") or row


def _is_name(row: tuple[int, str], word: tuple[int, str], end: str) -> bool:
    """Whether the lower of two lines is a name that looks like a word of the page's ("Reply"): the
    row of the comment above ends on the other one.
    """
    return _form(row[1]) == end and word[1].isalpha() and is_words(word[1])


def _whole(told: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines, with those who reacted behind the word that says so, where it stands above; a
    picture below a row of the page's is of the head below it.
    """
    kept = [told[0]] if told else []
    for other in told[1:]:
        if kept[-1][1][0] == "[" and is_picture(kept[-1][1]) and kept[1:] and is_bound(kept[-2][1]):
            kept[-1] = (kept[-1][0], other[1])
        else:
            kept.append(other)
    told = tuple(kept)
    words = [at for at, (_, text) in enumerate(told) if text[-1] == ":"]
    for at in words:
        if told[at][1].lower() in _REACTIONS and at + 1 < len(told):
            number, text = told[at + 1]
            kept[at + 1] = (number, f"{told[at][1]} {text}")
    return kept


def _whens(told: Sequence[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Where a line is nothing but a time, and the number of its post, 0 for none.

    Where most such times have numbers that count up, only these are times of posts. Archives of
    mailing lists print a day once, above the first message of it, and then the time alone.
    """
    plain: list[tuple[int, str, int]] = []
    mail = any(text[-1] in "eE" and _MAIL.fullmatch(text) for _, text in told)
    times = [known_when(text) if len(text) <= SHORT else when(text) for _, text in told]
    for at, time in enumerate(times):
        if time is None:
            if mail and plain and plain[-1][0] < at - 1 and _CLOCK.fullmatch(told[at][1]):
                plain.append((at, f"{_CLOCKED.sub('', plain[-1][1])} {told[at][1]}", 0))
            continue
        age, number = time
        if not number:
            below = takewhile(lambda n: times[n] is None, range(at + 1, min(at + 3, len(told))))
            counts = (_COUNTS.fullmatch(told[n][1]) for n in below if told[n][1][0] == "#")
            number = next((int(count["n"]) for count in counts if count), 0)
        plain.append((at, age, number))
    counting = [when for when in plain if when[2]]
    rising = all(one[2] < other[2] for one, other in pairwise(counting))
    return counting if len(counting) >= FEWEST and rising else plain


def _cluster(told: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The lines of a head above its time, without what stands for pictures."""
    return tuple([text for _, text in told if not is_picture(text)])


def _opened(found: list[Found], told: Sequence[tuple[int, str]]) -> list[Found]:
    """The heads without those at the top that have no words below them, and with the name in the
    first one, above which no row stands, told by what the others look like.
    """
    numbers = [number for number, _ in told]
    between = (
        told[bisect_left(numbers, one.head.body) : bisect_left(numbers, other.head.first)]
        for one, other in pairwise(found)
    )
    worded = (
        at
        for at, said in enumerate(between)
        if any(not (is_action(text) or when(text)) for _, text in said)
    )
    found = found[next(worded, len(found) - 1) :] if found else found
    if len(found) < FEWEST or found[0].bounded:
        return found
    first, *rest = found
    at = _place(first.cluster, rest)
    author, number = None, first.head.first
    if at >= 0:
        name = first.cluster[at]
        author = named(name)
        number = next(n for n, text in told if n >= first.head.first and text == name)
    head = msgspec.structs.replace(first.head, first=number, author=author)
    return [Found(head, first.cluster[max(at, 0) :], bounded=True), *rest]


def _place(cluster: Sequence[str], rest: Sequence[Found]) -> int:
    """Where in the first head the name stands: a name that is found elsewhere; as far above a word
    that all heads have ("Joined") as there; else as far above the time. -1: nobody knows.
    """
    names = {each.head.author for each in rest} - {None}
    known = [at for at, text in enumerate(cluster) if named(text) in names]
    if known:
        return known[-1]
    words = Counter(word for each in rest for word in set(each.cluster))
    for at, word in enumerate(cluster):
        if words[word] * 3 >= len(rest) * 2:
            places = Counter(e.cluster.index(word) for e in rest if word in e.cluster)
            return at - places.most_common(1)[0][0]
    (usual, many), *_ = Counter(len(each.cluster) for each in rest).most_common(1)
    sure = many * 2 > len(rest) if usual == 1 else many * 5 >= len(rest) * 4
    return len(cluster) - usual if sure and usual < _ABOVE else -1
