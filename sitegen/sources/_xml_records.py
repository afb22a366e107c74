"""XML files of records in a row (feeds, exports of blogs): each record a small tree, streamed.

The file is cut into its records first, and each is parsed alone, so damage costs its record and not
the rest, and no more than a record is held. No entities are declared or fetched: those of HTML are
known, others stay as they are written. Prefixes are those under which a namespace is known here,
whatever the file calls it.
"""

import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import BinaryIO, Final
from xml.parsers import expat

import msgspec

from sitegen import possessive
from sitegen.model import Problem
from sitegen.sources._xml_cut import Cutter

_DEEPEST: Final = 64
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_ENTITY = possessive.compiled(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_LONE = possessive.compiled(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_CHARACTER = possessive.compiled(r"&#(?:x0*([0-9a-fA-F]{1,8})|0*(\d{1,10}));")
_CDATA = possessive.compiled(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_PREFIX = possessive.compiled(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']([^\"'<>]{1,200})[\"']")
_BEFORE = possessive.compiled(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*", re.S
)
_OPENING = possessive.compiled(rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})[\s>]")
# Where a namespace is, and how it is called here; versions differ in what comes behind.
_KNOWN = (
    ("http://purl.org/dc/elements/", "dc:"),
    ("http://purl.org/rss/1.0/modules/content", "content:"),
    ("http://purl.org/rss/1.0/modules/slash", "slash:"),
    ("http://purl.org/syndication/thread/", "thr:"),
    ("http://www.w3.org/2005/Atom", "atom:"),
    ("http://purl.org/atom/app", "app:"),
    ("http://www.w3.org/2007/app", "app:"),
    ("http://purl.org/atom/", "atom:"),
    ("http://wordpress.org/export/", "wp:"),
    ("http://disqus.com/disqus-internals", "dsq:"),
)


class Element:
    """An element: its name, with the prefix its namespace has here, and what is in it."""

    __slots__ = ("attributes", "children", "name", "source", "text")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""  #: its own text, without that of elements in it
        self.source = ""  #: what stands between its tags, as it is written

    def all(self, name: str) -> Iterator["Element"]:
        """Its children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, *names: str) -> "Element | None":
        """The first child of the first of these names that there is."""
        for name in names:
            if (found := next(self.all(name), None)) is not None:
                return found
        return None

    def told(self, *names: str) -> str:
        """The text of the first of these children that has any."""
        for name in names:
            for found in self.all(name):
                if text := found.text.strip():
                    return text
        return ""


class Record(msgspec.Struct, frozen=True):
    """A record of a file and the line it begins on."""

    where: str
    element: Element


def root_of(head: bytes) -> str:
    """The name of the first element of a file, without its prefix; "" where it is no XML."""
    if head[:1] in (b"{", b"["):  # JSON: of ten thousand such files each is asked thrice
        return ""
    found = _OPENING.match(_BEFORE.sub(b"", head))
    return found[1].decode("ascii", "replace") if found else ""


def records(stream: BinaryIO, *names: str) -> Iterator[Record | Problem]:
    """What stands before the first record as an element without a name, then each record.

    `names` are those of records, without prefixes.
    """
    cutter = Cutter(stream, names)
    prefixes: dict[str, str] = {}
    for number, (line, data, fault) in enumerate(cutter.pieces()):
        where = f"line {line}"
        if fault:
            yield Problem(where, fault)
            continue
        text = data.translate(None, _CONTROLS).decode(cutter.encoding, "replace")
        if number == 0:
            prefixes = _prefixes(text)
            yield Record(where, _head(text, prefixes))
            continue
        try:
            yield Record(where, _parsed(text, prefixes))
        except (expat.ExpatError, _Refused) as error:
            yield Problem(where, f"malformed XML: {str(error).partition(':')[0]}")


class _Refused(Exception):
    """A record asks for what no honest one needs."""


def _prefixes(text: str) -> dict[str, str]:
    """The prefixes that a file declares, and what they are called here."""
    found: dict[str, str] = {}
    for prefix, space in _PREFIX.findall(text[:20_000]):
        known = next((own for start, own in _KNOWN if space.startswith(start)), f"{prefix}:")
        found[f"{prefix}:"] = known
    return found


def _head(text: str, prefixes: Mapping[str, str]) -> Element:
    """What stands before the first record: the elements that are whole, whatever holds them."""
    head = Element("", {})
    for found in re.finditer(
        r"<([\w.:-]{1,80})(?:\s[^<>]*)?>([^<]*|<!\[CDATA\[.*?\]\]>)</\1\s*>", text, re.S
    ):
        try:
            head.children.append(_parsed(found[0], prefixes))
        except (expat.ExpatError, _Refused):
            continue
    return head


def _parsed(text: str, prefixes: Mapping[str, str]) -> Element:
    """The tree of a record. Raises ExpatError and _Refused."""
    parts = _CDATA.split(text)
    parts[::2] = [_mended(part) if "&" in part else part for part in parts[::2]]
    return _Builder("".join(parts).encode("utf-8", "replace"), prefixes).root


def _mended(text: str) -> str:
    text = _CHARACTER.sub(_allowed, text)
    return _LONE.sub("&amp;", _ENTITY.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    return html5.get(f"{found[1]};") or f"&amp;{found[1]};"


def _allowed(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return found[0] if allowed or 0x10000 <= code < 0x110000 else "\ufffd"


class _Builder:
    def __init__(self, data: bytes, prefixes: Mapping[str, str]) -> None:
        self.root = Element("", {})
        self._open = [self.root]
        self._begins: list[int] = []
        self._text: list[list[str]] = [[]]
        self._data, self._prefixes = data, prefixes
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = self._refuse
        parser.StartDoctypeDeclHandler = self._refuse
        self._parser = parser
        parser.Parse(data, True)
        self.root = self.root.children[0]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise _Refused("elements are nested too deep")
        told = {self._named(key): value for key, value in attributes.items()}
        element = Element(self._named(name).removeprefix("atom:"), told)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._text.append([])
        self._begins.append(self._parser.CurrentByteIndex)

    def _end(self, name: str) -> None:
        element, begin = self._open.pop(), self._begins.pop()
        element.text = "".join(self._text.pop())
        if element.children:
            inside = self._data[self._data.find(b">", begin) + 1 : self._parser.CurrentByteIndex]
            element.source = inside.decode("utf-8", "replace")

    def _said(self, text: str) -> None:
        self._text[-1].append(text)

    def _named(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return self._prefixes.get(f"{prefix}:", f"{prefix}:") + rest if colon else name

    def _refuse(self, *told: object) -> None:
        raise _Refused("it declares what no record needs")
