"""Pages of Redlib and Libreddit, which show Reddit to readers without scripts.

A comment is a <div> in the <div> it answers, with its own id; times are whole, in UTC.

The program: https://github.com/redlib-org/redlib
"""

import re
from collections.abc import Callable

from sitegen.sources import _mail_dates
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._reddit_cards import Card, number, shortened
from sitegen.sources._reddit_fields import Fields
from sitegen.sources._reddit_markup import markup
from sitegen.sources._reddit_nested import Open, opened

_ID = re.compile(r"[0-9a-z]{1,13}")
_PATH = re.compile(r"(/r/[0-9A-Za-z_]{1,30}/comments/([0-9a-z]{1,13})/[^?#]{0,200})")
_AUTHORS = frozenset({"comment_author", "post_author"})


def cards(root: Node) -> list[Card]:
    """All posts of a page, in the order in which they stand there."""
    found = opened(root, _kind, _begun, _part)
    listed = root.css_first(".thread") is None  # a person's comments, or a list of submissions
    # What bears no title is no submission: boxes beside the posts are of the same class.
    shown = [post for post in found if post.kind != "t3" or post.told.get("title")]
    return [_card(post, loose=listed) for post in shown]


def _kind(node: Node) -> str:
    names = classes(node) if node.tag == "div" else []
    return "t1" if "comment" in names else "t3" if "post" in names else ""


def _begun(node: Node, kind: str, above: str | None) -> Open | None:
    if kind == "t3":
        own = attribute(node, "id")
        return Open(kind, {"name": f"t3_{own}"} if _ID.fullmatch(own) else {})
    own = attribute(node, "id")
    return Open(kind, {"name": f"t1_{own}"}, above) if _ID.fullmatch(own) else None


# Parts of a post


def _part(post: Open, node: Node, found: list[Open]) -> None:
    for name in classes(node):
        field, told = _PARTS.get(name, ("", _nothing))
        if field not in post.told:  # of elements in one another only the first is gone through
            told(post, node)
    if "deeper_replies" in classes(node):
        found.append(Open("more", {}, str(post.told["name"]) if post.kind == "t1" else None))
    if path := _PATH.search(attribute(node, "href")):
        post.told.setdefault("permalink", path[1])
        if post.kind == "t3":
            post.told.setdefault("name", f"t3_{path[2]}")
        else:
            post.told.setdefault("link_id", f"t3_{path[2]}")


def _nothing(_: Open, __: Node) -> None:
    pass


def _author(post: Open, node: Node) -> None:
    names = classes(node)
    post.told["author"] = text_of(node).removeprefix("u/") or "[deleted]"
    known = next((name for name in ("moderator", "admin") if name in names), None)
    if known:
        post.told["distinguished"] = known


def _created(post: Open, node: Node) -> None:
    moment = _mail_dates.moment(attribute(node, "title"))
    if moment:
        post.told.setdefault("created_utc", moment.timestamp())


def _score(post: Open, node: Node) -> None:
    told = attribute(node, "title") or text_of(node)
    post.told["score"] = number(told)
    post.labels += shortened(told)


def _title(post: Open, node: Node) -> None:
    own = [child.text_content or "" for child, _ in walk(node, _is_title) if child.is_text_node]
    post.told["title"] = " ".join("".join(own).split())


def _is_title(node: Node) -> bool:
    return {"post_flair", "nsfw", "spoiler"}.isdisjoint(classes(node))


def _flair(post: Open, node: Node) -> None:
    post.told["link_flair_text"] = text_of(node) or None


def _author_flair(post: Open, node: Node) -> None:
    post.told["author_flair_text"] = text_of(node) or None


def _community(post: Open, node: Node) -> None:
    post.told["subreddit"] = text_of(node).removeprefix("r/") or None


def _body(post: Open, node: Node) -> None:
    content = node.css_first(".md") or node
    post.told["body"], post.text = text_of(content), markup(content)


def _url(post: Open, node: Node) -> None:
    if node.tag == "a":
        post.told["url"] = attribute(node, "href")


_PARTS: dict[str, tuple[str, Callable[[Open, Node], None]]] = {
    **dict.fromkeys(_AUTHORS, ("author", _author)),
    "created": ("created_utc", _created),
    "comment_score": ("score", _score),
    "post_score": ("score", _score),
    "post_title": ("title", _title),
    "post_flair": ("link_flair_text", _flair),
    "author_flair": ("author_flair_text", _author_flair),
    "post_subreddit": ("subreddit", _community),
    "comment_body": ("body", _body),
    "post_body": ("body", _body),
    "post_thumbnail": ("url", _url),
}


def _card(post: Open, *, loose: bool) -> Card:
    told = dict(post.told)
    if post.kind == "t3":
        told["selftext"] = told.pop("body", None)
    return Card(
        kind=post.kind,
        fields=Fields(**told),  # type: ignore[arg-type]
        text=post.text,
        above=post.above,
        loose=loose,
        labels=post.labels,
    )
