"""What Zulip shows of a message, made into HTML that means the same outside of it.

Addresses become absolute where the server is known, formulas their TeX, emoji the characters that
stand for them, and covered text a quote behind its heading. Previews of what a message links to
go. Words of the author are never touched.

What it makes: https://zulip.com/api/message-formatting
"""

import re
from html import escape

from sitegen.sources._html import Node, attribute, classes, text_of, tree
from sitegen.sources._html_link import link
from sitegen.sources._html_write import Step, Written, absolute, below, rewritten

# Without any of these a text is the same outside.
_MARKS = (
    'class="katex', "spoiler-", 'class="emoji', "message_inline", "message_embed", 'href="/',
    'href="#', 'src="/', "data-code-language", "inline-image", "youtube-video", "timestamp-error",
)  # fmt: skip
_PREVIEWS = frozenset({"message_inline_image", "message_inline_ref", "youtube-video"})
_EMOJI = re.compile(r"emoji-((?:[0-9a-f]{2,6})(?:-[0-9a-f]{2,6}){0,9})")
_NEAR = re.compile(r"#narrow/(?:stream|channel|dm|pm-with)/([^/\s]{1,300})"
                   r"(?:/(?:topic|subject)/([^/\s]{0,1000}))?/near/(\d{1,15})")  # fmt: skip


class Answered:
    """The message that a message begins by quoting: its number, and the topic its link names."""

    __slots__ = ("number", "stream", "topic")

    def __init__(self, number: int, stream: str, topic: str) -> None:
        self.number, self.stream, self.topic = number, stream, topic


def portable(content: str, base: str) -> str:
    """The message's HTML as it can be read anywhere. `base`: the server's address, or ""."""
    if not any(mark in content for mark in _MARKS):
        return content
    return rewritten(content, base, lambda step: _rule(step, base))


def answered(content: str) -> Answered | None:
    """The message whose quote a message begins with: "X said:", with a link to it."""
    if "/near/" not in content[:4000] or not content.startswith("<p><span"):
        return None
    root, _ = tree(content[:4000].partition("<blockquote>")[0])
    first = root.css_first("p") if root else None
    said = first.css_first("a[href]") if first else None
    person = first.css_first("span.user-mention.silent") if first else None
    if said is None or person is None or text_of(said) != "said":
        return None
    match = _NEAR.search(attribute(said, "href"))
    return Answered(int(match[3]), match[1], match[2] or "") if match else None


def _rule(step: Step, base: str) -> Written | None:
    node, name = step.node, step.node.tag
    named = classes(node)
    if "katex" in named and name == "span":
        return _formula(node)
    if "emoji" in named:
        return Written(_emoji(node, named))
    if not _PREVIEWS.isdisjoint(named):
        return Written()
    if "message_embed" in named:
        return _embed(node)
    if "spoiler-header" in named:
        words = _heading(step)
        return Written(f"<p><strong>Spoiler{': ' * bool(words)}", words, "</strong></p>")
    if "spoiler-content" in named:
        return Written("<blockquote>", below(node), "</blockquote>")
    if name == "pre" and node.parent is not None and node.parent.is_element_node:
        language = attribute(node.parent, "data-code-language")
        return Written(f'<pre data-code-wrap="{escape(language)}">', below(node), "</pre>")
    if name == "a" and attribute(node, "href").startswith("#") and base:
        href = f"{base}/{attribute(node, 'href')}"
        return Written(f'<a href="{escape(href)}">', below(node), "</a>")
    if name == "img" and attribute(node, "data-original-src"):
        url = absolute(attribute(node, "data-original-src"), base)
        return Written(f'<img src="{escape(url)}" alt="{escape(attribute(node, "alt"))}">')
    return None


def _formula(node: Node) -> Written | None:
    """The TeX that the author wrote."""
    source = node.css_first("annotation")
    if source is None:
        return None
    return Written(f"<code>{escape(source.text().strip(), quote=False)}</code>")


def _emoji(node: Node, named: list[str]) -> str:
    """The character of an emoji; the name of one that the server made."""
    for name in named:
        match = _EMOJI.fullmatch(name)
        points = [int(point, 16) for point in match[1].split("-")] if match else []
        if points and all(0x20 < point < 0x110000 and point >> 11 != 0x1B for point in points):
            return escape("".join(map(chr, points)))
    return escape(attribute(node, "alt") or node.text(), quote=False)


def _heading(step: Step) -> tuple[Step, ...]:
    """The words of a spoiler's heading, in line with ours."""
    inner = step.node.css_first("p")
    if inner is None or not text_of(inner):
        return ()
    return below(inner)


def _embed(node: Node) -> Written:
    """The title of a linked page and what it says of itself."""
    title = node.css_first(".message_embed_title a")
    words = node.css_first(".message_embed_description")
    if title is None or not attribute(title, "href"):
        return Written()
    about = f"<p>{escape(text_of(words), quote=False)}</p>" if words and text_of(words) else ""
    shown = text_of(title) or attribute(title, "href")
    return Written(
        f"<blockquote><p>{link(attribute(title, 'href'), shown)}</p>{about}</blockquote>"
    )
