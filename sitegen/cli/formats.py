"""`sitegen formats`: what sitegen can read, and what it makes of a file."""

from collections import Counter
from pathlib import Path

import click

from sitegen import sources
from sitegen.cli import output
from sitegen.errors import UsageError
from sitegen.model import Problem
from sitegen.sources.source import Dump

_SHOWN = 10


@click.command("formats")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """List the formats, or say which of them fits FILE and what is read from it.

    FILE may be a folder or an archive that is one dump.
    """
    if file is None:
        width = max((len(source.name) for source in sources.SOURCES), default=0)
        for source in sources.SOURCES:
            output.result(f"{source.name:<{width}}  {source.title}")
        return
    if not file.exists():
        raise UsageError("there is no such file", str(file))
    dump = Dump(file.name, file)
    source = sources.detect(sources.head(dump), {})
    output.result(f"{file}: {source.name}, {source.title}")
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for record in sources.read(source, dump):
        counts[type(record).__name__] += 1
        if isinstance(record, Problem) and len(problems) < _SHOWN:
            problems.append(record)
    output.result(
        "  "
        + ", ".join(output.many(counts[kind], kind.lower()) for kind in ("Post", "Gap", "Problem"))
    )
    for problem in problems:
        output.block("warning", problem.message, problem.where)
