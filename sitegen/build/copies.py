"""The copy that a thread was read from, kept beside its page: as lines, as text, as data.

A copy is anybody's text: as a page it is escaped, and otherwise it is served as what it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.build import words
from sitegen.build.parts import Whole
from sitegen.build.site_view import Frame, page_view
from sitegen.model import Post, Thread, copy_parts
from sitegen.pages import CopyPage, urls
from sitegen.theme import context as view

_LISTED = 100  # parts that a page lists; of more, the first lists every hundredth


def text_of(thread: Thread) -> str:
    """The copy's text; empty for a thread that no copy tells."""
    return thread.root.evidence.copy if thread.root.evidence else ""


def copy_bytes(page: CopyPage, thread: Thread) -> bytes:
    """The copy as "txt": UTF-8, its line ends as line feeds; or how it was read as "json"."""
    if page.kind == "txt":
        return text_of(thread).encode("utf-8", "replace")
    posts = [thread.root, *(comment.post for comment in thread.comments)]
    told = [_reading(post) for post in posts if post.evidence is not None]
    told.sort(key=lambda reading: (reading["first"], reading["id"]))
    said = thread.root.evidence.notices if thread.root.evidence else ()
    data = {"thread": page.id, "lines": "copy.txt", "notices": said, "posts": told}
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def _reading(post: Post) -> dict[str, object]:
    """A post's evidence by the names of its fields, which docs/textdump.md explains."""
    assert post.evidence is not None
    fields = (name for name in post.evidence.__struct_fields__ if name not in ("copy", "notices"))
    told = {name: getattr(post.evidence, name) for name in fields}
    above = {"id": post.id, "author": post.author, "shown_below": post.parent}
    return above | told


def copy_context(frame: Frame, page: CopyPage, whole: Whole) -> view.CopyContext:
    """What copy.html sees."""
    title, here = frame.of_thread(whole.thread), page.path
    copy = whole.copy(page.kilobytes)
    number = min(page.part, len(copy.parts) - 1)
    about = frame.text("The copy of {title}", title=title)
    if number:
        about += frame.on_page(number + 1)
    return view.CopyContext(
        site=frame.site,
        page=page_view(frame, here, page.site, about, "", noindex=page.noindex),
        thread=view.Link(urls.relative(here, urls.thread(page.id)), title),
        text=urls.relative(here, urls.copy(page.id, "txt")),
        data=urls.relative(here, urls.copy(page.id, "json")),
        blocks=list(_blocks(frame, copy, number)),
        part=_part(frame, page, copy, number) if len(copy.parts) > 1 else None,
    )


def _part(frame: Frame, page: CopyPage, copy: copy_parts.Whole, number: int) -> view.CopyPartView:
    """This part among the others."""
    count = len(copy.parts)

    def link(at: int, last: int) -> view.CopyPartLink:
        href = urls.relative(page.path, urls.copy(page.id, "html", at)) if at != number else ""
        _, line, continued = copy.parts[at]
        return view.CopyPartLink(href, at + 1, line, copy.last(last), continued)

    near = {0, 1, count - 2, count - 1, *range(number - 2, number + 3)}
    pages = tuple(link(at, at) for at in sorted(near) if 0 <= at < count)
    listed: list[view.CopyPartLink] = []
    if number % _LISTED == 0:
        listed += [link(at, at) for at in range(number, min(number + _LISTED, count))]
    for at in range(_LISTED, 0 if number else count, _LISTED):
        listed.append(link(at, min(at + _LISTED, count) - 1))
    first, last = copy.parts[number].line, copy.last(number)
    lines = frame.text("Lines {first} to {last} of the copy.", first=str(first), last=str(last))
    if first == last:
        lines = frame.text("Line {first} of the copy.", first=str(first))
    return view.CopyPartView(
        number=number + 1,
        lines=lines,
        pages=pages,
        previous=next((of.href for of in pages if of.number == number), ""),
        next=next((of.href for of in pages if of.number == number + 2), ""),
        listed=tuple(listed),
    )


def _blocks(frame: Frame, copy: copy_parts.Whole, number: int) -> Iterator[view.CopyBlock]:
    """The lines of a part one by one; those of a long copy together, but for where the thread
    leads to.

    A million lines as elements are more than a browser holds, and nine tenths of the page.
    """
    start, first, continued = copy.parts[number]
    end, last = copy.end(number), copy.last(number)
    is_cut = number + 1 < len(copy.parts) and copy.parts[number + 1].continued
    whole = not is_cut and end < len(copy.text)  # then a line feed stands before the next part
    lines = copy.text[start : end - whole].split("\n")
    told = frame.text("Line {line}, continued", line=str(first)) if continued else ""
    shown = [_shown(line) for line in lines]
    if is_cut:
        shown[-1] = _shown(lines[-1], cut=True)
    if copy.together == 1:
        starts: Sequence[int] = range(len(lines))
    else:
        of = slice(bisect_left(copy.linked, first), bisect_right(copy.linked, last))
        opened = {line - first for line in copy.linked[of]}
        opened.update(range(-(first - 1) % copy.together, len(lines), copy.together))
        starts = sorted(opened | {0})
    for at, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield view.CopyBlock(first + at, "\n".join(shown[at:after]), "" if at else told)


def _shown(line: str, *, cut: bool = False) -> str:
    """A line without characters that break or turn it; its spaces stay, for code has them, but for
    those at its end. `cut`: it goes on."""
    if not (line.isascii() and line.isprintable()):
        line = re.sub(r"\S+", lambda word: words.line(word[0]), line.expandtabs())
    return line if cut else line.rstrip()
