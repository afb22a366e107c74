"""The rows of a saved Hacker News page as posts: who answers whom, and what lies on other pages.

A page is flat; the indentation of its rows tells who answers whom, in the order of display. That
is a fact on a page that begins with its story or comment. On a page that goes on from another
one, a parent that it does not hold is named by the place where the other page broke off: both
pages derive the same name, so that they meet in the store.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sitegen.model import Continuation, Evidence, Post, Problem, Record
from sitegen.sources import _hn
from sitegen.sources._hn_links import Address
from sitegen.sources._hn_rows import Row, aged

_NO_ID = Evidence(parent="inferred", rule="the page shows what this answers, but not its id")
_NO_STORY = Evidence(parent="inferred", rule="this page does not name its story")
_BEFORE = Evidence(parent="inferred", rule="this answers a comment at the end of the page before")
_LEFT_OUT = Evidence(
    parent="guessed", parent_confidence=0.5, rule="the page leaves out what this answers"
)


class _Above(msgspec.Struct, frozen=True):
    """What a row answers: another row (its index), or something outside of the page (its id)."""

    row: int | None = None
    id: str | None = None
    evidence: Evidence | None = None


class Tree:
    """The rows of one page. `top` are the ids of those that answer the page's story."""

    def __init__(
        self, rows: Sequence[Row], story: int | None, here: Address, more: Address | None
    ) -> None:
        self._rows = rows
        self._name = _name(here) if here.number > 1 or here.more else ""
        self._more = _name(more) if more and rows else ""
        self._base = f"hn:{story}" if story else None
        self._root = self._base
        if story is None and rows and rows[0].depth is not None:
            self._base = f"hn:{here.item}" if here.item else self._name or None
        self._cut: set[int] = set()  # levels at which rows answer the page before
        self._open: list[tuple[int, int]] = []  # (depth, index) of the rows above the next one
        self._above = [self._find(index) for index in range(len(rows))]
        self._ids: list[str] = []
        self._name_rows()
        self._roots: list[str | None] = []
        self._replies: dict[str, list[str]] = {}
        for index, post_id in enumerate(self._ids):
            self._roots.append(self._root_of(index))
            parent = self._parent(index)
            if parent and post_id:
                self._replies.setdefault(parent, []).append(post_id)

    @property
    def top(self) -> tuple[str, ...]:
        return self._children(self._base)

    def records(self) -> Iterator[Record]:
        for index, (row, post_id) in enumerate(zip(self._rows, self._ids, strict=True)):
            if post_id:
                yield self._post(index)
            else:
                yield Problem(f"row {index + 1}", f"a comment without an id: {row.text[:40]!r}")
        yield from self._continuations()

    # Who answers whom

    def _find(self, index: int) -> _Above:
        """What a row answers; the rows before it have been asked already."""
        row = self._rows[index]
        if row.depth is None:  # it stands apart: a comment's own page, or a list of comments
            self._open = [(-1, index)]
            return self._told(row)
        while self._open and self._open[-1][0] >= row.depth:
            self._open.pop()
        above = self._open[-1] if self._open else None
        self._open.append((row.depth, index))
        if above is not None and above[0] == row.depth - 1:
            return _Above(above[1])
        if row.parent is not None:
            return self._told(row)
        if row.depth == 0:
            return _Above(id=self._base, evidence=_NO_STORY if self._base == self._name else None)
        if above is not None:
            return _Above(above[1], evidence=_LEFT_OUT)
        if self._name:
            self._cut.add(row.depth)
            return _Above(id=f"{self._name}-{row.depth}", evidence=_BEFORE)
        return _Above(id=self._base, evidence=_LEFT_OUT)

    def _told(self, row: Row) -> _Above:
        if _hn.usable_id(row.parent):
            return _Above(id=f"hn:{row.parent}")
        story = f"hn:{row.story}" if _hn.usable_id(row.story) else self._root
        return _Above(id=story, evidence=_LEFT_OUT if story else None)

    def _parent(self, index: int) -> str | None:
        above = self._above[index]
        return self._ids[above.row] if above.row is not None else above.id

    def _root_of(self, index: int) -> str | None:
        """The story that a row or one above it names, else the page's; None below a place."""
        story, above = self._rows[index].story, self._above[index].row
        if _hn.usable_id(story):
            return f"hn:{story}"
        if above is not None:
            return self._roots[above]
        return None if self._above[index].evidence is _BEFORE else self._root

    def _children(self, post_id: str | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._replies.get(post_id, ()))) if post_id else ()

    # Names for what has no id

    def _name_rows(self) -> None:
        """The ids of all rows. A deleted comment had none until 2016: its place makes one.

        It is named by the oldest comment that answers it, else by what it answers itself.
        """
        oldest: dict[int, int] = {}
        for row, above in zip(self._rows, self._above, strict=True):
            if above.row is not None and _hn.usable_id(row.number):
                assert row.number is not None
                oldest[above.row] = min(row.number, oldest.get(above.row, row.number))
        unnamed: dict[str, int] = {}
        for index, row in enumerate(self._rows):
            if _hn.usable_id(row.number):
                self._ids.append(f"hn:{row.number}")
            elif index in oldest:
                self._ids.append(f"hn:above-{oldest[index]}")
            elif row.text and not row.text.startswith("["):
                self._ids.append("")
            else:
                parent = (self._parent(index) or "hn:").partition(":")[2]
                unnamed[parent] = unnamed.get(parent, 0) + 1
                self._ids.append(f"hn:below-{parent}-{unnamed[parent]}")

    # Records

    def _post(self, index: int) -> Post:
        row, above, post_id = self._rows[index], self._above[index], self._ids[index]
        named = _hn.usable_id(row.number)
        parent = self._parent(index)
        made = _hn.post(
            row.number if named and row.number else 1,
            "comment",
            row.text,
            row.author,
            row.age.time,
            row.score,
            parent=None,
            root=None,
            state=row.state,
        )
        evidence = above.evidence
        if above.row is not None and not _hn.usable_id(self._rows[above.row].number):
            evidence = evidence or _NO_ID
        post = msgspec.structs.replace(
            made,
            id=post_id,
            permalink=made.permalink if named else None,
            parent=parent or None,
            root=self._roots[index],
            title=row.title,
            labels=tuple(dict.fromkeys((*row.labels, *made.labels))),
            replies=self._children(post_id),
        )
        return aged(post, row.age, evidence)

    def _continuations(self) -> Iterator[Continuation]:
        """Where the page breaks off, if it does, for every level that may go on."""
        base = self._base
        if base is None and self._open and self._open[0][0] < 0:
            base = self._ids[self._open[0][1]]
        for depth in sorted(self._cut):  # in case that nothing is known of the page before
            yield Continuation(f"{self._name}-{depth}", base or self._name)
        if not (self._more and base):
            return
        if self._more.startswith("hn:more-"):  # the page will not know what its top level answers
            yield Continuation(self._more, base)
        for depth, index in self._open:
            if depth >= 0 and self._ids[index]:
                yield Continuation(f"{self._more}-{depth + 1}", self._ids[index])


def _name(page: Address) -> str:
    """What both pages call the place where one goes on from the other; "": no such page."""
    if page.more:
        return f"hn:more-{page.more}"
    return f"hn:{page.item}-page-{page.number}" if page.item else ""
