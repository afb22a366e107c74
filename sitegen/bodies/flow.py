"""Writing HTML that nests well and not deeply, whatever order its parts come in.

Text outside of any block gets a paragraph; boxes without meaning become paragraph breaks; what
would nest deeper than a body may is laid flat, and no text is lost. This is about shape alone:
safety is the business of `sanitize`.
"""

from collections import Counter
from types import MappingProxyType
from typing import Final

from sitegen.bodies.elements import (
    CELLS,
    ENDS,
    INNER,
    LIST_PARTS,
    PARENTS,
    SCOPES,
    SECTIONS,
    WRITTEN_BLOCKS,
)

#: Elements may lie in one another so deep, in any body.
DEEPEST: Final = 20

_BLOCKS_DEEPEST = 14  # the rest is for a paragraph and the elements of its lines
# Levels that a block needs, with those that must stand inside of it.
_NEEDS = MappingProxyType({"ul": 2, "ol": 2, "dl": 2, "table": 5})
_REOPENED = 3  # elements of a line that go on where a paragraph broke them
_BROKEN = 60  # so often in a body

# Wide tables scroll in a box of their own.
_START_TAGS = MappingProxyType({"table": '<div class="table" tabindex="0"><table>'})
_END_TAGS = MappingProxyType({"table": "</table></div>"})


class Flow:
    """One body being written. The methods take its parts in the order of the text."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._blocks: list[str] = []
        self._in_paragraph = False
        self._line: list[tuple[str, str]] = []  # (name, opening tag)
        self._pending: list[tuple[str, str]] = []  # elements of the line that wait for a text
        self._broken = 0
        self._flat: Counter[str] = Counter()  # elements not written, whose ends are to come
        self._breaks = 0
        self._has_line = False  # something stands in the line or lines being written
        self._divided: set[int] = set()  # cells, by their depth, in which paragraphs are told apart

    def text(self, html: str) -> None:
        """Text, escaped; it may hold links."""
        if not html:
            return
        if not html.isspace():
            html = html if self._has_line else html.lstrip()
            self._begin_line()
            self._out.append(html)
        elif self._has_line and not self._breaks:
            self._out.append(html)

    def line_break(self) -> None:
        """One begins a line, several in a row a paragraph; at the edge of a block it is nothing."""
        self._breaks += self._has_line

    def boundary(self) -> None:
        """The edge of a box that is not written: a paragraph ends here."""
        if self._has_line and self._blocks and self._blocks[-1] in CELLS:
            self._divided.add(len(self._blocks))
        self._out += [f"</{name}>" for name, _ in reversed(self._line)]
        if self._in_paragraph:
            self._out.append("</p>")
        if self._line:
            self._broken += 1
        if self._broken > _BROKEN:
            self._line = []
        self._pending = [*self._line, *self._pending][:_REOPENED]
        self._line = []
        self._in_paragraph = self._has_line = False
        self._breaks = 0

    def open_line(self, name: str, tag: str) -> None:
        """An element of the line, such as a link or an emphasis; written with its first text."""
        above = len(self._blocks) + self._blocks.count("table")
        depth = above + len(self._line) + len(self._pending) + 2
        if depth >= DEEPEST or (name == "a" and self.in_line("a")):
            self._flat[name] += 1
        else:
            self._pending.append((name, tag))

    def close_line(self, name: str) -> None:
        """The end of an element of the line, if it is open."""
        if self._flat[name]:
            self._flat[name] -= 1
            return
        for waiting in reversed(self._pending):
            if waiting[0] == name:
                self._pending.remove(waiting)
                return
        for index in range(len(self._line) - 1, -1, -1):
            if self._line[index][0] == name:
                self._out += [f"</{name}>" for name, _ in reversed(self._line[index:])]
                self._pending = [*self._line[index + 1 :], *self._pending][:_REOPENED]
                del self._line[index:]
                return

    def pass_over(self, name: str) -> None:
        """An element of the line that is not written, and whose end must not end another."""
        self._flat[name] += 1

    def in_line(self, name: str) -> bool:
        """Whether such an element of the line is open, or will be when the line goes on."""
        return any(item[0] == name for item in (*self._line, *self._pending))

    def open_block(self, name: str, tag: str = "") -> None:
        """A quote, a list, a table or one of their parts; laid flat where there is no room."""
        self._end_line()
        if name in ENDS:
            in_list = name in LIST_PARTS
            self._end_nearest(ENDS[name], WRITTEN_BLOCKS if in_list else frozenset({"table"}))
            fits = self._make_list(name) if in_list else self._make_table_part(name)
        else:
            fits = self._make_room(_NEEDS.get(name, 1))
        if fits:
            self._push(name, tag)
        else:
            self._flat[name] += 1

    def close_block(self, name: str) -> None:
        """The end of a block, if it is open, and of what is open in it."""
        self._end_line()
        if self._flat[name]:
            self._flat[name] -= 1
        else:
            self._end_nearest(frozenset({name}), SCOPES[name])

    def block(self, html: str) -> None:
        """A finished block, such as one of code, of no more than three levels."""
        self._end_line()
        self._make_room(0)
        self._out.append(html)

    def finish(self) -> str:
        """Everything written, all that was open ended."""
        self._end_line()
        self._pop_to(0)
        return "".join(self._out)

    def _begin_line(self) -> None:
        breaks, self._breaks = self._breaks, 0
        if breaks > 1 and self._in_paragraph:
            self.boundary()
        elif breaks:
            self._out.append("<br>" * min(breaks, 2))
        if not self._has_line:
            self._make_room(0)
            top = self._blocks[-1] if self._blocks else ""
            if top not in CELLS or len(self._blocks) in self._divided:
                self._out.append("<p>")
                self._in_paragraph = True
            self._has_line = True
        if self._pending:
            self._line += self._pending
            self._out += [tag for _, tag in self._pending]
            self._pending = []

    def _end_line(self) -> None:
        self.boundary()
        self._pending = []

    def _make_room(self, needs: int) -> bool:
        """Opens what must stand between the open block and its content; False: too deep."""
        while self._blocks and (inner := INNER.get(self._blocks[-1])):
            self._push(inner, "")
        return len(self._blocks) + needs <= _BLOCKS_DEEPEST

    def _make_list(self, part: str) -> bool:
        """Opens the list that an item lacks; False: there is no room."""
        if self._blocks and self._blocks[-1] in PARENTS[part]:
            return True
        self.open_block("ul" if part == "li" else "dl")
        return bool(self._blocks) and self._blocks[-1] in PARENTS[part]

    def _make_table_part(self, part: str) -> bool:
        """Opens the section and the row that a part of a table lacks; False: there is no table."""
        while self._blocks and self._blocks[-1] not in PARENTS[part]:
            inner = INNER.get(self._blocks[-1])
            if inner is None or inner not in (SECTIONS | {"tr"}):
                return False
            self._push(inner, "")
        return bool(self._blocks)

    def _end_nearest(self, names: frozenset[str], scope: frozenset[str]) -> None:
        """Ends the innermost open block of these names, looking no further out than `scope`."""
        for index in range(len(self._blocks) - 1, -1, -1):
            if self._blocks[index] in names:
                self._pop_to(index)
                return
            if self._blocks[index] in scope:
                return

    def _push(self, name: str, tag: str) -> None:
        self._out.append(tag or _START_TAGS.get(name) or f"<{name}>")
        self._blocks.append(name)
        self._divided.discard(len(self._blocks))

    def _pop_to(self, index: int) -> None:
        while len(self._blocks) > index:
            self._divided.discard(len(self._blocks))
            name = self._blocks.pop()
            self._out.append(_END_TAGS.get(name) or f"</{name}>")
        if self._blocks and self._blocks[-1] in CELLS:
            self._divided.add(len(self._blocks))
