"""A JSON document of any depth or damage as plain values: dicts, lists, strings, numbers.

Slower than typed decoding, and only for what that refuses. Nothing recurses, and all that stands
before the damage is kept.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import msgspec

from sitegen.sources import _json

_ANY = msgspec.json.Decoder(Any)


def tree(data: bytes) -> tuple[Any, str]:
    """The value in `data`, and what is wrong with it; "" when nothing is.

    A container that the damage leaves open holds what came before. Raises ValueError when nothing
    did.
    """
    fault = ""
    try:
        return _json.decode(data, _ANY), fault
    except _json.TooDeep:
        pass
    except ValueError as error:
        fault = str(error)
    import ijson  # noqa: PLC0415 - loaded for what is damaged or very deep

    top: list[Any] = []
    try:
        _build(ijson.basic_parse(BytesIO(_json.repair(data).encode()), use_float=True), top)
    except (ijson.JSONError, ValueError, OverflowError) as error:
        fault = fault or f"malformed JSON: {str(error).strip().splitlines()[0][:100]}"
    if not top:
        raise ValueError(fault or "cut off JSON")
    return top[0], fault


def _build(events: Iterable[tuple[str, Any]], top: list[Any]) -> None:
    """Appends the value of which ijson tells to `top`: containers first, then what they hold."""
    open_: list[tuple[list[Any] | dict[str, Any], str]] = [(top, "")]
    for event, value in events:
        if event == "map_key":
            open_[-1] = (open_[-1][0], value)
            continue
        if event in ("end_map", "end_array"):
            open_.pop()
            continue
        if event == "start_map":
            value = {}
        elif event == "start_array":
            value = []
        container, key = open_[-1]
        if isinstance(container, dict):
            container[key] = value
        else:
            container.append(value)
        if event in ("start_map", "start_array"):
            open_.append((value, ""))
