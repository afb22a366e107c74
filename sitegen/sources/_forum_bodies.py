"""The text of a post on a forum's page: its HTML, and the post that it begins by quoting."""

import re

from sitegen.sources._forum_looks import Look
from sitegen.sources._html import Node, attribute, classes, text_of
from sitegen.sources._html_write import Step, Written, below, rewritten

_MOST = 20  # links that are looked at
_LONGEST = 2000  # characters of an address
_CITED = re.compile(
    r"[?&;](?:p|pid)=(\d{1,12})|#(?:post|msg|pid|p)-?(\d{1,12})|^post: (\d{1,12})"
    r"|#Comment_(\d{1,12})"
)
# What the programs put among the words: links that unfold, titles of boxes of code, notes of edits.
_DROPPED = frozenset(
    {"bbCodeBlock-expandLink", "js-expandLink", "attachbox", "message-signature", "quoteExpand"}
    | {"pstatus", "postedit", "signature"}
)
_SIGN = re.compile(r"(?:.*/)?quote_icon\.(?:png|gif)", re.I)  # beside what quotes tell in words
_QUOTED = frozenset({"bbcode_quote", "quotemain", "quotecontent"})
_UNWRAPPED = frozenset({"postcontent", "messageText"})  # quotes in name only: all of a post


def quoted(content: Node, look: Look) -> str | None:
    """The number of the post that a post's first quote is from, where nothing stands before it."""
    quote = content.css_first(look.quotes)
    if quote is None:
        return None
    before, words = text_of(content), text_of(quote)
    if words and not before.startswith(words[:40]):
        return None
    told = attribute(quote, "data-source") or attribute(quote, "cite")
    told = told or attribute(quote, "data-ipsquote-contentcommentid")
    if told.isdecimal():
        return told
    links = [] if told else [attribute(node, "href") for node in quote.css("a[href]")[:_MOST]]
    found = next((match for link in [told, *links] if (match := _CITED.search(link))), None)
    return next(filter(None, found.groups())) if found else None


def body(html: str, base: str) -> str:
    """The HTML of a post, without what the program put among its words."""
    return rewritten(html, base, _rule).strip()


def _rule(step: Step) -> Written | None:
    node, names = step.node, classes(step.node)
    if not _DROPPED.isdisjoint(names):
        return Written()
    if not _UNWRAPPED.isdisjoint(names):
        return Written("", below(node), "")
    if node.tag == "img" and _SIGN.fullmatch(attribute(node, "src")[:_LONGEST]):
        return Written()
    if not _QUOTED.isdisjoint(names) or _is_quoted_below(node):
        return Written("<blockquote>", below(node), "</blockquote>")
    parent = node.parent
    if node.tag == "p" and parent is not None and "codebox" in classes(parent):
        return Written()  # "Code: select all"
    if node.tag == "table" and _introduces(_beside(node.prev, back=True)):
        cell = node.css_first("td")
        return Written("<blockquote>", below(cell), "</blockquote>") if cell else None
    if _introduces(node) and (after := _beside(node.next, back=False)) and after.tag == "table":
        return Written()  # "Quote:"
    return None


def _is_quoted_below(node: Node) -> bool:
    """Whether an element stands right below the line that tells whom it quotes, and is no quote."""
    if node.tag != "div" or "quote" not in classes(node):
        return False
    above = _beside(node.prev, back=True)
    return above is not None and "quoteheader" in classes(above)


def _introduces(node: Node | None) -> bool:
    return node is not None and node.tag == "div" and "smallfont" in classes(node)


def _beside(node: Node | None, *, back: bool) -> Node | None:
    """The nearest element among white space and comments."""
    while node is not None and not node.is_element_node:
        if (node.text_content or "").strip() and node.is_text_node:
            return None
        node = node.prev if back else node.next
    return node
