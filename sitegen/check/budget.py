"""How large a site is, beside what GitHub Pages allows, and what takes up the room.

The limits stand in GitHub's documentation, "GitHub Pages limits" and "About large files".
"""

import os
from collections import Counter
from collections.abc import Iterator
from heapq import nlargest

import msgspec

from sitegen.check.finding import Finding
from sitegen.check.places import Site
from sitegen.model.sizes import sized
from sitegen.pages import urls

SITE = 1_000_000_000  # bytes; a published site may not be larger
FILE = 100_000_000  # bytes; a push with a larger file is refused
VISITS = 100_000_000_000  # bytes a month, a soft limit
_NEAR = 0.8  # of a limit: a warning
_SHOWN = 5


class Budget(msgspec.Struct, frozen=True):
    """Bytes and numbers of files; `kinds` and `threads` are the largest of them, with bytes."""

    size: int
    files: int
    kinds: tuple[tuple[str, int, int], ...]
    largest: tuple[tuple[str, int], ...]
    threads: tuple[tuple[str, int], ...]

    @property
    def visits(self) -> int:
        """How often all of the site may be fetched in a month."""
        return VISITS // max(self.size, 1)


def measure(site: Site) -> Budget:
    """Looks at the size of every file of a site. Those that are missing count as empty."""
    sizes: dict[str, int] = {}
    kinds: dict[str, list[int]] = {}
    threads: Counter[str] = Counter()
    for path in sorted(site.files):
        try:
            size = os.stat(f"{site.output}/{path}").st_size
        except OSError:
            size = 0
        sizes[path] = size
        kind = kinds.setdefault(_kind(path), [0, 0])
        kind[0] += 1
        kind[1] += size
        if path.startswith("t/"):
            threads["/".join(path.split("/")[:3]) + "/"] += size
    return Budget(
        sum(sizes.values()),
        len(sizes),
        tuple((name, *numbers) for name, numbers in sorted(kinds.items())),  # type: ignore[misc]
        tuple(nlargest(_SHOWN, sizes.items(), lambda item: item[1])),
        tuple(nlargest(_SHOWN, threads.items(), lambda item: item[1])),
    )


def over(budget: Budget, limit: int = SITE) -> Iterator[Finding]:
    """What is too large for GitHub Pages, or nearly so. Files have a check of their own."""
    told = f"the site has {sized(budget.size)} of {sized(limit)} allowed"
    if budget.size > limit:
        yield Finding("budget", "", told)
    elif budget.size > limit * _NEAR:
        yield Finding("budget", "", told, "warning")


def _kind(path: str) -> str:
    """What a file is for, in a word."""
    first, _, rest = path.partition("/")
    if not rest:
        return "front" if path == urls.FRONT else "feeds, sitemaps and the like"
    if first.startswith("page-"):
        return "front"
    return {"t": "threads", "c": "communities", "m": "months", "u": "authors", "d": "domains"}.get(
        first, first
    )
