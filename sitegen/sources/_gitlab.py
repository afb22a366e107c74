"""From what GitLab tells to Posts: issues, merge requests, and the notes on them.

The API writes a note's text as `body` and names its author, its exports write `note` and tell no
ids; both become one record here, and what it cannot use is named.
Fields: https://docs.gitlab.com/api/issues/, /merge_requests/, /notes/, /discussions/
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from sitegen.model import Body, Post
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._gitlab_places import Place
from sitegen.sources._json import utc_iso
from sitegen.sources._json_records import listed

_LARGEST = 1 << 53
_LONGEST_LABEL = 100


class Thread(msgspec.Struct, gc=False):
    """An issue or a merge request."""

    title: str | None = None
    id: int | None = None
    iid: int | None = None
    description: str | None = None
    author: Any = None
    created_at: str | None = None
    last_edited_at: str | None = None
    state: str | None = None
    web_url: str | None = None
    upvotes: int | None = None
    downvotes: int | None = None
    user_notes_count: int | None = None
    labels: Any = None
    label_links: Any = None
    draft: bool | None = None
    work_in_progress: bool | None = None
    discussion_locked: bool | None = None
    confidential: bool | None = None


class Note(msgspec.Struct, gc=False):
    """A comment, or what the site wrote by itself (`system`)."""

    id: int | None = None
    body: str | None = None
    note: str | None = None
    author: Any = None
    created_at: str | None = None
    updated_at: str | None = None
    last_edited_at: str | None = None
    system: bool | None = None
    type: str | None = None
    noteable_type: str | None = None
    noteable_id: int | None = None
    noteable_iid: int | None = None
    discussion_id: str | None = None
    position: Any = None
    resolvable: bool | None = None
    resolved: bool | None = None
    confidential: bool | None = None
    internal: bool | None = None

    @property
    def text(self) -> str | None:
        return self.note if self.body is None else self.body


class Names(msgspec.Struct):
    """Ids given in a thread to notes that tell none, each with how often it was given."""

    given: dict[str, int] = {}

    def unlike(self, name: str) -> str:
        count = self.given[name] = self.given.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


def opening(told: Thread, place: Place) -> Post:
    """The post that a thread begins with."""
    labels = ["merge request" if place.is_merge else "", *_state(told)]
    labels += [f"👎 {told.downvotes}" if (told.downvotes or 0) > 0 else ""]
    labels += [_label(one) for one in listed(told.labels)]
    labels += [_label(link.get("label")) for link in dicts(told.label_links)]
    votes = told.upvotes
    claimed = told.user_notes_count
    created, edited = utc_iso(told.created_at), utc_iso(told.last_edited_at)
    return Post(
        id=place.id,
        root=place.id,
        body=_body(told.description or "", place),
        author=author(told.author),
        created=created,
        edited=edited if edited != created else None,
        score=votes if votes is not None and 0 <= votes < _LARGEST else None,
        permalink=place.address,
        title=told.title or None,
        community=place.community,
        labels=tuple(dict.fromkeys([label for label in labels if label])),
        claimed=claimed if claimed is not None and 0 <= claimed < _LARGEST else None,
    )


def comment(told: Note, place: Place, own: str, parent: str, root: str | None) -> Post:
    """A note. `own` is its id; `root` None: what it is on is not told, `parent` leads there."""
    created = utc_iso(told.created_at)
    edited = utc_iso(told.last_edited_at)
    if edited is None and not told.resolvable:  # to resolve a thread changes its notes
        edited = utc_iso(told.updated_at)
    labels = [_passage(told.position), "resolved" if told.resolved else ""]
    labels += ["internal" if told.internal or told.confidential else ""]
    known = root == place.id and place.address and told.id
    return Post(
        id=own,
        parent=parent,
        root=root,
        body=_body(told.text or "", place),
        author=author(told.author),
        created=created,
        edited=edited if created and edited and edited > created else None,
        permalink=f"{place.address}#note_{told.id}" if known else None,
        community=place.community,
        labels=tuple([label for label in labels if label]),
    )


def note_id(told: Note, place: Place, names: Names) -> str:
    """The id of a note; of one that tells none, by its author, time and text."""
    if told.id is not None and 0 < told.id < _LARGEST:
        return f"{place.before}note_{told.id}"
    parts = "\0".join([author(told.author) or "", told.created_at or "", told.text or ""])
    digest = blake2b(parts.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{place.id}/{names.unlike(digest)}"


def author(person: object) -> str | None:
    if isinstance(person, dict):
        return text_of(person, "username") or text_of(person, "name") or None
    return person if isinstance(person, str) and person else None


def _body(text: str, place: Place) -> Body:
    """The Markdown; before it a line that tells the renderer the site, which takes it off again.

    Files that were uploaded lie in the project.
    """
    if not text:
        return Body("", "github")
    if not place.told:
        return Body(f"[#]: gitlab\n\n{text}", "github")
    project = f"https://{place.host}/{place.project}"
    text = text.replace("](/uploads/", f"]({project}/uploads/")
    return Body(f"[#]: gitlab {project}\n\n{text}", "github")


def _state(told: Thread) -> list[str]:
    state = (told.state or "").lower()
    return [
        "draft" if told.draft or told.work_in_progress else "",
        state if state in ("closed", "merged", "locked") else "",
        "locked" if told.discussion_locked else "",
        "confidential" if told.confidential else "",
    ]


def _label(label: object) -> str:
    if isinstance(label, dict):
        label = label.get("name") or label.get("title")
    return label[:_LONGEST_LABEL] if isinstance(label, str) else ""


def _passage(position: object) -> str:
    """The path and line that a note on a diff is about."""
    told: Mapping[str, Any] = position if isinstance(position, dict) else {}
    for side in ("new", "old"):
        path, line = text_of(told, f"{side}_path"), told.get(f"{side}_line")
        if path and (isinstance(line, int) or side == "old"):
            return f"{path[-200:]}:{line}" if isinstance(line, int) and line > 0 else path[-200:]
    return ""
