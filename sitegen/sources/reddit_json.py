"""Reddit's own JSON: what "/comments/….json", "/r/….json" and api/morechildren answer.

The things of one answer are read together: they tell of each other's thread, order and escaping.
Format: docs/formats/reddit-json.md.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sitegen.model import Gap, Post, Problem, Record
from sitegen.sources import _json
from sitegen.sources._json_tree import tree
from sitegen.sources._reddit import Text, comment, missed, submission
from sitegen.sources._reddit_fields import Fields, full_id, is_escaped, mended, unescaped
from sitegen.sources._reddit_tree import Thing, flattened
from sitegen.sources.source import Dump, Head, Source

_FIRST_LINES = 5
_MOST = 1 << 53
_LEVELS = 6  # {"json": {"data": {"things": [{"data": {…}}]}}} has five
_WAY_DOWN = ("json", "data", "children", "things")
_OF_THINGS = {"author", "created_utc", "link_id", "name", "permalink", "subreddit", "subreddit_id"}
_KINDS = (b'"Listing"', b'"t1"', b'"t3"', b'"more"')


def _sniff(head: Head) -> bool:
    if b'"data"' not in head.data:  # every answer has it near its beginning
        return False
    lines = [line for line in head.data.split(b"\n", 50)[1:] if line.strip()]
    return _claims(head.data) or any(_claims(line) for line in lines[:_FIRST_LINES])


def _claims(data: bytes) -> bool:
    """Whether `data` begins with a listing, a thing, or an answer that holds things.

    Goes down to the first thing. Where "kind" comes after "data" the head may end before it:
    then the fields of the thing tell.
    """
    at = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"[ \t\r\n")
    in_data = False
    for _ in range(_LEVELS):
        told = _json.members(at)
        if "kind" in told:
            return told["kind"] in _KINDS and told.get("data", b"{")[:1] == b"{"
        if in_data and len(told.keys() & _OF_THINGS) > 2:
            return True
        key = next((key for key in _WAY_DOWN if key in told), None)
        if key is None:
            return False
        at, in_data = told[key], key == "data" and told[key][:1] == b"{"
    return False


def _read(dump: Dump) -> Iterator[Record]:
    held: list[Thing] = []  # a submission alone: its comments may be the next value
    with dump.open() as stream:
        for found in _json.values(stream):
            things: list[Thing] = []
            for item in _things(found):
                if isinstance(item, Problem):
                    yield item
                else:
                    things.append(item)
            opens = any(thing.kind == "t3" for thing in things)
            if held and opens:
                yield from _records(held)
                held = []
            held += things
            if not (opens and len(held) == 1):
                yield from _records(held)
                held = []
    yield from _records(held)


def _things(found: tuple[str, bytes] | Problem) -> Iterator[Thing | Problem]:
    if isinstance(found, Problem):
        yield found
        return
    where, data = found
    try:
        value, fault = tree(data)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    if fault:
        yield Problem(where, f"{fault}; what stands before it is used")
    for item in flattened(value, where):
        if fault and isinstance(item, Thing) and _is_torn(item):
            yield Problem(item.where, "cut off before its text")
        else:
            yield item


def _is_torn(thing: Thing) -> bool:
    """Whether the damage took the text, so that only a shell is left."""
    text = {"t1": "body", "t3": "title", "more": "children"}
    return thing.data.get(text[thing.kind]) is None


def _records(things: Sequence[Thing]) -> Iterator[Record]:
    """The posts and gaps of things that came in one answer, with the order of replies."""
    read = [(thing, *mended({} if thing.kind == "more" else thing.data)) for thing in things]
    text = unescaped if all(is_escaped(fields) for _, fields, _ in read) else str
    root = _root(things)
    made = [_made(thing, fields, text, root) for thing, fields, _ in read]
    posts = {result.id: result for result in made if isinstance(result, Post)}
    replies: dict[str, list[str]] = {}
    for post in posts.values():
        if post.parent:
            replies.setdefault(post.parent, []).append(post.id)
    for (thing, fields, lost), result in zip(read, made, strict=True):
        if result is None:
            yield _gap(thing, posts, root)
        elif isinstance(result, str):
            yield Problem(thing.where, result)
        else:
            below = tuple(dict.fromkeys(replies.get(result.id, ())))
            yield msgspec.structs.replace(result, replies=below) if below else result
            for name in dict.fromkeys(lost + missed(fields, result)):
                yield Problem(thing.where, f"no usable {name}", lost=False)


def _root(things: Sequence[Thing]) -> str | None:
    """The thread that all these things belong to, where they agree on one."""
    own = {full_id(t.data.get("name") or t.data.get("id"), "t3") for t in things if t.kind == "t3"}
    told = {full_id(t.data.get("link_id"), "t3") for t in things if t.kind == "t1"}
    roots = (own | told) - {None}
    return roots.pop() if len(roots) == 1 else None


def _made(thing: Thing, fields: Fields, text: Text, root: str | None) -> Post | str | None:
    if thing.kind == "more":
        return None
    if thing.kind == "t3":
        return submission(fields, text)
    return comment(fields, text, root=root, above=thing.above)


def _gap(thing: Thing, posts: Mapping[str, Post], root: str | None) -> Gap | Problem:
    """What a "load more comments" or a "continue this thread" stands for.

    Reddit's count includes replies to the replies it leaves out, but names only the direct ones;
    those are counted. "Continue this thread" names and counts nothing: at least one is there.
    """
    parent = full_id(thing.data.get("parent_id"), "t1") or thing.above or root
    if parent is None:
        return Problem(thing.where, "more comments are named, but not below which post", lost=False)
    if parent in posts:
        root = posts[parent].root or root
    elif parent.startswith("reddit:t3_"):
        root = parent
    if root is None:
        return Problem(thing.where, "more comments are named, but not of which thread", lost=False)
    named, count = thing.data.get("children"), thing.data.get("count")
    ids = [full_id(i, "t1") for i in named] if isinstance(named, list) else []
    unique = tuple(dict.fromkeys(i for i in ids if i))
    least = count if isinstance(count, int) and 0 < count < _MOST else 1
    return Gap(parent=parent, root=root, count=len(unique) or least, ids=unique)


SOURCE = Source(
    name="reddit-json",
    title="Reddit's own JSON: a thread, a listing, more comments",
    version=2,
    sniff=_sniff,
    signs=(b'"data"',),
    read=_read,
)
