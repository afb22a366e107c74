"""forummagnum-html: saved pages of posts on LessWrong, the EA Forum and other ForumMagnum sites.

Comments lie in one another; each frame bears the id of its comment. One that the page shows folded,
on a single line or without its text, is told: what it said is not there.

Markup: packages/lesswrong/components/{comments,questions,posts} of
https://github.com/ForumMagnum/ForumMagnum, 2018 to 2025.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model import Body, Post, Problem, Record, State
from sitegen.sources import _page_parts as parts
from sitegen.sources import _web
from sitegen.sources._html import (
    Node,
    attribute,
    classes,
    inside,
    looks_like_html,
    saved_page,
    text_of,
    walk,
)
from sitegen.sources._html_write import Step, Written, rewritten
from sitegen.sources._json import utc_iso
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MARK = re.compile(rb"\bclass=\"[^\"<>]{0,300}\bPostsPage(?:Title)?-|\bid=\"postBody\"")
_OF_PROGRAM = re.compile(rb"/posts/[A-Za-z0-9]{17}\b")
_PLACE = re.compile(r"(https?://[^/?#\s]{1,253})(?:/[^?#\s]{0,200}?)?/posts?/([A-Za-z0-9]{17})\b")
_ID = re.compile(r"[A-Za-z0-9]{17}")
_ITEMS = frozenset({"CommentsItem-root", "SingleLineComment-root", "Answer-answer"})
_GONE = frozenset({"Answer-deletedSection"})
_FRAMES = frozenset({"comments-node", "Answer-root"})
_TEXT = (
    ".CommentBody-commentStyling, .CommentBody-answerStyling, .CommentsItem-commentStyling,"
    " .CommentBody-root, .Answer-answerBody"
)
_NAME = (
    ".CommentUserName-author, .CommentUserName-authorAnswer .UsersNameDisplay-userName, "
    ".UsersNameDisplay-userName, .CommentsItem-author, .SingleLineComment-username"
)


class _Place(NamedTuple):
    id: str
    base: str
    address: str
    host: str


def _sniff(head: Head) -> bool:
    data = head.data
    return (
        looks_like_html(data)
        and _MARK.search(data) is not None
        and _OF_PROGRAM.search(data) is not None
    )


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    place = _place(root, noted) if root else None
    if root is None or place is None:
        yield Problem("", "the page does not tell which post it is of")
        return
    opening = _opening(root, place)
    yield opening
    found = list(_comments(root, place))
    if not found and not opening.body.text:
        yield Problem("", "neither the text of the post nor a comment was found")
    yield from found


def _place(root: Node, noted: str) -> _Place | None:
    found = parts.place(root, noted, _PLACE)
    host = _web.host_of(found[1] + "/") if found else None
    if found is None or host is None:
        return None
    return _Place(f"forummagnum:{found[2]}", found[1], f"{found[1]}/posts/{found[2]}", host)


# The post


def _opening(root: Node, place: _Place) -> Post:
    title = parts.words(
        root, ".PostsPageTitle-link, .PostsPageTitle-root, .PostsPage-title h1, main h1, h1"
    )
    text = parts.first(
        root, "#postContent, #postBody .PostsPage-postContent, .PostsPage-postContent"
    )
    header = parts.first(
        root,
        ".LWPostsPageHeader-root, .PostsPagePostHeader-header, .PostsPagePostHeader-root,"
        " .PostsPage-postHeader, .PostsPage-title",
    )
    score = parts.words(
        root,
        ".PostsVote-voteScore, .PostsVoteDefault-voteScore, .LWPostsPageTopHeaderVote-voteScore",
    )
    posted = parts.first(header, "time[datetime]") if header else None
    posted = posted or root.css_first(".PostsPageDate-date time[datetime]")
    authors = root.css(".PostsAuthors-authorName .UsersNameDisplay-userName")[:20]
    names = dict.fromkeys(filter(None, map(text_of, authors)))
    link = root.css_first(".LinkPostMessage-root a[href]")
    return Post(
        id=place.id,
        root=place.id,
        body=Body(rewritten(inside(text), place.base) if text else "", "html"),
        author=", ".join(names) or parts.words(header, ".UsersNameDisplay-userName"),
        created=utc_iso(attribute(posted, "datetime")) if posted else None,
        score=parts.number(score),
        permalink=place.address,
        title=title,
        link=attribute(link, "href") or None if link else None,
        community=place.host,
    )


# Comments


def _comments(root: Node, place: _Place) -> Iterator[Post | Problem]:
    """All comments in the order of the page.

    The one that a page was opened for may stand above the others, too: its place is among them.
    """
    kept: dict[str, tuple[Node, str]] = {}
    words: dict[str, str | None] = {}  # of those that stand there again
    for node, own, above in _items(root):
        if not _ID.fullmatch(own):
            yield Problem(own[:40], "a comment without a usable id")
        elif own not in kept:
            kept[own] = (node, above)
        else:
            if own not in words:
                words[own] = parts.words(kept[own][0], _TEXT)
            if words[own] != parts.words(node, _TEXT):
                yield Problem(f"comment {own}", "it stands here twice; the first is kept")
            elif above and not kept[own][1]:
                del kept[own]  # its place in the order is here, too
                kept[own] = (node, above)
    for own, (node, above) in kept.items():
        yield from _comment(node, own, above, place)


def _items(root: Node) -> Iterator[tuple[Node, str, str]]:
    """(element, id, id of what it answers or "") of comments, each below the frame around its
    own."""
    around: list[tuple[int, list[str]]] = []  # the frames around: which, and the id of each
    for node, begins in walk(root, _is_entered):
        if not node.is_element_node:
            continue
        names = classes(node)
        if not begins:
            if around and around[-1][0] == node.mem_id:
                around.pop()
        elif not _FRAMES.isdisjoint(names):
            own = attribute(node, "id") if "comments-node" in names else ""
            if node.first_child is not None:
                around.append((node.mem_id, [own]))
        elif not _ITEMS.isdisjoint(names) or not _GONE.isdisjoint(names):
            own = attribute(node, "id") or (around[-1][1][0] if around else "") or _linked(node)
            above = next((of[0] for _, of in around[-2::-1] if of[0] not in ("", own)), "")
            if around:
                around[-1][1][0] = own  # an answer, whose frame bears no id
            yield node, own, above


def _is_entered(node: Node) -> bool:
    names = classes(node)
    return _ITEMS.isdisjoint(names) and _GONE.isdisjoint(names)


def _linked(node: Node) -> str:
    """The id that the link of a comment's time has."""
    link = parts.told(node, "a[href*='commentId=']", "href")
    return link.partition("commentId=")[2][:17]


def _comment(node: Node, own: str, above: str, place: _Place) -> Iterator[Post | Problem]:
    item = _without_parent(node)
    names = classes(node)
    text = parts.first(item, _TEXT)
    inner = item.css(".CommentsItem-root, .SingleLineComment-root")
    if lost := sum(one.mem_id != node.mem_id for one in inner):
        yield Problem(
            f"comment {own}", f"comments in one whose end is missing are not read ({lost:,})"
        )
    state: State = "visible"
    if not _GONE.isdisjoint(names) or _is_deleted(item):
        state = "deleted"
    elif "SingleLineComment-root" in names:
        yield Problem(
            f"comment {own}", "shown on one line: only the beginning of it is there", False
        )
        text = parts.first(item, ".SingleLineComment-truncatedHighlight")
    elif text is None:
        yield Problem(f"comment {own}", "a comment that is folded, without its text")
        return
    elif text.css_first(".read-more-button"):
        yield Problem(f"comment {own}", "its text is cut: the page holds only the beginning", False)
    time = item.css_first("time[datetime]")
    author = parts.words(item, _NAME) if state == "visible" else None
    labels = ["answer"] if "Answer-answer" in names else []
    labels += ["moderator"] if item.css_first(".CommentsItemMeta-moderatorHat") else []
    labels += ["retracted"] if item.css_first(".CommentBody-retracted") else []
    html = inside(text) if text and state == "visible" else ""
    score = parts.words(item, ".OverallVoteAxis-voteScore, .CommentsVote-voteScore")
    yield Post(
        id=f"forummagnum:{own}",
        parent=f"forummagnum:{above}" if above else place.id,
        root=place.id,
        body=Body(rewritten(html, place.base, _rule).strip(), "html"),
        author=author,
        created=utc_iso(attribute(time, "datetime")) if time else None,
        score=parts.number(score or parts.words(item, ".SingleLineComment-karma")),
        state=state,
        permalink=f"{place.address}?commentId={own}",
        community=place.host,
        labels=tuple(labels),
    )


def _rule(step: Step) -> Written | None:
    return Written() if "read-more-button" in classes(step.node) else None


def _without_parent(node: Node) -> Node:
    """The part of a comment behind the one it answers, which readers may have unfolded above it."""
    child = node.first_child
    while child is not None:
        if child.is_element_node and "CommentsItem-body" in classes(child):
            return child
        child = child.next
    return node


def _is_deleted(item: Node) -> bool:
    if item.css_first(".CommentDeletedMetadata-root"):
        return True
    meta = parts.first(
        item, ".CommentsItemMeta-root, .CommentsItem-meta, .SingleLineComment-username"
    )
    return meta is not None and "[comment deleted]" in text_of(meta)


SOURCE = Source(
    name="forummagnum-html",
    title="Saved pages of posts on LessWrong, the EA Forum (ForumMagnum)",
    version=3,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
