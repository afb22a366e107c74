"""hn-algolia: threads as hn.algolia.com/api/v1/items/ID gives them, comments nested in comments.

A dump is one document, one a line, or an array of them; each is held in memory alone. Documents
nest as deep as people answer each other: what the typed decoder refuses for its depth, its damage
or a field of the wrong type goes through `_json_tree`, which does not recurse.

API: https://hn.algolia.com/api (undocumented in its fields; `children` and `options` hold nodes).
"""

from collections.abc import Iterator

import msgspec

from sitegen.model import Post, Problem, Record
from sitegen.sources import _hn, _json_tree
from sitegen.sources._json import inside, members, salvage, utc_iso, utc_unix, values
from sitegen.sources.source import Dump, Head, Source


class _Facts(msgspec.Struct, gc=False):
    id: int
    type: str | None = None
    author: str | None = None
    created_at_i: int | float | str | None = None
    created_at: str | None = None
    text: str | None = None
    title: str | None = None
    url: str | None = None
    points: int | None = None
    parent_id: int | None = None
    story_id: int | None = None
    num_comments: int | None = None


class _Node(_Facts, gc=False):
    children: "list[_Node] | None" = None
    options: "list[_Node] | None" = None


# The last step of a path and the path before it; a tuple, since long chains of Structs cannot be
# freed without overflowing the stack.
_Step = tuple[str, "_Step | None"]

_DOCUMENT = msgspec.json.Decoder(_Node, strict=False)
_TIMES = frozenset({"created_at", "created_at_i"})
_OTHER_FORMATS = frozenset({"objectID", "_tags", "_highlightResult", "kind", "data", "created_utc"})
_LEVELS = 8  # that are looked at in a head; no other format has authors of children so deep


# Recognising


def _sniff(head: Head) -> bool:
    """Whether a node stands at the beginning, or nodes whose other fields come after `children`."""
    found = members(head.data)
    for _ in range(_LEVELS):
        if not {"author", "children"} <= found.keys() or not _OTHER_FORMATS.isdisjoint(found):
            return False
        if not found["children"].startswith(b"["):
            return False
        if not _TIMES.isdisjoint(found):
            return found.get("id", b"0").strip(b'"').isdigit()
        found = members(found["children"])
    return True


# Reading


def _read(dump: Dump) -> Iterator[Record]:
    only = _only(dump.data) if dump.data is not None else None
    if only is not None:
        yield from _posts("line 1", only)
        return
    with dump.open() as stream:
        for found in values(stream):
            if isinstance(found, Problem):
                yield found
                continue
            where, data = found
            try:
                document = [_DOCUMENT.decode(data)]
            except (ValueError, RecursionError):
                yield from _slowly(where, data)
                continue
            del found, data  # it may be large, and so may what it holds, which goes piece by piece
            yield from _posts(where, document.pop())


def _only(data: bytes) -> _Node | None:
    """The document of a small dump that is one line and nothing else, which most are."""
    if data[:1] != b"{" or data.find(b"\n", 0, -1) >= 0:
        return None
    try:
        return _DOCUMENT.decode(data)
    except (ValueError, RecursionError):
        return None


def _posts(where: str, top: _Node) -> Iterator[Record]:
    """All posts of a document, in preorder. A node with the id 0 is one already given up."""
    opens = top.type != "comment" and not top.parent_id
    root = top.id if opens else top.story_id
    # A document may begin with a comment.
    stack = [(top, top.parent_id or (None if opens else top.story_id))]
    del top
    while stack:
        node, parent = stack.pop()
        below = node.children or []
        if node.options:  # of a poll; they may stand among the children as well
            options = {option.id for option in node.options if option.id}
            below = node.options + [child for child in below if child.id not in options]
        known = _hn.usable_id(node.id)
        if known:
            yield _post(node, parent or None, root or node.story_id or None, below)
        elif node.id:
            yield Problem(where, f"{node.id} cannot be the id of a post")
        for child in reversed(below):
            stack.append((child, node.id if known else child.parent_id or parent))


def _post(node: _Node, parent: int | None, root: int | None, below: list[_Node]) -> Post:
    deleted = not (node.author or node.text or node.title)
    return _hn.post(
        node.id,
        node.type,
        node.text,
        node.author,
        utc_unix(node.created_at_i) or utc_iso(node.created_at),
        node.points,
        parent=parent,
        root=root,
        replies=[child.id for child in below],
        title=node.title,
        link=node.url,
        claimed=node.num_comments,
        state="deleted" if deleted else "visible",
    )


# Documents that the typed decoder refuses


def _place(where: str, step: _Step | None) -> str:
    """The end of a path inside a document: the whole of it can be as long as the document."""
    names: list[str] = []
    while step is not None and len(names) < 12:
        names.append(step[0])
        step = step[1]
    path = "".join(reversed(names))
    return inside(where, f"…{path}" if step else path) if path else where


def _slowly(where: str, data: bytes) -> Iterator[Record]:
    try:
        document, fault = _json_tree.tree(data)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    if document is None:  # what a script may write where the API gave an error
        return
    if fault:
        yield Problem(where, f"{fault}; what stands before that is kept")
    problems: list[Problem] = []
    top = _typed(document, where, problems)
    yield from problems
    yield from _posts(where, top)


def _typed(document: object, where: str, problems: list[Problem]) -> _Node:
    """The nodes of a document, each with what is usable of it; what is not goes to `problems`."""
    top: list[_Node] = []
    stack: list[tuple[object, list[_Node], _Step | None]] = [(document, top, None)]
    while stack:
        value, siblings, step = stack.pop()
        fields = value if isinstance(value, dict) else {}
        below, odd = _below(fields)
        try:
            facts, unusable = salvage(fields, _Facts)
            node = _Node(*msgspec.structs.astuple(facts))
        except ValueError as error:
            node, unusable = _Node(0), []
            problems.append(Problem(_place(where, step), f"not a post: {error}"))
        if unusable or odd:
            left_out = f"not usable, and left out: {', '.join(unusable + odd)}"
            problems.append(Problem(_place(where, step), left_out, lost=bool(odd)))
        siblings.append(node)
        node.children = []
        stack += [(child, node.children, (name, step)) for name, child in reversed(below)]
    return top[0]


def _below(fields: dict[str, object]) -> tuple[list[tuple[str, object]], list[str]]:
    """What hangs below a node, each with its step, and the names of what cannot be looked into.

    Options may be given by their ids alone, which tell nothing.
    """
    below: list[tuple[str, object]] = []
    odd: list[str] = []
    for name in ("options", "children"):
        held = fields.get(name)
        if isinstance(held, list):
            below += [
                (f".{name}[{index}]", child)
                for index, child in enumerate(held)
                if not (name == "options" and isinstance(child, int))
            ]
        elif held is not None:
            odd.append(name)
    return below, odd


SOURCE = Source(
    name="hn-algolia",
    title="Hacker News threads of the Algolia API",
    version=1,
    sniff=_sniff,
    keys=frozenset({"children"}),
    read=_read,
)
