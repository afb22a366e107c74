"""A JSON document of any depth or damage as plain values: dicts, lists, strings, numbers.

Slower than typed decoding, and only for what that refuses. Nothing recurses, and all that stands
before the damage is kept.
"""

from io import BytesIO
from typing import Any

import ijson
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
    top: list[Any] = []
    try:
        _build(_json.repair(data), top)
    except (ijson.JSONError, ValueError, OverflowError) as error:
        fault = fault or f"malformed JSON: {str(error).strip().splitlines()[0][:100]}"
    if not top:
        raise ValueError(fault or "cut off JSON")
    return top[0], fault


def _build(text: str, top: list[Any]) -> None:
    """Appends the value in `text` to `top`: containers first, then what they hold."""
    open_: list[tuple[list[Any] | dict[str, Any], str]] = [(top, "")]
    for event, value in ijson.basic_parse(BytesIO(text.encode()), use_float=True):
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
