"""Whether anything that redactions take out can still be read somewhere in the finished site.

Looks for names, titles and sentences as a reader would see them: without tags, in one line.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.check.finding import Finding
from sitegen.check.places import Site
from sitegen.entities import unescape
from sitegen.model.redacting import needles
from sitegen.store import Store

_TAGS = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")
_READ = (".html", ".xml", ".json", ".ndjson", ".txt", ".md", ".csv")
_AT_ONCE = 2000  # that are looked for in one go


def shown(site: Site, state: Path) -> Iterator[Finding]:
    """Every place where something that is hidden can be read. Raises StoreError."""
    store = Store.read_only(state / "store.db")
    try:
        redactions = store.redactions
        if redactions is None:
            return
        hidden: set[str] = set()
        for summary in store.summaries():
            posts, _ = store.as_told(summary.id)
            hidden.update(map(_plain, needles(redactions, summary.id, posts)))
    finally:
        store.close()
    patterns = list(_patterns(sorted(hidden - {""}, key=lambda one: (-len(one), one))))
    for path in sorted(site.files):
        if path.endswith(_READ):
            try:
                text = Path(site.output, path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # told elsewhere
            for told in dict.fromkeys(
                match[0] for pattern in patterns for match in pattern.finditer(_plain(text))
            ):
                yield Finding("privacy", path, f"what was taken out can be read: {told[:80]}")


def _patterns(hidden: list[str]) -> Iterator[re.Pattern[str]]:
    for at in range(0, len(hidden), _AT_ONCE):
        some = hidden[at : at + _AT_ONCE]
        yield re.compile("|".join(map(_whole, some)))


def _whole(text: str) -> str:
    """A text that does not begin or end inside a word."""
    before = r"(?<!\w)" if _WORD.match(text) else ""
    return f"{before}{re.escape(text)}" + (r"(?!\w)" if _WORD.match(text[-1]) else "")


def _plain(text: str) -> str:
    return _SPACE.sub(" ", unescape(_TAGS.sub("", text))).strip()
