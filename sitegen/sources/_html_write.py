"""HTML of a post written anew from its tree: addresses made absolute, elements changed by a rule.

A tree is only read, never changed; nothing recurses; and no word of the author is touched.
"""

from collections.abc import Callable
from html import escape
from urllib.parse import urljoin

import msgspec

from sitegen.sources._html import Node, attribute, tree

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
_KEPT = (
    "href", "src", "alt", "title", "class", "start", "type", "checked", "colspan", "rowspan",
    "align", "lang", "data-code-wrap",
)  # fmt: skip
_DROPPED = frozenset({"svg", "script", "style", "template"})


class Step(msgspec.Struct, frozen=True):
    """A node to be written; `boxed` inside of what a rule has boxed."""

    node: Node
    boxed: bool = False


class Written(msgspec.Struct, frozen=True):
    """What stands before and after an element, and the nodes inside, in order."""

    before: str = ""
    inside: tuple[Step, ...] = ()
    after: str = ""


Rule = Callable[[Step], Written | None]  # None: the element stays as it is


def rewritten(html: str, base: str, rule: Rule = lambda _: None) -> str:
    """The HTML with the rule applied to each element, and addresses absolute as far as known.

    `base` is the address of the site without a slash at its end; "": not known.
    """
    root, _ = tree(html)
    body = root.css_first("body") if root else None
    if body is None:
        return html
    out: list[str] = []
    todo: list[Step | str] = list(reversed(below(body)))
    while todo:
        step = todo.pop()
        if isinstance(step, str):
            out.append(step)
        elif step.node.is_text_node:
            out.append(step.node.html or "")
        elif step.node.is_element_node and step.node.tag not in _DROPPED:
            made = rule(step) or _as_it_is(step, base)
            out.append(made.before)
            todo.append(made.after)
            todo += reversed(made.inside)
    return "".join(out)


def _as_it_is(step: Step, base: str) -> Written:
    name = step.node.tag or ""
    if name in VOID:
        return Written(start_tag(step.node, base))
    return Written(start_tag(step.node, base), below(step.node, step.boxed), f"</{name}>")


def below(node: Node, boxed: bool = False) -> tuple[Step, ...]:
    """The nodes right below a node."""
    steps: list[Step] = []
    child = node.first_child
    while child is not None:
        steps.append(Step(child, boxed))
        child = child.next
    return tuple(steps)


def start_tag(node: Node, base: str) -> str:
    """An element's start tag with those of its attributes that mean something elsewhere."""
    told = node.attributes
    if not told:
        return f"<{node.tag}>"
    written = [f"<{node.tag}"]
    for key in _KEPT:
        if key in told:
            value = told[key] or ""
            if key in ("href", "src"):
                value = absolute(value, base)
            written.append(f' {key}="{escape(value)}"' if value else f" {key}")
    return "".join((*written, ">"))


def absolute(address: str, base: str) -> str:
    """An address as it leads on from anywhere, or itself where the site's is not known."""
    if address.startswith("//"):
        return f"https:{address}"
    if not base or not address.startswith("/"):
        return address
    try:
        return urljoin(f"{base}/", address)
    except ValueError:
        return address


def words_of(node: Node, name: str) -> str:
    """An attribute as words that stand in HTML."""
    return escape(attribute(node, name), quote=False)
