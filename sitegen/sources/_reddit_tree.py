"""Documents of Reddit's API, made flat: every thing in reading order, with what it hangs below.

Nothing recurses: replies may be nested as deep as a file is long.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from sitegen.model import Problem
from sitegen.sources._reddit_fields import full_id, renamed

_OURS = ("t1", "t3", "more")
_WRAPPINGS = (("data", "children"), ("json", "data", "things"), ("data",))


class Thing(msgspec.Struct, frozen=True, gc=False):
    """A submission (t3), a comment (t1) or a stub for more comments, as the site names them.

    `above` is the id of the comment whose replies it stands in, None at the top.
    """

    kind: str
    data: dict[str, Any]
    above: str | None
    where: str


def flattened(value: Any, where: str) -> Iterator[Thing | Problem]:
    """All things in a document, in reading order; what is none of them is a Problem.

    Accepted are listings, things, arrays of both, and the answers of api/morechildren
    ({"json": {"data": {"things": […]}}}) and of Arctic Shift's API ({"data": […]}).
    """
    stack: list[tuple[Any, str | None, str]] = [(value, None, where if "$" in where else "$")]
    while stack:
        item, above, place = stack.pop()
        path, children = _children(item)
        if children is not None:
            inside = _shortened(place + path)
            stack += [(c, above, f"{inside}[{n}]") for n, c in enumerate(children)][::-1]
            continue
        at = place if "$" in where else f"{where}, {place}"
        thing = _thing(item, above, at)
        yield thing
        replies = thing.data.get("replies") if isinstance(thing, Thing) else None
        if not replies or isinstance(thing, Problem):
            continue
        own = full_id(thing.data.get("name") or thing.data.get("id"), thing.kind)
        if isinstance(replies, dict | list):
            stack.append((replies, own or above, f"replies to {own[7:]}: $" if own else place))
        else:
            yield Problem(at, f"the replies are no listing: {str(replies)[:40]!r}")


def _shortened(place: str) -> str:
    """A place that cannot grow with the depth of a document."""
    return place if len(place) < 160 else f"…{place[-120:]}"


def _children(item: Any) -> tuple[str, list[Any] | None]:
    """Where a listing or another wrapping of things holds them; None when `item` is none."""
    if isinstance(item, list):
        return "", item
    if not isinstance(item, dict) or item.get("kind", "Listing") != "Listing":
        return "", None
    for path in _WRAPPINGS:
        inner: Any = item
        for key in path:
            inner = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(inner, list):
            return "".join(f".{key}" for key in path), inner
    return "", None


def _thing(item: Any, above: str | None, place: str) -> Thing | Problem:
    if not isinstance(item, dict):
        return Problem(place, f"neither a listing nor a post: {str(item)[:40]!r}")
    kind, data = item.get("kind"), item.get("data")
    if kind in _OURS and isinstance(data, dict):
        return Thing(kind, renamed(data), above, place)
    if isinstance(kind, str) and isinstance(data, dict):
        return Problem(place, f"a thing of kind {kind[:20]!r} is no post")
    return Problem(
        place, f"neither a listing nor a post; it has {', '.join(item)[:60] or 'nothing'}"
    )
