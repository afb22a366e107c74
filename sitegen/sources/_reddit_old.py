"""Reddit's old design (2008 on, old.reddit.com to this day): things in things.

Every post is an element of the class "thing"; replies lie in its "child". A thing is told by its
own parts, never by those of the things inside of it.
"""

import re
from collections.abc import Callable

import msgspec

from sitegen.ages import AGE
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._reddit_cards import Card, number, shortened
from sitegen.sources._reddit_fields import Fields
from sitegen.sources._reddit_markup import markup

_NAME = re.compile(r"t[13]_[0-9a-z]{1,13}")
_STRINGS = re.compile(r"'([^']*)'")
_COUNT = re.compile(r"\(?([0-9]{1,7})")
_IN_PATH = re.compile(r"/comments/[0-9a-z]+/[^/]*/([0-9a-z]{1,13})")
_AGE = re.compile(AGE)
_NOT_OURS = frozenset(
    {"side", "read-next-container", "usertext-edit", "markhelp", "organic-listing"}
)


class _Thing(msgspec.Struct):
    """A thing while its parts are read."""

    kind: str
    told: dict[str, object]
    above: str | None
    text: str = ""
    title: str | None = None
    labels: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    count: int = 1


def cards(root: Node) -> list[Card]:
    """All posts of a page, in the order in which they stand there."""
    found: list[_Thing] = []
    open_things: list[_Thing | None] = []
    for node, begins in walk(root, _is_entered):
        if not node.is_element_node:
            continue
        names = classes(node)
        if "thing" in names:
            if not begins:
                open_things.pop()
                continue
            above = next((thing for thing in reversed(open_things) if thing), None)
            thing = _begun(node, names, above)
            if node.first_child is not None:
                open_things.append(thing)
            if thing:
                found.append(thing)
        elif begins and open_things and (current := open_things[-1]):
            _part(current, node, names)
    loose = root.css_first(".commentarea, .nestedlisting") is None  # what a person wrote, say
    return [_card(thing, loose) for thing in found]


def _is_entered(node: Node) -> bool:
    names = classes(node)
    return node.tag not in ("script", "style") and "md" not in names and _NOT_OURS.isdisjoint(names)


def _begun(node: Node, names: list[str], above: _Thing | None) -> _Thing | None:
    """The thing that begins; None for what is none of ours (advertisements, subreddits)."""
    name = attribute(node, "data-fullname")
    if not name:
        name = next((n[3:] for n in names if n.startswith("id-t")), "")
    parent = str(above.told["name"]) if above and above.kind == "t1" else None
    if "morechildren" in names or "morerecursion" in names:
        return _Thing("more", {"name": name}, parent)
    if not _NAME.fullmatch(name) or "promoted" in names or "promotedlink" in names:
        return None
    told: dict[str, object] = {"name": name}
    for field, key in (
        ("author", "data-author"),
        ("subreddit", "data-subreddit"),
        ("permalink", "data-permalink"),
        ("url", "data-url"),
        ("domain", "data-domain"),
    ):
        if attribute(node, key):
            told[field] = attribute(node, key)
    if attribute(node, "data-timestamp").isdecimal():
        told["created_utc"] = int(attribute(node, "data-timestamp")) / 1000
    told["score"] = number(attribute(node, "data-score"))
    told["num_comments"] = number(attribute(node, "data-comments-count"))
    told["over_18"] = "over18" in names or attribute(node, "data-nsfw") == "true"
    told["spoiler"] = "spoiler" in names or attribute(node, "data-spoiler") == "true"
    told["stickied"] = "stickied" in names
    told["locked"] = "locked" in names
    told["is_self"] = "self" in names or None
    return _Thing(name[:2], told, parent)


# Parts of a thing


def _part(thing: _Thing, node: Node, names: list[str]) -> None:
    """Takes from an element what it tells of the thing it stands in."""
    for name in names:
        if name in _PARTS:
            _PARTS[name](thing, node)
    if node.tag == "time":
        _time(thing, node)


def _author(thing: _Thing, node: Node) -> None:
    if node.tag == "a":
        thing.told.setdefault("author", text_of(node))
        for name in ("moderator", "admin"):
            if name in classes(node):
                thing.told["distinguished"] = name


def _score(thing: _Thing, node: Node) -> None:
    """The one of three that is shown to whom did not vote."""
    if "unvoted" not in classes(node):
        return
    exact = number(attribute(node, "title"))
    if exact is None:
        exact = number(text_of(node))
    if exact is not None:
        thing.told["score"] = exact
    elif thing.told.get("score") is None:
        thing.labels += shortened(text_of(node))


def _time(thing: _Thing, node: Node) -> None:
    moment = attribute(node, "datetime")
    if "edited-timestamp" in classes(node):
        thing.told.setdefault("edited", moment)
    elif moment and "time" not in thing.told:
        thing.told["time"] = thing.told["created_utc"] = moment


def _tagline(thing: _Thing, node: Node) -> None:
    """Words for the time, which is all that pages had until 2012."""
    if match := _AGE.search(text_of(node)):
        thing.told.setdefault("age", match[0])


def _title(thing: _Thing, node: Node) -> None:
    if node.tag != "a":
        return
    if thing.kind == "t3":
        thing.told.setdefault("title", text_of(node))
        thing.told.setdefault("url", attribute(node, "href"))
    else:  # on a person's page a comment names its thread
        thing.title = thing.title or text_of(node)
        thing.told.setdefault("permalink", attribute(node, "href"))


def _flair(thing: _Thing, node: Node) -> None:
    thing.told.setdefault("author_flair_text", text_of(node))


def _link_flair(thing: _Thing, node: Node) -> None:
    thing.told.setdefault("link_flair_text", attribute(node, "title") or text_of(node))


def _domain(thing: _Thing, node: Node) -> None:
    thing.told.setdefault("domain", text_of(node).strip("()"))


def _byline(thing: _Thing, node: Node) -> None:
    if attribute(node, "data-event-action") == "parent" or text_of(node) == "parent":
        _parent(thing, node)
    elif attribute(node, "href"):
        thing.told.setdefault("permalink", attribute(node, "href"))


def _parent(thing: _Thing, node: Node) -> None:
    """A link to what a comment answers, which need not stand on the page."""
    href = attribute(node, "href")
    found = _IN_PATH.search(href)
    name = found[1] if found else href.rpartition("#")[2]
    if thing.above is None and re.fullmatch(r"[0-9a-z]{1,13}", name):
        thing.above = f"t1_{name}"


def _body(thing: _Thing, node: Node) -> None:
    if not thing.text:
        thing.text = markup(node)
        thing.told["body"] = text_of(node)


def _comments(thing: _Thing, node: Node) -> None:
    count = _COUNT.match(text_of(node))
    if thing.kind == "t3" and count and thing.told.get("num_comments") is None:
        thing.told["num_comments"] = int(count[1])
    if thing.kind == "t3" and attribute(node, "href"):
        thing.told.setdefault("permalink", attribute(node, "href"))


def _button(thing: _Thing, node: Node) -> None:
    """ "load more comments", whose command names them."""
    strings = _STRINGS.findall(attribute(node, "onclick"))
    if thing.kind == "more" and len(strings) > 2:
        thing.ids = tuple(name for name in strings[2].split(",") if name)


_PARTS: dict[str, Callable[[_Thing, Node], None]] = {
    "author": _author,
    "score": _score,
    "tagline": _tagline,
    "title": _title,
    "flair": _flair,
    "linkflairlabel": _link_flair,
    "domain": _domain,
    "bylink": _byline,
    "md": _body,
    "comments": _comments,
    "button": _button,
}


def _card(thing: _Thing, loose: bool) -> Card:
    told = {k: v for k, v in thing.told.items() if v is not None and k not in ("time", "age")}
    labels = thing.labels
    if "created_utc" not in told and thing.told.get("age"):
        labels += (str(thing.told["age"]),)
    if thing.kind != "more" and "author" not in told:
        told["author"] = "[deleted]"
    if thing.kind == "t3" and "body" in told:
        told["selftext"] = told.pop("body")
    return Card(
        kind=thing.kind,
        fields=msgspec.convert(told, Fields, strict=False),
        text=thing.text,
        above=thing.above,
        title=thing.title,
        loose=loose,
        labels=labels,
        ids=thing.ids,
    )
