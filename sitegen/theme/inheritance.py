"""A template with all that it includes and extends put in place, so that a page is one function.

An include costs some 8 us, a block a call and a look-up of each name in it; a page has a dozen of
both. What cannot be put in place without a change of meaning is left to the engine.
"""

import re
from collections.abc import Callable, Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

WITH_BLOCKS = "\0"  #: before the name of a template that must keep its blocks: another extends it
_DEEPEST = 40  # blocks in one another; more is a circle
_CHANGES_SCOPE = (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_OWN = (nodes.Extends, nodes.Block, nodes.Import, nodes.FromImport)


def is_blank(source: str) -> bool:
    """Whether a template puts nothing out: there is nothing in it, or only comments."""
    return not _COMMENT.sub("", source).strip()


class Includes(NodeTransformer):
    """Drops includes of templates that are blank, as the hooks are that a theme leaves empty; the
    others are put `in_place`, where that is asked for and means the same.

    `source` gives the text of a template, None where there is none; `written` makes it a tree.
    """

    def __init__(
        self,
        source: Callable[[str], str | None],
        written: Callable[[str, str, None], nodes.Template],
        *names: str,
        in_place: bool,
    ) -> None:
        self._source = source
        self._written = written
        self._names = names
        self._in_place = in_place

    def visit_Include(self, node: nodes.Include) -> nodes.Node | None:
        named = node.template
        if not isinstance(named, nodes.Const):
            return node
        source = self._source(named.value)
        if source is None:
            return None if node.ignore_missing else node
        if is_blank(source):
            return None
        if not self._in_place or not node.with_context or named.value in self._names:
            return node
        tree = self._written(source, named.value, None)
        if next(tree.find_all(_OWN), None) is not None:
            return node
        names = (named.value, *self._names)
        Includes(self._source, self._written, *names, in_place=True).visit(tree)
        return nodes.Scope(tree.body, lineno=node.lineno)


class _Kept(Exception):
    """The template keeps its blocks."""


def flattened(
    tree: nodes.Template, parsed: Callable[[str], nodes.Template | None]
) -> nodes.Template:
    """The template without `extends` and blocks; the same one where that is not possible.

    `parsed` gives a template by its name, None where there is none. Trees become parts of the new
    one: they must be no one else's.
    """
    try:
        chain = list(_chain(tree, parsed))
        return nodes.Template(_Placing(chain).placed(chain[-1].body, 0), lineno=1)
    except _Kept:
        return with_blocks(tree)


def with_blocks(tree: nodes.Template) -> nodes.Template:
    """The template as it is; what it extends must keep its blocks, too."""
    for extends in tree.find_all(nodes.Extends):
        extends.template = nodes.Concat([nodes.Const(WITH_BLOCKS), extends.template])
    return tree


def _chain(
    tree: nodes.Template, parsed: Callable[[str], nodes.Template | None]
) -> Iterator[nodes.Template]:
    """The template, the one it extends, and so on."""
    seen: set[str] = set()
    while True:
        if any(tree.find_all(_CHANGES_SCOPE)):
            raise _Kept
        if any(name.name == "self" for name in tree.find_all(nodes.Name)):
            raise _Kept
        yield tree
        extends = list(tree.find_all(nodes.Extends))
        if not extends:
            return
        named = extends[0].template
        if len(extends) > 1 or not isinstance(named, nodes.Const) or named.value in seen:
            raise _Kept
        if not _is_plain(tree.body):
            raise _Kept
        seen.add(named.value)
        above = parsed(named.value)
        if above is None:
            raise _Kept
        tree = above


def _is_plain(body: list[nodes.Node]) -> bool:
    """Whether a template that extends another begins with that, and has blocks and nothing else.

    What else there is beside them would be run before the other template; text is not put out.
    """
    return isinstance(body[0], nodes.Extends) and all(
        isinstance(node, nodes.Block)
        or (isinstance(node, nodes.Output)
            and all(isinstance(part, nodes.TemplateData) for part in node.nodes))
        for node in body[1:]
    )  # fmt: skip


class _Placing:
    """Puts blocks in place: the innermost definition of each, with those that it calls super()."""

    def __init__(self, chain: list[nodes.Template]) -> None:
        self._definitions: dict[str, list[nodes.Block]] = {}
        for tree in chain:
            for block in tree.find_all(nodes.Block):
                self._definitions.setdefault(block.name, []).append(block)

    def placed(
        self, body: list[nodes.Node], deep: int, around: frozenset[str] = frozenset(),
        above: list[nodes.Block] | None = None,
    ) -> list[nodes.Node]:  # fmt: skip
        """Nodes with their blocks in place. `around` are names set in what stands around them.

        `above` are the definitions that `super` stands for, one after the other.
        """
        if deep > _DEEPEST:
            raise _Kept
        result: list[nodes.Node] = []
        for node in body:
            if isinstance(node, nodes.Block):
                result.append(self._block(node.name, deep, around))
            elif isinstance(node, nodes.Output):
                result += self._output(node, deep, around, above)
            elif isinstance(node, nodes.If):
                result.append(self._if(node, deep, around, above))
            else:
                if any(node.find_all(nodes.Block)) or any(map(_is_super, _calls(node))):
                    raise _Kept
                result.append(node)
        return result

    def _block(self, name: str, deep: int, around: frozenset[str]) -> nodes.Node:
        definitions = self._definitions[name]
        if definitions[0].required or len({id(block) for block in definitions}) < len(definitions):
            raise _Kept
        return self._scope(definitions, deep, around)

    def _scope(
        self, definitions: list[nodes.Block], deep: int, around: frozenset[str]
    ) -> nodes.Node:
        block = definitions[0]
        loaded = (name.name for name in block.find_all(nodes.Name) if name.ctx == "load")
        if not around.isdisjoint(loaded):  # a block does not see what is set around it
            raise _Kept
        around |= frozenset(_set_in(block.body))
        body = self.placed(block.body, deep + 1, around, definitions[1:])
        return nodes.Scope(body, lineno=block.lineno)

    def _if(
        self, node: nodes.If, deep: int, around: frozenset[str], above: list[nodes.Block] | None
    ) -> nodes.If:
        if any(map(_is_super, _calls(node.test))):
            raise _Kept
        arms = [self._if(arm, deep, around, above) for arm in node.elif_]
        return nodes.If(
            node.test,
            self.placed(node.body, deep, around, above),
            arms,
            self.placed(node.else_, deep, around, above),
            lineno=node.lineno,
        )

    def _output(
        self,
        node: nodes.Output,
        deep: int,
        around: frozenset[str],
        above: list[nodes.Block] | None,
    ) -> Iterator[nodes.Node]:
        """The parts of an output, with what stands for super() between them."""
        some: list[nodes.Expr] = []
        for part in node.nodes:
            if isinstance(part, nodes.Call) and _is_super(part):
                if not above:
                    raise _Kept
                if some:
                    yield nodes.Output(some, lineno=node.lineno)
                    some = []
                yield self._scope(above, deep, around)
            elif any(map(_is_super, _calls(part))):
                raise _Kept
            else:
                some.append(part)
        if some:
            yield nodes.Output(some, lineno=node.lineno)


def _calls(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node and all below it that could be `super`."""
    yield node
    yield from node.find_all((nodes.Name, nodes.Call))


def _is_super(node: nodes.Node) -> bool:
    """Whether a node is the name `super`, or a call of it without arguments."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
        return node.node.name == "super" and plain
    return isinstance(node, nodes.Name) and node.name == "super"


def _set_in(body: list[nodes.Node]) -> Iterator[str]:
    """The names that nodes set for those that follow. Loops and scopes keep theirs."""
    for node in body:
        if isinstance(node, nodes.If):
            for arm in (node, *node.elif_):
                yield from _set_in(arm.body)
            yield from _set_in(node.else_)
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            targets = (node.target, *node.target.find_all(nodes.Name))
            yield from (name.name for name in targets if isinstance(name, nodes.Name))
