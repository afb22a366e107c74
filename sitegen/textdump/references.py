"""Numbers of links, as text browsers print them in brackets, and the list of links at the end."""

import re
from collections.abc import Sequence

_REFERENCE = re.compile(r" *(\d{1,6})\. (\S.*)")
_LISTS = ("References", "Visible links", "Visible links:", "Hidden links:", "Hidden links")
_NUMBER = re.compile(r"\[(\d{1,6})\]")
_COUNTED = 10  # links; fewer numbers may be a person's
_AHEAD = 16  # numbers that tables may put elsewhere


def listed_links(lines: Sequence[str]) -> tuple[int, dict[int, str]]:
    """The line at which the list of links begins (after the last: none), and the links."""
    found: dict[int, str] = {}
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].rstrip()
        if not line:
            continue
        match = _REFERENCE.fullmatch(line)
        if match is not None:
            found[int(match[1])] = match[2]
        elif line.strip() == "References" and found:
            return number, found
        elif line.strip() not in _LISTS:
            break
    return len(lines) + 1, {}


def without_numbers(lines: list[str], listed: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """Takes away the numbers of links, which count up through the page, and tells the links.

    A number that a person wrote, such as that of a footnote, is not the next one of the page's.
    """
    links: dict[int, tuple[str, ...]] = {}
    if "[" not in "".join(lines):
        return links
    plain: dict[int, str] = {}
    last = 0
    for index, line in enumerate(lines):
        if "[" not in line:
            continue
        pieces, at = [], 0
        here = []
        for match in _NUMBER.finditer(line):
            number = int(match[1])
            if not last < number <= last + _AHEAD:
                continue
            pieces.append(line[at : match.start()])
            here += [listed[number]] if number in listed else []
            at, last = match.end(), number
        if at:
            plain[index] = "".join([*pieces, line[at:]])
        if here:
            links[index + 1] = tuple(here)
    if not plain:
        return links
    if not listed and (last < _COUNTED or last * 8 < sum([bool(line.strip()) for line in lines])):
        return {}  # nobody but a program counts up through all of a text
    for index, line in plain.items():
        lines[index] = line
    return links
