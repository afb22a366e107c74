"""The copy that a thread was read from, kept beside its page: as lines, as text, as data.

A copy is anybody's text: as a page it is escaped, and otherwise it is served as what it is.
"""

import re

import msgspec

from sitegen.build import words
from sitegen.build.site_view import Frame, page_view
from sitegen.model import Post, Thread
from sitegen.pages import CopyPage, urls
from sitegen.theme import context as view


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
        lines=[_shown(line) for line in text_of(thread).split("\n")],
    )


def _shown(line: str) -> str:
    """A line without characters that break or turn it; its spaces stay, for code has them."""
    if line.isascii() and line.isprintable():
        return line.rstrip()
    return re.sub(r"\S+", lambda word: words.line(word[0]), line.expandtabs()).rstrip()
