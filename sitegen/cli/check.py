"""`sitegen check`: whether the site that was built is fit to be published."""

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import msgspec

from sitegen.build.output import read_manifest
from sitegen.check import published, run
from sitegen.check.budget import FILE, SITE, Budget
from sitegen.check.finding import HINTS
from sitegen.cli import output
from sitegen.cli.options import choose, site_options
from sitegen.model.sizes import sized

_SHOWN = 10  # findings of a kind


@click.command("check")
@site_options
@click.option("-u", "--base-url", metavar="URL", help="Public URL, instead of [site] url.")
@click.option(
    "-j", "--jobs", type=click.IntRange(0, 1024), default=0, metavar="N",
    help="Worker processes; 0, the default: one for each core.",
)  # fmt: skip
@click.option("--budget", is_flag=True, help="Size, files, largest threads, beside Pages' limits.")
@click.option("--privacy", is_flag=True, help="Look for whatever redactions.toml takes out.")
@click.option("--lock", is_flag=True, help="If all is well, add what there is to urls.lock.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option("--json", "json_", is_flag=True, help="Print the result as JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    folder: Path, config_file: Path | None, output_folder: Path | None, base_url: str | None,
    jobs: int, budget: bool, privacy: bool, lock: bool, strict: bool, json_: bool, quiet: bool,
) -> None:  # fmt: skip
    """Check the site that was built: what is wrong, where, and what to do about it.

    Links and places in pages, canonical URLs, sitemaps and feeds, HTML and XML, files loaded from
    elsewhere, e-mail addresses, sizes, the sums of the build, and URLs that were published once
    and are gone (urls.lock). Nothing is written to the output folder.
    """
    site = choose(folder, config_file, output_folder, base_url)
    with output.Progress(quiet or json_, False) as progress:
        result = run.check(
            site.paths, site.config, jobs, progress, with_budget=budget, with_privacy=privacy
        )
    fine = not result.count("error") and not (strict and result.count("warning"))
    if json_:
        output.document(msgspec.json.format(msgspec.json.encode(_plain(result)), indent=2).decode())
    else:
        tell(result, strict=strict, quiet=quiet)
    if lock and fine:
        added = published.add(site.paths.folder, read_manifest(site.paths.output))
        if not quiet:
            output.say(f"{published.FILE}: {output.many(added, 'URL')} added")
    if not fine:
        sys.exit(1)


def tell(result: run.Result, *, strict: bool, quiet: bool) -> None:
    """Says what was found; the same fault of many pages is told of the first ones."""
    for kind, same in groupby(result.findings, key=lambda finding: finding.kind):
        if quiet and not strict and all(finding.level == "warning" for finding in same):
            continue
        _tell_kind(kind, result)
    if quiet:
        return
    if result.budget:
        _tell_budget(result.budget)
    errors, warnings = result.count("error"), result.count("warning")
    output.result(
        f"Checked     {output.many(result.pages, 'page')} and"
        f" {output.many(result.files - result.pages, 'other file')} in {result.seconds:.2f} s"
    )
    output.result(f"Found       {output.many(errors, 'error')}, {output.many(warnings, 'warning')}")


def _tell_kind(kind: str, result: run.Result) -> None:
    found = [finding for finding in result.findings if finding.kind == kind]
    for number, finding in enumerate(found[:_SHOWN], 1):
        last = number == min(len(found), _SHOWN)
        output.block(finding.level, finding.message, finding.where, HINTS[kind] if last else "")
    count = sum(number for (of, _), number in result.counts.items() if of == kind)
    if count > _SHOWN:
        output.say(f"… and {count - _SHOWN:,} more of this kind")


def _tell_budget(budget: Budget) -> None:
    def row(name: str, files: str, size: str, of: str = "") -> None:
        output.result(f"{name:<44} {files:>8} {size:>13} {of}".rstrip())

    row("", "files", "size", "limit of GitHub Pages")
    row("The site", f"{budget.files:,}", sized(budget.size), f"{sized(SITE)} a site")
    for name, files, size in budget.kinds:
        row(f"  {name}", f"{files:,}", sized(size))
    for title, largest, of in (
        ("Largest files", budget.largest, f"{sized(FILE)} a file"),
        ("Largest threads", budget.threads, ""),
    ):
        for number, (path, size) in enumerate(largest):
            if not number:
                row(title, "", "", of)
            row(f"  {path}", "", sized(size))
    row(
        "Readings of all of it in a month", f"{budget.visits:,}", "", "100 GB a month, a soft limit"
    )


def _plain(result: run.Result) -> dict[str, Any]:
    """The result as plain values, for programs."""
    fields: dict[str, Any] = msgspec.structs.asdict(result)
    counts = [
        {"kind": kind, "level": level, "count": count}
        for (kind, level), count in result.counts.items()
    ]
    findings = [{**msgspec.structs.asdict(one), "hint": HINTS[one.kind]} for one in result.findings]
    return {**fields, "findings": findings, "counts": counts}
