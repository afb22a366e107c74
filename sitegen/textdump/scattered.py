r"""Copies whose heads were taken apart: every piece of a head on a line of its own.

So BeautifulSoup's `get_text("\n")` and `stripped_strings`, and programs built upon them, write a
page: the name, the age, each bar and each link below the other. Where the pieces are those of a
head of Hacker News, Lobsters or the old Reddit, they are put together again on the first one's
line. Within a comment, words that stood in italics or were a link are lines of their own, too: a
line that goes on in the middle of a sentence is joined to the one above.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sitegen.ages import AGE
from sitegen.textdump.text import spoken

_AGE = re.compile(rf"{AGE}(?: \|(?: .{{0,80}})?)?")
_NAME = re.compile(r"[\w-]{1,32}|\[deleted\]")
_BEGUN = re.compile(rf"(?:[*▲] ?)?(?:[\w-]{{1,32}}|\?)\s+{AGE}")
_NAVIGATION = re.compile(r"\|\s*(?:root|parent|prev|next|context)\b.{0,80}")
_BY = re.compile(r"(?:\d{1,9} points? )?by|authored by|via|submitted by")
_HATS = frozenset(["edited", "Sysop", "Moderator", "commented", "via", "avatar"])
_POINTS = re.compile(r"-?\d{1,9} points?|\[score hidden\]")
_STARTED = re.compile(r"\[[–—+-]\] ?[\w-]{1,32}.{0,80}(?:points?|\[score hidden\])")
_OP = re.compile(r"\[?[A-Z](?:,[A-Z])*\]?|[\[\],]")
_FOLD = re.compile(r"\[(?:[–—+-]|\d{1,9} more)\]")
_BAR = re.compile(r"\|(?: .{0,80})?|.{0,40} \|")
_PIECE = re.compile(  # what may follow a bar
    r"root|parent|prev|next|context|hide|past|favorite|flag|unvote|un-favorite|discuss|link|on:|reply"
    r"|web|caches|save|permalink|\d{1,9}(?:\s+comments?)?|archive"
)
_COMMENTS = re.compile(r"comments?")
_CHILDREN = re.compile(r"\(\d{1,9} [^\W\d_]{1,20}\)|\*")
_SITE = re.compile(
    r"Hacker News.{0,80}|.{1,300} \| (?:Hacker News|Lobsters(?:Active Recent .{0,60})?)"
)
_MARKED = re.compile(  # a line that is what shows whose a head is, as `_is_marked` has it
    rf"^[^\S\n]*(?:\||{_FOLD.pattern}|{_BY.pattern}|{_STARTED.pattern})[^\S\n]*$", re.M
)
_TOP = 20  # lines that are not blank, in which the site's name stands
_FEWEST = 2  # heads that show what was done to a copy
_SAMPLE = 10_000  # lines, in which they stand
_WIDEST = 120  # characters of a piece
_KEPT = 1 << 12  # lines of which it is known whether they are ages, for many are the same
_PIECES = 24  # of a head, below its age
_FLAIRS = 3  # pieces of what stands behind a name
_ABOVE = 9  # pieces of it above
_ENDS = (".", "!", "?", ":", "…", '."', ".”", ".)")
_GOES_ON = re.compile(r"[a-z,;)%’”]|[.:!?](?:\s|$)|'[a-z]")
_TIGHT = re.compile(r"[,;.:!?)%’”]|'[a-z]")
_NOTE = re.compile(r".*(?:\[\d{1,3}\]:?|[a-z,(])")
_OWN = re.compile(  # words of the page's below a body
    r"reply|link|permalink|embed|save|parent|report|give (?:gold|award)|flag|unflag|source|context"
    r"|hide child comments|full comments.*|load more comments.*|share|edit|delete|add comment"
)
_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}(?:/\S*)?")
_ADDRESS = re.compile(r"https?://\S+")


def gathered(lines: Sequence[str]) -> list[str] | None:
    """The lines with every head on one of them, others blank; None where no head was taken apart.

    A page is such a copy when two heads at least were, of which one is certain: it has the site's
    bars or marks, or stands below the site's name.
    """
    told = list(spoken(tuple(lines[:_SAMPLE])))
    named = any(_SITE.fullmatch(line.strip()) for _, line in told[:_TOP])
    if not named and _MARKED.search("\n".join(lines)) is None:
        return None
    if len(lines) > _SAMPLE and len(list(_heads(told))) < _FEWEST:
        return None
    told = told if len(lines) <= _SAMPLE else list(spoken(tuple(lines)))
    heads = list(_heads(told))
    if len(heads) < _FEWEST:
        return None
    if not (named or any(_is_marked(told[first:last]) for first, last in heads)):
        return None
    kept = list(lines)
    for first, last in heads:
        _put(kept, told[first:last])
    _titled(kept, told[: heads[0][0]])
    for (_, end), (start, _) in zip(heads, [*heads[1:], (len(told), 0)], strict=True):
        _mend(kept, told[end:start])
    return kept


def _heads(told: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """From which piece to which heads reach; each is found by its age."""
    texts = [line.strip() for _, line in told]
    ages = {text for text in set(texts) if _AGE.fullmatch(text)}
    end = 0
    for at, (text, below) in enumerate(zip(texts, [*texts[1:], ""], strict=True)):
        if at < end:
            continue
        if text not in ages:
            if "|" in below and _is_begun(text, below):
                end = _last(texts, at + 1)
                yield at, end
            continue
        first = _first(texts, at, end)
        if first < at:
            end = _last(texts, at + 1)
            yield first, end


def _is_age(line: str) -> bool:
    text = line.strip()
    return _known_age(text) if len(text) <= _WIDEST else _AGE.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def _known_age(text: str) -> bool:
    return _AGE.fullmatch(text) is not None


def _is_begun(text: str, below: str) -> bool:
    """Whether name and age stand there, and the bars on the line below."""
    return _NAVIGATION.fullmatch(below) is not None and _BEGUN.fullmatch(text) is not None


def _first(texts: Sequence[str], age: int, least: int) -> int:
    """The first piece of the head whose age stands there; the age's own place if it has no name."""
    start = max(least, age - _ABOVE)
    words = [text.replace("\\_", "_") for text in texts[start:age]]

    def above(pattern: re.Pattern[str], sign: str = "") -> bool:
        return bool(words) and sign in words[-1] and pattern.fullmatch(words[-1]) is not None

    if above(_STARTED, "["):
        return age - 1
    scores = 0
    while above(_POINTS, "o"):
        words.pop()
        scores += 1
    while scores and above(_OP) and len(words) > 1:
        words.pop()
    while len(words) > 1 and words[-1] in _HATS:
        words.pop()
    if scores and (size := _flair(words)):
        return start + len(words) - size
    if not above(_NAME):
        return age
    words.pop()
    if scores:
        if not above(_FOLD, "["):
            return age
        words.pop()
    elif above(_BY):
        words.pop()
        if above(_POINTS, "o"):
            words.pop()
    elif above(_FOLD, "["):
        words.pop()
    return start + len(words)


def _flair(words: Sequence[str]) -> int:
    """How many pieces from the fold on stand there, where one at least does behind the name."""
    for size in range(3, min(_FLAIRS + 2, len(words)) + 1):
        if _FOLD.fullmatch(words[-size]):
            return size if _NAME.fullmatch(words[-size + 1]) else 0
    return 0


def _last(texts: Sequence[str], at: int) -> int:
    """Behind the last piece of a head of which the age stands before `at`."""
    end = min(len(texts), at + _PIECES)
    bar = False
    while at < end:
        text = texts[at]
        if len(text) > _WIDEST:
            break
        if "|" in text and _BAR.fullmatch(text):
            bar = text[-1] == "|"
        elif bar and _PIECE.fullmatch(text):
            bar = False
            if text.isdigit() and at + 1 < end and _COMMENTS.fullmatch(texts[at + 1]):
                at += 1
        elif text[0] == "[" and _FOLD.fullmatch(text):
            return at + 1
        elif text[0] not in "(*" or not _CHILDREN.fullmatch(text):
            break
        at += 1
    return at


def _is_marked(pieces: Sequence[tuple[int, str]]) -> bool:
    words = [line.strip() for _, line in pieces]
    return any(
        word == "|" or any(mark.fullmatch(word) for mark in (_FOLD, _BY, _STARTED))
        for word in words
    )


def _row(pieces: Sequence[tuple[int, str]]) -> str:
    first = pieces[0][1]
    words = " ".join(" ".join([line for _, line in pieces]).split()).replace("\\_", "_")
    margin = first[: len(first) - len(first.lstrip())]
    if words[0] != "[":
        return margin + words
    if _FOLD.fullmatch(first.strip()) and len(pieces) > 2 and not _told(pieces[2][1].strip()):
        return margin + words  # the name ends where its piece does
    return margin + re.sub(r"^(\[[–—+-]\]) ", r"\1", words)


def _told(piece: str) -> bool:
    """Whether what stands behind a name is what all heads have there."""
    return (
        piece in _HATS
        or _is_age(piece)
        or any(pattern.fullmatch(piece) for pattern in (_POINTS, _OP))
    )


def _put(kept: list[str], pieces: Sequence[tuple[int, str]]) -> None:
    for number, _ in pieces:
        kept[number - 1] = ""
    kept[pieces[0][0] - 1] = _row(pieces)


def _titled(kept: list[str], above: Sequence[tuple[int, str]]) -> None:
    """Joins a title with the host that it points to: the title, "(", the host, ")"."""
    for at in range(len(above) - 3):
        (title, _), *host = above[at : at + 4]
        words = [line.strip() for _, line in host]
        if words[0] == "(" and words[2] == ")" and _HOST.fullmatch(words[1]):
            kept[title - 1] = f"{kept[title - 1].rstrip()} ({words[1]})"
            for number, _ in host:
                kept[number - 1] = ""


def _mend(kept: list[str], told: Sequence[tuple[int, str]]) -> None:
    """Joins the lines of a body that were one paragraph."""
    if len(told) < 2:
        return
    first = last = 0
    pieces: list[str] = []
    for number, line in told:
        if pieces and number == last + 1 and _goes_on(pieces[-1], line):
            pieces += [line.strip()] if _TIGHT.match(line) else [" ", line.strip()]
            kept[number - 1] = ""
        else:
            if len(pieces) > 1:
                kept[first - 1] = "".join(pieces)
            first, pieces = number, [line.rstrip()]
        last = number
    if len(pieces) > 1:
        kept[first - 1] = "".join(pieces)


def _goes_on(above: str, line: str) -> bool:
    if _OWN.fullmatch(line.strip()) or _OWN.fullmatch(above.strip()):
        return False
    if above.endswith(_ENDS):
        return bool(_TIGHT.match(line)) and len(line) > 1
    if _ADDRESS.fullmatch(line.strip()):
        return _NOTE.fullmatch(above) is not None
    return _GOES_ON.match(line) is not None
