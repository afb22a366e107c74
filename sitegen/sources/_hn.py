"""What all formats of Hacker News share: ids, permalinks, states, labels.

A post is built here from facts already checked for their types; what is out of all range becomes
"not told", and words that the site put in place of an author's are never taken for a body.
"""

from collections.abc import Sequence
from datetime import datetime

from sitegen.model import Body, Evidence, Post, State

KINDS = frozenset({"story", "comment", "job", "poll", "pollopt"})
#: Of what the search finds of a comment without its parent: it is shown below its story.
NO_PARENT = Evidence(parent="guessed", parent_confidence=0.5, rule="the hit names no parent")

_PERMALINK = "https://news.ycombinator.com/item?id="
_LABELS = {"job": ("job",), "poll": ("poll",), "pollopt": ("poll option",)}
_NO_BODY = Body("", "hn")
_LARGEST = 1 << 53

# What the API gives instead of the text: the state, and what to call it.
_PLACEHOLDERS: dict[str, tuple[State, tuple[str, ...]]] = {
    "[dead]": ("dead", ()),
    "[flagged]": ("dead", ("flagged",)),
    "[flagged] [dead]": ("dead", ("flagged",)),
    "[deleted]": ("deleted", ()),
    "[delayed]": ("visible", ("delayed",)),
}
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))


def usable_id(number: int | None) -> bool:
    return number is not None and 0 < number < _LARGEST


def post(
    number: int,
    kind: str | None,
    text: str | None,
    author: str | None,
    created: datetime | None,
    score: int | None,
    *,
    parent: int | None,
    root: int | None,
    replies: Sequence[int] = (),
    title: str | None = None,
    link: str | None = None,
    claimed: int | None = None,
    state: State = "visible",
) -> Post:
    """One post of Hacker News. Title, link and `claimed` are kept where there is no parent.

    A parent, root or reply that cannot be an id counts as not told.
    "deleted" and "dead" as `state` stand; "visible" gives way to what a placeholder text tells.
    """
    native = str(number)
    labels: tuple[str, ...] = _LABELS.get(kind, ()) if kind else ()
    body = _NO_BODY
    if text and state != "deleted":
        if len(text) <= _LONGEST_PLACEHOLDER and text in _PLACEHOLDERS:
            told, more = _PLACEHOLDERS[text]
            state = told if state == "visible" else state
            labels += more
        else:
            body = Body(text, "hn")
    if score is not None and not -_LARGEST < score < _LARGEST:
        score = None
    opens = parent is None or not 0 < parent < _LARGEST
    return Post(
        id="hn:" + native,
        body=body,
        parent=None if opens else f"hn:{parent}",
        root=f"hn:{root}" if root is not None and 0 < root < _LARGEST else None,
        author=author or None,
        created=created,
        score=score,
        state=state,
        permalink=_PERMALINK + native,
        title=(title or None) if opens else None,
        link=(link or None) if opens else None,
        labels=labels,
        replies=tuple([f"hn:{reply}" for reply in replies if 0 < reply < _LARGEST]),
        claimed=claimed if opens and claimed is not None and 0 <= claimed < _LARGEST else None,
    )
