"""`sitegen init`: a new site that builds at once."""

import os
import shutil
from importlib.resources import files
from pathlib import Path

import click

from sitegen import __version__
from sitegen.cli import output
from sitegen.errors import UsageError

FILES = {
    "sitegen.toml": "sitegen.toml",
    "gitignore": ".gitignore",
    "welcome.json": "content/welcome.json",
}
WORKFLOW = ".github/workflows/publish.yml"


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="DIR")
@click.argument(
    "dumps", type=click.Path(exists=True, path_type=Path), nargs=-1, metavar="[DUMP]..."
)
@click.option(
    "--github", is_flag=True,
    help="Also a workflow that publishes it on GitHub Pages; to a site that there is, only that.",
)  # fmt: skip
def command(folder: Path, dumps: tuple[Path, ...], github: bool) -> None:
    """Make a new site in DIR: a configuration with every key explained, and a small dump.

    Each DUMP, a file or a folder, is copied into content/, in the place of the small one. Nothing
    that is there already is changed.
    """
    starter = files("sitegen.cli").joinpath("starter")
    if folder.exists() and not folder.is_dir():
        raise UsageError("this is a file, not a folder", str(folder))
    if github and (folder / WORKFLOW).exists():
        raise UsageError("there is a workflow already", str(folder / WORKFLOW))
    there = (folder / "sitegen.toml").exists()
    if there and (dumps or not github):
        raise UsageError("there is a site already", str(folder / "sitegen.toml"))
    places = _places(folder, dumps)
    try:
        for source, target in () if there else FILES.items():
            path = folder / target
            if path.exists() or (path.parent != folder and (dumps or path.parent.is_dir())):
                continue  # whoever has dumps needs no sample
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(starter.joinpath(source).read_bytes())
            output.result(f"made {path}")
        for path, dump in places.items():
            _copy(dump, path)
        if github:
            _add_workflow(folder, starter.joinpath("github.yml").read_text(encoding="utf-8"))
    except OSError as error:
        told = error.strerror or "some files of a dump cannot be read"
        raise UsageError(f"cannot be written: {told}", str(error.filename or folder)) from None
    here = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    if github:
        output.result("On GitHub, once: Settings, Pages, Source: GitHub Actions")
    more = "" if dumps else "put your dumps into content/ and "
    output.result(f"Next: {here}{more}run sitegen build")


def _places(folder: Path, dumps: tuple[Path, ...]) -> dict[Path, Path]:
    """Where each dump goes. Raises UsageError when two would have one name."""
    places: dict[Path, Path] = {}
    for dump in map(Path.resolve, dumps):
        path = folder / "content" / dump.name
        if path in places or os.path.lexists(path):
            raise UsageError("there is a dump of this name already", str(path), "rename one")
        if folder.resolve().is_relative_to(dump):
            raise UsageError("this folder holds the site itself", str(dump))
        places[path] = dump
    return places


def _copy(dump: Path, path: Path) -> None:
    """A dump with its times: those of text copies say when they were made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if dump.is_dir():
        shutil.copytree(dump, path)
    else:
        shutil.copy2(dump, path)
    output.result(f"made {path}")


def _add_workflow(folder: Path, text: str) -> None:
    """The workflow, with the version of sitegen that wrote it. Raises OSError."""
    path = folder / WORKFLOW
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("@VERSION@", __version__), encoding="utf-8", newline="\n")
    output.result(f"made {path}")
