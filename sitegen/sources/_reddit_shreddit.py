"""Reddit's design since 2023 ("shreddit"): custom elements whose attributes tell nearly all.

Comments lie in comments; a comment is told by its own parts, never by those of its replies. The
same elements come alone when a page loads more comments, so a saved answer reads alike.
"""

import re

import msgspec

from sitegen.sources._html import Node, attribute, text_of, walk
from sitegen.sources._reddit_cards import Card, number
from sitegen.sources._reddit_fields import Fields
from sitegen.sources._reddit_markup import markup

_POST, _COMMENT = "shreddit-post", "shreddit-comment"
_NAME = re.compile(r"t[13]_[0-9a-z]{1,13}")
_IN_PATH = re.compile(r"/comments/[0-9a-z]+/[^/]*/([0-9a-z]{1,13})")
_POST_IN_PATH = re.compile(r"/comments/([0-9a-z]{1,13})(?:/|$)")
_BODIES = ("-comment-rtjson-content", "-post-rtjson-content")
_REMOVED = re.compile(r"(?:Comment|Post) (removed|deleted) by \w+")
_STAMPS = frozenset({"time", "faceplate-timeago"})


class _Element(msgspec.Struct):
    """A post or a comment while its parts are read."""

    kind: str
    told: dict[str, object]
    above: str | None = None
    text: str = ""


def cards(root: Node) -> list[Card]:
    """All posts of a page, in the order in which they stand there."""
    found: list[_Element | Card] = []
    open_elements: list[_Element] = []
    for node, begins in walk(root, _is_entered):
        tag = node.tag or ""
        if tag in (_POST, _COMMENT):
            if not begins:
                open_elements.pop()
                continue
            element = _begun(node, tag, open_elements)
            found.append(element)
            if node.first_child is not None:
                open_elements.append(element)
        elif begins and node.is_element_node:
            current = open_elements[-1] if open_elements else None
            if tag == "faceplate-partial" and "more-comments/" in attribute(node, "src"):
                found.append(_more(current))
            elif current is not None:
                _part(current, node, tag)
        elif begins and node.is_text_node and open_elements:
            _gone(open_elements[-1], node)
    return [_card(item) if isinstance(item, _Element) else item for item in found]


def _is_entered(node: Node) -> bool:
    return node.tag not in ("script", "style", "svg") and not _is_body(node)


def _is_body(node: Node) -> bool:
    slot = attribute(node, "slot") if node.is_element_node else ""
    return slot in ("comment", "text-body") or (
        node.is_element_node and attribute(node, "id").endswith(_BODIES)
    )


def _begun(node: Node, tag: str, open_elements: list[_Element]) -> _Element:
    told: dict[str, object] = {}
    for field, key in (
        ("author", "author"),
        ("created_utc", "created" if tag == _COMMENT else "created-timestamp"),
        ("permalink", "permalink"),
        ("title", "post-title"),
        ("url", "content-href"),
        ("domain", "domain"),
        ("subreddit", "subreddit-name"),
        ("link_id", "postid"),
        ("parent_id", "parentid"),
    ):
        if attribute(node, key):
            told[field] = attribute(node, key)
    told.setdefault("subreddit", attribute(node, "subreddit-prefixed-name"))
    told["name"] = _name(node, tag)
    told["score"] = number(attribute(node, "score"))
    told["num_comments"] = number(attribute(node, "comment-count"))
    told["over_18"] = "is-nsfw" in node.attributes or "nsfw" in node.attributes
    told["spoiler"] = "is-spoiler" in node.attributes or "spoiler" in node.attributes
    told["is_self"] = attribute(node, "post-type") in ("text", "self") or None
    around = next((e for e in reversed(open_elements) if e.kind == "t1"), None)
    above = str(around.told["name"]) if around and around.told.get("name") else None
    return _Element("t3" if tag == _POST else "t1", told, above)


def _name(node: Node, tag: str) -> str | None:
    """The full name; where the element does not bear it, its permalink does."""
    for key in ("thingid", "id"):
        if _NAME.fullmatch(attribute(node, key)):
            return attribute(node, key)
    found = (_IN_PATH if tag == _COMMENT else _POST_IN_PATH).search(attribute(node, "permalink"))
    return f"{'t1' if tag == _COMMENT else 't3'}_{found[1]}" if found else None


def _part(element: _Element, node: Node, tag: str) -> None:
    if _is_body(node):
        if not element.text:
            inner = node.css_first(f"[id$='{_BODIES[1]}']")
            element.text = markup(inner if inner is not None else node)
            element.told.setdefault("body", text_of(node))
    elif tag in _STAMPS:
        moment = attribute(node, "datetime") or attribute(node, "ts")
        if moment:
            element.told.setdefault("created_utc", moment)
    elif attribute(node, "slot") == "title" or tag == "h1":
        if element.kind == "t3":
            element.told.setdefault("title", text_of(node))
    elif tag == "shreddit-post-flair":
        element.told.setdefault("link_flair_text", text_of(node))


def _gone(element: _Element, node: Node) -> None:
    """ "Comment removed by moderator", which stands where the text stood."""
    match = _REMOVED.fullmatch(" ".join((node.text_content or "").split()))
    if match and not element.text:
        element.told["body"] = f"[{match[1]}]"


def _more(current: _Element | None) -> Card:
    name = current.told.get("name") if current is not None and current.kind == "t1" else None
    return Card(kind="more", fields=Fields(), above=str(name) if name else None)


def _card(element: _Element) -> Card:
    told = {key: value for key, value in element.told.items() if value not in (None, "")}
    if not told.get("author"):
        told["author"] = "[deleted]"
    if element.kind == "t1" and "body" not in told and told["author"] == "[deleted]":
        told["body"] = "[deleted]"
    if element.kind == "t3" and "body" in told:
        told["selftext"] = told.pop("body")
    return Card(
        kind=element.kind,
        fields=msgspec.convert(told, Fields, strict=False),
        text=element.text,
        above=element.above,
    )
