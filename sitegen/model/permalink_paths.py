"""How addresses of posts look behind their hosts, on the sites that permalinks.py knows."""

import re

from sitegen import possessive

_LONGEST = 400  # characters of an address behind its host
ADDRESS = possessive.compiled(
    rf"https?://([A-Za-z0-9.-]{{1,100}})/([^\s<>\"()\[\]{{}}|\\^`]{{1,{_LONGEST}}})"
)
RELATIVE = possessive.compiled(
    r"/comments/([0-9a-z]{1,13}(?:/[^/\s()<>\"]{0,200}/[0-9a-z]{1,13})?)"
)

HN = possessive.compiled(r"item\?(?:[^#]*&)?id=(\d{1,12})(?:&[^#]*)?(?:#(\d{1,12}))?")
REDDIT = possessive.compiled(
    r"(?:.*/)?comments/([0-9a-z]{1,13})(?:/[^/]*(?:/(?:comment/)?([0-9a-z]{1,13}))?)?\b.*"
)
REDDIT_SHORT = possessive.compiled(r"([0-9a-z]{2,13})/?")
LOBSTERS = possessive.compiled(r"(s|c)/([0-9a-z]{1,10})\b(?:[^#]*#c_([0-9a-z]{1,10}))?.*")
GERRIT = possessive.compiled(
    r"((?:[\w.~-]{1,100}/){0,5}?)c/[^+?#]{1,200}/\+/(\d{1,9})(?:/comment/([\w.:~-]{1,100}))?/?(?:[/?#].*)?"
)
FORUMMAGNUM = possessive.compiled(
    r"posts/(\w{1,40})(?:/[^/?#]*)?/?(?:\?(?:[^#]*&)?commentId=(\w{1,40})[^#]*|\?[^#]*)?(?:#(\w{1,40}))?"
)
TILDES = possessive.compiled(
    r"~[\w.-]{1,60}/([0-9a-z]{1,10})(?:/[^?#]*)?(?:\?[^#]*)?(?:#comment-([0-9a-z]{1,10}))?"
)
SLASHDOT = possessive.compiled(r"comments\.pl\?sid=(\d{1,12})(?:&cid=(\d{1,12}))?(?:[&#].*)?")
QUESTION = possessive.compiled(r"(?:q|a|questions)/(\d{1,12})(?:/[^/#]*(?:/(\d{1,12}))?)?.*")
ON_QUESTION = possessive.compiled(r".*#(?:comment(\d{1,12})_\d+|(\d{1,12}))")
GITHUB = possessive.compiled(
    r"([\w.-]{1,100}/[\w.-]{1,100})/(?:issues|pull|discussions)/(\d{1,9})(?:/files)?"
    r"(?:#([\w-]{1,60}))?"
)
LEMMY = possessive.compiled(r"(post|comment)/(\d{1,12})/?(?:[?#].*)?")
TOPIC = possessive.compiled(
    r"(?:[\w-]{1,40}/)?t/(?:[^/?#]*/)?(\d{1,12})(?:/(\d{1,9}))?/?(?:[?#].*)?"
)
FLARUM = possessive.compiled(
    r"((?:[\w-]{1,40}/)?)d/(\d{1,15})(?:-[^/?#]{0,200})?(?:/(\d{1,9}))?/?(?:[?#].*)?"
)
ZULIP = possessive.compiled(r"#narrow/.*/(?:near|with)/(\d{1,12})")
DISCORD = possessive.compiled(r"channels/[@\w]{1,30}/(\d{1,20})(?:/(\d{1,20}))?/?")
SLACK = possessive.compiled(r"archives/(\w{1,30})/p(\d{10})(\d{6})(?:\?.*)?")
BLUESKY = possessive.compiled(r"profile/(did:[\w:.-]{1,100})/post/(\w{1,40})/?")
NOSTR = possessive.compiled(r"((?:note|nevent|naddr)1[a-z0-9]{6,1000})(?:[/?#].*)?")
TELEGRAM = possessive.compiled(r"c/(\d{1,16})/(?:\d{1,16}/)?(\d{1,16})/?(?:\?.*)?")
MATRIX = possessive.compiled(r"#/[^/?]{1,300}/(?:\$|%24)([^/?]{1,300})(?:\?.*)?")
MASTODON = possessive.compiled(r"@[\w.@-]{1,200}/(\d{1,30})/?(?:[?#].*)?")
VIDEO = possessive.compiled(
    r"(?:watch\?(?:[^#]*&)?v=|(?:shorts|live|embed|v)/)?([\w-]{11})(?:[?&/#].*)?"
)
BELOW_VIDEO = possessive.compiled(r".*[?&]lc=([\w.-]{1,100})(?:[&#].*)?")
BOARD = possessive.compiled(
    r"([\w%-]{1,90})/(?:thread|res|(post))/(\d{1,15})(?:\.html)?(?:/[^#?]*)?(?:\?[^#]*)?"
    r"(?:#[pq]?(\d{1,15}(?:_\d{1,6})?))?"
)
GITLAB = possessive.compiled(
    r"((?:(?!-/)[\w.-]{1,100}/){1,20}(?!-/)[\w.-]{1,100})/(?:-/)?(issues|work_items|merge_requests)/(\d{1,9})"
    r"(?:/[a-z]{1,20})?/?(?:\?[^#]*)?(?:#(note_\d{1,15}))?"
)
BUG = possessive.compiled(
    r"([\w-]{1,40}/)?(?:show_bug\.cgi\?id=(\d{1,12})(?:#c(\d{1,9}))?"
    r"|browse/([A-Z][A-Z0-9_]{0,30}-\d{1,9})(?:\?[^#]*)?(?:#comment-(\d{1,15}))?)"
)
TWEET = possessive.compiled(r"(?:i/web|[A-Za-z0-9_]{1,20})/status(?:es)?/(\d{1,19})(?:[/?#].*)?")
GOOGLE_CHAT = possessive.compiled(
    r"(?:room|dm)/([\w-]{1,80}(?:/[\w-]{1,80}){2})/?(?:\?.*)?", re.ASCII
)
TEAMS = possessive.compiled(r"l/message/([\w.@:%+=-]{1,200})/(\d{1,20})(?:\?.*)?", re.ASCII)
MATTERMOST = possessive.compiled(r"(?:[\w-]{1,64}/){1,2}pl/([a-z0-9]{26})/?(?:\?.*)?")
JOURNAL = possessive.compiled(r"(\d{3,12})\.html(?:\?(?:[^#&]*&)?thread=(\d{3,15})\b.*|[?#].*)?")
HYPERKITTY = possessive.compiled(
    r"(?:[\w-]{1,40}/){0,3}list/[^/?#]{1,200}/message/([A-Z2-7]{32})/?(?:[?#].*)?", re.ASCII
)
MESSAGE = possessive.compiled(r"(?:.*/)?([^/@\s]{1,200}@[^/@\s?#]{1,200})/?(?:[?#].*)?")

# How paths begin that `_elsewhere` knows, bar those with an at sign: most addresses do not.
BEGINS = possessive.compiled(
    r"(?:[\w-]{1,40}/)?(?:t/|d/\d|browse/[A-Z]|show_bug\.cgi)|post/|comment/|#narrow/|[sc]/|[\w%-]{1,90}/res/\d"
    r"|(?:[\w-]{1,64}/){1,2}pl/"
    r"|[\w.-]{1,100}/[\w.-]{1,100}/(?:issues|pull|discussions)/"
)
