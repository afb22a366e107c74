"""What a template's pages depend on: everything it extends, includes and imports, and static files.

Names of templates are literal, so the closure is known without rendering. Whoever only wants to
know whether anything changed asks `files.sources_digest`, which needs no template engine.
"""

import re
from hashlib import blake2b
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes

from sitegen.errors import ThemeError, nearest
from sitegen.theme.context import CONTEXTS
from sitegen.theme.env import Folders, NoTemplate, environment, template_error
from sitegen.theme.statics import Named, named_in
from sitegen.theme.theme import Theme


class Needs(msgspec.Struct, frozen=True):
    """A digest of all templates that a page is made with, and the static files these name."""

    digest: str
    named: Named


def needs(theme: Theme) -> dict[str, Needs]:
    """What every kind of page needs, by the name of its template. Raises ThemeError."""
    closures = _Closures(theme)
    return {name: Needs(closures.digest(name), closures.named(name)) for name in CONTEXTS}


def template_digests(theme: Theme) -> dict[str, str]:
    """The digest of every kind of page's template, by its name."""
    return {name: needed.digest for name, needed in needs(theme).items()}


def template_digest(theme: Theme, name: str) -> str:
    """A digest of all that the template `name` extends, includes and imports, and of itself.

    An optional hook that is missing counts as an empty one. Raises ThemeError for a template that
    is missing or malformed, and for a name that is computed.
    """
    return _Closures(theme).digest(name)


def closure(theme: Theme, name: str) -> frozenset[str]:
    """The names, as written, of all templates that `name` depends on, itself among them."""
    return frozenset(_Closures(theme).reached(name))


_NAMES = re.compile(r"static|stylesheet")
_NONE: tuple[str, list[str], Named] = ("", [], Named())


REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
COMPUTED = "the name of a template is computed"
WRITTEN = "write it as it is, so that sitegen knows which pages depend on it"


class _Closures:
    """Each template is read and parsed once, however many others refer to it."""

    def __init__(self, theme: Theme) -> None:
        self.env = environment(theme)
        self.folders = Folders(theme)
        self.read: dict[str, tuple[str, list[str], Named]] = {}

    def digest(self, name: str) -> str:
        digest = blake2b(digest_size=16)
        for reference in sorted(self.reached(name)):
            source = self.read[reference][0].encode("utf-8", "surrogatepass")
            digest.update(f"{reference}\0{len(source)}\0".encode())
            digest.update(source)
        return digest.hexdigest()

    def named(self, name: str) -> Named:
        found = Named()
        for reference in self.reached(name):
            found |= self.read[reference][2]
        return found

    def reached(self, name: str) -> set[str]:
        if self.folders.path(name) is None:
            raise template_error(NoTemplate(name, self.folders.list_templates))
        reached, waiting = {name}, [name]
        while waiting:
            at = waiting.pop()
            if at not in self.read:
                self.read[at] = self._parse(at) if self.folders.path(at) else _NONE
            for reference in self.read[at][1]:
                if reference not in reached:
                    reached.add(reference)
                    waiting.append(reference)
        return reached

    def _parse(self, name: str) -> tuple[str, list[str], Named]:
        """The source of a template, the names of the templates that it refers to, and of files."""
        try:
            source, file, _ = self.folders.get_source(self.env, name)
            tree = self.env.parse(source, name, file)
        except jinja2.TemplateError as error:
            raise template_error(error) from None
        references: list[str] = []
        for node in tree.find_all(REFERENCES):
            references += self._names(node, f"{file}:{node.lineno}")
        return source, references, named_in(tree) if _NAMES.search(source) else Named()

    def _names(self, node: Any, where: str) -> list[str]:
        """The names in one reference. One must exist, unless `ignore missing` says otherwise."""
        names = names_in(node)
        if names is None:
            raise ThemeError(COMPUTED, where, WRITTEN)
        if not getattr(node, "ignore_missing", False) and not any(map(self.folders.path, names)):
            hint = nearest(names[0], self.folders.list_templates()) if names else ""
            raise ThemeError(f"there is no template {', '.join(map(repr, names))}", where, hint)
        return names


def names_in(reference: Any) -> list[str] | None:
    """The names in an include, import or extends; None where they are computed."""
    try:
        value = reference.template.as_const()
    except nodes.Impossible:
        return None
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list | tuple) and all(isinstance(name, str) for name in names):
        return list(names)
    return None
