"""`sitegen theme`: list themes, begin one, copy a template, and check what one made."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import click

from sitegen import __version__
from sitegen.build import looks
from sitegen.cli import output
from sitegen.cli.options import choose
from sitegen.config import FILE_NAME
from sitegen.errors import ConfigError, UsageError, nearest
from sitegen.theme import copies, theme
from sitegen.theme.check import check_each
from sitegen.theme.theme import Theme

_SITE = click.option(
    "--site", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR",
    help="The site's folder, instead of the current one.",
)  # fmt: skip


@click.group("theme")
def command() -> None:
    """List themes, begin one of your own, copy a template, check what you made."""


@command.command("list")
@_SITE
def list_themes(folder: Path) -> None:
    """List the themes that the site may have, its own first, each with what it extends."""
    chosen = choose(folder, None, None)
    own = theme.available([folder / "themes"])
    names = [*own, *(name for name in theme.available([theme.bundled()]) if name not in own)]
    width = max(map(len, names))
    for name in names:
        found = theme.load(name, [folder / "themes"], {})
        version = theme.version(found.folders[0])
        extends = [parent.name for parent in found.folders[1:]]
        about = [f"extends {', '.join(extends)}"] if extends else []
        about += ["in themes/"] if name in own else []
        about += ["the site's"] if name == chosen.config.theme.name else []
        output.result(f"{name:<{width}}  {version:<6} {'; '.join(about)}".rstrip())


@command.command("new")
@click.argument("name")
@click.option("--extends", "parent", default="default", metavar="THEME", show_default=True,
              help="The theme that yours begins as.")  # fmt: skip
@_SITE
def new(name: str, parent: str, folder: Path) -> None:
    """Begin a theme in themes/NAME, with a palette, a foot and an option to change.

    Where there is no site yet, one is made around it, with a dump of the hard cases: deep threads,
    long words, other scripts, posts that are gone.
    """
    known = theme.available([folder / "themes", theme.bundled()])
    if not theme.is_name(name):
        raise UsageError("this cannot be the name of a theme", name,
                         "names are small letters, digits, _ and -")  # fmt: skip
    if name in known:
        raise UsageError("there is a theme of this name already", name)
    if parent not in known:
        raise UsageError(f"there is no theme {parent!r} to extend", "", nearest(parent, known))
    there = (folder / FILE_NAME).exists()
    _write(_new_files(name, parent, folder), {"NAME": name, "PARENT": parent})
    if there:
        output.result(f'Next: set name = "{name}" below [theme] in sitegen.toml, sitegen serve')
    else:
        output.result("Next: sitegen serve, and change the files in the theme")


def _new_files(name: str, parent: str, folder: Path) -> Iterable[tuple[Path, str]]:
    """(file to be made, its source in the starter)."""
    top = folder / "themes" / name
    yield top / "theme.toml", "theme.toml"
    yield top / f"static/css/15-{name}.css", "colours.css"
    yield top / f"static/css/56-{name}.css", "layout.css"
    yield top / "templates/partials/footer.html", "footer.html"
    if not (folder / FILE_NAME).exists():
        yield folder / FILE_NAME, "sitegen.toml"
        if not (folder / "content").exists():
            yield folder / "content/hard-cases.ndjson", "hard-cases.ndjson"


def _write(made: Iterable[tuple[Path, str]], told: dict[str, str]) -> None:
    starter = files("sitegen.cli").joinpath("starter", "theme")
    try:
        for path, source in list(made):
            text = starter.joinpath(source).read_text("utf-8")
            if source.endswith(".toml"):
                for word, value in {**told, "VERSION": __version__}.items():
                    text = text.replace(word, value)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            output.result(f"made {path}")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", str(error.filename)) from None


@command.command("copy")
@click.argument("template")
@_SITE
def copy(template: str, folder: Path) -> None:
    """Copy TEMPLATE of the site's theme into templates/, to be changed there.

    The original is kept beside it, so that `sitegen theme check` can tell when it has changed.
    Often a block is enough: see docs/themes.md.
    """
    found = _theme_of(folder)
    copied = copies.copy(found, template, folder)
    output.result(f"made {copied.path}, as in {copied.theme} {copied.version}")


@command.command("check")
@click.argument("name", required=False)
@_SITE
def check(name: str | None, folder: Path) -> int:
    """Check the theme NAME, or those of the site and its communities, and the site's own templates.

    Renders every template with plain and with hard values, and tells of what is not known, never
    used, gone from the theme that is extended, or cannot be read. A theme is checked with the
    options and words of each [communities."..."] that has its own, and a mistake is told once. Exit
    code 1 if there is anything.
    """
    groups = _groups(folder) if name is None else [(_theme_of(folder, name), [looks.SITE])]
    told = 0
    results = check_each((of for of, _ in groups), folder)
    for (of, patterns), (findings, before) in zip(groups, results, strict=True):
        for finding in findings:
            output.block("warning", finding.message, finding.where, finding.hint)
        whose = "" if looks.SITE in patterns else f", for {', '.join(patterns)}"
        also = f", and {before} told above" if before else ""
        output.result(f"{of.name}{whose}: {output.many(len(findings), 'finding')}{also}")
        told += len(findings)
    return 1 if told else 0


def _groups(folder: Path) -> list[tuple[Theme, list[str]]]:
    """Each theme of the site with its options and words, and the communities that have it so."""
    chosen = choose(folder, None, None)
    groups: list[tuple[Theme, list[str]]] = []
    for pattern, look in looks.load(chosen.paths, chosen.config).items():
        same = next((patterns for of, patterns in groups if of == look.theme), None)
        if same is None:
            groups.append((look.theme, [pattern]))
        else:
            same.append(pattern)
    return groups


def _theme_of(folder: Path, name: str | None = None) -> Theme:
    """The site's theme with its options, or another one with the defaults. Raises SitegenError."""
    chosen = choose(folder, None, None)
    if name is None or name == chosen.config.theme.name:
        return looks.load(chosen.paths, chosen.config)[looks.SITE].theme
    try:
        return theme.load(name, [folder / "themes"], {}, folder)
    except ConfigError as error:
        raise UsageError(error.message, name, error.hint) from None
