"""The JSON in a page of an issue of GitHub, from which the page draws itself (since 2024).

It is an answer of GraphQL beside others: `payload.preloadedQueries[].result.data.repository.issue`,
with what happened in the beginning (`frontTimelineItems`) and last (`backTimelineItems`), comments
among it. Other pages have such JSON too, without an issue in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _github_fields as fields
from sitegen.sources import _github_threads as threads
from sitegen.sources._github import Names
from sitegen.sources._github_places import Place
from sitegen.sources._github_threads import Scope, Spot
from sitegen.sources._html import Node

_SCRIPTS = "script[data-target='react-app.embeddedData']"
_TIMES = ("frontTimelineItems", "backTimelineItems")


def thread(root: Node, place: Place) -> Iterator[Record]:
    """The issue that the page at `place` holds as JSON, and its comments; nothing where none."""
    for script in root.css(_SCRIPTS):
        issue = _issue(script.text(), place)
        if issue is not None:
            told = {**issue, "comments": {"nodes": _comments(issue)}, "url": place.address}
            yield from threads.thread(told, Spot("$"), Scope(place, Names()))
            if _lacks(issue):
                told_how = "the page holds the first and the last of the comments, not all"
                yield Problem("", told_how, lost=False)
            return


def _issue(text: str, place: Place) -> Mapping[str, Any] | None:
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return None
    for query in _list(_under(told, "payload", "preloadedQueries")):
        issue = _under(query, "result", "data", "repository", "issue")
        if isinstance(issue, dict) and issue.get("number") == place.number and "title" in issue:
            return issue
    return None


def _comments(issue: Mapping[str, Any]) -> list[Any]:
    """The comments among what happened, each once."""
    found: dict[str, Any] = {}
    for name in _TIMES:
        for node in fields.nodes(issue.get(name)):
            if isinstance(node, dict) and node.get("__typename") == "IssueComment":
                told = {**node, "isMinimized": bool(node.get("isHidden"))}
                found.setdefault(str(node.get("id") or node.get("databaseId") or len(found)), told)
    return list(found.values())


def _lacks(issue: Mapping[str, Any]) -> bool:
    """Whether there is more between the beginning and the end than the page holds."""
    held = sum(len(fields.nodes(issue.get(name))) for name in _TIMES)
    return bool(_under(issue, _TIMES[0], "pageInfo", "hasNextPage")) and held < (
        fields.total(issue.get(_TIMES[0])) or 0
    )


def _under(told: object, *path: str) -> object:
    for name in path:
        told = told.get(name) if isinstance(told, dict) else None
    return told


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []
