"""Posts of imageboards, from the fields of 4chan's API and of FoolFuuka's to Posts.

Most people on these boards give no name, and two of them are not one person: "Anonymous" is no
author. A name is one, with its tripcode, where there is one; the id that a board gives to all that
one person writes in a thread is a label.
Fields: https://github.com/4chan/4chan-API/blob/master/pages/Threads.md
"""

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

import msgspec

from sitegen.entities import unescape
from sitegen.model import SINCE, Body, Post
from sitegen.sources import _boards_text
from sitegen.sources._boards_places import FOURCHAN, Place, Target, is_ours
from sitegen.sources._chat import first_words, is_web, size
from sitegen.sources._html_link import link
from sitegen.sources._json import utc_unix
from sitegen.sources._json_records import listed, typed

_LARGEST = 10**15
_NAMELESS = frozenset(
    {"anonymous", "anon", "anonym", "anonyme", "anonimo", "anónimo", "anonimowy", "anoniem",
     "аноним", "nameless", "匿名", "名無しさん"}
)  # fmt: skip
_CAPCODES = {
    "m": "moderator", "mod": "moderator", "a": "admin", "admin": "admin", "d": "developer",
    "admin_highlight": "admin", "g": "manager", "f": "founder", "v": "verified",
}  # fmt: skip
_LONGEST_LABEL = 60


class File(msgspec.Struct, gc=False):
    """A file of a post: its name there, that on the server, its size in bytes and in pixels."""

    filename: str | None = None
    ext: str | None = None
    tim: str | int | None = None
    fsize: int | None = None
    w: int | None = None
    h: int | None = None
    spoiler: Any = None
    filedeleted: Any = None
    address: str | None = None


class Told(File, gc=False):
    """A post, with the fields of 4chan's API; those of other sites are brought to these.

    `no` and `thread` are numbers as text; `plain`: name and subject are no HTML.
    """

    no: str = ""
    thread: str = ""
    time: int | float | None = None
    name: str | None = None
    trip: str | None = None
    id: str | None = None
    capcode: str | None = None
    sub: str | None = None
    com: str | None = None
    country_name: str | None = None
    country: str | None = None
    flag_name: str | None = None
    board_flag: str | None = None
    sticky: Any = None
    closed: Any = None
    locked: Any = None
    archived: Any = None
    deleted: Any = None
    replies: int | None = None
    omitted_posts: int | None = None
    extra_files: Any = None
    plain: bool = False


def number(value: object) -> str:
    """The number of a post as text; "" where it can be none. "123_1" is written on an archive."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    digits, _, more = text.partition("_")
    if not (digits.isascii() and digits.isdecimal()) or not 0 < int(digits[:16]) < _LARGEST:
        return ""
    if more and not (more.isascii() and more.isdecimal() and len(more) <= 6):
        return ""
    return f"{int(digits)}_{int(more)}" if more and int(more) else str(int(digits))


def rank(told: str) -> tuple[int, int]:
    """By which numbers are in order."""
    digits, _, more = told.partition("_")
    return int(digits), int(more or 0)


def flag(value: object) -> bool:
    """Whether one of 0, 1, "0", "1", true, false says yes."""
    return value in (1, "1") or value is True


def is_stub(told: Told) -> bool:
    """Whether an opening post is only named, as in the file of a thread's end."""
    return told.time is None and not (told.com or told.sub or told.filename)


def post(told: Told, place: Place, held: Collection[str]) -> Post:
    """A post. `held` are the numbers of the posts of its thread that lie beside it."""
    opens = told.no == told.thread

    def resolve(found: Target) -> str | None:
        if not is_ours(place, found.host):
            return None
        here = not found.board or found.board == place.board
        inside = not found.thread and here and (found.number in held or not found.board)
        return place.address(
            told.thread if inside else found.thread, found.number, found.board or place.board
        )

    covers = place.site == FOURCHAN
    html, named = _boards_text.written(told.com or "", resolve, covers=covers)
    sub = _plain(told.sub, told)
    root = f"{place.prefix}{told.thread}"
    return Post(
        id=f"{place.prefix}{told.no}",
        parent=None if opens else f"{place.prefix}{_answered(told, place, named, held)}",
        root=root,
        body=Body(_body("" if opens else sub, html, told, place), "html"),
        author=_author(told),
        created=utc_unix(told.time),
        permalink=place.address(told.thread, told.no),
        title=(
            sub
            or first_words(_boards_text.words(told.com or "", covers=covers))
            or _name_of(told, told)
        )
        if opens
        else None,
        community=place.community,
        labels=_labels(told, opens=opens),
        claimed=told.replies if opens and (told.replies or -1) >= 0 else None,
    )


def _answered(told: Told, place: Place, named: list[Target], held: Collection[str]) -> str:
    """The post that one answers: the first that it names of those before it in its thread."""
    for found in named:
        if not is_ours(place, found.host) or (found.board and found.board != place.board):
            continue
        inside = found.thread == told.thread or (not found.thread and not found.board)
        if not (inside or (not found.thread and found.number in held)):
            continue
        if rank(told.thread) <= rank(found.number) < rank(told.no):
            return number(found.number)
    return told.thread


def own_board(posts: list[dict[str, Any]], key: str) -> str:
    """The board that links tell: those by which posts name others of their own board."""
    for fields in posts:
        html = fields.get(key)
        if not isinstance(html, str) or "href" not in html:
            continue
        for found in _boards_text.written(html, lambda _: None, covers=False)[1]:
            if found.board and not found.host:
                return found.board
    return ""


def _plain(text: str | None, told: Told) -> str:
    text = text or ""
    return (text if told.plain else unescape(text)).strip()


def _author(told: Told) -> str | None:
    name, trip = _plain(told.name, told), (told.trip or "").strip()
    if name.casefold() in _NAMELESS:
        name = "" if not trip else name
    return f"{name}{trip}" or None


def _labels(told: Told, *, opens: bool) -> tuple[str, ...]:
    labels = [_CAPCODES.get((told.capcode or "").lower(), "")]
    labels.append(f"ID {told.id[:_LONGEST_LABEL]}" if told.id else "")
    labels.append((told.flag_name or told.country_name or told.country or "")[:_LONGEST_LABEL])
    if opens:
        labels.append("sticky" if flag(told.sticky) else "")
        labels.append("closed" if flag(told.closed) or flag(told.locked) else "")
        labels.append("archived" if flag(told.archived) else "")
    labels.append(SINCE["deleted"] if flag(told.deleted) else "")
    return tuple(dict.fromkeys([label for label in labels if label]))


def _body(sub: str, html: str, told: Told, place: Place) -> str:
    parts = [f"<p><strong>{escape(sub, quote=False)}</strong></p>" if sub else "", html]
    parts.append(_attached(told, told, place))
    for one in listed(told.extra_files):
        if isinstance(one, dict):
            parts.append(_attached(typed(one, File)[0], told, place))
    return "".join(parts)


def _attached(file: File, told: Told, place: Place) -> str:
    """A line for a file: a link to it, and how large it is."""
    if flag(file.filedeleted) or file.ext == "deleted" or file.filename == "deleted":
        return "<p>Attached: a file that was deleted</p>"
    name = _name_of(file, told)
    if not name:
        return ""
    address = file.address or ""
    if not address and file.tim and file.ext:
        address = place.file(f"{file.tim}{file.ext}") or ""
    shown = link(address, name) if is_web(address) else escape(name, quote=False)
    pixels = f"{file.w}×{file.h}" if (file.w or 0) > 0 and (file.h or 0) > 0 else ""
    more = ", ".join(filter(None, (size(file.fsize or None), pixels)))
    line = f"Attached: {shown}{f' ({more})' if more else ''}"
    return f'<p><span class="spoiler">{line}</span></p>' if flag(file.spoiler) else f"<p>{line}</p>"


def _name_of(file: File, told: Told) -> str:
    name = _plain(file.filename, told)
    ext = file.ext or ""
    name = name if ext and name.endswith(ext) else f"{name}{ext}"
    return name if file.filename or file.tim else ""


def of_foolfuuka(fields: Mapping[str, Any], board: str) -> tuple[dict[str, Any], str]:
    """The fields of a post of FoolFuuka as those of 4chan, and the host that its files lie on.

    `board` is the one it is from, "" where that is not told.
    """
    media = fields.get("media")
    media = media if isinstance(media, dict) else {}
    comment, html = fields.get("comment"), fields.get("comment_processed")
    if not isinstance(html, str) and isinstance(comment, str):
        html = _boards_text.from_plain(comment, board)
    address = next(
        (a for key in ("media_link", "remote_media_link") if is_web(a := str(media.get(key)))), ""
    )
    ghost = number(fields.get("subnum"))
    told = {
        "no": f"{fields.get('num')}_{ghost}" if ghost else fields.get("num"),
        "thread": fields.get("thread_num"),
        "time": fields.get("timestamp"),
        "sub": fields.get("title"),
        "com": html,
        "id": fields.get("poster_hash"),
        "country_name": fields.get("poster_country_name"),
        "country": fields.get("poster_country"),
        "filename": media.get("media_filename"),
        "fsize": media.get("media_size"),
        "w": media.get("media_w"),
        "h": media.get("media_h"),
        "spoiler": media.get("spoiler"),
        "address": address or None,
        "plain": True,
    }
    for name in ("name", "trip", "capcode", "sticky", "locked", "deleted"):
        told[name] = fields.get(name)
    return told, address.partition("://")[2].partition("/")[0].lower()


def hosts_in(html: object) -> str:
    """The host of the first link to a post of a board in the HTML of a post; "" for none."""
    if isinstance(html, str) and "://" in html:
        for found in _boards_text.written(html, lambda _: None, covers=False)[1]:
            if found.host:
                return found.host
    return ""
