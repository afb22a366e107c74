r"""Copies with the address of every link in brackets behind its words: Resiliparse and its like.

    NAME (user?id=NAME) 2 hours ago (item?id=72) | next (item?id=1#73) [–] (javascript:void(0))

Addresses of the site's own links are taken away, those of posts kept for their lines; what a person
linked to stays as it stands.
"""

import re
from collections.abc import Sequence

from sitegen.textdump import bracketed
from sitegen.textdump.converted import Converted
from sitegen.textdump.linked import absolute

_HN = (
    r"(?:https?://news\.ycombinator\.com/)?(?:(?:user|item|vote|reply|hide|fave|flag|from|threads"
    r"|login|logout|newsfaq|front|newest|newcomments|ask|show|jobs|submit|news|lists)\b[^()\s]{0,400})"
)
_REDDIT = (
    r"(?:https?://(?:\w+\.)?reddit\.com)?/(?:u(?:ser)?/[\w-]+/?|gold[?][^()\s]{0,200}"
    r"|r/\w+/comments/[^()\s]{0,400})"
)
_LOBSTERS = r"(?:https?://lobste\.rs)?/(?:~|[cst]/|login|replies|comments)[^()\s]{0,400}"
_OWN = re.compile(
    rf"\s*\((?P<to>{_HN}|{_LOBSTERS}|{_REDDIT}|#[\w-]{{1,80}}|javascript:void\(0\)"
    r"|https?://(?:www\.)?ycombinator\.com|https?://hn\.algolia\.com/\?[^()\s]{0,400})\)"
)
_BEFORE = re.compile(rf"{_OWN.pattern}(?=\w)")  # a word that no space parts from the address
_HEAD = re.compile(
    r"(?P<who>[\w-]{1,32})\s{1,40}\([^()\s]{0,60}(?:user\?id=|/?~|/u(?:ser)?/)(?P=who)/?\)"
)
_GAP = re.compile(r"[^ ] {8,}\(/~[\w-]")  # lists that are empty were not closed: no levels
_HEADS = 2
_SAMPLE = 2_000  # lines, in which they stand


def taken_back(lines: Sequence[str]) -> Converted | None:
    """The page, or None for a text that is not such a copy."""
    lines, links = bracketed.rounded(lines, _OWN) or (lines, dict[int, tuple[str, ...]]())
    heads = sum(
        bool(_HEAD.search(line)) for line in lines[:_SAMPLE] if " (" in line or "\t(" in line
    )
    if heads < _HEADS:
        return None
    level = not any(_GAP.search(line) for line in lines[:_SAMPLE])
    kept: list[str] = []
    furniture: list[int] = []
    for number, line in enumerate(lines, 1):
        found = tuple(absolute(match["to"]) for match in _OWN.finditer(line))
        if found:
            links[number] = (*links.get(number, ()), *found)
            margin = " " * (len(line) - len(line.lstrip(" ")))
            words = " ".join(_OWN.sub("", _BEFORE.sub(r"\g<0> ", line)).split())
            if not words and line.strip():
                furniture.append(number)
            line = f"{margin if level else ''}{words}" if words else ""
        kept.append(line)
    return Converted(kept, furniture, links)
