"""imageboard-json: threads of imageboards, as 4chan's API, vichan's and FoolFuuka's give them.

A thread, a page of the index, a catalog, or any number of these; posts one a line are read too.
4chan: https://github.com/4chan/4chan-API; vichan's API has the same shape. FoolFuuka is what
archives of 4chan run: https://desuarchive.org/_/api/chan/thread/?board=g&num=NUMBER
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Gap, Problem, Record
from sitegen.sources import _boards, _boards_places
from sitegen.sources._boards import Told
from sitegen.sources._boards_places import FOURCHAN, OTHER, Place
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import left_out, listed, not_listed, records, typed
from sitegen.sources.source import Dump, Head, Source

_NOTHING = "neither a thread nor a post of an imageboard"
_ADVICE = "put it into folders named after both, such as boards.4chan.org/g/thread/123.json"
_OF_POSTS = frozenset(
    {"resto", "time", "now", "com", "sub", "name", "filename", "last_modified", "replies"}
)
_OF_FOOLFUUKA = frozenset({"num", "thread_num", "timestamp"})
_OF_ARCHIVES = _OF_FOOLFUUKA - {"timestamp"}


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_post(told) or _is_of_foolfuuka(told):
        return True
    if "posts" in told and _is_post(members(told["posts"])):
        return True
    if "threads" in told:
        first = members(told["threads"])
        if _is_post(first) or ("posts" in first and _is_post(members(first["posts"]))):
            return True
    first_key = next(iter(told), "")
    if first_key in ("op", "posts"):
        return _is_of_archive(told)
    return first_key.isdecimal() and _is_of_archive(members(told[first_key]))


def _is_post(told: Mapping[str, bytes]) -> bool:
    return "no" in told and len(told.keys() & _OF_POSTS) > 1


def _is_of_foolfuuka(told: Mapping[str, bytes]) -> bool:
    return told.keys() >= _OF_FOOLFUUKA


def _is_of_archive(told: Mapping[str, bytes]) -> bool:
    """Whether it is a thread of FoolFuuka, or what a search found."""
    if "op" in told:
        return members(told["op"]).keys() >= _OF_ARCHIVES
    first = members(told.get("posts", b""))
    if first.keys() >= _OF_ARCHIVES:
        return True
    key = next(iter(first), "")
    return key.partition("_")[0].isdecimal() and members(first[key]).keys() >= _OF_ARCHIVES


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader(dump.name)
    with dump.open() as stream:
        yield from records(stream, reader)


class _Reader:
    """Reads one dump: what one thread tells of its place holds for those that do not."""

    def __init__(self, dump: str) -> None:
        self._place = _boards_places.told_by(dump)
        self._board = self._place.board
        self._untold = False
        self._listed = 0

    def document(self, value: Any, where: str) -> Iterator[Record]:
        stack: list[tuple[Any, str, str]] = [(value, where, "")]
        while stack:
            told, at, board = stack.pop()
            if isinstance(told, list):
                found = [(one, inside(at, f"[{n}]"), board) for n, one in enumerate(told)]
                stack += reversed(found)
                continue
            if not isinstance(told, dict):
                yield Problem(at, _NOTHING)
                continue
            board = _board_in(told) or board
            if isinstance(told.get("threads"), list):
                stack.append((told["threads"], inside(at, ".threads"), board))
            elif "num" in told and "thread_num" in told:
                yield from self._archived([(told, at)], at, told)
            elif ("op" in told and "no" not in told) or _holds_archived(told):
                yield from self._archived(list(_archived_in(told, at)), at, told)
                if not isinstance(told.get("posts"), dict):
                    yield from not_listed(told.get("posts"), inside(at, ".posts"))
            elif isinstance(told.get("posts"), list):
                posts = [(one, inside(at, f".posts[{n}]")) for n, one in enumerate(told["posts"])]
                yield from self._thread(posts, at, board)
            elif "no" in told:
                replies = listed(told.get("last_replies"))
                yield from not_listed(told.get("last_replies"), inside(at, ".last_replies"))
                more = [(one, inside(at, f".last_replies[{n}]")) for n, one in enumerate(replies)]
                yield from self._thread([(told, at), *more], at, board)
            else:
                threads = [(key, one) for key, one in told.items() if _is_archived_thread(key, one)]
                found = [(one, inside(at, f".{key}"), board) for key, one in threads]
                stack += reversed(found)
                if not found:
                    yield Problem(at, _NOTHING)

    def remarks(self) -> Iterator[Problem]:
        if self._listed:
            yield Problem(
                "",
                f"threads that are only listed, without their texts: {self._listed:,}; "
                "the catalog, or the threads themselves, have these",
            )
        if self._untold:
            what = "site" if self._board else "board"
            yield Problem(
                "", f"nothing tells which {what} this is from, so it has no links there; {_ADVICE}",
                lost=False,
            )  # fmt: skip

    def _thread(self, posts: list[tuple[Any, str]], where: str, board: str) -> Iterator[Record]:
        """A thread as 4chan and vichan tell it, whole or in part."""
        fields = [one for one, _ in posts if isinstance(one, dict)]
        if fields and len(posts) == 1 and not (fields[0].keys() & {"resto", "time", "com", "now"}):
            self._listed += 1
            return
        self._board = self._place.board or board or _boards.own_board(fields, "com") or self._board
        place = msgspec.structs.replace(self._place, board=self._board)
        if place.site == FOURCHAN or (not place.site and any("now" in one for one in fields)):
            place = _boards_places.at_4chan(place)
        elif not place.site:
            place = msgspec.structs.replace(place, site=OTHER)
        found: list[tuple[dict[str, Any], str]] = []
        for one, at in posts:
            if isinstance(one, dict):
                found.append((dict(one, thread=one.get("resto") or one.get("no")), at))
            else:
                yield Problem(at, "not a post of an imageboard")
        yield from self._posts(found, place)

    def _archived(
        self, posts: list[tuple[Any, str]], where: str, around: Mapping[str, Any]
    ) -> Iterator[Record]:
        """A thread as FoolFuuka tells it; each post says which board it is from."""
        if not posts:
            yield Problem(where, "a thread without a post")
        place = self._place
        boards: dict[str, list[tuple[dict[str, Any], str]]] = {}
        for one, at in posts:
            if not isinstance(one, dict):
                yield Problem(at, "not a post of an imageboard")
                continue
            self._board = _board_in(one) or place.board or self._board
            told, media = _boards.of_foolfuuka(one, self._board)
            if not place.archive:
                host = _boards.hosts_in(one.get("comment_processed")) or media
                place = _boards_places.at_4chan(place, host)
            if "omitted" in around and not boards:
                told["omitted_posts"] = around["omitted"]
            boards.setdefault(self._board, []).append((told, at))
        for board, found in boards.items():
            yield from self._posts(found, msgspec.structs.replace(place, board=board))

    def _posts(self, found: list[tuple[dict[str, Any], str]], place: Place) -> Iterator[Record]:
        self._untold = self._untold or not (place.board and place.host)
        usable: list[tuple[Told, str, list[str]]] = []
        threads = {_boards.number(fields.get("thread")) for fields, _ in found} - {""}
        beside = threads.pop() if len(threads) == 1 else ""
        for fields, at in found:
            own, thread = _boards.number(fields.get("no")), _boards.number(fields.get("thread"))
            if not own:
                yield Problem(at, "a post without a usable number")
                continue
            thread_or = thread or beside or own
            told, unusable = typed({**fields, "no": own, "thread": thread_or}, Told)
            if not thread and fields.get("thread") is not None:
                unusable.append("thread_num" if told.plain else "resto")
            usable.append((told, at, unusable))
        held = {told.no for told, _, _ in usable}
        for told, at, unusable in usable:
            if not (told.no == told.thread and _boards.is_stub(told)):
                yield _boards.post(told, place, held)
                yield from left_out(at, unusable)
        yield from _omitted([told for told, _, _ in usable], place)


def _omitted(posts: list[Told], place: Place) -> Iterator[Gap]:
    """What an opening post counts of answers that do not lie beside it."""
    opening = next((told for told in posts if told.no == told.thread), None)
    if opening is None:
        return
    beside = sum(told.thread == opening.no != told.no for told in posts)
    total = opening.replies
    if total is None and opening.omitted_posts is not None:
        total = opening.omitted_posts + beside
    if total is not None and beside < total < 1 << 40:
        root = f"{place.prefix}{opening.no}"
        yield Gap(parent=root, root=root, count=total - beside, total=total, deep=True)


def _board_in(told: Mapping[str, Any]) -> str:
    """The board that a record names: by itself, or as an object."""
    board = told.get("board")
    if isinstance(board, dict):
        board = board.get("shortname") or board.get("board")
    name = board.strip("/") if isinstance(board, str) else ""
    return name if _boards_places.is_board(name) else ""


def _holds_archived(told: Mapping[str, Any]) -> bool:
    posts = told.get("posts")
    if isinstance(posts, dict):
        return True
    first = posts[0] if isinstance(posts, list) and posts else None
    return isinstance(first, dict) and first.keys() >= _OF_ARCHIVES


def _is_archived_thread(key: str, value: object) -> bool:
    return key.isdecimal() and isinstance(value, dict) and bool(value.keys() & {"op", "posts"})


def _archived_in(told: Mapping[str, Any], at: str) -> Iterator[tuple[Any, str]]:
    """The posts of a thread of FoolFuuka, with their places."""
    if "op" in told:
        yield told["op"], inside(at, ".op")
    posts = told.get("posts")
    if isinstance(posts, dict):
        for key, one in posts.items():
            yield one, inside(at, f".posts.{key[:40]}")
    for n, one in enumerate(listed(posts)):
        yield one, inside(at, f".posts[{n}]")


SOURCE = Source(
    name="imageboard-json",
    title="Threads of imageboards: 4chan's API, vichan's, and archives that run FoolFuuka",
    version=2,
    sniff=_sniff,
    signs=(b'"no"', b'"thread_num"'),
    read=_read,
)
