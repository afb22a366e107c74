"""slack-export: a workspace as Slack or slackdump exports it, a folder or an archive.

Lists of people and channels are read first, then a file for each channel and day, or one for each
channel; within a file, messages stream. Files that people shared are named, never opened.

Export: https://slack.com/help/articles/220556107; slackdump: https://github.com/rusq/slackdump
"""

import re
from collections.abc import Iterator
from typing import Final

from sitegen.model import Problem, Record
from sitegen.sources._inner import in_file
from sitegen.sources._slack import Reader
from sitegen.sources._slack_files import Desk, messages
from sitegen.sources.source import Dump, Head, Source

_LISTS: Final = frozenset(
    {"channels.json", "users.json", "groups.json", "dms.json", "mpims.json", "org_users.json"}
)
# What exports hold besides, and what holds no message.
_BESIDE = re.compile(
    r"(?:integration_logs|canvases|lists|file_conversations|huddle_transcripts|workspace"
    r"|permissions_[\w-]+)\.json(?:\.gz)?|[^/]*\.(?:txt|md|sqlite)",
)
_DAY = re.compile(r"(?:.*/)?([^/]+)/\d{4}-\d\d-\d\d\.json(?:\.gz)?")
_OF_CHANNEL = re.compile(r"(?:.*/)?([CDG][A-Z0-9]{5,20})(?:-[\d.]+)?\.json(?:\.gz)?")


def _sniff(head: Head) -> bool:
    lists = {name.rpartition("/")[2].removesuffix(".gz") for name in head.members} & _LISTS
    has_messages = any(_DAY.fullmatch(m) or _OF_CHANNEL.fullmatch(m) for m in head.members)
    return bool(lists & {"channels.json", "users.json", "groups.json", "dms.json"}) and has_messages


def _read(dump: Dump) -> Iterator[Record]:
    desk = Desk(dump.name)
    for name, stream in dump.files():
        if _list_name(name) in _LISTS:
            for problem in desk.learn(stream, _list_name(name)):
                yield in_file(name, problem)
    readers: dict[str, Reader] = {}
    left = 0
    for name, stream in dump.files():
        base = _list_name(name)
        found = _DAY.fullmatch(name) or _OF_CHANNEL.fullmatch(name)
        if base in _LISTS or _BESIDE.fullmatch(base):
            continue
        if found is None:
            left += base.endswith(".json")
            continue
        for where, told in messages(stream):
            channel = desk.channel(told.channel or found[1], told.name)
            reader = readers.get(channel.id)
            if reader is None:
                reader = readers[channel.id] = Reader(channel, desk.names)
            if told.problem:
                yield in_file(name, told.problem)
            else:
                yield from (in_file(name, r) for r in reader.records(told.message, where))
    if left:
        yield Problem(
            "", f"left out: {left:,} other JSON files, which hold no messages", lost=False
        )


def _list_name(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".gz")


SOURCE = Source(
    name="slack-export",
    title="Slack exports: a folder or an archive with a file for each channel and day",
    version=1,
    sniff=_sniff,
    read=_read,
    folders=True,
    marks=frozenset({"channels.json", "users.json", "channels.json.gz", "users.json.gz"}),
)
