"""`sitegen export`: all that the dumps hold as one dump, from which the same site can be built."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click

from sitegen.build import export, readable
from sitegen.build.export import Selection
from sitegen.cli import output
from sitegen.cli.options import choose
from sitegen.errors import UsageError
from sitegen.model import posts_named


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
    help="Where to write, compressed if it ends in .gz, .zst, .xz or .bz2; default, or -: stdout.",
)  # fmt: skip
@click.option(
    "--thread", "threads", multiple=True, metavar="GLOB",
    help="Only threads with such an id (hn:8863, reddit:*) or address. May be given several times.",
)  # fmt: skip
@click.option(
    "--community", "communities", multiple=True, metavar="GLOB",
    help="Only threads of such a community (r/rust). May be given several times.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(("ndjson", *readable.FORMS)), default="ndjson",
    show_default=True, help="To build from, or to be read: see docs/publishing.md.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    folder: Path, config_file: Path | None, target: Path | None, threads: tuple[str, ...],
    communities: tuple[str, ...], form: str, quiet: bool,
) -> None:  # fmt: skip
    """Write all that the dumps hold as one dump, in sitegen's own format: a post a line.

    From that file alone the same site can be built, byte for byte: put it into content/ in the
    place of the dumps. With --format, threads to be read: markdown, one thread as an html page that
    stands alone, an epub. Nothing is written to the output folder.
    """
    site = choose(folder, config_file, None)
    target = None if target == Path("-") else target
    selection = Selection(tuple(chain.from_iterable(map(_ids, threads))), communities)
    with output.Progress(quiet, False) as progress:
        to = target or sys.stdout.buffer
        if form == "ndjson":
            done = export.export(site.paths, site.config, to, selection, progress)
        else:
            done = readable.export(site.paths, site.config, to, selection, form, progress)
    if not quiet:
        where = f" in {target}" if target else ""
        output.say(
            f"{output.many(done.threads, 'thread')}, {output.many(done.posts, 'post')}{where}"
        )


def _ids(thread: str) -> Iterable[str]:
    """The ids that an address stands for; anything else is an id, or a glob of ids."""
    if not thread.startswith(("http://", "https://")):
        return (thread,)
    found = posts_named(thread)
    if not found:
        raise UsageError("this is not the address of a thread", thread, "give its id: hn:8863")
    return found
