"""A post out of a row or an object, by what a table's columns tell."""

import re
from collections.abc import Iterable

from sitegen.entities import unescape
from sitegen.model import Body, Evidence, Markup, Post, State
from sitegen.sources import _bbcode, _post_table, _post_texts
from sitegen.sources import _post_columns as columns
from sitegen.sources._post_columns import Roles
from sitegen.sources._post_table import Table
from sitegen.sources._post_values import author, line, number, yes
from sitegen.sources._rows import Row
from sitegen.sources.source import Dump

_SITE = "table"  # of ids, where nothing tells the site
_NO_PARENT = Evidence(parent="guessed", parent_confidence=0.5, rule="the table names no parent")
_GONE: dict[str, State] = {"[deleted]": "deleted", "[removed]": "removed"}
_ENDING = re.compile(
    r"(?:\.(?:csv|tsv|txt|json|jsonl|ndjson|parquet|xls[xm]|f?ods|sqlite3?|sql|db3?|gz|zst|bz2|xz))+$",
    re.I,
)


def stem_of(name: str) -> str:
    """The name of a dump without its endings."""
    return _ENDING.sub("", name) or name


def naming(dump: Dump) -> tuple[str, str | None, str]:
    """What ids of a dump begin with, the community of rows that tell none, and what stands before
    the ids of those without one, which are told by their place."""
    stem = stem_of(dump.name)
    if dump.columns and dump.columns.site:
        return f"{dump.columns.site}:", None, f"{stem}/"
    return f"{_SITE}:{stem}/", stem.rpartition("/")[2], ""


def made(
    row: Row,
    table: Table,
    prefix: str,
    ids: tuple[str, str | None, str | None],
    community: str | None,
    *,
    guessed: bool = False,
) -> Post:
    """The post of a row; `ids` are its own, its parent's and its thread's, without the prefix."""
    roles, (own, parent, root) = table.roles, ids
    text, markup = _text(row, table)
    url = _link(row, roles.get("url", ()))
    permalink = _link(row, roles.get("permalink", ()))
    opens = parent is None
    name, state = author(columns.told(row, roles.get("author", ()))), _state(row, roles, text)
    is_titled = opens or table.outside or table.titled
    title = line(columns.told(row, roles.get("title", ()))) if is_titled else None
    return Post(
        id=prefix + own,
        body=Body("" if text in _GONE else text, markup),
        parent=prefix + parent if parent else None,
        root=prefix + root if root else None,
        author=None if state == "deleted" and name == "deleted" else name,
        created=_post_table.time_of(row, table),
        score=number(columns.told(row, roles.get("score", ()))),
        state=state,
        permalink=permalink or (None if table.openings else url),
        title=title,
        link=url if opens and (permalink or table.openings) else None,
        community=line(columns.told(row, roles.get("community", ()))) or community,
        evidence=_NO_PARENT if guessed else None,
    )


def _text(row: Row, table: Table) -> tuple[str, Markup]:
    for column, markup in table.markups.items():
        value = row.get(column)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
            value = str(value)
        if isinstance(value, str) and value.strip():
            return _written(value.strip("\r\n"), markup, table.written.get(column, ""))
    return "", "plain"


def _written(text: str, markup: Markup, how: str) -> tuple[str, Markup]:
    if how == _post_texts.ESCAPED:
        return unescape(text), markup
    if how == _post_texts.PHPBB and _post_texts.is_phpbb([text]):
        return _post_texts.of_phpbb(text), markup
    if how == _post_texts.BBCODE:
        return _bbcode.html(text, escaped=_bbcode.is_escaped(text)), markup
    is_other = how == _post_texts.SEEN and _post_texts.has_sign(text)
    return text, "plain" if is_other or how == _post_texts.PHPBB else markup


def _state(row: Row, roles: Roles, text: str) -> State:
    if any(yes(row.get(column)) for column in roles.get("removed", ())):
        return "removed"
    if any(yes(row.get(column)) for column in roles.get("deleted", ())):
        return "deleted"
    return _GONE.get(text.strip().lower(), "visible")


def _link(row: Row, names: Iterable[str]) -> str | None:
    value = columns.told(row, names)
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None
