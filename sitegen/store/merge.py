"""One post from all that the dumps tell of it.

The fullest version holds; between equals, the dump whose name comes first, then the earlier
record. What it does not tell is taken from the others. The time of reading never counts.
"""

from collections.abc import Iterable, Sequence

import msgspec

from sitegen.model import SINCE, Evidence, Post, precision_of

_COARSENESS = {"hour": 1, "day": 2, "month": 3, "year": 4}
_STATE = {"visible": 0, "removed": 1, "dead": 1, "deleted": 1, "missing": 2}
_FILL = (
    "parent", "root", "author", "created", "edited", "score", "permalink", "title", "link",
    "community", "claimed",
)  # fmt: skip


def merged(posts: Iterable[Post]) -> list[Post]:
    """Posts with distinct ids, in order of first appearance; `posts` come in order of dumps."""
    by_id: dict[str, Post | list[Post]] = {}
    several = False
    for post in posts:
        known = by_id.get(post.id)
        if known is None:
            by_id[post.id] = post
            continue
        several = True
        if isinstance(known, list):
            known.append(post)
        else:
            by_id[post.id] = [known, post]
    if not several:
        return list(by_id.values())  # type: ignore[arg-type]
    return [one(post) if isinstance(post, list) else post for post in by_id.values()]


def one(versions: Sequence[Post]) -> Post:
    """The post that these versions of it tell of together."""
    ranked = sorted(versions, key=_emptiness)
    best = ranked[0]
    changes: dict[str, object] = {}
    for field in _FILL:
        if getattr(best, field) is None:
            told = next((v for post in ranked if (v := getattr(post, field)) is not None), None)
            if told is not None:
                changes[field] = told
    evidence = best.evidence
    if evidence is None:  # a copy that is still needed, and whose opening post is told better
        opening = next((post for post in ranked if _copied(post) and post.root == post.id), None)
        evidence = opening.evidence if opening is not None else None
    exact = min((post for post in ranked if post.created), key=_coarseness, default=best)
    if exact.created != best.created:
        changes["created"] = exact.created
    evidence = _exact(evidence, precision_of(exact))
    if evidence != best.evidence:
        changes["evidence"] = evidence
    replies = _replies(versions)
    if len(replies) > len(best.replies):
        changes["replies"] = replies
    if best.state == "visible":
        since = {SINCE[post.state] for post in ranked if post.state in SINCE}
        if since:
            changes["labels"] = (*best.labels, *sorted(since - set(best.labels)))
    return msgspec.structs.replace(best, **changes) if changes else best


def _replies(versions: Sequence[Post]) -> tuple[str, ...]:
    """The longest list of replies; lists that share nothing are pages, in the order of dumps."""
    lists = [post.replies for post in versions if post.replies]
    pages: list[tuple[str, ...]] = []
    known: set[str] = set()
    for told in sorted(lists, key=len, reverse=True):
        if known.isdisjoint(told):
            pages.append(told)
            known.update(told)
    return tuple(reply for told in sorted(pages, key=lists.index) for reply in told)


def _coarseness(post: Post) -> int:
    """Of the time, as far as it is known: of those told alike the fullest post's is taken."""
    return _COARSENESS.get(precision_of(post), 0)


def _exact(evidence: Evidence | None, precision: str) -> Evidence | None:
    """The evidence, saying how exact the time is that is taken."""
    if precision == (evidence.precision if evidence else ""):
        return evidence
    return msgspec.structs.replace(evidence or Evidence(), precision=precision)


def _copied(post: Post) -> bool:
    """Whether it was read from a lossy copy; other dumps too may leave a parent to be guessed."""
    return post.evidence is not None and post.evidence.copy != ""


def _emptiness(post: Post) -> tuple[int, bool, bool, int, int]:
    """Smaller is fuller: visible before gone, known border before guessed, text before none.

    Two copies may see the end of a comment at different places: nothing is lost in the longer one.
    """
    untold = sum(getattr(post, field) is None for field in _FILL)
    length = len(post.body.text) if _copied(post) else 0
    return _STATE[post.state], post.evidence is not None, not post.body.text, -length, untold
