"""Bodies: the text of a dump in, safe HTML out. To add a markup: a function, a line in RENDERERS."""

from collections.abc import Callable

from sitegen.model import Body

RENDERERS: dict[str, Callable[[str], str]] = {}


def render(body: Body) -> str:
    """Safe HTML: paragraphs, quotes, lists, code, tables and links, and nothing that can run."""
    raise KeyError(body.markup)
