"""The template engine as themes get it: strict, escaping, and closed in.

A template sees its context and a few pure filters, nothing else: no file, no clock, no chance,
and no attribute that could lead from a value to the program. Why so: docs/adr/0004.
"""

import difflib
import re
import traceback
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
import jinja2.filters
import jinja2.nodes
import jinja2.tests
import msgspec
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from sitegen.errors import ThemeError, nearest
from sitegen.theme.compiling import TOOLS, Generator, holders, text_of
from sitegen.theme.context import CONTEXTS
from sitegen.theme.files import static_files
from sitegen.theme.filters import FILTERS, count_in
from sitegen.theme.inheritance import WITH_BLOCKS, Includes, flattened, with_blocks
from sitegen.theme.statics import Published
from sitegen.theme.theme import Theme
from sitegen.theme.translate import Translate, Translated
from sitegen.theme.trees import tree_of

#: Of these a template may read all that does not begin with "_".
_OPEN = (msgspec.Struct, LoopContext)


class Unknown(jinja2.StrictUndefined):
    """A name or a field that is not there; any use of it fails, and says what was meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        of, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint:
            return str(self._undefined_hint)
        if of is missing:
            return f"{name!r} is not known here"
        if of is None:
            return f"nothing has no {name!r}\nwhat may be None needs {{% if %}} before its fields"
        if isinstance(of, msgspec.Struct):
            known = nearest(str(name), of.__struct_fields__)
            return f"{type(of).__name__} has no field {name!r}\n{known}"
        if isinstance(of, dict):
            return f"there is no {name!r} here\n{nearest(str(name), map(str, of))}"
        return f"{type(of).__name__} has no {name!r}"


class NoTemplate(jinja2.TemplateNotFound):
    """A template that is in none of the theme's folders."""

    def __init__(self, name: str, known: Callable[[], list[str]]) -> None:
        super().__init__(name, f"there is no template {name!r}")
        self.known = known


class Template(jinja2.Template):
    """A template whose output, where another imports it, is text."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        context = self.new_context(vars, shared, locals)
        return TemplateModule(self, context, [text_of(self.root_render_func(context))])


class Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a short way to the fields of contexts, which are all values."""

    inlined = False  # errors would name the wrong file, so it is for pages and not for checking
    apart = False  # values come one by one, each in a tuple; only where inlined
    code_generator_class = Generator
    template_class = Template
    concat = staticmethod(text_of)
    tools = TOOLS
    holders = staticmethod(holders)
    translate: Translate | None = None  # where pages are not in English
    known: Collection[str] = ()  # static files
    marks: Mapping[str, str] = {}  # in the names under which they are published
    heard: Callable[[str, str | None], None] = staticmethod(lambda name, source: None)

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        tree = self._parsed(source, name or "", filename)
        if not self.inlined:
            return tree
        if (name or "").startswith(WITH_BLOCKS):
            tree = with_blocks(tree)
        else:
            tree = flattened(tree, self._extended)
        tree.set_environment(self)
        return tree

    def _extended(self, name: str) -> jinja2.nodes.Template | None:
        """What a template extends, with its blocks; None where it is missing."""
        source = self.source(name)
        return None if source is None else self._parsed(source, name, None)

    def source(self, name: str) -> str | None:
        """The text of a template; None where it is missing. Who listens is told of both."""
        try:
            source = self.loader.get_source(self, name)[0] if self.loader else None
        except jinja2.TemplateNotFound:
            source = None
        self.heard(name, source)
        return source

    def _parsed(self, source: str, name: str, file: str | None) -> jinja2.nodes.Template:
        tree = self.as_written(source, name, file)
        Includes(self.source, self.as_written, name, in_place=self.inlined).visit(tree)
        return tree

    def as_written(self, source: str, name: str, file: str | None) -> jinja2.nodes.Template:
        """A template with the words of its language and the published names of static files."""
        parse = partial(super()._parse, source, name, file)
        tree = tree_of(source, self, parse)
        if "static" in source:
            Published(self.known, self.marks, file).visit(tree)
        if self.translate and name.endswith((".html", ".txt")):
            Translated(self.translate, html=name.endswith(".html")).visit(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, _OPEN) and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class Folders(jinja2.BaseLoader):
    """Templates by name from the first folder that has one, such as `thread.html`.

    `THEME:thread.html` passes over the folders before that theme's, so that a template can extend
    the one it overrides.
    """

    def __init__(self, theme: Theme) -> None:
        self.folders = {folder.name: folder.path / "templates" for folder in theme.folders}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        template = template.removeprefix(WITH_BLOCKS)
        path = self.path(template)
        if path is None:
            raise NoTemplate(template, self.list_templates)
        try:
            source = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise jinja2.TemplateSyntaxError(
                "the template is not UTF-8", 1, template, str(path)
            ) from None
        return source, str(path), lambda: True

    def path(self, template: str) -> Path | None:
        """The file that a template's name stands for."""
        start, colon, name = template.rpartition(":")
        folders = list(self.folders)
        if (colon and start not in folders) or not _plain(name):
            return None
        for folder in folders[folders.index(start) if colon else 0 :]:
            path = self.folders[folder] / name
            if path.is_file():
                return path
        return None

    def list_templates(self) -> list[str]:
        names = {
            path.relative_to(top).as_posix()
            for top in self.folders.values()
            for path in top.rglob("*")
            if path.is_file() and not path.relative_to(top).parts[0].startswith(".")
        }
        return sorted(names)


def _plain(name: str) -> bool:
    """Whether a name stays below the folder it is looked for in, on every system."""
    parts = name.split("/")
    return "\\" not in name and all(part not in ("", ".", "..") for part in parts)


def environment(
    theme: Theme, marks: Mapping[str, str] | None = None, *, inlined: bool = False
) -> Environment:
    """The engine for one theme. Templates are compiled once and never looked at again.

    `marks` are those in the published names of static files. With `inlined` it is faster, but its
    errors do not name the right lines.
    """
    env = Environment(
        loader=Folders(theme),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.inlined = inlined
    env.known, env.marks = dict(static_files(theme)), marks or {}
    env.filters.update(FILTERS)
    if theme.words or theme.catalogue:
        env.filters["count"] = partial(count_in, theme)
    if inlined:  # it is asked for every comment, and says few different things
        env.filters["count"] = lru_cache(maxsize=1024, typed=True)(env.filters["count"])
    if theme.catalogue:
        env.filters["number"] = theme.catalogue.number
        env.translate = theme.catalogue.text
    del env.filters["random"]  # pages are functions of their values
    del env.globals["lipsum"]
    return env


def template_error(error: Exception) -> ThemeError:
    """Any exception of a template as ours: what is wrong, the file, line and text, and a hint.

    The places go from where it happened outwards, through what includes or extends that template.
    """
    if isinstance(error, ThemeError):
        return error
    places = _places(error)
    message, _, hint = str(getattr(error, "message", None) or error).partition("\n")
    if isinstance(error, NoTemplate):
        hint = _close(str(error.name), error.known())
    elif isinstance(error, jinja2.TemplateSyntaxError):
        places.insert(0, (error.filename or error.name or "", error.lineno))
        named = re.match(r"No (filter|test) named '(.+)'", message)
        hint = _close(named[2], sorted(_NAMED[named[1]])) if named else hint
    elif isinstance(error, jinja2.UndefinedError):
        unknown = re.match(r"'(.+)' is not known here", message)
        hint = _close(unknown[1], _variables(places)) if unknown else hint
    elif not isinstance(error, jinja2.TemplateError):
        message = f"the template fails: {message or type(error).__name__}"
    where = "\n".join(dict.fromkeys(line_of(file, line) for file, line in places))
    return ThemeError(message, where, hint)


_NAMED = {"filter": {*jinja2.filters.FILTERS, *FILTERS}, "test": {*jinja2.tests.TESTS}}


def _places(error: Exception) -> list[tuple[str, int]]:
    """(file, line) of every template that the exception passed through, innermost first."""
    steps = traceback.walk_tb(error.__traceback__)
    return [
        (frame.f_code.co_filename, line)
        for frame, line in steps
        if "__jinja_exception__" in frame.f_globals  # the engine's own mark on rewritten frames
    ][::-1]


def line_of(file: str, line: int) -> str:
    """FILE:LINE: TEXT for messages; without the text where it cannot be had."""
    try:
        lines = Path(file).read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    text = f": {lines[line - 1].strip()[:160]}" if 0 < line <= len(lines) else ""
    return f"{file}:{line}{text}"


def _variables(places: list[tuple[str, int]]) -> list[str]:
    """The names that mean something in the templates of an error: of contexts, and set in them."""
    names: set[str] = set()
    for file, _ in places:
        context = CONTEXTS.get(Path(file).name)
        names.update(context.__struct_fields__ if context else ())
        with suppress(OSError, jinja2.TemplateError):
            tree = jinja2.Environment(autoescape=True).parse(Path(file).read_text("utf-8"))
            stored = tree.find_all(jinja2.nodes.Name)
            names.update(node.name for node in stored if node.ctx in ("store", "param"))
    return sorted(names)


def _close(name: str, known: list[str]) -> str:
    """A hint for a name that is not known: the nearest one, or nothing."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else ""
