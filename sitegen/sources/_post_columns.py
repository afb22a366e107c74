"""Which columns of a table tell what of a post, and whether its rows are posts at all.

Names are those of `_post_names`; what the user says of a table goes before.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from sitegen.columns import Columns
from sitegen.sources import _post_openings
from sitegen.sources._post_depth import Scale, is_by_level, scale
from sitegen.sources._post_names import COMMENTED, NAMES, NOTHING, OF_THREADS, OTHER_THINGS, plain
from sitegen.sources._post_values import number
from sitegen.sources._rows import Row, moment

Roles = Mapping[str, tuple[str, ...]]

_TEXTS = ("html", "markdown", "text")
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_WHOLE = re.compile(r"(-?\d{1,30})\.0+")
_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_KIND = re.compile(r"t[1-6]_(?=[0-9a-z]+$)")  # before ids of Reddit
_PATH = re.compile(r"0(?:\.\d{1,20}){1,1000}")
_SEVERAL = 2
_OWN = 0.7  # of rows have an id of their own; scrapers meet some posts twice
_LONGEST = 200  # characters of an id
_OF_VIDEOS = frozenset({"commentid", "videoid", "commenttext"})  # YouTube's, of Takeout
# One's own comments of YouTube's Takeout: they answer those of others.
_TAKEN_OUT = _OF_VIDEOS | {"channelid", "commentcreatetimestamp"}
_PAID = frozenset({"price"})  # for which a comment there is shown above others
_BRACKETS = (("[", "]"), ("{", "}"))
_HEADS = ("title", "community")
_ANSWERING = frozenset({"parent", "author", "created"})  # of posts that may tell a level, too
_ANSWERED = ("parent", "path", "answered")
_PLACES = ("thread", *_ANSWERED)  # one of which says where a row stands
_OF_DEPTHS = frozenset({"level"})  # which in logs is another thing
_MANY = 20  # rows in the order of time by chance
_NAMED = 3  # rows that need no ids, as depths tell what each answers
_IN_ORDER = 0.8  # of answers must not be older than what they answer


def may_tell(name: str) -> bool:
    """Whether a column of this name may tell something of a post."""
    return plain(name) in _KNOWN


def roles_of(names: Iterable[str], columns: Columns | None) -> Roles:
    """The columns that tell something, by what they tell, best first.

    "text" has all columns with texts, those of a markup before the others. A column tells one
    thing, except where the user says so.
    """
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(plain(name), name)
    named = {role: by_name[plain(column)] for role, column in settled(by_name, columns).items()}
    taken = set(named.values())
    roles: dict[str, tuple[str, ...]] = {}
    for role, known in NAMES.items():
        found = tuple(by_name[name] for name in known if name in by_name)
        found = tuple(name for name in found if name not in taken)
        if role in ("id", "thread", "parent"):  # one column: two are two kinds of ids
            found = found[:1]
            taken.update(found)
        roles[role] = found
    roles["text"] = tuple(name for role in _TEXTS for name in roles[role])
    roles |= {role: (column,) for role, column in named.items()}
    if not any(map(roles.get, _PLACES)):
        roles["thread"] = tuple(name for name in roles["title"] if plain(name) in OF_THREADS)[:1]
    return {role: found for role, found in roles.items() if found}


def settled(names: Iterable[str], columns: Columns | None) -> Mapping[str, str]:
    """What the user says of the columns, where a table with these names has all of them."""
    named = columns.named if columns else {}
    known = {plain(name) for name in names}
    return named if all(plain(column) in known for column in named.values()) else {}


def taken(roles: Roles) -> str:
    """What columns are taken for: "id = comment_id, text = body"."""
    shown = (role for role in roles if role not in ("html", "markdown"))
    return ", ".join(f"{role} = {' or '.join(roles[role])[:60]}" for role in shown)


# Values


def told(row: Row, columns: Iterable[str]) -> object:
    """The value that the first of these columns tells."""
    for column in columns:
        value = row.get(column)
        if value is not None and value != "" and value == value:  # NaN is not
            return value
    return None


def key(value: object) -> str | None:
    """An id, as text; None for none. Those of Reddit are told without their kinds."""
    if type(value) is str:
        text = value.strip()
    elif isinstance(value, bytes):
        text = value.decode("utf-8", "replace").strip()
    elif isinstance(value, float) and value == value // 1:
        text = str(int(value))
    elif isinstance(value, int | Decimal | UUID) and not isinstance(value, bool):
        text = str(value)
    else:
        return None
    if not text or len(text) > _LONGEST:
        return None
    whole = _WHOLE.fullmatch(text) if text.endswith("0") else None
    return whole[1] if whole else _KIND.sub("", text) if text[0] == "t" else text


def named(value: object, nothing: Collection[str] = NOTHING) -> str | None:
    """The id that a row names as another's; None where it says that there is none.

    A list or an object that a cell of CSV holds as text is none: twint names people so.
    """
    found = key(value)
    if found is None or found.lower() in nothing or (found[0], found[-1]) in _BRACKETS:
        return None
    return found


def above(row: Row, roles: Roles, nothing: Collection[str] = NOTHING) -> str | None:
    """The id of what a row answers, as its parent or as the last but one of a path."""
    path = row.get(roles["path"][0]) if "path" in roles else None
    if isinstance(path, str) and _PATH.fullmatch(path):
        return named(path.split(".")[-2])
    return named(told(row, roles.get("parent", ())), nothing)


def depths(rows: Sequence[Row], roles: Roles) -> Scale | None:
    """How rows tell how deep they stand, where nothing else tells what they answer."""
    if "depth" not in roles or not roles.keys().isdisjoint(_ANSWERED):
        return None
    if _in_levels(rows, roles):
        return None
    found = scale(told(row, roles["depth"]) for row in rows)
    return None if found and _in_time(rows, roles) else found


def _in_levels(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether rows of each thread stand in the order of their depths, as PRAW lists comments."""
    threads: dict[str | None, list[int]] = {}
    for row in rows:
        depth = number(told(row, roles["depth"]))
        threads.setdefault(named(told(row, roles.get("thread", ()))), []).append(depth or 0)
    sorted_ = all(one <= other for some in threads.values() for one, other in pairwise(some))
    return sorted_ and any(map(is_by_level, threads.values()))


def is_flat(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether rows tell depths that tell nothing, and nothing else tells what they answer."""
    if not roles.keys().isdisjoint(_ANSWERED) or depths(rows, roles) is not None:
        return False
    numbers = {number(told(row, roles["depth"])) for row in rows}
    return len(numbers - {None}) >= _SEVERAL


def _in_time(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether rows stand in the order of their times, and so in none of answers below posts."""
    times = [time for row in rows if (time := _time(row, roles))]
    if len(times) < _MANY or any(time > after for time, after in pairwise(times)):
        return False
    numbers = [number(told(row, roles["depth"])) or 0 for row in rows]
    return sum(after < before for before, after in pairwise(numbers)) >= _SEVERAL


# Whether rows are posts


def doubt(rows: Sequence[Row], roles: Roles, *, certain: bool) -> str:
    """Why rows are not taken for posts; "" where they are.

    `certain`: the user has said what the columns are, and they need only be there.
    """
    if "text" not in roles and not (certain and "title" in roles):
        return "no column is known that holds the text"
    bare = {plain(name): name for row in rows[:1] for name in row}
    if certain or bare.keys() >= _TAKEN_OUT:
        return ""
    nested = depths(rows, roles) is not None
    if nested and "id" not in roles and "author" in roles:
        return _unnamed(rows, roles)
    if "id" not in roles:
        return "no column is known that holds an id"
    if not nested and roles.keys().isdisjoint(("parent", "thread", "path")):
        return "no column is known that tells what a row answers, or its thread"
    paid = _PAID if bare.keys() >= _OF_VIDEOS else ()
    others = OTHER_THINGS - _OF_DEPTHS if nested or _levels(rows, roles) else OTHER_THINGS
    others -= _post_openings.OF_OPENINGS if _post_openings.is_one(roles) else frozenset()
    odd = [name for known, name in bare.items() if known in others and known not in paid]
    if odd:
        return f"the column {odd[0][:30]!r} is one of tables of other things"
    named_only = [plain(name) for name in roles.get("author", ())] in ([], ["name"])
    if named_only and "created" not in roles and not _comments(roles):
        return "no column is known that holds an author or a time"
    ids = [key(told(row, roles["id"])) for row in rows]
    known = {own: row for own, row in zip(ids, rows, strict=True) if own}
    if len(rows) < _SEVERAL or len(known) < len(rows) * _OWN:
        return f"the column {roles['id'][0][:30]!r} holds no id of its own for each row"
    texts = [value for row in rows if isinstance(value := told(row, roles["text"]), str)]
    if len(texts) * 2 < len(rows) or not _are_texts(texts, known, roles):
        return f"the column {roles['text'][0][:30]!r} holds no texts"
    if all(_DIGEST.fullmatch(one) for one in known):
        return "the ids are digests, as of commits"
    if nested or _answer(known, roles) or _gather(rows, roles) or _open(known, roles):
        return ""
    column = roles.get("parent", roles.get("thread", roles.get("path", ("",))))[0]
    return f"at the beginning, the column {column[:30]!r} names no row, and puts none together"


def _levels(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether rows tell a level in numbers, beside what they answer: in logs it is a word."""
    levels = (row[name] for row in rows for name in row if plain(name) in _OF_DEPTHS)
    return roles.keys() >= _ANSWERING and all(
        one is None or number(one) is not None for one in levels
    )


def _unnamed(rows: Sequence[Row], roles: Roles) -> str:
    """Why rows without ids, whose depths tell what they answer, are not taken for posts."""
    odd = OTHER_THINGS - _OF_DEPTHS
    if found := next((name for row in rows[:1] for name in row if plain(name) in odd), ""):
        return f"the column {found[:30]!r} is one of tables of other things"
    texts = [value for row in rows if isinstance(value := told(row, roles["text"]), str)]
    if len(rows) < _NAMED or len(texts) * 2 < len(rows) or not _are_texts(texts, (), roles):
        return f"the column {roles['text'][0][:30]!r} holds no texts"
    return ""


def _are_texts(texts: Sequence[str], ids: Collection[str], roles: Roles) -> bool:
    """Whether values are more than words, or words that nothing but a post can be."""
    if any(" " in text.strip() for text in texts):
        return True
    words = any(map(str.isalpha, "".join(text[:_LONGEST] for text in texts)))
    return (
        words and {"author", "created"} <= roles.keys() and not any(text in ids for text in texts)
    )


def _answer(known: Mapping[str, Row], roles: Roles) -> bool:
    """Whether rows name others as what they answer, and are not older than these."""
    nothing = NOTHING - known.keys()
    pairs = 0
    ordered: list[bool] = []
    for own, row in known.items():
        parent = above(row, roles, nothing)
        if parent is None or parent == own or parent not in known:
            continue
        pairs += 1
        times = [_time(one, roles) for one in (known[parent], row)]
        if times[0] and times[1]:
            ordered.append(times[0] <= times[1])
    return pairs > 0 and sum(ordered) >= len(ordered) * _IN_ORDER


def _comments(roles: Roles) -> bool:
    """Whether columns say that rows are comments on something, and name nobody."""
    if "author" in roles or plain(roles.get("thread", ("",))[0]) not in COMMENTED:
        return False
    own = (*roles.get("id", ()), *roles.get("text", ()))
    return "created" in roles or any(plain(name).startswith("comment") for name in own)


def _gather(rows: Sequence[Row], roles: Roles) -> bool:
    """Whether several people have rows in one thread, at known times; of comments that name nobody,
    whether several rows are in one."""
    authors: dict[str, set[str]] = {}
    nameless = _comments(roles)
    timeless = nameless and "created" not in roles
    for row in rows:
        thread = named(told(row, roles.get("thread", ())))
        author = told(row, roles["id"] if nameless else roles.get("author", ()))
        if thread and author and (timeless or _time(row, roles)):
            authors.setdefault(thread, set()).add(str(author))
    return any(len(some) >= _SEVERAL for some in authors.values())


def _open(known: Mapping[str, Row], roles: Roles) -> bool:
    """Whether each row, told with an author, a time and a title or a place, opens the thread of its
    own id."""
    if not {"thread", "author", "created"} <= roles.keys() or roles.keys().isdisjoint(_HEADS):
        return False
    return all(named(told(row, roles["thread"])) == own for own, row in known.items())


def _time(row: Row, roles: Roles) -> datetime | None:
    return moment(told(row, roles.get("created", ())))
