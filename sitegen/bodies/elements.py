"""The elements of HTML, by what becomes of them in a body.

A name that is in none of these tables is not HTML, and so is text of the author.
"""

from types import MappingProxyType
from typing import Final

from sitegen.bodies.flow import BLOCKS as _WRITTEN_BLOCKS


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

#: Quotes, lists, tables and their parts, and the name that each is written with.
BLOCKS: Final = MappingProxyType(
    {name: name for name in _WRITTEN_BLOCKS} | {"menu": "ul", "dir": "ul"}
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
