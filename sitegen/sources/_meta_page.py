"""Pages of "Download your information" of Facebook and Instagram: the boxes on them.

All that such a page lists stands in boxes of a heading, what it says, and a time; their classes
are those that Meta's own stylesheet has, other ones from 2021 on. Until 2018 one page held all
chats, as threads of messages, each with what it says behind it. docs/formats/meta-html.md
"""

from collections.abc import Iterator
from html import escape
from typing import Final, NamedTuple

from sitegen.model import Problem
from sitegen.sources._chat import is_web
from sitegen.sources._html import Node, attribute, children, classes, outermost, text_of, walk

ATTACHED: Final = "Attached: "  #: before the name of a file
_BOXES = frozenset({"_a6-g", "_2lej"})
_HEADINGS = frozenset({"_a6-h", "_2lek"})
_NAMES = frozenset({"_a6-i", "_2lel"})  # of headings that are somebody's name, or a sentence
_CONTENTS = frozenset({"_a6-p", "_2let"})
_TIMES = frozenset({"_a6-o", "_2lem"})
_PARTS = _HEADINGS | _CONTENTS | _TIMES
_REACTIONS = frozenset({"_a6-q", "_tqp"})
_MEDIA = frozenset({"img", "video", "audio"})
_INLINE = frozenset({"b", "big", "em", "font", "i", "small", "span", "strong", "u"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})
_LONG_TEXT = 4000  # characters
_DEEPEST = 3  # boxes in boxes


class Box(NamedTuple):
    """A box by its parts; `number` counts the boxes of a page from 1. `named`: its heading may
    be an author's. `time` is as shown, `link` where it leads."""

    number: int
    heading: str
    named: bool
    contents: tuple[Node, ...]
    time: str
    link: str = ""


class Line(NamedTuple):
    """A paragraph: its HTML, the same as bare words, and the label that stands before it."""

    html: str
    words: str
    label: str = ""


class Said(NamedTuple):
    """What a box says: paragraphs, and reactions as they are shown ("❤Ada")."""

    lines: tuple[Line, ...]
    given: tuple[str, ...]


# Boxes


def boxes(root: Node) -> Iterator[Box | Problem]:
    """The boxes of a page in order, and the words between them where the page says what of it
    is its content."""
    main = root.css_first('[role="main"]')
    number = 0
    for node, begins in walk(main or root, lambda node: not _is_box(node) and _is_seen(node)):
        if not begins:
            continue
        if node.is_element_node and _is_box(node):
            for box in _opened(node):
                number += 1
                yield box._replace(number=number)
        elif main and node.is_text_node and (words := " ".join((node.text_content or "").split())):
            yield Problem(f"after box {number}", f"words that stand in no box: {words[:60]!r}")


def _is_box(node: Node) -> bool:
    return not _BOXES.isdisjoint(classes(node))


def _is_seen(node: Node) -> bool:
    return node.tag not in _UNSEEN


def _opened(top: Node) -> Iterator[Box]:
    """The box, or those in it that have times where it has none and only holds them."""
    todo = [(top, 0)]
    while todo:
        node, depth = todo.pop()
        box = _box(node)
        inner = [] if box.time or depth >= _DEEPEST else [*_inner(box)]
        if any(_box(one).time for one in inner):
            todo += [(one, depth + 1) for one in reversed(inner)]
            if box.heading:
                yield box._replace(contents=())
        else:
            yield box


def _inner(box: Box) -> Iterator[Node]:
    for content in box.contents:
        yield from outermost(content, _is_box)


def _box(node: Node) -> Box:
    heading = time = link = ""
    named = False
    contents = []
    parts = [*outermost(node, lambda part: not _PARTS.isdisjoint(classes(part)))]
    for part in parts:
        kinds = classes(part)
        if not _CONTENTS.isdisjoint(kinds):
            contents.append(part)
        elif not _TIMES.isdisjoint(kinds):
            time = time or text_of(part)
            anchor = part.css_first("a[href]")
            link = link or (attribute(anchor, "href") if anchor else "")
        elif not heading:
            heading, named = text_of(part), not _NAMES.isdisjoint(kinds)
        else:
            contents.append(part)
    return Box(0, heading, named, tuple(contents if parts else [node]), time, link)


# Threads, as they were until 2018


def threads(root: Node) -> Iterator[tuple[str, list[Box]]]:
    """The chats of an old page: who takes part, and the messages."""
    number = 0
    for thread in outermost(root, lambda node: node.tag == "div" and "thread" in classes(node)):
        people: list[str] = []
        found: list[tuple[Node, list[Node]]] = []
        for node in children(thread):
            if node.tag == "div" and "message" in classes(node):
                found.append((node, []))
            elif found:
                found[-1][1].append(node)
            elif words := _words(node):
                people.append(words)
        yield " ".join(people), [_message(*one, number + n) for n, one in enumerate(found, 1)]
        number += len(found)


def _message(node: Node, behind: list[Node], number: int) -> Box:
    user, meta = node.css_first(".user"), node.css_first(".meta")
    inside = [one for one in children(node) if "message_header" not in classes(one)]
    author, time = (text_of(one) if one else "" for one in (user, meta))
    return Box(number, author, named=True, contents=(*inside, *behind), time=time)


def _words(node: Node) -> str:
    if node.is_text_node:
        return " ".join((node.text_content or "").split())
    return text_of(node)


# What they say


def said(box: Box) -> Said:
    """The paragraphs of a box: each once, for captions are told with each of the pictures."""
    page = _Lines()
    for content in box.contents:
        page.add(content)
    return Said(tuple(page.found()), tuple(page.given))


class _Lines:
    """Paragraphs as they are put together from what stands between two ends of blocks."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self._lines: list[Line] = []
        self._html: list[str] = []
        self._words: list[str] = []
        self._rows: list[int] = []  # how many lines there were where each open row began

    def add(self, content: Node) -> None:
        if content.is_text_node:
            self._text(content)
        elif not self._taken(content):
            for node, begins in walk(content, lambda node: not self._is_whole(node)):
                if node.is_text_node:
                    self._text(node)
                elif node.is_element_node and not (begins and self._taken(node)):
                    self._border(node, begins=begins)
        self._end()

    def found(self) -> Iterator[Line]:
        by_words: dict[tuple[str, str], Line] = {}
        text = self._lines[0].words if self._lines else ""
        text = text if len(text) < _LONG_TEXT else ""
        for line in self._lines:
            key = line.label, line.words
            if is_web(line.words) and by_words and line.words in text and line.words != text:
                continue  # what a message shares is told once more below it
            if key not in by_words or "<a " in line.html:
                by_words[key] = line
        yield from by_words.values()

    def _is_whole(self, node: Node) -> bool:
        return (
            node.tag in ("a", *_MEDIA)
            or not _is_seen(node)
            or (node.tag == "ul" and not _REACTIONS.isdisjoint(classes(node)))
        )

    def _taken(self, node: Node) -> bool:
        """Whether an element is one that is read as a whole; then it has been."""
        if not self._is_whole(node):
            return False
        if node.tag == "ul":
            self.given += [words for item in node.css("li") if (words := text_of(item))]
        elif node.tag == "a":
            self._link(node)
        elif node.tag in _MEDIA:
            self._file(node)
        return True

    def _text(self, node: Node) -> None:
        text = node.text_content or ""
        self._html.append(escape(text))
        self._words.append(text)

    def _link(self, node: Node) -> None:
        address, words = attribute(node, "href"), text_of(node)
        if is_web(address):
            shown = words or address
            self._html.append(f'<a href="{escape(address)}">{escape(shown)}</a>')
            self._words.append(shown)
            return
        file = _name(address)
        if file:
            self._line(f"{ATTACHED}{file}")
        if words and (not file or file not in words):
            self._html.append(escape(words))
            self._words.append(words)

    def _file(self, node: Node) -> None:
        holder = node if attribute(node, "src") else node.css_first("[src]") or node
        address = attribute(holder, "src")
        if is_web(address):
            self._end()
            self._html.append(f'<a href="{escape(address)}">{escape(address)}</a>')
            self._words.append(address)
            self._end()
        else:
            self._line(f"{ATTACHED}{_name(address) or attribute(node, 'alt') or 'file'}")

    def _border(self, node: Node, *, begins: bool) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._html.append("<br>")
            self._words.append(" ")
        elif tag not in _INLINE:
            self._end()
            if tag == "tr" and begins and node.first_child is not None:
                self._rows.append(len(self._lines))
            elif tag == "tr" and not begins:
                self._row(self._rows.pop())

    def _row(self, start: int) -> None:
        """A row of a table: its first cell is the label of its second."""
        if len(self._lines) - start == 2:
            label, value = self._lines[start:]
            if not label.label and not value.label:
                self._lines[start:] = [value._replace(label=label.words)]

    def _line(self, words: str) -> None:
        self._end()
        self._lines.append(Line(escape(words), words))

    def _end(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            html = "".join(self._html).strip()
            self._lines.append(Line(html, words))
        self._html, self._words = [], []


def _name(address: str) -> str:
    return address.replace("\\", "/").rpartition("/")[2].partition("?")[0][:200]
