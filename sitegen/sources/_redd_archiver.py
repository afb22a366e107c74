"""Pages that the program redd-archiver makes of dumps of Reddit, Voat and Ruqqus.

A comment is a <details> in the <details> it answers. Ids bear the site's name, except those of
Reddit; bodies are the author's Markdown where the program left it as it was, else HTML.

The program: https://github.com/19-84/redd-archiver
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from sitegen.model import Gap, Post, Record
from sitegen.sources._html import Node, attribute, classes, text_of, walk
from sitegen.sources._reddit_cards import Card, number
from sitegen.sources._reddit_fields import Fields
from sitegen.sources._reddit_markup import markup
from sitegen.sources._reddit_nested import Open, opened

_ID = re.compile(r"(?:(voat|ruqqus)_)?([0-9a-z_]{1,20})")
_TITLE = re.compile(r"([a-z])/([0-9A-Za-z_-]{1,40}): ")
_COUNT = re.compile(r"([0-9]{1,7}) comments?")
_POSTED = "Posted: "
_BLOCKS = "p, blockquote, ul, ol, pre, table, h1, h2, h3, h4, h5, h6, hr, br"
_NOBODY = frozenset({"", "None", "[deleted]"})
_REMOVALS = {"deleted-badge": "deleted", "removed-badge": "moderator"}


def cards(root: Node) -> list[Card]:
    """All posts of a page, in the order in which they stand there."""
    found = opened(root, _kind, _begun, _part)
    heading = root.css_first("div.comments h4")
    count = _COUNT.fullmatch(text_of(heading)) if heading is not None else None
    _, community = community_of(root)
    return [_card(post, community, int(count[1]) if count else None) for post in found]


def community_of(root: Node) -> tuple[str, str | None]:
    """("r", name of the community), as the page's title tells it; ("", None) if it does not."""
    told = root.css_first("head > title")
    match = _TITLE.match(text_of(told)) if told is not None else None
    return (match[1], match[2]) if match else ("", None)


def renamed(records: Iterable[Record], root: Node) -> Iterator[Record]:
    """Records of a page of Voat or Ruqqus under that site's name; those of Reddit as they are."""
    post = root.css_first("div.submission")
    match = _ID.fullmatch(attribute(post, "data-id")) if post is not None else None
    site = match[1] if match else None
    prefix, name = community_of(root)
    for record in records:
        if site and isinstance(record, Post):
            yield msgspec.structs.replace(
                record,
                id=_moved(record.id, site),
                parent=_moved(record.parent, site) if record.parent else None,
                root=_moved(record.root, site) if record.root else None,
                replies=tuple(_moved(reply, site) for reply in record.replies),
                community=f"{prefix}/{name}" if name else None,
                permalink=None,
            )
        elif not (site and isinstance(record, Gap)):
            yield record


def _moved(post_id: str, site: str) -> str:
    return site + post_id[post_id.index(":") :]


def _kind(node: Node) -> str:
    names = classes(node)
    if node.tag == "details" and "comment" in names:
        return "t1"
    return "t3" if node.tag == "div" and "submission" in names else ""


def _begun(node: Node, kind: str, above: str | None) -> Open | None:
    match = _ID.fullmatch(attribute(node, "data-id"))
    if match is None:
        return None
    return Open(kind, {"name": f"{kind}_{match[2]}"}, above)


# Parts of a post


def _part(post: Open, node: Node, _: list[Open]) -> None:
    for name in classes(node):
        if name in _PARTS:
            _PARTS[name](post, node)
    if attribute(node, "title").startswith(_POSTED):
        moment = attribute(node, "title").removeprefix(_POSTED).removesuffix(" UTC")
        post.told.setdefault("created_utc", moment)


def _author(post: Open, node: Node) -> None:
    name = text_of(node).removeprefix("u/")
    post.told.setdefault("author", "[deleted]" if name in _NOBODY else name)


def _badge(post: Open, node: Node) -> None:
    if "core" in attribute(node, "title") or "badge-primary" in classes(node):
        post.told.setdefault("score", number(text_of(node)))


def _title(post: Open, node: Node) -> None:
    link = node.css_first("a")
    if link is not None:
        post.told["title"], post.told["url"] = text_of(link), attribute(link, "href")
        return
    own = [n.text_content or "" for n, begins in walk(node, lambda _: False) if begins]
    post.told["title"] = " ".join("".join(own).split())


def _edited(post: Open, node: Node) -> None:
    told = attribute(node, "title").removeprefix("Edited").strip()
    try:
        moment = datetime.strptime(told, "%d %b %Y %H:%M").replace(tzinfo=UTC)
        post.told["edited"] = moment.isoformat()
    except ValueError:
        post.told["edited"] = True


def _moderator(post: Open, node: Node) -> None:
    post.told["distinguished"] = "admin" if "admin-badge" in classes(node) else "moderator"


def _body(post: Open, node: Node) -> None:
    if "body" in post.told:
        return
    post.told["body"] = text_of(node)
    if node.css_first(_BLOCKS) is not None:
        post.text = markup(node)
    else:
        post.text, post.markup = node.text().strip(), "reddit"


def _removal(post: Open, node: Node) -> None:
    name = next((n for n in classes(node) if n in _REMOVALS), "")
    post.told["removed_by_category"] = _REMOVALS.get(name, "admin")


_PARTS: dict[str, Callable[[Open, Node], None]] = {
    "badge": _badge,
    "title": _title,
    "user-link": _author,
    "edited-marker": _edited,
    "mod-badge": _moderator,
    "md": _body,
    "removal-badge": _removal,
    "user-flair": lambda post, node: post.told.update(author_flair_text=text_of(node)),
    "badge-flair": lambda post, node: post.told.update(link_flair_text=text_of(node)),
    "stickied-icon": lambda post, _: post.told.update(stickied=True),
    "locked-icon": lambda post, _: post.told.update(locked=True),
    "nsfw-badge": lambda post, _: post.told.update(over_18=True),
    "spoiler-badge": lambda post, _: post.told.update(spoiler=True),
}


def _card(post: Open, community: str | None, count: int | None) -> Card:
    told = post.told | {"subreddit": community}
    told.setdefault("author", "[deleted]")
    if post.kind == "t3":
        told["selftext"] = told.pop("body", None)
        told["num_comments"] = count
    return Card(
        kind=post.kind,
        fields=msgspec.convert({k: v for k, v in told.items() if v is not None}, Fields),
        text=post.text,
        markup=post.markup,
        above=post.above,
    )
