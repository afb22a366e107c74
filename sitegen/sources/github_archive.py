"""github-archive: all issues and pull requests of a repository in one file.

Working groups of the IETF keep such archives beside their drafts: the tool `archive_repo.py` of
https://github.com/martinthomson/i-d-template writes them, and marks them with a word of its own.
"""

from collections.abc import Iterator
from typing import Any

from sitegen.model import Problem, Record
from sitegen.sources import _github_places as places
from sitegen.sources import _github_threads as threads
from sitegen.sources._github import Names
from sitegen.sources._github_places import Place
from sitegen.sources._github_threads import Scope, Spot
from sitegen.sources._json import members
from sitegen.sources._json_records import Document, documents
from sitegen.sources.source import Dump, Head, Source

_MAGIC = (b'"E!vIA5L86J2I"', b'"B8n2c@e8kvfx"')  # the older one knows less of pull requests
_LISTS = ("issues", "pulls", "discussions")


def _sniff(head: Head) -> bool:
    if b'"magic"' not in head.data and b'"repo"' not in head.data:
        return False
    found = members(head.data)
    if found.get("magic") in _MAGIC:
        return True
    return {"repo", "timestamp", "labels"} <= found.keys() and not found.keys().isdisjoint(_LISTS)


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        for document in documents(stream):
            if isinstance(document, Problem):
                yield document
            elif isinstance(document.value, dict):
                repo = places.repository(document.value.get("repo"))
                yield from _records(document, repo or places.repository_of(dump.name))
            else:
                yield Problem(document.where, "not an archive of a repository")


def _records(document: Document, repo: Place) -> Iterator[Record]:
    scope = Scope(repo, Names())
    spot = Spot(document.where, document.torn)
    told = [name for name in _LISTS if name in document.value]
    if not told:
        yield Problem(document.where, "an archive without issues")
    for name in told:
        held = document.value[name]
        last_list = name == told[-1]
        if not isinstance(held, list):
            yield Problem(document.at(f".{name}"), f"the {name} are no list, and were not read")
            continue
        for index, item in enumerate(held):
            last = last_list and index == len(held) - 1
            yield from _thread(item, spot.at(f".{name}[{index}]", last=last), scope)


def _thread(item: Any, spot: Spot, scope: Scope) -> Iterator[Record]:
    if isinstance(item, dict):
        yield from threads.thread(item, spot, scope)
    else:
        yield Problem(spot.where, "neither an issue nor a pull request")


SOURCE = Source(
    name="github-archive",
    title="Archives of a GitHub repository's issues and pull requests, as the IETF keeps them",
    version=2,
    sniff=_sniff,
    keys=frozenset({"magic", "repo"}),
    read=_read,
)
