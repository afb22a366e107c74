"""Documents of Reddit's API, made flat: every thing in reading order, with what it hangs below.

Nothing recurses: replies may be nested as deep as a file is long.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import msgspec

from sitegen.model import Problem
from sitegen.sources import _json
from sitegen.sources._reddit_fields import full_id, renamed

_ANY = msgspec.json.Decoder(Any)
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


def tree(data: bytes) -> tuple[Any, str]:
    """The JSON value in `data`, and what is wrong with it; "" when nothing is.

    Of a value that is cut off or damaged, all that stands before the damage is there.
    Raises ValueError when that is nothing.
    """
    try:
        return _json.decode(data, _ANY), ""
    except _json.TooDeep:
        fault = ""
    except ValueError as error:
        fault = str(error)
    import ijson  # noqa: PLC0415 - loaded for what is damaged or very deep

    built: list[Any] = []
    try:
        _build(ijson.basic_parse(BytesIO(_json.repair(data).encode()), use_float=True), built)
    except ijson.JSONError as error:
        fault = fault or f"malformed JSON: {str(error).splitlines()[0]}"
    if not built:
        raise ValueError(fault)
    return built[0], fault


def _build(events: Iterable[tuple[str, Any]], built: list[Any]) -> None:
    """Puts the value of which ijson tells into `built`, event by event, at any depth."""
    stack: list[list[Any] | dict[str, Any]] = [built]
    keys = [""]
    for event, value in events:
        if event == "map_key":
            keys[-1] = value
            continue
        if event in ("end_map", "end_array"):
            stack.pop()
            keys.pop()
            continue
        begins = event in ("start_map", "start_array")
        if begins:
            value = {} if event == "start_map" else []
        inside = stack[-1]
        if isinstance(inside, dict):
            inside[keys[-1]] = value
        else:
            inside.append(value)
        if begins:
            stack.append(value)
            keys.append("")


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
