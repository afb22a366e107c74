"""Objects of posts as APIs nest them: plain rows, and lists of answers inside of other objects.

A text in an object (`{"content": {"rendered": "…"}}`), a comment beside its answers
(`{"comment": {…}, "replies": […]}`), the connections of GraphQL (`{"edges": [{"node": {…}}]}`) and
the pages of other APIs (`{"data": […]}`, `{"items": […]}`).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sitegen.sources import _post_services
from sitegen.sources._post_names import NAMES, plain

Row = Mapping[str, object]

_TEXTS = frozenset(NAMES["text"])
_SAYING = _TEXTS | frozenset(NAMES["title"]) | frozenset(NAMES["html"])
_OPENINGS = frozenset(
    {"post", "story", "topic", "thread", "submission", "article", "discussion", "question"}
    | {"issue", "op", "originalpost", "openingpost", "item", "video", "conversation", "root"}
    | {"entry"}
)
_PARENTS = frozenset(NAMES["parent"]) | {"replytomessage"}
_HTML, _PLAIN = ("rendered", "html"), ("raw", "text", "message", "content", "plain", "body")
_IDS = ("id", "_id", "reply_to_msg_id", "message_id")
_ANSWERS = frozenset(
    {"replies", "children", "comments", "answers", "responses", "subcomments", "childcomments"}
    | {"nestedcomments", "nestedreplies", "commentreplies", "replylist", "commentlist", "kids"}
    | {"commentsfull"}
    | {"posts", "messages", "child", "childposts", "thread"}
)
_PAGES = ("edges", "nodes", "data", "items", "comments", "results")
_OF_POSTS = frozenset({"id", "commentid", "cid"})


def eased(row: Row) -> Row:
    """A row without the objects around its text, its parent and itself."""
    row = _post_services.told(row)
    held = [name for name, value in row.items() if type(value) is dict]
    is_named = type(row.get("post")) is int and "comment_post_id" not in row
    if not held and not is_named:
        return row
    told = _opened(row, held)
    for name in held:
        if name in told:
            _ease(told, name, row[name])
    if is_named:  # of WordPress: the number of the page
        told["comment_post_id"] = told.pop("post")
    return told


def _opened(row: Row, held: Sequence[str]) -> dict[str, object]:
    """A row, with what the object in it says that is the opening post of the list beside it."""
    told = dict(row)
    openings = [name for name in held if plain(name) in _OPENINGS and _says(row[name])]
    if len(openings) != 1 or _says(row) or not any(map(_has_objects, row.values())):
        return told
    opening: Any = _post_services.told(told.pop(openings[0]))  # type: ignore[arg-type]
    kept = {name for name, value in row.items() if _has_objects(value)}
    said = {name: value for name, value in opening.items() if name not in kept}
    if _TEXTS.isdisjoint(map(plain, said)) and "id" in said:  # a topic's, which is no post's
        said.setdefault("thread_id", said.pop("id"))
    return told | said


def _says(row: Any) -> bool:
    """Whether a row has a title or a text of its own."""
    return any(
        isinstance(text, str) and text and plain(key) in _SAYING for key, text in row.items()
    )


def _is_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _has_objects(value: object) -> bool:
    """Whether it is a list of objects, or a page of an API with one."""
    return _is_objects(value) or (isinstance(value, dict) and _is_objects(list(listed(value))))


def _ease(told: dict[str, object], name: str, value: Any) -> None:
    role = _role(name)
    if name == "reply" and "replyId" in told:  # of Misskey: the note that is answered
        del told[name]
    elif role == "parent":
        told[name] = next((value[key] for key in _IDS if value.get(key)), None)
    elif name == "locator" and isinstance(value.get("url"), str):  # of Remark42: the page
        told["article_id"] = value["url"]
    elif role == "text":
        del told[name]
        if _is_post(told, name, value):
            told.update(_post_services.told(value))  # the post itself, beside its answers
        elif text := _text(value, _HTML):
            told[f"{name}_html"] = text
        elif text := _text(value, _PLAIN):
            told[f"{name}_html" if _says_html(value) else name] = text
        else:
            told[name] = value


def _is_post(told: Row, name: str, value: Row) -> bool:
    """Whether an object under the name of a text is the post that the row only holds: it has an id,
    and the row no text of its own, as one that quotes another has."""
    if name == "post" or _OF_POSTS.isdisjoint(plain(str(key)) for key in value):
        return False
    return not any(isinstance(text, str) and _role(key) == "text" for key, text in told.items())


@lru_cache(maxsize=10_000)
def _role(name: str) -> str:
    bare = plain(name)
    return "parent" if bare in _PARENTS else "text" if bare in _TEXTS else ""


def _text(value: Mapping[str, object], names: Sequence[str]) -> str:
    return next((text for name in names if isinstance(text := value.get(name), str) and text), "")


def _says_html(value: Mapping[str, object]) -> bool:
    told = value.get("contentType")
    return isinstance(told, str) and told.lower() == "html"


@lru_cache(maxsize=1_000)
def is_list(name: str) -> bool:
    """Whether a key has the name of a list of answers."""
    return plain(name) in _ANSWERS


def listed(value: object) -> Sequence[Any]:
    """The elements of a list, also of one in a page of an API, and of objects under their ids;
    none where there is no list."""
    if isinstance(value, dict):
        pages = [value[name] for name in _PAGES if isinstance(value.get(name), list)]
        value = next(filter(None, pages), ()) if pages else _under_ids(value)
    if not isinstance(value, list):
        return ()
    return [_node(one) for one in value]


def _under_ids(value: Mapping[str, Any]) -> Sequence[Any]:
    """Objects, and nothing else, each under its id, of which one has a text, and none names what it
    answers: such are rows of a table."""
    if not all(isinstance(one, dict) for one in value.values()):
        return ()
    roles = {_role(str(name)) for one in value.values() for name in one}
    if "text" not in roles or "parent" in roles:
        return ()
    return [{"id": name, **one} for name, one in value.items()]


def are_discussions(told: Mapping[str, Any]) -> bool:
    """Whether an object holds discussions, and nothing else, each under its id: objects with a list
    of answers, of which one is not empty. One alone has a digit in its id."""
    if len(told) == 1 and not any(map(str.isdigit, next(iter(told)))):
        return False
    held = [one for one in told.values() if isinstance(one, dict)]
    lists = [[one[name] for name in one if is_list(name)] for one in held]
    return len(held) == len(told) and all(lists) and any(map(listed, chain(*lists)))


def _node(one: Any) -> Any:
    inner = one.get("node") if isinstance(one, dict) else None
    return inner if isinstance(inner, dict) else one
