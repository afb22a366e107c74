"""sitegen's own lines: a record of the model as JSON, under the names of the model's own fields.

What is read here is what is written here; fields at their defaults are left out.
Format: docs/formats/sitegen-ndjson.md and, in this folder, sitegen_ndjson.schema.json.
"""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import fields

from sitegen.model import (
    Attachment,
    Continuation,
    Evidence,
    Gap,
    Markup,
    Post,
    Problem,
    Record,
    State,
)

T = TypeVar("T")

VERSION = 1  # raised when a line means something else than it did


# The model's own are arrays in JSON; in a line every value has its name.


class _Evidence(
    Evidence, frozen=True, array_like=False, omit_defaults=True, forbid_unknown_fields=True
):
    pass


class _Gap(Gap, frozen=True, array_like=False, omit_defaults=True, forbid_unknown_fields=True):
    pass


class _Continuation(Continuation, frozen=True, array_like=False, forbid_unknown_fields=True):
    pass


class _Problem(
    Problem, frozen=True, array_like=False, omit_defaults=True, forbid_unknown_fields=True
):
    pass


class _Attachment(Attachment, frozen=True, array_like=False, forbid_unknown_fields=True):
    pass


Id = str | int | None
Time = datetime | float | int | None


class Line(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """A line of any kind: a post, or an object under the one name that says what it is.

    `sitegen` begins a header: then `site`, `markup` and `community` hold for what follows.
    """

    sitegen: int | None = None
    site: str | None = None
    id: Id = None
    parent: Id = None
    root: Id = None
    title: str | None = None
    link: str | None = None
    community: str | None = None
    author: str | None = None
    created: Time = None
    edited: Time = None
    score: int | None = None
    state: State = "visible"
    permalink: str | None = None
    labels: tuple[str, ...] = ()
    replies: tuple[str | int, ...] = ()
    claimed: int | None = None
    evidence: _Evidence | None = None
    markup: Markup | None = None
    body: str | None = None
    gap: _Gap | None = None
    continuation: _Continuation | None = None
    problem: _Problem | None = None
    attachment: _Attachment | None = None


KEYS = Line.__struct_fields__
_encode = msgspec.json.Encoder().encode


def header() -> bytes:
    """The line that a file of ours begins with."""
    return _encode(Line(sitegen=VERSION)) + b"\n"


def line_of(record: Record) -> bytes:
    """A record as a line, with its newline."""
    match record:
        case Post():
            line = _of_post(record)
        case Gap():
            line = Line(gap=_as(_Gap, record))
        case Continuation():
            line = Line(continuation=_as(_Continuation, record))
        case Problem():
            line = Line(problem=_as(_Problem, record))
        case Attachment():
            line = Line(attachment=_as(_Attachment, record))
    return _encode(line) + b"\n"


def _of_post(post: Post) -> Line:
    return Line(
        id=post.id,
        parent=post.parent,
        root=post.root,
        title=post.title,
        link=post.link,
        community=post.community,
        author=post.author,
        created=post.created,
        edited=post.edited,
        score=post.score,
        state=post.state,
        permalink=post.permalink,
        labels=post.labels,
        replies=post.replies,
        claimed=post.claimed,
        evidence=_as(_Evidence, post.evidence) if post.evidence else None,
        markup=post.body.markup,
        body=post.body.text,
    )


def _as(kind: type[T], value: msgspec.Struct) -> T:
    """The same facts in a Struct of another kind, those at their defaults left to it.

    Numbers equal to a default, but other objects, would else be written out.
    """
    told = [(field, getattr(value, field.name)) for field in fields(value)]
    return kind(**{field.name: held for field, held in told if held != field.default})


def other(line: Line) -> Gap | Continuation | Problem | Attachment | None:
    """The record of a line that is neither a header nor a post."""
    if line.gap is not None:
        return _as(Gap, line.gap)
    if line.continuation is not None:
        return _as(Continuation, line.continuation)
    if line.attachment is not None:
        return _as(Attachment, line.attachment)
    return _as(Problem, line.problem) if line.problem is not None else None


def evidence_of(line: Line) -> Evidence | None:
    return _as(Evidence, line.evidence) if line.evidence is not None else None
