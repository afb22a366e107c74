r"""Copies of pages whose comments are cards: a name, a time, the text, and the site's row of words.

    bo / 3d / The pump froze. / 12 / Reply / Share

So Discourse, Disqus, YouTube, XenForo and many blogs come out of a browser. No site is looked for:
a head is a line that is nothing but a time, below a name that stands at the end of the row of the
comment above. "Reply" (or its like) must stand below most of the comments, which tells them from
lists of articles, logs and talks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sitegen.moments import MOMENT
from sitegen.textdump.actions import invited, is_action, is_count, is_words
from sitegen.textdump.disqus import answering, is_disqus
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import inset
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.titles import title_of

_WHEN = re.compile(
    rf"(?:[·•] ?)?(?P<age>{MOMENT})(?: ?[·•(]? ?(?:edited|bearbeitet|modifié|editado)\b.{{0,40}})?"
    r"(?: #(?P<n>\d{1,6}))?",
    re.I,
)
_EDITS = re.compile(r"\d{1,3}")  # how often a post was edited
_COUNTS = re.compile(r"#(?P<n>\d{1,6})")
_AFTER = re.compile(  # lines of a head below its time
    r"\(?edited\)?.{0,40}|[·•]|OP|#\d{1,6}|(?:Top \d+% )?(?:Commenter|Poster)|Add bookmark|Author"
    r"|Liked by .{1,60}"
    r"|[·•] ?(?:edited|bearbeitet|modifié|editado).{0,40}"
    r"|(?P<time>\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?)",
    re.I,
)
_NAME = re.compile(r"(?:u/|@)?(?P<who>[^\W_][^\n]{0,48}|_[\w-]{1,40})")
_NO_NAME = re.compile(
    r"(?:post )?by .*|.*[»›]|(?:r/|by\b|posted\b).*|.*[|*\[\]].*|.*[.!?:;,…]|.*https?://.*|(?:\S+\s+){4,}\S+"
)
_PICTURE = re.compile(
    r"(?:user |profile )?(?:avatar|picture|photo|image)"
    r"|u/\S{1,40} avatar|.{1,40}[’']s avatar|.{1,40} avatar"
    r"|(?:avatar|avatarbild) (?:de|von|of|do) .{1,40}|pinned by .{1,60}|pinned|featured"
    r"|verified|op|author|mod|[·•]",
    re.I,
)
_COUNTED = re.compile(  # above comments that are not the page's own first words
    r"(?P<n>\d{1,6}|one) (?:thoughts? on|responses? to|replies to|comments? on) .{1,300}"
    r"|(?P<m>[\d.,]{1,9}[km]?) comments?(?: .{0,60})?|comments(?: \(\d{1,6}\))?"
    r"|(?:join the discussion|add a comment|start the discussion)\W{0,3}|kommentare|commentaires",
    re.I,
)
_END = re.compile(  # where what stands below all comments begins
    r"(?:leave|post|write|add) a (?:reply|comment|response).{0,40}|your email address will not .*"
    r"|you (?:must|need to) .{0,40}(?:log(?:ged)? ?in|sign in|register).*"
    r"|(?:log|sign) in (?:or \w+ )?to (?:reply|comment).*|sign up for free .*"
    r"|related topics|suggested topics|new & unread topics|powered by .*|topic\s+replies\s+views.*"
    r"|(?:show|load|view) more (?:replies|comments)|post navigation|comments are closed\W?"
    r"|\d{1,6} more (?:replies|comments?).{0,5}|(?:older|newer) comments.*|similar threads|share:"
    r"|(?:facebook|twitter)(?:\s+\w+){0,8}",
    re.I,
)
_LONG = 100  # characters that no line of a page's own between an article and its comments has
_SHORT = 60  # characters of a line of a head
_ABOVE = 5  # lines of a head above its time
_PROFILE = 16  # the same where posts have numbers: forums print what they know of people
_FEWEST = 3  # heads
_MARKED = 2  # heads with links, which show that the text is Markdown
_DATED = re.compile(r"created|last reply", re.I)
NEVER = re.compile(r"(?!)")
_TOP = 80  # lines that are not blank, within which the first head must stand


class Found(msgspec.Struct, frozen=True):
    """A head, its lines above the time, and whether a row of the page ends above it."""

    head: Head
    cluster: tuple[str, ...]
    bounded: bool


def read(lines: tuple[str, ...], told: Sequence[tuple[int, str]]) -> Sheet | None:
    """The page, of which `told` are the lines' words, or None for a text that is none of such."""
    found = _heads(told, len(lines) + 1)
    if len(found) < _FEWEST or not invited(told, [each.head.body for each in found]):
        return None
    return sheet_of(lines, [each.head for each in found], "cards")


def sheet_of(
    lines: tuple[str, ...],
    heads: Sequence[Head],
    shape: str,
    *,
    opens: bool | None = None,
    titled: bool = True,
    event: re.Pattern[str] = NEVER,
    depth_first: bool = False,
) -> Sheet | None:
    """A page with these heads; None where most have no words below them.

    `titled`: the page begins with a title. `opens`: the first is the opening post's. None: unless
    a line above counts comments; what stands above that line is what they are about.
    """
    top = [(n, plainly(line)) for n, line in spoken(lines) if n < heads[0].first]
    long = max((n for n, line in top if len(line) > _LONG), default=0)
    start, counts = next(
        ((n, m) for n, line in top if n > long and (m := _COUNTED.fullmatch(line))), (0, None)
    )
    opens = counts is None if opens is None else opens
    if opens and len(top) > _TOP:
        return None
    dates = _dates(lines)
    told = bodies(lines, heads, lambda line: line in dates or _is_furniture(line))
    last = len(told.parts)
    ended = [_ended(lines, p, event, last=n == last) for n, p in enumerate(told.parts, 1)]
    parts = _marked(lines, heads, [part for part, _ in ended])
    if sum(part.last >= part.first for part in parts) * 2 <= len(parts):
        return None
    above = [] if opens else [n for n, _ in top if n < (start or heads[0].first)]
    titled = titled and bool(top) and (bool(above) or opens)
    over = [lines[n - 1] for n, _ in top]
    title = title_of(lines, over, posts=bool(above)) if titled else None
    at = next((at for at, n in enumerate(above) if plainly(lines[n - 1]) == title), 0)
    above = above[at + 1 :]
    opening = Part(first=above[0] if above else 1, last=above[-1] if above else 0)
    if opens:
        opening, *parts = parts
    else:
        parts = list(inset(lines, heads, parts))
        if is_disqus(lines) and all(part.parent is None for part in parts):
            parts, depth_first = list(answering(parts)), True
    number = (counts["n"] or counts["m"]) if counts else None
    return Sheet(
        site="web",
        shape=shape,
        lines=lines,
        opening=opening,
        comments=tuple(parts),
        title=title,
        claimed=int(number) if number and number.isdigit() else None,
        depth_first=depth_first,
        furniture=(
            *(n for n, _ in top if n not in above),
            *told.furniture,
            *(n for _, rest in ended for n in rest),
        ),
    )


def _marked(lines: Sequence[str], heads: Sequence[Head], parts: list[Part]) -> list[Part]:
    """The comments, as Markdown where heads have links."""
    linked = sum("](" in "".join(lines[head.first - 1 : head.body - 1]) for head in heads)
    marked = (msgspec.structs.replace(part, markup="markdown") for part in parts)
    return list(marked) if linked >= _MARKED else parts


def _dates(lines: tuple[str, ...]) -> frozenset[str]:
    """The lines below "created" and "last reply", which Discourse has below an opening post."""
    told = pairwise(line.strip() for _, line in spoken(lines))
    return frozenset(date for above, date in told if _DATED.fullmatch(above))


def _is_furniture(line: str) -> bool:
    text = plainly(line)
    return not text or is_action(text)


def _ended(
    lines: tuple[str, ...], part: Part, event: re.Pattern[str], *, last: bool
) -> tuple[Part, list[int]]:
    """A comment without what the page has below it, and the lines of that.

    What a page says of an event is short: below it stands no line that is long.
    """
    own = [n for n in range(part.first, part.last + 1) if lines[n - 1].strip()]
    texts = [plainly(lines[n - 1]) for n in own]
    long = max((at for at, text in enumerate(texts) if len(text) > _LONG), default=-1)
    ends = (
        (at > long and event.fullmatch(text)) or (last and _END.fullmatch(text))
        for at, text in enumerate(texts)
    )
    at = next((at for at, ended in enumerate(ends) if ended), len(own))
    if at == len(own):
        return part, []
    while at and (is_action(texts[at - 1]) or texts[at - 1] == part.author):
        at -= 1
    return msgspec.structs.replace(part, last=own[at - 1] if at else part.first - 1), own[at:]


def _heads(told: Sequence[tuple[int, str]], end: int) -> list[Found]:
    """Every time with a name above it; the last lines of a page have no head without a body."""
    whens = _whens(told)
    numbered = len(whens) >= _FEWEST and all(number for _, _, number in whens)
    found: list[Found] = []
    low, loose = 0, True
    for at, age, _ in whens:
        start = at - (at > low and bool(_EDITS.fullmatch(told[at - 1][1])))
        most = _PROFILE if numbered else _ABOVE
        while start > low and at - start < most and _is_short(told[start - 1][1], numbered):
            start -= 1
        bounded = start > 0 and (is_action(told[start - 1][1]) or (start == low and loose))
        after = at + 1
        while after < len(told) and (more := _AFTER.fullmatch(told[after][1])):
            age = f"{age} {more['time']}" if more["time"] and after == at + 1 else age
            after += 1
        low = after
        cluster = _cluster(told[start:at])
        loose = not cluster or (bool(found) and not bounded)  # a time that is nobody's
        if loose:
            continue
        head = Head(
            first=told[start][0],
            body=told[after][0] if after < len(told) else end,
            author=_named(cluster[0]) if cluster else None,
            age=age,
        )
        found.append(Found(head, cluster, bounded))
    return _opened(found, told)


def _whens(told: Sequence[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Where a line is nothing but a time, and the number of its post, 0 for none.

    Where most such times have numbers that count up, only these are times of posts.
    """
    plain: list[tuple[int, str, int]] = []
    for at, (_, text) in enumerate(told):
        match = _WHEN.fullmatch(text) if len(text) <= _SHORT * 2 else None
        if match is None:
            continue
        counts = (_COUNTS.fullmatch(line) for _, line in told[at + 1 : at + 3])
        number = match["n"] or next((count["n"] for count in counts if count), "0")
        plain.append((at, match["age"], int(number)))
    counting = [when for when in plain if when[2]]
    rising = all(one[2] < other[2] for one, other in pairwise(counting))
    return counting if len(counting) >= _FEWEST and rising else plain


def _is_short(text: str, numbered: bool) -> bool:
    """Whether a line may be of a head; `numbered`: forums count there what people wrote."""
    if len(text) > _SHORT or is_words(text):
        return False
    return numbered or text in "•·" or not (is_count(text) or text.endswith((".", "!")))


def _named(text: str) -> str | None:
    """The name that a line is; None where it is none."""
    name = _NAME.fullmatch(text.removesuffix(" says:").removeprefix("@"))
    return None if name is None or _NO_NAME.fullmatch(name["who"]) else name["who"]


def _cluster(told: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The lines of a head above its time, without what stands for pictures."""
    return tuple(t for _, t in told if not (_PICTURE.fullmatch(t) or _EDITS.fullmatch(t)))


def _opened(found: list[Found], told: Sequence[tuple[int, str]]) -> list[Found]:
    """The heads without those at the top that have no words below them, and with the name in the
    first one, above which no row stands, told by what the others look like.
    """
    while len(found) > 1:
        said = [t for n, t in told if found[0].head.body <= n < found[1].head.first]
        if any(not (is_action(t) or _WHEN.fullmatch(t)) for t in said):
            break
        del found[0]
    if len(found) < _FEWEST or found[0].bounded:
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
    names = {each.head.author for each in rest}
    known = [at for at, text in enumerate(cluster) if _named(text) in names]
    if known:
        return known[-1]
    words = Counter(word for each in rest for word in set(each.cluster))
    for at, word in enumerate(cluster):
        if words[word] * 3 >= len(rest) * 2:
            places = Counter(e.cluster.index(word) for e in rest if word in e.cluster)
            return at - places.most_common(1)[0][0]
    (usual, many), *_ = Counter(len(each.cluster) for each in rest).most_common(1)
    return len(cluster) - usual if many * 2 > len(rest) and usual < _ABOVE else -1
