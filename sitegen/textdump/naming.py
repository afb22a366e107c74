"""The site's own id of the thread that a copy shows, where the copy or its file's name tells it.

With it the copy and a dump with structure are one thread, at one URL. A name is only believed
where it says whose id it is; a number that may be a date is none.
"""

import re

from sitegen.model import posts_at, site_of
from sitegen.textdump.reading import Part, Sheet

_NAMES = {
    "hn": re.compile(
        r"(?:.*[/._-])?(?:hn|hackernews|hacker-news|news\.ycombinator\.com)[/._-]"
        r"(?:(?P<said>item(?:[?._-]?id)?[=._-])?(?P<id>[1-9]\d{0,8}))(?:\.[a-z]+)+",
        re.IGNORECASE,
    ),
    "reddit": re.compile(
        r"(?:.*[/._-])?(?P<said>reddit\.com[/._-](?:r[/._-]\w+?[/._-])?comments[/._-])"
        r"(?P<id>[0-9a-z]{5,8})(?:[/._-].*)?\.[a-z]+",
        re.IGNORECASE,
    ),
    "lobsters": re.compile(
        r"(?:.*[/._-])?(?P<said>lobste\.rs[/._-]s[/._-])(?P<id>[0-9a-z]{6})(?:[/._-].*)?\.[a-z]+",
        re.IGNORECASE,
    ),
}
_PREFIX = {"reddit": "t3_"}
# A number alone is believed if it is neither small nor a date.
_BARE = re.compile(r"(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$)\d{5,}")


def thread_id(sheet: Sheet, name: str) -> str | None:
    """The id, as every format of the site gives it; None where nobody tells it.

    `name` is the path of the copy below content/.
    """
    told = posts_at(sheet.permalink) if sheet.permalink else ()
    if told and site_of(told[-1]) == sheet.site:
        return told[-1]  # the thread; what comes before it is a comment in it
    match = _NAMES[sheet.site].fullmatch(name) if sheet.site in _NAMES else None
    if match is None or (not match["said"] and _BARE.fullmatch(match["id"]) is None):
        return None
    return f"{sheet.site}:{_PREFIX.get(sheet.site, '')}{match['id'].lower()}"


def own_id(part: Part, site: str) -> str | None:
    """The id of a comment whose address the copy tells."""
    told = posts_at(part.permalink) if part.permalink else ()
    return told[0] if told and site_of(told[0]) == site else None
