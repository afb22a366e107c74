"""`sitegen export`: all that the dumps hold as one dump, from which the same site can be built."""

import sys
from pathlib import Path

import click

from sitegen.build import export
from sitegen.build.export import Selection
from sitegen.cli import output
from sitegen.cli.options import choose


@click.command("export")
@click.option(
    "--site", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR",
    help="The site's folder, instead of the current one.",
)  # fmt: skip
@click.option(
    "-c", "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Configuration, instead of sitegen.toml in the site's folder.",
)  # fmt: skip
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE",
    help="Where to write, compressed if it ends in .gz, .zst, .xz or .bz2; default: stdout.",
)  # fmt: skip
@click.option(
    "--thread", "threads", multiple=True, metavar="GLOB",
    help="Only threads with such an id (hn:8863, reddit:*). May be given several times.",
)  # fmt: skip
@click.option(
    "--community", "communities", multiple=True, metavar="GLOB",
    help="Only threads of such a community (r/rust). May be given several times.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    folder: Path, config_file: Path | None, target: Path | None, threads: tuple[str, ...],
    communities: tuple[str, ...], quiet: bool,
) -> None:  # fmt: skip
    """Write all that the dumps hold as one dump, in sitegen's own format: a post a line.

    From that file alone the same site can be built, byte for byte: put it into content/ in the
    place of the dumps. Nothing is written to the output folder.
    """
    site = choose(folder, config_file, None)
    selection = Selection(threads, communities)
    with output.Progress(quiet, False) as progress:
        done = export.export(
            site.paths, site.config, target or sys.stdout.buffer, selection, progress
        )
    if not quiet:
        where = f" in {target}" if target else ""
        output.say(
            f"{output.many(done.threads, 'thread')}, {output.many(done.posts, 'post')}{where}"
        )
