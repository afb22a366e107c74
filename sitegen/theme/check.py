"""What is wrong with a theme, or will be: every template rendered with the hard cases, and more.

Nothing stops at the first finding, and nothing is found that the author of the theme cannot mend:
files of the themes that come with sitegen are passed over.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import jinja2
import msgspec
from jinja2 import nodes

from sitegen.errors import ThemeError, nearest
from sitegen.theme import cases, copies
from sitegen.theme.context import CONTEXTS
from sitegen.theme.contrast import ENOUGH, too_weak
from sitegen.theme.digests import COMPUTED, REFERENCES, WRITTEN, names_in, template_digest
from sitegen.theme.elements import Anything, Numbered, Silent, faults
from sitegen.theme.env import Folders, environment, template_error
from sitegen.theme.files import stylesheet
from sitegen.theme.remembered import Remembered, parsed
from sitegen.theme.theme import Theme, bundled


class Finding(msgspec.Struct, frozen=True):
    """Something to be mended: what, where (one place a line), and how if that is known."""

    message: str
    where: str = ""
    hint: str = ""


def check(theme: Theme, site: Path | None = None) -> list[Finding]:
    """All that is found in a theme, and in the site's own templates and style sheets."""
    found = [*_own(theme), *_pages(theme), *_colours(theme)]
    if site:
        found += (
            Finding(
                f"{of.name} was copied from {of.theme} {of.version}, and has changed there",
                str(site / "templates" / of.name),
                "\n".join(["take over what you need of it:", *of.diff]),
            )
            for of in copies.changed(theme, site)
        )
    return _grouped(found)


def check_each(
    themes: Iterable[Theme], site: Path | None = None
) -> Iterator[tuple[list[Finding], int]]:
    """For each theme what is found in it and in none before it, and how much was told before."""
    told: set[tuple[str, str, str]] = set()
    for theme in themes:
        found = {_mistake(finding): finding for finding in check(theme, site)}
        yield [found[key] for key in found if key not in told], len(told & found.keys())
        told |= found.keys()


def _mistake(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings one mistake, whatever pages show it."""
    return finding.message, finding.where.partition("\n")[0], finding.hint


def _own(theme: Theme) -> Iterator[Finding]:
    """What the sources of the author's own templates tell, without being rendered."""
    folders = Folders(theme)
    names = {
        path.relative_to(folder.path / "templates").as_posix(): path
        for folder in reversed(theme.folders)
        if folder.path.parent != bundled()
        for path in sorted((folder.path / "templates").rglob("*"))
        if path.is_file() and copies.KEPT not in path.parts
    }
    trees: dict[str, nodes.Template] = {}
    for name, path in names.items():
        try:
            template_digest(theme, name)
        except ThemeError as error:
            yield Finding(error.message, error.where, error.hint)
        tree = _parsed(path)
        if tree is not None:
            trees[name] = tree
    reached = _reached(folders)
    for name, tree in trees.items():
        path = names[name]
        if name not in reached:
            yield Finding("no page uses this template", str(path), _meant(name, folders))
        yield from _blocks(folders, tree, path)
        for node in tree.find_all(REFERENCES):
            if names_in(node) is None:
                yield Finding(COMPUTED, f"{path}:{node.lineno}", WRITTEN)
        yield from _options(theme, tree, path)


def _parsed(path: Path) -> nodes.Template | None:
    """A template as it is written; None where that has a mistake, which is told elsewhere."""
    try:
        return parsed(path.read_text("utf-8-sig"))
    except (jinja2.TemplateError, UnicodeDecodeError):
        return None


def _options(theme: Theme, tree: nodes.Template, path: Path) -> Iterator[Finding]:
    """Options that a template asks for and the theme does not have."""
    asked: list[tuple[nodes.Expr, object, int]] = [
        (node.node, node.attr, node.lineno) for node in tree.find_all(nodes.Getattr)
    ]
    asked += [
        (node.node, node.arg.value, node.lineno)
        for node in tree.find_all(nodes.Getitem)
        if isinstance(node.arg, nodes.Const)
    ]
    for of, name, line in asked:
        named = isinstance(of, nodes.Getattr) and of.attr == "options"
        if named and isinstance(name, str) and name not in theme.options:
            yield Finding(
                f"the theme has no option {name!r}",
                f"{path}:{line}",
                nearest(name, theme.options),
            )


def _reached(folders: Folders) -> set[str]:
    """The names of all templates that some page is made with, without the themes before colons."""
    reached: set[str] = set()
    waiting: list[str] = list(CONTEXTS)
    while waiting:
        at = waiting.pop()
        path = folders.path(at)
        if at in reached or path is None:
            continue
        reached.add(at)
        tree = _parsed(path)
        waiting += (
            const.value
            for node in (tree.find_all(REFERENCES) if tree else ())
            for const in node.find_all(nodes.Const)
            if isinstance(const.value, str)
        )
    return {name.rpartition(":")[2] for name in reached}


def _meant(name: str, folders: Folders) -> str:
    """Where a template that is never used was perhaps meant to be."""
    others = [other for other in folders.list_templates() if other != name]
    same = [other for other in others if other.rpartition("/")[2] == name.rpartition("/")[2]]
    return f"did you mean {same[0]!r}?" if same else "include it, or remove the file"


def _blocks(folders: Folders, tree: nodes.Template, path: Path) -> Iterator[Finding]:
    """Blocks that fill nothing, since no template that this one extends has them."""
    known: set[str] = set()
    at: nodes.Template | None = tree
    seen: set[Path] = {path}
    extends = False
    while at is not None:
        parent = next(at.find_all(nodes.Extends), None)
        name = parent.template.value if parent and isinstance(parent.template, nodes.Const) else ""
        file = folders.path(name) if name else None
        if file is None or file in seen:
            break
        seen.add(file)
        extends = True
        at = _parsed(file)
        if at is None:
            return  # nobody knows its blocks
        known.update(block.name for block in at.find_all(nodes.Block))
    for node in tree.body if extends else ():
        if isinstance(node, nodes.Block) and node.name not in known:
            yield Finding(
                f"there is no block {node.name!r} to fill",
                f"{path}:{node.lineno}",
                nearest(node.name, known),
            )


def _pages(theme: Theme) -> Iterator[Finding]:
    """What happens when every template is rendered with plain and with hard values.

    A page that fails is made again as far as it goes, so that one mistake does not hide others.
    """
    numbered, whole = Numbered(theme), Numbered(theme, whole=True)
    env, lenient = environment(theme), environment(theme)
    env.loader, lenient.loader = numbered, whole
    lenient.undefined, lenient.known = Silent, Anything()
    if not (theme.catalogue or theme.words):
        env.bytecode_cache = lenient.bytecode_cache = Remembered()
    for case, template, context in cases.every(theme):
        fields = {name: getattr(context, name) for name in context.__struct_fields__}
        loader = numbered
        try:
            page = env.get_template(template).render(fields)
        except Exception as error:
            told = template_error(error)
            yield Finding(told.message, told.where, told.hint)
            page, loader = "", whole
            with suppress(Exception):  # told above
                page = lenient.get_template(template).render(fields)
        if page and template.endswith(".html"):
            on = f"{template}, with the values of the case {case!r}"
            for message, where, hint in faults(page, loader):
                yield Finding(message, f"{where}\n{on}" if where else on, hint)


def _grouped(found: Iterable[Finding]) -> list[Finding]:
    """Each mistake once, with the first of the pages that show it, and how many others do."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in dict.fromkeys(found):
        groups.setdefault(_mistake(finding), []).append(finding)
    return [_one(group) for group in groups.values()]


def _one(group: list[Finding]) -> Finding:
    longest = next((finding for finding in group if "\n" in finding.where), group[0])
    others = len([finding for finding in group if "\n" in finding.where]) - 1
    if others < 1:
        return longest
    more = f"{longest.where}\nand on {others} more {'page' if others == 1 else 'pages'}"
    return Finding(longest.message, more, longest.hint)


def _colours(theme: Theme) -> Iterator[Finding]:
    options = [name.replace("_", "-") for name in theme.colours]
    for text, ground, scheme, ratio in too_weak(stylesheet(theme), options):
        yield Finding(
            f"--{text} on --{ground} has a contrast of {ratio:.1f} where it is {scheme}",
            f"the style sheet of {theme.name}",
            f"{ENOUGH} is the least that can be read by all",
        )
