"""Statuses of Mastodon's API and activities of its archives as posts.

A status names what it answers by a number of the server that was asked. Where the same answer
holds that status its address is known; else the number stands for it, and each status tells its
number, so that answers of one server find each other (see Continuation).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.model import Body, Continuation, Post, Problem, Record
from sitegen.sources import _fediverse as fediverse
from sitegen.sources._chat import dicts, text_of
from sitegen.sources._json import utc_iso

_UNKNOWN = "unknown"


class Reader:
    """Reads statuses that one server tells; which one, its own statuses give away."""

    def __init__(self, server: str) -> None:
        self._server = server

    def records(self, statuses: Sequence[tuple[str, object]]) -> Iterator[Record]:
        """(place, status) for all that one answer holds."""
        good: list[tuple[str, dict[str, Any], str]] = []
        for where, status in statuses:
            told, wrong = _usable(status)
            post_id = fediverse.post_id(_address(told)) if told else None
            if told is None or post_id is None:
                yield Problem(where, wrong or "a status without a usable address (uri)")
            else:
                good.append((where, told, post_id))
        self._server = _server([told for _, told, _ in good]) or self._server
        known = {str(told.get("id")): post_id for _, told, post_id in good}
        for _, told, post_id in good:
            yield self._post(told, post_id, known)
            name = self._name(told.get("id"))
            if name != post_id and self._server:
                yield Continuation(name, post_id)

    def _name(self, number: object) -> str:
        return f"mastodon:{self._server or _UNKNOWN}/{number}"

    def _post(self, told: Mapping[str, Any], post_id: str, known: Mapping[str, str]) -> Post:
        account = told.get("account")
        account = account if isinstance(account, dict) else {}
        answered = told.get("in_reply_to_id")
        parent = None
        if isinstance(answered, str | int) and answered != "":
            parent = known.get(str(answered)) or self._name(answered)
        address = text_of(told, "url") or text_of(told, "uri")
        author = fediverse.handle(text_of(account, "acct"), text_of(account, "url"))
        score = told.get("favourites_count")
        return Post(
            id=post_id,
            body=Body(fediverse.body_of(told), "html"),
            parent=parent,
            author=author,
            created=utc_iso(told.get("created_at")),
            edited=utc_iso(told.get("edited_at")),
            score=score if isinstance(score, int) else None,
            permalink=address,
            title=_title(told, "content", "spoiler_text") if parent is None else None,
            community=fediverse.host_of(_address(told)) if parent is None else None,
            labels=_labels(told, account),
        )


def _usable(status: object) -> tuple[dict[str, Any] | None, str]:
    """The status itself; where it only passes on another one, that one."""
    if not isinstance(status, dict):
        return None, "not a status"
    passed_on = status.get("reblog")
    told = passed_on if isinstance(passed_on, dict) else status
    if "content" not in told and "text" not in told:  # a status that is deleted tells its source
        return None, "a status without its text"
    return told, ""


def _address(told: Mapping[str, Any]) -> str:
    """`uri`; servers such as Gab's tell one without a host, and only `url` has it."""
    address = text_of(told, "uri")
    return address if fediverse.host_of(address) else text_of(told, "url")


def _server(statuses: Sequence[Mapping[str, Any]]) -> str:
    """The server that was asked: the one whose people have names without a server."""
    for told in statuses:
        account = told.get("account")
        name = text_of(account, "acct") if isinstance(account, dict) else ""
        address = _address(told)
        own = address.rstrip("/").rpartition("/")[2] == str(told.get("id"))
        if own or (name and "@" not in name):
            return fediverse.host_of(address)
    return ""


def _title(told: Mapping[str, Any], content: str, warning: str) -> str | None:
    return fediverse.title_of(text_of(told, content), text_of(told, warning))


def _labels(told: Mapping[str, Any], account: Mapping[str, Any]) -> tuple[str, ...]:
    labels = list(fediverse.audience(text_of(told, "visibility")))
    if account.get("bot") is True:
        labels.append("bot")
    boosts = told.get("reblogs_count")
    if isinstance(boosts, int) and boosts > 0:
        labels.append(f"{boosts} boost{'s' * (boosts != 1)}")
    return tuple(labels)


# Archives


def activity(where: str, told: object, others: Counter[str]) -> Iterator[Record]:
    """The post that an activity made; what made none is counted in `others`."""
    if isinstance(told, str):  # lists of what somebody liked or kept hold no more
        others["addresses of posts"] += 1
        return
    if not isinstance(told, dict):
        yield Problem(where, "not an activity")
        return
    note = told.get("object") if "object" in told else told
    kind = text_of(told, "type")
    if kind == "Announce":
        others["boosts of posts by others"] += 1
    elif kind not in ("Create", "Note", "Question", "Article", "Page"):
        others[f"activities of the kind {kind[:40] or 'unknown'}"] += 1
    elif not isinstance(note, dict) or (own := fediverse.post_id(text_of(note, "id"))) is None:
        yield Problem(where, "a post without a usable address (id)")
    else:
        yield _of_note(note, own, told)


def _of_note(note: Mapping[str, Any], own: str, told: Mapping[str, Any]) -> Post:
    answered = note.get("inReplyTo")
    parent = fediverse.post_id(answered) if isinstance(answered, str) else None
    person = text_of(note, "attributedTo") or text_of(told, "actor")
    address = text_of(note, "url")
    likes = note.get("likes")
    score = likes.get("totalItems") if isinstance(likes, dict) else None
    return Post(
        id=own,
        body=Body(_body(note), "html"),
        parent=parent,
        author=fediverse.handle("", person),
        created=utc_iso(note.get("published")) or utc_iso(told.get("published")),
        edited=utc_iso(note.get("updated")),
        score=score if isinstance(score, int) else None,
        permalink=address or text_of(note, "id"),
        title=_title(note, "content", "summary") if parent is None else None,
        community=fediverse.host_of(text_of(note, "id")) if parent is None else None,
        labels=_audience(note),
    )


def _body(note: Mapping[str, Any]) -> str:
    parts = [fediverse.warned(text_of(note, "summary")), text_of(note, "content")]
    for media in dicts(note.get("attachment")):
        kind = text_of(media, "mediaType") or text_of(media, "type")
        parts.append(fediverse.attached(text_of(media, "url"), text_of(media, "name"), kind))
    options = []
    for option in (*dicts(note.get("oneOf")), *dicts(note.get("anyOf"))):
        replies = option.get("replies")
        votes = replies.get("totalItems") if isinstance(replies, dict) else None
        options.append((text_of(option, "name"), votes))
    return "".join((*parts, fediverse.polled(options)))


def _audience(note: Mapping[str, Any]) -> tuple[str, ...]:
    told = [note.get("to"), note.get("cc")]
    names = [name for value in told for name in (value if isinstance(value, list) else [value])]
    named = [name for name in names if isinstance(name, str)]
    if not named or not fediverse.PUBLIC.isdisjoint(named):
        return ()
    followers = any(name.endswith("/followers") for name in named)
    return fediverse.audience("private" if followers else "direct")
