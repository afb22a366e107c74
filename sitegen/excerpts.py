"""The lines of a file around a mistake, with the place marked, as messages show them."""

import re
from pathlib import Path

_AROUND = 2  # lines before and after
_LONGEST = 160  # characters of a line
_LARGEST = 1_000_000  # bytes; a file of more is no template
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?(?::? |$)")


def excerpt(where: str) -> list[str]:
    """Up to five lines around the first place in `where` ("FILE:LINE…"), numbered.

    The one that is meant begins with ">". Empty where there is no such file or line.
    """
    place = _PLACE.match(where.split("\n", 1)[0])
    if not place:
        return []
    path, wanted = Path(place["file"]), int(place["line"])
    try:
        if path.stat().st_size > _LARGEST:
            return []
        lines = path.read_text("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return []
    if lines and not lines[-1]:
        lines.pop()
    if not 0 < wanted <= len(lines):
        return []
    first = max(1, wanted - _AROUND)
    shown = lines[first - 1 : wanted + _AROUND]
    width = len(str(first + len(shown) - 1))
    numbered = [
        f"{'>' if number == wanted else ' '} {number:>{width}} | {text[:_LONGEST]}"
        for number, text in enumerate(shown, first)
    ]
    return [line.rstrip() for line in numbered]
