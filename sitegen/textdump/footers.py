"""Where the page's own end begins: the row of links that sites put below everything."""

import re
from collections.abc import Sequence

_FOOTERS = re.compile(
    r"(?:\[\d+\])?Guidelines(?:\s?\|\s?(?:\[\d+\])?(?:FAQ|Lists|Support|API)\b.*)?"
    r"|(?:Consider applying|Applications are open|Apply now) (?:for|to) (?:YC|Y Combinator).*"
    r"|(?:\[\d+\])?About (?:\| )?(?:\[\d+\])?(?:Tags|Moderation)\b.*(?:Moderation|Log|Privacy).*"
    r"|Use of this site constitutes acceptance of our .*"
    r"|Reddit, Inc\. © \d{4}.*|© \d{4} [Rr]eddit,? [Ii]nc\.? .*"
    r"|(?:BE: [\d.]+\s?)?(?:Modlog|Instances)(?:\s?(?:Instances|Docs|Code|Legal|join-lemmy\.org))+"
    r"|(?:Mastodon|[\w-]+(?:\.[\w-]+)+): About(?: · .{1,40}){1,8}"
    r"|Powered by Discourse.*|Powered by (?:Lemmy|Redlib|libreddit|teddit).*"
    r"|(?:Topic list|Related topics|Suggested Topics|New & Unread Topics|Related Topics)",
)
_ABOVE = re.compile(
    r"about|blog|advertis(?:ing|e)|careers|help|site rules|Reddit help center|help center|wiki"
    r"|reddiquette|mod guidelines|moderator code of conduct|contact us|apps & tools|transparency"
    r"|Reddit for \w+|mobile website|buttons|source code|jobs|FAQ|<3|reddit (?:gold|premium|coins)"
    r"|redditgifts|reddit gifts|π.*|•",
    re.IGNORECASE,
)
_LAST = 60  # lines that are not blank, among which a footer may begin
_SHORT = 200  # characters of a line of a footer


def footer(lines: Sequence[str]) -> int:
    """The first line of the page's footer; the line after the last where it has none.

    A footer stands at the very end, and none of its lines is a paragraph.
    """
    found = len(lines) + 1
    told = 0
    below = False
    for number in range(len(lines), 0, -1):
        text = lines[number - 1].strip()
        if not text:
            continue
        told += 1
        if told > _LAST or len(text) > _SHORT:
            break
        if _FOOTERS.fullmatch(text) or (below and _ABOVE.fullmatch(text)):
            found = number
        below = found == number  # the line under the next one is the footer's
    return found
