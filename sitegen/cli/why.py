"""`sitegen why`: whether a page would be made again, and for what reason."""

from pathlib import Path

import click

from sitegen.build import explain
from sitegen.cli import output
from sitegen.cli.options import choose, site_options


@click.command("why")
@click.argument("page")
@site_options
@click.option("-u", "--base-url", metavar="URL", help="Public URL, instead of [site] url.")
def command(
    page: str, folder: Path, config_file: Path | None, output_folder: Path | None,
    base_url: str | None,
) -> None:  # fmt: skip
    """Say whether a build would make PAGE again, and why.

    PAGE is a path below the output folder (t/hn/8863/), a file in it, or the id of a thread
    (hn:8863). Nothing is written to the output folder.
    """
    site = choose(folder, config_file, output_folder, base_url)
    answer = explain.why(site.paths, site.config, page)
    output.result(f"{answer.path}: {answer.sentence}")
    for part in answer.parts:
        output.result(f"  {part}")
