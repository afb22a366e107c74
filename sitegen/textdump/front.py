"""Front matter: lines between two `---` at the top of a copy that say where it is from, and when.

It is only taken as such where every line in it is `key: value` or `key = value` and one key is
known; all else is text of the copy. Format: docs/textdump.md.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sitegen.model import Problem
from sitegen.textdump.fixes import NONE, Fixes

_MOST = 40  # lines
_LINE = re.compile(r"(?P<key>[\w-]+)\s*[:=](?:\s+(?P<value>.*))?")
_ITEM = re.compile(r"-\s+(?P<value>.*)")  # of a list below a key, as web clippers write it
_READER = re.compile(
    r"(?P<key>Title|URL Source|Published Time|Number of Pages|Warning|Description"
    r"|Markdown Content):(?P<value>.*)"
)
_SITE = re.compile(r"(?P<title>.*\S) [|–—:·-] (?P<site>[^|–—·]{1,40})")
_SITES = ("hackernews", "lobsters")
_KEYS = ("title", "source", "link", "community", "author")


def front_of(lines: tuple[str, ...]) -> tuple[int, Fixes, tuple[Problem, ...]]:
    """How many lines the front matter has (0: there is none), and what it says.

    A date that is none is a Problem with its line.
    """
    if not lines or lines[0].rstrip() != "---":
        return *_by_reader(lines), ()
    end = next((n for n, line in enumerate(lines[1:_MOST], 1) if line.rstrip() == "---"), 0)
    rows = _without_lists(lines[1:end])
    told = [_LINE.fullmatch(line.strip()) for line in rows if line.strip()]
    keys = {match["key"] for match in told if match}
    if not all(told) or keys.isdisjoint((*_KEYS, "captured")):
        return 0, NONE, ()
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, line in enumerate(rows, 2):
        match = _LINE.fullmatch(line.strip())
        value = _plain(match["value"] or "") if match else ""
        if match is None or not value:
            continue
        if match["key"] in _KEYS:
            values[match["key"]] = value
        elif match["key"] == "captured":
            values["captured"] = moment = _moment(value)
            if moment is None:
                said = f"{value[:40]!r} is no date such as 2026-06-20 or 2026-06-20T14:05Z"
                problems.append(Problem(f"line {number}", f"captured: {said}", False))
    return end + 1, Fixes(**values), tuple(problems)


def _without_lists(lines: Sequence[str]) -> list[str]:
    """The lines, with a list of one as the value of the key it stands below, and no other list."""
    kept = list(lines)
    key, items = -1, list[str]()
    for at, line in enumerate([*lines, ""]):
        item = _ITEM.fullmatch(line.strip()) if key >= 0 else None
        if item is not None:
            kept[at] = ""
            items.append(_plain(item["value"]).removeprefix("[[").removesuffix("]]"))
            continue
        if len(items) == 1:
            kept[key] = f"{kept[key].rstrip()} {items[0]}"
        key, items = (at if line.rstrip().endswith(":") else -1), []
    return kept


def _by_reader(lines: tuple[str, ...]) -> tuple[int, Fixes]:
    """The same of the lines that a service which reads pages for programs puts above them:
    `Title:`, `URL Source:`, and at last `Markdown Content:`.
    """
    told: dict[str, str] = {}
    for number, line in enumerate(lines[:_MOST], 1):
        match = _READER.fullmatch(line.strip())
        if match is None and (line.strip() or not told):
            break
        if match is not None:
            told[match["key"]] = match["value"].strip()
        if "Markdown Content" in told:
            source = told.get("URL Source", "")
            title = _without_site(told.get("Title", ""), source)
            return (number, Fixes(title=title or None, source=source)) if source else (0, NONE)
    return 0, NONE


def _without_site(title: str, source: str) -> str:
    """The title of a page without the name of the site behind it."""
    match = _SITE.fullmatch(title)
    host = re.sub(r"\W", "", source.partition("//")[2].partition("/")[0])
    if match is None:
        return title
    name = re.sub(r"\W", "", match["site"].lower())
    return match["title"] if name in _SITES or (name and name in host) else title


def _plain(value: str) -> str:
    """A value without the quotes around it."""
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value


def _moment(value: str) -> date | datetime | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return None
