"""Writes a dump of made-up discussions of any size: python benchmarks/corpus.py OUT --threads 1000

The same arguments give the same bytes on every machine: one seeded random.Random, no clock, no
set or folder order. The numbers of threads and comments asked for are met exactly.
"""

import argparse
import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import TextIO

import records
import threads
from records import Line
from threads import Made

FORMATS = ("hn-algolia", "hn-firebase", "reddit-ndjson")
LAYOUTS = ("files", "ndjson")
_FOLDERS = 256


def write(out: Path, made: Iterable[Made], layout: str, format_name: str, rng: Random) -> None:
    """Dumps of these threads, below `out`.

    Layout "files": one file a thread, spread over 256 folders; Reddit: a pair of files a
    community. Layout "ndjson": one file (Reddit: a pair) for all, its lines in order of time.
    """
    if format_name == "reddit-ndjson":
        _write_reddit(out / "reddit", made, layout, rng)
    elif layout == "files":
        _write_files(out / "hn", made, format_name, rng)
    else:
        path = out / "hn" / "items.ndjson"
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in _in_order(made, format_name, rng))


def _write_files(out: Path, made: Iterable[Made], format_name: str, rng: Random) -> None:
    suffix = "json" if format_name == "hn-algolia" else "ndjson"
    for number in range(_FOLDERS):
        (out / f"{number:02x}").mkdir(parents=True, exist_ok=True)
    for thread in made:
        key = thread.posts[0].id
        if format_name == "hn-algolia":
            text = records.algolia(rng, thread)
        else:
            text = "\n".join(line for _, line in records.firebase(rng, thread))
        path = out / f"{key % _FOLDERS:02x}" / f"{key}.{suffix}"
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _in_order(made: Iterable[Made], format_name: str, rng: Random) -> Iterator[str]:
    """Lines of many threads, mixed as a site writes them; holds only threads that overlap."""
    waiting: list[Line] = []
    for thread in made:
        start = thread.posts[0].id
        while waiting and waiting[0][0] < start:
            yield heapq.heappop(waiting)[1]
        if format_name == "hn-algolia":
            heapq.heappush(waiting, (start, records.algolia(rng, thread)))
            continue
        for line in records.firebase(rng, thread):
            heapq.heappush(waiting, line)
    while waiting:
        yield heapq.heappop(waiting)[1]


def _write_reddit(out: Path, made: Iterable[Made], layout: str, rng: Random) -> None:
    out.mkdir(parents=True, exist_ok=True)
    streams: dict[str, TextIO] = {}
    waiting: list[tuple[int, str, str]] = []
    with ExitStack() as opened:

        def put(name: str, line: str) -> None:
            if name not in streams:
                streams[name] = opened.enter_context(
                    open(out / name, "w", encoding="utf-8", newline="\n")
                )
            streams[name].write(f"{line}\n")

        for thread in made:
            one = "all" if layout == "ndjson" else records.community(thread.community)
            second, line = records.submission(rng, thread)
            while waiting and waiting[0][0] < second:
                put(*heapq.heappop(waiting)[1:])
            put(f"{one}_submissions.ndjson", line)
            for second, line in records.comments(rng, thread):
                heapq.heappush(waiting, (second, f"{one}_comments.ndjson", line))
        while waiting:
            put(*heapq.heappop(waiting)[1:])


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a dump of made-up discussions.")
    parser.add_argument("out", type=Path, help="folder that the dumps go into")
    parser.add_argument("--threads", type=int, default=1000)
    parser.add_argument("--comments", type=int, help="default: ten for each thread")
    parser.add_argument("--format", choices=FORMATS, default="hn-algolia")
    parser.add_argument("--layout", choices=LAYOUTS, default="files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--deep",
        type=int,
        metavar="DEPTH",
        help="one thread that is a single chain of DEPTH replies, instead of many threads",
    )
    return parser


def main() -> None:
    """Write what the command line asks for."""
    parser = arguments()
    asked = parser.parse_args()
    count = asked.threads * 10 if asked.comments is None else asked.comments
    if asked.threads < 0 or count < 0 or (count and not asked.threads) or (asked.deep or 0) < 0:
        parser.error("comments need threads, and no number may be negative")
    rng = Random(asked.seed)
    if asked.deep is None:
        made: Iterable[Made] = threads.make(rng, asked.threads, count)
    else:
        made = [threads.chain(rng, asked.deep)]
    write(asked.out, made, asked.layout, asked.format, Random(asked.seed + 1))


if __name__ == "__main__":
    main()
