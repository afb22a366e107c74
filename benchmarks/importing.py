"""How fast dumps are read into a store: python benchmarks/importing.py FOLDER

FOLDER holds dumps, as `corpus.py` writes them. Nothing but the import is measured: no start of
Python, no formats loaded, no pages made.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from sitegen import sources
from sitegen.build import imports, scan
from sitegen.config import Config
from sitegen.store import Store


def main() -> int:
    """Imports the folder and prints posts a second of CPU, and the peak of memory."""
    parser = argparse.ArgumentParser(description="Time the import of dumps alone.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="the median is printed, default 3")
    asked = parser.parse_args()
    sources.formats()  # loads all formats
    times = []
    for _ in range(asked.runs):
        state = Path(tempfile.mkdtemp(prefix="sitegen-bench-"))
        try:
            seconds, posts = _timed(asked.folder, state / "store.db")
        finally:
            shutil.rmtree(state, ignore_errors=True)
        times.append(seconds)
    median = sorted(times)[len(times) // 2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{posts:,} posts in {median:.2f} s of CPU: {posts / median:,.0f} a second;"
        f" peak {peak:.0f} MiB\n"
    )
    return 0


def _timed(folder: Path, path: Path) -> tuple[float, int]:
    """Seconds of CPU, and how many posts the store holds then."""
    config = Config()
    began = time.process_time()
    with Store.session(path) as store:
        found = scan.dumps(folder, config)
        imports.bring_up_to_date(store, config, found, lambda name, done: None)
        posts = store.totals()[2]
    return time.process_time() - began, posts


if __name__ == "__main__":
    sys.exit(main())
