"""How addresses of posts look behind their hosts, on the sites that permalinks.py knows."""

import re

_LONGEST = 400  # characters of an address behind its host
ADDRESS = re.compile(
    rf"https?://([A-Za-z0-9.-]{{1,100}})/([^\s<>\"()\[\]{{}}|\\^`]{{1,{_LONGEST}}})"
)
RELATIVE = re.compile(r"/comments/([0-9a-z]{1,13}(?:/[^/\s()<>\"]{0,200}/[0-9a-z]{1,13})?)")

HN = re.compile(r"item\?(?:[^#]*&)?id=(\d{1,12})(?:&[^#]*)?(?:#(\d{1,12}))?")
REDDIT = re.compile(
    r"(?:.*/)?comments/([0-9a-z]{1,13})(?:/[^/]*(?:/(?:comment/)?([0-9a-z]{1,13}))?)?\b.*"
)
REDDIT_SHORT = re.compile(r"([0-9a-z]{2,13})/?")
LOBSTERS = re.compile(r"(s|c)/([0-9a-z]{1,10})\b(?:[^#]*#c_([0-9a-z]{1,10}))?.*")
TILDES = re.compile(
    r"~[\w.-]{1,60}/([0-9a-z]{1,10})(?:/[^?#]*)?(?:\?[^#]*)?(?:#comment-([0-9a-z]{1,10}))?"
)
SLASHDOT = re.compile(r"comments\.pl\?sid=(\d{1,12})(?:&cid=(\d{1,12}))?(?:[&#].*)?")
QUESTION = re.compile(r"(?:q|a|questions)/(\d{1,12})(?:/[^/#]*(?:/(\d{1,12}))?)?.*")
ON_QUESTION = re.compile(r".*#(?:comment(\d{1,12})_\d+|(\d{1,12}))")
GITHUB = re.compile(
    r"([\w.-]{1,100}/[\w.-]{1,100})/(?:issues|pull|discussions)/(\d{1,9})(?:/files)?"
    r"(?:#([\w-]{1,60}))?"
)
LEMMY = re.compile(r"(post|comment)/(\d{1,12})/?(?:[?#].*)?")
TOPIC = re.compile(r"(?:[\w-]{1,40}/)?t/(?:[^/?#]*/)?(\d{1,12})(?:/(\d{1,9}))?/?(?:[?#].*)?")
FLARUM = re.compile(
    r"((?:[\w-]{1,40}/)?)d/(\d{1,15})(?:-[^/?#]{0,200})?(?:/(\d{1,9}))?/?(?:[?#].*)?"
)
ZULIP = re.compile(r"#narrow/.*/(?:near|with)/(\d{1,12})")
DISCORD = re.compile(r"channels/[@\w]{1,30}/(\d{1,20})(?:/(\d{1,20}))?/?")
SLACK = re.compile(r"archives/(\w{1,30})/p(\d{10})(\d{6})(?:\?.*)?")
BLUESKY = re.compile(r"profile/(did:[\w:.-]{1,100})/post/(\w{1,40})/?")
TELEGRAM = re.compile(r"c/(\d{1,16})/(?:\d{1,16}/)?(\d{1,16})/?(?:\?.*)?")
MATRIX = re.compile(r"#/[^/?]{1,300}/(?:\$|%24)([^/?]{1,300})(?:\?.*)?")
MASTODON = re.compile(r"@[\w.@-]{1,200}/(\d{1,30})/?(?:[?#].*)?")
VIDEO = re.compile(r"(?:watch\?(?:[^#]*&)?v=|(?:shorts|live|embed|v)/)?([\w-]{11})(?:[?&/#].*)?")
BELOW_VIDEO = re.compile(r".*[?&]lc=([\w.-]{1,100})(?:[&#].*)?")
BOARD = re.compile(
    r"([\w%-]{1,90})/(?:thread|res|(post))/(\d{1,15})(?:\.html)?(?:/[^#?]*)?(?:\?[^#]*)?"
    r"(?:#[pq]?(\d{1,15}(?:_\d{1,6})?))?"
)
GITLAB = re.compile(
    r"((?:(?!-/)[\w.-]{1,100}/){1,20}(?!-/)[\w.-]{1,100})/(?:-/)?(issues|work_items|merge_requests)/(\d{1,9})"
    r"(?:/[a-z]{1,20})?/?(?:\?[^#]*)?(?:#(note_\d{1,15}))?"
)
BUG = re.compile(
    r"([\w-]{1,40}/)?(?:show_bug\.cgi\?id=(\d{1,12})(?:#c(\d{1,9}))?"
    r"|browse/([A-Z][A-Z0-9_]{0,30}-\d{1,9})(?:\?[^#]*)?(?:#comment-(\d{1,15}))?)"
)
TWEET = re.compile(r"(?:i/web|[A-Za-z0-9_]{1,20})/status(?:es)?/(\d{1,19})(?:[/?#].*)?")
GOOGLE_CHAT = re.compile(r"(?:room|dm)/([\w-]{1,80}(?:/[\w-]{1,80}){2})/?(?:\?.*)?", re.ASCII)
TEAMS = re.compile(r"l/message/([\w.@:%+=-]{1,200})/(\d{1,20})(?:\?.*)?", re.ASCII)
MATTERMOST = re.compile(r"(?:[\w-]{1,64}/){1,2}pl/([a-z0-9]{26})/?(?:\?.*)?")
JOURNAL = re.compile(r"(\d{3,12})\.html(?:\?(?:[^#&]*&)?thread=(\d{3,15})\b.*|[?#].*)?")
HYPERKITTY = re.compile(
    r"(?:[\w-]{1,40}/){0,3}list/[^/?#]{1,200}/message/([A-Z2-7]{32})/?(?:[?#].*)?", re.ASCII
)
MESSAGE = re.compile(r"(?:.*/)?([^/@\s]{1,200}@[^/@\s?#]{1,200})/?(?:[?#].*)?")

# How paths begin that `_elsewhere` knows, bar those with an at sign: most addresses do not.
BEGINS = re.compile(
    r"(?:[\w-]{1,40}/)?(?:t/|d/\d|browse/[A-Z]|show_bug\.cgi)|post/|comment/|#narrow/|[sc]/|[\w%-]{1,90}/res/\d"
    r"|(?:[\w-]{1,64}/){1,2}pl/"
    r"|[\w.-]{1,100}/[\w.-]{1,100}/(?:issues|pull|discussions)/"
)
