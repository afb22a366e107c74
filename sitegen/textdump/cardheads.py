r"""The heads of cards: a name, then a line that is nothing but a time, below the site's own words.

    bo / 3d / The pump froze. / 12 / Reply / Share

Between the row of one comment and the time of the next stand the name and what the site knows of
that person.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

import msgspec

from sitegen.moments import MOMENT
from sitegen.textdump.actions import is_action, is_count, is_words
from sitegen.textdump.heads import Head

WHEN = re.compile(
    rf"(?:[·•] ?)?(?P<age>{MOMENT})(?: ?[·•(]? ?(?:edited|bearbeitet|modifié|editado)\b.{{0,40}})?"
    r"(?: #(?P<n>\d{1,6}))?",
    re.I,
)
_SIGN = re.compile(  # what a time has, in lower case: no digit of it stands right behind a letter
    r"[^a-z\d]\d|\A\d|ago|day|now|vor|il y a|hace|há"
)
_KEPT = 1 << 12  # lines of which it is known whether they are times, for many are the same
_EDITS = re.compile(r"\d{1,3}")  # how often a post was edited
_COUNTS = re.compile(r"#(?P<n>\d{1,6})")
_AFTER = re.compile(  # lines of a head below its time
    r"\(?edited\)?.{0,40}|[·•]|OP|#\d{1,6}|(?:Top \d+% )?(?:Commenter|Poster)|Add bookmark|Author"
    r"|Liked by .{1,60}"
    r"|[·•] ?(?:edited|bearbeitet|modifié|editado).{0,40}"
    r"|(?P<time>\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?|\d{1,2} [ap]\.m\.|noon|midnight)",
    re.I,
)
_NAME = re.compile(r"(?:u/|@)?(?P<who>[^\W_][^\n]{0,48}|_[\w-]{1,40})")
_NO_NAME = re.compile(
    r"(?:post )?by .*|.*[»›]|(?:r/|by\b|posted\b).*|.*[|*\[\]].*|.*[.!?:;,…]|.*https?://.*|(?:\S+\s+){4,}\S+"
)
_TWICE = re.compile(r"(?:u/)?(?P<who>\S{1,40}) avatar ?(?P=who)")  # a picture, and the name
_PICTURE = re.compile(
    r"(?:user |profile )?(?:avatar|picture|photo|image)"
    r"|u/\S{1,40} avatar|.{1,40}[’']s avatar|.{1,40} avatar"
    r"|(?:avatar|avatarbild) (?:de|von|of|do) .{1,40}|pinned by .{1,60}|pinned|featured"
    r"|verified|op|author|mod|[·•]|\[(?!deleted|removed)[\w.-]{1,40}\]",
    re.I,
)
BOUND = re.compile(  # the page's own, below one comment and above the next
    r"reactions?: .{1,120}|show replies by (?:date|thread)", re.I
)
_GLUED = re.compile(r"[\w.-]{1,30}[a-z0-9_][A-Z][\w’'-]{0,30}(?: [\w.’'-]{1,30}){1,3}")
_SEAM = re.compile(r"[a-z0-9_](?=[A-Z])")
_NO_LETTER = re.compile(r"[\W_]")
_REACTIONS = ("reactions:", "reaction:")
_MAIL = re.compile(r"(?:.{0,40} )?(?:use email software|sign in to reply online)", re.I)
_CLOCKED = re.compile(r" (?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight)$")
_CLOCK = re.compile(r"\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight")
COUNTED = re.compile(  # above comments that are not the page's own first words
    r"(?P<n>\d{1,6}|one) (?:thoughts? on|responses? to|replies to|comments? on) .{1,300}"
    r"|(?P<m>[\d.,]{1,9}[km]?) comments?(?: .{0,60})?|comments(?: \(\d{1,6}\))?"
    r"|(?:join the discussion|add a comment|start the discussion)\W{0,3}|kommentare|commentaires",
    re.I,
)
_BOUNDS = frozenset("rRsSoOcCjJaAkK.,")  # with which those lines begin, or a digit
_SHORT = 60  # characters of a line of a head
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
    told = list(_whole(told))
    whens = _whens(told)
    numbered = len(whens) >= FEWEST and all(number for _, _, number in whens)
    found: list[Found] = []
    low, loose = 0, True
    for at, age, _ in whens:
        start = at - (at > low and bool(_EDITS.fullmatch(told[at - 1][1])))
        most = _PROFILE if numbered else _ABOVE
        while start > low and at - start < most and _is_short(told[start - 1][1], numbered):
            start -= 1
        bounded = start > 0 and (is_bound(told[start - 1][1]) or (start == low and loose))
        after = at + 1
        while after < len(told) and (more := _AFTER.fullmatch(told[after][1])):
            age = f"{age} {more['time']}" if more["time"] and after == at + 1 else age
            after += 1
        low = after
        cluster = _cluster(told[start:at])
        loose = not cluster or (bool(found) and not bounded)  # a time that is nobody's
        if loose:
            continue
        names = [_named(text) for text in cluster[: 1 + answering]]
        author = "  ".join(filter(None, names)) if all(names) else names[0]
        head = Head(
            first=told[start][0],
            body=told[after][0] if after < len(told) else end,
            author=author,
            age=age,
        )
        found.append(Found(head, cluster, bounded))
    heads = parted([each.head for each in found])
    named = [
        msgspec.structs.replace(each, head=head) for each, head in zip(found, heads, strict=True)
    ]
    return _opened(named, told)


def parted(heads: Sequence[Head]) -> list[Head]:
    """The heads, with names into which full ones run ("ann_wAnn Brook") as labels, for nobody can
    tell where they end; as they are where most names are no such ones.
    """
    names = {head.author for head in heads if head.author}
    glued = {name for name in names if _is_glued(name)}
    if len(glued) < FEWEST or len(glued) * 4 < len(names):
        return list(heads)
    return [
        msgspec.structs.replace(head, author=None, labels=(head.author,))
        if head.author in glued
        else head
        for head in heads
    ]


def _is_glued(name: str) -> bool:
    """Whether a full name runs into another: "ann_wAnn Brook", "ann_wAnn"."""
    if _GLUED.fullmatch(name):
        return True
    seam = _SEAM.search(name)
    if seam is None:
        return False
    parts = (name[: seam.end()], name[seam.end() :])
    one, other = (_NO_LETTER.sub("", part).lower() for part in parts)
    return min(len(one), len(other)) > 1 and (one.startswith(other) or other.startswith(one))


def _whole(told: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, with those who reacted behind the word that says so, where it stands above."""
    above = ""
    for number, text in told:
        yield number, f"{above} {text}" if above.lower() in _REACTIONS else text
        above = text


def _whens(told: Sequence[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Where a line is nothing but a time, and the number of its post, 0 for none.

    Where most such times have numbers that count up, only these are times of posts. Archives of
    mailing lists print a day once, above the first message of it, and then the time alone.
    """
    plain: list[tuple[int, str, int]] = []
    mail = any(text[-1] in "eE" and _MAIL.fullmatch(text) for _, text in told)
    times = [when(text) for _, text in told]
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


def when(text: str) -> tuple[str, int] | None:
    """The time that a line is, and the number of the post behind it, 0 for none; None for a line
    that is no time.
    """
    if len(text) > _SHORT * 2 or _SIGN.search(text.lower()) is None:
        return None
    return _when(text)


@lru_cache(maxsize=_KEPT)
def _when(text: str) -> tuple[str, int] | None:
    match = WHEN.fullmatch(text)
    return (match["age"], int(match["n"] or 0)) if match else None


def _is_short(text: str, numbered: bool) -> bool:
    """Whether a line may be of a head; `numbered`: forums count there what people wrote."""
    if len(text) > _SHORT:
        return False
    loose = not numbered and text not in "•·"
    if loose and (text.endswith((".", "!")) or is_count(text)):
        return False
    return not (is_words(text) or _bounds(text))


def _named(text: str) -> str | None:
    """The name that a line is; None where it is none."""
    twice = _TWICE.fullmatch(text)
    text = twice["who"] if twice else text
    name = _NAME.fullmatch(text.removesuffix(" says:").removeprefix("@"))
    return None if name is None or _NO_NAME.fullmatch(name["who"]) else name["who"]


def _cluster(told: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The lines of a head above its time, without what stands for pictures."""
    return tuple(t for _, t in told if not (_PICTURE.fullmatch(t) or _EDITS.fullmatch(t)))


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
        author = _named(name)
        number = next(n for n, text in told if n >= first.head.first and text == name)
    head = msgspec.structs.replace(first.head, first=number, author=author)
    return [Found(head, first.cluster[max(at, 0) :], bounded=True), *rest]


def _place(cluster: Sequence[str], rest: Sequence[Found]) -> int:
    """Where in the first head the name stands: a name that is found elsewhere; as far above a word
    that all heads have ("Joined") as there; else as far above the time. -1: nobody knows.
    """
    names = {each.head.author for each in rest} - {None}
    known = [at for at, text in enumerate(cluster) if _named(text) in names]
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


def is_bound(text: str) -> bool:
    """Whether a line is the site's own, of those between two comments."""
    return is_action(text) or _bounds(text)


def _bounds(text: str) -> bool:
    """Whether a line is what stands between comments, or counts them."""
    if text[:1] not in _BOUNDS and not text[:1].isdecimal():
        return False
    return bool(BOUND.fullmatch(text) or COUNTED.fullmatch(text))
