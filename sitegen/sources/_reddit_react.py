"""Reddit's design of 2018 to 2023 (React): a flat list of comments, each with lines for its depth.

Its classes are meaningless and change from week to week, so nothing here looks at them but the few
that name posts; ids and test marks tell the rest.
"""

import re

import msgspec

from sitegen.sources._html import Node, attribute, classes, outermost, text_of
from sitegen.sources._reddit_cards import Card, number, shortened
from sitegen.sources._reddit_fields import Fields
from sitegen.sources._reddit_markup import markup

_ROW = re.compile(r"(?:(moreComments|continueThread)-)?(t1_[0-9a-z]{1,13})")
_NAME = re.compile(r"t[13]_[0-9a-z]{1,13}")
_LEVEL = re.compile(r"level ([0-9]{1,4})")
_POINTS = re.compile(r"(?:Score hidden|-?[0-9][0-9.,]*[kKmM]?)(?: points?)?")
_COUNTS = re.compile(r"([0-9,]+) votes? and ([0-9,]+) comments?")


def cards(root: Node) -> list[Card]:
    """The submission and all comments of a page, in the order in which they stand there."""
    posts = [post for post in root.css("div.Post") if "promotedlink" not in classes(post)]
    main = [post for post in posts if post.css_first("[data-test-id=post-content]") is not None]
    found = [card for post in main or posts if (card := _submission(post, root))]
    # Of a branch that is shown alone nothing tells what its top answers.
    is_branch = "single comment thread" in text_of(root).lower()
    lasts: dict[int, str] = {}  # the last comment of each level
    for row in outermost(root, _is_row):
        match = _ROW.fullmatch(attribute(row, "id"))
        assert match is not None
        kind, name = match.groups()
        if kind:
            found.append(_more(row, kind, name))
            continue
        level = _level(row)
        above = _above(row, name) or lasts.get(level - 1)
        lasts[level] = name
        card = _comment(row, name, above if level != 1 else None)
        found.append(msgspec.structs.replace(card, loose=is_branch and level == 1))
    return found


def _is_row(node: Node) -> bool:
    return node.tag == "div" and _ROW.fullmatch(attribute(node, "id")) is not None


def _level(row: Node) -> int:
    """1 answers the submission; what is written for screen readers tells it."""
    for part in row.css("span"):
        if match := _LEVEL.fullmatch(text_of(part)):
            return int(match[1])
    return len(row.css("i.threadline")) or 1


def _above(row: Node, name: str) -> str | None:
    """What a comment answers: the last of its lines that is not its own."""
    for line in reversed(row.css("i.threadline")):
        names = classes(line.parent) if line.parent is not None else []
        told = next((n for n in names if _NAME.fullmatch(n)), None)
        if told and told != name:
            return told
    return None


def _more(row: Node, kind: str, name: str) -> Card:
    if kind == "continueThread":
        return Card(kind="more", fields=Fields(), above=name)
    return Card(kind="more", fields=Fields(), above=_above(row, name), ids=(name,))


def _comment(row: Node, name: str, above: str | None) -> Card:
    head = row.css_first("[data-testid^=post-comment-header]") or row
    gone = text_of(head) if "deleted" in attribute(head, "data-testid") else ""
    author = _author(head)
    body = _first(row, ".RichTextJSON-root", "[data-testid=comment]", "[data-test-id=comment]")
    told, labels = _score(row)
    fields: dict[str, object] = {"name": name, "author": author or "[deleted]", "score": told}
    if author is None or gone:
        fields["body"] = "[removed]" if "removed" in gone else "[deleted]"
    elif body is not None:
        fields["body"] = text_of(body)
    else:  # few votes: the page held back the text until it was asked for
        labels += ("collapsed",)
    stamp = row.css_first("[data-testid=comment_timestamp], a[id*='--Created--']")
    if stamp is not None:
        fields["permalink"] = attribute(stamp, "href").partition("?")[0]
        labels += (text_of(stamp),)
    return Card(
        kind="t1",
        fields=msgspec.convert({k: v for k, v in fields.items() if v is not None}, Fields),
        text=markup(body) if body is not None else "",
        above=above,
        labels=tuple(label for label in labels if label),
    )


def _first(part: Node, *selectors: str) -> Node | None:
    found = (part.css_first(selector) for selector in selectors)
    return next((node for node in found if node is not None), None)


def _author(head: Node) -> str | None:
    for link in head.css("a[href*='/user/']"):
        words = text_of(link).removeprefix("u/")
        if words:
            return words
    return None


def _score(part: Node) -> tuple[int | None, tuple[str, ...]]:
    """The score, or a label where the page has rounded it; of the arrows, or in words."""
    arrows = part.css_first("[id^=vote-arrows-]")
    for told in [arrows] if arrows is not None else part.css("span"):
        words = text_of(told)
        if _POINTS.fullmatch(words) and (arrows is not None or words.endswith(("point", "points"))):
            return number(words), shortened(words)
    return None, ()


def _submission(post: Node, root: Node) -> Card | None:
    name = next((n for n in classes(post) if n.startswith("t3_") and _NAME.fullmatch(n)), None)
    if name is None:
        return None
    heading = post.css_first("h1, h3")
    score, labels = _score(post)
    fields: dict[str, object] = {"name": name, "author": _author(post), "score": score}
    fields["title"] = text_of(heading) if heading is not None else None
    stamp = post.css_first("[data-testid=post_timestamp], a[data-click-id=timestamp]")
    body = _first(post, "[data-click-id=text] .RichTextJSON-root", "[data-click-id=text]")
    out = post.css_first("a[data-testid=outbound-link], a.styled-outbound-link")
    if out is not None:
        fields["url"] = attribute(out, "href")
    address = _address(root)
    if f"/comments/{name[3:]}/" in address:
        fields["permalink"] = address
        if told := _COUNTS.match(_meta(root, "og:description")):
            fields["score"], fields["num_comments"] = number(told[1]), number(told[2])
            labels = ()
    fields["author"] = fields["author"] or "[deleted]"
    fields["selftext"] = text_of(body) if body is not None else None
    return Card(
        kind="t3",
        fields=msgspec.convert({k: v for k, v in fields.items() if v is not None}, Fields),
        text=markup(body) if body is not None else "",
        labels=(*labels, *([text_of(stamp)] if stamp is not None else [])),
    )


def _address(root: Node) -> str:
    """The address of the page, as it gives it to search engines."""
    link = root.css_first("link[rel=canonical]")
    return attribute(link, "href") if link is not None else _meta(root, "og:url")


def _meta(root: Node, name: str) -> str:
    told = root.css_first(f"meta[property='{name}']")
    return attribute(told, "content") if told is not None else ""
