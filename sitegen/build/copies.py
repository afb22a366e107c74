"""The copy that a thread was read from, kept beside its page: as lines, as text, as data.

A copy is anybody's text: as a page it is escaped, and otherwise it is served as what it is.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.build import words
from sitegen.build.site_view import Frame, page_view
from sitegen.model import Post, Thread
from sitegen.pages import CopyPage, urls
from sitegen.theme import context as view

_SHORT = 20_000  # lines; of a longer copy, only those that are linked to are elements of their own
_TOGETHER = 100  # lines of such a copy that may stand in one element


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


def copy_context(frame: Frame, page: CopyPage, thread: Thread) -> view.CopyContext:
    """What copy.html sees."""
    title, here = frame.of_thread(thread), page.path
    about = frame.text("The copy of {title}", title=title)
    return view.CopyContext(
        site=frame.site,
        page=page_view(frame, here, page.site, about, "", noindex=page.noindex),
        thread=view.Link(urls.relative(here, urls.thread(page.id)), title),
        text=urls.relative(here, urls.copy(page.id, "txt")),
        data=urls.relative(here, urls.copy(page.id, "json")),
        blocks=list(_blocks(text_of(thread).split("\n"), thread)),
    )


def _blocks(lines: Sequence[str], thread: Thread) -> Iterator[view.CopyBlock]:
    """The lines one by one; those of a long copy together, but for where the thread leads to.

    A million lines as elements are more than a browser holds, and nine tenths of the page.
    """
    if len(lines) <= _SHORT:
        for number, line in enumerate(lines, start=1):
            yield view.CopyBlock(number, _shown(line))
        return
    posts = (thread.root, *(comment.post for comment in thread.comments))
    cuts = {n - 1 for post in posts if post.evidence for n in post.evidence.lines}
    cuts.update(range(0, len(lines), _TOGETHER))
    starts = sorted(n for n in cuts if 0 <= n < len(lines))
    for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join([_shown(line) for line in lines[first:end]])
        yield view.CopyBlock(first + 1, text)


def _shown(line: str) -> str:
    """A line without characters that break or turn it; its spaces stay, for code has them."""
    if line.isascii() and line.isprintable():
        return line.rstrip()
    return re.sub(r"\S+", lambda word: words.line(word[0]), line.expandtabs()).rstrip()
