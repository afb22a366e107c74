"""What is said on a page of GitHub, in the order of the page, whatever its design.

Since 2011 the element of each post, or one beside its text, has the mark by which addresses name
the post for an id ("issuecomment-9"). So a page is gone through once: a mark begins a post, the
first name, time and text behind it are the post's, and what stands between posts is left out.

Marks: pages of 2020 and 2021, and what reads pages of 2013 to 2026: _github.py, docs/formats.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

import msgspec

from sitegen import possessive
from sitegen.sources._html import Node, attribute, classes, walk

Kind = Literal["opening", "comment", "review", "on file", "reply"]

_MARK = possessive.compiled(
    r"(?:(?P<opening>issue|pullrequest|discussion)-\d{1,19}|(?P<comment>issuecomment-\d{1,19})"
    r"|(?P<review>pullrequestreview-\d{1,19})|(?P<file>discussion_r\d{1,19})"
    r"|(?P<talk>discussioncomment-\d{1,19}))(?P<link>-permalink)?",
    re.A,
)
_ANSWERED = possessive.compiled(r"child-comments-(discussioncomment-\d{1,19})", re.A)
_NAMED = frozenset({"author", "comment-header-author"})
_NAMES = frozenset({"avatar-link", "issue-body-header-author"})  # by `data-testid`
_BODIES = frozenset({"comment-body", "js-comment-body"})
_NO_BODIES = frozenset({"js-preview-body", "js-suggested-changes-container"})
_THREADS = frozenset({"js-resolvable-timeline-thread-container", "review-thread"})
_STAFF = ("owner", "member", "collaborator", "contributor")
_VERDICT = possessive.compiled(r"\b(approved) these changes|\b(requested) changes|\b(dismissed)\b")
_SIGNS = {"smile": "laugh", "tada": "hooray", "thinking_face": "confused"}
_REACTIONS = frozenset({"js-reaction-group-button", "reaction-summary-item"})
_COUNT = possessive.compiled(r"\d{1,9}", re.A)
_REASON = possessive.compiled(r"marked as (?:an? )?([a-z][a-z -]{1,30}[a-z])")
_FEW = 40  # nodes
_LONGEST = 400  # characters of the line above a text


class Said(msgspec.Struct):
    """One post. `mark` is "" for that which opens the thread; `body` is None where none was found.

    `above` is the mark that it stands below: of a comment, of the first on a file, of a review.
    """

    mark: str
    kind: Kind
    above: str = ""
    author: str | None = None
    created: str | None = None
    body: Node | None = None
    path: str = ""
    staff: str = ""
    line: str = ""
    votes: int | None = None
    reactions: dict[str, int] = {}
    hidden: bool = False
    reason: str | None = None
    chosen: bool = False

    @property
    def verdict(self) -> str:
        """How a review ends, as the API calls it; "" for one that only comments."""
        found = _VERDICT.search(self.line) if self.kind == "review" else None
        if found is None:
            return ""
        return "APPROVED" if found[1] else "CHANGES_REQUESTED" if found[2] else "DISMISSED"


class _Place(msgspec.Struct):
    """Where the walk is: inside of which thread on a file, and of whose replies."""

    threads: list[tuple[int, str, str]] = []  # the element, the first mark in it, the path
    replies: list[tuple[int, str]] = []
    review: str = ""


def said(root: Node, astray: list[Node]) -> Iterator[Said]:
    """All that is said on a page; a mark may come twice. Texts of none are put into `astray`."""
    place = _Place()
    now: Said | None = None

    def inside(node: Node) -> bool:
        return node.tag not in ("script", "template", "textarea") and not _is_body(node)

    for node, begins in walk(root, inside):
        if not node.is_element_node:
            if begins and now and now.body is None and len(now.line) < _LONGEST:
                now.line += (node.text_content or "")[:_LONGEST]
            continue
        if not begins:
            _leave(place, node.mem_id)
            continue
        begun = _begun(node, place, now)
        if begun:
            if now:
                yield now
            now = begun
        _enter(place, node)
        if _is_body(node) and (now is None or now.body is not None):
            astray.append(node)
        elif now:
            _learn(now, node)
    if now:
        yield now


# Where the walk is


def _enter(place: _Place, node: Node) -> None:
    if node.tag == "review-thread-collapsible" or not _THREADS.isdisjoint(classes(node)):
        place.threads.append((node.mem_id, "", ""))
    elif place.threads and not place.threads[-1][1] and (path := attribute(node, "data-path")):
        place.threads[-1] = (*place.threads[-1][:2], path[:200])
    if found := _ANSWERED.fullmatch(attribute(node, "id")):
        place.replies.append((node.mem_id, found[1]))


def _leave(place: _Place, element: int) -> None:
    if place.threads and place.threads[-1][0] == element:
        place.threads.pop()
    if place.replies and place.replies[-1][0] == element:
        place.replies.pop()


def _begun(node: Node, place: _Place, now: Said | None) -> Said | None:
    """The post that begins with an element; None where none does, or it has begun already."""
    own = attribute(node, "id")
    if attribute(node, "data-testid") == "issue-body":
        own = "issue-0"
    found = _MARK.fullmatch(own) if own else None
    if found is None:
        return None
    opens = bool(found["opening"])
    mark = "" if opens else own.removesuffix("-permalink")
    if now and now.mark == mark and (found["link"] or now.body is None):
        return None
    if opens or found["comment"]:
        place.review = ""
        return Said(mark, "opening" if opens else "comment")
    if found["review"]:
        place.review = mark
        return Said(mark, "review")
    if found["talk"]:
        above = place.replies[-1][1] if place.replies else ""
        return Said(mark, "reply" if above else "comment", above)
    element, first, path = place.threads[-1] if place.threads else (0, "", "")
    if element and not first:
        place.threads[-1] = (element, mark, path)
    return Said(mark, "on file", first or place.review, path="" if first else path)


# What elements tell of a post


def _learn(now: Said, node: Node) -> None:
    named = classes(node)
    if node.tag == "button" and not _REACTIONS.isdisjoint(named):
        _react(now, node)
    if "timeline-chosen-answer" in named:
        now.chosen = True
    if now.body is not None:
        return
    if _is_body(node):
        now.body = node
    elif now.author is None and _is_name(node, named):
        now.author = _short(node) or None
    elif now.created is None and node.tag in ("relative-time", "time", "time-ago"):
        now.created = attribute(node, "datetime") or None
    elif "timeline-comment-label" in named or "Label" in named:
        told = _short(node).lower()
        now.staff = now.staff or (told.upper() if told in _STAFF else "")
    elif "minimized-comment" in named and "d-none" not in named:
        now.hidden = True
    elif now.hidden and now.reason is None and node.tag in ("h3", "summary"):
        reason = _REASON.search(_short(node))
        now.reason = reason[1] if reason else ""
    elif attribute(node, "id").startswith("discussion-upvote-button-") or (
        "js-default-vote-count" in named and now.votes is None
    ):
        count = _COUNT.search(attribute(node, "aria-label") or _short(node))
        now.votes = int(count[0]) if count else now.votes


def _is_body(node: Node) -> bool:
    named = classes(node)
    if attribute(node, "data-testid") == "markdown-body":
        return True
    return not _BODIES.isdisjoint(named) and _NO_BODIES.isdisjoint(named)


def _is_name(node: Node, named: list[str]) -> bool:
    if not _NAMED.isdisjoint(named) or attribute(node, "data-testid") in _NAMES:
        return True
    return node.tag == "a" and attribute(node, "data-hovercard-type") == "user"


def _react(now: Said, node: Node) -> None:
    sign = node.css_first("g-emoji")
    name = attribute(node, "data-reaction-content") or (attribute(sign, "alias") if sign else "")
    count = _COUNT.search(_short(node))
    if name and count:
        now.reactions = {**now.reactions, _SIGNS.get(name, name): int(count[0])}


def _short(node: Node) -> str:
    """The words of an element that holds few: those of its first nodes."""
    begun = (each for each, begins in islice(walk(node), _FEW) if begins and each.is_text_node)
    return " ".join("".join(each.text_content or "" for each in begun)[:_LONGEST].split())
