"""Pages of the old Reddit on one line, in any language: broken at the heads and above the rows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.textdump.reddit import LINKS
from sitegen.textdump.rowends import ends_of

_ENGLISH = re.compile(rf"(?:{LINKS.pattern})\s*\Z")
_TAIL = 240  # characters
_FEWEST = 3  # rows


def pieces(
    lines: Sequence[str], heads: Mapping[int, Sequence[re.Match[str]]]
) -> tuple[str, ...] | None:
    """The lines, broken up; None where `heads`, by their line, are not of such a page, or its rows
    are in English, whose words are known.
    """
    if any(head[0][0] != "[" for found in heads.values() for head in found):
        return None
    told = list(_bodies(lines, heads))
    texts = [text for _, text in told if text is not None]
    english = sum(_ENGLISH.search(text, max(0, len(text) - _TAIL)) is not None for text in texts)
    if english * 2 > len(texts):
        return None
    ends = ends_of(texts)
    rows = {text[end:].strip() for text, end in zip(texts, ends, strict=True)} - {""}
    if sum(end < len(text) for text, end in zip(texts, ends, strict=True)) < _FEWEST:
        return None
    kept: list[str] = []
    at = 0
    for line, text in told:
        kept += (line.strip(), "")
        if text is None:
            continue
        below = [text[: ends[at]], text[ends[at] :]]
        if at + 1 == len(texts) and not below[1]:
            below = _last(text, rows)
        kept += [piece for part in below if part.strip() for piece in (part.strip(), "")]
        at += 1
    return tuple(kept)


def _bodies(
    lines: Sequence[str], heads: Mapping[int, Sequence[re.Match[str]]]
) -> Iterator[tuple[str, str | None]]:
    """Each head with the text behind it, and other lines without one."""
    for number, line in enumerate(lines):
        found = heads.get(number, ())
        above = line[: found[0].start()] if found else line
        if above.strip() or not found:
            yield above, None
        if not found:
            continue
        for head, end in zip(found, [*(h.start() for h in found[1:]), len(line)], strict=True):
            yield head[0], line[head.end() : end]


def _last(text: str, rows: set[str]) -> list[str]:
    """The page's last text: what stands below its row are the site's words, too."""
    at, row = max(((text.rfind(row), row) for row in rows), default=(-1, ""))
    return [text] if at < 0 else [text[:at], row, text[at + len(row) :]]
