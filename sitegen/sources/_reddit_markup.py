"""Bodies of saved Reddit pages: the HTML that Reddit rendered, written anew from its tree.

White space is made single outside of code, addresses absolute, Reddit's own elements those that
every page has; no word of an author is touched.
"""

import re
from html import escape

from sitegen.sources._html import Node, attribute, walk
from sitegen.sources._html_write import VOID, absolute

_SITE = "https://www.reddit.com"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset({"script", "style", "template", "svg", "button", "form", "textarea"})
_KEPT = ("href", "src", "alt", "title", "start", "colspan", "rowspan", "align")
_SPOILER = ('<span class="md-spoiler-text">', "</span>")


def markup(top: Node) -> str:
    """The HTML inside an element."""
    out: list[str] = []
    code = 0
    for node, begins in walk(top, lambda node: node.tag not in _SKIPPED):
        tag = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            out.append(escape(text if code else _SPACES.sub(" ", text), quote=False))
        elif not node.is_element_node or tag in _SKIPPED:
            continue
        elif begins:
            code += tag == "pre" and node.first_child is not None
            out.append(_start(node, tag))
            if node.first_child is None and tag not in VOID:
                out.append(_end(tag))
        else:
            code -= tag == "pre"
            out.append(_end(tag))
    return "".join(out).strip()


def _start(node: Node, tag: str) -> str:
    if tag == "shreddit-spoiler":
        return _SPOILER[0]
    if "-" in tag:
        return ""
    told = [f' {key}="{escape(_value(node, key))}"' for key in _KEPT if attribute(node, key)]
    if "spoiler" in attribute(node, "class"):
        told.append(' class="md-spoiler-text"')
    return f"<{tag}{''.join(told)}>"


def _value(node: Node, key: str) -> str:
    value = attribute(node, key)
    return absolute(value, _SITE) if key in ("href", "src") else value


def _end(tag: str) -> str:
    if tag == "shreddit-spoiler":
        return _SPOILER[1]
    return "" if "-" in tag else f"</{tag}>"
