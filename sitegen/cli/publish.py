"""`sitegen publish`: build, check, and put the site where it is served."""

import sys
from pathlib import Path

import click
import msgspec

from sitegen.build.output import read_manifest
from sitegen.check import published, run
from sitegen.cli import output
from sitegen.cli.build import build_site
from sitegen.cli.check import tell
from sitegen.cli.options import Chosen, choose, site_options
from sitegen.config import with_url
from sitegen.errors import UsageError
from sitegen.publish import PUBLISHERS, address, branch
from sitegen.publish.parcel import Outcome, Target, parcel


@click.command("publish")
@click.argument("target", default="")
@site_options
@click.option("-u", "--base-url", metavar="URL", help="Public URL, instead of [site] url.")
@click.option(
    "--to", type=click.Choice(list(PUBLISHERS)), default="branch", show_default=True,
    help="A branch of a git remote, a folder, or whatever rsync reaches.",
)  # fmt: skip
@click.option("--branch", "branch_name", metavar="NAME", help="Instead of [publish] branch.")
@click.option(
    "--keep-history", is_flag=True, help="A commit more, instead of a branch of one commit."
)
@click.option("--delete", is_flag=True, help="With rsync: remove there what the site lacks.")
@click.option("-n", "--dry-run", is_flag=True, help="Build and check; say what would change there.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    target: str, folder: Path, config_file: Path | None, output_folder: Path | None,
    base_url: str | None, to: str, branch_name: str | None, keep_history: bool, delete: bool,
    dry_run: bool, quiet: bool,
) -> None:  # fmt: skip
    """Build the site, check it, and publish it at TARGET.

    TARGET is a git remote, by name or URL (by default [publish] remote, "origin"); with --to
    folder or rsync, a folder or host:folder. Nothing is published when a page could not be made,
    when `sitegen check --budget` finds an error, or when [site] url is not where the repository is
    served. Only files that sitegen wrote are published. What is published is noted in urls.lock.
    """
    site = choose(folder, config_file, output_folder, base_url)
    settings = site.config.publish
    if to != "branch" and not target:
        raise UsageError(f"--to {to} needs a TARGET", "", f"sitegen publish --to {to} TARGET")
    place = Target(
        name=_name(target) or settings.remote,
        site=site.paths.folder,
        state=site.paths.state,
        branch=branch_name or settings.branch,
        keep_history=keep_history or settings.keep_history,
        delete=delete,
        dry_run=dry_run,
    )
    extra: dict[str, bytes] = {}
    if to == "branch":
        site, extra = _at_git(place, site, quiet)
    if not build_site(site, 0, json_=False, strict=False, quiet=True, verbose=False):
        output.say("nothing was published")
        sys.exit(1)
    _check(site, quiet)
    done = PUBLISHERS[to](parcel(site.paths.output, extra), place)
    if not dry_run:
        added = published.add(site.paths.folder, read_manifest(site.paths.output))
        if added and not quiet:
            output.say(f"{published.FILE}: {output.many(added, 'URL')} added; commit it")
    if not quiet:
        _tell(done, site.config.site.url, dry_run)


def _at_git(place: Target, site: Chosen, quiet: bool) -> tuple[Chosen, dict[str, bytes]]:
    """The site as it must be at a git remote, and what the host needs beside it."""
    remote = branch.remote_url(place)
    served = address.served_at(remote)
    if served and not site.config.site.url:
        site = Chosen(site.paths, with_url(site.config, served))
        if not quiet:
            output.say(f"[site] url is not set: the site is built for {served}")
    domain = address.cname(site.config.site.url, remote)
    extra = {".nojekyll": b""}  # else GitHub leaves out what begins with _ or a full stop
    if domain:
        extra["CNAME"] = f"{domain}\n".encode()
    return site, extra


def _name(target: str) -> str:
    """A target; a folder on this machine is named as a whole, for git has a folder of its own."""
    here = Path(target)
    return str(here.absolute()) if target and here.exists() else target


def _check(site: Chosen, quiet: bool) -> None:
    """Ends everything when the site must not be published."""
    result = run.check(site.paths, site.config, with_budget=True, with_privacy=True)
    if result.count("error"):
        tell(msgspec.structs.replace(result, budget=None), strict=False, quiet=True)
        output.say(f"{output.many(result.count('error'), 'error')}: nothing was published")
        sys.exit(1)
    if result.count("warning") and not quiet:
        output.say(f"{output.many(result.count('warning'), 'warning')}: see sitegen check")


def _tell(done: Outcome, url: str, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for line in done.named if dry_run else ():
        output.result(line)
    output.result(
        f"{done.where}: {output.many(done.added, 'file')} {would}added, {done.changed:,} changed,"
        f" {done.removed:,} removed, {done.kept:,} kept as they were"
    )
    if url and not dry_run:
        output.result(f"Published   {url}")
