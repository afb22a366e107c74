"""A reading for a person at a terminal, and in the form that scorers of such readings take.

Every comment has its number, its lines and how sure its border and its parent are, so that a
correction (see `fixes`) is easy to write.
"""

from pathlib import Path

import msgspec

from sitegen.model import Problem
from sitegen.textdump.fixes import NONE, Fixes
from sitegen.textdump.model import Weights
from sitegen.textdump.reader import read
from sitegen.textdump.reading import Known, Part, Reading
from sitegen.textdump.recognise import site_of
from sitegen.textdump.sidecar import corrections_of
from sitegen.textdump.text import decode, split_lines

_WIDTH = 60  # characters of a comment's first line


class Comment(msgspec.Struct, frozen=True, omit_defaults=True):
    """One comment; `parent` 0 is the page's own post."""

    first: int
    last: int
    start_conf: float
    parent: int | None
    parent_conf: float
    author: str | None = None


class Prediction(msgspec.Struct, frozen=True):
    """Lines are those of the file; `boundary_probs` holds every line that may begin a comment."""

    shape: str
    header_lines: int
    comments: list[Comment]
    boundary_probs: dict[int, float]


class Shown(msgspec.Struct, frozen=True):
    """What is to be printed, and what was wrong with the copy or its corrections."""

    text: str
    problems: tuple[Problem, ...]


def show(data: bytes, path: Path, site: str, *, as_json: bool = False) -> Shown:
    """The reading of a copy whose bytes are `data`; `path` is where its corrections stand beside.

    A copy whose shape another site claims is read as that one's.
    """
    text, wrong = decode(data)
    lines = split_lines(text)
    corrections, problems = corrections_of(path)
    reading, more = read(lines, site_of(lines) or site, corrections)
    told = tuple([Problem("", wrong, False)] if wrong else [])
    told += (*problems, *more)
    if reading is None:
        empty = Prediction("empty", 0, [], {})
        return Shown(_json(empty) if as_json else "the text is empty", told)
    return Shown(_json(prediction(reading)) if as_json else "\n".join(_listed(reading)), told)


def _json(of: Prediction) -> str:
    return msgspec.json.format(msgspec.json.encode(of), indent=1).decode()


def predicted(text: str, site: str, weights: Weights, corrections: Fixes = NONE) -> bytes:
    """The prediction for a text with other weights than those that come with sitegen, as JSON."""
    reading, _ = read(split_lines(text), site, corrections, weights)
    assert reading is not None
    return msgspec.json.encode(prediction(reading))


def prediction(reading: Reading) -> Prediction:
    """All that was read, with line numbers."""
    comments = [
        Comment(
            part.first,
            part.last,
            round(part.border.confidence, 4),
            part.parent,
            round(part.answers.confidence, 4),
            part.author,
        )
        for part in reading.comments
    ]
    first = reading.comments[0].first if reading.comments else len(reading.sheet.lines) + 1
    return Prediction(
        reading.sheet.shape,
        max((n for n in range(1, first) if reading.sheet.lines[n - 1].strip()), default=0),
        comments,
        {line: round(chance, 4) for line, chance in sorted(reading.chances.items())},
    )


def _listed(reading: Reading) -> list[str]:
    sheet = reading.sheet
    opening = reading.opening
    rows = [
        f"shape {sheet.shape}; {len(reading.comments)} comments"
        + (f"; the copy says {sheet.claimed}" if sheet.claimed is not None else "")
        + (" direct replies" if reading.direct else ""),
        f"opening  lines {_span(opening)}  {opening.author or '?'}  {_start(reading, opening)}",
    ]
    for number, part in enumerate(reading.comments, start=1):
        parent = "?" if part.parent is None else part.parent or "opening"
        rows.append(
            f"{number:5}  lines {_span(part):9}  begins {_sure(part.border):20}"
            f"  answers {parent!s:>7} {_sure(part.answers):20}  "
            + (f"{part.author}: " if part.author else "")
            + _start(reading, part)
        )
        rows += [
            f"         line {line}: a comment may begin here ({chance:.0%}): {_cut(reading, line)}"
            for line, chance in sorted(reading.chances.items())
            if part.first < line <= part.last and chance >= 0.05
        ]
    return rows


def _span(part: Part) -> str:
    return f"{part.first}-{part.last}"


def _sure(known: Known) -> str:
    return f"{known.confidence:.0%} {known.rule or known.tier}"


def _start(reading: Reading, part: Part) -> str:
    return _cut(reading, part.first) if part.last >= part.first else "(no text)"


def _cut(reading: Reading, line: int) -> str:
    text = reading.sheet.lines[line - 1].strip()
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
