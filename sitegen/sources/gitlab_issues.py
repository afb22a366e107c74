"""gitlab-issues: issues and merge requests with what was said on them, of GitLab's API or exports.

Issues, discussions and notes as the API lists them, each in a file of its own or put together;
and `issues.ndjson` and `merge_requests.ndjson` of a project's export.
API: https://docs.gitlab.com/api/issues/, https://docs.gitlab.com/api/discussions/
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sitegen.model import Continuation, Problem, Record
from sitegen.sources import _gitlab, _gitlab_places
from sitegen.sources._gitlab import Names, Note, Thread
from sitegen.sources._gitlab_places import Place
from sitegen.sources._json import inside, members
from sitegen.sources._json_records import left_out, listed, not_listed, records, typed
from sitegen.sources.source import Dump, Head, Source

_NOTHING = "neither an issue, a merge request, a discussion nor a note of GitLab"
_AROUND = ("issue", "merge_request", "issues", "merge_requests")
_HOLD = ("discussions", "notes", "notes_data")  # the last one: perceval
_KINDS = {"Issue": False, "WorkItem": False, "MergeRequest": True}  # whether it is to be merged
_NOWHERE = (
    "a note that does not tell what it is on; put it into folders named after that, such as "
    "gitlab.com/GROUP/NAME/issues/12"
)
_UNTOLD = (
    "nothing tells which project this is from, so it has no links there; put it into folders "
    "named after it, such as gitlab.com/GROUP/NAME"
)


# Recognising


def _sniff(head: Head) -> bool:
    told = members(head.data)
    if _is_thread(told) or _is_discussion(told) or _is_note(told):
        return True
    if any(_is_thread(members(told[name])) for name in _AROUND if name in told):
        return True
    return "discussions" in told and _is_discussion(members(told["discussions"]))


def _is_thread(told: Mapping[str, Any]) -> bool:
    return (
        {"iid", "title"} <= told.keys()
        and not told.keys().isdisjoint(("author", "author_id"))
        and not told.keys().isdisjoint(("description", "web_url", "notes", "project_id"))
        and ("group_id" not in told or "project_id" in told)  # an epic
    )


def _is_discussion(told: Mapping[str, Any]) -> bool:
    return {"individual_note", "notes"} <= told.keys()


def _is_note(told: Mapping[str, Any]) -> bool:
    return "noteable_type" in told and not told.keys().isdisjoint(("body", "note"))


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    reader = _Reader(_gitlab_places.told_by(dump.name))
    with dump.open() as stream:
        yield from records(stream, reader)


class _Spot(msgspec.Struct, frozen=True):
    """What notes are on: a thread that is known, or the dump's project alone."""

    place: Place
    is_known: bool
    names: Names


class _Reader:
    """Reads one dump; `place` is what its path tells."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._alone = _Spot(place, is_known=bool(place.number) and place.told, names=Names())
        self._untold = False
        self._passed = 0

    def document(self, value: Any, where: str) -> Iterator[Record]:
        stack: list[tuple[Any, str, bool]] = [(value, where, self._place.is_merge)]
        while stack:
            told, at, merges = stack.pop()
            if isinstance(told, list):
                found = [(one, inside(at, f"[{n}]"), merges) for n, one in enumerate(told)]
                stack += reversed(found)
            elif not isinstance(told, dict):
                yield Problem(at, _NOTHING)
            elif _is_thread(told):
                yield from self._thread(told, told, at, merges=merges)
            elif _is_discussion(told):
                yield from self._discussion(told, at, self._alone)
            elif _is_note(told):
                yield from self._note(told, at, self._alone, None)
            elif held := next((name for name in _AROUND if name in told), ""):
                is_merge = held.startswith("merge")
                if isinstance(told[held], dict) and _is_thread(told[held]):
                    yield from self._thread(told[held], told, at, merges=is_merge, path=f".{held}")
                else:
                    stack.append((told[held], inside(at, f".{held}"), is_merge))
            elif isinstance(told.get("discussions"), list):
                stack.append((told["discussions"], inside(at, ".discussions"), merges))
            else:
                yield Problem(at, _NOTHING)

    def remarks(self) -> Iterator[Problem]:
        if self._untold:
            yield Problem("", _UNTOLD, lost=False)
        if self._passed:
            told = "notes that GitLab wrote by itself (closed, labelled, assigned) were passed over"
            yield Problem("", f"{told}: {self._passed:,}", lost=False)

    def _thread(
        self, fields: Mapping[str, Any], around: Mapping[str, Any], where: str, *, merges: bool,
        path: str = "",
    ) -> Iterator[Record]:  # fmt: skip
        """An issue or a merge request, with the notes that it holds, or that lie beside it."""
        here = inside(where, path) if path else where
        told, unusable = typed(fields, Thread)
        holders = [(fields, here)] if around is fields else [(fields, here), (around, where)]
        held = [(holder.get(key), inside(at, f".{key}")) for holder, at in holders for key in _HOLD]
        references = fields.get("references")
        full = references.get("full") if isinstance(references, dict) else None
        place = _gitlab_places.place_in(told.web_url, full)
        if place is None:
            if told.iid is None or not 0 < told.iid < 1 << 53:
                count = sum(len(listed(notes)) for notes, _ in held)
                more = f"; with all on it: {count:,} in its lists" if count else ""
                yield Problem(here, f"an issue that does not tell its number{more}")
                return
            is_merge = merges or "source_branch" in fields
            place = msgspec.structs.replace(self._place, number=str(told.iid), is_merge=is_merge)
        self._untold = self._untold or not place.told
        yield _gitlab.opening(told, place)
        yield from left_out(here, unusable)
        name = _gitlab_places.name_of(place, told.id, is_merge=place.is_merge)
        if name:
            yield Continuation(name, place.id)
        spot = _Spot(place, is_known=True, names=Names())
        for notes, at in held:
            yield from self._held(notes, at, spot)

    def _held(self, held: object, where: str, spot: _Spot) -> Iterator[Record]:
        """Discussions, or notes, of which exports tell in which discussion each was written."""
        yield from not_listed(held, where)
        notes = [(one, inside(where, f"[{n}]")) for n, one in enumerate(listed(held))]
        first: dict[str, tuple[str, int]] = {}  # of a discussion: time and index of its first note
        for index, (one, _) in enumerate(notes):
            if isinstance(one, dict) and one.get("system") is not True:
                of, when = one.get("discussion_id"), one.get("created_at")
                if isinstance(of, str) and isinstance(when, str):
                    first[of] = min(first.get(of, (when, index)), (when, index))
        opened: dict[str, str] = {}
        order = sorted(range(len(notes)), key=lambda n: _is_later(notes[n][0], n, first))
        for index in order:
            one, at = notes[index]
            if isinstance(one, dict) and _is_discussion(one):
                yield from self._discussion(one, at, spot)
                continue
            of = one.get("discussion_id") if isinstance(one, dict) else None
            of = of if isinstance(of, str) else ""
            for record in self._note(one, at, spot, opened.get(of)):
                yield record
                if of and not isinstance(record, Problem) and of not in opened:
                    opened[of] = getattr(record, "id", "")

    def _discussion(self, told: Mapping[str, Any], where: str, spot: _Spot) -> Iterator[Record]:
        """A discussion: all its notes answer the first one."""
        above: str | None = None
        yield from not_listed(told["notes"], inside(where, ".notes"))
        for n, one in enumerate(listed(told["notes"])):
            for record in self._note(one, inside(where, f".notes[{n}]"), spot, above):
                yield record
                if above is None and not isinstance(record, Problem):
                    above = getattr(record, "id", "")

    def _note(self, fields: object, where: str, spot: _Spot, above: str | None) -> Iterator[Record]:
        """A note. `above` is the first one of its discussion, None: it is that itself."""
        if not isinstance(fields, dict):
            yield Problem(where, "not a note of GitLab")
            return
        told, unusable = typed(fields, Note)
        if told.system:
            self._passed += 1
            return
        if told.text is None:
            yield Problem(where, "a note without a text")
            return
        place, parent, root = self._above(told, spot)
        if place is None or parent is None:
            yield Problem(where, parent or _NOWHERE)
            return
        own = _gitlab.note_id(told, place, spot.names)
        yield _gitlab.comment(told, place, own, above or parent, root)
        yield from left_out(where, unusable)

    def _above(self, told: Note, spot: _Spot) -> tuple[Place | None, str | None, str | None]:
        """(place, parent, root) of a note that begins a discussion.

        The root is None where only the id of what it is on is told; without a place the parent
        is what is wrong, if that is known.
        """
        if spot.is_known:
            return spot.place, spot.place.id, spot.place.id
        kind, place, number = told.noteable_type or "Issue", self._place, told.noteable_iid or 0
        if kind not in _KINDS:
            return None, f"a note on a {kind[:40]}: only issues and merge requests are read", None
        if place.told and 0 < number < 1 << 53:
            place = msgspec.structs.replace(place, number=str(number), is_merge=_KINDS[kind])
            return place, place.id, place.id
        if not place.told and isinstance(told.author, dict):  # its page tells the host
            host = _gitlab_places.host_in(told.author.get("web_url"))
            place = msgspec.structs.replace(place, host=host or place.host)
        if name := _gitlab_places.name_of(place, told.noteable_id, is_merge=_KINDS[kind]):
            return place, name, None
        return (place, place.id, place.id) if place.number else (None, None, None)


def _is_later(note: object, index: int, first: Mapping[str, tuple[str, int]]) -> tuple[bool, int]:
    """The order in which notes are read: those that begin a discussion come before the others."""
    of = note.get("discussion_id") if isinstance(note, dict) else None
    return isinstance(of, str) and of in first and first[of][1] != index, index


SOURCE = Source(
    name="gitlab-issues",
    title="GitLab issues, merge requests and discussions, of its API or a project's export",
    version=3,
    sniff=_sniff,
    keys=frozenset({"iid", "individual_note", "noteable_type", "discussions", *_AROUND}),
    read=_read,
)
