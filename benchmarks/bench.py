"""Times `sitegen build` as a user runs it: whole processes, cold, with nothing to do, one edit.

Nothing is asserted about time. A run counts only if the build exits with 0 and reports every post
of the corpus on a page; what is printed is the median of several runs. See README.md.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import measure
from corpus import FORMATS, LAYOUTS
from table import Row, as_json, as_table

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
_PYTHON_VARIABLE = "SITEGEN_BENCH_PYTHON"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What to build: `deep` is 0, or the depth of the only thread there is."""

    format_name: str
    layout: str
    threads: int
    comments: int
    deep: int = 0

    @property
    def name(self) -> str:
        """For the table and for the folder."""
        return f"{self.format_name} {f'{self.deep} deep' if self.deep else self.layout}"


def main() -> int:
    """Measure everything that the command line asks for; 1 when a build fails."""
    asked = _arguments().parse_args()
    measure.adopt_orphans()
    work = asked.keep or Path(tempfile.mkdtemp(prefix="sitegen-bench-"))
    rows: list[Row] = []
    try:
        for corpus in _corpora(asked):
            site = _site(work, corpus)
            for jobs in asked.jobs:
                command = [asked.python, "-m", "sitegen", "build", "--site", str(site)]
                command += ["-j", str(jobs), "-q"]
                rows += _scenarios(command, site, corpus, jobs, asked.runs)
    except measure.Failed as error:
        print(f"error: a build failed: {error}", file=sys.stderr)
        return 1
    finally:
        if not asked.keep:
            shutil.rmtree(work, ignore_errors=True)
    print(as_json(rows, asked.python) if asked.json else as_table(rows))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Time sitegen builds of made-up discussions.")
    parser.add_argument("--quick", action="store_true", help="2,000 comments, one run of each")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--sizes", type=_numbers, help="comments, default 10000,100000")
    parser.add_argument("--jobs", type=_numbers, default=[1, 2], help="values of -j, default 1,2")
    parser.add_argument("--runs", type=int, help="timed runs of each scenario, default 3")
    parser.add_argument("--format", choices=FORMATS, default="hn-algolia")
    parser.add_argument("--layout", choices=LAYOUTS, default="files")
    parser.add_argument("--deep", type=int, default=0, help="measure one chain of DEEP replies")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    parser.add_argument(
        "--python",
        default=os.environ.get(_PYTHON_VARIABLE, sys.executable),
        help=f"the Python that has sitegen; default ${_PYTHON_VARIABLE}, else this one",
    )
    return parser


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _corpora(asked: argparse.Namespace) -> list[Corpus]:
    if asked.runs is None:
        asked.runs = 1 if asked.quick else 3
    if asked.deep:
        return [
            Corpus("hn-algolia", "files", 1, asked.deep, asked.deep),
            Corpus("hn-firebase", "ndjson", 1, asked.deep, asked.deep),
        ]
    sizes = asked.sizes or ([2_000] if asked.quick else [10_000, 100_000])
    return [Corpus(asked.format, asked.layout, max(1, size // 10), size) for size in sizes]


def _site(work: Path, corpus: Corpus) -> Path:
    """A site with this corpus as its content. The corpus is made by a process of its own: a child
    inherits the memory peak of whoever starts it."""
    site = work / f"{corpus.name}-{corpus.comments}".replace(" ", "-")
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    (site / "sitegen.toml").write_text(
        '[site]\ntitle = "Benchmark"\nurl = "https://example.org/"\n'
    )
    command = [sys.executable, str(_HERE / "corpus.py"), str(site / "content")]
    command += ["--threads", str(corpus.threads), "--comments", str(corpus.comments)]
    command += ["--format", corpus.format_name, "--layout", corpus.layout]
    command += ["--deep", str(corpus.deep)] if corpus.deep else []
    _say(f"{corpus.name}: writing {corpus.comments:,} comments")
    subprocess.run(command, check=True)
    return site


def _scenarios(command: list[str], site: Path, corpus: Corpus, jobs: int, runs: int) -> list[Row]:
    """Cold, no-op and one edit, each `runs` times for time and once more for memory."""
    rows = []
    for scenario in ("cold", "no-op", "one edit"):
        costs = []
        for run in range(runs + 1):
            _prepare(scenario, site)
            _say(f"{corpus.name} {corpus.comments:,} -j {jobs} {scenario}, run {run + 1}")
            if run < runs:
                costs.append(measure.timed(command, site / "log"))
            else:
                peak = measure.sampled(command, site / "log")
            made = _pages_made(site, corpus)
        rows.append(
            Row(
                corpus=corpus.name,
                threads=corpus.threads,
                comments=corpus.comments,
                jobs=jobs,
                scenario=scenario,
                pages_made=made,
                wall_s=statistics.median(cost.wall for cost in costs),
                wall_min_s=min(cost.wall for cost in costs),
                cpu_s=statistics.median(cost.cpu for cost in costs),
                largest_mb=max(cost.largest_kb for cost in costs) / 1024,
                tree_rss_mb=peak.rss_kb / 1024,
                tree_pss_mb=peak.pss_kb / 1024,
                processes=peak.processes,
                runs=runs,
            )
        )
    return rows


def _prepare(scenario: str, site: Path) -> None:
    if scenario == "cold":
        shutil.rmtree(site / ".sitegen", ignore_errors=True)
        shutil.rmtree(site / "output", ignore_errors=True)
    elif scenario == "one edit":
        _edit(site / "content")


def _edit(content: Path) -> None:
    """One more comment in one thread. The new text differs each time, so there is work to do."""
    dumps = sorted(path for path in content.rglob("*") if path.is_file())
    dumps = [path for path in dumps if "submissions" not in path.name]
    dump = dumps[len(dumps) // 2]
    size = dump.stat().st_size
    lines = dump.read_bytes().rstrip(b"\n").split(b"\n")
    if b'"children":[' in lines[-1]:
        lines[-1] = _with_child(lines[-1], size)
    else:
        lines.append(_reply(json.loads(lines[-1]), size))
    dump.write_bytes(b"\n".join(lines) + b"\n")


def _reply(record: dict[str, Any], size: int) -> bytes:
    """A line that answers the post of another line of the dump."""
    text = f"One more, number {size}."
    if "link_id" in record:
        return json.dumps(record | {"id": f"z{size}", "body": text}).encode()
    child = {"by": "late", "id": 1_000_000_000 + size, "parent": record["id"], "text": text}
    return json.dumps(child | {"time": record["time"] + 60, "type": "comment"}).encode()


def _with_child(document: bytes, size: int) -> bytes:
    """An items/ID document with one more reply to its story."""
    key = 1_000_000_000 + size
    child = {"id": key, "created_at": "2025-12-31T00:00:00.000Z", "type": "comment"}
    child |= {"author": "late", "text": f"One more, number {size}.", "children": []}
    story = document[document.index(b'"id":') + 5 :].split(b",")[0]
    child |= {"parent_id": int(story), "story_id": int(story)}
    comma = b"" if document.endswith(b"[]}") else b","
    return document[:-2] + comma + json.dumps(child).encode() + b"]}"


def _pages_made(site: Path, corpus: Corpus) -> int:
    """From the report of the build. Raises Failed when not every post has a place on a page."""
    report = json.loads((site / ".sitegen" / "build-report.json").read_bytes())
    if report["on_pages"] < corpus.threads + corpus.comments:
        raise measure.Failed(f"only {report['on_pages']:,} posts of {corpus} are on pages")
    return int(report["written"])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
