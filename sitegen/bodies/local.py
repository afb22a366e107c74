"""Links to posts that the archive holds: a second link beside them leads there.

The first stays as its author wrote it, for what is there may differ from what is here. A link whose
words are the number of a post (">>123") names that post and no address: it leads to it itself, and
to no other post of its thread.
"""

import re
from collections.abc import Mapping

from sitegen.bodies.characters import escape_attribute
from sitegen.entities import unescape
from sitegen.model import posts_at

# In what the sanitizer has written, attributes are quoted and links do not nest.
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.S)
_NUMBER = re.compile(r"&gt;&gt;(?:&gt;/[^<>/]{1,90}/)?\d{1,15}")


def accompanied(html: str, places: Mapping[str, str]) -> str:
    """Safe HTML with a local link behind each link to a post of `places`: post id -> address."""

    def both(match: re.Match[str]) -> str:
        named = posts_at(unescape(match[1]))
        numbered = _NUMBER.fullmatch(match[2]) is not None
        if numbered:
            named = named[:1]
        here = next((places[post] for post in named if post in places), None)
        if here is None:
            return match[0]
        if numbered:
            return f'<a href="{escape_attribute(here)}">{match[2]}</a>'
        return f'{match[0]} <a class="here" href="{escape_attribute(here)}">[here]</a>'

    return _LINK.sub(both, html)
