"""What is wrong with a theme, or will be: every template rendered with the hard cases, and more.

Nothing stops at the first finding, and nothing is found that the author of the theme cannot mend:
files of the themes that come with sitegen are passed over.
"""

from collections.abc import Iterator
from pathlib import Path

import jinja2
import msgspec
from jinja2 import nodes
from selectolax.lexbor import LexborHTMLParser

from sitegen.errors import ThemeError, nearest
from sitegen.theme import cases, copies
from sitegen.theme.context import CONTEXTS
from sitegen.theme.contrast import ENOUGH, too_weak
from sitegen.theme.digests import template_digest
from sitegen.theme.env import Folders, environment, template_error
from sitegen.theme.files import stylesheet
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
    return list(dict.fromkeys(found))


def _own(theme: Theme) -> Iterator[Finding]:
    """What the sources of the author's own templates tell, without being rendered."""
    folders, env = Folders(theme), jinja2.Environment(autoescape=True)
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
            trees[name] = env.parse(path.read_text("utf-8-sig"), name, str(path))
        except ThemeError as error:
            yield Finding(error.message, error.where, error.hint)
    reached = _reached(folders, env)
    for name, tree in trees.items():
        path = names[name]
        if name not in reached:
            yield Finding("no page uses this template", str(path), _meant(name, folders))
        yield from _blocks(folders, env, tree, path)
        for node in tree.find_all(nodes.Getattr):
            of = node.node
            named = isinstance(of, nodes.Getattr) and of.attr == "options"
            if named and node.attr not in theme.options:
                yield Finding(
                    f"the theme has no option {node.attr!r}",
                    f"{path}:{node.lineno}",
                    nearest(node.attr, theme.options),
                )


def _reached(folders: Folders, env: jinja2.Environment) -> set[str]:
    """The names of all templates that some page is made with, without the themes before colons."""
    reached: set[str] = set()
    waiting: list[str] = list(CONTEXTS)
    while waiting:
        at = waiting.pop()
        path = folders.path(at)
        if at in reached or path is None:
            continue
        reached.add(at)
        try:
            tree = env.parse(path.read_text("utf-8-sig"))
        except (jinja2.TemplateError, UnicodeDecodeError):
            continue  # told already
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        waiting += (
            const.value
            for node in tree.find_all(kinds)
            for const in node.find_all(nodes.Const)
            if isinstance(const.value, str)
        )
    return {name.rpartition(":")[2] for name in reached}


def _meant(name: str, folders: Folders) -> str:
    """Where a template that is never used was perhaps meant to be."""
    others = [other for other in folders.list_templates() if other != name]
    same = [other for other in others if other.rpartition("/")[2] == name.rpartition("/")[2]]
    return f"did you mean {same[0]!r}?" if same else "include it, or remove the file"


def _blocks(
    folders: Folders, env: jinja2.Environment, tree: nodes.Template, path: Path
) -> Iterator[Finding]:
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
        at = env.parse(file.read_text("utf-8-sig"))
        known.update(block.name for block in at.find_all(nodes.Block))
    for node in tree.body if extends else ():
        if isinstance(node, nodes.Block) and node.name not in known:
            yield Finding(
                f"there is no block {node.name!r} to fill",
                f"{path}:{node.lineno}",
                nearest(node.name, known),
            )


def _pages(theme: Theme) -> Iterator[Finding]:
    """What happens when every template is rendered with plain and with hard values."""
    env = environment(theme)
    for case, template, context in cases.every(theme):
        fields = {name: getattr(context, name) for name in context.__struct_fields__}
        try:
            page = env.get_template(template).render(fields)
        except Exception as error:
            told = template_error(error)
            yield Finding(told.message, told.where, told.hint)
            continue
        if template.endswith(".html"):
            yield from _elements(page, f"{template}, with the values of the case {case!r}")


def _elements(page: str, where: str) -> Iterator[Finding]:
    tree = LexborHTMLParser(page)
    html = tree.css_first("html")
    if html is None or not html.attributes.get("lang"):
        yield Finding("the page does not say its language", where, "<html lang=…>")
    for image in tree.css("img:not([alt])"):
        yield Finding("an image without alt", f"{where}: {str(image.html)[:120]}",
                      'alt="" where it says nothing that the text does not')  # fmt: skip
    fields = "input:not([type=hidden], [type=submit], [type=button]), select, textarea"
    for field in tree.css(fields):
        named = {"aria-label", "aria-labelledby", "title"} & field.attributes.keys()
        anchor = field.attributes.get("id")
        of = anchor and any(item.attributes.get("for") == anchor for item in tree.css("label"))
        at = field.parent
        while at is not None and at.tag != "label":
            at = at.parent
        if not named and not of and at is None:
            yield Finding("a field without a label", f"{where}: {str(field.html)[:120]}",
                          "put it into a <label>, or give it an aria-label")  # fmt: skip


def _colours(theme: Theme) -> Iterator[Finding]:
    for text, ground, scheme, ratio in too_weak(stylesheet(theme)):
        yield Finding(
            f"--{text} on --{ground} has a contrast of {ratio:.1f} where it is {scheme}",
            f"the style sheet of {theme.name}",
            f"{ENOUGH} is the least that can be read by all",
        )
