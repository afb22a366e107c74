"""Which of a page's notations is read, and what of it is no post."""

import re
from collections.abc import Iterator

from sitegen.model import Problem
from sitegen.sources import _linked_data, _marked_elements, _marked_scripts
from sitegen.sources import _marked_fields as fields
from sitegen.sources._html import Node
from sitegen.sources._marked_items import Told

_SCRIPTED = re.compile(r"\"(?:DiscussionForumPosting|Comment|QAPage|Answer)\"")
_ASKED = "no discussion: questions that a site asks and answers itself (FAQPage, Quiz)"


def found(root: Node) -> Told:
    """What the notation tells that tells of most."""
    ways = (_marked_elements.microdata, _marked_elements.microformats, _marked_scripts.linked_data)
    return max((way(root) for way in ways), key=_weight)


def _weight(told: Told) -> tuple[int, int, int]:
    texts = sum(any(name in item.told for name in fields.BODIES) for item in told.items)
    return sum(item.is_comment() for item in told.items), texts, told.asked


def left_out(root: Node, told: Told, *, holds: bool) -> Iterator[Problem]:
    """What of a page is no post; `holds`: some of it is."""
    if any(_SCRIPTED.search(text) for text in _linked_data.unread(root)):
        yield Problem("", "a script that tells of comments is no JSON, or nests too deep")
    if told.named:
        yield Problem(
            "", f"comments of which the page tells only an address, or nothing ({told.named:,})"
        )
    if told.within:
        yield Problem("", f"posts in others, not marked as comments ({told.within:,})")
    if not holds and told.asked:
        yield Problem("", _ASKED)
    elif not holds and told.items:
        yield Problem("", "no discussion: nothing but articles without comments, or a list of them")
    elif not holds:
        yield Problem("", "no post that is marked as one was found")
