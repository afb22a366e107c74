"""discourse-html: topics of Discourse as pages, for programs and as a browser shows them.

Without scripts a forum gives out a plain page of twenty posts, which is what wget and the Wayback
Machine keep; with them it draws another one, of which a browser saves the posts that were in sight.
Neither tells which post another one answers, but by the quote that it begins with.

Markup: app/views/topics/show.html.erb of https://github.com/discourse/discourse
"""

import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from sitegen.model import Evidence, Post, Problem, Record
from sitegen.sources import _discourse
from sitegen.sources._discourse import Facts, Topic
from sitegen.sources._forum_names import Forum, forum_in_name
from sitegen.sources._html import Node, attribute, inside, looks_like_html, saved_page, text_of
from sitegen.sources._json import utc_iso, utc_unix
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_UNTOLD = Evidence(parent="guessed", parent_rule="the page does not tell what this answers")
_QUOTES = Evidence(parent_rule="the post begins with a quote that names the post it is from")
_META = re.compile(rb"<meta\s[^<>]*+>", re.I)
_TOPIC = re.compile(r"^(.*?)/t/([^/?#]*)(?:/(\d{1,12}))?(?:[/?#]|$)", re.A)
_HOST = re.compile(r"https?://([\w.-]+(?::\d{1,5})?)(?:/|$)", re.A)
_NUMBER = re.compile(r"post_(\d{1,12})", re.A)
_PERSON = re.compile(r"/(?:u|users)/([^/?#]+)")
_BODY = "div.post[itemprop], div.cooked, div.post"
_AUTHOR = ".crawler-post-meta a[href], .names a[data-user-card], a[data-user-card]"
_LIKES = re.compile(r"\d{1,9}", re.A)
_LONGEST_NUMBER = 12  # digits
_PUT_BELOW = frozenset({"cooked-selection-barrier", "post-menu-area", "topic-map", "post-links"})
_COUNTS = 'meta[itemprop="userInteractionCount"]'


def _sniff(head: Head) -> bool:
    if not looks_like_html(head.data):
        return False
    if any(
        b"generator" in tag and b'content="Discourse' in tag for tag in _META.findall(head.data)
    ):
        return b"/t/" in head.data
    return b"crawler-post" in head.data and b"post_" in head.data


def _read(dump: Dump) -> Iterator[Record]:
    root, saved, problems = saved_page(dump)
    yield from problems
    told = _topic(root, saved) if root else None
    if root is None or told is None:
        yield Problem("", "the page does not tell which topic it is of")
        return
    topic, base = told
    host = _HOST.match(base)
    forum = Forum(host[1].lower(), base) if host else forum_in_name(dump.name) or Forum()
    if not forum.host:
        told_how = "nothing tells which site this is from; put it into a folder named after it"
        yield Problem("", told_how, lost=False)
    found: dict[int, tuple[Facts, Node]] = {}
    for facts, node in _posts(root):
        if node is None:
            yield Problem(f"post {facts.post_number}", "a post without a text")
        elif text_of(found.setdefault(facts.post_number, (facts, node))[1]) != text_of(node):
            yield Problem(f"post {facts.post_number}", "it stands here twice; the first is kept")
    if not found:
        yield Problem("", "no post was found: a list of topics, or a page that draws itself later")
        return
    for number, (facts, node) in sorted(found.items()):
        yield _post(facts, node, topic, forum, first=1 in found or number != min(found))


def _topic(root: Node, saved: str) -> tuple[Topic, str] | None:
    """The topic that a page is of, and its site's address, by the page's own address.

    `saved` is the address that whoever saved the page noted, or "".
    """
    heading = root.css_first("#topic-title h1, h1")
    inside = root.css_first("#topic-title a[href]")
    links = [
        *(attribute(node, "href") for node in root.css('link[rel="canonical"]')),
        *(attribute(node, "content") for node in root.css('meta[property="og:url"]')),
        *((attribute(inside, "href"),) if inside else ()),
        saved,
    ]
    address = next((found for link in links if (found := _TOPIC.match(link))), None)
    if address is None:
        return None
    base, slug, number = address.groups()
    if slug.isascii() and slug.isdecimal() and len(slug) <= _LONGEST_NUMBER:  # /t/42 or /t/42/3
        slug, number = "", slug
    if not number:
        return None
    title = text_of(heading) if heading else ""
    tags = [text_of(node) for node in root.css("#topic-title a.discourse-tag")]
    topic = Topic(int(number), title or None, slug, tags=[*dict.fromkeys(tags)])
    return topic, base if base.startswith("http") else ""


# Posts


def _posts(root: Node) -> Iterator[tuple[Facts, Node | None]]:
    for node in root.css("div.crawler-post[id], article[id]"):
        number = _NUMBER.fullmatch(attribute(node, "id"))
        content = node.css_first(_BODY)
        if not (number and _discourse.usable(int(number[1]))):
            continue
        if not content:
            yield Facts(int(number[1])), None
            continue
        created = _created(node)
        yield (
            Facts(
                int(number[1]),
                username=_author(node),
                created_at=created.isoformat() if created else None,
                cooked=inside(content, _PUT_BELOW),
                actions_summary=_likes(node),
                accepted_answer=attribute(node, "itemprop") == "acceptedAnswer",
            ),
            content,
        )


def _author(node: Node) -> str | None:
    for link in node.css(_AUTHOR):
        if card := attribute(link, "data-user-card"):
            return card
        if person := _PERSON.search(attribute(link, "href")):
            return person[1]
    name = node.css_first('.creator [itemprop="name"], .creator, .names .username')
    return (text_of(name) or None) if name else None


def _created(node: Node) -> datetime | None:
    for told in node.css('time[datetime], meta[itemprop="datePublished"]'):
        if time := utc_iso(attribute(told, "datetime") or attribute(told, "content")):
            return time
    drawn = node.css_first(".post-date [data-time], .relative-date[data-time]")
    return utc_unix(attribute(drawn, "data-time")) if drawn else None


def _likes(node: Node) -> list[_discourse.Action] | None:
    for told in node.css(_COUNTS):
        beside = (told.parent or node).css_first('[itemprop="interactionType"]')
        kind = attribute(beside, "itemtype") + attribute(beside, "content") if beside else ""
        if "Like" in kind and _LIKES.fullmatch(attribute(told, "content")):
            return [_discourse.Action(_discourse.LIKE, int(attribute(told, "content")))]
    return None


def _post(facts: Facts, content: Node, topic: Topic, forum: Forum, *, first: bool) -> Post:
    quoted = _quoted(content, topic) if facts.post_number != 1 else None
    if quoted and quoted < facts.post_number:
        facts.reply_to_post_number = quoted
    made = _discourse.post(facts, topic, forum, accepted=False, names_topic=not first)
    if facts.post_number == 1:
        return made
    evidence = _QUOTES if facts.reply_to_post_number else _UNTOLD
    return msgspec.structs.replace(made, evidence=evidence)


def _quoted(content: Node, topic: Topic) -> int | None:
    """The number of the post that a text's first words are a quote from, in the same topic."""
    quote = content.css_first("aside.quote[data-post]")
    if quote is None or attribute(quote, "data-topic") not in ("", str(topic.id)):
        return None
    words = text_of(quote)
    if not words or not text_of(content).startswith(words[:40]):
        return None
    number = attribute(quote, "data-post")
    usable = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    return int(number) or None if usable else None


SOURCE = Source(
    name="discourse-html",
    title="Saved pages of Discourse topics",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
