"""What a page says of a post that was read from a lossy copy: in words, and never as fact.

Three tiers: recorded needs no word; inferred is shown as fact, with its reason on demand; guessed
is marked, and a guessed parent is a link and never an indentation.
"""

from collections.abc import Iterator, Sequence
from html import escape

from sitegen import bodies
from sitegen.build import said
from sitegen.build.parts import Reading, Whole
from sitegen.build.site_view import Frame
from sitegen.model import Body, Evidence, Post
from sitegen.model.copied_text import LIKELY, paragraphs
from sitegen.model.copy_parts import part_of
from sitegen.pages import ThreadPage, urls
from sitegen.theme.context import Link, ReadingView


class Copied:
    """A page of a thread that was read from a lossy copy: numbers of its comments, links to its
    posts."""

    def __init__(
        self, frame: Frame, page: ThreadPage, whole: Whole, read: Reading, hrefs: Sequence[str]
    ) -> None:
        """`hrefs` lead to all comments of the thread, or there are none."""
        self._frame, self._whole, self._read, self._hrefs = frame, whole, read, hrefs
        # The opening post stands on the first page of a thread alone.
        self._opening = None if page.part or page.top >= 0 else whole.thread.root
        self._line_of = escape(frame.text("line {n}"))
        self._marked: set[int] = set()  # lines; two copies of a thread may have the same ones
        #: the lines that begin in the parts of the copy, and links to these
        self._begun = whole.copy(page.copy_parts).begun() if read.is_kept else ()
        self._to = [
            urls.relative(page.path, urls.copy(page.id, "html", part))
            for part in range(len(self._begun))
        ]
        self.found = read.found  #: how many comments the copy holds, as far as one can tell
        #: link to the copy's lines; empty where they were not kept
        self.source = self._to[0] if self._to else ""

    @classmethod
    def of(
        cls, frame: Frame, page: ThreadPage, whole: Whole, hrefs: Sequence[str]
    ) -> "Copied | None":
        """None for a thread of which no post was read from a copy."""
        return cls(frame, page, whole, whole.reading, hrefs) if whole.reading else None

    def reading(self, post: Post) -> ReadingView | None:
        """How a comment was read; None for one that another dump tells."""
        number = self._read.numbers.get(post.id)
        evidence = post.evidence
        if number is None or evidence is None:
            return None
        loose = evidence.parent == "guessed"
        probable = None
        if loose and evidence.probable and evidence.probable in self._read.numbers:
            told = self._frame.text("comment {n}", n=self._read.numbers[evidence.probable])
            probable = Link(self._href(evidence.probable) or "", told)
        guessed = evidence.border == "guessed"
        likely = guessed and evidence.border_confidence >= LIKELY
        return ReadingView(
            name=self._name(number),
            likely=likely,
            doubtful=guessed and not likely,
            spans=evidence.spans,
            loose=loose,
            probable=probable,
            why=tuple(self._reasons(evidence)),
        )

    def _name(self, number: int) -> str:
        if self._read.exact:
            return self._frame.text("Comment {n} of {all}", n=number, all=self.found)
        return self._frame.text("Comment {n} of about {all}", n=number, all=self.found)

    def body(self, post: Post, number: int = -1) -> str:
        """Safe HTML with the copy's line number at each paragraph, and a mark at each doubt."""
        evidence, parts = post.evidence, _parts(post)
        if evidence is None or not parts:
            return bodies.render(post.body)
        doubts = dict(evidence.doubts)
        quotes = {index: (of, line) for index, of, line in evidence.quotes}
        kept = evidence.copy in self._read.texts
        shown = []
        for index, (line, text) in enumerate(parts):
            if index in doubts:
                chance = f"{doubts[index]:.0%}"
                doubt = self._frame.text("A new comment may begin here ({chance}).", chance=chance)
                shown.append(f'<p class="doubt">{escape(doubt)}</p>')
            anchor = "" if line in self._marked else f' id="l{line}"'
            self._marked.add(line)
            there = self._to[part_of(self._begun, line)] if kept and self._to else ""
            shown.append(f'<a class="line"{anchor} href="{there}#l{line}">{self._line(line)}</a>')
            shown.append(bodies.render(Body(text)))
            if index in quotes:
                shown.append(self._quote(*quotes[index]))
        return "".join(shown)

    def _quote(self, of: str, line: int) -> str:
        number, href = self._read.numbers.get(of), self._href(of)
        here = (href is None or href.startswith("#")) and self._is_marked(of, line)
        quoted = f'<a href="#l{line}">{self._line(line)}</a>' if here else self._line(line)
        if href is None or number is None:
            told = said.filled(escape(self._frame.text("quotes {line}")), {"line": quoted})
        else:
            whole = escape(self._frame.text("comment {n}", n=number))
            link = f'<a href="{escape(href)}">{whole}</a>'
            text = escape(self._frame.text("quotes {line} of {comment}"))
            told = said.filled(text, {"line": quoted, "comment": link})
        return f'<p class="quoted">{told}</p>'

    def _is_marked(self, of: str, line: int) -> bool:
        """Whether a post is shown with the mark of a line: another copy may have told it."""
        post = self._opening
        if of in self._read.numbers:
            post = self._whole.thread.comments[self._whole.places[of]].post
        elif post is not None and post.id != of:
            return False
        return post is not None and any(line == at for at, _ in _parts(post))

    def _href(self, of: str) -> str | None:
        """The link to a comment; None where it stands nowhere."""
        place = self._whole.places.get(of)
        return self._hrefs[place] if self._hrefs and place is not None else None

    def _line(self, number: int) -> str:
        return self._line_of.replace("{n}", str(number))

    def _reasons(self, evidence: Evidence) -> Iterator[str]:
        text, first, last = self._frame.text, str(evidence.first), str(evidence.last)
        if evidence.last > evidence.first:
            yield text("Lines {first} to {last} of the copy.", first=first, last=last)
        else:
            yield text("Line {first} of the copy.", first=first)
        border = self._how(evidence.border, evidence.border_confidence, evidence.rule)
        yield text("Where it begins: {how}.", how=border)
        parent = self._how(evidence.parent, evidence.parent_confidence, evidence.parent_rule)
        yield text("What it replies to: {how}.", how=parent)
        if evidence.doubts:
            places = self._frame.count(len(evidence.doubts), "place")
            yield text("Where another comment may begin in it: {places}.", places=places)

    def _how(self, tier: str, confidence: float, rule: str) -> str:
        """How something is known: by which rule, and how surely."""
        told = self._frame.text(said.HOW_SURE[tier])
        if tier != "recorded" and confidence < 0.995:
            told += f", {confidence:.0%}"
        return f"{told} ({self._frame.text(rule)})" if rule else told


def _parts(post: Post) -> Sequence[tuple[int, str]]:
    """The paragraphs of a post, each with its line in the copy; none where that is not known."""
    if post.evidence is None or post.body.markup != "plain" or not post.evidence.lines:
        return ()
    lines = tuple(post.body.text.split("\n"))
    parts = [text for _, text in paragraphs(lines, 1, len(lines))]
    told = post.evidence.lines
    return tuple(zip(told, parts, strict=True)) if len(told) == len(parts) else ()
