"""Bounds for HTML before it is parsed: how deep it nests, and how large a tree it makes.

The rules of HTML let a small file make a tree of any size: unclosed elements are copied into
every paragraph that follows. So tags are counted first, by the same rules, as far as depth goes;
a tag that would go beyond a bound is left out, and its text stays. Nothing is read from here:
that is the parser's business.
"""

import re
from collections.abc import Container
from itertools import islice
from typing import Final

from sitegen import possessive

DEEPEST: Final = 1000  # open elements; saved pages of long threads stay below 400
MOST_COPIES: Final = 24  # unclosed elements of a line, which the parser copies
MOST_TAGS: Final = 4_000_000  # with the copies that the parser will make of them
_MOST_ATTRIBUTES = 256
_LONG_TAG = 2048  # bytes; shorter ones cannot have too many attributes
_NEAR = 64  # open elements that an end tag looks through

_TOKEN = possessive.compiled(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])"
    r".*?(?:</(?P=raw)|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+)>?",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+)|[^\s=]++")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source"
    " track wbr"
)
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_SCOPES = _names("applet caption html marquee object table td template th")
_ENDS_P = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p plaintext"
    " pre search section summary table ul xmp"
)
_PARTS = _names("tbody td tfoot th thead tr caption colgroup")
_P, _HOLDS_P, _HOLDS_PARTS = frozenset({"p"}), _SCOPES | {"button"}, frozenset({"table"})
_SPECIAL = (_ENDS_P | _SCOPES | _PARTS | {"body", "button", "head", "select"}) - {"dialog"}
# Which open parts end where another begins, and in what they all lie.
_REPLACES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"tr"}),
    "th": ({"td", "th"}, {"tr"}),
    "tr": ({"tr"}, {"table"}),
    "tbody": ({"tbody", "thead", "tfoot"}, {"table"}),
    "thead": ({"tbody", "thead", "tfoot"}, {"table"}),
    "tfoot": ({"tbody", "thead", "tfoot"}, {"table"}),
    "option": ({"option"}, {"select", "datalist"}),
}


_COPIED = re.compile(rf"<(?:{'|'.join(sorted(_FORMATTING))})(?![^\s/>])", re.IGNORECASE)


class _Depth:
    """The open elements, as the parser will hold them or deeper.

    Where the rules are subtle this one keeps an element open that the parser closes, never the
    other way round.
    """

    def __init__(self) -> None:
        self.open: list[str] = []
        # Unclosed elements of a line, also of paragraphs that ended: a list for each cell.
        self.copied: list[list[str]] = [[]]

    def start(self, name: str) -> None:
        if name in _ENDS_P:
            self._pop_to(_P, _HOLDS_P)
        if name in _REPLACES:
            self._pop_to(*_REPLACES[name])
        if name in _VOID:
            return
        if name in _FORMATTING:
            if name == "a":
                self.end("a")
            self.copied[-1].append(name)
        elif name in _SCOPES:
            self.copied.append([])
        self.open.append(name)

    def end(self, name: str) -> None:
        if name in _FORMATTING:
            if name in self.copied[-1]:
                self.copied[-1].remove(name)
            near = self._nearest({name}, _SCOPES)
            if near >= 0:
                del self.open[near]
        elif name in _PARTS or name == "table":
            self._pop_to({name}, _HOLDS_PARTS)
        elif name in _SPECIAL:
            self._pop_to({name}, _SCOPES)
        else:
            self._pop_to({name}, _SPECIAL)

    def _pop_to(self, names: Container[str], within: Container[str]) -> None:
        near = self._nearest(names, within)
        if near < 0:
            return
        for name in self.open[near:]:
            if name in _SCOPES:
                self.copied.pop()
        del self.open[near:]

    def _nearest(self, names: Container[str], within: Container[str]) -> int:
        """The index of the innermost open element of these names, if it is near; else -1."""
        for back, name in enumerate(islice(reversed(self.open), _NEAR), 1):
            if name in names:
                return len(self.open) - back
            if name in within:
                break
        return -1


def bounded(text: str) -> tuple[str, str]:
    """The text without the tags that go beyond a bound, and what was left out; "" if nothing."""
    if _is_slight(text):
        return text, ""
    depth = _Depth()
    kept: list[str] = []
    at = 0
    tags = left_out = 0
    for token in _TOKEN.finditer(text):
        copies = len(depth.copied[-1])
        tags += 1 + copies
        if tags > MOST_TAGS:
            kept.append(text[at : token.start()])
            return "".join(kept), f"over {MOST_TAGS:,} tags; what comes after them was not read"
        _, end, name, rest = token.groups()
        if not name:
            continue
        name = name.lower()
        if end:
            depth.end(name)
            continue
        if len(depth.open) >= DEEPEST or (name in _FORMATTING and copies >= MOST_COPIES):
            kept.append(text[at : token.start()])
            at = token.end()
            left_out += 1
            continue
        if len(rest) > _LONG_TAG and _has_too_many(rest):
            kept.append(text[at : token.start("rest")])
            at = token.end("rest")
            left_out += 1
        elif not (rest.endswith("/") and _is_foreign(depth.open)):
            depth.start(name)
    if not left_out:
        return text, ""
    kept.append(text[at:])
    return "".join(kept), f"nested too deep: {left_out:,} tags were left out, their text kept"


def _is_slight(text: str) -> bool:
    """Whether a text has too few tags, and is too short, to go beyond any bound: most messages."""
    if len(text) > _LONG_TAG or text.count("<") >= DEEPEST:
        return False
    return sum(1 for _ in _COPIED.finditer(text)) <= MOST_COPIES


def _has_too_many(attributes: str) -> bool:
    return sum(1 for _ in islice(_ATTRIBUTE.finditer(attributes), 2 * _MOST_ATTRIBUTES)) > (
        _MOST_ATTRIBUTES
    )


def _is_foreign(open_elements: list[str]) -> bool:
    """Whether a slash before the end of a tag closes it: in pictures and formulas alone."""
    return any(name in ("svg", "math") for name in islice(reversed(open_elements), _NEAR))
