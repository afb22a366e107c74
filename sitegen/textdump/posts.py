"""A reading as posts: what a page may show as fact, what it may call likely, and what it must not.

Only sure parents nest. A comment whose parent is not recorded hangs below the deepest comment
that it is sure to be under, else below the opening post, and says so. A border below LIKELY is
not shown as one: the text stays in one post, and the place is kept as a doubt.
"""

import hashlib
from collections.abc import Iterator

from sitegen.model import Body, Evidence, Post
from sitegen.textdump.reading import Part, Reading

LIKELY = 0.8  # a border less likely than this is a doubt inside a post
DOUBT = 0.2  # a line less likely than this to begin a comment is not worth a doubt


def posts(reading: Reading) -> Iterator[Post]:
    """The opening post, then the comments in the order of the copy."""
    root = f"{reading.sheet.site}:text-{_digest(reading)}"
    yield _opening(reading, root)
    for part in _cards(reading):
        yield Post(
            id=f"{root}.{part.first}",
            body=Body(_body(reading, part)),
            parent=root,
            root=root,
            author=part.author,
            score=part.score,
            labels=(part.age,) if part.age else (),
            evidence=_evidence(reading, part),
        )


def _opening(reading: Reading, root: str) -> Post:
    sheet, part = reading.sheet, reading.opening
    return Post(
        id=root,
        body=Body(_body(reading, part)),
        root=root,
        author=part.author,
        score=part.score,
        title=sheet.title,
        link=sheet.link,
        community=sheet.community,
        permalink=sheet.permalink,
        labels=(part.age,) if part.age else (),
        claimed=sheet.claimed,
        evidence=_evidence(reading, part),
    )


def _cards(reading: Reading) -> Iterator[Part]:
    """The comments, those with an unlikely border joined to the one before."""
    held: Part | None = None
    for part in reading.comments:
        if held is not None and part.border.confidence >= LIKELY:
            yield held
            held = part
        elif held is None:
            held = part
        else:
            held = _joined(held, part)
    if held is not None:
        yield held


def _joined(held: Part, part: Part) -> Part:
    return Part(
        first=held.first,
        last=part.last,
        head=held.head,
        border=held.border,
        author=held.author,
        age=held.age,
        score=held.score,
        labels=held.labels,
    )


def _paragraphs(reading: Reading, part: Part) -> Iterator[tuple[int, str]]:
    """(line, text) of each paragraph of a post: a line of text, or code with its blank lines."""
    code: list[str] = []
    since = 0
    for number in range(part.first, part.last + 1):
        line = reading.sheet.lines[number - 1]
        if line.startswith("  ") or (code and not line.strip()):
            since = since if code else number
            code.append(line)
            continue
        if code:
            yield since, "\n".join(code).rstrip()
            code = []
        if line.strip():
            yield number, line
    if code and "".join(code).strip():
        yield since, "\n".join(code).rstrip()


def _body(reading: Reading, part: Part) -> str:
    return "\n\n".join(text for _, text in _paragraphs(reading, part))


def _evidence(reading: Reading, part: Part) -> Evidence:
    places = [number for number, _ in _paragraphs(reading, part)]
    return Evidence(
        border=part.border.tier,
        border_confidence=part.border.confidence,
        parent=part.answers.tier,
        parent_confidence=part.answers.confidence,
        rule=part.border.rule,
        first=part.first,
        last=part.last,
        lines=tuple(places),
        doubts=tuple(
            (index, round(chance, 2))
            for index, number in enumerate(places)
            if index and (chance := reading.chances.get(number, 0.0)) >= DOUBT
        ),
    )


def _digest(reading: Reading) -> str:
    part = reading.opening
    told = f"{part.author or ''}\n{_body(reading, part)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
