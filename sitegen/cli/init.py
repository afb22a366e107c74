"""`sitegen init`: a new site that builds at once."""

from importlib.resources import files
from pathlib import Path

import click

from sitegen.cli import output
from sitegen.errors import UsageError

FILES = {
    "sitegen.toml": "sitegen.toml",
    "gitignore": ".gitignore",
    "welcome.json": "content/welcome.json",
}


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="DIR")
def command(folder: Path) -> None:
    """Make a new site in DIR: a configuration with every key explained, and a small dump.

    Nothing that is there already is changed.
    """
    starter = files("sitegen.cli").joinpath("starter")
    if folder.exists() and not folder.is_dir():
        raise UsageError("this is a file, not a folder", str(folder))
    if (folder / "sitegen.toml").exists():
        raise UsageError("there is a site already", str(folder / "sitegen.toml"))
    try:
        for source, target in FILES.items():
            path = folder / target
            if path.exists() or (path.parent.is_dir() and path.parent != folder):
                continue  # a content/ that is there already needs no sample
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(starter.joinpath(source).read_bytes())
            output.result(f"made {path}")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", str(error.filename)) from None
    here = "" if folder.resolve() == Path.cwd() else f"cd {folder}, "
    output.result(f"Next: {here}put your dumps into content/ and run sitegen build")
