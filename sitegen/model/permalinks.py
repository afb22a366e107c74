"""Addresses of posts on the sites they come from, and the ids that these posts have here.

Sites that run on a host of their own are known by their paths alone: an address of something else
may look like theirs, and then names a post that no dump holds.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from sitegen.entities import unescape
from sitegen.model import permalink_paths as paths
from sitegen.model.nostr_names import post_named


def posts_at(address: str) -> tuple[str, ...]:
    """Ids of what an address may point to, the nearest first: a comment, then its thread."""
    match = paths.ADDRESS.fullmatch(address)
    return _posts(match[1], match[2]) if match else ()


def posts_named(text: str) -> list[str]:
    """Ids of what the addresses in a text of any markup may point to."""
    if "&" in text:  # Hacker News writes most signs so; what is left takes ten times as long
        text = text.replace("&#x2F;", "/").replace("&#x27;", "'").replace("&quot;", '"')
        text = unescape(text) if "&" in text else text
    found: list[str] = []
    for host, path in paths.ADDRESS.findall(text):
        found += _posts(host, path.rstrip(".,;:!?'*_"))
    if "/comments/" in text:
        for path in paths.RELATIVE.findall(text):
            found += _reddit(f"comments/{path}")
    return list(dict.fromkeys(found))


def _posts(host: str, path: str) -> tuple[str, ...]:
    host = host.lower()
    known = _SITES.get(host.removeprefix("www."))
    if known:
        return tuple(known(path))
    if host.endswith(".reddit.com"):
        return tuple(_reddit(path))
    if host.endswith(".slashdot.org"):
        return tuple(_slashdot(path))
    if host.endswith(".stackexchange.com"):
        return tuple(_question(host, path))
    if host.endswith((".livejournal.com", ".dreamwidth.org")):
        name, *_, site, _ = host.split(".")
        return tuple(_journal(site, name, path))
    return tuple(_slack(path) if host.endswith(".slack.com") else _elsewhere(host, path))


def _hn(path: str) -> Iterator[str]:
    if match := paths.HN.fullmatch(path):
        yield from (f"hn:{number}" for number in (match[2], match[1]) if number)


def _reddit(path: str) -> Iterator[str]:
    if match := paths.REDDIT.fullmatch(path):
        if match[2]:
            yield f"reddit:t1_{match[2]}"
        yield f"reddit:t3_{match[1]}"


def _forummagnum(path: str) -> Iterator[str]:
    if match := paths.FORUMMAGNUM.fullmatch(path):
        named = (match[2] or match[3], match[1])
        yield from (f"forummagnum:{number}" for number in named if number)


def _reddit_short(path: str) -> Iterator[str]:
    if match := paths.REDDIT_SHORT.fullmatch(path):
        yield f"reddit:t3_{match[1]}"


def _lobsters(path: str, host: str = "") -> Iterator[str]:
    if match := paths.LOBSTERS.fullmatch(path):
        if match[3]:
            yield f"lobsters:{host}c_{match[3]}"
        yield f"lobsters:{host}{'c_' if match[1] == 'c' else ''}{match[2]}"


def _tildes(path: str) -> Iterator[str]:
    if match := paths.TILDES.fullmatch(path):
        if match[2]:
            yield f"tildes:{match[1]}/{match[2]}"
        yield f"tildes:{match[1]}"


def _slashdot(path: str) -> Iterator[str]:
    if match := paths.SLASHDOT.fullmatch(path):
        if match[2]:
            yield f"slashdot:c{match[2]}"
        yield f"slashdot:{match[1]}"


def _github(path: str, host: str = "") -> Iterator[str]:
    if match := paths.GITHUB.fullmatch(path):
        thread = f"github:{host}{match[1].lower()}#{match[2]}"
        if match[3]:
            yield f"{thread}/{match[3]}"
        yield thread


def _question(host: str, path: str) -> Iterator[str]:
    if match := paths.QUESTION.fullmatch(path):
        if on := paths.ON_QUESTION.fullmatch(path):
            yield f"stackexchange:{host}/{f'c{on[1]}' if on[1] else on[2]}"
        yield from (f"stackexchange:{host}/{number}" for number in (match[2], match[1]) if number)


def _teams(path: str) -> Iterator[str]:
    if match := paths.TEAMS.fullmatch(path):
        yield f"teams:{unquote(match[1])}/{match[2]}"


def _discord(path: str) -> Iterator[str]:
    if match := paths.DISCORD.fullmatch(path):
        yield from (f"discord:{number}" for number in (match[2], match[1]) if number)


def _slack(path: str) -> Iterator[str]:
    if match := paths.SLACK.fullmatch(path):
        yield f"slack:{match[1]}/{match[2]}.{match[3]}"


def _journal(site: str, name: str, path: str) -> Iterator[str]:
    """In addresses, numbers of LiveJournal stand before a byte by which nobody guesses them."""
    if match := paths.JOURNAL.fullmatch(path):
        entry = f"{site}:{name.replace('-', '_')}/{int(match[1]) >> 8}"
        if match[2]:
            yield f"{entry}/{int(match[2]) >> 8}"
        yield entry


def _matrix(path: str) -> Iterator[str]:
    if match := paths.MATRIX.fullmatch(path):
        yield f"matrix:{unquote(match[1])}"


def _telegram(path: str) -> Iterator[str]:
    if match := paths.TELEGRAM.fullmatch(path):
        yield f"telegram:{match[1]}/{match[2]}"


def _bluesky(path: str) -> Iterator[str]:
    if match := paths.BLUESKY.fullmatch(path):
        yield f"bsky:{match[1]}/{match[2]}"


def _nostr(path: str) -> Iterator[str]:
    if match := paths.NOSTR.fullmatch(path):
        yield from filter(None, (post_named(match[1]),))


def _google_chat(path: str) -> Iterator[str]:
    if match := paths.GOOGLE_CHAT.fullmatch(path):
        yield f"googlechat:{match[1]}"


def _twitter(path: str) -> Iterator[str]:
    if match := paths.TWEET.fullmatch(path):
        yield f"twitter:{match[1]}"


def _youtube(path: str) -> Iterator[str]:
    if match := paths.VIDEO.fullmatch(path):
        if below := paths.BELOW_VIDEO.fullmatch(path):
            yield f"youtube:{below[1]}"
        yield f"youtube:{match[1]}"


def _chan(path: str, prefix: str = "4chan:") -> Iterator[str]:
    if match := paths.BOARD.fullmatch(path):
        board = f"{prefix}{unquote(match[1])}"
        yield from (f"{board}/{number}" for number in (match[4], match[3]) if number)


def _gitlab(path: str, host: str = "") -> Iterator[str]:
    if match := paths.GITLAB.fullmatch(path):
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
    if "/-/" in path and paths.GITLAB.fullmatch(path):
        yield from _gitlab(path, f"{host}/")
        return
    if "/+/" in path and (match := paths.GERRIT.fullmatch(path)):
        change = f"gerrit:{f'{host}/{match[1]}'.rstrip('/').replace('/', ':')}/{match[2]}"
        yield from (f"{change}/{match[3]}", change) if match[3] else (change,)
        return
    if not (paths.BEGINS.match(path) or "@" in path or "%40" in path):
        return
    if match := paths.TOPIC.fullmatch(path):
        yield f"discourse:{host}/{match[1]}/{match[2] or 1}"
        if match[2]:
            yield f"discourse:{host}/{match[1]}/1"
    elif match := paths.LEMMY.fullmatch(path):
        yield f"lemmy:{host}/{match[1]}/{match[2]}"
    elif match := paths.BUG.fullmatch(path):
        yield from _bug(host, match)
    elif match := paths.FLARUM.fullmatch(path):
        forum = f"{host}/{match[1]}".rstrip("/")
        yield from (f"flarum:{forum}/{match[2]}/{n}" for n in dict.fromkeys((match[3] or "1", "1")))
    elif match := paths.ZULIP.fullmatch(path):
        yield f"zulip:{host}/{match[1]}"
    elif match := paths.MATTERMOST.fullmatch(path):
        yield f"mattermost:{match[1]}"
    elif match := paths.MASTODON.fullmatch(path):
        yield f"mastodon:{host}/{match[1]}"
    elif "/res/" in path and paths.BOARD.fullmatch(path):
        yield from _chan(path, f"imageboard:{host}/")
    elif paths.GITHUB.fullmatch(path):
        yield from _github(path, f"{host}/")
    elif match := paths.HYPERKITTY.fullmatch(path):
        yield f"hyperkitty:{host}/{match[1]}"
    elif paths.LOBSTERS.fullmatch(path):
        yield from _lobsters(path, f"{host}/")
    elif ("@" in path or "%40" in path) and (match := paths.MESSAGE.fullmatch(unquote(path))):
        yield f"mail:{match[1]}"


def _stack(host: str) -> Callable[[str], Iterator[str]]:
    return lambda path: _question(host, path)


_SITES: dict[str, Callable[[str], Iterator[str]]] = {
    "news.ycombinator.com": _hn,
    "reddit.com": _reddit,
    "redd.it": _reddit_short,
    "lobste.rs": _lobsters,
    **dict.fromkeys(
        ("lesswrong.com", "forum.effectivealtruism.org", "alignmentforum.org"), _forummagnum
    ),
    "tildes.net": _tildes,
    "slashdot.org": _slashdot,
    "github.com": _github,
    "teams.microsoft.com": _teams,
    "discord.com": _discord,
    "discordapp.com": _discord,
    "bsky.app": _bluesky,
    "t.me": _telegram,
    "njump.me": _nostr,
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
