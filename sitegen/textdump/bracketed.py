r"""Copies with the address of every link in square brackets: html-to-text (npm).

    NAME [user?id=NAME] 2 hours ago [item?id=72] | next [item?id=1#73] [–]
    [javascript:void(0)]

Addresses of the site's own get the round brackets that `addressed` takes away. Lines are wrapped at
80 columns, addresses and all, so heads stand on several: a line to which the next word did not fit
goes on. Pictures are their addresses, and arrows for votes the addresses that they lead to.
"""

import re
from collections.abc import Sequence

_HEAD = re.compile(
    r"(?P<who>[\w-]{1,32})\s\[[^\[\]\s]{0,60}(?:user\?id=|/?~|/u(?:ser)?/)(?P=who)/?\]"
)
_HEADS = 2
_SAMPLE = 2_000  # lines, in which they stand
_WIDTH = 80  # columns
_LONG = (
    "[https://hn.algolia.com/?",
    "[https://news.ycombinator.com/",
)  # own ones that may be longer
_ADDRESS = re.compile(r"\[(?P<to>[^\[\]\s()]{1,400}|javascript:void\(0\))\]")
_PICTURE = re.compile(r"\[[^\[\]\s]{0,200}\.(?:gif|svg|png|jpe?g|ico)(?:\?[^\[\]\s]{0,400})?\]")
_VOTE = re.compile(
    r"(?:https?://news\.ycombinator\.com/)?vote\?(?:id|for)=(?P<id>\d{1,10})(?:&\w{1,8}=\w{1,80}){1,3}"
    r"&(?:goto=item%3Fid%3D(?:(?P=id)|\d{1,10}(?:#\d{1,10})?)|whence=(?:%[\da-f]{2}){1,80})",
    re.I,
)
_POST = re.compile(  # behind the title in its line
    r"(?<=\)) ?(?=\d{1,9} points? by [\w-]{1,32} \([^()\s]{0,60}user\?id=)"
)
_FACE = re.compile(  # what a person's picture leads to
    r"/~(?P<who>[\w-]{1,32})\s(?=(?P=who)\s\[)|^/u(?:ser)?/(?:[\w-]{1,32}|\[deleted\])/?$"
)


def rounded(
    lines: Sequence[str], own: re.Pattern[str]
) -> tuple[list[str], dict[int, tuple[str, ...]]] | None:
    """The lines, each paragraph on its first one, with round brackets about addresses, where such
    are those of the site's `own`, and what the line of a title links to; None for a text that is
    not such a copy.
    """
    heads = sum(bool(_HEAD.search(line)) for line in lines[:_SAMPLE] if " [" in line)
    if heads < _HEADS:
        return None
    kept = _unwrapped(lines)
    links: dict[int, tuple[str, ...]] = {}
    for index, line in enumerate(kept):
        if "[" in line or "vote?" in line or line[:2] == "/u":
            line = _FACE.sub("", _VOTE.sub("", _PICTURE.sub("", line)))
            kept[index] = _ADDRESS.sub(
                lambda match: round_ if own.fullmatch(round_ := f"({match['to']})") else match[0],
                line,
            ).rstrip()
    for index, line in enumerate(kept[:_SAMPLE]):
        if (post := _POST.search(line)) and kept[index + 1 : index + 2] == [""]:
            title = line[: post.start()]
            links[index + 1] = tuple(match["to"] for match in _ADDRESS.finditer(title))
            kept[index] = _ADDRESS.sub("", title)
            kept[index + 1] = line[post.end() :]
    return kept, links


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines as they were before they were wrapped; the same lines where they were not."""
    kept = list(lines)
    if any(len(line) > _WIDTH and " " in line[:_WIDTH].strip() for line in lines):
        return kept
    first, length = -1, 0
    pieces: list[str] = []
    for index, line in enumerate(lines):
        text = line.strip()
        word = len(text.split(maxsplit=1)[0]) if text else 0
        fits = length + 1 + word <= _WIDTH
        if first >= 0 and word and not fits and (word <= _WIDTH or text.startswith(_LONG)):
            pieces.append(text)
            kept[index] = ""
        else:
            if len(pieces) > 1:
                kept[first] = " ".join(pieces)
            first, pieces = (index, [line.rstrip()]) if text else (-1, [])
        length = len(line)
    if len(pieces) > 1:
        kept[first] = " ".join(pieces)
    return kept
