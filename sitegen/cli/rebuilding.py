"""`sitegen build --watch`: builds again whenever something changes, until Ctrl-C."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sitegen.build import run
from sitegen.build.report import Report
from sitegen.cli import output
from sitegen.cli.build import tell_failures
from sitegen.cli.options import Chosen
from sitegen.cli.watching import names, watcher
from sitegen.errors import SitegenError
from sitegen.serve.changes import sort
from sitegen.serve.watch import Watcher

__all__ = ["go_on", "watcher"]


def go_on(
    chosen: Callable[[], Chosen], watching: Watcher, settings: Path, jobs: int, quiet: bool
) -> None:
    """Builds after every change; a mistake is told, and the next change is waited for."""
    site = chosen()
    if not quiet:
        output.say(f"{watching.note}\n" * bool(watching.note) + "Watching; Ctrl-C ends it")
    with suppress(KeyboardInterrupt):
        for changed in watching.changes():
            found = sort(changed, site.paths, settings)
            if not found.names:
                continue
            try:
                site = chosen()
                report = run.build(site.paths, site.config, jobs)
            except SitegenError as error:
                output.error(error)
                continue
            if not quiet:
                output.result(f"{names(found.names, site.paths.folder)}: {_made(report)}")
            tell_failures(report.failures)
    watching.stop()


def _made(report: Report) -> str:
    """What was rebuilt and why."""
    told = f"{report.written:,} of {output.many(report.pages, 'page')} made"
    if report.removed:
        told += f", {report.removed:,} removed"
    told += f" in {output.duration(report.seconds)}"
    for reason, count in report.reasons.items():
        told += f"\n  {count:,} because {reason}"
    if report.first_written:
        more = ", …" if report.written > len(report.first_written) else ""
        told += f"\n  {', '.join(report.first_written)}{more}"
    return told
