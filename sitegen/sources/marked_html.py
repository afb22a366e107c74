"""marked-html: pages of any site that mark what is a post and what a comment on it.

So do forums and blogs for search engines, those of the IndieWeb for each other, and the pages that
sitegen makes. Of three notations (see _marked_items.py) the one is read that tells of most posts.
Asked only where no format of a site claims a page.

Formats: https://schema.org/DiscussionForumPosting, https://schema.org/QAPage,
https://microformats.org/wiki/h-entry, https://indieweb.org/comments
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from sitegen.model import Evidence, Post, Problem, Record, State
from sitegen.model.permalinks import posts_at
from sitegen.sources import _linked_data, _marked_found, _marked_items, _web
from sitegen.sources import _marked_fields as fields
from sitegen.sources import _marked_own as own_pages
from sitegen.sources._html import Node, attribute, looks_like_html, saved_page
from sitegen.sources._marked_items import Item, Told
from sitegen.sources._web import Place
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_TYPES = re.compile(
    rb"schema\.org/(?:DiscussionForumPosting|Comment|UserComments|QAPage|Question|Answer)\b"
    rb"|\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"(?:DiscussionForumPosting|Comment|QAPage|Answer)\""
    rb"|class=[\"']?(?:[^\"'<>]{0,200}\s)?[up]-comment[\"'\s>]"
)
_ENTRY = re.compile(rb"class=[\"']?(?:[^\"'<>]{0,200}\s)?h-entry[\"'\s>]")
_CONTENT = re.compile(rb"class=[\"']?(?:[^\"'<>]{0,200}\s)?e-content[\"'\s>]")


_TORN = Evidence(parent="guessed", parent_rule="the tag that ends the text before it is missing")
_DISCUSSIONS = frozenset({"DiscussionForumPosting", "Question"})  # even before anybody answers


def _sniff(head: Head) -> bool:
    data = head.data
    if not looks_like_html(data):
        return False
    if _TYPES.search(data):
        return True
    return _ENTRY.search(data) is not None and _CONTENT.search(data) is not None


def _read(dump: Dump) -> Iterator[Record]:
    root, noted, problems = saved_page(dump)
    yield from problems
    found = _marked_found.found(root) if root else Told([])
    of = _Page(root, found.items, _address(root, noted), dump.name) if root else None
    if root and of:
        yield from _marked_found.left_out(root, found, holds=of.holds())
        yield from of.records()


def _address(root: Node, noted: str) -> str:
    told = (_linked_data.link(root, "canonical"), _linked_data.meta(root, "og:url"), noted)
    return next((each for each in told if _web.page_id(each)), "")


class _Page:
    """The posts of a page: threads, and comments that stand in one, or in the page's own."""

    def __init__(self, root: Node, items: list[Item], address: str, name: str) -> None:
        self._own = own_pages.of(root)
        self._items, self._address, self._name = items, address, name
        self._threads = [item for item in items if self._opens(item)]
        for item in self._threads[1:]:
            if self._belongs(item, self._threads[0]):
                item.role, item.above = "comment", self._threads[0]
        self._threads = [item for item in self._threads if self._opens(item)]
        held = {id(item.top) for item in items if not self._opens(item)}
        self._threads = [item for item in self._threads if id(item) in held or self._is(item, held)]
        self._kept = {id(item) for item in self._threads}
        single = self._threads[0] if self._threads else None
        self._single = single
        self._places: dict[int, Place] = {}
        self._ids: dict[int, str] = {}
        self._anchors: dict[str, str] = {}
        self._known: frozenset[str] = frozenset()

    def holds(self) -> bool:
        return bool(self._threads) or any(not self._opens(item) for item in self._items)

    def _is(self, item: Item, held: set[int]) -> bool:
        """Whether a post without comments is a thread: lists of a site's others are none."""
        discussion = self._own is not None or not item.kinds.isdisjoint(_DISCUSSIONS)
        if any(name in item.told for name in fields.BODIES):
            return discussion or bool(held)
        told = urljoin(self._address, item.address("url", "@id").partition("#")[0])
        alone = bool(held) and len(self._threads) == 1  # comments stand beside it
        return (discussion or alone) and told in ("", self._address)

    @staticmethod
    def _belongs(item: Item, first: Item) -> bool:
        """Whether a posting is one of the same thread: forums mark each post of it as one."""
        told, page_of_it = (each.address("url", "@id").partition("#")[0] for each in (item, first))
        says = any(name in item.told for name in fields.BODIES)
        return says and "DiscussionForumPosting" in item.kinds and told in ("", page_of_it)

    @staticmethod
    def _opens(item: Item) -> bool:
        return item.is_post() and item.above is None and not item.is_comment()

    def records(self) -> Iterator[Record]:
        for item in self._threads:
            self._places[id(item)] = self._place(item)
        if self._single is None:
            self._places[0] = self._place(None)
        answers = [item for item in self._items if not self._opens(item)]
        for number, item in enumerate(answers, 1):
            self._ids[id(item)] = self._id(item, number)
            anchor = attribute(item.node, "id") if item.node is not None else ""
            self._anchors.setdefault(anchor, self._ids[id(item)])
        self._known = frozenset(self._ids.values())
        seen: set[str] = set()
        for item in self._items:
            if self._opens(item):
                kept = id(item) in self._kept and (self._own is None or self._own.opened)
            else:
                kept = not (self._own and own_pages.is_ghost(item))
            if kept:
                yield from self._once(item, seen)

    def _once(self, item: Item, seen: set[str]) -> Iterator[Record]:
        own = self._ids.get(id(item)) or self._places[id(item)].id
        if own in seen:
            yield Problem(own, "it stands here twice; the first is kept")
            return
        seen.add(own)
        post = self._comment(item) if id(item) in self._ids else self._opening(item)
        if not post.body.text and post.parent and post.state == "visible":
            yield Problem(own, "a comment without a text", lost=False)
        yield post

    def _place(self, item: Item | None) -> Place:
        """Where a thread is: what it says itself, else the page; else the file stands for it."""
        told = item.address("url", "@id", "mainEntityOfPage") if item else ""
        address = urljoin(self._address, told) if self._address else told
        if self._own:
            address = self._own.original or address
        if not _web.page_id(address) or (
            len(self._threads) < 2 and not self._own and self._address
        ):
            address = self._address
        if self._own:
            own = self._own.thread or _web.page_id(address)
            address = address if self._own.original or not self._own.thread else ""
        else:
            own = next(iter(posts_at(address)), None) or _web.page_id(address)
        if not own:
            return Place(f"web:file/{self._name}", "", "")
        return Place(own, address, _web.base_of(address))

    def _thread(self, item: Item) -> Place:
        return (
            self._places.get(id(item.top)) or self._places[id(self._single) if self._single else 0]
        )

    def _id(self, item: Item, number: int) -> str:
        place = self._thread(item)
        anchor = attribute(item.node, "id") if item.node is not None else ""
        if self._own and (told := self._own.id_of(anchor)):
            return told
        address = item.address("url", "@id")
        if address and place.address:
            address = urljoin(place.address, address)
        if known := posts_at(address):
            return known[0] if known[0] != place.id else f"{place.id}#at-{number}"
        plain, _, mark = address.partition("#")
        other = _web.page_id(plain)
        if mark and (other == place.id or not other):
            return f"{place.id}#{mark[:100]}"
        if other and other != place.id:
            return f"{other}#{mark[:100]}" if mark else other
        return f"{place.id}#{anchor[:100] or f'at-{number}'}"

    def _opening(self, item: Item) -> Post:
        place = self._places[id(item)]
        counted = dict(_marked_items.counts(item))
        claimed = item.words("commentCount", "answerCount")
        title = item.words("headline", "name")
        return Post(
            id=place.id,
            root=place.id,
            body=fields.body(item, place.base),
            author=own_pages.author(fields.author(item)) if self._own else fields.author(item),
            created=fields.time(item, *fields.TIMES),
            edited=fields.time(item, "dateModified"),
            score=fields.score(item, counted),
            state=self._state(item),
            permalink=place.address or None,
            title=own_pages.title(title, fields.author(item)) if self._own else title or None,
            community=item.words("isPartOf") or _web.host_of(place.address),
            labels=own_pages.labels(item) if self._own else (),
            claimed=counted.get("CommentAction", counted.get("ReplyAction"))
            if not claimed.isdecimal()
            else int(claimed[:9]),
        )

    def _comment(self, item: Item) -> Post:
        place, own = self._thread(item), self._ids[id(item)]
        above = item.above
        while above is not None and self._ids.get(id(above)) == own:
            above = above.above
        parent = self._ids.get(id(above), place.id) if above else self._named(item, place)
        if self._own and (told := self._anchors.get(own_pages.answered(item))):
            parent = told
        address = item.address("url", "@id")
        if address and place.address:
            address = urljoin(place.address, address)
        anchor = attribute(item.node, "id") if item.node is not None else ""
        if self._own:
            address = self._own.address_of(anchor)
        return Post(
            id=own,
            parent=parent if parent != own else place.id,
            root=place.id,
            body=fields.body(item, place.base),
            author=fields.author(item) if not self._own else own_pages.author(fields.author(item)),
            created=fields.time(item, *fields.TIMES),
            edited=fields.time(item, "dateModified"),
            score=fields.score(item, dict(_marked_items.counts(item)))
            if not self._own
            else own_pages.points(item),
            state=self._state(item),
            permalink=address if address.startswith(("http://", "https://")) else None,
            labels=(
                *(("accepted",) if item.role == "acceptedAnswer" else ()),
                *fields.untold(item),
                *(own_pages.labels(item) if self._own else ()),
            ),
            evidence=_TORN if item.torn else None,
        )

    def _state(self, item: Item) -> State:
        return own_pages.state(item) if self._own else fields.state(item)

    def _named(self, item: Item, place: Place) -> str:
        """What a comment says that it answers, where it stands in none."""
        told = item.address("parentItem")
        if not told:
            return place.id
        whole = urljoin(place.address, told)
        plain, _, mark = whole.partition("#")
        named = (*posts_at(whole)[:1], f"{place.id}#{mark}", _web.page_id(plain))
        known = next((each for each in named if each in self._known), place.id)
        return self._anchors.get(mark, known) if mark else known


SOURCE = Source(
    name="marked-html",
    title="Saved pages that mark posts and comments: schema.org, microformats",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
    last=True,
)
