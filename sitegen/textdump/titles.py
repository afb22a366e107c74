"""The title of a page among the lines above its first post.

Menus and the site's name stand there, too. Sure is what is said twice: in the title of the
browser's window (`TITLE - SITE`), in the subject of an answer (`Re: TITLE`), in `3 thoughts on
"TITLE"`, or what Markdown marks as the page's heading.
"""

import re
from collections.abc import Iterable, Sequence

from sitegen.textdump.plainly import plainly

_HEADING = re.compile(r"#\s+(?P<title>\S.*)")
_SUBJECT = re.compile(r"Re: (?P<title>\S.*)", re.I)
_COUNTED = re.compile(
    r"(?:\d{1,6}|one) (?:thoughts?|comments?|responses?|replies) (?:on|to) "
    r"[“\"«„‘'](?P<title>.+)[”\"»“’']",
    re.I,
)
_BEHIND = re.compile(r"\s?[-–—|·:•(/]")
_MENU = re.compile(
    r"(?:skip|jump) (?:directly )?to .*|(?:log|sign) ?(?:in|up|out)\b.*"
    r"|(?:ask question|post reply|home|menu|search|faq|quick links|register|toggle navigation"
    r"|subscribe|create account|new topic)\b.*"
    r"|.{0,60}(?:log|sign) ?(?:in|up) ?(?:log|sign) ?(?:in|up)"
    r"|.* [|•·»›] .*|\[?image\b.*",
    re.I,
)
_ISSUE = re.compile(r"(?P<title>\S.*) #\d{1,7}")
_LIST = re.compile(r"\A\[[^\[\]]{1,60}\] (?=\S)")
_BYLINE = re.compile(r"posted (?:on [^.!?]{4,60}\d|by \S[^.!?]{0,60} on [^.!?]{4,60}\d)", re.I)
_SITE = re.compile(r" \((?:[\w-]{1,60}\.){1,6}[a-z]{2,20}\)(?: \d{1,6})?$")
_WORDS = 3  # of a title that is told by nothing else; a site's name has fewer
_LONGEST = 300


def title_of(
    lines: Iterable[str], above: Sequence[str], *, posts: bool = False, numbered: bool = False
) -> str | None:
    """The title among the lines `above`, or None where there are none; `lines` are all the page's.

    `posts`: some of them are a post's, so where no line is surely the title, the first one is.
    `numbered`: behind the title stands the number of an issue.
    """
    told = [text for line in above if 0 < len(line) <= _LONGEST and (text := plainly(line))]
    if not told:
        return plainly(above[0]) or None if above else None
    if numbered and (issue := next((m for text in told if (m := _ISSUE.fullmatch(text))), None)):
        return issue["title"]
    headings = [m["title"] for line in above if (m := _HEADING.fullmatch(line.strip()))]
    if len(headings) == 1:
        return plainly(headings[0])
    lines = tuple(lines)
    whole = "\n".join(lines)
    answered = "Re:" in whole or "re:" in whole
    said = {match["title"] for line in lines if (match := _said(line))} if answered else set()
    for text in told:
        if text in said or any(_begins(other, text) for other in told[:2]):
            return text
    counting = lines if " on " in whole else ()
    counted = next((m["title"] for line in counting if (m := _counted(line))), None)
    if counted in told:
        return counted
    if posts:
        return next((text for text in told if not _MENU.fullmatch(text)), told[0])
    worded = (text for text in told if len(text.split()) >= _WORDS and not _MENU.fullmatch(text))
    return next(worded, told[0])


def signed_title(texts: Sequence[str]) -> tuple[str, int] | None:
    """The title above the line of an article that says who posted it when, and the place of that
    line; None where there is none such or more than one.
    """
    found = [at for at, text in enumerate(texts) if len(text) <= _LONGEST and _BYLINE.match(text)]
    if len(found) != 1 or not found[0] or _MENU.fullmatch(texts[found[0] - 1]):
        return None
    return _SITE.sub("", texts[found[0] - 1]), found[0]


def _said(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST or ("Re:" not in line and "re:" not in line):
        return None
    return _SUBJECT.fullmatch(plainly(line))


def _counted(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST or " on " not in line:
        return None
    return _COUNTED.fullmatch(plainly(line))


def _begins(window: str, text: str) -> bool:
    """Whether the title of the window is a line, with the site's name behind it, or a list's in
    brackets before it.
    """
    window, listed = _LIST.subn("", window, count=1)
    return (listed > 0 and window == text) or (
        len(text) < len(window)
        and len(text.split()) > 1
        and window.startswith(text)
        and _BEHIND.match(window[len(text) :]) is not None
    )
