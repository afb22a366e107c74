"""What a page says of a post that was read from a lossy copy: in words, and never as fact.

Three tiers: recorded needs no word; inferred is shown as fact, with its reason on demand; guessed
is marked, and a guessed parent is a link and never an indentation.
"""

from collections.abc import Iterator, Sequence
from html import escape

from sitegen import bodies
from sitegen.model import Body, Evidence, Post, Thread
from sitegen.textdump.paragraphs import paragraphs
from sitegen.theme.context import Link, ReadingView

_HOW = {
    "recorded": "the copy tells it",
    "inferred": "sure",
    "guessed": "a guess",
}


class Copied:
    """A thread that was read from a lossy copy: numbers of its comments, links to its posts."""

    def __init__(self, numbers: dict[str, int], hrefs: dict[str, str]) -> None:
        self._numbers = numbers
        self._marked: set[int] = set()  # lines; two copies of a thread may have the same ones
        self._hrefs = hrefs

    @classmethod
    def of(cls, thread: Thread, hrefs: Sequence[str]) -> "Copied | None":
        """None for a thread that any dump tells with its structure."""
        if thread.root.evidence is None:
            return None
        posts = [comment.post for comment in thread.comments]
        placed = sorted(
            (post.evidence.first, post.id) for post in posts if post.evidence is not None
        )
        numbers = {post_id: number for number, (_, post_id) in enumerate(placed, 1)}
        ids = (post.id for post in posts)
        return cls(numbers, dict(zip(ids, hrefs, strict=False)))

    def reading(self, post: Post) -> ReadingView | None:
        """How a comment was read; None for one that another dump tells."""
        number = self._numbers.get(post.id)
        evidence = post.evidence
        if number is None or evidence is None:
            return None
        loose = evidence.parent == "guessed"
        probable = None
        if loose and evidence.probable in self._numbers:
            said = f"comment {self._numbers[evidence.probable]}"
            probable = Link(self._hrefs[evidence.probable], said)
        return ReadingView(
            name=f"Comment {number} of about {len(self._numbers)}",
            likely=evidence.border == "guessed",
            loose=loose,
            probable=probable,
            why=tuple(_reasons(evidence)),
        )

    def body(self, post: Post) -> str:
        """Safe HTML with the copy's line number at each paragraph, and a mark at each doubt."""
        evidence = post.evidence
        lines = tuple(post.body.text.split("\n"))
        parts = [text for _, text in paragraphs(lines, 1, len(lines))]
        if evidence is None or post.body.markup != "plain" or len(parts) != len(evidence.lines):
            return bodies.render(post.body)
        doubts = dict(evidence.doubts)
        quotes = {index: (of, line) for index, of, line in evidence.quotes}
        shown = []
        for index, (line, text) in enumerate(zip(evidence.lines, parts, strict=True)):
            if index in doubts:
                chance = f"{doubts[index]:.0%}"
                shown.append(f'<p class="doubt">A new comment may begin here ({chance}).</p>')
            anchor = "" if line in self._marked else f' id="l{line}"'
            self._marked.add(line)
            shown.append(f'<a class="line"{anchor} href="#l{line}">line {line}</a>')
            shown.append(bodies.render(Body(text)))
            if index in quotes:
                shown.append(self._quote(*quotes[index]))
        return "".join(shown)

    def _quote(self, of: str, line: int) -> str:
        number, href = self._numbers.get(of), self._hrefs.get(of)
        whole = f' of <a href="{escape(href)}">comment {number}</a>' if href else ""
        here = href is None or href.startswith("#")
        quoted = f'<a href="#l{line}">line {line}</a>' if here else f"line {line}"
        return f'<p class="quoted">quotes {quoted}{whole}</p>'


def _reasons(evidence: Evidence) -> Iterator[str]:
    first, last = evidence.first, evidence.last
    yield f"Lines {first} to {last} of the copy." if last > first else f"Line {first} of the copy."
    yield _sentence("Where it begins", evidence.border, evidence.border_confidence, evidence.rule)
    yield _sentence(
        "What it replies to", evidence.parent, evidence.parent_confidence, evidence.parent_rule
    )
    if evidence.doubts:
        places = len(evidence.doubts)
        where = "one place" if places == 1 else f"{places} places"
        yield f"At {where} in it another comment may begin."


def _sentence(what: str, tier: str, confidence: float, rule: str) -> str:
    chance = "" if tier == "recorded" or confidence >= 0.995 else f", {confidence:.0%}"
    return f"{what}: {_HOW[tier]}{chance}{f' ({rule})' if rule else ''}."
