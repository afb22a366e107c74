"""Tables of programs of forums and blogs: their texts as HTML, and which rows were never public.

Each program is known by columns that no other has together. The names are those of its database:
phpBB (phpbb_posts), SMF (smf_messages), vBulletin (post), MyBB (mybb_posts), FluxBB and PunBB
(posts), XenForo (xf_post), WordPress (wp_posts, wp_comments), Discourse and Flarum (posts), Isso.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

import msgspec

from sitegen.databases import Row
from sitegen.sources import _bbcode, _post_texts, _web
from sitegen.sources._post_names import plain

Told = dict[str, object]
Shape = Callable[[Told], Told]

_BODY: Final = "body_html"
# Why a row is not shown.
_WAITS: Final = "comments that wait for approval"
_TAKEN: Final = "posts that were taken away"
_PRIVATE: Final = "private messages"
_OTHERS: Final = "drafts, revisions and other entries that were not published as posts"
_NOTES: Final = "notes of what was done to a discussion"


class _Program(msgspec.Struct, frozen=True):
    """A table of a program: the columns that tell it, without signs and in small letters, the one
    with the text, and the HTML of such a text."""

    telling: frozenset[str]
    text: str
    html: Callable[[str], str]


def _escaped(text: str) -> str:
    """BBCode in HTML; what phpBB has kept since 3.2 is known by its first and last tag."""
    if _post_texts.is_phpbb([text]):
        return _post_texts.of_phpbb(text)
    return _bbcode.html(text, escaped=True)


def _program(telling: str, text: str, html: Callable[[str], str]) -> _Program:
    return _Program(frozenset(telling.split()), text, html)


_PROGRAMS: Final = (
    _program("postid topicid posterid posttext", "posttext", _escaped),
    _program("idmsg idtopic postername body", "body", _escaped),
    _program("postid threadid pagetext", "pagetext", _bbcode.html),
    _program("pid tid fid message dateline", "message", _bbcode.html),
    _program("poster posterid message posted topicid", "message", _bbcode.html),
    _program("postid threadid message messagestate", "message", _bbcode.html),
    _program(
        "commentid commentpostid commentcontent commentapproved", "commentcontent", _web.paragraphs
    ),
    _program("postcontent poststatus posttype", "postcontent", _web.paragraphs),
    _program("discussionid number content type userid", "content", _post_texts.of_phpbb),
    _program("topicid postnumber raw cooked", "cooked", str),
)  # fmt: skip
_GONE: Final = ("deleted_at", "hidden_at", "user_deleted", "hidden")  # of Discourse and Flarum
_RENAMED: Final = {"comment_post_ID": "post_id", "post_author": "author_id"}  # of WordPress
_PUBLISHED: Final = frozenset(("post", "page", "topic", "reply"))
_OF_ISSO: Final = frozenset(("tid", "mode", "voters", "remoteaddr"))


def shape_of(columns: Iterable[str]) -> Shape | None:
    """How rows with these columns are told under usual names; None for those of no such program."""
    bare = {plain(column): column for column in columns}
    for program in _PROGRAMS:
        if program.telling <= bare.keys():
            return partial(_told, program, bare[program.text])
    return None


def _told(program: _Program, column: str, row: Told) -> Told:
    text = row.get(column)
    told = {_RENAMED.get(name, name): value for name, value in row.items() if name != column}
    if "post_type" in told:
        told.pop("guid", None)
        parent = told.pop("post_parent", None)
        told["parent_id"] = parent if told["post_type"] == "reply" else None
    if program.text in ("cooked", "content") and any(told.get(name) for name in _GONE):
        told.pop("raw", None)
        return told | {"deleted": 1}
    return told | {_BODY: program.html(text) if isinstance(text, str) else text}


# Which rows are shown


def _only(
    shown: object, waiting: Iterable[object] = (), other: str = _TAKEN
) -> Callable[[object], str]:
    """A rule: rows with `shown` are; others wait for approval, or are `other`."""
    waits = frozenset(map(str, waiting))

    def rule(value: object) -> str:
        told = str(value)
        return "" if value is None or told == shown else _WAITS if told in waits else other

    return rule


_RULES: Final[Mapping[str, Callable[[object], str]]] = {
    "postvisibility": _only("1", (0, 3)),
    "postapproved": _only("1", (0,)),
    "approved": _only("1", (0,)),
    "visible": _only("1", (0,)),
    "messagestate": _only("visible", ("moderated",)),
    "commentapproved": _only("1", (0, "hold")),
    "poststatus": _only("publish", (), _OTHERS),
    "posttype": lambda value: "" if value in _PUBLISHED else _OTHERS,
    "isprivate": _only("0", (), _PRIVATE),
}
_OF_THREADS: Final[Mapping[str, Callable[[object], str]]] = {
    "topic_visibility": _only("1", (0, 3)),
    "topic_approved": _only("1", (0,)),
    "visible": _only("1", (0,)),
    "approved": _only("1", (0,)),
    "discussion_state": _only("visible", ("moderated",)),
    "is_private": _only("0", (), _PRIVATE),
}
#: The column in which a row that is told says why nothing of its thread is shown.
OF_THREAD: Final = "hidden with its thread"
_OF_FLARUM: Final = frozenset(("discussionid", "number", "content", "type"))


def hides(columns: Iterable[str]) -> Callable[[Row], str] | None:
    """A function that tells why a row of a table is not shown, "" for one that is; None for tables
    all of whose rows are."""
    bare = {plain(column): column for column in columns}
    if bare.keys() >= _OF_ISSO:  # modes: nobody has approved it yet, it is empty, …
        return partial(_hidden, [(bare["mode"], lambda mode: _WAITS if mode == 2 else "")])
    if not any(program.telling <= bare.keys() for program in _PROGRAMS):
        return None
    rules = [(bare[name], rule) for name, rule in _RULES.items() if name in bare]
    if bare.keys() >= _OF_FLARUM:
        rules.append((bare["type"], _only("comment", (), _NOTES)))
    return partial(_hidden, rules) if rules else None


def _hidden(rules: Iterable[tuple[str, Callable[[object], str]]], row: Row) -> str:
    return next((why for column, rule in rules if (why := rule(row.get(column)))), "")


def hides_thread(row: Row) -> str:
    """Why nothing of a thread is shown, by its row in a table of threads; "" where it is."""
    if row.get("archetype") == "private_message":
        return _PRIVATE
    if row.get("deleted_at") or row.get("hidden_at"):
        return _TAKEN
    return next((why for name, rule in _OF_THREADS.items() if (why := rule(row.get(name)))), "")
