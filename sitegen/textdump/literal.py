"""Copies that kept the site's own markup: one comment a line, with its `<p>` and `<a href>`.

A line is a whole post, so every border is recorded; parents and authors are lost.
"""

import re

from sitegen.textdump.reading import Known, Part, Sheet
from sitegen.textdump.text import spoken

_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)\b")
_OURS = frozenset(["p", "a", "/a", "i", "/i", "pre", "/pre", "code", "/code"])
_LINE = Known("recorded", 1.0, "line")


def read(lines: tuple[str, ...]) -> Sheet | None:
    """The lines as posts, or None when they are not in the site's markup."""
    told = list(spoken(lines))
    tags = [tag.lower() for _, line in told for tag in _TAG.findall(line)]
    if not tags or not set(tags) <= _OURS or tags.count("p") + tags.count("a") < 2:
        return None
    if any(line.lstrip().startswith("<") for _, line in told[:3]) or "<p>" not in "".join(
        [line for _, line in told[:200]]
    ):
        return None
    parts = [Part(first=n, last=n, border=_LINE, markup="hn") for n, _ in told]
    return Sheet(
        site="hn",
        shape="literal",
        lines=lines,
        opening=parts[0],
        comments=tuple(parts[1:]),
        rooted=False,
    )
