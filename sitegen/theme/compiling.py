"""What templates are compiled to: the code of the engine, with shorter ways where pages need them.

Nothing here changes what a template means. What it puts out can be told apart where that is asked
for: a value comes in a tuple of its own, all else is text of the template.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain, groupby
from keyword import iskeyword
from typing import Any

import markupsafe
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, CompilerExit, Frame
from markupsafe import escape

from sitegen.theme import context, views

# Without the Markup around it, which costs four times what escaping does.
_inner: Callable[[str], str] = getattr(
    markupsafe, "_escape_inner", lambda text: str.__str__(escape(text))
)


Shown = tuple[str]  # a value as a template shows it, escaped: what it is, not how the page is built
Piece = str | Shown


def escaped(value: object) -> str:
    """A value as HTML, never as a Markup: that would turn all it meets into its kind."""
    return str(value) if type(value) is int else str.__str__(escape(value))


def shown(value: object) -> Piece:
    """A value that a template shows; markup that it vouches for is text of the template."""
    if type(value) is str:
        return (_inner(value),)
    text = escaped(value)
    return text if hasattr(value, "__html__") else (text,)


def vouched(value: object) -> str:
    """A value that a template calls safe, as it is."""
    return escaped(markupsafe.Markup(value))


def text_of(pieces: Iterable[Piece]) -> str:
    """What a template put out, as it is."""
    return "".join([piece if isinstance(piece, str) else piece[0] for piece in pieces])


@cache
def holders(field: str) -> frozenset[type]:
    """The kinds of values that templates see and that have this field."""
    kinds = (kind for module in (context, views) for kind in vars(module).values())
    return frozenset(
        kind
        for kind in kinds
        if isinstance(kind, type)
        and issubclass(kind, msgspec.Struct)
        and field in kind.__struct_fields__
    )


class Generator(CodeGenerator):
    """Writes the code of a template: one step for each stretch of output, fields taken directly.

    In an environment that is `inlined`, which pages are made with, and not in others: the code is
    less like the template, so errors would not be found in it.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        fields = {of.attr for of in node.find_all(nodes.Getattr)}
        for field in sorted(filter(self._is_direct, fields)):
            self.writeline(f"has_{field} = environment.holders({field!r})")
        self.writeline("shown, escaped, inner, vouched = environment.tools")
        super().visit_Template(node, frame)

    def _is_direct(self, field: str) -> bool:
        """Whether a field, by its name, can be taken without asking the engine."""
        inlined: bool = self.environment.inlined  # type: ignore[attr-defined]
        return inlined and not (field.startswith("_") or iskeyword(field))

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Text and values of one stretch as one string, or one by one where they stay `apart`."""
        if not self._is_fast(frame):
            super().visit_Output(node, frame)
            return
        if frame.require_output_check:
            if self.has_known_extends:
                return
            self.writeline("if parent_template is None:")
            self.indent()
        apart = self.environment.apart  # type: ignore[attr-defined]
        between = "yield "
        for part in self._stretch(node, frame):
            if between == "yield " or apart:
                self.writeline("yield ")
            else:
                self.write(" + ")
            between = ""
            self._part(part, frame)
        if frame.require_output_check:
            self.outdent()

    def _is_fast(self, frame: Frame) -> bool:
        """Whether output of a frame can take the short ways."""
        inlined: bool = self.environment.inlined  # type: ignore[attr-defined]
        context = frame.eval_ctx
        return inlined and context.autoescape and not context.volatile and frame.buffer is None

    def _part(self, part: str | nodes.Expr, frame: Frame) -> None:
        if isinstance(part, str):
            self.write(repr(part))
        elif isinstance(part, nodes.Filter) and part.name == "safe" and part.node:
            # Two Markups around a text, made and thrown away, took 2 us: as much as its escape.
            self._call("(_v if type(_v := ", part.node, frame, ") is str else vouched(_v))")
        elif self.environment.apart:  # type: ignore[attr-defined]
            self._call("((inner(_v),) if type(_v := ", part, frame, ") is str else shown(_v))")
        else:
            self._call("(inner(_v) if type(_v := ", part, frame, ") is str else escaped(_v))")

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        """A block. Output with conditions around some of it is one step where it need not stay
        `apart`: of a comment there are three instead of thirty, in a fifth less time."""
        apart = self.environment.apart  # type: ignore[attr-defined]
        if apart or frame.require_output_check or not self._is_fast(frame):
            super().blockvisit(body, frame)
            return
        with suppress(CompilerExit):
            self.writeline("pass")
            for shows, nodes_ in groupby(body, _only_shows):
                run = list(nodes_)
                if shows and len(run) > 1:
                    self.writeline("yield ''.join((")
                    self._steps(run, frame, ", ")
                    self.write(",))")
                else:
                    for node in run:
                        self.visit(node, frame)

    def _steps(self, run: Sequence[nodes.Node], frame: Frame, between: str) -> None:
        """The texts of a run, as expressions with something between them."""
        start = "''"
        for node in run:
            if isinstance(node, nodes.If):
                self.write(between if not start else "")
                self._choice(node, frame)
                start = ""
            elif isinstance(node, nodes.Output):
                for part in self._stretch(node, frame):
                    self.write(between if not start else "")
                    self._part(part, frame)
                    start = ""
        self.write(start)

    def _choice(self, node: nodes.If, frame: Frame) -> None:
        self.write("(")
        arms: list[nodes.If] = [node, *node.elif_]
        for arm in arms:
            self._steps(arm.body, frame, " + ")
            self.write(" if ")
            self.visit(arm.test, frame)
            self.write(" else ")
        self._steps(node.else_, frame, " + ")
        self.write(")")

    def _stretch(self, node: nodes.Output, frame: Frame) -> list[str | nodes.Expr]:
        """The parts of an output: what is known now, escaped and joined, and expressions."""
        finalize = self._make_finalize()
        parts: list[str | nodes.Expr] = []
        for child in node.nodes:
            if isinstance(child, nodes.CondExpr) and child.expr2 is None:
                # Else nothing is shown. What is not defined shows so, too, but takes 10 us.
                child.expr2 = nodes.Const("", lineno=child.lineno, environment=self.environment)
            try:
                text = str.__str__(self._output_child_to_const(child, frame, finalize))
            except Exception:  # it is not known, or fails: then it shall fail when it is shown
                parts.append(child)
                continue
            if parts and isinstance(parts[-1], str):
                parts[-1] += text
            else:
                parts.append(text)
        return parts

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A field of a context, which is there without a call; all else as the engine has it."""
        if not self._is_direct(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(_v.{node.attr} if type(_v := ")
        self.visit(node.node, frame)
        self.write(f") in has_{node.attr}")
        if not hasattr(dict, node.attr):
            self.write(f" else _v[{node.attr!r}] if type(_v) is dict and {node.attr!r} in _v")
        self.write(f" else environment.getattr(_v, {node.attr!r}))")

    def _call(self, before: str, node: nodes.Expr, frame: Frame, after: str) -> None:
        self.write(before)
        self.visit(node, frame)
        self.write(after)


def _only_shows(node: nodes.Node) -> bool:
    """Whether a node puts something out, be it on a condition, and does nothing else."""
    if isinstance(node, nodes.If):
        return all(
            map(_only_shows, (*node.body, *node.else_, *chain(*(n.body for n in node.elif_))))
        )
    return isinstance(node, nodes.Output)


#: What the code of templates uses by short names, in the order in which it takes them.
TOOLS: tuple[Any, ...] = (shown, escaped, _inner, vouched)
