"""What a preview answers: a page, what an open page must know, what became of a change."""

import msgspec

from sitegen.serve.faults import Fault


class Answer(msgspec.Struct, frozen=True):
    """A page: its bytes and their digest."""

    data: bytes
    digest: str


class State(msgspec.Struct, frozen=True):
    """What an open page must know: digests of its bytes and of the styles, and what is wrong."""

    page: str
    styles: str
    faults: tuple[Fault, ...]
    problems: int
    first_problems: tuple[str, ...]


class Updated(msgspec.Struct, frozen=True):
    """What became of changed files: how long until open pages could show them, in seconds, and all
    that is wrong now."""

    changed: frozenset[str]
    seconds: float
    faults: tuple[Fault, ...]
