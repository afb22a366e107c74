"""From what GitHub tells to Posts: ids, permalinks, states, labels, reviews and their comments.

The id of a comment is that of its thread and the mark by which its address names it:
"github:owner/name#12/issuecomment-9". One that tells no number has its author and time for a mark.
"""

import re
from datetime import datetime
from hashlib import blake2b

import msgspec

from sitegen.model import Body, Post
from sitegen.sources import _github_fields as fields
from sitegen.sources._github_fields import Facts
from sitegen.sources._github_places import (
    HOST,
    NO_NAME,
    WEB,
    Place,
    place_in,
    repository_in,
)
from sitegen.sources._json import utc_iso

_LARGEST = 1 << 53
_MARK = re.compile(r"(?:issuecomment|discussioncomment|pullrequestreview|commitcomment)-\d{1,19}"
                   r"|discussion_r\d{1,19}")  # fmt: skip
_ON_FILE = re.compile(r"^r(?=\d+$)")  # in addresses of the page of changed files
_REFERS = re.compile(r"#\d|\bGH-\d", re.IGNORECASE)
_STAFF = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_VERDICTS = {
    "approved": "approved",
    "changes_requested": "changes requested",
    "dismissed": "dismissed",
}
_HUNK = 12  # lines of a diff that stand above what is said of its last one
_FENCE = re.compile("`{3,}")


class Names(msgspec.Struct):
    """Ids given in a document to comments that tell none, each with how often it was given."""

    given: dict[str, int] = {}

    def unlike(self, name: str) -> str:
        count = self.given[name] = self.given.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


def thread(facts: Facts, context: Place, *, kind: str = "") -> Place:
    """The place of an opening post. `context`: its repository, where it does not tell that."""
    found = place_in(facts.html_url) or place_in(facts.url)
    if found:
        return Place(found.repo, kind or found.kind, found.number, found.host)
    known = repository_in(facts.repository_url) or context
    number = facts.number if facts.number and 0 < facts.number < _LARGEST else 0
    key = "" if number else digest(facts.title, facts.created_at, facts.body)
    return Place(known.repo, kind or "issues", number, known.host, key, known.told)


def digest(*parts: str | None) -> str:
    """A name for what has none, made of what it says."""
    return blake2b("\0".join([part or "" for part in parts]).encode(), digest_size=8).hexdigest()


# Posts


def opening(facts: Facts, place: Place, labels: list[str], claimed: int | None) -> Post:
    """The post that a thread begins with. `labels` say what kind of thread it is."""
    score, signs = _votes(facts)
    return Post(
        id=place.id,
        root=place.id,
        body=_body(facts, place),
        author=_author(facts),
        created=utc_iso(facts.created_at),
        edited=utc_iso(facts.last_edited_at),
        score=score,
        permalink=place.address,
        title=facts.title or None,
        community=_community(place),
        labels=_distinct([*labels, *_state(facts), *fields.names(facts.category),
                          *fields.names(facts.labels), *signs, *_hidden(facts)]),
        claimed=claimed if claimed is not None and 0 <= claimed < _LARGEST else None,
    )  # fmt: skip


def comment(
    facts: Facts,
    place: Place,
    mark: str,
    parent: str | None,
    labels: list[str],
    *,
    diff: bool = False,
    drafted: bool = False,
) -> Post:
    """A comment, a review or a reply. `mark` is its id within the thread; `parent` None: it
    answers the opening post. With `diff` the lines it is about stand above it. What was `drafted`
    is part of a review, and changed last when that was submitted.
    """
    created = utc_iso(facts.created_at or facts.submitted_at or facts.published_at)
    staff = facts.author_association
    score, signs = _votes(facts)
    return Post(
        id=f"{place.id}/{mark}",
        parent=f"{place.id}/{parent}" if parent else place.id,
        root=place.id,
        body=_body(facts, place, _quoted_diff(facts.diff_hunk) if diff else ""),
        author=_author(facts),
        created=created,
        edited=_edited(facts, None if drafted else created),
        score=score,
        permalink=_permalink(place, mark),
        community=_community(place),
        labels=_distinct([*labels, *([staff.lower()] if staff in _STAFF else []),
                          *signs, *_hidden(facts)]),
    )  # fmt: skip


def mark_of(facts: Facts, kind: str, names: Names) -> str:
    """The mark of a comment in its address, or one made of its author and time.

    `kind` is what the mark begins with where only the number is told.
    """
    for address in (facts.html_url, facts.url):
        match = WEB.match(address) if address else None
        if match and match[5]:
            mark = _ON_FILE.sub("discussion_r", match[5])
            if _MARK.fullmatch(mark):
                return mark
    number = fields.own_number(facts)
    if number:
        return f"{kind}{number}"
    when = facts.created_at or facts.submitted_at or facts.published_at
    moment = utc_iso(when)
    if moment is None:
        return names.unlike(f"by-{digest(fields.author(facts), when, facts.body)}")
    who = NO_NAME.sub("-", fields.author(facts) or "ghost")[:40].lower()
    return names.unlike(f"{who}-{moment:%Y%m%dT%H%M%SZ}")


def verdict(facts: Facts) -> list[str]:
    """The label of a review that says more than its words do."""
    found = _VERDICTS.get((facts.state or "").lower())
    return [found] if found else []


def passage(facts: Facts) -> list[str]:
    """The label of a comment on a file: its path and line."""
    if not facts.path:
        return []
    line = facts.line or facts.original_line
    return [f"{facts.path[-200:]}:{line}" if line and line > 0 else facts.path[-200:]]


def _permalink(place: Place, mark: str) -> str | None:
    return f"{place.address}#{mark}" if place.address and _MARK.fullmatch(mark) else place.address


def _community(place: Place) -> str | None:
    if not place.told:
        return None
    return place.repo if place.host == HOST else f"{place.host}/{place.repo}"


def _author(facts: Facts) -> str | None:
    """An author who is told to be nobody is called as the site calls one: a ghost."""
    gone = None in (facts.user, facts.author, facts.actor)
    return fields.author(facts) or ("ghost" if gone else None)


def _body(facts: Facts, place: Place, above: str = "") -> Body:
    """The Markdown, or what else there is of it.

    Markdown that refers to "#12" begins with a line that says of which repository; the renderer
    of the markup takes it off again.
    """
    if facts.body is None and facts.body_html:
        # To load a parser of HTML takes 10 ms of each build that has some JSON to read.
        from sitegen.sources._github_html import portable  # noqa: PLC0415

        return Body(portable(facts.body_html, place.host), "html")
    if facts.body is None and facts.body_text:
        return Body(facts.body_text, "plain")
    text = facts.body or ""
    if text and above:
        text = f"{above}\n\n{text}"
    named = "#" in text or "gh-" in text.lower()
    refers = (named and _REFERS.search(text)) or (place.host != HOST and "@" in text)
    if place.told and refers:
        text = f"[#]: https://{place.host}/{place.repo}\n\n{text}"
    return Body(text, "github")


def _quoted_diff(hunk: str | None) -> str:
    """The end of a diff as a block of code: what is said is about its last line."""
    lines = (hunk or "").replace("\r\n", "\n").strip("\n").split("\n")
    if lines == [""]:
        return ""
    code = "\n".join(lines if len(lines) <= _HUNK else lines[-_HUNK:])
    fence = "`" * (max([len(found) for found in _FENCE.findall(code)], default=2) + 1)
    return f"{fence}diff\n{code}\n{fence}"


def _edited(facts: Facts, created: datetime | None) -> datetime | None:
    """A comment changes with its text; an opening post with all that happens in its thread.

    `created` None: all changes but those that are told to be edits are something else.
    """
    if facts.last_edited_at:
        return utc_iso(facts.last_edited_at)
    if facts.updated_at == facts.created_at:
        return None
    changed = utc_iso(facts.updated_at)
    return changed if created and changed and changed > created else None


def _votes(facts: Facts) -> tuple[int | None, list[str]]:
    """(the score, reactions that are no part of it): votes where there are any to be given, else
    thumbs up, by which the site sorts."""
    counts = fields.reactions(facts)
    signs = [f"{sign} {count}" for sign, count in counts.items()] if counts else []
    told = [votes for votes in (facts.upvote_count, facts.upvotes) if votes is not None]
    for votes in told:
        if -_LARGEST < votes < _LARGEST:
            return votes, signs
    thumbs = None if counts is None else counts.get("👍", 0)
    return thumbs, signs if told else [sign for sign in signs if not sign.startswith("👍 ")]


def _state(facts: Facts) -> list[str]:
    """Whether a thread is over, and why."""
    state = (facts.state or "").lower()
    pull = facts.pull_request
    merged = facts.merged or facts.merged_at or (isinstance(pull, dict) and pull.get("merged_at"))
    labels = ["draft"] if facts.draft or facts.is_draft else []
    if merged or state == "merged":
        labels.append("merged")
    elif state == "closed" or facts.closed:
        reason = (facts.state_reason or "").lower().replace("_", " ")
        plain = reason in ("", "completed", "resolved", "reopened")
        labels.append("closed" if plain else f"closed as {reason[:40]}")
    if facts.locked or facts.is_locked:
        labels.append("locked")
    if facts.is_answered:
        labels.append("answered")
    return labels


def _hidden(facts: Facts) -> list[str]:
    if not facts.is_minimized:
        return []
    reason = (facts.minimized_reason or "").lower().replace("_", " ").replace("-", " ")[:40]
    return [f"hidden as {reason}" if reason else "hidden"]


def _distinct(labels: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([label for label in labels if label]))
