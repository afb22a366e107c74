"""A build that is killed or stopped at any moment: the next one makes everything right."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_site import SmallSite, node
from waiting import until

THREADS = 60  # in each of two dumps

# sitegen, but each of its processes waits, once the build has come to a moment, at the next file
# that it opens or renames, until it is let go: however busy the machine is, the test is in time.
# Workers whose build was killed go on at once.
HELD = """
import os, sys, time
from sitegen.cli.main import main

flags, first, inside = sys.argv.pop(1), os.getpid(), False

def held(event, arguments):
    global inside
    if inside or event not in ("open", "os.rename") or os.path.exists(f"{flags}/go"):
        return
    inside = True
    if MOMENT:
        open(f"{flags}/reached", "w").close()
        while not os.path.exists(f"{flags}/go") and first in (os.getpid(), os.getppid()):
            time.sleep(0.002)
    inside = False

sys.addaudithook(held)
main()
"""
MOMENTS = {
    "reading": "os.path.exists('.sitegen/store.new')",
    "read": "'sitegen.build.making' in sys.modules",
    "a worker begins": "os.getpid() != first",
    "first pages": "os.path.exists('output/t')",
    "many pages": "os.path.exists('output/t/hn') and len(os.listdir('output/t/hn')) > 50",
    "changed": "b'second' in open('output/t/hn/1/index.html', 'rb').read()",
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site that takes some tenths of a second to build, built."""
    site = SmallSite(tmp_path_factory.mktemp("clean"))
    fill(site, "first")
    site.build()
    return site


def fill(site: SmallSite, text: str) -> None:
    chance = random.Random(1)
    for name in ("a.json", "b.json"):
        start = THREADS * (name == "b.json") * 100
        threads = []
        for number in range(start + 1, start + THREADS * 100, 100):
            replies = [node(number + n, text=text) for n in range(1, chance.randrange(2, 40))]
            threads.append(node(number, *replies, title=f"Thread {number}"))
        site.dump(name, *threads)


@contextmanager
def held(site: SmallSite, moment: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A build that has come to a moment, and goes on when the context ends."""
    flags = site.folder / "flags"
    flags.mkdir()
    program = HELD.replace("MOMENT", MOMENTS[moment])
    build = subprocess.Popen(
        [sys.executable, "-c", program, str(flags), "build", *options],
        cwd=site.folder,
        env=site.environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    until(lambda: (flags / "reached").exists() or build.poll() is not None)
    assert build.poll() is None
    try:
        yield build
    finally:
        (flags / "go").touch()


def drafts(site: SmallSite) -> list[str]:
    return [name for name in site.files() if name.endswith("draft")]


def children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task")
    try:
        lists = [(task / "children").read_text() for task in tasks.iterdir()]
    except OSError:
        return set()
    return {int(child) for told in lists for child in told.split()}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("moment", ["reading", "first pages", "many pages"])
def test_killed(moment: str, jobs: int, clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    with held(site, moment, f"-j{jobs}") as build:
        workers = children(build.pid)
        build.kill()
        build.communicate()
    assert bool(workers) == (jobs > 1 and moment != "reading")
    if (site.output / "t/hn/1").exists():  # a file is half-written for too short to be met
        site.write("output/t/hn/1/index.html.sitegen-draft", "half")
    report = site.build(jobs=2)
    assert report.failures == ()
    assert not any(map(alive, workers))
    assert drafts(site) == []
    assert site.files() == clean.files()


def test_killed_while_changing_what_was_built(clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    site.build(jobs=2)
    fill(site, "second")
    with held(site, "changed", "-j2") as build:
        build.kill()
        build.communicate()
    site.build(jobs=2)
    assert drafts(site) == []
    assert site.files() == site.clean_build(tmp_path / "other").files()


def test_killed_once_it_had_read_what_was_then_put_back(clean: SmallSite, tmp_path: Path) -> None:
    """The dumps are as they were when the last build ended; what was read of them is not."""
    site = clean.copy(tmp_path / "site")
    site.build()
    before = {path: (path.read_bytes(), path.stat()) for path in site.content.iterdir()}
    fill(site, "another")
    with held(site, "read", "-j1") as build:
        build.kill()
        build.communicate()
    for path, (data, stat) in before.items():
        path.write_bytes(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    site.build()
    (site.output / "t/hn/1/index.html").unlink()  # made again from what the store holds
    site.build()
    assert site.files() == clean.files()


def test_killed_and_its_state_deleted(clean: SmallSite, tmp_path: Path) -> None:
    """The manifest in the output folder tells what is ours, and no stale journal is read."""
    site = clean.copy(tmp_path / "site")
    with held(site, "many pages", "-j2") as build:
        build.kill()
        build.communicate()
    (site.state / "store.db").unlink(missing_ok=True)
    assert site.build().failures == ()
    assert drafts(site) == []
    assert site.files() == clean.files()


@pytest.mark.parametrize(
    ("moment", "jobs"), [("a worker begins", 2), ("first pages", 1), ("first pages", 2)]
)
def test_stopped_by_the_keyboard(moment: str, jobs: int, clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    with held(site, moment, f"-j{jobs}") as build:
        os.killpg(build.pid, signal.SIGINT)  # as a terminal sends it: to all processes of the build
    _, told = build.communicate()
    assert build.returncode == 130
    assert "stopped; what is done is kept" in told
    assert "Traceback" not in told
    assert site.build().failures == ()
    assert drafts(site) == []
    assert site.files() == clean.files()


def test_one_build_at_a_time(clean: SmallSite, tmp_path: Path) -> None:
    site = clean.copy(tmp_path / "site")
    with held(site, "reading", "-j1") as first:
        second = site.run("build")
    assert second.returncode == 1
    assert "another build of this site is running" in second.stderr
    first.communicate()
    assert first.returncode == 0
    assert site.files() == clean.files()
