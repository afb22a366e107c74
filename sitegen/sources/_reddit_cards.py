"""What a page shows of a post, in whatever design, and how that becomes a post.

The designs tell the same facts in different places; each gives cards in reading order, and from
there on all is alike: fields under Reddit's names, as in `_reddit_fields`, and a finished body.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.model import Body, Gap, Markup, Post, Problem, Record
from sitegen.sources._reddit import comment, submission
from sitegen.sources._reddit_fields import Fields, full_id

_SHORT = re.compile(r"[0-9]+(?:\.[0-9]+)?[kKmM]")
_COMMUNITY = re.compile(r"/r/([0-9A-Za-z_]{1,30})/")
_EXACT = re.compile(r"-?[0-9]{1,9}(?![0-9])")


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A submission ("t3"), a comment ("t1"), or a stub for replies not shown ("more").

    `above` is the full name of the comment that it answers ("t1_c0ffee"); None: it answers the
    submission, or, where it is `loose`, the page does not show what. `title` is that of a
    comment's thread. `ids` and `count` are a stub's.
    """

    kind: str
    fields: Fields
    text: str = ""
    markup: Markup = "html"
    above: str | None = None
    loose: bool = False
    title: str | None = None
    labels: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    count: int = 1


def records(cards: Sequence[Card]) -> Iterator[Record]:
    """The posts and gaps of a page, each post once, with the order of replies."""
    opening = [card for card in cards if card.kind == "t3"]
    root = _name(opening[0], "t3") if len(opening) == 1 else None
    posts: dict[str, Post] = {}
    problems: list[Problem] = []
    for card in cards:
        made = _post(card, root) if card.kind != "more" else None
        if isinstance(made, str):
            problems.append(Problem("", made))
        elif made is not None:
            posts.setdefault(made.id, made)
    replies: dict[str, list[str]] = {}
    for post in posts.values():
        if post.parent:
            replies.setdefault(post.parent, []).append(post.id)
    for post in posts.values():
        below = tuple(replies.get(post.id, ()))
        yield msgspec.structs.replace(post, replies=below) if below else post
    yield from problems
    for card in cards:
        if card.kind == "more" and (gap := _gap(card, posts, root)):
            yield gap


def _name(card: Card, kind: str) -> str | None:
    return full_id(card.fields.name or card.fields.id, kind)


def _post(card: Card, root: str | None) -> Post | str:
    fields = card.fields
    if fields.subreddit is None:
        fields = msgspec.structs.replace(fields, subreddit=community_in(fields.permalink))
    if card.kind == "t3":
        made = submission(fields, str)
    else:
        above = full_id(card.above, "t1") if card.above else None
        made = comment(fields, str, root=root, above=above)
    if isinstance(made, str):
        return made
    if made.parent == root and not card.loose:  # the page shows that it answers the submission
        made = msgspec.structs.replace(made, evidence=None)
    body = made.body
    if card.text and made.state in ("visible", "dead"):
        body = Body(card.text, card.markup)
    title = made.title or card.title
    return msgspec.structs.replace(
        made, body=body, title=title, labels=tuple(dict.fromkeys((*made.labels, *card.labels)))
    )


def community_in(permalink: str | None) -> str | None:
    """The subreddit that an address names."""
    told = _COMMUNITY.search(permalink) if permalink else None
    return told[1] if told else None


def _gap(card: Card, posts: dict[str, Post], root: str | None) -> Gap | None:
    """Replies that are not shown: at least one, and those that are named."""
    parent = full_id(card.above, "t1") if card.above else root
    if parent in posts:
        root = posts[parent].root or root
    if parent is None or root is None:
        return None
    ids = tuple(dict.fromkeys(found for told in card.ids if (found := full_id(told, "t1"))))
    return Gap(parent=parent, root=root, count=len(ids) or max(card.count, 1), ids=ids)


def number(told: str) -> int | None:
    """A score as pages write it when they write it exactly: "1,234 points"; else None."""
    match = _EXACT.match(told.strip().replace(",", "").replace("\u2212", "-"))
    if match is None or _SHORT.match(told.strip()):
        return None
    return int(match[0])


def shortened(told: str) -> tuple[str, ...]:
    """A score that the page has rounded ("11.0k"), as a label; () for any other."""
    match = _SHORT.match(told.strip())
    return (f"{match[0]} points",) if match else ()
