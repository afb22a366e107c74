"""What a file looks like, in words: for those who ask why a format fits, or why none does.

Nothing here decides anything: formats are recognised by their own modules.
"""

import io
import re
from collections.abc import Callable, Mapping
from itertools import islice

from msgspec.structs import replace

from sitegen import possessive
from sitegen.columns import Columns
from sitegen.model import Problem
from sitegen.sources import _csv, _json, _looks_office, _parquet, _post_columns, _rows
from sitegen.sources._looks_office import Look
from sitegen.sources._streams import SQLITE
from sitegen.sources._zip_parts import MAGIC
from sitegen.sources.known import LISTED
from sitegen.sources.source import Head

_SHOWN = 8  # keys or columns named
_SEVERAL = 2  # rows make a table
_NAME = 40  # characters of the name of a column
_OWN = (
    "sitegen's own format is a JSON object a post, which a short script can write: "
    "docs/formats/sitegen-ndjson.md"
)
_TOPICS = "their topics hold them whole: docs/formats/discourse-json.md"
_RECORDED = "these are recorded answers of a server: save the body of each as a file"
_BEFORE = rb"(?:\s++|<\?xml[^>]*+>|<!--(?:[^-]|-(?!->))*+-->)*+"  # which never steps back
_FEED = possessive.compiled(_BEFORE + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_PAGE = possessive.compiled(_BEFORE + rb"<(?:!doctype\s+html|html|head|body)", re.I)
_PIPERMAIL = (b"<!--beginarticle-->", b"(Pipermail edition)", b"(Pipermail 0.")
_TITLE = re.compile(rb"<title[^<>]*+>([^<]{1,200})", re.I)


_PICTURE = Look("it is a picture", "no text is read out of pictures")
_PICKLE = Look("it is data that Python pickled", f"write it as JSON; {_OWN}")
_TEXTS: tuple[tuple[re.Pattern[bytes], Look], ...] = (
    (
        re.compile(
            rb"(?:--[^\n]*\n|[ \t\r\n])*"
            rb"(?:/\*!\d|SET \w+ ?=|PRAGMA \w|CREATE TABLE |INSERT INTO |DROP TABLE )"
        ),
        Look("it is a dump of SQL", f"load it, and export its posts as CSV or JSON; {_OWN}"),
    ),
)
_BINARY: tuple[tuple[bytes, Look], ...] = (
    (
        b"version https://git-lfs",
        Look("it is a pointer of Git LFS, not the file itself", "git lfs pull gets the file"),
    ),
    (
        b"WARC/",
        Look("it is a web archive (WARC)", "its version is not known; warcio recompress may help"),
    ),
    (b"filedesc:", Look("it is a web archive (ARC)", "warcio recompress writes it as WARC")),
    (b" CDX ", Look("it is the index of a web archive", "the archive itself (WARC) is read")),
    (b"PGDMP", Look("it is a dump in PostgreSQL's own format", "pg_restore -f x.sql makes it SQL")),
    (b"Rar!", Look("it is a RAR archive", "unpack it, or pack it again as .zip")),
    (
        b"bplist00",
        Look("it is a property list", "a page of Safari is read, but there is none in it"),
    ),
    (b"!BDN", Look("it is a mailbox of Outlook", "readpst writes such a mailbox as mbox")),
    (b"d8:announce", Look("it is a torrent", "it only names the files: download these with it")),
    (b"\x80\x02", _PICKLE),
    (b"\x80\x03", _PICKLE),
    (b"\x80\x04", _PICKLE),
    (b"\x80\x05", _PICKLE),
    (b"PK\x03\x04", Look("it is a zip archive", "give its name the ending .zip")),
    (b"7z\xbc\xaf\x27\x1c", Look("it is a 7z archive", "give its name the ending .7z")),
    (
        b"7\x7f\x06",
        Look(
            "it is the log of an SQLite database",
            "sqlite3 puts it into the database beside it: PRAGMA wal_checkpoint(TRUNCATE)",
        ),
    ),
    (b"%PDF-", Look("it is a PDF document", "save the page as HTML, or its text")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
)


def look(head: Head) -> Look:
    """What a file or, by the names in it, a folder looks like."""
    data = head.data
    if head.members:
        return Look(f"it holds {len(head.members):,} files, such as {head.members[0][:60]!r}")
    if not data.strip():
        return Look(
            "it begins with nothing: the file is empty", "get it again, or take it out of content/"
        )
    if head.name.lower().endswith(".zst_blocks"):
        return Look("it is a container of Arctic Shift", "unpack it with Arctic Shift's own tool")
    if data.startswith(MAGIC) and head.tables:
        return _workbook(head)
    if office := _looks_office.look(data, head.name):
        return office
    for start, found in _BINARY:
        if data.startswith(start):
            return found
    if data.startswith(SQLITE):
        return _database(head.tables)
    if b"\0" in data[:4096]:
        return Look("it begins with binary data")
    for kind in (_feed, _page, _keys, _columns):
        seen = kind(data)
        if seen:
            near = _near_posts(head) if seen.advice.startswith(LISTED) else ""
            return Look(seen.what, near) if near else seen
    for mark, found in _TEXTS:
        if mark.match(data):
            return found
    words = " ".join(data[:200].decode("utf-8", "replace").split())[:60]
    recorded = data.startswith((b"interactions:", b"http_interactions:"))
    return Look(f"it begins with {words!r}", _RECORDED if recorded else LISTED)


def _database(tables: tuple[tuple[str, str], ...]) -> Look:
    if not tables:
        what = "it is an SQLite database, but no table in it can be read"
        return Look(what, f"the sqlite3 program may repair it: .recover; {_OWN}")
    named = [f"{name} ({by})" if by else name for name, by in sorted(tables, key=_is_unread)]
    return Look(f"it is an SQLite database with the tables {_some(named)}", f"{LISTED}; {_OWN}")


def _workbook(head: Head) -> Look:
    named = [f"{name} ({by})" if by else name for name, by in sorted(head.tables, key=_is_unread)]
    what = f"it is a workbook with the sheets {', '.join(named[:_SHOWN])[:300]}"
    table = replace(head, data=head.data.removeprefix(MAGIC), tables=())
    seen = _columns(table.data) if table.data else None
    if not seen:
        return Look(what, f"{LISTED}; {_OWN}")
    near = _near_posts(table)
    return Look(f"{what}; {seen.what}", near or seen.advice)


def _is_unread(table: tuple[str, str]) -> bool:
    return not table[1]


def _feed(data: bytes) -> Look | None:
    if not _FEED.match(data):
        return None
    return Look(
        _titled("it is an RSS or Atom feed", data),
        "no entry stands at its beginning: get it again, or save the threads themselves, for most "
        "sites as JSON; docs/formats/ says how",
    )


def _page(data: bytes) -> Look | None:
    if not _PAGE.match(data):
        return None
    if any(mark in data for mark in _PIPERMAIL):
        advice = (
            "the list's archive offers each month as text, too (2009-November.txt.gz): take that"
        )
        return Look(_titled("it is a page of a Mailman archive", data), advice)
    what = _titled("it is an HTML page", data)
    return Look(
        what, next((advice for mark, advice in _KNOWN_PAGES if mark.search(data)), _NO_PAGE)
    )


_NO_PAGE = "no page of this site is known; many sites give the same as JSON: docs/formats/ says how"
_REFUSED = (
    "the site refused to give the page to a program: save it from a browser in which it is shown"
)
_KNOWN_PAGES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(
            rb"<title[^<>]*+>\s*+(?:\d{3} )?(?:too many requests|just a moment|log ?in|sign in"
            rb"|forbidden|access denied|attention required|blocked|not found|error"
            rb"|making sure you)",
            re.I,
        ),
        _REFUSED,
    ),
    (re.compile(rb"chatlog__message"), "DiscordChatExporter writes the same as JSON: -f Json"),
    (
        re.compile(rb"MHonArc|generator\" content=\"hypermail", re.I),
        "it is an index of a list's archive, which holds no message: these stand on pages of their "
        "own",
    ),
)


def _titled(what: str, data: bytes) -> str:
    match = _TITLE.search(data)
    title = " ".join(match[1].decode("utf-8", "replace").split()) if match else ""
    return f"{what}, titled {title[:60]!r}" if title else what


_WORDS_OF_ERRORS = ("message", "error_message", "error", "errors", "detail", "reason")
_OF_ERRORS = frozenset(
    {*_WORDS_OF_ERRORS, "documentation_url", "status", "code", "data", "success", "ok"}
    | {"error_id", "error_name", "error_type", "explanation", "msg", "result", "statusCode"}
)


def _refusal(told: Mapping[str, bytes]) -> Look | None:
    """An answer that tells an error and nothing else."""
    said = next((told[name] for name in _WORDS_OF_ERRORS if name in told), None)
    empty = told.get("data", b"null") in (b"null", b"{}", b"[]")
    if said is None or not told.keys() <= _OF_ERRORS or not empty:
        return None
    words = " ".join(said.decode("utf-8", "replace").strip('"').split())[:60]
    return Look(f"it is an answer that tells an error: {words!r}", "ask again, and save the answer")


# JSON that no format claims: keys that tell what it is, and what to do. The first that fits.
_KNOWN_JSON: tuple[tuple[Callable[[Mapping[str, bytes]], bool], str], ...] = (
    (
        lambda told: {"id", "body"} <= told.keys(),
        'if these are posts in sitegen\'s own format, begin the file with {"sitegen": 1, "site": '
        '"NAME"}, or name the site in each id: docs/formats/sitegen-ndjson.md',
    ),
    (
        lambda told: "http_interactions" in told or told.get("log", b"").find(b'"entries"') > 0,
        _RECORDED,
    ),
    (
        lambda told: {"cursor", "response"} <= told.keys(),
        "what Disqus exports for a site is read, its API is not: docs/formats/disqus-xml.md",
    ),
    (
        lambda told: "grouped_search_result" in told or told.keys() == {"user_actions"},
        f"Discourse finds only the beginnings of posts so; {_TOPICS}",
    ),
)


def _keys(data: bytes) -> Look | None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:2] == b"[]":
        return Look("it is an empty list", "there is nothing in it: take it out of content/")
    if start.rstrip() == b"{}":
        return Look("it is an empty object", "there is nothing in it: take it out of content/")
    told = _json.members(data)
    if not told:
        return None
    if refusal := _refusal(told):
        return refusal
    advice = next((text for fits, text in _KNOWN_JSON if fits(told)), f"{LISTED}; {_OWN}")
    return Look(f"it is JSON with the keys {_some(list(told))}", advice)


def _columns(data: bytes) -> Look | None:
    named = _parquet.row_of_names(data)
    if named is data and not (_csv.is_table(data) or _is_table(data)):
        return None
    columns = _csv.header(named)
    if {"authorid", "author", "date", "content"} <= set(columns):
        return Look("it is a CSV of DiscordChatExporter", "it writes the same as JSON: -f Json")
    if {"topic_title", "is_pm", "url"} <= set(columns):
        what = "it is what Discourse exports of one's own posts"
        return Look(what, f"it tells neither whose they are nor what they answer; {_TOPICS}")
    return Look(f"it is a table with the columns {_some(columns)}", f"{LISTED}; {_OWN}")


def _is_table(data: bytes) -> bool:
    """Whether a head begins with short names, and rows of as many values, as no prose does."""
    names = _csv.header(data)
    if not _SEVERAL < len(names) == len(set(names)) or not all(0 < len(n) < _NAME for n in names):
        return False
    rows = list(islice(_csv.rows(io.BytesIO(data)), _SEVERAL))
    return len(rows) == _SEVERAL and not any(isinstance(row, Problem) for row in rows)


def _near_posts(head: Head) -> str:
    """What a table lacks that may hold posts, and how to say which of its columns tell it."""
    roles = _post_columns.roles_of(_rows.names(head), None)
    rows = _rows.first(head)
    if len(rows) < _SEVERAL:
        return ""
    lacks = _post_columns.doubt(rows, roles, certain=False)
    named = f'[tables."{head.name}"] id = "…", text = "…", parent = "…" or thread = "…"'
    said = f"if its rows are posts, name the columns in sitegen.toml: {named}"
    known = (
        f"(as it is: {_post_columns.taken(roles)})" if roles else f"({_some(_rows.names(head))})"
    )
    return f"{lacks}; {said} {known}; docs/formats/posts-table.md; {_OWN}"


def columns_of(head: Head, said: Columns | None) -> str:
    """What the columns of a table of posts are taken for."""
    return _post_columns.taken(
        _post_columns.roles_of(_rows.names(replace(head, columns=said)), said)
    )


def _some(names: list[str]) -> str:
    shown = ", ".join(name[:30] for name in names[:_SHOWN])
    return f"{shown} …" if len(names) > _SHOWN else shown
