"""Addresses of posts on the sites they come from, and the ids that these posts have here.

Sites that run on a host of their own are known by their paths alone: an address of something else
may look like theirs, and then names a post that no dump holds.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from sitegen.entities import unescape

_LONGEST = 400  # characters of an address behind its host
_ADDRESS = re.compile(
    rf"https?://([A-Za-z0-9.-]{{1,100}})/([^\s<>\"()\[\]{{}}|\\^`]{{1,{_LONGEST}}})"
)
_RELATIVE = re.compile(r"/comments/([0-9a-z]{1,13}(?:/[^/\s()<>\"]{0,200}/[0-9a-z]{1,13})?)")

_HN = re.compile(r"item\?(?:[^#]*&)?id=(\d{1,12})(?:&[^#]*)?(?:#(\d{1,12}))?")
_REDDIT = re.compile(
    r"(?:.*/)?comments/([0-9a-z]{1,13})(?:/[^/]*(?:/(?:comment/)?([0-9a-z]{1,13}))?)?\b.*"
)
_REDDIT_SHORT = re.compile(r"([0-9a-z]{2,13})/?")
_LOBSTERS = re.compile(r"(s|c)/([0-9a-z]{1,10})\b(?:[^#]*#c_([0-9a-z]{1,10}))?.*")
_QUESTION = re.compile(r"(?:q|a|questions)/(\d{1,12})(?:/[^/#]*(?:/(\d{1,12}))?)?.*")
_ON_QUESTION = re.compile(r".*#(?:comment(\d{1,12})_\d+|(\d{1,12}))")
_GITHUB = re.compile(
    r"([\w.-]{1,100}/[\w.-]{1,100})/(?:issues|pull|discussions)/(\d{1,9})(?:/files)?"
    r"(?:#([\w-]{1,60}))?"
)
_LEMMY = re.compile(r"(post|comment)/(\d{1,12})/?(?:[?#].*)?")
_TOPIC = re.compile(r"(?:[\w-]{1,40}/)?t/(?:[^/?#]*/)?(\d{1,12})(?:/(\d{1,9}))?/?(?:[?#].*)?")
_FLARUM = re.compile(
    r"((?:[\w-]{1,40}/)?)d/(\d{1,15})(?:-[^/?#]{0,200})?(?:/(\d{1,9}))?/?(?:[?#].*)?"
)
_ZULIP = re.compile(r"#narrow/.*/(?:near|with)/(\d{1,12})")
_DISCORD = re.compile(r"channels/[@\w]{1,30}/(\d{1,20})(?:/(\d{1,20}))?/?")
_SLACK = re.compile(r"archives/(\w{1,30})/p(\d{10})(\d{6})(?:\?.*)?")
_BLUESKY = re.compile(r"profile/(did:[\w:.-]{1,100})/post/(\w{1,40})/?")
_TELEGRAM = re.compile(r"c/(\d{1,16})/(?:\d{1,16}/)?(\d{1,16})/?(?:\?.*)?")
_MATRIX = re.compile(r"#/[^/?]{1,300}/(?:\$|%24)([^/?]{1,300})(?:\?.*)?")
_MASTODON = re.compile(r"@[\w.@-]{1,200}/(\d{1,30})/?(?:[?#].*)?")
_VIDEO = re.compile(r"(?:watch\?(?:[^#]*&)?v=|(?:shorts|live|embed|v)/)?([\w-]{11})(?:[?&/#].*)?")
_BELOW_VIDEO = re.compile(r".*[?&]lc=([\w.-]{1,100})(?:[&#].*)?")
_BOARD = re.compile(
    r"([\w%-]{1,90})/(?:thread|res|(post))/(\d{1,15})(?:\.html)?(?:/[^#?]*)?(?:\?[^#]*)?"
    r"(?:#[pq]?(\d{1,15}(?:_\d{1,6})?))?"
)
_GITLAB = re.compile(
    r"((?:(?!-/)[\w.-]{1,100}/){1,20}(?!-/)[\w.-]{1,100})/(?:-/)?(issues|work_items|merge_requests)/(\d{1,9})"
    r"(?:/[a-z]{1,20})?/?(?:\?[^#]*)?(?:#(note_\d{1,15}))?"
)
_BUG = re.compile(
    r"([\w-]{1,40}/)?(?:show_bug\.cgi\?id=(\d{1,12})(?:#c(\d{1,9}))?"
    r"|browse/([A-Z][A-Z0-9_]{0,30}-\d{1,9})(?:\?[^#]*)?(?:#comment-(\d{1,15}))?)"
)
_TWEET = re.compile(r"(?:i/web|[A-Za-z0-9_]{1,20})/status(?:es)?/(\d{1,19})(?:[/?#].*)?")
_GOOGLE_CHAT = re.compile(r"(?:room|dm)/([\w-]{1,80}(?:/[\w-]{1,80}){2})/?(?:\?.*)?", re.ASCII)
_TEAMS = re.compile(r"l/message/([\w.@:%+=-]{1,200})/(\d{1,20})(?:\?.*)?", re.ASCII)
_MATTERMOST = re.compile(r"(?:[\w-]{1,64}/){1,2}pl/([a-z0-9]{26})/?(?:\?.*)?")
_JOURNAL = re.compile(r"(\d{3,12})\.html(?:\?(?:[^#&]*&)?thread=(\d{3,15})\b.*|[?#].*)?")
_MESSAGE = re.compile(r"(?:.*/)?([^/@\s]{1,200}@[^/@\s?#]{1,200})/?(?:[?#].*)?")

# How paths begin that `_elsewhere` knows, bar those with an at sign: most addresses do not.
_BEGINS = re.compile(
    r"(?:[\w-]{1,40}/)?(?:t/|d/\d|browse/[A-Z]|show_bug\.cgi)|post/|comment/|#narrow/|[sc]/|[\w%-]{1,90}/res/\d"
    r"|(?:[\w-]{1,64}/){1,2}pl/"
    r"|[\w.-]{1,100}/[\w.-]{1,100}/(?:issues|pull|discussions)/"
)


def posts_at(address: str) -> tuple[str, ...]:
    """Ids of what an address may point to, the nearest first: a comment, then its thread."""
    match = _ADDRESS.fullmatch(address)
    return _posts(match[1], match[2]) if match else ()


def posts_named(text: str) -> list[str]:
    """Ids of what the addresses in a text of any markup may point to."""
    if "&" in text:  # Hacker News writes most signs so; what is left takes ten times as long
        text = text.replace("&#x2F;", "/").replace("&#x27;", "'").replace("&quot;", '"')
        text = unescape(text) if "&" in text else text
    found: list[str] = []
    for host, path in _ADDRESS.findall(text):
        found += _posts(host, path.rstrip(".,;:!?'*_"))
    if "/comments/" in text:
        for path in _RELATIVE.findall(text):
            found += _reddit(f"comments/{path}")
    return list(dict.fromkeys(found))


def _posts(host: str, path: str) -> tuple[str, ...]:
    host = host.lower()
    known = _SITES.get(host.removeprefix("www."))
    if known:
        return tuple(known(path))
    if host.endswith(".reddit.com"):
        return tuple(_reddit(path))
    if host.endswith(".stackexchange.com"):
        return tuple(_question(host, path))
    if host.endswith((".livejournal.com", ".dreamwidth.org")):
        name, *_, site, _ = host.split(".")
        return tuple(_journal(site, name, path))
    return tuple(_slack(path) if host.endswith(".slack.com") else _elsewhere(host, path))


def _hn(path: str) -> Iterator[str]:
    if match := _HN.fullmatch(path):
        yield from (f"hn:{number}" for number in (match[2], match[1]) if number)


def _reddit(path: str) -> Iterator[str]:
    if match := _REDDIT.fullmatch(path):
        if match[2]:
            yield f"reddit:t1_{match[2]}"
        yield f"reddit:t3_{match[1]}"


def _reddit_short(path: str) -> Iterator[str]:
    if match := _REDDIT_SHORT.fullmatch(path):
        yield f"reddit:t3_{match[1]}"


def _lobsters(path: str, host: str = "") -> Iterator[str]:
    if match := _LOBSTERS.fullmatch(path):
        if match[3]:
            yield f"lobsters:{host}c_{match[3]}"
        yield f"lobsters:{host}{'c_' if match[1] == 'c' else ''}{match[2]}"


def _github(path: str, host: str = "") -> Iterator[str]:
    if match := _GITHUB.fullmatch(path):
        thread = f"github:{host}{match[1].lower()}#{match[2]}"
        if match[3]:
            yield f"{thread}/{match[3]}"
        yield thread


def _question(host: str, path: str) -> Iterator[str]:
    if match := _QUESTION.fullmatch(path):
        if on := _ON_QUESTION.fullmatch(path):
            yield f"stackexchange:{host}/{f'c{on[1]}' if on[1] else on[2]}"
        yield from (f"stackexchange:{host}/{number}" for number in (match[2], match[1]) if number)


def _teams(path: str) -> Iterator[str]:
    if match := _TEAMS.fullmatch(path):
        yield f"teams:{unquote(match[1])}/{match[2]}"


def _discord(path: str) -> Iterator[str]:
    if match := _DISCORD.fullmatch(path):
        yield from (f"discord:{number}" for number in (match[2], match[1]) if number)


def _slack(path: str) -> Iterator[str]:
    if match := _SLACK.fullmatch(path):
        yield f"slack:{match[1]}/{match[2]}.{match[3]}"


def _journal(site: str, name: str, path: str) -> Iterator[str]:
    """In addresses, numbers of LiveJournal stand before a byte by which nobody guesses them."""
    if match := _JOURNAL.fullmatch(path):
        entry = f"{site}:{name.replace('-', '_')}/{int(match[1]) >> 8}"
        if match[2]:
            yield f"{entry}/{int(match[2]) >> 8}"
        yield entry


def _matrix(path: str) -> Iterator[str]:
    if match := _MATRIX.fullmatch(path):
        yield f"matrix:{unquote(match[1])}"


def _telegram(path: str) -> Iterator[str]:
    if match := _TELEGRAM.fullmatch(path):
        yield f"telegram:{match[1]}/{match[2]}"


def _bluesky(path: str) -> Iterator[str]:
    if match := _BLUESKY.fullmatch(path):
        yield f"bsky:{match[1]}/{match[2]}"


def _google_chat(path: str) -> Iterator[str]:
    if match := _GOOGLE_CHAT.fullmatch(path):
        yield f"googlechat:{match[1]}"


def _twitter(path: str) -> Iterator[str]:
    if match := _TWEET.fullmatch(path):
        yield f"twitter:{match[1]}"


def _youtube(path: str) -> Iterator[str]:
    if match := _VIDEO.fullmatch(path):
        if below := _BELOW_VIDEO.fullmatch(path):
            yield f"youtube:{below[1]}"
        yield f"youtube:{match[1]}"


def _chan(path: str, prefix: str = "4chan:") -> Iterator[str]:
    if match := _BOARD.fullmatch(path):
        board = f"{prefix}{unquote(match[1])}"
        yield from (f"{board}/{number}" for number in (match[4], match[3]) if number)


def _gitlab(path: str, host: str = "") -> Iterator[str]:
    if match := _GITLAB.fullmatch(path):
        sign = "!" if match[2] == "merge_requests" else "#"
        thread = f"gitlab:{host}{match[1].lower()}{sign}{match[3]}"
        if match[4]:
            yield f"gitlab:{host}{match[4]}"
        yield thread


def _bug(host: str, match: re.Match[str]) -> Iterator[str]:
    site = f"{host}:{match[1].rstrip('/')}" if match[1] else host
    issue = f"tracker:{site}/{match[2] or match[4]}"
    if comment := match[3] or match[5]:
        yield f"{issue}/{comment}"
    yield issue


def _elsewhere(host: str, path: str) -> Iterator[str]:
    if "/-/" in path and _GITLAB.fullmatch(path):
        yield from _gitlab(path, f"{host}/")
        return
    if not (_BEGINS.match(path) or "@" in path or "%40" in path):
        return
    if match := _TOPIC.fullmatch(path):
        yield f"discourse:{host}/{match[1]}/{match[2] or 1}"
        if match[2]:
            yield f"discourse:{host}/{match[1]}/1"
    elif match := _LEMMY.fullmatch(path):
        yield f"lemmy:{host}/{match[1]}/{match[2]}"
    elif match := _BUG.fullmatch(path):
        yield from _bug(host, match)
    elif match := _FLARUM.fullmatch(path):
        forum = f"{host}/{match[1]}".rstrip("/")
        yield from (f"flarum:{forum}/{match[2]}/{n}" for n in dict.fromkeys((match[3] or "1", "1")))
    elif match := _ZULIP.fullmatch(path):
        yield f"zulip:{host}/{match[1]}"
    elif match := _MATTERMOST.fullmatch(path):
        yield f"mattermost:{match[1]}"
    elif match := _MASTODON.fullmatch(path):
        yield f"mastodon:{host}/{match[1]}"
    elif "/res/" in path and _BOARD.fullmatch(path):
        yield from _chan(path, f"imageboard:{host}/")
    elif _GITHUB.fullmatch(path):
        yield from _github(path, f"{host}/")
    elif _LOBSTERS.fullmatch(path):
        yield from _lobsters(path, f"{host}/")
    elif ("@" in path or "%40" in path) and (match := _MESSAGE.fullmatch(unquote(path))):
        yield f"mail:{match[1]}"


def _stack(host: str) -> Callable[[str], Iterator[str]]:
    return lambda path: _question(host, path)


_SITES: dict[str, Callable[[str], Iterator[str]]] = {
    "news.ycombinator.com": _hn,
    "reddit.com": _reddit,
    "redd.it": _reddit_short,
    "lobste.rs": _lobsters,
    "github.com": _github,
    "teams.microsoft.com": _teams,
    "discord.com": _discord,
    "discordapp.com": _discord,
    "bsky.app": _bluesky,
    "t.me": _telegram,
    "chat.google.com": _google_chat,
    **dict.fromkeys(("twitter.com", "mobile.twitter.com", "x.com"), _twitter),
    "matrix.to": _matrix,
    "youtube.com": _youtube,
    "m.youtube.com": _youtube,
    "music.youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "gitlab.com": _gitlab,
    **dict.fromkeys(
        (
            "boards.4chan.org", "boards.4channel.org", "archive.4plebs.org", "desuarchive.org",
            "archived.moe", "thebarchive.com", "arch.b4k.dev", "arch.b4k.co", "archiveofsins.com",
            "archive.palanq.win", "archive.wakarimasen.moe", "archive.alice.al",
        ),
        _chan,
    ),
    **{
        host: _stack(host)
        for host in (
            "stackoverflow.com", "serverfault.com", "superuser.com", "askubuntu.com",
            "mathoverflow.net", "stackapps.com",
        )
    },
}  # fmt: skip
