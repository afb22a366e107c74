"""Pages as the reply model sees them, with the true borders and the true parents."""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textdump_corpus import Page

from sitegen.textdump import kinship, offers
from sitegen.textdump.blocks import blocks
from sitegen.textdump.quotes import matches
from sitegen.textdump.words import facts


@dataclass
class Told:
    """A page with its true parents; parents[n] is that of comment n, 0 the opening post."""

    page: offers.Page
    parents: list[int]
    group: str


def told(page: Page, *, counted: bool = True) -> Told | None:
    """None for a page whose parents are not known."""
    if any(parent is None for _, _, parent in page.comments):
        return None
    lines = tuple(page.text.split("\n"))
    spans = [(1, page.header_lines), *((first, last) for first, last, _ in page.comments)]
    seen, owner, voices = [], [], []
    for number, (first, last) in enumerate(spans):
        start = first if number else first + 2
        found = blocks(lines[: last - (not number)], start)
        own = [facts("\n".join(lines[b.first - 1 : b.last]), code=b.code) for b in found]
        own = own or [facts("")]
        voices.append(kinship.voice(own))
        seen += own
        owner += [number] * len(own)
    ties = kinship.ties(matches(seen), owner)
    direct = page.direct if counted else None
    made = offers.page_of(voices, ties, direct)
    return Told(made, [-1, *(parent for _, _, parent in page.comments)], page.group)
