"""stackexchange-html: saved pages of questions on Stack Exchange, in its designs since 2009.

What a page tells is read as rows of a data dump, so that ids, labels and addresses are the same
from both. Answers and comments that a page only counts are gaps.

Marks: pages saved in 2013, 2016, 2018, 2019, 2022 and 2023; _stackexchange_page.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model import Gap, Problem, Record
from sitegen.sources import _stackexchange
from sitegen.sources import _stackexchange_page as pages
from sitegen.sources._html import Node, attribute, classes, looks_like_html, outermost, page
from sitegen.sources._stackexchange import Site
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_OWN = (b"sstatic.net", b"StackExchange")
_TAG = re.compile(rb"<(?:div|body)\s[^<>]*+>")
_ADDRESS = re.compile(r"(?:https?://(?:www\.)?([a-z0-9.-]{4,100}))?/(?:questions|q)/(\d{1,15})\b")
_HOME = re.compile(r"https?://(?:www\.)?([a-z0-9.-]{4,100})/opensearch\.xml")
_LINKS = "link[rel=canonical], meta[property='og:url'], a.question-hyperlink, a.short-link"
_LONGEST = 1000  # characters of an address


class _Thread(NamedTuple):
    """The question that a page is of: its number, and its site."""

    question: int
    site: Site


# Recognising


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data) or not any(mark in data for mark in _OWN):
        return False
    return any(map(_is_of_question, _TAG.findall(data)))


def _is_of_question(tag: bytes) -> bool:
    if tag.startswith(b"<body"):
        return b"question-page" in tag
    return b"data-questionid=" in tag or (b'id="question"' in tag and b'class="question"' in tag)


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    found = list(outermost(root, pages.is_post)) if root else []
    thread = _thread(root, found, dump.name) if root and found else None
    if root is None or thread is None:
        yield Problem("", "no question was found: another page of the site, or one of its app")
        return
    if thread.site.name == "unknown":
        told = "nothing tells which site this is from; put it into a folder named after it"
        yield Problem("", told, lost=False)
    accepted = {pages.answer(node) or 0 for node in found if pages.is_accepted(node)}
    seen: set[int] = set()
    for node in found:
        opens = "answer" not in classes(node)
        native = thread.question if opens else pages.answer(node)
        if native is None:
            yield Problem("", "an answer without a number")
        elif native in seen:
            yield Problem(f"post {native}", "it stands here twice; the first is kept")
        else:
            seen.add(native)
            title = root if opens else None
            yield pages.post(node, native, thread.question, thread.site, accepted, title)
            yield from pages.comments(node, native, thread.site)
    yield from pages.astray(root, found)
    yield from _gaps(root, found, seen, thread)


def _gaps(root: Node, found: list[Node], seen: set[int], thread: _Thread) -> Iterator[Gap]:
    """Answers and comments that the page counts and does not hold."""
    answers = len(seen - {thread.question})
    held = Counter({thread.question: answers})
    lacking = Counter({thread.question: max(0, pages.answers(root) - answers)})
    for node in found:
        native = pages.answer(node) if "answer" in classes(node) else thread.question
        if native is not None:
            held[native] += sum(1 for _ in pages.comments_in(node))
            lacking[native] += pages.remaining(node)
    ids = thread.site.ids
    for native, count in lacking.items():
        if count:
            yield Gap(
                parent=f"{ids}{native}",
                root=f"{ids}{thread.question}",
                count=count,
                total=held[native] + count,
            )


def _thread(root: Node, found: list[Node], dump: str) -> _Thread | None:
    """The question by its own number, else by the page's address; the site by that address."""
    links = [
        (attribute(node, "href") or attribute(node, "content"))[:_LONGEST]
        for node in root.css(_LINKS)
    ]
    told = [match for link in links if (match := _ADDRESS.match(link))]
    own = [attribute(node, "data-questionid") or attribute(node, "data-parentid") for node in found]
    questions = [number for each in own if (number := pages.positive(each))]
    question = next(iter(questions), None) or next((int(match[2]) for match in told), None)
    if not question:
        return None
    search = [attribute(node, "href")[:_LONGEST] for node in root.css("link[rel=search]")]
    homes = [match[1] for link in search if (match := _HOME.match(link))]
    hosts = [match[1] for match in told if match[1]]
    named = _stackexchange.named(dump, ".htm")
    return _Thread(question, _stackexchange.site(next(iter(hosts + homes), named)))


SOURCE = Source(
    name="stackexchange-html",
    title="Saved pages of questions on Stack Exchange",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
