"""Where pages lie: paths below the output folder, and links from one to another.

Paths come from the ids and names that the sites gave, and from nothing else, so they last. Two
different ids never share a path, nor do two names. Where file names know no upper and lower case
that holds for ids; communities keep their capitals, as sites do not tell them apart by these.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from sitegen import pages
from sitegen.model import native_of, site_of

FRONT = pages.FRONT
COMMUNITIES = "c/index.html"
MONTHS = "m/index.html"
AUTHORS = "u/index.html"
DOMAINS = "d/index.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NOT_FOUND = "404.html"
SEARCH = "search/index.html"
STYLESHEET = "static/style.css"
UNDATED = "undated"

# Reserved by Windows, by older pages, by names with a digest; the last two never fit an id.
_OURS = r"page-\d+$|most-(?:comments|points)$|feed\.xml$"  # in the folder of a community
_RESERVED = rf"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|{_OURS}|.*\.[0-9a-f]{{32}}$"
_RESERVED_ID = r"(?:con|prn|aux|nul|com\d|lpt\d|page-\d+)$"
_ID = re.compile(rf"(?!{_RESERVED_ID})[a-z0-9_][a-z0-9_-]{{0,99}}")
_plain = _ID.fullmatch
_NAME = re.compile(
    rf"(?!(?i:{_RESERVED}))"
    r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]|[A-Za-z0-9_])"
)
# What may follow "c-" as it is: no mark that HTML or an address would need quoted.
_FRAGMENT = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
    r"|(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_/.:-]{0,98}[A-Za-z0-9_]"
)
_UNSAFE = re.compile(r"[^a-z0-9]+")
_DEEPEST = 4  # folders for one community


def thread(thread_id: str) -> str:
    site, _, native = thread_id.partition(":")
    return f"t/{_site(site)}/{native if _plain(native) else _slug(native, _ID)}/index.html"


def copy(thread_id: str, kind: str, part: int = 0) -> str:
    """The copy that a thread was read from, as "html", "txt" or "json", beside its page; further
    parts of its lines as "html" are counted from 1: the first lies where all would."""
    name = f"copy-{part + 1}" if part else "copy"
    return f"{thread(thread_id).removesuffix('index.html')}{name}.{kind}"


def community(site: str, name: str | None) -> str:
    """The page of a community; with None, of all that a site has outside communities."""
    parts = name.split("/") if name else []
    if len(parts) > _DEEPEST:
        parts = [name or ""]
    parts = [_slug(part, _NAME) for part in parts]
    return "/".join(["c", _slug(site, _ID), *parts, "index.html"])


def author(site: str, name: str) -> str:
    """The page of one who wrote on a site. Here capitals matter, as they do on some sites."""
    return f"u/{_slug(site, _ID)}/{_slug(name, _ID)}/index.html"


def domain(host: str) -> str:
    """The list of threads that link to a host."""
    return f"d/{_slug(host, _NAME)}/index.html"


def text(name: str) -> str:
    """The page of a text in pages/, by its name there: about, help/format."""
    return f"{name}/index.html"


def is_text(name: str) -> bool:
    """Whether a text may have this name."""
    return all(_ID.fullmatch(part) for part in name.split("/"))


def file_of(path: str) -> str:
    """The file that a path from the site's root stands for: "/" is index.html."""
    return f"{path}index.html".lstrip("/") if path.endswith("/") else path.lstrip("/")


def file(name: str) -> str:
    """A file that came with a post, by its name in the store."""
    return f"f/{name[:2]}/{name}"


def month(name: str | None) -> str:
    return f"m/{name or UNDATED}/index.html"


def older(path: str, number: int) -> str:
    """An older page of the list whose front is `path`."""
    return f"{path.removesuffix('index.html')}page-{number}/index.html"


def ordered(path: str, order: str) -> str:
    """The list whose front is `path`, with those first that have most "comments" or "points"."""
    return f"{path.removesuffix('index.html')}most-{order}/index.html"


def feed(path: str) -> str:
    """The feed of the list whose front is `path`."""
    return f"{path.removesuffix('index.html')}{FEED}"


def part(thread_id: str, number: int) -> str:
    """A page of a thread that is cut into several, from 0: the first lies where all would."""
    path = thread(thread_id)
    return older(path, number + 1) if number else path


def subthread(thread_id: str, post_id: str) -> str:
    """A comment of a long thread with all its replies, on a page of its own."""
    folder = thread(thread_id).removesuffix("index.html")
    site, _, native = post_id.partition(":")
    return f"{folder}c-{_slug(native, _ID)}{_elsewhere(site, thread_id)}/index.html"


def order(thread_id: str, name: str) -> str:
    """A thread in another order."""
    return f"{thread(thread_id).removesuffix('index.html')}{name}/index.html"


def twin(thread_id: str, form: str) -> str:
    """A thread in another form."""
    folder = thread(thread_id).removesuffix("index.html")
    return f"{folder}{FEED if form == 'feed' else f'index.{form}'}"


def index(thread_id: str, number: int) -> str:
    """A page, from 1, of the list of a thread's comments; 0 is the first page of the thread."""
    path = thread(thread_id)
    return f"{path.removesuffix('index.html')}comments-{number}/index.html" if number else path


def search_file(name: str) -> str:
    """A file of the search index."""
    return f"search/{name}"


def sitemap(number: int) -> str:
    return f"sitemap-{number}.xml"


def anchor(post_id: str, thread_id: str) -> str:
    """The id of a post's element on its thread's page: unique there, and the same for ever.

    It begins with "c-", which no id of a theme may do. What follows is the site's own id of the
    post, without the folder that the thread's id lies in: "24" for talk.example.org/812/24 in the
    thread talk.example.org/812/1, and "~" for the thread's own id where a post's goes on from it:
    "~7" for ada/looms#528/7 in ada/looms#528. A post of another folder has "/" and its whole id;
    "#" is told as "!", and ids with other marks by "." and a digest. No two full stops in a row are
    in it but before the name of another site than the thread's.
    """
    site, _, native = post_id.partition(":")
    if site_of(thread_id) != site:
        return f"c-{_shown(native) or _short_digest(native)}..{_slug(site, _ID)}"
    above = native_of(thread_id)
    if native.startswith((f"{above}/", f"{above}.")):
        rest = native[len(above) :]
        if below := _shown(rest[1:]):
            return f"c-~{'.' if rest[0] == '.' else ''}{below}"
    folder = _folder(above)
    short = _shown(native[len(folder) :]) if native.startswith(folder) else ""
    if not short and (whole := _shown(native)):
        short = f"/{whole}"
    return f"c-{short or _short_digest(native)}"


def anchors(thread_id: str, post_ids: Iterable[str]) -> list[str]:
    """`anchor` of many posts of a thread, nearly all of them with plain ids of its own site."""
    own = f"{site_of(thread_id)}:{_folder(native_of(thread_id))}"
    start, plain = len(own), _FRAGMENT.fullmatch
    return [
        f"c-{post_id[start:]}"
        if post_id.startswith(own) and not post_id.startswith(thread_id) and plain(post_id, start)
        else anchor(post_id, thread_id)
        for post_id in post_ids
    ]


def _folder(native: str) -> str:
    """All before the last part of an id, with the mark that ends it; empty where there is one."""
    return native[: max(native.rfind("/"), native.rfind("#")) + 1]


def _shown(native: str) -> str:
    """An id as a fragment shows it; empty where it has marks that no fragment should have."""
    plain = native.replace("#", "/")
    return native.replace("#", "!") if _FRAGMENT.fullmatch(plain) else ""


def _short_digest(native: str) -> str:
    """What tells an id on a page, where upper and lower case differ: a full stop and 96 bits."""
    digest = blake2b(native.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    return f".{urlsafe_b64encode(digest).decode()}"


def _elsewhere(site: str, thread_id: str) -> str:
    """What tells a post of another site than the thread's."""
    return "" if site_of(thread_id) == site else f"..{_slug(site, _ID)}"


def post(path: str, post_id: str, thread_id: str, number: int = 0) -> str:
    """The link from a page to a post of any thread. `number` is that of the page of its list on
    which it is named for good; see model/births.py."""
    page = relative(path, index(thread_id, number))
    return page if post_id == thread_id else f"{page}#{anchor(post_id, thread_id)}"


def root(path: str) -> str:
    """The prefix that leads from a page to the site's root: "", "../", "../../" …"""
    return "../" * path.count("/")


def relative(path: str, target: str) -> str:
    """The link from one page to another. It works from a folder too: no index.html is left out."""
    if not target.startswith(path[: path.find("/") + 1] or "/"):  # not even in one folder
        return "../" * path.count("/") + target
    here, there = path.split("/")[:-1], target.split("/")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])


def absolute(url: str, path: str) -> str:
    """The public URL of a page, where the site's is `url`; empty when that is."""
    if not url:
        return ""
    return f"{url.rstrip('/')}/{path.removesuffix('index.html')}"


def base_path(url: str) -> str:
    """The path of the site's public URL, with slashes at both ends: "/" or "/repo/"."""
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


@lru_cache(maxsize=256)
def _site(site: str) -> str:
    return _slug(site, _ID)


def _slug(name: str, safe: re.Pattern[str]) -> str:
    """`name` itself where that is safe as a file name; else its safe part and a digest."""
    if safe.fullmatch(name):
        return name
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    start = _UNSAFE.sub("-", name.lower())[:40].strip("-")
    if re.match(_RESERVED, start):  # Windows reserves them with any ending
        start += "_"
    return f"{start}.{digest}" if start else f"x.{digest}"
