r"""Copies of which many comments stand on one line: broken up before they are read.

markdownify and markitdown write a whole table of tables as one row, trafilatura's `html2txt` and
`" ".join(...)` a whole page as one line, html-to-markdown each comment as one item of a list with
its head in it. Lines are broken at the heads, at bars between rows, and where a body ends; nothing
is taken away and nothing added but line feeds in place of spaces. The lines of such a copy are
counted in the text so broken, which is the one kept beside the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.ages import AGE
from sitegen.textdump import crowded, folded, foreign
from sitegen.textdump.reddit import SCORE

_LONG = 300  # characters; a head alone is shorter
_FEWEST = 3  # heads with words behind them on their line
_TAIL = 2_000  # characters at the end of a body, in which the page's own words stand
_WHO = r"(?:[\w-]|\\_){1,40}"  # a name; Markdown has a backslash before an underscore
_NAV = r"(?:root|parent|prev|next|context)"
_TO = r"\((?:[^()\s\\]|\([^()\s]{0,80}\)|\\.){0,400}\)"
_USER = r"[^()\s]{0,80}(?:user\?id=[\w-]{1,32}|/~[\w-]{1,32}|/u(?:ser)?/[\w-]{1,32}/?)"
_LINKED = (
    rf"(?<!by )\[{_WHO}\]\({_USER}\) {{0,8}}\[{AGE}\]{_TO}"
    rf"(?:[\s|]{{1,12}}\[{_NAV}\]{_TO})*(?:[\s|]{{1,12}}(?:\[\\?\[[–—+-]\\?\]\]{_TO}|\[[–—+-]\]))?"
)
_NAMED = rf"{_WHO} {{1,8}}{AGE}"
_LINKS = rf"\s{{0,24}}(?:(?:\\?\|\s{{0,4}}{_NAV}\s{{0,4}})+(?:\[[–—+-]\])?|\[[–—+-]\])"
_NAVIGATED = rf"(?<![\w\\-])(?<!by ){_NAMED}{_LINKS}"
_RULED = rf"(?:(?<=-----)|(?<=\|)|(?<= reply))\s{{1,8}}(?<![\w\\-]){_NAMED}(?:{_LINKS}|(?=\s))"
_FIRST = re.compile(rf"\s*{_NAMED}(?=\s)")
_FOLDED = (  # of the old Reddit
    r"\[[–—+-]\]\s?(?:[\w-]{1,24}|\[deleted\])[^\[\]\n]{0,60}?(?:\[ ?[A-Z](?: ?, ?[A-Z])* ?\])?"
    rf"\s{{0,4}}(?:{SCORE})?\s{{0,4}}{AGE}(?:\s?\*)?(?:\s{{0,4}}stickied comment)?"
    r"(?:\s{0,4}\(\d{1,6} [^\W\d_]{1,20}\))?"
)
_HEAD = re.compile(rf"{_LINKED}|{_NAVIGATED}|{_RULED}|{_FOLDED}")
_SIGNS = ("[", "|", "-----", " reply")  # one of these is in every head, or before it
_POST = re.compile(
    rf"\d{{1,9}} points? by (?:\[{_WHO}\]\({_USER}\)|{_WHO}) {{1,8}}"
    rf"(?:\[{AGE}\]{_TO}|{AGE})(?: {{0,8}}\| {{0,4}}(?:\[[^\[\]]{{1,40}}\]{_TO}|hide|past|favorite"
    r"|web|flag|\d{1,9}\s{1,4}comments?))*"
)
_TOOLS = re.compile(
    rf"(?:(?:!\[[^\[\]]{{0,80}}\]{_TO}|\[[^\[\]]{{0,400}}\]\([^()\s]{{0,80}}vote\?[^()\s]{{0,200}}\))"
    r"[\s|]{0,12})+\Z"
)
_EMPTY = re.compile(r"[\s|:-]*")
_BARS = re.compile(r"\s{0,8}\|(?:[ :-]{1,8}\|){1,64}[ :-]{0,8}")
_ROW = re.compile(
    r"\s?permalink\s?embed\s?(?:source|save)"
    r"(?:\s?(?:source|save|parent|report|give (?:award|gold)|reply|hide child comments))*"
    r"(?:\s?load more comments\s{0,4}(?:\(\d{1,6} repl(?:y|ies)\))?)?\s*\Z"
)
_TIGHT = re.compile(r"[\w-]{0,32}?(?P<reply>reply)(?=[\w-])")
_TOLD = re.compile(r"(?:(?<=\b1[ \xa0])comment|(?<=\d[ \xa0])comments)(?=[\w-])")
_MORE = re.compile(r"(?=load more comments)")
_END = re.compile(rf"\s(?:<u>)?(?:\[reply\]{_TO}|reply|-----)(?:</u>)?[\s|]{{0,12}}\Z")
_MENU = re.compile(r"Hacker News\s{0,2}new\b.{0,120}?\bsubmit(?:\s{1,4}log(?:in|out))?(?=\s)")


def parted(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines, those with several heads broken up; the same where there are hardly any."""
    if max(map(len, lines), default=0) <= _LONG:
        return lines
    long = {n: line for n, line in enumerate(lines) if len(line) > _LONG}
    signed = {n: line for n, line in long.items() if any(sign in line for sign in _SIGNS)}
    heads = {n: found for n, line in signed.items() if (found := list(_HEAD.finditer(line)))}
    pattern = _HEAD
    if sum(map(_crowded, (long[n] for n in heads), heads.values())) < _FEWEST:
        pattern = foreign.HEAD
        heads = {n: found for n, line in signed.items() if (found := list(pattern.finditer(line)))}
        if sum(map(_crowded, (long[n] for n in heads), heads.values())) < _FEWEST:
            return crowded.parted(lines)
    first = min(heads)
    for n, line in enumerate(lines):
        if n not in long and (found := list(pattern.finditer(line))):
            heads[n] = found
    if pieces := folded.pieces(lines, heads):
        return pieces
    kept: list[str] = []
    tight = sum(map(_is_tight, (head for found in heads.values() for head in found)))
    glued = tight >= _FEWEST and tight * 2 > sum(map(len, heads.values()))
    for n, line in enumerate(lines):
        if n in heads:
            kept += _apart(_pieces(line, heads[n], glued=glued))
        elif n <= first and len(line) > _LONG:
            kept += _apart(_above(line))
        else:
            kept.append(line)
    return tuple(kept)


def _crowded(line: str, heads: Sequence[re.Match[str]]) -> int:
    """How many of the heads have words behind them before the next one."""
    ends = [head.start() for head in heads[1:]] + [len(line)]
    return sum(
        bool(line[head.end() : end].strip(" |[]–-")) for head, end in zip(heads, ends, strict=True)
    )


def _apart(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, each a paragraph of its own."""
    for piece in pieces:
        yield piece
        yield ""


def _is_tight(head: re.Match[str]) -> bool:
    """Whether the word below the comment above runs into the name: "replyann 3 hours ago"."""
    return _TIGHT.match(head[0]) is not None


def _pieces(line: str, heads: Sequence[re.Match[str]], *, glued: bool) -> Iterator[str]:
    """The pieces of a line with heads.

    `glued`: nothing stands between a body, "reply" and a name, nor between a count and the first.
    """
    at = 0
    for number, head in enumerate(heads):
        start = head.start() + _lead(head[0])
        if glued and not number and (told := _TOLD.match(line, start, head.end())):
            start = told.end()  # "10 commentsann 3 hours ago", above the first comment
        tight = _TIGHT.match(line, start, head.end()) if glued else None
        before = line[at : tight.start("reply") if tight else start]
        yield from _above(before) if number == 0 else _body(before)
        if tight:
            yield tight["reply"]
            start = tight.end()
        yield line[start : head.end()].strip().replace("\\|", "|")
        at = head.end()
    yield from _body(line[at:])


def _lead(head: str) -> int:
    """How many signs of a table stand before the name."""
    return len(head) - len(head.lstrip(" |-\t"))


def _above(text: str) -> Iterator[str]:
    """What stands above the first head: the menu, the title, the opening post."""
    post = _POST.search(text)
    if post is None:
        yield from _body(text)
        return
    above = text[: post.start()]
    menu = _MENU.search(above)
    if menu:
        yield from _rows(above[: menu.end()])
        above = above[menu.end() :]
    yield from _rows(above)
    yield post[0].strip()
    below = text[post.end() :]
    head = _FIRST.match(below)
    if head:
        yield head[0].strip()
    yield from _body(below[head.end() if head else 0 :])


def _body(text: str) -> Iterator[str]:
    """A body, then what the page has below it."""
    rows = list(_rows(text))
    ends: list[str] = []
    while rows and (tools := _tail(_TOOLS, rows[-1]) or _EMPTY.fullmatch(rows[-1])):
        ends.insert(0, tools[0].strip())
        rows[-1] = rows[-1][: tools.start()]
        if not rows[-1].strip():
            rows.pop()
    if rows and (end := _tail(_ROW, rows[-1]) or _tail(_END, rows[-1])):
        ends[:0] = _MORE.split(end[0].strip())
        rows[-1] = rows[-1][: end.start()]
    yield from (row.strip() for row in (*rows, *ends) if row.strip())


def _tail(pattern: re.Pattern[str], row: str) -> re.Match[str] | None:
    return pattern.search(row, max(0, len(row) - _TAIL))


def _rows(text: str) -> Iterator[str]:
    """A text broken at the bars between rows and cells of a table."""
    at = 0
    for bars in _BARS.finditer(text):
        if text[at : bars.start()].strip():
            yield text[at : bars.start()].strip()
        yield bars[0].strip()
        at = bars.end()
    if text[at:].strip():
        yield text[at:].strip()
