"""Publishing with rsync: to a folder, or over ssh to a host.

What is sent is a folder of its own that holds the site's files and no others.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.errors import OutputError, UsageError
from sitegen.publish.parcel import Outcome, Parcel, Target, outcome, said


def publish(parcel: Parcel, target: Target) -> Outcome:
    """Sends what differs. Files there that the site lacks stay, unless `delete` says otherwise.

    Raises OutputError with what rsync says.
    """
    if target.name.startswith("-"):
        raise UsageError("that is no target for rsync", target.name)
    program = shutil.which("rsync")
    if not program:
        raise UsageError("rsync is not installed", "", "install it, or use --to folder")
    options = ["--recursive", "--times", "--checksum", "--delay-updates", "--out-format=%i %n"]
    options += ["--delete-after"] if target.delete else []
    options += ["--dry-run"] if target.dry_run else []
    with _stage(parcel, target.state) as stage:
        done = subprocess.run(
            [program, *options, f"{stage}/", target.name], capture_output=True, check=False
        )
    if done.returncode:
        told = said(done.stderr)
        raise OutputError(f"rsync failed: {told[0]}", "\n".join(told[1:]))
    return _outcome(parcel, target, done.stdout.decode("utf-8", "replace"))


@contextmanager
def _stage(parcel: Parcel, state: Path) -> Iterator[Path]:
    """A folder with the site's files, for as long as they are sent."""
    state.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="publish-", dir=state) as name:
        stage = Path(name)
        stage.chmod(0o755)  # rsync gives the target the same
        for path in parcel.all():
            file = stage / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(parcel.read(path))
        yield stage


def _outcome(parcel: Parcel, target: Target, told: str) -> Outcome:
    """What rsync itemised: see --itemize-changes in rsync(1)."""
    added: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    for line in told.splitlines():
        what, _, path = line.partition(" ")
        if what == "*deleting":
            removed += [path.strip()] if not path.endswith("/") else []
        elif what[1:2] == "f" and what[:1] in "<>":
            (added if "+++" in what else changed).append(path)
    kept = len(list(parcel.all())) - len(added) - len(changed)
    return outcome(target.name, added, changed, removed, kept)
