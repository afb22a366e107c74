"""`sitegen formats`: what sitegen can read, and what it makes of a file."""

from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import click
from msgspec.structs import replace

from sitegen import columns, sources
from sitegen.build import scan
from sitegen.build.scan import Found
from sitegen.cli import output
from sitegen.cli.options import choose
from sitegen.config import FILE_NAME, Config
from sitegen.errors import SitegenError, SourceError, UsageError
from sitegen.model import Problem
from sitegen.sources import looks

_SHOWN = 10


@click.command("formats")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--site", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR",
    help="The site's folder, instead of the current one.",
)  # fmt: skip
def command(file: Path | None, folder: Path) -> int:
    """List the formats, or say which of them fits FILE, why, and what is read from it.

    FILE may be a folder or an archive, too: then it is said of each dump in it. For what lies in
    the site's content/, what sitegen.toml says of formats and tables holds.
    """
    if file is None:
        width = max((len(source.name) for source in sources.SOURCES), default=0)
        for source in sources.SOURCES:
            output.result(f"{source.name:<{width}}  {source.title}")
        return 0
    if not file.exists():
        raise UsageError("there is no such file", str(file))
    settings, name = _site_of(file, folder)
    found = list(scan.at(file, settings, name))
    if not found:
        raise SourceError("there is no dump in it", str(file))
    failed = 0
    for item in found:
        try:
            _tell(file if len(found) == 1 and item.dump.path == file else None, item, settings)
        except SitegenError as error:
            failed += 1
            output.error(error)
    if len(found) > 1:
        output.result(f"{output.many(len(found), 'dump')}, {failed:,} of them in no known format")
    return 1 if failed else 0


def _site_of(file: Path, folder: Path) -> tuple[Config, str]:
    """What sitegen.toml says of a file in the site's content/, and its path there; nothing of one
    that lies elsewhere."""
    if not (folder / FILE_NAME).is_file():
        return Config(), ""
    site = choose(folder, None, None)
    path, content = file.resolve(), site.paths.content.resolve()
    if path == content:
        return site.config, ""
    inside = content in path.parents
    return (site.config, path.relative_to(content).as_posix()) if inside else (Config(), "")


def _tell(file: Path | None, item: Found, settings: Config) -> None:
    """Says which format a dump is in, why, and what is read. Raises SourceError."""
    if item.fault:
        raise SourceError(item.fault, item.dump.name)
    dump = item.dump
    if item.source:
        source, why = sources.by_name(item.source), "by the names of the files in it"
    else:
        told = replace(dump, columns=columns.of(dump.name, settings.tables))
        source, dump = sources.recognise(told, settings.formats)
        named = any(fnmatchcase(dump.name, glob) for glob in settings.formats)
        by = f"by {FILE_NAME}" if named else "by its content"
        why = f"{by}: {looks.look(sources.head(told)).what}"
    output.result(f"{file or item.dump.name}: {source.name}, {source.title}")
    others = len(sources.SOURCES) - 1
    claimed = "what lies inside of it" if dump.wrap else "it"
    output.result(f"  {why}; none of the {others} other formats claims {claimed}")
    if source.name == "posts-table":
        output.result(f"  columns: {looks.columns_of(sources.head(dump), dump.columns)}")
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for record in sources.read(source, dump):
        counts[type(record).__name__] += 1
        if isinstance(record, Problem) and len(problems) < _SHOWN:
            problems.append(record)
    kinds = ("Post", "Gap", "Problem")
    output.result("  " + ", ".join(output.many(counts[kind], kind.lower()) for kind in kinds))
    for problem in problems:
        output.block("warning", problem.message, problem.where)
