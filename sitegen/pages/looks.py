"""Which of [communities] says how a thread and its community's pages look."""

import re
from functools import lru_cache

from sitegen.pages.sites import site_name


@lru_cache(maxsize=4096)
def look_of(patterns: tuple[str, ...], site: str, community: str | None) -> str:
    """The most specific pattern that fits a community; empty where none does.

    A pattern is held against the community's name ("r/rust"), against the name with its site
    ("reddit/r/rust") and, for what stands outside communities, against the site's id and name
    ("hn", "Hacker News"). One without wildcards comes before all others, then the one with the
    most characters that are no wildcards; of two alike, the one that is written later.
    """
    if not patterns:
        return ""
    names = [community, f"{site}/{community}"] if community else [site, site_name(site)]
    fitting = [
        (*_exactness(pattern), number, pattern)
        for number, pattern in enumerate(patterns)
        if any(_glob(pattern).fullmatch(name) for name in names)
    ]
    return max(fitting)[-1] if fitting else ""


def _exactness(pattern: str) -> tuple[bool, int]:
    literal = re.sub(r"[*?]", "", pattern)
    return literal == pattern, len(literal)


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    """`*` stands for any characters, `?` for one; upper and lower case differ, as on the sites."""
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)
