"""Texts of mail as pages show them: quotes lead to what they quote, mentions of files to these.

A quote tells no message, only words. They are looked for in what the messages above said in their
own words, the nearest first; a quote whose words stand in none of them leads nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from sitegen import bodies
from sitegen.build.engine import Text
from sitegen.build.site_view import Frame
from sitegen.entities import unescape
from sitegen.model import Post, Thread, saved_in
from sitegen.pages import ThreadPage, urls

_MARKUPS = ("mail", "mail-html")
_FARTHEST = 30  # messages above that are looked at
_RUN = 6  # words in a row that are looked for
_RUNS = 5  # of a quote, spread over it
_SHORTEST = 6  # letters of a quote that is looked for as a whole

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")
_QUOTE = re.compile(r"<(/?)blockquote>")
_QUOTED_LINE = re.compile(r"^[ \t]*[>|][^\n]*", re.M)


class MailTexts:
    """The texts of a thread in which there is mail; `links` lead to its comments."""

    def __init__(
        self, frame: Frame, page: ThreadPage, thread: Thread, links: Sequence[str]
    ) -> None:
        self._frame, self._thread, self._links = frame, thread, links
        self._top = "#main"
        if page.part:
            self._top = f"{urls.relative(page.path, urls.thread(page.id))}#main"
        self._files = {name: urls.relative(page.path, urls.file(name)) for name in page.files}
        self._words: dict[int, str] = {}

    @classmethod
    def of(
        cls, frame: Frame, page: ThreadPage, thread: Thread, links: Sequence[str]
    ) -> "MailTexts | None":
        """None for a thread that does not begin with mail."""
        posts = (thread.root, *(comment.post for comment in thread.comments[:1]))
        if not any(post.body.markup in _MARKUPS for post in posts):
            return None
        return cls(frame, page, thread, links)

    def body(self, post: Post, number: int) -> Text:
        """The body of a comment (-1: the opening post), rendered if anything is added to it."""
        body = post.body
        if body.markup not in _MARKUPS:
            return body
        quotes = number >= 0 and (">" in body.text or "|" in body.text)
        files = self._files and saved_in(body.text)
        if not (quotes or files):
            return body
        html = bodies.render(body, self._files)
        return "".join(self._with_sources(html, number)) if quotes else html

    # Quotes

    def _with_sources(self, html: str, number: int) -> Iterator[str]:
        """HTML in which each outermost quote ends with a link to what it quotes."""
        depth = opened = start = done = 0
        own: list[str] = []  # what the outermost quote says outside of quotes in it
        for found in _QUOTE.finditer(html):
            if depth == 1:
                own.append(html[start : found.start()])
            opened = opened if depth else found.end()
            depth += -1 if found[1] else 1
            start = found.end()
            if depth == 0 and own:
                words = _words(" ".join(own)) or _words(html[opened : found.start()])
                source = self._source(words, number)
                yield html[done : found.start()]
                yield self._link(source) if source is not None else ""
                done, own = found.start(), []
        yield html[done:]

    def _source(self, quote: list[str], number: int) -> int | None:
        """Which message above says most of this, the nearest of several; None: none of them."""
        runs = _runs(quote)
        best, most = None, 0
        for candidate in self._above(number) if runs else ():
            said = self._said(candidate)
            hits = sum(run in said for run in runs)
            if hits > most:
                best, most = candidate, hits
                if hits == len(runs):
                    break
        return best

    def _above(self, number: int) -> Iterator[int]:
        comments = self._thread.comments
        for _ in range(_FARTHEST):
            number = comments[number].parent
            if number < 0:
                break
            yield number
        yield -1

    def _said(self, number: int) -> str:
        """The words of a message that are its own, with a space before and behind each."""
        if number not in self._words:
            self._words[number] = f" {' '.join(_own_words(self._post(number)))} "
        return self._words[number]

    def _post(self, number: int) -> Post:
        return self._thread.comments[number].post if number >= 0 else self._thread.root

    def _link(self, number: int) -> str:
        href = self._links[number] if number >= 0 else self._top
        name = self._frame.author(self._post(number).author) or "…"
        return f'<p class="quoted"><a href="{escape(href)}">↑ {escape(name)}</a></p>'


def _runs(quote: list[str]) -> list[str]:
    """Runs of words that are looked for; none in a quote that says too little to be known by."""
    if len(quote) <= _RUN:
        return [f" {' '.join(quote)} "] if sum(map(len, quote)) >= _SHORTEST else []
    last = len(quote) - _RUN
    starts = dict.fromkeys(last * number // (_RUNS - 1) for number in range(_RUNS))
    return [f" {' '.join(quote[start : start + _RUN])} " for start in starts]


def _words(html: str) -> list[str]:
    return _WORD.findall(unescape(_TAG.sub(" ", html)).lower())


def _own_words(post: Post) -> list[str]:
    text = post.body.text
    if post.body.markup == "mail":
        return _WORD.findall(_QUOTED_LINE.sub("", text).lower())
    if "<blockquote" not in text:
        return _words(text)
    html = bodies.render(post.body)
    outside: list[str] = []
    depth = done = 0
    for found in _QUOTE.finditer(html):
        if depth == 0:
            outside.append(html[done : found.start()])
        depth += -1 if found[1] else 1
        done = found.end()
    return _words(" ".join((*outside, html[done:])))
