"""Static files as templates name them: which ones, and under what names they are published.

A template names one as `{{ page.static }}js/thread.js`. A name that is written out can be checked,
can be given the mark of the file's bytes, and tells that the file is used. Of a name that is
computed no more is known than how it begins.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

import msgspec
from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from sitegen.entities import unescape
from sitegen.errors import nearest
from sitegen.theme.files import marked

_NAME = re.compile(r"[^\s\"'`<>?#()]*")


class Named(msgspec.Struct, frozen=True):
    """What templates name: files, how computed names begin, and whether the style sheet."""

    files: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    sheet: bool = False

    def __or__(self, other: "Named") -> "Named":
        files, computed = self.files | other.files, self.computed | other.computed
        return Named(files, computed, self.sheet or other.sheet)


def plain(written: str) -> str:
    """The file that a name in HTML stands for: a%20b&amp;c.png is "a b&c.png"."""
    return unquote(unescape(written))


def named_in(tree: nodes.Template) -> Named:
    """What a template names."""
    files: set[str] = set()
    computed: set[str] = set()
    literal = 0
    for output in tree.find_all(nodes.Output):
        for at, after in _places(output):
            literal += 1
            name, whole = _name(output, at, after)
            (files if whole else computed).add(plain(name))
    attributes = [node.attr for node in tree.find_all(nodes.Getattr)]
    attributes += [
        node.arg.value for node in tree.find_all(nodes.Getitem) if isinstance(node.arg, nodes.Const)
    ]
    if attributes.count("static") > literal:
        computed.add("")
    return Named(frozenset(files), frozenset(computed), "stylesheet" in attributes)


class Published(NodeTransformer):
    """Puts names with marks in the place of those of files. Raises TemplateSyntaxError for a name
    of a file that is not `known`."""

    def __init__(self, known: Collection[str], marks: Mapping[str, str], file: str | None) -> None:
        self._known, self._marks, self._file = known, marks, file

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        parts = list(node.nodes)
        for at, after in _places(node):
            name, whole = _name(node, at, after)
            if not whole or not name:
                continue
            if plain(name) not in self._known:
                raise TemplateSyntaxError(*self._fault(plain(name), parts[at].lineno))
            mark = self._marks.get(plain(name), "")
            follower = parts[after]
            assert isinstance(follower, nodes.TemplateData)
            data = marked(name, mark) + follower.data[len(name) :]
            parts[after] = nodes.TemplateData(data, lineno=follower.lineno)
        node.nodes = parts
        return self.generic_visit(node)

    def _fault(self, name: str, line: int) -> tuple[str, int, str | None, str | None]:
        hint = nearest(name, self._known)
        if re.fullmatch(r"css/[^/]+\.css|style\.css", name):
            hint = "css/*.css become one style sheet: its address is {{ page.stylesheet }}"
        return f"there is no static file {name!r}\n{hint}", line, None, self._file


def _places(output: nodes.Output) -> Iterator[tuple[int, int]]:
    """(number of each `{{ page.static }}` in a stretch of output, number of what follows it)."""
    for at, node in enumerate(output.nodes):
        of = node.node if isinstance(node, nodes.Getattr) and node.attr == "static" else None
        if isinstance(of, nodes.Name) and of.name == "page":
            yield at, at + 1


def _name(output: nodes.Output, at: int, after: int) -> tuple[str, bool]:
    """The name that follows, and whether that is all of it."""
    follower = output.nodes[after] if after < len(output.nodes) else None
    if not isinstance(follower, nodes.TemplateData):
        return "", False
    found = _NAME.match(follower.data)
    assert found is not None
    return found[0], found.end() < len(follower.data)
