"""Issues, pull requests and what is said in them, from objects of any spelling to records.

One object may hold a whole thread, an opening post alone, or a single comment that names its
thread: all of these come in lists, pages of lists, and answers of GraphQL around them.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _github as github
from sitegen.sources import _github_fields as fields
from sitegen.sources import _github_places as places
from sitegen.sources._github import Names
from sitegen.sources._github_fields import Facts
from sitegen.sources._github_places import Place
from sitegen.sources._json_records import left_out

# What a thread may hold; those in "…_data" are what python-github-backup and perceval add to
# answers of REST.
_LISTS = (
    "comments", "comments_data", "comment_regular_data", "comment_data", "review_comments_data",
    "reviews", "reviews_data", "review_data", "reviewThreads",
)  # fmt: skip
_OF_PULLS = frozenset(
    {"head", "base", "baseRefName", "headRefName", "mergedAt", "merged_at", "isDraft", "reviews",
     "latestReviews", "reviewThreads", "mergeable", "headRepository", "baseRepository",
     "comment_regular_data", "review_data", "reviews_data", "review_comments_data"}
)  # fmt: skip


class Scope(msgspec.Struct):
    """What a document tells of all that is in it: its repository, and whether damage ended it.

    `names` are the ids, in the thread being read, of comments that tell none; `passed` counts
    events that are no posts.
    """

    repo: Place
    names: Names
    torn: bool = False
    passed: int = 0


class Spot(msgspec.Struct, frozen=True):
    """A place in a dump: `where` as problems tell it, and whether damage may have cut it short."""

    where: str
    torn: bool = False

    def at(self, path: str, *, last: bool = True) -> "Spot":
        inner = self.where + path if "$" in self.where else f"{self.where}, ${path}"
        return Spot(inner, self.torn and last)


def thread(
    told: Mapping[str, Any], spot: Spot, scope: Scope, *, pull: bool = False
) -> Iterator[Record]:
    """An issue or a pull request with the comments and reviews that it holds.

    `pull`: it was found where pull requests are.
    """
    facts, unusable = fields.facts_of(told)
    pull = pull or not _OF_PULLS.isdisjoint(told)
    pull = pull or _links(facts.pull_request) or bool(facts.is_pull_request)
    place = github.thread(facts, scope.repo, kind="pull" if pull else "")
    if not (place.number and place.told):
        place = _placed(place, told)
    scope.names = Names()
    lists = [(name, held) for name in _LISTS if (held := fields.nodes(told.get(name)))]
    if spot.torn and not lists and facts.body is None and facts.body_html is None:
        yield Problem(spot.where, "cut off before its text")
        return
    kinds = ["pull request"] if place.kind == "pull" else []
    yield github.opening(facts, place, kinds, _claimed(facts, told))
    yield from left_out(spot.where, unusable)
    for name, held in lists:
        read = _READERS.get(name, comment)
        is_last = name == lists[-1][0]
        for index, item in enumerate(held):
            last = is_last and index == len(held) - 1
            yield from read(item, spot.at(f".{name}[{index}]", last=last), scope, place)


def _placed(place: Place, told: Mapping[str, Any]) -> Place:
    """The place of a thread that does not tell its number, by the addresses of its comments."""
    for item in fields.nodes(told.get("comments")):
        found = places.place_in(item.get("url")) if isinstance(item, dict) else None
        if found:
            return found
    return place


def _claimed(facts: Facts, told: Mapping[str, Any]) -> int | None:
    """How many comments it says it has; of a pull request, those on its files too if it tells."""
    comments = fields.total(facts.comments)
    comments = fields.total(facts.comments_count) if comments is None else comments
    more = fields.total(facts.review_comments)
    return comments if comments is None or more is None else comments + more


def comment(told: object, spot: Spot, scope: Scope, place: Place | None = None) -> Iterator[Record]:
    """One comment, on a thread or on a file of a pull request."""
    facts, wrong, unusable = facts_told(told, spot)
    if facts is None:
        yield Problem(spot.where, wrong)
        return
    found = place or _place_of(facts)
    if found is None:
        yield Problem(spot.where, "a comment that does not tell its issue")
        return
    on_file = facts.path is not None or facts.diff_hunk is not None
    mark = github.mark_of(facts, "discussion_r" if on_file else "issuecomment-", scope.names)
    if found.kind == "discussions" and facts.parent_id and facts.parent_id > 0:
        above: str | None = f"discussioncomment-{facts.parent_id}"
    else:
        above = _answered(facts) if on_file or facts.in_reply_to_id else None
    labels = github.passage(facts) if on_file and above is None else []
    yield github.comment(
        facts, found, mark, above, labels, diff=on_file and above is None, drafted=on_file
    )
    yield from left_out(spot.where, unusable)


def _links(told: object) -> bool:
    """Whether an issue's `pull_request` tells one; in 2012 that of each issue had links to none."""
    return any(told.values()) if isinstance(told, dict) else told is not None


def review(told: object, spot: Spot, scope: Scope, place: Place | None = None) -> Iterator[Record]:
    """A review, if it says anything itself, and the comments on files that it holds."""
    facts, wrong, unusable = facts_told(told, spot)
    held = fields.nodes(told.get("comments")) if isinstance(told, dict) else []
    if facts is None and not held:
        yield Problem(spot.where, wrong)
        return
    facts = facts or fields.facts_of(told)[0]  # type: ignore[arg-type]  # held: it is a dict
    found = place or _place_of(facts)
    if found is None:
        yield Problem(spot.where, "a review that does not tell its pull request")
        return
    mark = None
    verdict = github.verdict(facts)
    if facts.body or facts.body_html or verdict:
        mark = github.mark_of(facts, "pullrequestreview-", scope.names)
        yield github.comment(facts, found, mark, None, verdict, drafted=True)
        yield from left_out(spot.where, unusable)
    for index, item in enumerate(held):
        inner = spot.at(f".comments[{index}]", last=index == len(held) - 1)
        yield from _on_file(item, inner, scope, found, mark, facts)


def _review_thread(told: object, spot: Spot, scope: Scope, place: Place) -> Iterator[Record]:
    """A thread on lines of a file: all others answer its first comment."""
    first: str | None = None
    held = fields.nodes(told.get("comments")) if isinstance(told, dict) else []
    for index, item in enumerate(held):
        for record in _on_file(item, spot.at(f".comments[{index}]"), scope, place, first, Facts()):
            yield record
            if first is None and not isinstance(record, Problem):
                first = getattr(record, "id", "").removeprefix(f"{place.id}/") or None


def _on_file(
    told: object, spot: Spot, scope: Scope, place: Place, above: str | None, review: Facts
) -> Iterator[Record]:
    """A comment on a file, below the one it answers or the review that holds it.

    One that names no author is its review's.
    """
    facts, wrong, unusable = facts_told(told, spot)
    if facts is None:
        yield Problem(spot.where, wrong)
        return
    if facts.author == "" and facts.user == "":
        facts = msgspec.structs.replace(
            facts, author=review.author, user=review.user,
            author_association=facts.author_association or review.author_association,
        )  # fmt: skip
    mark = github.mark_of(facts, "discussion_r", scope.names)
    answered = _answered(facts)
    opens = answered is None
    labels = github.passage(facts) if opens else []
    above = answered or above
    yield github.comment(facts, place, mark, above, labels, diff=opens, drafted=True)
    yield from left_out(spot.where, unusable)


def facts_told(told: object, spot: Spot) -> tuple[Facts | None, str, list[str]]:
    """A comment, or why there is none, and the names of what cannot be used of it."""
    if not isinstance(told, dict):
        return None, "not a comment of GitHub", []
    facts, unusable = fields.facts_of(told)
    if facts.body is None and facts.body_html is None and facts.body_text is None:
        if spot.torn:
            return None, "cut off before its text", []
        if not (facts.state or told.keys() & {"body", "bodyHTML", "body_html"}):
            return None, "neither a comment nor a review: it has no text", []
    return facts, "", unusable


def _answered(facts: Facts) -> str | None:
    """The mark of the comment on a file that this one answers."""
    if facts.in_reply_to_id and facts.in_reply_to_id > 0:
        return f"discussion_r{facts.in_reply_to_id}"
    if isinstance(facts.reply_to, dict):
        return github.mark_of(fields.facts_of(facts.reply_to)[0], "discussion_r", Names())
    return None


def _place_of(facts: Facts) -> Place | None:
    """The thread of a comment that stands alone: its address tells also what kind it is."""
    for address in (facts.html_url, facts.url, facts.issue_url, facts.pull_request_url):
        if found := places.place_in(address):
            return found
    return None


_READERS: Mapping[str, Callable[[object, Spot, Scope, Place], Iterator[Record]]] = MappingProxyType(
    {
        "reviews": review,
        "reviews_data": review,
        "review_data": review,
        "reviewThreads": _review_thread,
    }
)
