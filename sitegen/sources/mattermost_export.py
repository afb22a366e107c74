"""mattermost-export: a bulk export of Mattermost with its files, an archive or a folder.

One file of lines (mattermost-json), and beside it `data/` with what was sent: files are named
where a message names them, and never opened.

Format: https://docs.mattermost.com/administration-guide/manage/bulk-export-tool.html (mmctl export)
"""

from collections.abc import Iterator

from sitegen.model import Problem, Record
from sitegen.sources import mattermost_json
from sitegen.sources._archives import names
from sitegen.sources._inner import read_one
from sitegen.sources.source import Dump, Head, Source

_LINES = frozenset({"import.jsonl", "mattermost_import.jsonl"})
_SENT = "data/"


def _lines_in(members: tuple[str, ...]) -> str | None:
    """The one file of messages by the names of the files; None where it is no such export."""
    found = [name for name in members if name.rpartition("/")[2] in _LINES]
    found = [name for name in found if f"/{_SENT}" not in f"/{name}"]
    if len(found) != 1 or len(members) < 2:
        return None
    folder = found[0].removesuffix(found[0].rpartition("/")[2])
    beside = (name for name in members if name != found[0])
    return found[0] if all(name.startswith(folder + _SENT) for name in beside) else None


def _sniff(head: Head) -> bool:
    return _lines_in(head.members) is not None


def _read(dump: Dump) -> Iterator[Record]:
    lines = _lines_in(tuple(names(dump.path)))
    if lines is None:
        yield Problem("", "it holds no lines of an export, or files that are not below data/")
        return
    wrong = "it does not begin with a line of an export of Mattermost"
    yield from read_one(dump, lines, mattermost_json.SOURCE, wrong)


SOURCE = Source(
    name="mattermost-export",
    title="Mattermost's bulk exports with their files: an archive or a folder",
    version=2,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=_LINES,
)
