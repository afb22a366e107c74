"""wordpress-html: saved pages of WordPress: a post or a page of a blog with its comments.

Themes write pages as they like; what is read are marks that WordPress itself writes, and what pages
tell programs of themselves (see _wordpress_comments.py and _linked_data.py). Ids are those of the
blog's own export and feeds.

Markup: pages that WordPress 6.1 made with five themes; templates of older ones.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from sitegen.model import Body, Evidence, Post, Problem, Record
from sitegen.sources import _forum_times, _linked_data, _web
from sitegen.sources import _wordpress_post as opening
from sitegen.sources._html import Node, attribute, before, looks_like_html, saved_page, text_of
from sitegen.sources._slashed import Order
from sitegen.sources._web import Place
from sitegen.sources._wordpress_comments import Comments, Said
from sitegen.sources._wordpress_post import words
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_MADE = re.compile(
    rb"content=[\"']?WordPress|/wp-content/(?:themes|plugins)/|/wp-includes/|api\.w\.org/|class=[\"']?wp-block-"
)
_CLASSES = re.compile(rb"\bclass=(?:\"([^\"<>]{1,600})\"|'([^'<>]{1,600})')")
_BODY = re.compile(rb"<body\b[^<>]{0,3000}>")
_ITEM = re.compile(rb"\bid=[\"']?(?:li-|div-)?comment-\d{1,15}\b")
_ONE = re.compile(
    rb"/wp-json/wp/v2/posts/\d|rel=[\"']?shortlink[\"']? href=[\"'][^\"'<>]{0,300}\?p=\d"
)
_LISTS = frozenset({b"home", b"blog", b"archive", b"search", b"error404"})
_FORUMS = frozenset({b"bbpress", b"buddypress", b"forum-archive", b"single-topic"})
_OF_COMMENTS = re.compile(
    r"/comment-page-\d{1,6}(?=/|$)|\?(?:cpage|replytocom)=\d{1,15}$|&(?:cpage|replytocom)=\d{1,15}"
)
_NTH = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.ASCII)
_DEEP = Evidence(parent="guessed", parent_rule="the blog shows deeper answers beside each other")
_USUAL = 5  # how deep answers nest where nobody set it


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    body = _BODY.search(data)
    own = _CLASSES.search(body[0]) if body else None
    kinds = frozenset((own[1] or own[2]).split()) if own else frozenset[bytes]()
    numbered = any(kind.startswith((b"postid-", b"page-id-")) for kind in kinds)
    if kinds & _FORUMS or (kinds & _LISTS and not numbered):
        return False
    if b"depth-" in data and any(_is_comment(found) for found in _CLASSES.finditer(data)):
        return True
    if not _MADE.search(data):
        return False
    if _ITEM.search(data):
        return True
    if not body:
        return _ONE.search(data) is not None
    typed = [kind for kind in kinds if kind.startswith(b"single-") and b"format" not in kind]
    return b"single" in kinds and (not typed or b"single-post" in typed)


def _is_comment(found: re.Match[bytes]) -> bool:
    """Whether classes are those that WordPress gives to comments."""
    kinds = (found[1] or found[2]).split()
    return (
        any(kind.startswith(b"depth-") and kind[6:].isdigit() for kind in kinds)
        and not {b"even", b"odd"}.isdisjoint(kinds)
        and not {b"comment", b"pingback", b"trackback", b"review"}.isdisjoint(kinds)
    )


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    place = _place(root, noted) if root else None
    if root is None or place is None:
        yield Problem("", "the page does not tell its address")
        return
    yield from opening.post(root, place.id, place.address, place.base)
    found = Comments(root, opening.number(root))
    yield from _comments(found, place)
    if found.others:
        yield Problem("", f"other posts with comments ({found.others:,}): save their own pages")


def _place(root: Node, noted: str) -> Place | None:
    """Where the page stands: as it says, as the browser noted, or by its blog and number."""
    told = [_linked_data.link(root, "canonical"), _linked_data.meta(root, "og:url"), noted]
    for link in root.css("a[href*='#comment-'], a[href$='#respond']")[:40]:
        told.append(attribute(link, "href").partition("#")[0])
    number = root.css_first("input[name=comment_post_ID]")
    form = root.css_first("form[action*='wp-comments-post.php']")
    if number and form:
        blog = attribute(form, "action").partition("wp-comments-post.php")[0]
        told.append(f"{blog}?p={attribute(number, 'value')[:15]}")
    told.append(_linked_data.link(root, "shortlink"))
    for address in told:
        plain = _OF_COMMENTS.sub("", address.partition("#")[0][:2000])
        own = _web.page_id(plain)
        if own:
            return Place(own, plain, _web.base_of(plain))
    return None


def _comments(found: Comments, place: Place) -> Iterator[Record]:
    all_ = found.found
    order = _forum_times.order_of(_told(said) for said in all_)
    ids = [
        f"{place.id}#comment-{said.number}" if said.number else f"{place.id}#unnumbered-{at}"
        for at, said in enumerate(all_, 1)
    ]
    by = {id(said): own for said, own in zip(all_, ids, strict=True)}
    seen: set[str] = set()
    flat = _flattened(all_)
    for said, own in zip(all_, ids, strict=True):
        body = _body(found, said, place)
        if own in seen:
            yield Problem(own.rpartition("#")[2], "it stands here twice; the first is kept")
            continue
        seen.add(own)
        if said.torn:
            yield Problem(own.rpartition("#")[2], said.torn, lost=False)
        above = said.above
        while above is not None and by[id(above)] == own:
            above = above.above
        created, labels = _time(said, order)
        if "waiting" in said.parts:
            labels = (*labels, "awaiting moderation")
        if not body:
            yield Problem(own.rpartition("#")[2], "a comment without a text", lost=False)
        yield Post(
            id=own,
            parent=by[id(above)] if above else place.id,
            root=place.id,
            body=Body(body, "html"),
            author=_author(said),
            created=created,
            permalink=f"{place.address}#comment-{said.number}" if said.number else None,
            labels=(*([said.kind] if said.kind else ()), *labels),
            evidence=_torn(said) if said.torn else _DEEP if id(said) in flat else None,
        )


def _torn(said: Said) -> Evidence:
    return Evidence(parent="guessed", parent_rule=said.torn)


def _body(found: Comments, said: Said, place: Place) -> str:
    text = said.parts.get("text")
    if text and said.cut:
        return words(before(text, said.cut), place.base)
    return words((text.inner_html or "") if text else found.loose(said), place.base)


def _author(said: Said) -> str | None:
    for part in ("name", "author", "site"):
        if (node := said.parts.get(part)) and (told := text_of(node)):
            return told.removesuffix(" says:")[:200] if part == "author" else told[:200]
    text = said.parts.get("text") if said.kind else None
    linked = text.css_first("a.url") if text else None
    return text_of(linked)[:200] or None if linked else None


def _told(said: Said) -> str:
    """The words or the attribute that tell when a comment was written; "" where none do."""
    time = said.parts.get("time")
    if time and (told := attribute(time, "datetime") or attribute(time, "content")):
        return told[: _forum_times.LONGEST]
    nodes = [said.parts.get(name) for name in ("link", "when", "time")]
    return next((told for node in nodes if node and (told := text_of(node))), "")[:200]


def _time(said: Said, order: Order | None) -> tuple[datetime | None, tuple[str, ...]]:
    """The time; words that cannot be read for certain are a label."""
    told = _told(said)
    if not told:
        return None, ()
    created = _forum_times.moment(_NTH.sub("", told), order)
    label = told if len(told) <= _forum_times.LONGEST else ""
    return created, () if created else _forum_times.label(label)


def _flattened(all_: list[Said]) -> set[int]:
    """Comments that may answer one beside them: of the depth at which the blog stops nesting.

    That is where links to answer end, or, where the page has none, the deepest, from the usual on.
    """
    linked = any(said.open for said in all_)
    deepest = max((said.depth for said in all_), default=0)
    found: set[int] = set()
    begun: set[int] = set()
    for said in all_:
        last = not said.open if linked else _USUAL <= said.depth == deepest
        if last and said.above and said.depth > 1:
            if id(said.above) in begun:
                found.add(id(said))
            begun.add(id(said.above))
    return found


SOURCE = Source(
    name="wordpress-html",
    title="Saved pages of blogs on WordPress, with their comments",
    version=3,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
