"""stackexchange: data dumps of Stack Exchange sites, a folder or an archive of XML tables.

People are read first, so that posts can tell their names; names lie on disk while the rest
streams. What each row is is told by its own attributes.

Where dumps come from: https://archive.org/details/stackexchange
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO

from sitegen.model import Post, Problem, Record
from sitegen.sources import _stackexchange
from sitegen.sources._inner import in_file
from sitegen.sources._names import Names
from sitegen.sources._stackexchange import NameOf, Site
from sitegen.sources._xml_rows import Row, rows
from sitegen.sources.known import ARCHIVES, is_archive
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_POSTS, _COMMENTS, _USERS = "posts.xml", "comments.xml", "users.xml"
_TABLES = frozenset(
    {_POSTS, _COMMENTS, _USERS, "badges.xml", "posthistory.xml", "postlinks.xml", "tags.xml"}
    | {"votes.xml", "pendingflags.xml", "suggestededits.xml", "suggestededitvotes.xml"}
)
_BESIDE = re.compile(r"(?:readme|license|licence)[^/]*|[^/]*\.(?:dtd|xsd|md5|torrent)")
_TABLE_ENDING = re.compile(r"[-_. ]?(?:posts|comments|users)$", re.IGNORECASE)
_ROOTS = {b"<posts": b'PostTypeId="', b"<comments": b'PostId="', b"<users": b'DisplayName="'}
_BEGINNING = 1000  # bytes, up to the first row


# Recognising


def _sniff_folder(head: Head) -> bool:
    """Whether these are the tables of a site, and nothing else: a folder around several sites is
    left to be looked into, but an archive is one dump."""
    folders = set[str]()
    for member in head.members:
        folder, name = _placed(member)
        if name in (_POSTS, _COMMENTS):
            folders.add(folder)
        elif name not in _TABLES and not _BESIDE.fullmatch(name):
            return False
    return bool(folders) and ("" in folders or is_archive(head.name))


def _sniff_table(head: Head) -> bool:
    start = head.data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return False
    return any(
        f"{root.decode()}>".encode() in start and b"<row " in start and attribute in head.data
        for root, attribute in _ROOTS.items()
    )


# Reading


def _read_folder(dump: Dump) -> Iterator[Record]:
    with ExitStack() as closing:
        people: dict[str, Names] = {}
        for name, folder, table, stream in _tables(dump):
            if table == _USERS:
                names = people[folder] = Names()
                closing.callback(names.close)
                for problem in _learn(rows(stream), names):
                    yield in_file(name, problem)
        for name, folder, table, stream in _tables(dump):
            if table in (_POSTS, _COMMENTS):
                known = people.get(folder)
                site = _stackexchange.site(_site_name(dump.name, folder))
                for record in _records(rows(stream), site, known.get if known else _nobody):
                    yield in_file(name, record)


def _tables(dump: Dump) -> Iterator[tuple[str, str, str, BinaryIO]]:
    """The files of a dump: name, folder inside of it, table, content."""
    for name, stream in dump.files():
        yield name, *_placed(name), stream


def _placed(name: str) -> tuple[str, str]:
    """The folder that a file lies in, and its own name in small letters."""
    parts = [part for part in name.split("/") if part not in ("", ".")] or [""]
    return "/".join(parts[:-1]), parts[-1].lower()


def _read_table(dump: Dump) -> Iterator[Record]:
    """One table alone: people cannot be known by their names then."""
    folder, _, file = dump.name.rpartition("/")
    stem = _TABLE_ENDING.sub("", file.split(".xml")[0], count=1)
    site = _stackexchange.site(stem or _site_name(folder, ""))
    with dump.open() as stream:
        yield from _records(rows(stream), site, _nobody)


def _site_name(dump: str, folder: str) -> str:
    """The name of a folder or an archive, without its ending and that of a single table."""
    name = (folder or dump).rpartition("/")[2]
    if not folder and is_archive(name):
        ending = next(end for end in ARCHIVES if name.lower().endswith(end))
        name = name[: -len(ending)]
    return _TABLE_ENDING.sub("", name, count=1)


def _nobody(_: int) -> None:
    """No name is known."""


def _learn(table: Iterable[tuple[str, Row] | Problem], names: Names) -> Iterator[Problem]:
    for found in table:
        if isinstance(found, Problem):
            yield found
            continue
        where, row = found
        user, name = _stackexchange.number(row.get("Id")), row.get("DisplayName")
        if user is None:
            yield Problem(where, "a row without a usable Id")
        elif name:
            names.add(user, name)


def _records(
    table: Iterable[tuple[str, Row] | Problem], site: Site, name_of: NameOf
) -> Iterator[Record]:
    awaited: set[int] = set()
    others: Counter[str] = Counter()
    for found in table:
        if isinstance(found, Problem):
            yield found
            continue
        where, row = found
        made: Post | str
        if row.get("PostTypeId") in _stackexchange.OTHER_KINDS:
            others["descriptions of tags and other pages that are no discussion"] += 1
            continue
        if "PostTypeId" in row:
            made = _stackexchange.post(row, site, name_of, awaited)
        elif "PostId" in row and "Text" in row:
            made = _stackexchange.comment(row, site, name_of)
        elif "DisplayName" in row:
            others["people without posts; put Users.xml into one folder with Posts.xml"] += 1
            continue
        else:
            made = "neither a post nor a comment"
        yield Problem(where, made) if isinstance(made, str) else made
    for what, count in sorted(others.items()):
        yield Problem("", f"left out: {what} ({count:,})")


SOURCE = Source(
    name="stackexchange",
    title="Stack Exchange data dumps: a folder or an archive of XML tables",
    version=1,
    sniff=_sniff_folder,
    read=_read_folder,
    folders=True,
    marks=frozenset({_POSTS, _COMMENTS}),
)
TABLE = Source(
    name="stackexchange-xml",
    title="One XML table of a Stack Exchange data dump",
    version=1,
    sniff=_sniff_table,
    keys=NO_OBJECT,
    read=_read_table,
)
