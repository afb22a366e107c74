"""`sitegen init`: a new site that builds at once."""

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
@click.option(
    "--github", is_flag=True,
    help="Also a workflow that publishes it on GitHub Pages; to a site that there is, only that.",
)  # fmt: skip
def command(folder: Path, github: bool) -> None:
    """Make a new site in DIR: a configuration with every key explained, and a small dump.

    Nothing that is there already is changed.
    """
    starter = files("sitegen.cli").joinpath("starter")
    if folder.exists() and not folder.is_dir():
        raise UsageError("this is a file, not a folder", str(folder))
    if github and (folder / WORKFLOW).exists():
        raise UsageError("there is a workflow already", str(folder / WORKFLOW))
    there = (folder / "sitegen.toml").exists()
    if there and not github:
        raise UsageError("there is a site already", str(folder / "sitegen.toml"))
    try:
        for source, target in () if there else FILES.items():
            path = folder / target
            if path.exists() or (path.parent.is_dir() and path.parent != folder):
                continue  # a content/ that is there already needs no sample
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(starter.joinpath(source).read_bytes())
            output.result(f"made {path}")
        if github:
            _add_workflow(folder, starter.joinpath("github.yml").read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", str(error.filename)) from None
    here = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    if github:
        output.result("On GitHub, once: Settings, Pages, Source: GitHub Actions")
    output.result(f"Next: {here}put your dumps into content/ and run sitegen build")


def _add_workflow(folder: Path, text: str) -> None:
    """The workflow, with the version of sitegen that wrote it. Raises OSError."""
    path = folder / WORKFLOW
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("@VERSION@", __version__), encoding="utf-8", newline="\n")
    output.result(f"made {path}")
