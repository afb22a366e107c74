"""What a build did: the sums, what was left out and why.

The sums must agree: every record of a dump is a post on a page, or is listed as left out.
"""

from typing import Any

import msgspec


class Failure(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page that could not be made. All others were."""

    path: str
    message: str
    where: str = ""
    hint: str = ""


class Search(msgspec.Struct, frozen=True):
    """What the search index came to: posts in it, files, bytes, and the seconds it took."""

    posts: int
    files: int
    size: int
    seconds: float


class Done(msgspec.Struct, frozen=True):
    """What was done to the output folder: pages written and removed, and why they were made.

    `first` are the paths of some of those that were written.
    """

    written: int = 0
    removed: int = 0
    failures: tuple[Failure, ...] = ()
    reasons: dict[str, int] = {}
    first: tuple[str, ...] = ()
    search: Search | None = None


class DumpReport(msgspec.Struct, frozen=True, gc=False):
    """One dump. `read` = `posts` + `lost`; every one of `posts` stands on a page.

    `repeats` of the posts are further copies of posts that the same dump held before; `absent`
    are replies that the dump counts but does not hold.
    """

    name: str
    format: str
    read: int
    posts: int
    repeats: int
    absent: int
    lost: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A whole build. Times are in seconds; `pages` is all that lie in the output folder.

    `state` is a digest of all that the build depends on: reports of the same state list the same
    dumps and problems. It is empty when there were failures.
    """

    output: str
    front: str
    threads: int
    comments: int
    posts: int
    on_pages: int
    ghosts: int
    dumps: int
    read_dumps: int
    records: int
    repeats: int
    shared: int
    absent: int
    lost: int
    problems: int
    pages: int
    written: int
    kept: int
    removed: int
    failures: tuple[Failure, ...]
    reasons: dict[str, int]
    first_written: tuple[str, ...]
    seconds: float
    search: Search | None = None  # None: nothing was planned, or there is no search
    state: str = ""

    @property
    def sums_agree(self) -> bool:
        """Records = posts on pages + further copies of them + those left out."""
        return self.posts == self.on_pages and self.records == (
            self.posts + self.repeats + self.shared + self.lost
        )


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values, without the lists of dumps and problems; the state is last."""
    fields: dict[str, Any] = msgspec.to_builtins(report)
    state = fields.pop("state")
    failures = [msgspec.structs.asdict(failure) for failure in report.failures]
    return {**fields, "failures": failures, "sums_agree": report.sums_agree, "state": state}
