"""What a page of a long thread says of the other pages of that thread."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, overload

import msgspec

from sitegen import bodies
from sitegen.build import words
from sitegen.build.nesting import siblings_before
from sitegen.model import Comment, Post, Thread, births, community_of, copy_parts
from sitegen.model.copied_text import digest
from sitegen.pages import ThreadIndexPage, ThreadPage, parts, urls
from sitegen.theme import context as view

_EXCERPT = 120  # characters
_ABOVE = 4  # comments shown above the first one of a page: the topmost, and the nearest ones


class Reading(NamedTuple):
    """What a thread's copy says of all its comments.

    `numbers`: by id, those that comments have in the copy; `found`: how many it holds, as far as
    one can tell; `exact`: no border is guessed; `texts`: by which posts tell the text that is kept;
    `is_kept`: its lines are.
    """

    numbers: dict[str, int]
    found: int
    exact: bool
    texts: tuple[str, str]
    is_kept: bool


class Whole:
    """A thread, and what is worked out of it once for all its pages.

    `told`: a dump tells of its opening post, be it that it lacks its text.
    """

    def __init__(self, thread_id: str, thread: Thread, told: bool) -> None:
        self.id = thread_id
        self.thread = thread
        self.told = told
        self._divided: tuple[int, copy_parts.Whole] | None = None

    @cached_property
    def anchors(self) -> list[str]:
        return urls.anchors(self.id, [comment.post.id for comment in self.thread.comments])

    @cached_property
    def before(self) -> list[int]:
        return siblings_before(self.thread.comments)

    @cached_property
    def ranks(self) -> list[int]:
        """For each comment, how many were written before it."""
        return births.ranks(self.id, self.thread)

    @cached_property
    def oldest(self) -> list[int]:
        """The numbers of all comments, the oldest first."""
        return sorted(range(len(self.ranks)), key=self.ranks.__getitem__)

    @cached_property
    def written(self) -> int:
        """How many comments there are, without those that stand in for others."""
        return sum(comment.note != "ghost" for comment in self.thread.comments)

    @cached_property
    def community(self) -> str | None:
        """The community of the thread."""
        return community_of(self.thread.root, (comment.post for comment in self.thread.comments))

    @cached_property
    def copied(self) -> tuple[Post, ...]:
        """The posts of comments that were read from a lossy copy, in reading order."""
        posts = (comment.post for comment in self.thread.comments)
        return tuple(post for post in posts if post.evidence and post.evidence.copy)

    @cached_property
    def places(self) -> dict[str, int]:
        """By id, where each comment stands among all."""
        return {comment.post.id: comment.number for comment in self.thread.comments}

    @cached_property
    def reading(self) -> "Reading | None":
        """How the thread was read from a copy; None where no post of it was."""
        read, root = self.copied, self.thread.root
        kept = root.evidence if root.evidence and root.evidence.copy else None
        evidences = [post.evidence for post in read if post.evidence]
        if not (kept or evidences):
            return None
        told = kept or evidences[0]
        numbers = {post.id: of.number for post, of in zip(read, evidences, strict=True)}
        return Reading(
            numbers=numbers,
            found=max(told.number, *numbers.values()) if numbers else told.number,
            exact=all(evidence.border == "recorded" for evidence in evidences),
            texts=(told.copy, digest(told.copy)),
            is_kept=kept is not None,
        )

    def copy(self, kilobytes: int) -> copy_parts.Whole:
        """The copy that the thread was read from, in parts of a page's kilobytes; 0: in one."""
        if self._divided is None or self._divided[0] != kilobytes:
            root = self.thread.root
            posts = (root, *(comment.post for comment in self.thread.comments))
            text = root.evidence.copy if root.evidence else ""
            self._divided = kilobytes, copy_parts.divided(posts, text, kilobytes)
        return self._divided[1]

    def list_of(self, number: int, first: int) -> int:
        """The page of the list of comments to which links to a comment lead; see model/births.py.
        `first` is that of the thread's pages."""
        return births.list_of(self.ranks[number], first) if first else 0

    def listed(self, page: int, first: int) -> list[int]:
        """The numbers of the comments that a page of that list names, the oldest first."""
        if not first:
            return self.oldest
        wanted, rank = births.listed(page, first), self.ranks.__getitem__
        start = bisect_left(self.oldest, wanted.start, key=rank)
        return self.oldest[start : bisect_left(self.oldest, wanted.stop, key=rank)]


class Links(Sequence[str]):
    """For each comment of a thread, the link to it from one of several pages."""

    def __init__(
        self, page: ThreadPage | ThreadIndexPage, anchors: Sequence[str], end: int
    ) -> None:
        self._anchors = anchors
        self._cuts = page.cuts
        parts_of = range(len(page.cuts))
        self._targets = [urls.relative(page.path, urls.part(page.id, n)) for n in parts_of]
        self._here = range(0)
        if isinstance(page, ThreadPage) and page.top < 0:
            self._targets[page.part] = ""
        elif isinstance(page, ThreadPage):
            self._here = range(page.top, end)

    def __len__(self) -> int:
        return len(self._anchors)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if number in self._here:
            return f"#{self._anchors[number]}"
        return f"{self._targets[bisect_right(self._cuts, number) - 1]}#{self._anchors[number]}"


def links(page: ThreadPage | ThreadIndexPage, whole: Whole) -> Sequence[str]:
    """For each comment of the thread, the link to it from this page."""
    if len(page.cuts) == 1:
        return ["#" + anchor for anchor in whole.anchors]
    return Links(page, whole.anchors, extent(page, whole)[1] if isinstance(page, ThreadPage) else 0)


def extent(page: ThreadPage, whole: Whole) -> tuple[int, int]:
    """The numbers of the first comment on the page and of the one after its last."""
    comments = whole.thread.comments
    if page.top >= 0:
        return page.top, page.top + 1 + comments[page.top].descendants
    start, end = (*page.cuts, len(comments))[page.part : page.part + 2]
    return start, end


def within_view(page: ThreadPage, whole: Whole, to: Sequence[str]) -> view.WithinView | None:
    """The part of a long thread that this page is about; None for all other pages."""
    if page.top < 0:
        return None
    above, skipped = _above(whole.thread.comments, page.top, to)
    there = urls.relative(page.path, urls.part(page.id, page.part))
    start, end = extent(page, whole)
    return view.WithinView(
        above=above,
        skipped=skipped,
        count=end - start,
        href=f"{there}#{whole.anchors[page.top]}",
        thread_href=urls.relative(page.path, urls.thread(page.id)),
    )


def part_view(page: ThreadPage, whole: Whole, to: Sequence[str]) -> view.PartView | None:
    """This page among those of its thread; None for a thread of one page.

    `to` are the links to all comments of the thread.
    """
    if len(page.cuts) == 1 or page.top >= 0:
        return None
    comments = whole.thread.comments
    targets = [
        urls.relative(page.path, urls.part(page.id, number)) for number in range(len(page.cuts))
    ]
    ends = (*page.cuts[1:], len(comments))
    pages = tuple(
        view.PartLink(target, number, start + 1, end)
        for number, (target, start, end) in enumerate(zip(targets, page.cuts, ends, strict=True), 1)
    )
    above, skipped = _above(comments, page.cuts[page.part], to)
    return view.PartView(
        number=page.part + 1,
        pages=pages,
        previous=targets[page.part - 1] if page.part else "",
        next=targets[page.part + 1] if page.part + 1 < len(targets) else "",
        above=above,
        skipped=skipped,
        elsewhere=() if page.part else _elsewhere(page, whole, pages, to),
        indexes=() if page.part else index_links(page, whole),
    )


def _above(
    comments: Sequence[Comment], first: int, to: Sequence[str]
) -> tuple[tuple[view.Above, ...], int]:
    """The comments above one, and how many of them are left out below the topmost."""
    chain: list[int] = []
    at = comments[first].parent
    while at >= 0:
        chain.append(at)
        at = comments[at].parent
    chain.reverse()
    skipped = max(len(chain) - _ABOVE, 0)
    shown = [*chain[:1], *chain[1 + skipped :]]
    return tuple(_excerpt(comments[number], to[number]) for number in shown), skipped


def _excerpt(comment: Comment, href: str) -> view.Above:
    post = comment.post
    text = bodies.plain_text(post.body, _EXCERPT) if post.body.text else ""
    return view.Above(href, words.line(post.author), text)


def _elsewhere(
    page: ThreadPage, whole: Whole, pages: Sequence[view.PartLink], to: Sequence[str]
) -> tuple[view.PartLink, ...]:
    """The pages with those of their comments that are linked to on the first page."""
    on: list[list[int]] = [[] for _ in pages]
    for number in whole.listed(0, page.first):
        on[bisect_right(page.cuts, number) - 1].append(number)
    return tuple(
        msgspec.structs.replace(part, comments=_places(whole, numbers, to))
        for part, numbers in zip(pages[1:], on[1:], strict=True)
        if numbers
    )


def _places(whole: Whole, numbers: Iterable[int], to: Sequence[str]) -> tuple[view.Elsewhere, ...]:
    anchors = whole.anchors
    return tuple(view.Elsewhere(anchors[n], to[n], parts.shown(anchors[n])) for n in numbers)


def index_links(page: ThreadPage | ThreadIndexPage, whole: Whole) -> tuple[view.IndexLink, ...]:
    """The further pages of the list of comments; none while the first page of the thread can."""
    if not page.first:
        return ()
    links = []
    for number in range(1, births.lists(whole.written, page.first) + 1):
        linked = births.linked(number, page.first)
        href = urls.relative(page.path, urls.index(page.id, number))
        links.append(view.IndexLink(href, linked.start + 1, min(linked.stop, whole.written)))
    return tuple(links)


def indexed(page: ThreadIndexPage, whole: Whole) -> tuple[view.Elsewhere, ...]:
    """The comments that a page of the list names."""
    return _places(whole, whole.listed(page.part, page.first), links(page, whole))
