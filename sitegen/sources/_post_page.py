"""Tables of comments on one page, which none of their columns names: the file is the thread."""

from collections.abc import Mapping, Sequence

from sitegen.sources import _post_columns as columns
from sitegen.sources._post_names import COMMENTS, OTHER_THINGS, plain
from sitegen.sources._rows import Row

Roles = Mapping[str, tuple[str, ...]]

_ELSEWHERE = ("thread", "parent", "path", "number", "answered", "depth", "title", "url")
_SEVERAL = 2
_OWN = 0.7  # of rows have an id of their own; scrapers meet some posts twice


def is_one(roles: Roles) -> bool:
    """Whether no column tells what a row answers, what it is on, or that it opens a thread."""
    return "text" in roles and roles.keys().isdisjoint(_ELSEWHERE)


def is_told(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether rows are comments of several people on one page, though the user does not say so."""
    if not is_one(roles) or "author" not in roles or plain(roles["text"][0]) not in COMMENTS:
        return False
    own = roles.get("id", ())
    if "created" not in roles and not any(plain(name).startswith("comment") for name in own):
        return False
    if any(plain(name) in OTHER_THINGS for name in rows[0]):
        return False
    ids = {columns.key(columns.told(row, own)) for row in rows} - {None}
    if own and len(ids) < len(rows) * _OWN:
        return False
    texts = [value for row in rows if isinstance(value := columns.told(row, roles["text"]), str)]
    people = {str(columns.told(row, roles["author"])) for row in rows}
    spaced = any(" " in text.strip() for text in texts)
    return spaced and len(texts) * 2 >= len(rows) and len(people) >= _SEVERAL
