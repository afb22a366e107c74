"""Discussions: comments, replies to them, and the one that is the answer.

A reply answers a comment, and nothing answers a reply: these are two levels and no more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Post, Problem, Record
from sitegen.sources import _github as github
from sitegen.sources import _github_fields as fields
from sitegen.sources._github import Names
from sitegen.sources._github_fields import Facts
from sitegen.sources._github_places import Place
from sitegen.sources._github_threads import Scope, Spot, facts_told
from sitegen.sources._json_records import left_out

_AS_SHOWN = ('dir="auto"', 'class="notranslate', 'class="highlight')


def discussion(told: Mapping[str, Any], spot: Spot, scope: Scope) -> Iterator[Record]:
    """A discussion and all that it holds."""
    facts, unusable = fields.facts_of(_body_as_html(told))
    place = github.thread(facts, scope.repo, kind="discussions")
    scope.names = Names()
    comments = fields.nodes(told.get("comments")) or fields.nodes(told.get("comment_data"))
    if spot.torn and not comments and facts.body is None and facts.body_html is None:
        yield Problem(spot.where, "cut off before its text")
        return
    answer = told.get("answer") if isinstance(told.get("answer"), dict) else None
    yield github.opening(facts, place, ["answered"] if answer else [], _claimed(told, comments))
    yield from left_out(spot.where, unusable)
    found = False
    for index, item in enumerate(comments):
        inner = spot.at(f".comments[{index}]", last=index == len(comments) - 1)
        for record in _comment(item, inner, scope, place, answer):
            found = found or (isinstance(record, Post) and "accepted" in record.labels)
            yield record
    if answer and not found and (answer.keys() & {"body", "bodyHTML"}):
        yield from _comment(answer, spot.at(".answer"), scope, place, answer)


def _claimed(told: Mapping[str, Any], comments: list[Any]) -> int | None:
    """Comments and replies: the site counts them apart."""
    count = fields.total(told.get("comments"))
    if count is None:
        count = fields.total(told.get("commentTotal"))
    if count is None:
        return None
    for item in comments:
        if isinstance(item, dict):
            count += fields.total(item.get("replies")) or len(_replies(item))
    return count


def _replies(told: Mapping[str, Any]) -> list[Any]:
    return fields.nodes(told.get("replies")) or fields.nodes(told.get("reply_data"))


def _comment(
    told: object, spot: Spot, scope: Scope, place: Place, answer: Mapping[str, Any] | None
) -> Iterator[Record]:
    """A comment and the replies to it."""
    mark = None
    for record in _one(told, spot, scope, place, answer, None):
        if isinstance(record, Post):
            mark = record.id.removeprefix(f"{place.id}/")
        yield record
    replies = _replies(told) if isinstance(told, dict) else []
    for index, item in enumerate(replies):
        inner = spot.at(f".replies[{index}]", last=index == len(replies) - 1)
        yield from _one(item, inner, scope, place, answer, mark)


def _one(
    told: object,
    spot: Spot,
    scope: Scope,
    place: Place,
    answer: Mapping[str, Any] | None,
    above: str | None,
) -> Iterator[Record]:
    told = _body_as_html(told) if isinstance(told, dict) else told
    facts, wrong, unusable = facts_told(told, spot)
    if facts is None:
        yield Problem(spot.where, wrong)
        return
    mark = github.mark_of(facts, "discussioncomment-", scope.names)
    accepted = facts.is_answer or (answer is not None and _same(facts, answer))
    yield github.comment(facts, place, mark, above, ["accepted"] if accepted else [])
    yield from left_out(spot.where, unusable)


def _same(facts: Facts, answer: Mapping[str, Any]) -> bool:
    """Whether a comment is the answer, which is told once more beside all comments."""
    other, _ = fields.facts_of(answer)
    if facts.id is not None and other.id is not None:
        return bool(facts.id == other.id)
    if facts.url and other.url:
        return facts.url == other.url
    told = facts.created_at, fields.author(facts)
    return facts.created_at is not None and told == (other.created_at, fields.author(other))


def _body_as_html(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields, with what the site shows under its own name: some tools call it the body."""
    body = told.get("body")
    if isinstance(body, str) and body.lstrip()[:1] == "<" and any(m in body for m in _AS_SHOWN):
        return {**told, "body": None, "bodyHTML": body}
    return told
