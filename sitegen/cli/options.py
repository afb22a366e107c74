"""Options that several commands share, and the site that they name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from sitegen import config
from sitegen.config import Config, SitePaths
from sitegen.errors import UsageError

_PATH = click.Path(path_type=Path)


class Chosen(msgspec.Struct, frozen=True):
    """The site a command acts on."""

    paths: SitePaths
    config: Config


def site_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--site, --config and --output."""
    for option in (
        click.option(
            "-o", "--output", "output_folder", type=_PATH, metavar="DIR",
            help="Output folder, instead of [build] output.",
        ),
        click.option(
            "-c", "--config", "config_file", type=_PATH, metavar="FILE",
            help="Configuration, instead of sitegen.toml in the site's folder.",
        ),
        click.option(
            "--site", "folder", type=_PATH, default=".", metavar="DIR",
            help="The site's folder, instead of the current one.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def choose(
    folder: Path, config_file: Path | None, output: Path | None, base_url: str | None = None
) -> Chosen:
    """The site's configuration and places. Raises UsageError or ConfigError."""
    if not folder.is_dir():
        raise UsageError("there is no such folder", str(folder), "name the site's with --site")
    if config_file is None and (folder / config.FILE_NAME).is_file():
        config_file = folder / config.FILE_NAME
    settings = config.load(config_file)
    if base_url is not None:
        settings = config.with_url(settings, base_url)
    return Chosen(config.site_paths(folder, settings, output), settings)
