"""Where a post of an imageboard stands: the site, the board and the number.

A board counts its posts, threads and answers together: "4chan:g/123" is one of them. Archives of
4chan keep its numbers, so a post has the same id from all of them. On other sites the name of the
host stands before the board.
"""

import re
from urllib.parse import quote, unquote

import msgspec

FOURCHAN = "4chan"
OTHER = "imageboard"
_HOME = "boards.4chan.org"
_FILES = "i.4cdn.org"
_OF_FOURCHAN = frozenset(
    {_HOME, "boards.4channel.org", "a.4cdn.org", "4chan.org", "4channel.org", "4chan"}
)
#: Archives of 4chan that run FoolFuuka, and answer as it does.
ARCHIVES = frozenset(
    {"archive.4plebs.org", "desuarchive.org", "archived.moe", "thebarchive.com", "arch.b4k.dev",
     "arch.b4k.co", "archiveofsins.com", "archive.palanq.win", "archive.wakarimasen.moe",
     "archive.alice.al"}
)  # fmt: skip
_MEDIA_OF = {
    "i.4pcdn.org": "archive.4plebs.org",
    "img.4plebs.org": "archive.4plebs.org",
    "desu-usergeneratedcontent.xyz": "desuarchive.org",
}
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+")
_BOARD = re.compile(r"[^\W_][\w-]{0,29}")
_ABOVE_THREADS = ("thread", "threads", "res")
_OF_A_BOARD = re.compile(r"\d{1,15}|catalog|index|archive|threads")
_IN_NAMES = re.compile(r"(?:4chan[-_])?([^\W_]{1,5})[-_](?:thread[-_])?(?:\d{1,15}|catalog)")
# Names of folders and files that are no boards.
_NO_BOARDS = frozenset(
    {"4chan", "api", "archive", "archives", "board", "boards", "chan", "content", "data", "dump",
     "dumps", "file", "files", "json", "out", "output", "page", "pages", "part", "post", "posts",
     "res", "saved", "test", "thread", "threads", "tmp"}
)  # fmt: skip
_TARGET = re.compile(
    r"(?:(?:https?:)?//(?P<host>[^/\s]+))?"
    r"(?:/?(?P<board>[^/\s#?]{1,90})/(?P<kind>thread|res|post)/)?(?P<number>\d{1,15})?(?:\.html)?"
    r"(?:/[\w%.-]*+)?(?:#[pq]?(?P<post>\d{1,15}(?:_\d{1,6})?))?"
)
_PACKED = frozenset({"zip", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "json", "ndjson"})
_LONGEST = 300  # characters of an address


class Place(msgspec.Struct, frozen=True):
    """A board. `host` and `board` are "" where nothing tells them; `key` stands for what is not
    known, so that posts of two dumps never mix. `archive`: the host is an archive of 4chan.
    """

    site: str
    host: str = ""
    board: str = ""
    key: str = ""
    archive: bool = False

    @property
    def prefix(self) -> str:
        """What ids of its posts begin with."""
        board = self.board or self.key
        if self.site == FOURCHAN:
            return f"{FOURCHAN}:{board}/"
        return f"{OTHER}:{self.host or self.key}/{self.board or '-'}/"

    @property
    def community(self) -> str | None:
        if not self.board:
            return FOURCHAN if self.site == FOURCHAN else self.host or None
        known = self.site == FOURCHAN or not self.host
        return self.board if known else f"{self.host}/{self.board}"

    def address(self, thread: str, number: str, board: str = "") -> str | None:
        """The address of a post; None where it is not known. `thread` "": not told."""
        board = quote(board or self.board)
        if not (board and self.host):
            return None
        site = f"https://{self.host}/{board}"
        if self.archive:
            if not thread:
                return f"{site}/post/{number}/"
            return f"{site}/thread/{thread}/" + (f"#{number}" if number != thread else "")
        if not thread:
            return None
        if self.site == FOURCHAN:
            return f"{site}/thread/{thread}" + (f"#p{number}" if number != thread else "")
        return f"{site}/res/{thread}.html" + (f"#{number}" if number != thread else "")

    def file(self, name: str) -> str | None:
        """The address of a file by its name on the server."""
        if not (self.host and self.board) or self.archive:
            return None
        if self.site == FOURCHAN:
            return f"https://{_FILES}/{quote(self.board)}/{quote(name, safe='')}"
        return f"https://{self.host}/{quote(self.board)}/src/{quote(name, safe='')}"


class Target(msgspec.Struct, frozen=True):
    """What a link to a post tells: the board and the thread are "" where it does not say.

    `host` is that of a whole address.
    """

    number: str
    thread: str = ""
    board: str = ""
    host: str = ""


def target(address: str) -> Target | None:
    """The post that a link on a page of a board leads to; None for any other link."""
    match = _TARGET.fullmatch(address) if len(address) <= _LONGEST else None
    if match is None or not (match["number"] or match["post"]):
        return None
    host, number = (match["host"] or "").lower(), match["number"] or ""
    if (host and not match["kind"]) or not (match["kind"] or match["post"]):
        return None
    thread = "" if match["kind"] == "post" else number
    return Target(match["post"] or number, thread, unquote(match["board"] or ""), host)


def is_ours(place: Place, host: str) -> bool:
    """Whether an address on this host is one of the site itself, or of an archive of it."""
    if place.site == FOURCHAN:
        return not host or host.removeprefix("www.") in _OF_FOURCHAN or host in ARCHIVES
    return host in ("", place.host)


def told_by(dump: str) -> Place:
    """The place that a dump's path tells: "…/boards.4chan.org/g/thread/123.json", "g/123.json".

    Its site is "" where no host is in it.
    """
    *folders, file = [unquote(part) for part in dump.split("/")]
    stem = file.partition(".")[0]
    at = next((n for n in range(len(folders) - 1, -1, -1) if _host(folders[n])), -1)
    host = _host(folders[at]) if at >= 0 else ""
    board, above = _board(folders, stem, at)
    if host in _OF_FOURCHAN:
        return Place(FOURCHAN, _HOME, board, _key(folders, stem))
    if host in ARCHIVES:
        return Place(FOURCHAN, host, board, _key(folders, stem), archive=True)
    key = _key(folders[:above]) if board else _key(folders, stem)
    return Place(OTHER if host else "", host, board, key)


def at_4chan(place: Place, media: str = "") -> Place:
    """The same on 4chan; `media` is the host of an archive, or of an archive's files."""
    host = place.host or (media if media in ARCHIVES else _MEDIA_OF.get(media, ""))
    key = place.key.replace("/", "-")
    return Place(FOURCHAN, host or _HOME, place.board, key, archive=host in ARCHIVES)


def is_board(name: object) -> bool:
    return isinstance(name, str) and _BOARD.fullmatch(name) is not None


def _host(folder: str) -> str:
    host = folder.lower().removeprefix("www.")
    if host.rpartition(".")[2] in _PACKED:
        return ""
    return host if _HOST.fullmatch(host) or host == FOURCHAN else ""


def _board(folders: list[str], stem: str, host: int) -> tuple[str, int]:
    """The board in a path, and how many folders stand above it."""
    for at in range(len(folders) - 1, 0, -1):
        if folders[at] in _ABOVE_THREADS and is_board(folders[at - 1]) and at - 1 != host:
            return folders[at - 1], at - 1
    if 0 <= host < len(folders) - 1 and is_board(folders[host + 1]):
        return folders[host + 1], host + 1
    if folders and _OF_A_BOARD.fullmatch(stem) and _may_be(folders[-1]):
        return folders[-1], len(folders) - 1
    named = _IN_NAMES.fullmatch(stem)
    if named and _may_be(named[1]):
        return named[1], len(folders)
    return "", len(folders)


def _may_be(name: str) -> bool:
    return is_board(name) and len(name) <= 10 and name.lower() not in _NO_BOARDS


def _key(folders: list[str], stem: str = "") -> str:
    named = "/".join([*folders, stem] if stem else folders)
    return "~" + re.sub(r"[^\w.-]+", "-", named)[-100:]
