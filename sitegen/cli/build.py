"""`sitegen build`: content/ into output/, and the report of what was done."""

import os
import sys
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import click
import msgspec

from sitegen.build import run
from sitegen.build.report import Failure, Report, as_json
from sitegen.cli import output
from sitegen.cli.options import Chosen, choose, site_options
from sitegen.config import FILE_NAME
from sitegen.model import Problem
from sitegen.model.sizes import sized

REPORT = "build-report.json"
Text = bytes | memoryview
_SHOWN = 20  # problems and failures printed; all are in the report


@click.command("build")
@site_options
@click.option("-u", "--base-url", metavar="URL", help="Public URL, instead of [site] url.")
@click.option(
    "-j", "--jobs", type=click.IntRange(0, 1024), default=0, metavar="N",
    help="Worker processes; 0, the default: one for each core.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 when a record could not be used.")
@click.option("--json", "json_", is_flag=True, help="Print the whole report as JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Print each dump read, and why pages changed.")
@click.option("--watch", is_flag=True, help="Go on: build again whenever something changes.")
@click.option("--poll", is_flag=True, help="With --watch: look at all files every second.")
def command(
    folder: Path, config_file: Path | None, output_folder: Path | None, base_url: str | None,
    jobs: int, strict: bool, json_: bool, quiet: bool, verbose: bool, watch: bool, poll: bool,
) -> None:  # fmt: skip
    """Build the site: read the dumps that changed, make the pages that change.

    Every record of a dump ends on a page or in the report, .sitegen/build-report.json.
    """

    def chosen() -> Chosen:
        return choose(folder, config_file, output_folder, base_url)

    site = chosen()
    watching = None
    if watch:
        from sitegen.cli import rebuilding  # noqa: PLC0415 - a build alone never watches

        settings = config_file or folder / FILE_NAME
        watching = rebuilding.watcher(site.paths, settings, poll)
    fine = build_site(site, jobs, json_=json_, strict=strict, quiet=quiet, verbose=verbose)
    if watching:
        rebuilding.go_on(chosen, watching, settings, jobs, quiet)
    if not fine:
        sys.exit(1)


def build_site(
    site: Chosen, jobs: int, *, json_: bool, strict: bool, quiet: bool, verbose: bool
) -> bool:
    """Builds and tells of it; whether that went well."""
    with output.Progress(quiet or json_, verbose) as progress:
        report = run.build(site.paths, site.config, jobs, progress)
    data, problems = _write_report(site, report)
    if json_:
        output.document(b"".join(data).decode().removesuffix("\n"))
    elif not quiet:
        _summarise(report, verbose)
    if problems and not json_:
        _tell_problems(problems, "error" if strict else "warning", quiet and not strict)
    tell_failures(report.failures)
    return not report.failures and not (strict and problems)


def _write_report(site: Chosen, report: Report) -> tuple[list[Text], list[tuple[str, Problem]]]:
    """Writes the report beside the store; its text, in pieces, and everything that was wrong."""
    path = site.paths.state / REPORT
    lists = _lists_of(path, report.state)
    dumps, problems = run.problems(site.paths) if not lists or report.problems else ([], [])
    everything = as_json(report)
    if not lists:
        everything["dump_list"] = dumps
        everything["problem_list"] = [
            {"dump": name, "where": p.where, "message": p.message, "lost": p.lost}
            for name, p in problems
        ]
    encoded = msgspec.json.encode(everything)
    del dumps, everything  # as large as the text, where each thread is a dump of its own
    text = msgspec.json.format(encoded, indent=2)
    data: list[Text] = [text.removesuffix(b"\n}"), lists] if lists else [text, b"\n"]
    with open(path, "wb") as file:
        file.writelines(data)
    return data, problems


def _lists_of(path: Path, state: str) -> Text:
    """What the last report says after its state, if that was the same: the lists are, too.

    Empty where it was another, or where the report is not there as a whole. To write the lists
    anew took a tenth of a build of 10,000 dumps with nothing to do.
    """
    with suppress(OSError):
        text, told = path.read_bytes(), f'"state": "{state}"'.encode()
        if state and text.endswith(b"\n}\n") and told in text:
            return memoryview(text)[text.index(told) + len(told) :]
    return b""


def _summarise(report: Report, verbose: bool) -> None:
    def row(name: str, text: str) -> None:
        output.result(f"{name:<11} {text}")

    new = f", {report.read_dumps:,} of them new or changed" if report.read_dumps else ""
    row(
        "Read",
        f"{output.many(report.records, 'record')} in {output.many(report.dumps, 'dump')}{new}",
    )
    row(
        "Written",
        f"{output.many(report.threads, 'thread')}, {output.many(report.comments, 'comment')}",
    )
    row("Left out", _left_out(report))
    row(
        "Pages",
        f"{report.pages:,}: {report.written:,} made, {report.kept:,} kept as they were,"
        f" {report.removed:,} removed",
    )
    for reason, count in report.reasons.items() if verbose else ():
        row("", f"{count:,} because {reason}")
    if report.search:
        of = report.search
        row(
            "Search",
            f"{output.many(of.posts, 'post')}, {output.many(of.files, 'file')} of"
            f" {sized(of.size)} in {of.seconds:.2f} s",
        )
    row("Front page", os.path.relpath(report.front))
    row("Took", f"{report.seconds:.2f} s")


def _left_out(report: Report) -> str:
    parts = [output.many(report.lost, "record")]
    if report.repeats + report.shared:
        parts.append(f"{report.repeats + report.shared:,} further copies merged")
    if report.absent:
        parts.append(f"{report.absent:,} replies that the dumps count but do not hold")
    if report.ghosts:
        parts.append(f"{output.many(report.ghosts, 'stand-in')} for posts that no dump holds")
    return "; ".join(parts)


def _tell_problems(problems: list[tuple[str, Problem]], kind: str, quiet: bool) -> None:
    if quiet:
        return
    for _, problem in problems[:_SHOWN]:
        used = "" if problem.lost else " (no post is lost)"
        output.block(kind, problem.message + used, problem.where)
    if len(problems) > _SHOWN:
        output.say(f"… and {len(problems) - _SHOWN:,} more: see .sitegen/{REPORT}")


def tell_failures(failures: tuple[Failure, ...]) -> None:
    """One block for each cause, however many pages it spoils."""

    def cause(failure: Failure) -> tuple[str, str, str]:
        return failure.message, failure.where, failure.hint

    groups = [(key, list(same)) for key, same in groupby(sorted(failures, key=cause), key=cause)]
    for (message, where, hint), same in groups[:_SHOWN]:
        pages = same[0].path if len(same) == 1 else output.many(len(same), "page")
        output.block("error", f"{message} ({pages})" if pages else message, where, hint)
    if failures:
        output.say(
            f"{output.many(len(groups), 'error')}, {output.many(len(failures), 'page')} affected;"
            " all other pages were made"
        )
