"""A thread: an opening post and all below it, flat, in reading order.

Comments lie in preorder with a depth, so a subtree is a slice and nothing recurses: dumps hold
chains far deeper than any stack. Every post comes out exactly once, whatever its parents say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from sitegen.model.order import ORDERS, Order
from sitegen.model.post import Body, Gap, Post, State, precision_of

Note = Literal["", "ghost", "loop"]


class Comment(msgspec.Struct, frozen=True, gc=False):
    """A post in its place.

    `number` is its index in the thread, `depth` 0 answers the opening post, `parent` is the index
    of the comment it answers (-1: the opening post), and its subtree is
    `comments[number : number + 1 + descendants]`. `note` says "ghost" for a stand-in for a post
    that no dump holds, "loop" where a loop of parents was cut. `missing` counts direct replies
    that a dump names or counts but that no dump holds.
    """

    post: Post
    number: int
    depth: int
    parent: int
    descendants: int
    missing: int = 0
    note: Note = ""


class Thread(msgspec.Struct, frozen=True, gc=False):
    """`root` is a ghost (state "missing") when no dump holds the opening post.

    `missing` is, as in a comment, the number of replies to the opening post that are known to be
    absent; with `missing_deep` some of these may answer any post of the thread.
    """

    root: Post
    comments: tuple[Comment, ...]
    missing: int = 0
    missing_deep: bool = False


class ThreadSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What lists, feeds and page keys need to know of a thread.

    `digest` stands for every fact the thread's page shows. `count` is the number of comments,
    ghosts and the opening post left out; `posts` is the number of posts that stand on the page.
    `created` is the opening post's time or, failing that, the oldest comment's; `last` is the
    newest time of all. `size` is the bytes of all posts as the store holds them, all versions.
    `precision` are the units up to which these are right, "" the minute.
    `copied`: it was read from a lossy copy, whose text is kept; `found` is how many comments that
    copy holds, as far as one can tell, and `extent` the bytes that it takes on a page, at most.
    `named` are posts of the archive whose addresses stand in its texts, each with its thread.
    `files` are the names of saved files that its posts mention, sorted.
    `noindex`: search engines and the site's own search are to leave it out.
    """

    id: str
    digest: str
    title: str | None
    community: str | None
    link: str | None
    author: str | None
    created: datetime | None
    last: datetime | None
    score: int | None
    state: State
    count: int
    posts: int
    size: int = 0
    copied: bool = False
    named: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    noindex: bool = False
    precision: tuple[str, str] = ("", "")
    found: int = 0
    extent: int = 0


def ghost(post_id: str, parent: str | None = None) -> Post:
    """A stand-in for a post that others answer but that no dump holds."""
    return Post(id=post_id, body=Body(""), parent=parent, state="missing")


def title_of(root: Post, posts: Iterable[Post]) -> str | None:
    """A thread's title; where its opening post tells none, that of the oldest post that does."""
    if root.title:
        return root.title
    titled = (post for post in posts if post.title)
    oldest = min(titled, key=ORDERS["oldest"], default=None)
    return oldest.title if oldest else None


def community_of(root: Post, posts: Iterable[Post]) -> str | None:
    """A thread's community; where its opening post tells none, that of the oldest that does."""
    if root.community:
        return root.community
    told = (post for post in posts if post.community)
    oldest = min(told, key=ORDERS["oldest"], default=None)
    return oldest.community if oldest else None


def precision_at(posts: Iterable[Post], when: datetime | None) -> str:
    """How exact a time is that is that of a post; "" where none has it."""
    return next((precision_of(post) for post in posts if when and post.created == when), "")


def assemble(
    root_id: str, posts: Iterable[Post], gaps: Iterable[Gap] = (), order: Order = "dumped"
) -> Thread:
    """The thread that `posts` make up, in reading order.

    `posts` have distinct ids; each stands in the result exactly once. A post whose parent is not
    among them hangs below a ghost; a ghost and a post without a parent answer the opening post;
    a loop of parents is cut at the post that comes first in sibling order.
    """
    by_id = {post.id: post for post in posts}
    root = by_id.pop(root_id, None) or ghost(root_id)
    children: dict[str, list[Post]] = {root_id: []}
    ghosts: dict[str, Post] = {}
    for post in by_id.values():
        parent = post.parent or root_id
        if parent not in children:
            children[parent] = []
            if parent not in by_id:
                ghosts[parent] = ghost(parent, root_id)
        children[parent].append(post)
    children[root_id].extend(ghosts.values())
    _sort(children, {**by_id, root_id: root}, order)
    placed = _preorder(root_id, children)
    loops: set[str] = set()
    if len(placed) < len(by_id) + len(ghosts):
        loops = _cut_loops(root_id, by_id, children, placed)
        placed = _preorder(root_id, children)
    missing, deep = _missing(root, by_id, gaps)
    comments = _comments(placed, ghosts, loops, missing)
    return Thread(root, comments, missing.get(root_id, 0), deep)


def _sort(children: Mapping[str, list[Post]], by_id: Mapping[str, Post], order: Order) -> None:
    """Puts siblings in order; where the site told its own order, "dumped" follows that."""
    key = ORDERS[order]
    for parent, siblings in children.items():
        if len(siblings) < 2:
            continue
        told = by_id[parent].replies if order == "dumped" and parent in by_id else ()
        rank = {post_id: index for index, post_id in enumerate(told)}
        if not rank.keys() >= {post.id for post in siblings}:  # others come last, in their order
            if order == "newest":  # for those that no key parts: they are told as they were written
                siblings.reverse()
            siblings.sort(key=key)
        if rank:
            siblings.sort(key=lambda post: rank.get(post.id, len(rank)))


def _preorder(root_id: str, children: Mapping[str, list[Post]]) -> list[tuple[Post, int, int]]:
    """(post, depth, number of its parent) for all that the root reaches."""
    placed: list[tuple[Post, int, int]] = []
    stack = [(post, 0, -1) for post in reversed(children[root_id])]
    while stack:
        item = stack.pop()
        number = len(placed)
        placed.append(item)
        below = children.get(item[0].id)
        if below:
            depth = item[1] + 1
            stack.extend([(post, depth, number) for post in reversed(below)])
    return placed


def _cut_loops(
    root_id: str,
    by_id: Mapping[str, Post],
    children: dict[str, list[Post]],
    placed: list[tuple[Post, int, int]],
) -> set[str]:
    """Hangs one post of every loop below the root, so that the root reaches all of them."""
    reached = {item[0].id for item in placed}
    cut: set[str] = set()
    for start in sorted(by_id.keys() - reached):
        if start in reached:
            continue
        seen: set[str] = set()
        at = start
        while at not in seen:
            seen.add(at)
            at = by_id[at].parent or root_id
        post = by_id[at]  # the first post met twice lies on the loop
        children[post.parent or root_id].remove(post)
        children[root_id].append(post)
        cut.add(at)
        stack = [at]
        while stack:
            post_id = stack.pop()
            reached.add(post_id)
            stack += [child.id for child in children.get(post_id, ()) if child.id not in reached]
    return cut


def _missing(
    root: Post, by_id: Mapping[str, Post], gaps: Iterable[Gap]
) -> tuple[dict[str, int], bool]:
    """For each post, how many direct replies are known of but held by no dump.

    With it, whether some of those of the opening post may answer any other.
    """
    missing: dict[str, int] = {}
    deep = False
    for post in (root, *by_id.values()):
        if post.replies:
            absent = len(post.replies) - sum(map(by_id.__contains__, post.replies))
            if absent:
                missing[post.id] = absent
    by_parent: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_parent.setdefault(gap.parent, []).append(gap)
    counted = {parent for parent, told in by_parent.items() if any(gap.total for gap in told)}
    answers = Counter(post.parent for post in by_id.values() if post.parent in counted)
    for parent, told in by_parent.items():
        flat = [gap for gap in told if not gap.deep]
        total = max([gap.total for gap in told if gap.deep], default=0)
        anywhere = max(total - len(by_id), 0)
        deep = deep or anywhere > 0
        left = _left(flat, by_id, answers[parent]) + anywhere
        if left > 0:
            missing[parent] = missing.get(parent, 0) + left
    return missing, deep


def _left(gaps: Iterable[Gap], by_id: Mapping[str, Post], answers: int) -> int:
    """How many replies to one post are absent by its gaps, where it has so many answers.

    Gaps that name a post in common tell of the same absence, as pages of a thread do of which
    each names all that the others hold: of these the largest counts. So it does of those that
    tell how many replies there are in all.
    """
    groups: list[tuple[int, set[str]]] = []
    most = 0
    for gap in gaps:
        if gap.total:
            most = max(most, gap.total)
            continue
        left = gap.count - sum(post_id in by_id for post_id in gap.ids)
        if left <= 0:
            continue
        named = set(gap.ids)
        apart = [group for group in groups if named.isdisjoint(group[1])]
        for other, ids in groups:
            if not named.isdisjoint(ids):
                left, named = max(left, other), named | ids
        groups = [*apart, (left, named)]
    return sum(left for left, _ in groups) + max(most - answers, 0)


def _comments(
    placed: list[tuple[Post, int, int]],
    ghosts: Mapping[str, Post],
    loops: set[str],
    missing: Mapping[str, int],
) -> tuple[Comment, ...]:
    descendants = [0] * len(placed)
    for number in range(len(placed) - 1, 0, -1):
        parent = placed[number][2]
        if parent >= 0:
            descendants[parent] += descendants[number] + 1
    if not (ghosts or loops or missing):
        return tuple(
            [
                Comment(post, number, depth, parent, below)
                for number, ((post, depth, parent), below) in enumerate(
                    zip(placed, descendants, strict=True)
                )
            ]
        )
    return tuple(
        Comment(
            post,
            number,
            depth,
            parent,
            descendants[number],
            missing.get(post.id, 0),
            "ghost" if post.id in ghosts else "loop" if post.id in loops else "",
        )
        for number, (post, depth, parent) in enumerate(placed)
    )
