"""The stories on a saved Hacker News page: the one of an item's page, or those of a list.

A story is spread over cells: its title, the line below it, its text and its poll. Nothing here
knows of comments.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from sitegen.model import Post, State
from sitegen.sources import _hn, _hn_links, _hn_rows
from sitegen.sources._hn_links import Address
from sitegen.sources._hn_markup import markup
from sitegen.sources._html import Node, attribute, classes, text_of

_COUNT = re.compile(r"([0-9]{1,6}) comments?")
_MARKS = {"[dead]": "dead", "[flagged]": "flagged", "[deleted]": "deleted", "[dupe]": "dupe"}
_LINES = 40  # rows below a story's line in which its text and its poll stand


class Option(msgspec.Struct):
    """One choice of a poll."""

    number: int | None
    text: str
    points: int | None = None


class Story(msgspec.Struct):
    """A story as its page tells it. It is filled cell by cell."""

    number: int | None
    title: str | None = None
    link: str | None = None
    author: str | None = None
    age: _hn_rows.Age = _hn_rows.NO_AGE
    points: int | None = None
    comments: int | None = None
    text: str = ""
    marks: tuple[str, ...] = ()
    options: list[Option] = msgspec.field(default_factory=list)
    saved_from: Address | None = None


def title(cell: Node) -> Story | None:
    """The story whose title stands in a cell; None for its number in a list."""
    marks = tuple(_MARKS[word] for word in text_of(cell).split() if word in _MARKS)
    link = next((a for a in cell.css("a") if not _is_aside(a)), None)
    if link is None and not marks:
        return None
    outer = _hn_rows.outer_row(cell)
    number = _hn_links.number(attribute(outer, "id")) if outer is not None else None
    story = Story(number, marks=marks)
    story.number = story.number or _hn_rows.own_number(cell.parent)
    story.saved_from = _hn_rows.saved_from(cell.parent or cell)
    if link is not None:
        story.title = text_of(link) or None
        href = _hn_links.unarchived(attribute(link, "href"))
        about = _hn_links.address(href).item
        if href and (about is None or about != (story.number or about)):
            story.link = _hn_links.absolute(href, archived=False)
        story.number = story.number or about
    return story


def _is_aside(link: Node) -> bool:
    """Whether a link beside a title names the site it leads to, or an arrow."""
    href, parent = attribute(link, "href"), link.parent
    while parent is not None and parent.tag == "span":
        if "sitebit" in classes(parent) or "comhead" in classes(parent):
            return True
        parent = parent.parent
    return "from?site=" in href or "vote?" in href


def more(cell: Node) -> Address | None:
    """Where "More" leads to, if that is what stands in a cell."""
    for link in cell.css("a"):
        if "morelink" in classes(link) or text_of(link) == "More":
            return _hn_links.address(attribute(link, "href"))
    return None


def line(cell: Node, story: Story, archived: bool) -> None:
    """Fills a story from the line below its title, and from the rows that follow."""
    story.author = _hn_rows.author(cell)
    story.age = _hn_rows.age(cell)
    story.points = _hn_rows.points(cell)
    for link in cell.css("a"):
        words, href = text_of(link), attribute(link, "href")
        story.number = story.number or _hn_links.item(href)
        if found := _COUNT.fullmatch(words):
            story.comments = int(found[1])
        elif words == "discuss":
            story.comments = 0
    for text in _texts(cell):
        if not story.text:
            story.text = markup(text, archived)


def _texts(cell: Node) -> Iterator[Node]:
    """The cells below a story's line in which its text may stand: not its form, not its poll."""
    row = cell.parent
    for _ in range(_LINES):
        row = row.next if row is not None else None
        if row is None or "athing" in classes(row) or row.css_first("td.title") is not None:
            return
        told = row.css_first("div.toptext")
        if told is not None:
            yield told
        elif row.is_element_node and row.css_first("form, table, td.default") is None:
            cells = row.css("td")
            if cells:
                yield cells[-1]


def posts(story: Story, replies: Iterable[str]) -> Iterator[Post]:
    """The story as a post, and the choices of its poll as the first answers to it."""
    if story.number is None:
        return
    state: State = "dead" if "dead" in story.marks else "visible"
    if "deleted" in story.marks or story.title in ("[deleted]", "[dead]"):
        state, story.title = ("deleted" if "deleted" in story.marks else "dead"), None
    is_job = story.age != _hn_rows.NO_AGE and story.author is None and story.points is None
    options = [option for option in story.options if _hn.usable_id(option.number)]
    kind = "poll" if story.options else "job" if is_job and state == "visible" else "story"
    post = _hn.post(
        story.number,
        kind,
        story.text,
        story.author,
        story.age.time,
        story.points,
        parent=None,
        root=story.number,
        title=story.title,
        link=story.link,
        claimed=story.comments,
        state=state,
    )
    own = tuple(f"hn:{option.number}" for option in options)
    labels = post.labels + tuple(m for m in story.marks if m in ("flagged", "dupe"))
    post = msgspec.structs.replace(post, labels=labels, replies=(*own, *replies))
    yield _hn_rows.aged(post, story.age)
    for option in options:
        yield _hn.post(
            option.number or 0,
            "pollopt",
            option.text,
            None,
            None,
            option.points,
            parent=story.number,
            root=story.number,
        )
