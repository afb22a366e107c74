"""Posts of pages on which an answer lies in the element of what it answers, in reading order."""

from collections.abc import Callable

import msgspec

from sitegen.model import Markup
from sitegen.sources._html import Node, classes, walk


class Open(msgspec.Struct):
    """A post while its parts are read: `told` are fields under Reddit's names, `above` the full
    name of the comment that it answers."""

    kind: str
    told: dict[str, object]
    above: str | None = None
    text: str = ""
    markup: Markup = "html"
    labels: tuple[str, ...] = ()


def opened(
    root: Node,
    kind_of: Callable[[Node], str],
    begun: Callable[[Node, str, str | None], Open | None],
    part: Callable[[Open, Node, list[Open]], None],
) -> list[Open]:
    """All posts of a page, in the order in which they stand there.

    `kind_of` tells the elements of posts; `begun` makes one's post, None where it is none; `part`
    is given every other element of a post, and all posts so far. Bodies are not gone into.
    """
    found: list[Open] = []
    around: list[Open | None] = []
    for node, begins in walk(root, lambda node: "md" not in classes(node)):
        if not node.is_element_node:
            continue
        kind = kind_of(node)
        if kind and begins:
            above = next((one for one in reversed(around) if one and one.kind == "t1"), None)
            post = begun(node, kind, str(above.told["name"]) if above else None)
            if post:
                found.append(post)
            if node.first_child is not None:
                around.append(post)
        elif kind:
            around.pop()
        elif begins and around and (current := around[-1]):
            part(current, node, found)
    return found
