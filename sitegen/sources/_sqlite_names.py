"""What forums of one's own call the columns of their tables: after the table, or `id_` first.

`topic_subject` of the table topics is a subject, `id_topic` there its id, and `post_by` who wrote
a post. Only tables of posts are looked at, and only names that mean nothing by themselves.
Source: the tables that courses and textbooks of PHP and MySQL have people make for a forum.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sitegen.sources._post_names import NAMES, plain

_WORD = re.compile(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![^\W_A-Z])")
# What rows of posts and of threads are called.
_THINGS = frozenset(
    ("post", "topic", "thread", "comment", "reply", "answer", "question", "message", "msg",
     "discussion", "sujet", "reponse", "commentaire", "tema", "respuesta", "mensaje", "comentario",
     "beitrag", "thema", "antwort", "kommentar", "bericht", "reactie", "risposta", "discussione")
)  # fmt: skip
# What stands after such a word and means something only there.
_AFTER = {
    "by": "author",
    "desc": "text",
    "description": "text",
    "cat": "category",
    "catid": "category_id",
    "categoryid": "category_id",
    "forumid": "forum_id",
    "topic": "topic_id",
    "thread": "thread_id",
    "userid": "user_id",
}
_ROLES = ("text", "author", "created", "title", "community", "score")
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
# `post_name` of WordPress is a part of an address, and the name of a topic its title.
_USUAL = frozenset(name for role in _ROLES for name in NAMES[role]) - {"name"}
_TITLED = frozenset(("topic", "sujet", "discussion", "question", "tema", "thema"))
_PLACES = frozenset(("category", "categorie", "forum", "board", "section"))
_BY_ID = frozenset((*NAMES["author"], *_PLACES))


def of_one(name: str) -> str:
    """The last word of a table's name, as that of one of its rows: tbl_replies, reply."""
    words = _WORD.findall(name)
    last = plain(words[-1]) if words else plain(name)
    if last.endswith("ies"):
        return f"{last[:-3]}y"
    return last[:-1] if last.endswith("s") and not last.endswith(("ss", "us")) else last


def usual(table: str, columns: Sequence[str], key: Iterable[str] = ()) -> Mapping[str, str]:
    """{column: what it is called elsewhere} for a table of posts; none for any other table."""
    own = of_one(table)
    if own not in _THINGS:
        return {}
    taken, keys = set(map(plain, columns)), tuple(key)
    found: dict[str, str] = {}
    for column in columns:
        name = _usual(column, own, is_key=keys in ((), (column,)))
        if name and plain(name) not in taken:
            found[column] = name
            taken.add(plain(name))
    return found


def _usual(column: str, own: str, *, is_key: bool) -> str:
    """What a column is called elsewhere; "" where that is its name or nothing is known."""
    words = [plain(word) for word in _WORD.findall(column)]
    bare = "".join(words)
    if bare in (f"id{own}", f"{own}id"):
        return "id" if is_key and bare not in NAMES["id"] else ""
    if bare in _KNOWN or len(words) < 2:
        return ""
    rest = bare.removeprefix(words[0])
    if words[0] == "id":
        if f"{rest}id" in _KNOWN:
            return f"{rest}_id"
        return rest if rest in _BY_ID else ""
    if words[0] not in _THINGS:
        return ""
    if rest in ("name", "nom", "naam") and words[0] in _TITLED:
        return "title"
    return _AFTER.get(rest) or (rest if rest in _USUAL else "")
