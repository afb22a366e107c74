"""The elements of HTML: what becomes of them in a body, and which may stand in which.

A name that is in none of these tables is not HTML, and so is text of the author.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Elements of a line, and the name that each is written with.
LINE: Final = MappingProxyType(
    {
        name: name
        for name in _names(
            "a abbr b cite code del dfn em i ins kbd mark q s samp small strong sub sup u var"
        )
    }
    | {"strike": "s", "tt": "code", "acronym": "abbr"}
)

#: The blocks that are written: quotes, lists, tables and their parts.
WRITTEN_BLOCKS: Final = _names(
    "blockquote ul ol dl li dt dd table caption thead tbody tfoot tr td th"
)

#: Quotes, lists, tables and their parts, and the name that each is written with.
BLOCKS: Final = MappingProxyType(
    {name: name for name in WRITTEN_BLOCKS} | {"menu": "ul", "dir": "ul"}
)

#: Elements whose edges are edges of paragraphs, and nothing more.
BOXES: Final = _names(
    "address article aside body center details dialog div fieldset figcaption figure footer form "
    "header hgroup html legend main nav object optgroup option p search section select"
)

#: Elements that become bold paragraphs.
HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6 summary")

#: Elements that would load something, and become links to it.
MEDIA: Final = _names("audio embed iframe img source video")

#: Elements that leave no trace but their content.
NAMELESS: Final = _names(
    "area base basefont bdi bdo big blink button canvas col colgroup data datalist font frame "
    "frameset head keygen label link map marquee meta meter nobr noembed noframes output param "
    "picture plaintext progress rb rp rt rtc ruby slot textarea time track wbr xmp"
)

#: All names of HTML that may come out of the cutting of a text into tags.
KNOWN: Final = (
    frozenset(LINE) | frozenset(BLOCKS) | BOXES | HEADINGS | MEDIA | NAMELESS
    | _names("br hr input math noscript pre script span style svg template title")
)  # fmt: skip


#: Blocks that hold text.
CELLS: Final = _names("li dt dd td th caption")

SECTIONS: Final = _names("thead tbody tfoot")
LIST_PARTS: Final = _names("li dt dd")
_TABLE = _names("table")

#: The parts of lists and tables: which of them end where another one begins.
ENDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "li": _names("li"),
        **dict.fromkeys(("dt", "dd"), _names("dt dd")),
        **dict.fromkeys(("td", "th"), _names("td th caption")),
        **dict.fromkeys(SECTIONS, SECTIONS | {"caption"}),
        "tr": _names("tr caption"),
        "caption": _names("caption"),
    }
)

#: The same parts: what they stand in.
PARENTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "li": _names("ul ol"),
        **dict.fromkeys(("dt", "dd"), _names("dl")),
        **dict.fromkeys(("td", "th"), _names("tr")),
        **dict.fromkeys((*SECTIONS, "caption"), _TABLE),
        "tr": SECTIONS,
    }
)

#: What text, or another block, needs around it in a block that holds neither.
INNER: Final = MappingProxyType(
    {"ul": "li", "ol": "li", "dl": "dd", "table": "tbody", "tr": "td"}
    | dict.fromkeys(SECTIONS, "tr")
)

#: How far an end tag reaches: not out of a cell, unless it ends a part of the table itself.
SCOPES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {name: _names("td th") for name in WRITTEN_BLOCKS}
    | dict.fromkeys(_names("table tr td th caption") | SECTIONS, _TABLE)
)
