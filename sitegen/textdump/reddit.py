"""Copies of Reddit pages: what all designs have, and front ends such as Redlib.

Heads name author, score and age; depth is lost. The new design: `newreddit`; the old: `oldreddit`.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from sitegen.ages import AGE
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
COUNT = re.compile(r"(?:all )?(?P<n>[\d,.]{1,12}k?) comments?(?:share.*)?")
_ROW = re.compile(
    r"share|save|hide|report|crosspost|sharesave\w*|\d+ comments?share\w*|sorted by:.*|best"
    r"|top \d+ comments.*"
)

_LIB = re.compile(
    rf"u/(?P<who>[\w-]{{1,24}})(?: (?P<op>OP|MOD|ADMIN))* (?P<age>{AGE})(?: edited (?:{AGE}))?"
)
_LIB_SCORE = re.compile(r"-?[\d.]+k?|•|Score hidden", re.I)
_LONGEST = 16  # characters of a number


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
    return bool(_ROW.fullmatch(text) or COUNT.fullmatch(text) or LINKS.fullmatch(text))


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
    count = next((m for _, t in top if (m := COUNT.fullmatch(t))), None)
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
        if COUNT.fullmatch(text) and ("share" in text or below.startswith("share")):
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
