"""What a check finds: a value with the page, what is wrong there and what to do.

An error stops publishing; a warning does so with --strict only.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal[
    "missing", "link", "anchor", "canonical", "sitemap", "html", "xml", "feed", "foreign",
    "email", "lock", "sums", "size", "budget", "privacy",
]  # fmt: skip
Level = Literal["error", "warning"]

HINTS: dict[str, str] = {
    "missing": "run sitegen build",
    "link": "a template or a file in static/ names what the site does not have",
    "anchor": "the page it leads to has no such id",
    "canonical": "build and check with the same [site] url, or the same --base-url",
    "sitemap": "build and check with the same [site] url, or the same --base-url",
    "html": "look at the template that writes it; if it is sitegen's own, report it",
    "xml": "look at the template that writes it; if it is sitegen's own, report it",
    "feed": "RFC 4287 asks for it; look at the template feed.xml",
    "foreign": "copy the file into static/ and name it there: readers are not to be watched",
    "email": "addresses are collected by spammers",
    "lock": "links from elsewhere lead there: bring its dump back, say in [redirects] where it"
    ' is or that it is gone (""), or take out the line',
    "sums": "run sitegen build",
    "privacy": "name the post in redactions.toml, too, or a pattern that fits the words",
    "size": "GitHub takes no file over 100 MB; cut it, or take it out of static/",
    "budget": "[build] authors = false, subthreads = false, orders = [] and twins = [] leave out"
    " what is shown twice; else publish fewer dumps, or in several sites",
}  # fmt: skip


class Finding(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """`where` is a path below the output folder, or a file of the site with its line."""

    kind: Kind
    where: str
    message: str
    level: Level = "error"


_KEPT = 200  # findings of a kind that are kept in full; all are counted


class Tally:
    """Findings as they come in: all counted, the first of each kind kept."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[Kind, Level]] = Counter()
        self.kept: list[Finding] = []

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            kind = finding.kind, finding.level
            self.counts[kind] += 1
            if self.counts[kind] <= _KEPT:
                self.kept.append(finding)
