"""Links to posts that the archive holds: a second link beside them leads there.

The first stays as its author wrote it, for what is there may differ from what is here.
"""

import re
from collections.abc import Mapping

from sitegen.bodies.characters import escape_attribute
from sitegen.entities import unescape
from sitegen.model import posts_at

# In what the sanitizer has written, attributes are quoted and links do not nest.
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>.*?</a>', re.S)


def accompanied(html: str, places: Mapping[str, str]) -> str:
    """Safe HTML with a local link behind each link to a post of `places`: post id -> address."""

    def both(match: re.Match[str]) -> str:
        named = posts_at(unescape(match[1]))
        here = next((places[post] for post in named if post in places), None)
        if here is None:
            return match[0]
        return f'{match[0]} <a class="here" href="{escape_attribute(here)}">[here]</a>'

    return _LINK.sub(both, html)
