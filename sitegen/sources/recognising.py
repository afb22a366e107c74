"""How the format that fits a file is found, and how a dump is read."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase

from msgspec.structs import replace

from sitegen.errors import AmbiguousFormat, SourceError, UnknownFormat
from sitegen.model import Problem, Record
from sitegen.sources import _streams, _wraps, _zip_parts
from sitegen.sources._archives import names
from sitegen.sources._json import members
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources._wrap import Wrap
from sitegen.sources.known import Formats, formats, is_archive
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_FLAT = b"opendocument.spreadsheet"  # in a workbook that is no archive, at its beginning
_FLAT_WITHIN = 16 * 1024  # bytes


def head(dump: Dump) -> Head:
    """The beginning of a dump. Raises SourceError when it cannot be read at all.

    Of a damaged archive it is what stands before the damage; of a Parquet file, its columns
    and the first rows of those that posts have; of a database and a workbook, its tables.
    """
    beginning = _head(dump)
    if beginning.data.startswith(_streams.PARQUET):
        from sitegen.sources import _parquet  # noqa: PLC0415 - loaded for tables only
        from sitegen.sources._post_columns import may_tell  # noqa: PLC0415 - likewise

        return Head(dump.name, _parquet.head(dump, may_tell))
    if beginning.data.startswith(_streams.SQLITE):
        from sitegen.sources import _sqlite_plan  # noqa: PLC0415 - loaded for databases only

        return Head(dump.name, _streams.SQLITE, tables=_sqlite_plan.tables(dump))
    if beginning.data.startswith(_zip_parts.MAGIC) or _FLAT in beginning.data[:_FLAT_WITHIN]:
        from sitegen.sources import _workbook_plan  # noqa: PLC0415 - loaded for workbooks only

        return _workbook_plan.head(dump) or beginning
    return beginning


def _head(dump: Dump) -> Head:
    if dump.data is not None:
        return Head(dump.name, dump.data[:HEAD_BYTES], len(dump.data) <= HEAD_BYTES)
    if not (dump.member or is_archive(dump.path.name)):
        small = _streams.small(dump.path)
        if small is not None:
            return Head(dump.name, small, True)
    if dump.path.is_dir():
        return Head(dump.name, b"", members=tuple(names(dump.path)))
    if is_archive(dump.path.name) and not dump.member:
        with suppress(SourceError):  # what is no archive is read as a file
            return Head(dump.name, b"", members=tuple(names(dump.path)))
    with dump.open() as stream:
        data = stream.read(HEAD_BYTES + 1)
    damaged = dump.damages.get(dump.name)
    if damaged and not data:
        raise damaged
    return Head(dump.name, data[:HEAD_BYTES], len(data) <= HEAD_BYTES and not damaged)


def recognise(
    dump: Dump, settled: Mapping[str, str], among: Formats | None = None
) -> tuple[Source, Dump]:
    """The source that reads a dump, and the dump as it reads it; it is one of all or of `among`.

    What the user says of a table's columns is certain, where the file has them. What a script left
    around a dump is looked through only where no format claims the file as it is; formats that are
    of no one site or program are asked after all that. Raises SourceError where the file cannot be
    read, UnknownFormat or AmbiguousFormat.
    """
    beginning = head(dump)
    found = find(dump, beginning, settled, among)
    if found is None:
        raise _unknown(beginning)
    return found


def find(
    dump: Dump, beginning: Head, settled: Mapping[str, str], among: Formats | None = None
) -> tuple[Source, Dump] | None:
    """As `recognise` does, where the beginning is at hand; None where no format fits."""
    among = among or formats()
    if settled:
        dump = replace(dump, settled=dict(settled))
    if dump.columns:
        with suppress(UnknownFormat):
            source = detect(replace(beginning, columns=dump.columns), settled, (True,), among)
            return source, _with_data(dump, beginning)
    found = _recognised(dump, beginning, settled, among, last=False)
    return found or _recognised(dump, beginning, settled, among, last=True)


def _recognised(
    dump: Dump, beginning: Head, settled: Mapping[str, str], among: Formats, *, last: bool
) -> tuple[Source, Dump] | None:
    extended = _wraps.is_extended(beginning.data)
    wrapped = _inside(dump, beginning, settled, among, last=last) if extended else None
    if wrapped:
        return wrapped
    source = _claiming(beginning, settled, (last,), among)
    if source is None:
        wrapped = _inside(dump, beginning, {}, among, last=last)
        if wrapped:
            return wrapped
        known = None if last else _by_later(dump, beginning, among)
        if not known:
            return None
        source = known
    return source, _with_data(dump, beginning)


def _with_data(dump: Dump, beginning: Head) -> Dump:
    return replace(dump, data=beginning.data) if beginning.whole else dump


def _by_later(dump: Dump, beginning: Head, among: Formats) -> Source | None:
    """The format of the records behind the first one: that one may be a heading, or an odd one."""
    for value in _wraps.later(beginning.data):
        with suppress(AmbiguousFormat):
            found = _claiming(Head(dump.name, value, beginning.whole), {}, (False,), among)
            if found:
                return found
    return None


def _inside(
    dump: Dump, beginning: Head, settled: Mapping[str, str], among: Formats, *, last: bool
) -> tuple[Source, Dump] | None:
    """The same for a dump that lies inside of something else; None where there is none."""
    for wrap, data in _wraps.wraps(beginning.data):
        try:
            source = _claiming(Head(dump.name, data, beginning.whole), settled, (last,), among)
        except AmbiguousFormat:
            continue
        if source is None:
            continue
        if wrap.script and source.keys == NO_OBJECT:
            continue  # a text or a page that begins like a script
        return source, replace(dump, wrap=_claimed_by(source, dump.name, wrap, data))
    return None


def _claimed_by(source: Source, name: str, wrap: Wrap, data: bytes) -> Wrap:
    def claims(value: bytes) -> bool:
        return source.sniff(Head(name, value[:HEAD_BYTES], len(value) <= HEAD_BYTES))

    return replace(wrap, claims=claims, apart=source.last, like=frozenset(members(data)))


def detect(
    beginning: Head,
    settled: Mapping[str, str],
    order: tuple[bool, ...] = (False, True),
    among: Formats | None = None,
) -> Source:
    """The one source that reads this dump.

    `settled` maps globs of dump names to format names, as [formats] in sitegen.toml does; the
    first match wins. `order`: formats are asked by their `last`, those of the first value that one
    claims. Raises UnknownFormat or AmbiguousFormat.
    """
    found = _claiming(beginning, settled, order, among or formats())
    if found is None:
        raise _unknown(beginning)
    return found


def _claiming(
    beginning: Head, settled: Mapping[str, str], order: tuple[bool, ...], among: Formats
) -> Source | None:
    for pattern, name in settled.items():
        if fnmatchcase(beginning.name, pattern):
            return among.by_name(name)
    keys = tuple(members(beginning.data))
    for last in order:
        asked = among.to_ask(beginning, keys, last=last)
        claims = [source for source in asked if source.sniff(beginning)]
        if len(claims) == 1:
            return claims[0]
        if claims:
            names = " and ".join(source.name for source in claims)
            raise AmbiguousFormat(
                f"two formats fit: {names}",
                beginning.name,
                f'settle it in sitegen.toml: [formats] "{beginning.name}" = "{claims[0].name}"',
            )
    return None


def _unknown(beginning: Head) -> UnknownFormat:
    from sitegen.sources import looks  # noqa: PLC0415 - loaded where it has something to say

    seen = looks.look(beginning)
    return UnknownFormat(f"no known format fits; {seen.what}", beginning.name, seen.advice)


def read(source: Source, dump: Dump) -> Iterator[Record]:
    """All records of a dump; each Problem says where, beginning with the dump's name.

    Damage of the file itself becomes the last Problem: what was read before it is kept. Where it
    is one of several files in a folder or an archive, so is what the others hold.
    """
    place = dump.wrap.place if dump.wrap else None
    try:
        for record in source.read(dump):
            if isinstance(record, Problem):
                at = place(record.where) if place else record.where
                where = f"{dump.name}: {at}" if at else dump.name
                yield Problem(where, record.message, record.lost)
            else:
                yield record
        yield from _beside(dump)
    except SourceError as error:
        yield from _beside(dump)
        yield Problem(dump.name, _told(error))


def _told(error: SourceError) -> str:
    return f"{error.message}. {error.hint}".rstrip(". ") + "."


def _beside(dump: Dump) -> Iterator[Problem]:
    for problem in dump.wrap.problems() if dump.wrap else ():
        yield Problem(f"{dump.name}: {problem.where}", problem.message, problem.lost)
    for name, error in dump.damages.items():
        inside = name.removeprefix(dump.name)[1:]
        yield Problem(f"{dump.name}: {inside}" if inside else dump.name, _told(error))
