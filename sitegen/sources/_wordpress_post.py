"""The post or page itself, on a saved page of WordPress: by its element, else by the head.

Core writes `id="post-4" class="… hentry"` on most themes' elements, and blocks write classes of
their own; plugins for search engines add JSON-LD and Open Graph.
"""

from collections.abc import Iterator
from datetime import datetime

from sitegen.model import Body, Post, Problem
from sitegen.sources import _linked_data, _web
from sitegen.sources._html import Node, attribute, classes, inside, text_of
from sitegen.sources._html_write import Step, Written, rewritten
from sitegen.sources._json import utc_iso
from sitegen.sources._linked_data import Thing

_TEXTS = (
    ".entry-content", ".wp-block-post-content", ".e-content", "[itemprop=articleBody]",
    ".post-content", ".post-entry", ".post-body", ".entry", ".postcontent", ".post_content",
    ".td-post-content", ".content",
)  # fmt: skip
_TITLES = (
    ".entry-title", ".wp-block-post-title", ".p-name", "[itemprop=headline]", ".post-title", "h1",
    "h2",
)  # fmt: skip
_AUTHORS = (
    ".author .fn", ".author.vcard", ".p-author", "a[rel=author]", ".wp-block-post-author__name",
    ".wp-block-post-author-name", ".byline a", ".entry-author", ".author-name",
)  # fmt: skip
_TIMES = (
    "time.published", "time.entry-date", ".wp-block-post-date time", "time.dt-published",
    "time[itemprop=datePublished]", "abbr.published",
)  # fmt: skip
_CATEGORIES = "a[rel~=category], .taxonomy-category a"
_NO_TEXT = (
    "sharedaddy", "jp-relatedposts", "comments-area", "wp-block-comments", "post-navigation",
    "addtoany_share_save_container", "heateor_sss_sharing_container", "wpcnt", "yarpp",
)  # fmt: skip


def post(root: Node, own: str, address: str, base: str) -> Iterator[Post | Problem]:
    """The post of a page, and what of it cannot be told."""
    node = _element(root)
    article = next(
        (
            told
            for told in _linked_data.things(root)
            if _linked_data.is_a(told, _linked_data.ARTICLES)
        ),
        {},
    )
    text = _first(node, _TEXTS)
    if text is None:
        yield Problem("", "the text of the page's own post was not found", lost=False)
    created = _created(root, node, article)
    edited = utc_iso(
        _linked_data.meta(root, "article:modified_time")
        or _linked_data.text(article, "dateModified")
    )
    categories = [text_of(found)[:80] for found in node.css(_CATEGORIES)[:100]]
    yield Post(
        id=own,
        root=own,
        body=Body(words(inside(text, _NO_TEXT), base) if text else "", "html"),
        author=_author(root, node, article),
        created=created,
        edited=edited if created and edited and edited > created else None,
        permalink=address,
        title=_title(root, node, article),
        community=_web.host_of(address),
        labels=tuple(dict.fromkeys(name for name in categories if name != "Uncategorized")),
        claimed=_linked_data.count(article, "commentCount"),
    )


def words(html: str, base: str) -> str:
    """HTML with absolute addresses, and letters in place of the pictures of emoji."""
    html = html.strip()
    return rewritten(html, base, _rule) if '="/' in html or "<img" in html else html


def _rule(step: Step) -> Written | None:
    node = step.node
    if node.tag == "img" and not {"emoji", "wp-smiley"}.isdisjoint(classes(node)):
        return Written(attribute(node, "alt").replace("&", "&amp;").replace("<", "&lt;"))
    return None


def number(root: Node) -> str:
    """The number of the post that the page is of; "" where it is not told."""
    body = root.css_first("body")
    told = classes(body) if body else []
    found = next(
        (
            name.removeprefix(start)
            for name in told
            for start in ("postid-", "page-id-")
            if name.startswith(start)
        ),
        "",
    )
    if not found and (field := root.css_first("input[name=comment_post_ID]")):
        found = attribute(field, "value")
    return found if found.isascii() and found.isdigit() else ""


def _element(root: Node) -> Node:
    """What holds the post: the element with its number, the first that is one, else the page."""
    told = number(root)
    found = root.css_first(f"#post-{told}") if told else None
    found = found or root.css_first("article.hentry, .hentry, .type-post, .type-page, .h-entry")
    return found if found and _first(found, _TEXTS) else root


def _first(node: Node, selectors: tuple[str, ...]) -> Node | None:
    """The element by the first selector that finds one which is not empty."""
    for selector in selectors:
        found = node.css_first(selector)
        if found and found.first_child is not None:
            return found
    return None


def _title(root: Node, node: Node, article: Thing) -> str | None:
    found = _first(node, _TITLES[:-2]) or root.css_first("h1.entry-title") or _first(node, _TITLES)
    told = text_of(found) if found else ""
    told = told or _linked_data.meta(root, "og:title") or _linked_data.text(article, "headline")
    named = root.css_first("title")
    return told or (text_of(named) if named else "") or None


def _author(root: Node, node: Node, article: Thing) -> str | None:
    found = _first(node, _AUTHORS)
    told = text_of(found) if found else ""
    told = told or _linked_data.text(article, "author") or _linked_data.meta(root, "author")
    return told[:200] or None


def _created(root: Node, node: Node, article: Thing) -> datetime | None:
    told = _linked_data.meta(root, "article:published_time")
    told = told or _linked_data.text(article, "datePublished")
    if found := None if told else _first(node, _TIMES):
        told = attribute(found, "datetime") or attribute(found, "title")
    return utc_iso(told) if told else None
