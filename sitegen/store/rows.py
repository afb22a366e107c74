"""What the store says of its dumps, and of the lists of threads, as values."""

import msgspec

#: What the store knows of a dump: its name, its source ("": none fits), records, posts, repeats,
#: gaps and lost records. `records` = `posts` + `lost`; `repeats` are posts that the same dump holds
#: more than once, beyond the first.
DumpRow = tuple[str, str, int, int, int, int, int]


class DumpTotals(msgspec.Struct, frozen=True):
    """The sums over all dumps of what a DumpRow tells of one."""

    dumps: int
    records: int
    posts: int
    gaps: int
    lost: int
    repeats: int


class Group(msgspec.Struct, frozen=True):
    """A community (`site`, `name` None: all of the site that has none) or a month."""

    site: str
    name: str | None
    threads: int
    comments: int
