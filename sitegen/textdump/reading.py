"""What was read in a copy: its opening post, its comments, and how each of these is known.

Lines are 1-based and inclusive. Every line that is not blank belongs to exactly one part or to
the page's own furniture, so the text can always be put together again.
"""

from datetime import datetime

import msgspec

from sitegen.model import Markup, State, Tier
from sitegen.textdump.blocks import Block


class Known(msgspec.Struct, frozen=True, gc=False):
    """How sure something is: one of three tiers, a probability, and the rule that says so."""

    tier: Tier = "recorded"
    confidence: float = 1.0
    rule: str = ""


BY_HAND = Known("recorded", 1.0, "corrected by hand")


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One post of the copy: the opening post or a comment.

    `first`..`last` are the lines of its body (`last` < `first`: it has none); `head` is the line
    that names its author, or 0. `border` says how it is known to begin at `first`. `parent` is
    the number of the comment it answers, counted from 1; 0 the opening post; None: not claimed;
    `direct` whether it answers the opening post, where only that is told.
    `among` are the only parents that the copy allows, where it leaves more than one.
    `cut` counts replies below it that the copy names but does not hold. `indent` is how far
    its lines are indented by the page.
    """

    first: int
    last: int
    head: int = 0
    border: Known = Known()
    parent: int | None = None
    direct: bool | None = None
    among: tuple[int, ...] = ()
    answers: Known = Known("guessed", 0.0)
    author: str | None = None
    age: str = ""
    score: int | None = None
    state: State = "visible"
    labels: tuple[str, ...] = ()
    permalink: str | None = None
    cut: int = 0
    indent: int = 0
    markup: Markup = "plain"


class QuoteLink(msgspec.Struct, frozen=True, gc=False):
    """A paragraph at line `quote` repeats words of the paragraph at line `source`."""

    quote: int
    source: int
    share: float  # of the quote's word triples that stand in the source, 0 to 1


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the grammar of a shape tells of a copy, before anything is weighed.

    `comments` are told; the blocks in `open`, which stand above them, hold comments that are yet
    to be divided. `begins`: the first of them is known to begin a comment; `known` holds what else
    is, by line: 1.0 a comment begins there, 0.0 none does. `cuts` are replies that the page leaves
    out, by the line they stand below. `rooted`: the opening post is known to be the one that the
    others answer, at any depth. `depth_first`: so the comments stand; else in order of time.
    `divided`: False for a text of too many paragraphs, which stays one post.
    `claimed` is the count the page prints, `furniture` are the lines that are no post's words.
    """

    site: str
    shape: str
    lines: tuple[str, ...]
    opening: Part
    comments: tuple[Part, ...] = ()
    open: tuple[Block, ...] = ()
    begins: bool = True
    known: dict[int, float] = {}
    cuts: dict[int, int] = {}
    rooted: bool = True
    depth_first: bool = True
    divided: bool = True
    title: str | None = None
    link: str | None = None
    community: str | None = None
    permalink: str | None = None
    claimed: int | None = None
    furniture: tuple[int, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A whole copy, read: its sheet, with the comments divided and the replies weighed.

    `direct` says that the sheet's count is of replies to the opening post alone. `chances` holds,
    for every line that may begin a comment without the text saying so, the probability that it
    does. `by_day`: no more than the day of `captured` is known. `text` is the copy as it was,
    before anything was taken back that a program did to it.
    """

    sheet: Sheet
    opening: Part
    comments: tuple[Part, ...]
    direct: bool = False
    chances: dict[int, float] = {}
    quotes: tuple[QuoteLink, ...] = ()
    captured: datetime | None = None
    by_day: bool = False
    text: str = ""
