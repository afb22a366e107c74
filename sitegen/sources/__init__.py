"""Dumps in, records out: the table of formats, and how the one that fits a file is found.

To add a format: a module here, a line in SOURCES, samples in tests/data/<name>/, a page in
docs/formats/.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase

from sitegen.errors import AmbiguousFormat, SourceError, UnknownFormat, UsageError, nearest
from sitegen.model import Problem, Record
from sitegen.sources import (
    bluesky_json,
    discord_dce,
    discord_payload,
    discourse_json,
    eml,
    forum_text,
    github_archive,
    github_discussions,
    github_issues,
    hn_algolia,
    hn_bigquery,
    hn_firebase,
    hn_hits,
    hn_html,
    hn_text,
    lemmy_json,
    lobsters_html,
    lobsters_json,
    looks,
    maildir,
    mastodon_json,
    mbox,
    reddit_bdfr,
    reddit_html,
    reddit_json,
    reddit_ndjson,
    reddit_text,
    reddit_urs,
    sitegen_ndjson,
    slack_export,
    slack_json,
    stackexchange,
    zulip_export,
    zulip_json,
)
from sitegen.sources._archives import is_archive, names
from sitegen.sources._streams import HEAD_BYTES
from sitegen.sources.looks import LISTED
from sitegen.sources.source import Dump, Head, Source

__all__ = [
    "LISTED",
    "SOURCES",
    "by_name",
    "detect",
    "head",
    "is_archive",
    "may_be_whole",
    "names",
    "read",
]

SOURCES: tuple[Source, ...] = (
    bluesky_json.SOURCE,
    discord_dce.SOURCE,
    discord_payload.SOURCE,
    discourse_json.SOURCE,
    eml.SOURCE,
    github_archive.SOURCE,
    github_discussions.SOURCE,
    github_issues.SOURCE,
    hn_algolia.SOURCE,
    hn_bigquery.SOURCE,
    hn_firebase.SOURCE,
    hn_hits.SOURCE,
    hn_html.SOURCE,
    hn_text.SOURCE,
    reddit_text.SOURCE,
    forum_text.LOBSTERS,
    forum_text.LEMMY,
    forum_text.DISCOURSE,
    lemmy_json.SOURCE,
    lobsters_html.SOURCE,
    lobsters_json.SOURCE,
    maildir.SOURCE,
    mastodon_json.SOURCE,
    mbox.SOURCE,
    reddit_bdfr.SOURCE,
    reddit_html.SOURCE,
    reddit_json.SOURCE,
    reddit_ndjson.SOURCE,
    reddit_urs.SOURCE,
    sitegen_ndjson.SOURCE,
    slack_export.SOURCE,
    slack_json.SOURCE,
    stackexchange.SOURCE,
    stackexchange.TABLE,
    zulip_export.SOURCE,
    zulip_json.SOURCE,
)


def head(dump: Dump) -> Head:
    """The beginning of a dump. Raises SourceError when it cannot be read at all.

    Of a damaged archive it is what stands before the damage.
    """
    if dump.path.is_dir():
        return Head(dump.name, b"", members=tuple(names(dump.path)))
    if is_archive(dump.path.name) and not dump.member:
        with suppress(SourceError):  # what is no archive is read as a file
            return Head(dump.name, b"", members=tuple(names(dump.path)))
    data, damaged = b"", False
    try:
        with dump.open() as stream:
            data = stream.read(HEAD_BYTES + 1)
    except SourceError:
        if not data:
            raise
        damaged = True
    return Head(dump.name, data[:HEAD_BYTES], len(data) <= HEAD_BYTES and not damaged)


def may_be_whole(name: str, inside: Iterable[str], settled: Mapping[str, str]) -> bool:
    """Whether a format may read a folder as a whole, by the names directly `inside` it."""
    marks = {mark for source in SOURCES for mark in source.marks}
    told = any(fnmatchcase(name, pattern) for pattern in settled)
    return told or any(entry.lower() in marks for entry in inside)


def by_name(name: str) -> Source:
    """Raises UsageError, with the nearest name, when there is no such format."""
    for source in SOURCES:
        if source.name == name:
            return source
    raise UsageError(
        f"there is no format named {name!r}", "", nearest(name, [s.name for s in SOURCES])
    )


def detect(beginning: Head, settled: Mapping[str, str]) -> Source:
    """The one source that reads this dump.

    `settled` maps globs of dump names to format names, as [formats] in sitegen.toml does; the
    first match wins. Raises UnknownFormat or AmbiguousFormat.
    """
    for pattern, name in settled.items():
        if fnmatchcase(beginning.name, pattern):
            return by_name(name)
    whole = bool(beginning.members)
    claims = [s for s in SOURCES if s.folders == whole and s.sniff(beginning)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = " and ".join(source.name for source in claims)
        raise AmbiguousFormat(
            f"two formats fit: {names}",
            beginning.name,
            f'settle it in sitegen.toml: [formats] "{beginning.name}" = "{claims[0].name}"',
        )
    seen = looks.look(beginning)
    raise UnknownFormat(f"no known format fits; {seen.what}", beginning.name, seen.advice)


def read(source: Source, dump: Dump) -> Iterator[Record]:
    """All records of a dump; each Problem says where, beginning with the dump's name.

    Damage of the file itself becomes the last Problem: what was read before it is kept.
    """
    try:
        for record in source.read(dump):
            if isinstance(record, Problem):
                where = f"{dump.name}: {record.where}" if record.where else dump.name
                yield Problem(where, record.message, record.lost)
            else:
                yield record
    except SourceError as error:
        yield Problem(dump.name, f"{error.message}. {error.hint}".rstrip(". ") + ".")
