"""What Discourse shows of a post ("cooked"), made into HTML that means the same outside of it.

Addresses become absolute where the site's is known. A quote says whom it quotes and links there,
a box about a linked page becomes a quote with its link and words, an embedded film a link; icons,
avatars and what only works with scripts go. Words of the author are never touched.

What cooking makes: app/assets/javascripts and lib/cooked_post_processor_mixin.rb of
https://github.com/discourse/discourse
"""

from collections.abc import Mapping
from html import escape

import msgspec

from sitegen.entities import unescape
from sitegen.sources._html import Node, attribute, classes, text_of
from sitegen.sources._html_link import link
from sitegen.sources._html_write import (
    Step,
    Written,
    absolute,
    below,
    rewritten,
    start_tag,
    words_of,
)

# Without any of these a text is the same outside.
_MARKS = (
    "<img", "<aside", "<svg", "<video", "<audio", '="/', "upload://", "lazy", 'class="math"',
    'class="poll"', "video-placeholder",
)  # fmt: skip
_FURNITURE = frozenset({"quote-controls", "onebox-metadata", "poll-info"})
_ICONS = frozenset({"avatar", "site-icon"})
_YOUTUBE = "https://www.youtube.com/watch?v="
_UPLOAD = "upload://"


class Place(msgspec.Struct, frozen=True):
    """Where a post stands: `base` is the site's address without a slash, "" where it is not told.

    `votes` of polls are by the ids of their options.
    """

    base: str
    topic: int
    slug: str
    votes: Mapping[str, int]


def portable(cooked: str, place: Place) -> str:
    """The post's HTML as it can be read anywhere."""
    if not any(mark in cooked for mark in _MARKS):
        return cooked
    return rewritten(cooked, place.base, lambda step: _rule(step, place))


def _rule(step: Step, place: Place) -> Written | None:
    node, name = step.node, step.node.tag
    named = classes(node)
    if not _FURNITURE.isdisjoint(named):
        return Written()
    if name == "div" and "meta" in named and _has_class(node.parent, "lightbox"):
        return Written()
    if name == "img":
        return _image(step, named, place)
    if name == "aside" and "quote" in named:
        return _quote(step, place)
    if name == "aside" and "onebox" in named:
        return Written("<blockquote>", below(node, True), "</blockquote>")
    if film := _film(node, named, place):
        return film
    if "math" in named and name in ("span", "div"):
        sign = "$" if name == "span" else "$$"
        return Written(f"<{name}>{sign}", below(node), f"{sign}</{name}>")
    votes = place.votes.get(attribute(node, "data-poll-option-id")) if place.votes else None
    if votes is not None:
        told = f" ({votes:,} vote{'s' * (votes != 1)})"
        return Written(start_tag(node, place.base), below(node), f"{told}</{name}>")
    return None


def _image(step: Step, named: list[str], place: Place) -> Written | None:
    """An emoji becomes the text that stands for it; icons and previews go."""
    node = step.node
    if "emoji" in named:
        return Written(words_of(node, "alt") or words_of(node, "title"))
    if step.boxed or not _ICONS.isdisjoint(named):
        return Written()
    original = attribute(node, "data-orig-src")
    if not original.startswith(_UPLOAD):
        return None
    address = absolute(f"/uploads/short-url/{original[len(_UPLOAD) :]}", place.base)
    return Written(f'<img src="{escape(address)}" alt="{escape(attribute(node, "alt"))}">')


def _quote(step: Step, place: Place) -> Written:
    """Whom a quote quotes, with a link to the post, and what it quotes; the topic too where it is
    another one."""
    aside = step.node
    inside = below(aside, step.boxed)
    title = next((part.node for part in inside if _has_class(part.node, "title")), None)
    if title is not None:
        inside = tuple(part for part in inside if part.node.mem_id != title.mem_id)
    author = attribute(aside, "data-username") or attribute(aside, "data-display-name")
    other = title.css_first("a") if title else None
    words = text_of(other or title) if title else ""
    if other is None:
        words = author or words.removesuffix(":")
    url = absolute(attribute(other, "href"), place.base) if other else _quoted(aside, place)
    if not words:
        return Written("", inside)
    by = f"{escape(author)} in " if other and author else ""
    return Written(f"<p>{by}{link(url, words) if url else escape(words)}:</p>", inside)


def _quoted(aside: Node, place: Place) -> str:
    """The address of the post that a quote is from; "" where it is not told."""
    topic, number = attribute(aside, "data-topic"), attribute(aside, "data-post")
    if not (place.base and topic.isdecimal() and number.isdecimal()):
        return ""
    own = topic == str(place.topic) and place.slug
    return f"{place.base}/t/{f'{place.slug}/' if own else ''}{topic}/{number}"


def _film(node: Node, named: list[str], place: Place) -> Written | None:
    """The link that an embedded film or sound becomes; None where the element is none."""
    url = words = ""
    if node.tag in ("video", "audio"):
        source = node.css_first("source[src]")
        url = attribute(node, "src") or (attribute(source, "src") if source else "")
        words = attribute(node, "title")
    elif node.tag != "div":
        return None
    elif video := attribute(node, "data-youtube-id"):
        url, words = _YOUTUBE + video, attribute(node, "data-youtube-title")
    elif "lazy-video-container" in named:
        inner = node.css_first("a[href]")
        url, words = attribute(inner, "href") if inner else "", attribute(node, "data-video-title")
    else:
        url = attribute(node, "data-video-src")
    if not url:
        return None
    url = absolute(url, place.base)
    return Written(f"<p>{link(url, unescape(words) or url)}</p>")  # titles are escaped twice


def _has_class(node: Node | None, name: str) -> bool:
    return node is not None and node.is_element_node and name in classes(node)
