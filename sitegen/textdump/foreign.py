"""The old design of Reddit in any language.

    [–]ann[S] 41 bodov42 bodov43 bodov pred 2 hodiny  (3 deti)

Nothing but the sign before the name, the numbers and how many comments stand below is looked for;
whose answer a comment is, is told by its row of links: that of an answer has one word more.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from sitegen.textdump.heads import Head
from sitegen.textdump.text import spoken

_NAME = r"[A-Za-z0-9_-]{1,24}|\[[^\W\d_]{4,20}\]"
_WORD = r"[^\W\d_]{1,20}\.?"
_TOLD = (
    rf"\[[–—+-]\] ?(?P<who>{_NAME})(?![\w-])(?P<flair>[^\n\[\]]{{0,80}}?)"
    r" ?(?P<op>\[ ?[A-Z](?: ?, ?[A-Z])* ?\])? ?"
    rf"(?:(?P<points>-?[\d.,]{{1,9}}k? {_WORD}(?: ?-?[\d.,]{{1,9}}k? {_WORD}){{0,2}})"
    rf"|\[[^\[\]\d]{{2,40}}\])"
    rf" (?P<age>[^()\[\]\n*]{{3,41}}+)\*? ?\(\d{{1,6}} (?P<below>{_WORD})\)"
)
HEAD = re.compile(_TOLD)  # within a line
_HEAD = re.compile(rf"{_TOLD}(?P<pin> .{{0,40}})?")
_DASHES = ("–", "—")
_START = re.compile(r"\[[–—+-]\]")
_NUMBER = re.compile(r"(-?\d{1,9})(?![\d.,k])")
_BULLET = re.compile(r"[•*+-] +(?=\S)")
_FEWEST = 3  # heads
_MOST = 20  # kinds of rows
_WORDS = 5  # that languages have for children, one, few and many
_LONGEST = 250  # characters of a head
_PIECES = 16  # lines of a head
_ROW = 10  # lines of a row of links
_SHORT = 60  # characters of one link
_THREE = 3  # scores, of which the middle one is what the page shows


def heads(lines: tuple[str, ...]) -> list[Head]:
    """The heads; none where they are no page's.

    Programs write signs as in `[+] Found 3 hosts in all (2 alive)`, too, though not the page's own
    dash: where that is nowhere, it takes rows of links and more than one name.
    """
    told = [(n, " ".join(line.split())) for n, line in spoken(lines)]
    found: list[Head] = []
    words: set[str] = set()
    for at, (number, text) in enumerate(told):
        if not _START.match(text) or (found and number < found[-1].body):
            continue
        matched = _matched(told, at)
        if matched is not None:
            match, last = matched
            words.add(match["below"].lower())
            found.append(_head(match, number, told[last][0] + 1))
    if len(found) < _FEWEST or len(words) > _WORDS:
        return []
    if any(lines[head.first - 1].lstrip()[1] in _DASHES for head in found):
        return found
    names = {(head.author, head.labels) for head in found}
    own = sum(map(bool, rows(lines, found)))
    return found if len(names) > 1 and own * 2 > len(found) else []


def _matched(told: Sequence[tuple[int, str]], at: int) -> tuple[re.Match[str], int] | None:
    """The head that begins there, of as few lines as it can have, and the last of them."""
    text = ""
    for last in range(at, min(at + _PIECES, len(told))):
        if last > at and _START.match(told[last][1]):
            break
        text = f"{text} {told[last][1]}".lstrip()
        if len(text) > _LONGEST:
            break
        match = _HEAD.fullmatch(text) if ")" in told[last][1] else None
        if match is not None:
            return match, last
    return None


def _head(match: re.Match[str], first: int, body: int) -> Head:
    flair = match["flair"].strip()
    scores = _NUMBER.findall(match["points"] or "")
    score = scores[1] if len(scores) == _THREE else scores[0] if len(scores) == 1 else None
    glued = flair and match["flair"][0] != " "
    gone = match["who"].startswith("[")
    return Head(
        first=first,
        body=body,
        author="[deleted]" if gone else None if flair else match["who"],
        age=match["age"].strip(),
        score=int(score) if score else None,
        labels=(
            *((f"{match['who']}{'' if glued else ' '}{flair}",) if flair else ()),
            *(("submitter",) if match["op"] and "S" in match["op"] else ()),
        ),
    )


def bare(line: str) -> str:
    """A line without the sign of a list's item."""
    return _BULLET.sub("", line.strip(), count=1)


def rows(lines: tuple[str, ...], heads: Sequence[Head]) -> list[list[int]]:
    """For each head the lines at the end of its text that are the page's own."""
    tails = [*_tails(lines, heads)]
    met = Counter(word for tail in tails for word in {bare(lines[n - 1]) for n in tail})
    alone = _alone(lines, heads)
    met = Counter({word: count for word, count in met.items() if alone[word] * 2 < count})
    own = {word for word, count in met.items() if count >= _FEWEST and count * 3 >= len(heads)}
    lowest = Counter(text for tail in tails if tail and (text := bare(lines[tail[0] - 1])) in met)
    again = {word for word, count in lowest.most_common(_MOST) if count > 1}
    own |= {word for word in again if _is_like(word, again)}
    found: list[list[int]] = []
    for tail in tails:
        row: list[int] = []
        loose: list[int] = []  # between what is the page's own
        for n in tail:
            loose.append(n)
            text = bare(lines[n - 1])
            if text in own or (not row and _is_like(text, own)):
                row += loose
                loose = []
            elif len(text) > _SHORT or len(loose) > 1:
                break
        found.append(row)
    return found


def _alone(lines: tuple[str, ...], heads: Sequence[Head]) -> Counter[str]:
    """How often each line is the first one below a head: what people say ("[deleted]")."""
    ends = [*(head.first for head in heads[1:]), len(lines) + 1]
    first = (
        next((text for n in range(head.body, end) if (text := bare(lines[n - 1]))), "")
        for head, end in zip(heads, ends, strict=True)
    )
    return Counter(first)


def _is_like(text: str, rows: Set[str]) -> bool:
    """Whether a row is one of the others, with a word more or less."""
    return any(_inserted(text, row, last=True) or _inserted(row, text, last=True) for row in rows)


def _tails(lines: tuple[str, ...], heads: Sequence[Head]) -> Iterator[list[int]]:
    """The last lines above each next head, the lowest first."""
    for at, head in enumerate(heads):
        end = heads[at + 1].first if at + 1 < len(heads) else len(lines) + 1
        told = (n for n in range(end - 1, head.body - 1, -1) if lines[n - 1].strip())
        yield [n for n, _ in zip(told, range(_ROW), strict=False)]


def directs(lines: tuple[str, ...], rows: Sequence[list[int]]) -> list[bool | None]:
    """Which comments answer the opening post: those with the first one's row. None: not told."""
    texts = ["\n".join(bare(lines[n - 1]) for n in reversed(row)) for row in rows]
    first = texts[0] if texts else ""
    if not first:
        return [None] * len(texts)
    return [True if t == first else False if _inserted(first, t) else None for t in texts]


def _inserted(text: str, longer: str, *, last: bool = False) -> bool:
    """Whether `longer` is the text with one word put into it; `last`: or behind it."""
    if not 0 < len(longer) - len(text) <= _SHORT or len(text) < _FEWEST:
        return False
    same = next((n for n, char in enumerate(text) if longer[n] != char), len(text))
    return (last or same < len(text)) and longer.endswith(text[same:])
