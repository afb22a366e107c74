"""Publishing into a folder: a copy that follows the site, beside files that are not sitegen's."""

from pathlib import Path

from sitegen.build import output
from sitegen.errors import OutputError, UsageError
from sitegen.publish.parcel import Outcome, Parcel, Target, outcome


def publish(parcel: Parcel, target: Target) -> Outcome:
    """Brings the folder up to date. Files there that sitegen did not put there stay.

    Raises OutputError, before anything is written when such a file is in the way.
    """
    folder = Path(target.name).absolute()
    kept_apart(folder, parcel, target)
    ours = output.read_manifest(folder)
    paths = list(parcel.all())
    added, changed = [], []
    for path in paths:
        file = folder / path
        if not file.is_file():
            added.append(path)
        elif file.read_bytes() != parcel.read(path):
            if path not in ours:
                raise OutputError(
                    "a file that sitegen did not put there is in the way",
                    str(file),
                    "move it away, or publish to another folder",
                )
            changed.append(path)
    removed = sorted(ours - set(paths))
    result = outcome(str(folder), added, changed, removed, len(paths) - len(added) - len(changed))
    if target.dry_run or result.nothing:
        return result
    output.prepare(folder)
    output.write_manifest(folder, sorted(ours | set(paths)))
    for path in (*added, *changed):
        output.write(str(folder), path, parcel.read(path))
    for path in removed:
        output.remove(folder, path)
    output.write_manifest(folder, paths)
    return result


def kept_apart(folder: Path, parcel: Parcel, target: Target) -> None:
    """Raises UsageError when the folder is the site's own, or lies in it or around it."""
    here = folder.resolve()
    for other in (parcel.output.resolve(), target.state.resolve()):
        if here == other or here in other.parents or other in here.parents:
            raise UsageError("the folder must lie apart from the site's", f"{folder}\n{other}")
