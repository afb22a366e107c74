"""Records of Reddit as scrapers save them, made posts.

Every scraper has names of its own; its module gives items under Reddit's names, in reading order,
and from there on all is alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sitegen.model import Evidence, Post, Problem, Record
from sitegen.sources._reddit import Text, comment, missed, submission
from sitegen.sources._reddit_cards import community_in
from sitegen.sources._reddit_fields import full_id, mended

_LONGEST = 160  # characters of a place


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A submission ("t3") or a comment ("t1").

    `data` holds its fields under Reddit's names. `above` is the full name of the comment in whose
    replies it stands. `title` is that of a comment's thread. `precision` is the unit up to which
    its times are right, "" for exact ones.
    """

    kind: str
    data: Mapping[str, Any]
    where: str
    above: str | None = None
    title: str | None = None
    precision: str = ""


def post_of(item: Item, text: Text, root: str | None = None) -> tuple[Post | str, list[str]]:
    """The post of an item, or why there is none; and the names of fields that a reader misses.

    `text` makes of a told text what its author wrote. `root` is the thread of items that tell none.
    """
    fields, unusable = mended(item.data)
    if fields.subreddit is None:
        fields = msgspec.structs.replace(fields, subreddit=community_in(fields.permalink))
    if item.kind == "t3":
        made = submission(fields, text)
    else:
        above = full_id(item.above, "t1") if item.above else None
        made = comment(fields, text, root=root, above=above)
    if isinstance(made, str):
        return made, []
    changes: dict[str, Any] = {}
    if item.title and made.title is None:
        changes["title"] = text(item.title)
    if item.precision and made.created:
        known = made.evidence or Evidence()
        changes["evidence"] = msgspec.structs.replace(known, precision=item.precision)
    if changes:
        made = msgspec.structs.replace(made, **changes)
    return made, list(dict.fromkeys(unusable + missed(fields, made)))


def records(items: Sequence[Item], *, root: str | None, ordered: bool) -> Iterator[Record]:
    """The posts of one document, each once. `ordered`: its replies stand in the site's order.

    Texts are taken as written: what these scrapers ask of Reddit comes unescaped.
    """
    posts: dict[str, Post] = {}
    problems: list[Problem] = []
    for item in items:
        made, names = post_of(item, str, root)
        if isinstance(made, str):
            problems.append(Problem(item.where, made))
        elif made.id not in posts:
            posts[made.id] = made
            problems += left_out(item.where, names)
    replies: dict[str, list[str]] = {}
    for post in posts.values():
        if ordered and post.parent:
            replies.setdefault(post.parent, []).append(post.id)
    for post in posts.values():
        below = tuple(replies.get(post.id, ()))
        yield msgspec.structs.replace(post, replies=below) if below else post
    yield from problems


def left_out(where: str, names: Sequence[str]) -> list[Problem]:
    """The problems of a record that stands on a page without some of its fields."""
    return [Problem(where, f"no usable {name}", lost=False) for name in names]


def id_in(address: object) -> tuple[str | None, str | None]:
    """The ids of the submission and of the comment that an address on Reddit names."""
    if not isinstance(address, str):
        return None, None
    parts = address.partition("/comments/")[2].partition("?")[0].split("/")
    named = full_id(parts[0], "t3"), full_id(parts[2], "t1") if len(parts) > 2 else None
    return named if named[0] else (None, None)


def inner(path: str, key: str | int) -> str:
    """The path of a member or an element, which cannot grow with the depth of a document."""
    path += f"[{key}]" if isinstance(key, int) else f".{key[:40]}"
    return path if len(path) < _LONGEST else f"…{path[-_LONGEST // 2 :]}"


def shown(value: object) -> str:
    """What stands where something else should, for a message."""
    if isinstance(value, dict):
        return f"it has {', '.join(value)[:60]}" if value else "it is empty"
    return "it is a list" if isinstance(value, list) else repr(str(value)[:40])
