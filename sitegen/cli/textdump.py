"""`sitegen textdump`: how a lossy text copy is read, so that corrections are easy to write."""

from pathlib import Path

import click

from sitegen import sources
from sitegen.cli import output
from sitegen.errors import UnknownFormat, UsageError
from sitegen.sources.source import Dump

_SUFFIX = "-text"
_SITES = tuple(s.name.removesuffix(_SUFFIX) for s in sources.SOURCES if s.name.endswith(_SUFFIX))


@click.group("textdump")
def command() -> None:
    """Look at lossy text copies of discussions, and at how they are read."""


@command.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the reading for programs.")
@click.option(
    "--site", type=click.Choice(_SITES), help="Whose page was copied, where the text does not tell."
)
def show(file: Path, as_json: bool, site: str | None) -> None:
    """Print the comments of FILE: numbers, lines, and how sure each is.

    Corrections in FILE.fix.toml are applied. With --json: first and last line of each comment,
    confidences and parents (0 the opening post, null: not claimed), and for every line that may
    begin a comment the probability that it does.
    """
    from sitegen import textdump  # noqa: PLC0415 - slow to load, and --help lists this command

    if not file.is_file():
        raise UsageError("there is no such file", str(file))
    dump = Dump(file.name, file)
    with dump.open() as stream:
        data = stream.read()
    told = textdump.show(data, file, site or _site(dump, data), as_json=as_json)
    for line in told.text.rstrip("\n").split("\n"):
        output.result(line)
    for problem in told.problems:
        output.block("warning", problem.message, f"{file}: {problem.where}".removesuffix(": "))


def _site(dump: Dump, data: bytes) -> str:
    """The site whose format fits. Raises UsageError for what is no text copy at all."""
    try:
        source = sources.detect(sources.head(dump), {}).name
    except UnknownFormat:
        if not data.strip() or b"\0" in data[:4096]:
            raise
        return "hn"
    if not source.endswith(_SUFFIX):
        raise UsageError(
            f"this is no text copy: its format is {source}",
            str(dump.path),
            "--site says whose page was copied, if it is one all the same",
        )
    return source.removesuffix(_SUFFIX)
