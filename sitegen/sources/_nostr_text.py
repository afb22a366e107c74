"""The text of a post of Nostr: people and posts that it names, as names and addresses.

`nostr:npub1…` stands for a person, `nostr:note1…` for a post; before, `#[0]` was the first tag.
https://github.com/nostr-protocol/nips/blob/master/27.md, 08.md
"""

import re
from collections.abc import Callable

from sitegen.model.nostr_names import name_of, person_named, post_named
from sitegen.sources._nostr import Event, hexadecimal

SITE = "https://njump.me/"
_NAMED = re.compile(
    r"nostr:((?:npub|nprofile|note|nevent|naddr)1[02-9ac-hj-np-z]{6,1000})|#\[(\d{1,3})\]"
)
_SIGNS = re.compile(r"([\\`*_\[\]<>()#~|!&])")


def text(event: Event, name: Callable[[str], str], *, markdown: bool) -> str:
    """The text of an event. `name` tells that of a person by the key."""

    def replaced(found: re.Match[str]) -> str:
        if found[2]:
            return _of_tag(event, int(found[2]), name) or found[0]
        if key := person_named(found[1]):
            if markdown and event.content[max(0, found.start() - 2) : found.start()] == "](":
                return SITE + name_of("npub", key)
            shown = f"@{name(key)}"
            return _SIGNS.sub(r"\\\1", shown) if markdown else shown
        return SITE + found[1] if post_named(found[1]) else found[0]

    if "nostr:" not in event.content and ("#[" not in event.content or markdown):
        return event.content
    return _NAMED.sub(replaced, event.content)


def short_name(key: str) -> str:
    """What a person is called that nothing tells a name of: the ends of `npub1…`."""
    told = name_of("npub", key)
    return f"{told[:12]}…{told[-6:]}"


def _of_tag(event: Event, place: int, name: Callable[[str], str]) -> str:
    tag = event.tags[place] if place < len(event.tags) else ()
    told = hexadecimal(tag[1]) if len(tag) > 1 else ""
    if told and tag[0] == "p":
        return f"@{name(told)}"
    return SITE + name_of("note", told) if told and tag[0] == "e" else ""
