r"""Copies of pages whose heads say what they are: `ann commented on Jan 3, 2023`, `ann says:` above
a time, `by ann » Tue Jan 03, 2023 10:22 am`, `ann • 3 years ago`.

Each kind is what stands on the lines of a head, one after the other; what the page has above and
below it besides is named, too. GitHub, WordPress, phpBB, Slashdot, Disqus.
"""

import re

from sitegen.ages import AGE
from sitegen.moments import MOMENT
from sitegen.textdump.kind import Kind

_LOGIN = r"(?P<who>[\w-]{1,39}(?:\[bot\])?)"
_DOT = r"(?<=\b(?-i:[A-Z]))\.|(?<=\b(?-i:[A-Z][a-z]))\.|(?<=\b(?-i:[A-Z][a-z]{2}))\."  # "J. Reed"
_PERSON = rf"(?!by |posted )(?P<who>[^\W_](?:[^\n.!?:;]|{_DOT}){{0,50}}?)"
_AGO = rf"\((?:{MOMENT})\)"
_CLOCKED = (  # a list of journeys has no seconds, and no ages behind its times
    rf"(?P<age>(?=.*\d:\d\d:\d\d)(?:{MOMENT})(?= {_AGO}|$)"
    rf"|(?=.* {_AGO}$)(?:{MOMENT}|\d{{1,2}}:\d\d ?[ap]m))(?: {_AGO})?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_AT = rf"(?P<age>{MOMENT}|last (?:week|month|year))"


def _of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


# In a play somebody may say "Yesterday", and a chronicle has days without years.
_SAID = rf"(?=.*\d)(?![a-z]{{3,9}}\.? \d{{1,2}}$|\d{{1,2}} {_MONTH}$){_AT}"
_DID = r"(?-i:commented|left a comment|reviewed|approved these changes|requested changes)"
_ROLE = (
    r"(?:owner|member|contributor|collaborator|author) ?(?:more actions)?|more actions"
    r"|issue body actions|edited|•"
    r"|edited by .{1,60}|loading|uh oh!|there was an error while loading\..*|first-time contributor"
)
_GITHUB_ABOVE = re.compile(rf"@[\w-]{{1,39}}|{_ROLE}|description", re.I)
_GITHUB_BELOW = re.compile(_ROLE, re.I)
_GITHUB_EVENT = re.compile(
    r"(?!(?:i|we|you|they|he|she|it|this|that|some\w+|just|already|also|ha[sd]|have|been) )"
    r"(?:@?[\w-]{1,39}(?:\[bot\])? ){1,2}(?:added|removed|closed|reopened|mentioned|referenced"
    r"|self-assigned|assigned|unassigned|changed the title|pinned|unpinned|locked|unlocked|linked"
    r"|marked|merged|modified|moved|requested|transferred|converted|renamed|deleted"
    rf"|force-pushed|pushed) .{{0,160}}{_AT}"
    r"|activity|sign up for free(?: .*)?|react with .*|reactions are currently unavailable"
    r"|\d{1,6} .{1,100} reacted with .{1,30} emoji|all reactions",
    re.I,
)
_FORUM_EVENT = re.compile(r"_{0,2}top|.{0,40}posts: \d.*", re.I)
_BADGE = "Owner|Member|Contributor|Collaborator|Author|Maintainer|First-time contributor|edited"
_COMMENTED = re.compile(rf"{_ROLE}|commented(?: on)? (?:{MOMENT})", re.I)
_WIDE = r"(?P<who>[\w.-]{1,60}(?:@[\w-]+(?:\.[\w-]+)+)?)(?: (?:OP|Moderator|Admin|Bot|Mod))*"
_EDITED = r"(?: ?\(?edited (?:.{1,40}\)?))?"
_TO_MAGAZINE = re.compile(
    rf"{_WIDE} ?, ?(?P<age>{MOMENT}){_EDITED}(?: to \S.{{0,80}}?)?(?: \d{{1,6}})?", re.I
)
_AVATAR = re.compile(r"\S{1,80} avatar", re.I)
_PHOTO = re.compile(r".{1,60}[’']s profile photo", re.I)
_TO_LIST = r"to (?![^,]*[.!?]$)[^\n]{1,200}"
_HOST = r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}"
_SENT = (
    r"(?P<age>(?:(?:mon|tue|wed|thu|fri|sat|sun),? )?"
    r"(?:[a-z]{3} {1,2}\d{1,2}|\d{1,2} [a-z]{3} \d{4}) "
    r"\d\d:\d\d:\d\d(?: [a-z]{1,5}| [+-]\d{4})?(?: \d{4})?)"
)
_LIST_EVENT = re.compile(
    r"(?:previous|next) message(?: \(by thread\))?:?.*|messages sorted by:?.*"
    r"|more information about the .{1,80} mailing list",
    re.I,
)
_LIST_BELOW = re.compile(
    r"(?:previous|next) message(?: \(by thread\))?:?.*|messages sorted by:?.*|[-_=*]{8,}"
    r"|\[ ?(?:date|thread|subject|author) ?\](?: ?\[ ?(?:date|thread|subject|author) ?\])*"
    r"|\[\w+\] .{1,200}"
    r"|(?:search the .{1,60} )?archives?",
    re.I,
)
_SORTED = re.compile(r"messages sorted by:?(?: ?(?:\[ ?date ?\]|date thread\b).{0,80})?", re.I)
_OF_LIST = re.compile(
    rf"(?:previous|next) message(?: \(by thread\))?:?.*|{_SORTED.pattern}"
    r"|more information about the .{1,80} mailing list"
    r"|re: .{1,200}|\[[\w .-]{1,40}\] re: .{1,200}",
    re.I,
)
_OF_GROUP = re.compile(
    r"unread(?:,.{0,80})?|.{1,60}[’']s profile photo|reply all.{0,40}|reply to author.{0,20}"
    r"|(?:.{1,60} )?google groups",
    re.I,
)
_BOOSTS = re.compile(r"(?:[^.!?:;]{0,60}\b)?boosts?(?: ?\(\d{1,6}\))?(?:\b[^.!?:;]{0,60})?", re.I)
_OF_BOARD = re.compile(
    r"reply with quote|join(?:ed|ing)? ?date.{0,40}|(?:senior|junior) member|registered user"
    r"|(?:location|posts):?(?: .{1,60})?",
    re.I,
)
_TITLED = r"maintainer|collaborator|author|member|owner|contributor|edited|answer|bot"
_DISCUSSED = re.compile(
    rf"{_ROLE}|{_TITLED}|first-time .{{1,20}}|edited .{{1,40}}|\(?edited\)?|marked as answer", re.I
)
_DISCUSSION_EVENT = re.compile(
    r"\d{1,6} repl(?:y|ies)(?: .{1,40})?|write a reply|return to top|answer selected by .{1,60}"
    r"|answered by(?: .{1,60})?|view full answer|replies: \d.{0,60}"
    r"|(?:un)?marked as answer|you must be logged in to vote"
    r"|\d{1,6} (?:hidden|previous) .{1,60}|sign up for free(?: .*)?",
    re.I,
)
_ANSWERED = re.compile(r"answered by", re.I)  # above a part of the answer, shown on top
_THREADED = re.compile(r"\^ permalink raw reply.*", re.I)
_ADDRESSED = re.compile(r"(?:to|cc): .{1,4000}", re.I)
_SHOWN = (
    r"(?P<shown>.{1,60})",
    r"@(?P<who>[\w-]{1,40}(?:\.[\w-]{1,40}){0,6}(?:@[\w-]+(?:\.[\w-]+)+)?)",
)
_STAMP = re.compile(rf"{MOMENT}(?: ?[·•].{{0,100}})?", re.I)
MAIL = (  # of mailing lists
    Kind(
        "list", (0, " at "), _of(rf"{_PERSON} \S{{1,64}} at {_HOST}", _SENT),
        below=_LIST_BELOW, event=_LIST_EVENT, opens=True, alone=_SORTED, needs=_OF_LIST,
    ),
    Kind(
        "list", (1, " at "), _of(_PERSON, rf"\S{{1,64}} at {_HOST}", _SENT),
        below=_LIST_BELOW, event=_LIST_EVENT, opens=True, alone=_SORTED, needs=_OF_LIST,
    ),
    Kind(
        "list", (0, "(permalink"),
        _of(r"from: (?P<who>.{1,80}?) @ (?P<age>\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d UTC)"
            r" \(permalink ?/ ?raw\)"),
        below=_ADDRESSED, event=_THREADED, opens=True, alone=_THREADED,
    ),
    Kind(
        "group", (3, "to "), _of(_PERSON, r"unread,?", _CLOCKED, _TO_LIST),
        above=_PHOTO, opens=True, needs=_OF_GROUP,
    ),
    Kind(
        "group", (2, "to "), _of(rf"(?!unread){_PERSON}", rf"(?:unread, ?)?{_CLOCKED}", _TO_LIST),
        above=_PHOTO, opens=True, needs=_OF_GROUP,
    ),
)  # fmt: skip
BOARDS = (
    Kind(
        "vbulletin", (0, "#"), _of(rf"(?:old )?{_AT},? ?#\d{{1,6}}", _PERSON),
        opens=True, invited=True, profile=True, needs=_OF_BOARD,
    ),
    Kind(
        "vbulletin", (1, "#"), _of(rf"(?:old )?{_AT},?", r"#\d{1,6}", _PERSON),
        opens=True, invited=True, profile=True, needs=_OF_BOARD,
    ),
    Kind(
        "vbulletin", (0, "#"), _of(r"#\d{1,6}", rf"(?:old )?{_AT}", _PERSON),
        opens=True, invited=True, profile=True, needs=_OF_BOARD,
    ),
    Kind(
        "mbin", (0, ","),
        _of(rf"{_WIDE} ?, ?(?P<age>{AGE}){_EDITED}(?: \S{{1,80}} avatar)?"),
        below=_AVATAR, invited=True, depth_first=True, signed=_TO_MAGAZINE, needs=_BOOSTS,
    ),
    Kind(
        "mbin", (1, ","), _of(_WIDE, ",", rf"(?P<age>{AGE}){_EDITED}"),
        below=_AVATAR, invited=True, depth_first=True, signed=_TO_MAGAZINE, needs=_BOOSTS,
        also=((2, ","), _of(_WIDE, r"OP|Moderator|Admin|Bot|Mod", ",", rf"(?P<age>{AGE})")),
    ),
)  # fmt: skip
KINDS = (
    *MAIL,
    *BOARDS,
    Kind(  # discussions
        "github", (1, ""), _of(_LOGIN, rf"(?:on )?{_AT}(?: ?(?:{_TITLED}))*"),
        _GITHUB_ABOVE, _DISCUSSED, _DISCUSSION_EVENT,
        opens=True, depth_first=True, discussion=True, unless=_ANSWERED,
        also=((0, ""), _of(rf"(?:@[\w-]{{1,39}} )?{_LOGIN} (?:on )?{_AT}(?: ?(?:{_TITLED}))*")),
    ),
    Kind(
        "github", (0, "ed "),
        _of(
            rf"(?:@[\w-]{{1,39}} )?{_LOGIN} {_DID}(?: on)? {_AT}"
            rf"(?: (?-i:{_BADGE}))*(?: [•·].{{0,80}})?"
        ),
        _GITHUB_ABOVE, _COMMENTED, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (1, "ed "),
        _of(_LOGIN, rf"(?:{_DID}|opened)(?: on)? {_AT}(?: (?-i:{_BADGE}))*(?: [•·].{{0,80}})?"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (1, "ed"), _of(_LOGIN, _DID, rf"(?:on )?{_AT}"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "github", (0, "ed"), _of(rf"{_LOGIN} {_DID}", rf"(?:on )?{_AT}"),
        _GITHUB_ABOVE, _GITHUB_BELOW, _GITHUB_EVENT, opens=True,
    ),
    Kind(
        "says", (0, "say"),
        _of(rf"{_PERSON}(?: ?says:| says)", rf"{_SAID}(?: \(?edit\)?)?"), depth_first=True),
    Kind(
        "says", (1, "say"), _of(_PERSON, "says:?", _SAID), depth_first=True),
    Kind(
        "says", (0, " on "), _of(rf"{_PERSON} (?:says:? )?on {_AT} (?:said|says|wrote):?"),
        depth_first=True),
    Kind(
        "says", (0, " on "), _of(rf"{_PERSON} on {_AT}"), invited=True, depth_first=True),
    Kind(
        "phpbb", (0, "»"),
        _of(rf"(?:quote )?(?:_* ?post(?:ed)? ?)?(?:by )?{_PERSON} » {_AT}"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (1, "»"), _of(r"(?:quote )?(?:_* ?post(?:ed)? )?by", rf"{_PERSON} » {_AT}"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "»"), _of(rf"(?:quote )?(?:post(?:ed)? ?)?by {_PERSON} »", _AT),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (2, "»"), _of("by", _PERSON, "»", _AT), above=re.compile(r"post|quote", re.I),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "»"), _of(rf"(?:quote )?(?:_* ?post(?:ed)? ?)by {_PERSON} »"),
        event=_FORUM_EVENT, opens=True,
    ),
    Kind(
        "phpbb", (0, "osted:"), _of(rf"posted: {_AT}", rf"by {_PERSON}"), opens=True),
    Kind(
        "phpbb", (0, "uthor"), _of(rf"author:? +{_PERSON} \[ {_AT} \]", r"post subject:.*"),
        opens=True),
    Kind(
        "slashdot", (0, "#"),
        _of(rf"by {_PERSON}(?: \( ?\d{{1,9}} ?\))?(?: writes:?)?:? on {_AT}"
            r" \( ?# ?\d{1,12} ?\).{0,20}"),
        above=re.compile(r".{1,150} \(Score: ?-?\d.{0,40}\)"),
    ),
    Kind(
        "dotted", (0, "•"),
        _of(rf"(?:avatar )?(?!r/){_PERSON}(?P<op> ?(?-i:OP))? ?• ?{_AT}(?: • edited)?"),
        re.compile(r"(?:u/\S{1,40} )?avatar", re.I), invited=True, depth_first=True,
    ),
)  # fmt: skip
_BESIDE = r"(?P<shown>[^@\n]{1,60}?) ?@(?P<who>[\w-]{1,40}@[\w-]+(?:\.[\w-]+)+)"
_FIRST = (_of(*_SHOWN), _of(_BESIDE))
HANDLES = (
    Kind("handles", (2, "@"), _of(_AT, *_SHOWN), event=_STAMP, opens=True, first=_FIRST),
    Kind(
        "handles", (1, "@"), _of(*_SHOWN, rf"(?:[·•] ?)?{_AT}"),
        event=_STAMP, opens=True, first=_FIRST,
    ),
    Kind("handles", (1, "@"), _of(*_SHOWN, "[·•]", _AT), event=_STAMP, opens=True, first=_FIRST),
    Kind("handles", (1, "@"), _of(_AT, _BESIDE), event=_STAMP, opens=True, first=_FIRST),
    Kind(
        "handles", (0, "@"), _of(_BESIDE, rf"(?:[·•] ?)?{_AT}"),
        event=_STAMP, opens=True, first=_FIRST,
    ),
    Kind(
        "handles", (0, "@"), _of(rf"{_AT} ?{_BESIDE}"),
        event=_STAMP, opens=True, first=_FIRST,
    ),
    Kind(
        "handles", (0, "@"), _of(rf"{_BESIDE} ?(?:[·•] ?)?{_AT}"),
        event=_STAMP, opens=True, first=_FIRST,
    ),
)  # fmt: skip
NAMELESS = (  # programs that look for the main text of a page drop who wrote it
    Kind(
        "slashdot", (0, "(Score:"), _of(r".{1,150} \(Score: ?-?\d.{0,40}\)"), invited=True,
    ),
)  # fmt: skip
