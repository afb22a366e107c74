"""The text of a post of an imageboard: its HTML as other bodies have it, and the posts it names.

Lines that begin with ">" become quotes, those one below the other one quote; links to posts get
whole addresses; what was to be covered is a spoiler. A parser is not needed for that: the sites
write flat HTML, and whatever else is in it is left to the renderer of foreign HTML.
"""

import re
from collections.abc import Callable
from html import escape

import msgspec

from sitegen import possessive
from sitegen.entities import unescape
from sitegen.sources._boards_places import Target, target

_TAGS = possessive.compiled(r"(<[^<>]*>)")
_TAG = possessive.compiled(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_HREF = possessive.compiled(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_CLASS = possessive.compiled(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_QUOTES = frozenset({"quote", "greentext", "unkfunc"})
_SIGN = possessive.compiled(r"\s*(?:&gt;|>) ?")
_NAMES = possessive.compiled(r"\s*(?:&gt;|>){2}(?!&gt;|>)")  # ">>>/b/1" is on another board
_SPOILER, _STRUCK = '<span class="spoiler">', "<s>"
_ENDS = {_SPOILER: "</span>", _STRUCK: "</s>"}
_ONLY_NAMES = possessive.compiled(r">>[>\d/\w]*(?: \(OP\))?")
_NUMBER = possessive.compiled(r"&gt;&gt;(\d{1,15})")
_MARKED = possessive.compiled(r"\[(/?)(spoiler|code)(?::lit)?\]", re.I)
_MARKS = {
    ("", "spoiler"): _SPOILER, ("/", "spoiler"): "</span>",
    ("", "code"): "<pre><code>", ("/", "code"): "</code></pre>",
}  # fmt: skip

#: From a link to a post to its address, None where that is not known.
Resolve = Callable[[Target], str | None]


class _Line(msgspec.Struct):
    parts: list[str] = []
    quote: bool = False

    def is_empty(self) -> bool:
        return all(part.startswith("<") or part.isspace() for part in self.parts)


class _Writer:
    """One text being written, line by line."""

    def __init__(self, resolve: Resolve, struck: str) -> None:
        self._resolve, self._struck = resolve, struck
        self.named: list[Target] = []
        self._lines = [_Line()]
        self._spans: list[str] = []  # the ends of the spans that are open
        self._pre = self._in_line = False
        self._signed = False  # the text that comes begins with the sign of a quote
        self._link: Target | None = None  # the text that comes are the words of this link

    def text(self, text: str) -> None:
        if self._link and _NAMES.match(text):
            self.named.append(self._link)
        self._link = None
        if self._signed:
            text = _SIGN.sub("", text, count=1)
            self._signed = False
        self._put(text)

    def tag(self, tag: str) -> None:
        match = _TAG.match(tag)
        if match is None:
            self._put(tag)
            return
        end, name = match[1], match[2].lower()
        if name == "br" and not self._pre:
            self._lines.append(_Line())
        elif name == "pre":
            self._pre = not end
            self._put(tag)
        elif name == "span":
            self._span(tag, end)
        elif name == "s":
            self._put(_ENDS[self._struck] if end else self._struck)
        elif name == "a" and not end:
            self._anchor(tag)
        elif name == "p":
            self._paragraph(tag, end)
        elif name != "wbr":
            self._put(tag)

    def _paragraph(self, tag: str, end: str) -> None:
        """A line, as some sites write each: an empty one stays one."""
        if (end and self._in_line) or self._lines[-1].parts:
            self._lines.append(_Line())
        self._in_line = not end and "body-line" in tag
        if self._in_line:
            self._begin_quote(_classes(tag))

    def _span(self, tag: str, end: str) -> None:
        if end:
            self._put(self._spans.pop() if self._spans else "")
            return
        classes = _classes(tag)
        self._begin_quote(classes)
        opened, closed = ("", "")
        if "deadlink" in classes:
            opened, closed = "<s>", "</s>"
        elif "spoiler" in classes:
            opened, closed = _SPOILER, "</span>"
        elif "heading" in classes:
            opened, closed = "<strong>", "</strong>"
        self._spans.append(closed)
        self._put(opened)

    def _begin_quote(self, classes: frozenset[str]) -> None:
        if not classes.isdisjoint(_QUOTES) and not self._pre and self._lines[-1].is_empty():
            self._lines[-1].quote = self._signed = True

    def _anchor(self, tag: str) -> None:
        match = _HREF.search(tag)
        address = unescape(match[1] or match[2] or "") if match else ""
        found = target(address)
        if found is None:
            self._put(tag)
            return
        self._link = found
        self._put(f'<a href="{escape(self._resolve(found) or address)}">')

    def _put(self, part: str) -> None:
        if part:
            self._lines[-1].parts.append(part)

    def html(self) -> str:
        out: list[str] = []
        quoted = False
        for number, line in enumerate(self._lines):
            if line.quote != quoted:
                out.append("<blockquote>" if line.quote else "</blockquote>")
            elif number:
                out.append("<br>")
            quoted = line.quote
            out += line.parts
        return "".join([*out, "</blockquote>" if quoted else ""])


def written(html: str, resolve: Resolve, *, covers: bool) -> tuple[str, list[Target]]:
    """The HTML of a post written anew, and the posts that it names, in their order.

    `covers`: <s> is a spoiler, as on 4chan; elsewhere it strikes words out.
    """
    writer = _Writer(resolve, _SPOILER if covers else _STRUCK)
    for at, part in enumerate(_TAGS.split(html)):
        if at % 2:
            writer.tag(part)
        else:
            writer.text(part)
    return writer.html(), writer.named


def from_plain(text: str, board: str) -> str:
    """The HTML, as the sites write it, of a text as its author typed it on a board."""
    there = f"/{board}/post/" if board else "#p"
    lines = []
    for line in escape(text.replace("\r", ""), quote=False).split("\n"):
        is_quote = line.startswith("&gt;") and not _NUMBER.match(line)
        line = _NUMBER.sub(rf'<a href="{there}\1">&gt;&gt;\1</a>', line)
        lines.append(f'<span class="quote">{line}</span>' if is_quote else line)
    return _MARKED.sub(lambda mark: _MARKS[mark[1], mark[2].lower()], "<br>".join(lines))


def words(html: str, *, covers: bool) -> str:
    """The plain text of a post, a line each line, without lines that only name posts.

    What is covered stays so: "[spoiler]". `covers` as in `written`.
    """
    out: list[str] = []
    spans: list[bool] = []  # those that are open: whether they cover what is in them
    hidden = 0
    for at, part in enumerate(_TAGS.split(html)):
        match = _TAG.match(part) if at % 2 else None
        name, end = (match[2].lower(), match[1]) if match else ("", "")
        change = 0
        if name in ("br", "p"):
            out.append("\n")
        elif name == "span" and not end:
            spans.append("spoiler" in _classes(part))
            change = int(spans[-1])
        elif name == "span" and spans:
            change = -int(spans.pop())
        elif name == "s" and covers:
            change = -1 if end else 1
        elif not (at % 2 or hidden):
            out.append(part)
        if change > 0 and not hidden:
            out.append("[spoiler]")
        hidden = max(0, hidden + change)
    lines = [line.strip() for line in unescape("".join(out)).split("\n")]
    return "\n".join([line for line in lines if not _ONLY_NAMES.fullmatch(line)])


def _classes(tag: str) -> frozenset[str]:
    match = _CLASS.search(tag)
    return frozenset((match[1] or match[2] or "").split()) if match else frozenset()
