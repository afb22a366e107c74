"""A saved Hacker News page as a whole: its stories and its rows, gathered cell by cell.

A page is one long table of cells, in the order of display and with the classes of its year; only
cells that are not inside of others count.
"""

from collections.abc import Iterator

import msgspec

from sitegen.model import Problem, Record
from sitegen.sources import _hn_rows, _hn_story
from sitegen.sources._hn_links import Address, is_archived
from sitegen.sources._hn_markup import markup
from sitegen.sources._hn_rows import Row
from sitegen.sources._hn_story import Option, Story
from sitegen.sources._hn_tree import Tree
from sitegen.sources._html import Node, attribute, classes, outermost

_CELLS = frozenset({"title", "subtext", "default", "comment"})


class _Page(msgspec.Struct):
    """What stands on a page, cell by cell."""

    stories: list[Story] = msgspec.field(default_factory=list)
    rows: list[Row] = msgspec.field(default_factory=list)
    more: Address | None = None


def records(root: Node) -> Iterator[Record]:
    """The posts of a page in the order of display."""
    page = _page(root)
    story = page.stories[0] if len(page.stories) == 1 else None
    tree = Tree(page.rows, story.number if story else None, _here(page), page.more)
    for told in page.stories:
        if told.number is None:
            yield Problem("", f"a story without an id: {told.title or 'untitled'}")
        yield from _hn_story.posts(told, tree.top if told is story else ())
    yield from tree.records()
    if not (page.stories or page.rows):
        yield Problem("", "a page of Hacker News, but with neither a story nor a comment")


def _here(page: _Page) -> Address:
    """Which page this is, by what its links to vote, reply and log in say."""
    told = [story.saved_from for story in page.stories[:1]] + [row.saved_from for row in page.rows]
    return next((found for found in told if found is not None), Address())


def _page(root: Node) -> _Page:
    archived = any(is_archived(attribute(link, "href")) for link in root.css("a[href*='/web/']"))
    page = _Page()
    for cell in outermost(root, _is_cell):
        names = classes(cell)
        story = page.stories[-1] if page.stories else None
        if "title" in names:
            more = _hn_story.more(cell)
            begun = None if more else _hn_story.title(cell)
            page.more = more or page.more
            if begun:
                page.stories.append(begun)
        elif "subtext" in names and story:
            _hn_story.line(cell, story, archived)
        elif "comment" in names and story:
            number = _hn_rows.own_number(cell.parent)
            story.options.append(Option(number, markup(cell, archived)))
        elif "default" in names:
            row = _hn_rows.row(cell, archived)
            if row:
                page.rows.append(row)
            elif story and story.options:
                story.options[-1].points = _hn_rows.points(cell)
                story.options[-1].number = story.options[-1].number or _hn_rows.own_number(cell)
    return page


def _is_cell(node: Node) -> bool:
    return node.tag == "td" and not _CELLS.isdisjoint(classes(node))
