"""Words of templates in other languages: which texts a template has, and putting others in place.

A text is what stands between tags, a label among attributes, or a string that is put out. Templates
need no marks: each is looked up as it is written, when the template is compiled, so that a page
costs the same in any language. Punctuation around a text is no part of it. In templates that are
not HTML, only strings that are put out are texts.
"""

import re
from collections.abc import Callable

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen import possessive

Translate = Callable[[str], str]

_PARTS = possessive.compiled(r"<[^<>]*>?|[^<>]*>|[^<>]+")
_LABEL = possessive.compiled(r'\b(aria-label|title|alt|placeholder)="([^"{}]*[^\W\d_][^"{}]*)"')
_AROUND = possessive.compiled(
    r"^((?:[\s·|←→:,()#…]|&\w+;)*)(.*?)((?:[\s·|←→:,(#…]|&\w+;)*)$", re.DOTALL
)
_ATTRIBUTE = possessive.compiled(
    r"""["']?\s*[a-z][\w:-]*=["']?"""
)  # where a template goes into a tag
_VERBS = ("is", "are", "was", "were")
_LETTER = possessive.compiled(r"[^\W\d_]")


class Translated(NodeTransformer):
    """Puts other words in the place of a template's own, in the order in which they stand."""

    def __init__(self, translate: Translate, *, html: bool = True) -> None:
        self._translate = translate
        self._is_html = html
        self._in_tag = False

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        if not self._is_html:
            return node
        return nodes.TemplateData(self._html(node.data), lineno=node.lineno)

    def visit_Const(self, node: nodes.Const) -> nodes.Node:
        if isinstance(node.value, str) and _is_text(node.value):
            return nodes.Const(self._translate(node.value), lineno=node.lineno)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        """Arguments of filters are names and nouns; what they are given may be a text."""
        if node.node is not None:
            node.node = self.visit(node.node)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        return node

    visit_Extends = visit_Include = visit_Import = visit_FromImport = lambda self, node: node

    def _html(self, data: str) -> str:
        parts = []
        for part in _PARTS.findall(data):
            if part.startswith("<") or (self._in_tag and ">" in part):
                parts.append(_LABEL.sub(self._label, part))
                self._in_tag = not part.endswith(">")
            elif self._in_tag:
                parts.append(_LABEL.sub(self._label, part))
            else:
                parts.append(self._text(part))
        return "".join(parts)

    def _label(self, found: re.Match[str]) -> str:
        return f'{found[1]}="{self._translate(found[2])}"'

    def _text(self, text: str) -> str:
        around = _AROUND.match(text)
        if around is None or not _LETTER.search(around[2]) or _ATTRIBUTE.fullmatch(text):
            return text
        return around[1] + self._translate(" ".join(around[2].split())) + around[3]


def _is_text(value: str) -> bool:
    """Whether a string in an expression is for readers: with a space, a capital, or a verb."""
    spoken = " " in value.strip() or value[:1].isupper() or value in _VERBS
    return spoken and bool(_LETTER.search(value))


def texts_of(tree: nodes.Template, *, html: bool = True) -> list[str]:
    """The texts of a template, in their order."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    Translated(note, html=html).visit(tree)
    return found
